package sandbox1688

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// savedPush is the queue of messages as a file holds it. The delivered and confirmed ones
// are left out: they tell of one process, as the request log does.
type savedPush struct {
	Next     int64     `json:"next"`
	Messages []message `json:"messages,omitempty"`
}

func (q *pushQueue) saved() savedPush {
	out := savedPush{Next: q.next}
	for _, id := range slices.Sorted(maps.Keys(q.byID)) {
		if m := q.byID[id]; m.State == pushWaiting || m.State == pushStored {
			out.Messages = append(out.Messages, *m)
		}
	}
	return out
}

func (s *state) restorePush(in *savedState) error {
	slices.SortFunc(in.Push.Messages, func(a, b message) int { return cmp.Compare(a.ID, b.ID) })
	for _, m := range in.Push.Messages {
		if m.ID < 1 || s.push.byID[m.ID] != nil || m.AppKey == "" || m.Topic == "" || len(m.Data) == 0 || m.Tries < 0 || m.Again < 0 || (m.State != pushWaiting && m.State != pushStored) {
			return fmt.Errorf("message %d is incomplete or there twice", m.ID)
		}
		s.push.byID[m.ID] = &m
		if m.Held && m.State == pushWaiting {
			s.push.held = append(s.push.held, &m)
		}
		s.push.next = max(s.push.next, m.ID+1)
	}
	s.push.next = max(s.push.next, in.Push.Next)
	return nil
}

// resumePush plans what a loaded queue has to do. A message that was being delivered
// when the state was saved is sent again.
func (s *Server) resumePush() {
	for _, id := range slices.Sorted(maps.Keys(s.push.byID)) {
		if m := s.push.byID[id]; m.State == pushStored {
			s.expireStored(m)
		} else {
			s.planDelivery(m)
		}
	}
	for _, a := range s.apps {
		if a.PushURL != "" {
			s.startCourier()
		}
	}
}
