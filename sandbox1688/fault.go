package sandbox1688

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"slices"
	"strconv"
	"time"
)

// Kinds of faults.
const (
	FaultLatency       = "latency"       // answer late, otherwise right
	FaultHTTP          = "http"          // an HTTP status without the gateway's JSON; no work done
	FaultTimeoutBefore = "timeoutBefore" // no answer, no work done
	FaultTimeoutAfter  = "timeoutAfter"  // no answer, but the work is done
	FaultCut           = "cut"           // work done, connection cut in the middle of the body
	FaultMalformed     = "malformed"     // work done, body is no JSON
	FaultThrottle      = "throttle"      // gw.QosAppFrequencyLimit
	FaultExpiredToken  = "expiredToken"  // 401, without the token being touched
	FaultGateway       = "gateway"       // any gateway error by its code
	FaultBusiness      = "business"      // any business code in the API's own envelope
	FaultUnclear       = "unclear"       // preparePay: the money moves, paySuccess is false
)

var callFaultKinds = []string{
	FaultLatency, FaultHTTP, FaultTimeoutBefore, FaultTimeoutAfter, FaultCut,
	FaultMalformed, FaultThrottle, FaultExpiredToken, FaultGateway, FaultBusiness, FaultUnclear,
}

var faultKinds = slices.Concat(callFaultKinds, pushFaultKinds)

// Fault is something that goes wrong with calls that would otherwise pass the
// gateway, or with messages. Faults are tried in the order they were added; a call or
// message meets at most one.
type Fault struct {
	ID   int    `json:"id"`
	Kind string `json:"kind"`
	// API is a shell pattern over the API's name, with or without namespace and
	// version; empty means all.
	API string `json:"api,omitempty"`
	// Account limits the fault to the token owner with this login id.
	Account string `json:"account,omitempty"`
	// Skip lets that many matching calls pass first.
	Skip int `json:"skip,omitempty"`
	// Count is how many calls it hits; 0 means 1, or without end when Probability
	// is given; -1 means without end.
	Count int `json:"count,omitempty"`
	// Probability from 0 to 1 draws per call with a generator started from Seed, so
	// that the same calls meet the same faults; 0 means always.
	Probability float64 `json:"probability,omitempty"`
	Seed        uint64  `json:"seed,omitempty"`
	// Millis delays the answer; for the timeouts it is how long the connection is
	// held when the caller does not hang up (0: one minute).
	Millis int `json:"millis,omitempty"`
	// Status is the HTTP status of kinds http and gateway.
	Status int `json:"status,omitempty"`
	// Code and Message are those of kinds gateway and business.
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	Hits    int    `json:"hits"`

	rng *rng
}

const defaultHold = time.Minute

func (f *Fault) check() error {
	var errs []error
	if !slices.Contains(faultKinds, f.Kind) {
		errs = append(errs, fmt.Errorf("kind must be one of %v", faultKinds))
	}
	if _, err := path.Match(f.API, ""); err != nil {
		errs = append(errs, fmt.Errorf("api: %w", err))
	}
	if f.Probability < 0 || f.Probability > 1 {
		errs = append(errs, errors.New("probability must be 0 to 1"))
	}
	if f.Count < -1 || f.Skip < 0 || f.Millis < 0 || f.Millis > 600_000 {
		errs = append(errs, errors.New("count must be -1 or more, skip 0 or more, millis 0 to 600000"))
	}
	if (f.Kind == FaultGateway || f.Kind == FaultBusiness) && f.Code == "" {
		errs = append(errs, errors.New("code is missing"))
	}
	if (f.Kind == FaultLatency || f.Kind == FaultPushDelay) && f.Millis == 0 {
		errs = append(errs, errors.New("millis is missing"))
	}
	if f.Status != 0 && (f.Status < 400 || f.Status > 599) {
		errs = append(errs, errors.New("status must be 400 to 599"))
	}
	return errors.Join(errs...)
}

// faultList holds the faults in the order they are tried.
type faultList struct {
	list []*Fault
	last int
}

