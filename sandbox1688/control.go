package sandbox1688

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"
)

// controlError is a refused control call.
type controlError struct {
	status  int
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Error implements error.
func (e *controlError) Error() string { return e.Code + ": " + e.Message }

func badInput(format string, a ...any) error {
	return &controlError{http.StatusBadRequest, "bad_input", fmt.Sprintf(format, a...)}
}

func notFound(what string) error {
	return &controlError{http.StatusNotFound, "not_found", "there is no such " + what}
}

// controlCall is one call of the control API.
type controlCall struct {
	r    *http.Request
	body []byte
	now  time.Time // sandbox clock, after everything due has happened
	base string
}

// into reads the body strictly; an empty body leaves v alone.
func (c *controlCall) into(v any) error {
	if len(c.body) == 0 {
		return nil
	}
	if err := strictUnmarshal(c.body, v); err != nil {
		return badInput("%s", err)
	}
	return nil
}

func (c *controlCall) number(name string, otherwise int) int {
	if v, err := strconv.Atoi(c.r.URL.Query().Get(name)); err == nil && v > 0 {
		return v
	}
	return otherwise
}

func (c *controlCall) query(name string) string { return c.r.URL.Query().Get(name) }

type controlFunc func(*controlCall) (any, error)

func (s *Server) controlRoutes(mux *http.ServeMux) {
	// A page of another site must not be able to move the sandbox from the browser
	// of a developer who has it running; programs are not affected.
	guard := http.NewCrossOriginProtection()
	for pattern, f := range map[string]controlFunc{
		"GET /control/state": s.controlState, "POST /control/reset": s.controlReset,
		"GET /control/clock": s.controlClock, "POST /control/clock": s.controlClockSet, "DELETE /control/clock": s.controlClockReset,
		"GET /control/switches": s.controlSwitches, "PATCH /control/switches": s.controlSwitch,
		"GET /control/faults": s.controlFaults, "POST /control/faults": s.controlFaultAdd,
		"DELETE /control/faults": s.controlFaultsClear, "DELETE /control/faults/{id}": s.controlFaultRemove,
		"GET /control/tokens": s.controlTokens, "POST /control/tokens": s.controlTokenAdd, "POST /control/tokens/{id}/{action}": s.controlTokenAct,
		"GET /control/apps": s.controlApps, "POST /control/apps": s.controlAppSet,
		"GET /control/accounts": s.controlAccounts, "POST /control/accounts": s.controlAccountAdd,
		"PATCH /control/accounts/{login}": s.controlAccountPatch, "POST /control/accounts/{login}/receivers": s.controlReceiverAdd,
		"PUT /control/accounts/{login}/receivers/{id}": s.controlReceiverSet, "DELETE /control/accounts/{login}/receivers/{id}": s.controlReceiverRemove,
		"GET /control/markets": s.controlMarkets, "POST /control/markets": s.controlMarketAdd,
		"GET /control/categories": s.controlCategories,
		"GET /control/offers":     s.controlOffers, "POST /control/offers": s.controlOfferAdd,
		"GET /control/offers/{id}": s.controlOffer, "PATCH /control/offers/{id}": s.controlOfferPatch, "DELETE /control/offers/{id}": s.controlOfferRemove,
		"POST /control/offers/{id}/skus": s.controlSKUAdd, "PATCH /control/offers/{id}/skus/{sku}": s.controlSKUPatch,
		"DELETE /control/offers/{id}/skus/{sku}": s.controlSKURemove, "POST /control/generate": s.controlGenerate,
		"GET /control/preorders": s.controlPreOrders, "GET /control/preorders/{id}": s.controlPreOrder,
		"POST /control/preorders/{id}/{action}": s.controlPreOrderAct,
		"GET /control/orders":                   s.controlOrders, "POST /control/orders": s.controlOrderAdd,
		"GET /control/orders/{id}": s.controlOrder, "POST /control/orders/{id}/{action}": s.controlOrderAct,
		"GET /control/push": s.controlPush, "POST /control/push": s.controlPushAdd, "DELETE /control/push": s.controlPushClear,
		"POST /control/push/{id}/resend": s.controlPushResend,
		"GET /control/requests":          s.controlRequests, "DELETE /control/requests": s.controlRequestsClear,
		"GET /control/counters": s.controlCounters, "DELETE /control/counters": s.controlCountersClear,
	} {
		mux.Handle(pattern, guard.Handler(s.control(f)))
	}
}

// control runs f under the lock and writes what it returns as JSON.
func (s *Server) control(f controlFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			writeControl(w, nil, badInput("body: %s", err))
			return
		}
		c := &controlCall{r: r, body: body, base: s.base(r)}
		s.mu.Lock()
		c.now = s.settle()
		result, err := f(c)
		var out []byte
		if err == nil {
			// Encoded under the lock: control answers show the state itself.
			out, err = encodeJSON(result)
		}
		s.mu.Unlock()
		writeControl(w, out, err)
	})
}

