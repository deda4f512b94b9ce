package sandbox1688

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"time"
)

type tokenView struct {
	token
	Live        bool `json:"live"`
	RefreshLive bool `json:"refreshLive"`
}

func (s *Server) controlTokens(c *controlCall) (any, error) {
	list := []tokenView{}
	for _, t := range slices.Backward(s.auth.list) {
		list = append(list, tokenView{*t, t.accessLives(c.now), t.refreshLives(c.now)})
	}
	return list, nil
}

// controlTokenAdd is the developer console of the platform: a long-lived token
// copied by hand (reference §3.1, multi-user mode).
func (s *Server) controlTokenAdd(c *controlCall) (any, error) {
	in := struct {
		AppKey  string   `json:"appKey"`
		LoginID string   `json:"loginId"`
		TTL     duration `json:"ttl"`
		Refresh bool     `json:"refresh"`
	}{AppKey: s.cfg.AppKey, TTL: duration(s.switches.ConsoleTokenTTL)}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	switch {
	case s.apps[in.AppKey] == nil:
		return nil, notFound("app")
	case s.account(in.LoginID) == nil:
		return nil, notFound("account")
	case in.TTL < 0:
		return nil, badInput("ttl must not be negative")
	}
	t := s.auth.issue(token{AppKey: in.AppKey, LoginID: in.LoginID, AccessExpires: c.now.Add(time.Duration(in.TTL)), Console: true}, c.now)
	if in.Refresh {
		s.auth.addRefresh(t, c.now.Add(s.switches.RefreshTTL))
	}
	return tokenView{*t, t.accessLives(c.now), t.refreshLives(c.now)}, nil
}

// controlTokenAct ends a token: expire its access part, expireRefresh both parts,
// or revoke every token the account gave to the app.
func (s *Server) controlTokenAct(c *controlCall) (any, error) {
	t := s.auth.find(int(pathID(c.r)))
	if t == nil {
		return nil, notFound("token")
	}
	switch c.r.PathValue("action") {
	case "expire":
		t.AccessExpires = c.now
	case "expireRefresh":
		t.AccessExpires = c.now
		if t.Refresh != "" {
			t.RefreshExpires = c.now
		}
	case "revoke":
		s.tellAccess(t.AppKey, t.LoginID, topicUnauthorized, c.now)
		for _, other := range slices.Clone(s.auth.list) {
			if other.AppKey == t.AppKey && other.LoginID == t.LoginID {
				s.auth.revoke(other)
			}
		}
	default:
		return nil, notFound("action: expire, expireRefresh or revoke")
	}
	return done, nil
}

func (s *Server) controlApps(*controlCall) (any, error) {
	list := []*app{}
	for _, a := range s.apps {
		list = append(list, a)
	}
	slices.SortFunc(list, func(a, b *app) int { return strings.Compare(a.Key, b.Key) })
	return list, nil
}

// controlAppSet adds an app or replaces its secret, domains and denials.
func (s *Server) controlAppSet(c *controlCall) (any, error) {
	var a app
	if err := c.into(&a); err != nil {
		return nil, err
	}
	if a.Key == "" || a.Secret == "" || !allASCII(a.Key) || strings.Contains(a.Key, "/") {
		return nil, badInput("appKey (without /) and appSecret are needed")
	}
	if err := a.checkPush(); err != nil {
		return nil, err
	}
	s.apps[a.Key] = &a
	if a.PushURL != "" {
		s.startCourier()
	}
	return &a, nil
}

func (s *Server) controlAccounts(*controlCall) (any, error) {
	type view struct {
		Account
		Offers int `json:"offers"`
	}
	list := []view{}
	for _, a := range s.accounts {
		list = append(list, view{*a, len(s.cat.ids[a.LoginID])})
	}
	return list, nil
}

// controlAccountAdd adds an account; what is left out is filled in.
func (s *Server) controlAccountAdd(c *controlCall) (any, error) {
	var a Account
	if err := c.into(&a); err != nil {
		return nil, err
	}
	if a.LoginID == "" || s.account(a.LoginID) != nil {
		return nil, badInput("loginId is missing or taken")
	}
	if a.UserID == 0 {
		a.UserID = s.userID(a.LoginID)
	}
	fill(&a.MemberID, "b2b-"+strconv.FormatInt(a.UserID, 10))
	fill(&a.Company, a.LoginID)
	fill(&a.Contact, a.LoginID)
	fill(&a.Mobile, "13800000000")
	fill(&a.Address, Address{"浙江省", "杭州市", "滨江区", "330108", "测试路1号", "310000"})
	if err := a.check(); err != nil {
		return nil, badInput("%s", err)
	}
	for i := range a.Receivers {
		r := &a.Receivers[i]
		if no := r.complete(); no != nil {
			return nil, badInput("receivers[%d]: %s", i, no.text)
		}
		r.ID = s.receiverID()
	}
	if len(a.Receivers) == 0 && !a.Seller {
		a.Receivers = []Receiver{{ID: s.receiverID(), Name: a.Contact, Mobile: a.Mobile, Address: a.Address, Default: true}}
	}
	s.accounts = append(s.accounts, &a)
	return &a, nil
}

// userID makes the id of a new account from its name, so that after a reset nobody
// else has it.
func (s *state) userID(loginID string) int64 {
	sum := sha256.Sum256([]byte(loginID))
	id := 2_218_000_000_000 + int64(binary.BigEndian.Uint64(sum[:])%80_000_000_000)
	for slices.ContainsFunc(s.accounts, func(a *Account) bool { return a.UserID == id }) {
		id++
	}
	return id
}

func (s *Server) controlMarkets(*controlCall) (any, error) { return s.markets, nil }

func (s *Server) controlMarketAdd(c *controlCall) (any, error) {
	var m Market
	if err := c.into(&m); err != nil {
		return nil, err
	}
	if m.Code == "" || slices.ContainsFunc(s.markets, func(o Market) bool { return o.Code == m.Code }) {
		return nil, badInput("code is missing or taken")
	}
	s.markets = append(s.markets, m)
	return m, nil
}

type leafView struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// controlCategories lists the leaves with their whole path.
func (s *Server) controlCategories(*controlCall) (any, error) {
	list := []leafView{}
	for _, root := range categories[0].children {
		for _, middle := range categories[root].children {
			for _, leaf := range categories[middle].children {
				list = append(list, leafView{leaf, categories[root].name + " / " + categories[middle].name + " / " + categories[leaf].name})
			}
		}
	}
	return list, nil
}
