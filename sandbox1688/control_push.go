package sandbox1688

import (
	"encoding/json"
	"maps"
	"net/url"
	"path"
	"slices"
)

// pushView is a message in the control API, with the text its receiver gets.
type pushView struct {
	message
	Text string `json:"message"`
}

type pushReply struct {
	Counts   map[string]int `json:"counts"` // by state
	Messages []pushView     `json:"messages"`
}

func (s *Server) viewMessage(m *message) pushView {
	text, err := s.pushText(m)
	if err != nil {
		text = err.Error()
	}
	return pushView{*m, text}
}

// controlPush lists the latest messages, newest first.
func (s *Server) controlPush(c *controlCall) (any, error) {
	appKey, state, topic, account, limit := c.query("appKey"), c.query("state"), c.query("type"), c.query("account"), min(c.number("limit", 100), 1000)
	out := pushReply{map[string]int{}, []pushView{}}
	for _, name := range pushStates {
		out.Counts[name] = 0
	}
	for _, id := range slices.Backward(slices.Sorted(maps.Keys(s.push.byID))) {
		m := s.push.byID[id]
		out.Counts[m.State]++
		if (appKey == "" || appKey == m.AppKey) && (state == "" || state == m.State) && (account == "" || account == m.Account) &&
			(topic == "" || fits(topic, m.Topic)) && len(out.Messages) < limit {
			out.Messages = append(out.Messages, s.viewMessage(m))
		}
	}
	return out, nil
}

// controlPushAdd sends a message made up by the caller, as the test button of the
// platform's console does: of any topic, with any payload.
func (s *Server) controlPushAdd(c *controlCall) (any, error) {
	in := struct {
		AppKey  string          `json:"appKey"`
		Topic   string          `json:"type"`
		Account string          `json:"account"`
		BizKey  string          `json:"bizKey"`
		Data    json.RawMessage `json:"data"`
	}{AppKey: s.cfg.AppKey, Data: json.RawMessage("{}")}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	a, account := s.apps[in.AppKey], s.account(in.Account)
	switch {
	case a == nil:
		return nil, notFound("app")
	case account == nil:
		return nil, notFound("account")
	case in.Topic == "":
		return nil, badInput("type is missing")
	case a.PushURL == "":
		return nil, &controlError{409, "no_push_url", "the app " + a.Key + " has no pushUrl"}
	}
	m := message{AppKey: a.Key, Topic: in.Topic, Account: account.LoginID, UserInfo: account.MemberID, BizKey: in.BizKey, Data: in.Data, Born: c.now}
	return s.viewMessage(s.addMessage(m, s.faults.drawBirth(&m, false))), nil
}

func (s *Server) controlPushResend(c *controlCall) (any, error) {
	m := s.push.byID[pathID(c.r)]
	if m == nil {
		return nil, notFound("message")
	}
	s.resend(m, c.now)
	return s.viewMessage(m), nil
}

// controlPushClear throws all messages away; ids go on.
func (s *Server) controlPushClear(*controlCall) (any, error) {
	s.push = pushQueue{byID: map[int64]*message{}, next: s.push.next}
	return done, nil
}

// checkPush refuses an address nothing could be posted to.
func (a *app) checkPush() error {
	if a.PushURL != "" {
		if u, err := url.Parse(a.PushURL); err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return badInput("pushUrl must be an http or https address")
		}
	}
	for _, pattern := range a.PushTopics {
		if _, err := path.Match(pattern, ""); err != nil {
			return badInput("pushTopics: %s is no pattern", pattern)
		}
	}
	return nil
}

// Limits of the switches of message push.
const maxPushRetries = 20

func (s *Switches) checkPush() error {
	if s.PushDelay < 0 || s.PushTimeout < 0 || s.PushRetrySpacing < 0 || s.PushRetention < 0 || s.PushRetries < -1 || s.PushRetries > maxPushRetries {
		return badInput("the push switches must not be negative, pushRetries must be -1 to %d", maxPushRetries)
	}
	return nil
}
