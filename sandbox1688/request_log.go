package sandbox1688

import (
	"strings"
	"time"
	"unicode/utf8"
)

// requestEntry is one gateway call as the console and the control API show it.
type requestEntry struct {
	Seq       uint64            `json:"seq"`
	Time      time.Time         `json:"time"` // sandbox clock
	Method    string            `json:"method"`
	Path      string            `json:"path"`
	API       string            `json:"api,omitempty"`
	Account   string            `json:"account,omitempty"`
	Params    map[string]string `json:"params,omitempty"`
	Status    int               `json:"status"`
	Code      string            `json:"code,omitempty"`   // empty when all went well
	Reason    string            `json:"reason,omitempty"` // what exactly is wrong
	Signed    string            `json:"signed,omitempty"` // the text the sandbox signed, when the signature is wrong
	Fault     string            `json:"fault,omitempty"`
	RequestID string            `json:"requestId"`
	Millis    int64             `json:"millis"`
}

// requestLog keeps the latest calls in a ring.
type requestLog struct {
	ring [maxRequestLogEntries]requestEntry
	next uint64
}

func (l *requestLog) add(e requestEntry) {
	l.next++
	e.Seq = l.next
	l.ring[l.next%maxRequestLogEntries] = e
}

// latest returns up to n entries, newest first.
func (l *requestLog) latest(n int, refusedOnly bool) []requestEntry {
	list := []requestEntry{}
	for seq := l.next; seq > 0 && seq+maxRequestLogEntries > l.next && len(list) < n; seq-- {
		if e := l.ring[seq%maxRequestLogEntries]; !refusedOnly || e.Code != "" {
			list = append(list, e)
		}
	}
	return list
}

// Limits of one entry, in bytes but for maxLoggedParams.
const (
	maxLoggedValue  = 1000
	maxLoggedKey    = 200
	maxLoggedPath   = 1000
	maxLoggedReason = 2000
	maxLoggedSigned = 8000
	maxLoggedParams = 40
)

// bounded shortens long texts and hides secrets, so that the log can be shown and its
// memory stays bounded.
func (e requestEntry) bounded(params map[string]string) requestEntry {
	e.Method = strings.Clone(e.Method) // a part of the request's first line, path and all
	e.Path, e.Reason = shorten(e.Path, maxLoggedPath), shorten(e.Reason, maxLoggedReason)
	e.Params = make(map[string]string, min(len(params), maxLoggedParams))
	for k, v := range params {
		if secretParam(k) && v != "" {
			e.Signed = strings.ReplaceAll(e.Signed, k+v, k+mask(v))
			v = mask(v)
		}
		if len(e.Params) < maxLoggedParams {
			e.Params[shorten(k, maxLoggedKey)] = shorten(v, maxLoggedValue)
		}
	}
	e.Signed = shorten(e.Signed, maxLoggedSigned)
	return e
}

// shorten copies the text, or its beginning: a part of a request would hold the memory
// of all of it.
func shorten(text string, most int) string {
	if len(text) <= most {
		return strings.Clone(text)
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most] + "…"
}

func secretParam(name string) bool {
	switch name {
	case "client_secret", "refresh_token", "refreshToken", "access_token", "code":
		return true
	}
	return false
}

func mask(v string) string {
	if len(v) <= 8 {
		return "***"
	}
	return v[:4] + "***" + v[len(v)-4:]
}

// apiCount counts the calls of one API.
type apiCount struct {
	OK      int64 `json:"ok"`
	Refused int64 `json:"refused"` // by the gateway
	Failed  int64 `json:"failed"`  // by the business API
}

func (s *state) count(name string, out reply) {
	n := s.counts[name]
	if n == nil {
		n = &apiCount{}
		s.counts[name] = n
	}
	switch {
	case out.code == "":
		n.OK++
	case out.status != 200:
		n.Refused++
	default:
		n.Failed++
	}
}
