package sandbox1688

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// States of a message.
const (
	pushWaiting   = "waiting"   // to be delivered, or to be tried again
	pushDelivered = "delivered" // acknowledged with HTTP 200
	pushStored    = "stored"    // given up; the replay calls give it out
	pushConfirmed = "confirmed" // fetched by a replay call
)

var pushStates = []string{pushWaiting, pushDelivered, pushStored, pushConfirmed}

// message is something an app is told about an account that has let it in (§6.3).
type message struct {
	ID       int64           `json:"msgId"`
	AppKey   string          `json:"appKey"`
	Topic    string          `json:"type"`
	Account  string          `json:"account"`  // loginId of whom it is about
	UserInfo string          `json:"userInfo"` // memberId of the same
	BizKey   string          `json:"bizKey,omitempty"`
	Data     json.RawMessage `json:"data"`
	Born     time.Time       `json:"gmtBorn"`
	State    string          `json:"state"`
	Due      time.Time       `json:"due,omitzero"`     // of a waiting one: when it is sent
	Tries    int             `json:"tries,omitempty"`  // deliveries that failed
	Again    int             `json:"again,omitempty"`  // deliveries to come after one that was acknowledged
	Gap      duration        `json:"gap,omitempty"`    // before each of those
	Held     bool            `json:"held,omitempty"`   // until a later one has overtaken it
	Stored   time.Time       `json:"stored,omitzero"`  // since when it waits to be fetched
	Fault    string          `json:"fault,omitempty"`  // kind of the latest fault it met
	Result   string          `json:"result,omitempty"` // what came of the latest delivery

	flying bool // ready, or being delivered at this moment
}

// Limits of message push.
const (
	firstMessage     = 91_000_000_001
	maxEndedMessages = 500 // delivered and confirmed ones that are still shown
	defaultHeld      = 5 * time.Second
)

// Distances of ids that no order has: ids are given upwards from 34 × 10^17, one for
// each million.
const (
	bizKeyAhead  = 500_000_000_000_000_000
	unknownAhead = 400_000_000_000_000_000
)

// pushQueue holds the messages of all apps.
type pushQueue struct {
	byID  map[int64]*message
	ready []*message // due, and not sent yet
	held  []*message // waiting to be overtaken, oldest first
	ended []int64    // delivered and confirmed ones, oldest first
	next  int64      // id
}

// newPushQueue numbers messages from the time on, as numbers does with other ids, and
// behind those of the state it is to replace.
func (s *Server) newPushQueue(former *state) pushQueue {
	q := pushQueue{byID: map[int64]*message{}, next: firstMessage}
	if !s.cfg.RepeatIDs {
		q.next += max(time.Since(numbersEpoch), 0).Microseconds()
		if former != nil {
			q.next = max(q.next, former.push.next)
		}
	}
	return q
}

// listeners are the apps that hear what concerns an account: those with an address
// that the account has let in and not put out since, always in the same order.
func (s *Server) listeners(login string) []*app {
	var list []*app
	now := s.now()
	for _, t := range s.auth.list {
		a := s.apps[t.AppKey]
		if t.LoginID == login && a != nil && a.PushURL != "" && (t.accessLives(now) || t.refreshLives(now)) && !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b *app) int { return strings.Compare(a.Key, b.Key) })
	return list
}

// wants says whether the app has subscribed to the topic.
func (a *app) wants(topic string) bool {
	return len(a.PushTopics) == 0 || slices.ContainsFunc(a.PushTopics, func(pattern string) bool { return fits(pattern, topic) })
}

// tell makes a message for each app that hears of the account. orderID is 0 for what
// concerns no order. The caller holds s.mu, as for everything below.
func (s *Server) tell(login, topic string, orderID int64, data any, at time.Time) {
	for _, a := range s.listeners(login) {
		s.tellApp(a, login, topic, orderID, data, at)
	}
}

