package sandbox1688

import (
	"encoding/json"
	"fmt"
	"time"
)

// switchesWire is the control API's form of Switches: durations are texts such as
// "120h" or "90s".
type switchesWire struct {
	TimestampTolerance *duration `json:"timestampTolerance"`
	RefreshTTL         *duration `json:"refreshTTL"`
	ConsoleTokenTTL    *duration `json:"consoleTokenTTL"`
	PreOrderTTL        *duration `json:"preOrderTTL"`
	OrderPayTTL        *duration `json:"orderPayTTL"`
	FormalOrderTTL     *duration `json:"formalOrderTTL"`
	PreOrderListLag    *duration `json:"preOrderListLag"`
	PushDelay          *duration `json:"pushDelay"`
	PushTimeout        *duration `json:"pushTimeout"`
	PushRetrySpacing   *duration `json:"pushRetrySpacing"`
	PushRetention      *duration `json:"pushRetention"`
	OrderListLag       *duration `json:"orderListLag"`
	*plainSwitches
}

// plainSwitches has the fields of Switches without its JSON methods.
type plainSwitches Switches

func (s *Switches) wire() switchesWire {
	return switchesWire{
		(*duration)(&s.TimestampTolerance), (*duration)(&s.RefreshTTL), (*duration)(&s.ConsoleTokenTTL),
		(*duration)(&s.PreOrderTTL), (*duration)(&s.OrderPayTTL),
		(*duration)(&s.FormalOrderTTL), (*duration)(&s.PreOrderListLag),
		(*duration)(&s.PushDelay), (*duration)(&s.PushTimeout), (*duration)(&s.PushRetrySpacing), (*duration)(&s.PushRetention),
		(*duration)(&s.OrderListLag), (*plainSwitches)(s),
	}
}

// MarshalJSON writes durations as texts such as "120h0m0s".
func (s Switches) MarshalJSON() ([]byte, error) { return json.Marshal(s.wire()) }

// UnmarshalJSON changes only the switches named in b.
func (s *Switches) UnmarshalJSON(b []byte) error {
	w := s.wire()
	return strictUnmarshal(b, &w)
}

// duration is a time.Duration that travels as a text.
type duration time.Duration

// MarshalJSON writes the Go form, such as "36h0m0s".
func (d duration) MarshalJSON() ([]byte, error) { return json.Marshal(time.Duration(d).String()) }

// UnmarshalJSON reads the Go form.
func (d *duration) UnmarshalJSON(b []byte) error {
	var text string
	if err := json.Unmarshal(b, &text); err != nil {
		return fmt.Errorf("a duration is a text such as \"36h\" or \"90s\": %w", err)
	}
	v, err := time.ParseDuration(text)
	if err != nil {
		return fmt.Errorf("a duration is a text such as \"36h\" or \"90s\": %w", err)
	}
	*d = duration(v)
	return nil
}
