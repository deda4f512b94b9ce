package sandbox1688

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Limits of the delivery of messages.
const (
	maxFlights = 16 // deliveries at the same time, which keeps no order
	// courierNap bounds how long a clock that jumps goes unnoticed.
	courierNap     = time.Minute
	maxResultBytes = 200
	ackStatus      = http.StatusOK
)

// retryFactors times the switch pushRetrySpacing are the pauses before a delivery is
// tried again; the last one counts for all further ones.
var retryFactors = []int{1, 5, 15}

// courier brings messages to the addresses of apps, in goroutines of its own. It starts
// with the first address and ends with the server.
type courier struct {
	send    func(ctx context.Context, to string, form url.Values) (status int, err error)
	idle    func() // closes connections not in use
	woken   chan struct{}
	work    sync.WaitGroup
	running bool // guarded by Server.mu, as is flights
	flights int
}

func newCourier() courier {
	client := &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: maxFlights, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	send := func(ctx context.Context, to string, form url.Values) (int, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(form.Encode()))
		if err != nil {
			return 0, err
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
		res, err := client.Do(req)
		if err != nil {
			return 0, err
		}
		_, _ = io.CopyN(io.Discard, res.Body, 4096) // the body means nothing; read, the connection serves again
		return res.StatusCode, res.Body.Close()
	}
	return courier{send: send, idle: client.CloseIdleConnections, woken: make(chan struct{}, 1)}
}

// wake makes the courier look at the queue.
func (c *courier) wake() {
	select {
	case c.woken <- struct{}{}:
	default: // it is going to look anyway
	}
}

// startCourier is called when an app has an address. The caller holds s.mu.
func (s *Server) startCourier() {
	select {
	case <-s.done:
		return
	default:
	}
	if !s.courier.running {
		s.courier.running = true
		s.courier.work.Go(s.carry)
	}
}

// carry delivers until the server is closed. It lets everything else that is due happen
// in time, too, since somebody is to be told.
func (s *Server) carry() {
	ctx, cancel := context.WithCancel(context.Background()) //nolint:forbidigo // ends with the server, not with a call
	defer cancel()
	for {
		timer := time.NewTimer(s.dispatch(ctx))
		select {
		case <-s.done:
			timer.Stop()
			return
		case <-s.courier.woken:
			timer.Stop()
		case <-timer.C:
		}
	}
}

// dispatch sends off what is ready and returns how long nothing else will be.
func (s *Server) dispatch(ctx context.Context) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.due) > 0 && !s.due[0].at.After(s.now()) {
		s.settle()
	}
	for len(s.push.ready) > 0 && s.courier.flights < maxFlights {
		m := s.push.ready[0]
		s.push.ready = s.push.ready[1:]
		if s.push.byID[m.ID] == m {
			s.launch(ctx, m)
		}
	}
	nap := courierNap
	if len(s.due) > 0 {
		nap = min(nap, s.due[0].at.Sub(s.now()))
	}
	return max(nap, time.Millisecond) // a clock that stands still must not keep it busy
}

// launch delivers one message. The caller holds s.mu.
func (s *Server) launch(ctx context.Context, m *message) {
	a := s.apps[m.AppKey]
	if a == nil || a.PushURL == "" {
		m.flying, m.Result = false, "no address"
		s.storeMessage(m, s.now())
		return
	}
	secret := a.Secret
	if f := s.faults.drawDelivery(m); f != nil {
		m.Fault = f.Kind
		secret += "?" // whatever the right one is, this is another
	}
	form, err := s.pushForm(m, secret)
	if err != nil {
		panic("sandbox1688: message: " + err.Error()) // its data was encoded before
	}
	to, timeout := a.PushURL, s.switches.PushTimeout
	s.courier.flights++
	s.courier.work.Go(func() {
		flight, cancel := context.WithTimeout(ctx, timeout)
		status, err := s.courier.send(flight, to, form)
		cancel()
		s.mu.Lock()
		defer s.mu.Unlock()
		s.courier.flights--
		s.courier.wake()
		m.flying = false
		if s.push.byID[m.ID] == m && ctx.Err() == nil { // cut off by Close: sent again after the next start
			s.landed(m, status, err)
		}
	})
}

// landed notes what the receiver said, and tries again what it did not acknowledge.
func (s *Server) landed(m *message, status int, err error) {
	now := s.settle()
	m.Result = fmt.Sprint("HTTP ", status)
	if err != nil {
		m.Result = shorten(err.Error(), maxResultBytes)
	}
	switch {
	case err == nil && status == ackStatus:
		s.release(m, now)
		if m.Again == 0 {
			s.endMessage(m, pushDelivered)
			return
		}
		m.Again--
		m.Due = now.Add(time.Duration(m.Gap))
	case m.Tries >= s.switches.PushRetries:
		m.Tries++
		s.storeMessage(m, now)
		return
	default:
		factor := retryFactors[min(m.Tries, len(retryFactors)-1)]
		m.Due = now.Add(time.Duration(factor) * s.switches.PushRetrySpacing)
		m.Tries++
	}
	s.planDelivery(m)
}

// pushEnvelope is the text of a message, its keys in the order of captured ones (§6.3).
type pushEnvelope struct {
	BizKey   string `json:"bizKey,omitempty"`
	Data     any    `json:"data"`
	GmtBorn  any    `json:"gmtBorn"`
	MsgID    any    `json:"msgId"`
	Type     string `json:"type"`
	UserInfo string `json:"userInfo"`
}

// number is a number as the switch pushTextNumbers wants it.
func (s *Server) number(v int64) any {
	if s.switches.PushTextNumbers {
		return decimal(v, 0)
	}
	return v
}

// pushData is the payload as the switch pushTextData wants it.
func (s *Server) pushData(data json.RawMessage) any {
	if s.switches.PushTextData {
		return string(data)
	}
	return data
}

func (s *Server) pushText(m *message) (string, error) {
	raw, err := encodeJSON(pushEnvelope{
		BizKey: m.BizKey, Data: s.pushData(m.Data), GmtBorn: s.number(m.Born.UnixMilli()), MsgID: s.number(m.ID), Type: m.Topic, UserInfo: m.UserInfo,
	})
	return string(raw), err
}

// pushForm is what is posted: the message as one field, or its keys as fields of their
// own (U40), signed without a path (§2.2).
func (s *Server) pushForm(m *message, secret string) (url.Values, error) {
	params := map[string]string{
		"data": string(m.Data), "gmtBorn": decimal(m.Born.UnixMilli(), 0), "msgId": decimal(m.ID, 0), "type": m.Topic, "userInfo": m.UserInfo,
	}
	if m.BizKey != "" {
		params["bizKey"] = m.BizKey
	}
	if !s.switches.PushFlat {
		text, err := s.pushText(m)
		if err != nil {
			return nil, err
		}
		params = map[string]string{"message": text}
	}
	form := url.Values{signatureParam: {sign(secret, signatureBase("", params))}}
	for k, v := range params {
		form.Set(k, v)
	}
	return form, nil
}