func writeControl(w http.ResponseWriter, out []byte, err error) {
	status := http.StatusOK
	if err != nil {
		var refused *controlError
		var page pageError
		switch {
		case errors.As(err, &refused):
		case errors.As(err, &page):
			refused = &controlError{http.StatusConflict, page.Code, page.Chinese + " / " + page.English}
		default:
			refused = &controlError{http.StatusBadRequest, "bad_input", err.Error()}
		}
		status = refused.status
		out, _ = encodeJSON(map[string]any{"error": refused}) // two texts always encode
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(out) // the client went away; nothing to mend
}

// done is the answer of calls that have nothing to tell.
var done = map[string]bool{"ok": true}

type stateReply struct {
	Now      time.Time      `json:"now"`
	Offset   duration       `json:"offset"`
	Base     string         `json:"publicUrl"`
	Counts   map[string]int `json:"counts"`
	Switches *Switches      `json:"switches"`
}

func (s *Server) controlState(c *controlCall) (any, error) {
	return stateReply{c.now, duration(s.offset), c.base, s.snapshot(c.now), &s.switches}, nil
}

// snapshot counts what there is.
func (s *Server) snapshot(now time.Time) map[string]int {
	n := map[string]int{
		"accounts": len(s.accounts), "offers": s.cat.count(), "offersChanged": len(s.cat.own), "preOrders": len(s.pre.byID), "orders": len(s.sales.byID),
		"faults": len(s.faults.list), "preOrdersLive": 0, "preOrdersPaid": 0, "tokensLive": 0, "messagesWaiting": 0, "messagesStored": 0,
	}
	for _, m := range s.push.byID {
		switch m.State {
		case pushWaiting:
			n["messagesWaiting"]++
		case pushStored:
			n["messagesStored"]++
		}
	}
	for _, p := range s.pre.byID {
		switch {
		case p.live():
			n["preOrdersLive"]++
		case p.Status == prePaid:
			n["preOrdersPaid"]++
		}
	}
	for _, t := range s.auth.list {
		if t.accessLives(now) {
			n["tokensLive"]++
		}
	}
	return n
}

func (s *Server) controlReset(*controlCall) (any, error) {
	s.state = s.fresh(s.state)
	return done, nil
}

// Years the clock can stand in: what lies some lives of a token ahead is still a date.
const (
	minYear = 2000
	maxYear = 2200
)

type clockReply struct {
	Now    time.Time `json:"now"`
	Offset duration  `json:"offset"`
}

func (s *Server) controlClock(*controlCall) (any, error) {
	return clockReply{s.now(), duration(s.offset)}, nil
}

// controlClockSet moves the clock by "advance" or to "set".
func (s *Server) controlClockSet(c *controlCall) (any, error) {
	var in struct {
		Advance *duration  `json:"advance"`
		Set     *time.Time `json:"set"`
	}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	var offset time.Duration
	switch {
	case in.Advance != nil && in.Set == nil:
		offset = s.offset + time.Duration(*in.Advance)
	case in.Set != nil && in.Advance == nil:
		offset = in.Set.Sub(s.cfg.Now())
	default:
		return nil, badInput(`give either "advance", such as "36h", or "set", a time such as 2026-08-01T08:00:00+08:00`)
	}
	if year := s.cfg.Now().Add(offset).Year(); year < minYear || year > maxYear {
		return nil, badInput("the clock can be set from the year %d to %d", minYear, maxYear)
	}
	s.offset = offset
	s.settle()
	return s.controlClock(c)
}

func (s *Server) controlClockReset(c *controlCall) (any, error) {
	s.offset = 0
	return s.controlClock(c)
}

func (s *Server) controlSwitches(*controlCall) (any, error) { return &s.switches, nil }

func (s *Server) controlSwitch(c *controlCall) (any, error) {
	next := s.switches
	if err := c.into(&next); err != nil {
		return nil, err
	}
	if next.PriceMinPercent < 0 || next.PriceMaxPercent < 0 || next.PriceMaxPercent > 100_000 || next.MaxLines < 0 || next.MaxLines > 1000 ||
		next.PreOrderTTL < 0 || next.RefreshTTL < 0 || next.ConsoleTokenTTL < 0 || next.OrderPayTTL < 0 || next.TimestampTolerance < 0 ||
		next.FormalOrderTTL < 0 || next.PreOrderListLag < 0 || next.OrderListLag < 0 ||
		next.MaxOrderSKUs < 0 || next.MaxOrderSKUs > maxCargo || next.BuyerPageSize < 0 || next.BuyerPageSize > 1000 {
		return nil, badInput("a switch is out of range")
	}
	if next.QosStatus != 0 && (next.QosStatus < 400 || next.QosStatus > 599) {
		return nil, badInput("qosStatus must be 400 to 599")
	}
	if err := next.checkPush(); err != nil {
		return nil, err
	}
	switch next.PreOrderListOrder {
	case "", listOldest, listMixed:
	default:
		return nil, badInput("preOrderListOrder must be empty, oldest or mixed")
	}
	switch next.DuplicateOutOrder {
	case "", outOrderError, outOrderSecond:
	default:
		return nil, badInput("duplicateOutOrder must be empty, error or second")
	}
	s.switches = next.withDefaults()
	return &s.switches, nil
}

func (s *Server) controlFaults(*controlCall) (any, error) {
	return append([]*Fault{}, s.faults.list...), nil
}

func (s *Server) controlFaultAdd(c *controlCall) (any, error) {
	var f Fault
	if err := c.into(&f); err != nil {
		return nil, err
	}
	if err := f.check(); err != nil {
		return nil, badInput("%s", err)
	}
	return s.faults.add(f), nil
}

func (s *Server) controlFaultsClear(*controlCall) (any, error) {
	s.faults.list = nil
	return done, nil
}

func (s *Server) controlFaultRemove(c *controlCall) (any, error) {
	if !s.faults.remove(int(pathID(c.r))) {
		return nil, notFound("fault")
	}
	return done, nil
}

func (s *Server) controlRequests(c *controlCall) (any, error) {
	return s.requests.latest(min(c.number("limit", 100), maxRequestLogEntries), c.query("refused") != ""), nil
}

func (s *Server) controlRequestsClear(*controlCall) (any, error) {
	s.requests = requestLog{}
	return done, nil
}

func (s *Server) controlCounters(c *controlCall) (any, error) {
	return map[string]any{"apis": s.counts, "counts": s.snapshot(c.now)}, nil
}

func (s *Server) controlCountersClear(*controlCall) (any, error) {
	clear(s.counts)
	return done, nil
}