// tellApp makes a message for one app, with what a fault makes of it.
func (s *Server) tellApp(a *app, login, topic string, orderID int64, data any, at time.Time) {
	account := s.account(login)
	if account == nil || a.PushURL == "" || !a.wants(topic) {
		return
	}
	raw, err := encodeJSON(data)
	if err != nil {
		panic("sandbox1688: payload of " + topic + ": " + err.Error()) // payloads are plain structs
	}
	m := message{AppKey: a.Key, Topic: topic, Account: login, UserInfo: account.MemberID, Data: raw, Born: at}
	if orderID != 0 {
		m.BizKey = s.bizKey(orderID)
	}
	f := s.faults.drawBirth(&m, orderID != 0)
	if f != nil && f.Kind == FaultPushUnknownOrder {
		stray := m
		stray.Fault, stray.BizKey = f.Kind, s.bizKey(orderID+unknownAhead)
		stray.Data = json.RawMessage(strings.ReplaceAll(string(raw), decimal(orderID, 0), decimal(orderID+unknownAhead, 0)))
		s.addMessage(stray, nil)
		f = nil
	}
	s.addMessage(m, f)
}

// bizKey looks like an order id. In a message captured from the platform it is not that
// of the order the message is about, though it has its last six digits.
func (s *Server) bizKey(orderID int64) string {
	if !s.switches.PushPlainBizKey {
		orderID += bizKeyAhead
	}
	return decimal(orderID, 0)
}

// addMessage numbers a message and plans its delivery, which a fault may spoil.
func (s *Server) addMessage(m message, f *Fault) *message {
	m.Born = m.Born.Truncate(time.Millisecond) // as it is told
	m.ID, m.State, m.Due = s.push.next, pushWaiting, m.Born.Add(s.switches.PushDelay)
	s.push.next++
	s.push.byID[m.ID] = &m
	if f != nil {
		m.Fault = f.Kind
		late := time.Duration(f.Millis) * time.Millisecond
		switch f.Kind {
		case FaultPushDuplicate:
			m.Again, m.Gap = 1, duration(late)
		case FaultPushDelay:
			m.Due = m.Due.Add(late)
		case FaultPushDisorder:
			fill(&late, defaultHeld)
			m.Due, m.Held = m.Due.Add(late), true
			s.push.held = append(s.push.held, &m)
		case FaultPushLoss:
			s.storeMessage(&m, m.Born)
			return &m
		}
	}
	s.planDelivery(&m)
	return &m
}

// planDelivery lets m be sent when it is due; a later plan overrules an earlier one.
func (s *Server) planDelivery(m *message) {
	due := m.Due
	s.at(due, func(time.Time) {
		if s.push.byID[m.ID] != m || m.State != pushWaiting || m.flying || !m.Due.Equal(due) {
			return
		}
		if m.Held {
			m.Held = false
			s.push.held = slices.DeleteFunc(s.push.held, func(h *message) bool { return h == m })
		}
		m.flying = true
		s.push.ready = append(s.push.ready, m)
	})
	s.courier.wake()
}

// release lets go of the messages that waited for a later one to arrive, as m has.
func (s *Server) release(m *message, now time.Time) {
	s.push.held = slices.DeleteFunc(s.push.held, func(h *message) bool {
		if h.AppKey != m.AppKey || h.ID >= m.ID {
			return false
		}
		h.Held, h.Due = false, now
		s.planDelivery(h)
		return true
	})
}

// storeMessage keeps m for the replay calls, for as long as the platform does.
func (s *Server) storeMessage(m *message, now time.Time) {
	m.State, m.Stored, m.Due, m.Again = pushStored, now, time.Time{}, 0
	s.expireStored(m)
}

func (s *Server) expireStored(m *message) {
	stored := m.Stored
	s.at(stored.Add(s.switches.PushRetention), func(time.Time) {
		if s.push.byID[m.ID] == m && m.State == pushStored && m.Stored.Equal(stored) {
			delete(s.push.byID, m.ID)
		}
	})
}

// endMessage notes that nothing more is to be done for m.
func (s *Server) endMessage(m *message, state string) {
	m.State, m.Due, m.Stored = state, time.Time{}, time.Time{}
	s.push.ended = append(s.push.ended, m.ID)
	if len(s.push.ended) > maxEndedMessages {
		delete(s.push.byID, s.push.ended[0])
		s.push.ended = s.push.ended[1:]
	}
}

// resend delivers m anew, whatever has become of it; one under way goes on.
func (s *Server) resend(m *message, now time.Time) {
	if m.flying {
		return
	}
	s.push.ended = slices.DeleteFunc(s.push.ended, func(id int64) bool { return id == m.ID })
	s.push.held = slices.DeleteFunc(s.push.held, func(h *message) bool { return h == m })
	m.State, m.Tries, m.Held, m.Due, m.Stored = pushWaiting, 0, false, now, time.Time{}
	s.planDelivery(m)
}
