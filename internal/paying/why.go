package paying

import (
	"encoding/json"
	"fmt"

	"github.com/huotong/huotong/internal/fault"
)

// why is a fault as a column keeps it.
type why struct {
	Code   string          `json:"code"`
	Params json.RawMessage `json:"params"`
}

// keepFault writes a fault for a column; nil is the empty text.
func keepFault(e *fault.Error) string {
	if e == nil {
		return ""
	}
	text, err := json.Marshal(why{e.Code, json.RawMessage(e.StoredParams())})
	if err != nil {
		panic("paying: a fault has no JSON: " + err.Error()) // texts only
	}
	return string(text)
}

// readFault brings back what keepFault wrote.
func readFault(text string) (*fault.Error, error) {
	if text == "" {
		return nil, nil
	}
	var w why
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return nil, fmt.Errorf("read a kept fault: %w", err)
	}
	return fault.Restore(w.Code, string(w.Params))
}