func (l *faultList) add(f Fault) *Fault {
	if f.Count == 0 {
		f.Count = 1
		if f.Probability > 0 {
			f.Count = -1
		}
	}
	l.last++
	f.ID, f.Hits, f.rng = l.last, 0, random(f.Seed)
	l.list = append(l.list, &f)
	return &f
}

func (l *faultList) remove(id int) bool {
	before := len(l.list)
	l.list = slices.DeleteFunc(l.list, func(f *Fault) bool { return f.ID == id })
	return len(l.list) < before
}

// draw is the fault that hits the call, nil when none does.
func (l *faultList) draw(c *call) *Fault {
	return l.strike(func(f *Fault) bool {
		return slices.Contains(callFaultKinds, f.Kind) && (f.API == "" || matches(f.API, c.api)) && (f.Account == "" || (c.acct != nil && c.acct.LoginID == f.Account))
	})
}

// strike returns a copy of the first of the faults that apply which hits. A used-up
// fault leaves the list.
func (l *faultList) strike(applies func(*Fault) bool) *Fault {
	for i, f := range l.list {
		if !applies(f) {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		if f.Probability > 0 && f.rng.fraction() >= f.Probability {
			continue
		}
		f.Hits++
		if f.Count > 0 {
			f.Count--
			if f.Count == 0 {
				l.list = slices.Delete(l.list, i, i+1)
			}
		}
		hit := *f
		return &hit
	}
	return nil
}

// before is the error of faults that are gateway answers.
func (f *Fault) before(c *call) error {
	switch f.Kind {
	case FaultThrottle:
		return c.limited(codeFrequencyLimit)
	case FaultExpiredToken:
		return refuse(codeUnauthorized, "故障注入 / fault "+strconv.Itoa(f.ID))
	case FaultGateway:
		err := refuse(f.Code, "故障注入 / fault "+strconv.Itoa(f.ID))
		if f.Status != 0 {
			err.status = f.Status
		}
		if f.Message != "" {
			err.text = f.Message
		}
		return err
	}
	return nil
}

// works says whether the call does its work although it is hit.
func (f *Fault) works() bool { return f.Kind != FaultHTTP && f.Kind != FaultTimeoutBefore }

// deliverFaulty spoils the delivery of out.
func (s *Server) deliverFaulty(w http.ResponseWriter, r *http.Request, f *Fault, out reply) {
	switch f.Kind {
	case FaultTimeoutBefore, FaultTimeoutAfter:
		hold := defaultHold
		if f.Millis > 0 {
			hold = time.Duration(f.Millis) * time.Millisecond
		}
		s.hold(r, hold)
		panic(http.ErrAbortHandler) // closes the connection without an answer
	case FaultHTTP:
		s.hold(r, time.Duration(f.Millis)*time.Millisecond)
		status := f.Status
		fill(&status, http.StatusServiceUnavailable)
		w.Header().Set("Content-Type", "text/html;charset=UTF-8")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, "<html><head><title>Error</title></head><body><h1>Service Error</h1><hr>Tengine</body></html>\n") // the client went away; nothing to mend
	case FaultCut:
		s.hold(r, time.Duration(f.Millis)*time.Millisecond)
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(out.body)))
		w.WriteHeader(out.status)
		_, _ = w.Write(out.body[:len(out.body)/2])
		_ = http.NewResponseController(w).Flush() // what cannot be flushed is cut even earlier
		panic(http.ErrAbortHandler)
	case FaultMalformed:
		s.hold(r, time.Duration(f.Millis)*time.Millisecond)
		out.body = append(out.body[:len(out.body)*2/3:len(out.body)*2/3], "<!-- tengine"...)
		writeReply(w, out)
	default:
		s.hold(r, time.Duration(f.Millis)*time.Millisecond)
		writeReply(w, out)
	}
}

// hold waits until the time is over, the caller hangs up or the server is closed.
func (s *Server) hold(r *http.Request, d time.Duration) {
	if d <= 0 {
		return
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
	case <-r.Context().Done():
	case <-s.done:
	}
}
