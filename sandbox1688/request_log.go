package sandbox1688

import "time"

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

const maxLoggedValue = 300

// logParams shortens long values and hides secrets, so that the log can be shown
// and its memory stays bounded.
func logParams(params map[string]string) map[string]string {
	short := make(map[string]string, min(len(params), 40))
	for k, v := range params {
		if len(short) == 40 {
			break
		}
		switch {
		case k == "client_secret" || k == "refresh_token" || k == "refreshToken" || k == "access_token" || k == "code":
			v = mask(v)
		case len(v) > maxLoggedValue:
			v = string([]rune(v[:maxLoggedValue])) + "…"
		}
		short[k] = v
	}
	return short
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
