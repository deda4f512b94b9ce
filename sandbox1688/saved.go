package sandbox1688

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// What a saved state says of itself first.
const (
	savedFormat  = "1688 sandbox"
	savedVersion = 1
)

// savedHead is read before the rest, whose form depends on the version.
type savedHead struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
}

// savedState is the whole state as a file holds it. What is made again from the rest
// is left out: generated offers nobody changed, the indexes, the deadlines. So are
// the request log and the counts of calls, which tell of one process.
type savedState struct {
	savedHead
	App       savedApp        `json:"app"`
	Offset    duration        `json:"offset"` // sandbox clock minus real clock
	Switches  Switches        `json:"switches"`
	Next      numbers         `json:"next"`
	Apps      []app           `json:"apps,omitempty"`
	Accounts  []Account       `json:"accounts,omitempty"`
	Markets   []Market        `json:"markets,omitempty"`
	Offers    []*Offer        `json:"offers,omitempty"`
	Generated []savedBatch    `json:"generated,omitempty"`
	Removed   []int64         `json:"removed,omitempty"` // generated offers
	Tokens    []token         `json:"tokens,omitempty"`
	Codes     []savedCode     `json:"codes,omitempty"`
	Faults    []savedFault    `json:"faults,omitempty"`
	PreOrders []savedPreOrder `json:"preOrders,omitempty"`
	Retired   []int64         `json:"retired,omitempty"` // pre-orders, oldest first
	Orders    []savedOrder    `json:"orders,omitempty"`
	Waybills  map[string]int  `json:"waybills,omitempty"`
	Push      savedPush       `json:"push,omitzero"`
}

// savedApp is the app of Config at the time: when another one is configured, that is
// added to the saved ones.
type savedApp struct {
	Key    string `json:"appKey"`
	Secret string `json:"appSecret"`
}

type savedBatch struct {
	Seller   string    `json:"seller"`
	Seed     uint64    `json:"seed"`
	Offers   int       `json:"offers,omitempty"`
	SKUs     int       `json:"skusPerOffer"`
	FirstID  int64     `json:"firstOfferId"`
	FirstSKU int64     `json:"firstSkuId"`
	Prefix   string    `json:"prefix"`
	Created  time.Time `json:"created"`
}

type savedCode struct {
	Code    string    `json:"code"`
	AppKey  string    `json:"appKey"`
	LoginID string    `json:"loginId"`
	Expires time.Time `json:"expires"`
}

type savedFault struct {
	Fault
	Draws rng `json:"draws,omitempty"` // state of its generator
}

type savedPreOrder struct {
	preOrder
	// Forgotten pre-orders are known to their formal orders alone.
	Forgotten bool `json:"forgotten,omitempty"`
}

// savedOrder replaces what an order's own form does not show, or shows as a pointer.
type savedOrder struct {
	order
	PreOrder int64         `json:"preOrder,omitempty"`
	Parcels  []savedParcel `json:"parcels,omitempty"`
}

type savedParcel struct {
	parcel
	CarrierID int64   `json:"carrierId,omitempty"`
	SubIDs    []int64 `json:"subIds,omitempty"`
	Amounts   []int64 `json:"amounts,omitempty"`
}

// Save writes the whole state as JSON, for Load of the same or a later version of
// this package.
func (s *Server) Save(w io.Writer) error {
	s.mu.Lock()
	saved := s.saved()
	s.mu.Unlock()
	out, err := encodeJSON(saved)
	if err != nil {
		return fmt.Errorf("sandbox state: %w", err)
	}
	_, err = w.Write(append(out, '\n'))
	return err
}

// saved copies the state: nothing in it changes when the state does. The caller holds
// s.mu.
func (s *Server) saved() *savedState {
	out := &savedState{
		savedHead: savedHead{savedFormat, savedVersion}, App: savedApp{s.cfg.AppKey, s.cfg.AppSecret},
		Offset: duration(s.offset), Switches: s.switches, Next: s.numbers(), Markets: slices.Clone(s.markets),
		Removed: slices.Sorted(maps.Keys(s.cat.gone)), Retired: slices.Clone(s.pre.retired), Waybills: maps.Clone(s.sales.waybills),
		Push: s.push.saved(),
	}
	for _, key := range slices.Sorted(maps.Keys(s.apps)) {
		out.Apps = append(out.Apps, *s.apps[key])
	}
	for _, a := range s.accounts {
		out.Accounts = append(out.Accounts, *a.clone())
	}
	for _, id := range slices.Sorted(maps.Keys(s.cat.own)) {
		out.Offers = append(out.Offers, s.cat.own[id].clone())
	}
	for _, b := range s.cat.batches {
		out.Generated = append(out.Generated, savedBatch{b.seller, b.seed, b.n, b.skus, b.firstID, b.firstSKU, b.prefix, b.created})
	}
	for _, t := range s.auth.list {
		out.Tokens = append(out.Tokens, *t)
	}
	for _, value := range slices.Sorted(maps.Keys(s.auth.codes)) {
		c := s.auth.codes[value]
		out.Codes = append(out.Codes, savedCode{value, c.appKey, c.loginID, c.expires})
	}
	for _, f := range s.faults.list {
		out.Faults = append(out.Faults, savedFault{*f, *f.rng})
	}
	forgotten := map[int64]*preOrder{}
	for _, id := range slices.Sorted(maps.Keys(s.sales.byID)) {
		o := s.sales.byID[id]
		if p := o.PreOrder; p != nil && s.pre.byID[p.ID] == nil {
			forgotten[p.ID] = p
		}
		out.Orders = append(out.Orders, saveOrder(o))
	}
	for _, id := range slices.Sorted(maps.Keys(s.pre.byID)) {
		out.PreOrders = append(out.PreOrders, savedPreOrder{*s.pre.byID[id], false})
	}
	for _, id := range slices.Sorted(maps.Keys(forgotten)) {
		out.PreOrders = append(out.PreOrders, savedPreOrder{*forgotten[id], true})
	}
	return out
}

func saveOrder(o *order) savedOrder {
	out := savedOrder{order: *o}
	out.Lines = slices.Clone(o.Lines)
	if o.Refund != nil {
		out.Refund = new(*o.Refund)
	}
	if o.PreOrder != nil {
		out.PreOrder = o.PreOrder.ID
	}
	for _, p := range o.Parcels {
		out.Parcels = append(out.Parcels, savedParcel{p, p.CarrierID, p.SubIDs, p.Amounts})
	}
	return out
}

// Load replaces the state by one that Save wrote. When it returns an error, nothing
// has changed. The sandbox goes on as if it had not stopped: what has become due
// meanwhile happens with the next call.
func (s *Server) Load(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	in, err := decodeSaved(raw)
	if err != nil {
		return err
	}
	st, err := s.restore(in)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.cfg.RepeatIDs {
		st.setNumbers(st.numbers().atLeast(s.freshNumbers(s.state)))
		st.push.next = max(st.push.next, s.newPushQueue(s.state).next)
	}
	s.state = st
	s.touched = true
	for _, id := range slices.Sorted(maps.Keys(s.pre.byID)) {
		if p := s.pre.byID[id]; p.live() {
			s.expireAt(p)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.sales.byID)) {
		switch o := s.sales.byID[id]; o.Status {
		case orderWaitPay:
			s.closeUnpaid(o, o.Created)
		case orderWaitReceive:
			s.confirmShipped(o)
		}
	}
	s.resumePush()
	return nil
}

func decodeSaved(raw []byte) (*savedState, error) {
	var head savedHead
	if err := json.Unmarshal(raw, &head); err != nil {
		return nil, fmt.Errorf("it is not whole JSON (%w)", err)
	}
	switch {
	case head.Format != savedFormat:
		return nil, errors.New("it is no state of a 1688 sandbox")
	case head.Version != savedVersion:
		return nil, fmt.Errorf("it has version %d, this program reads version %d", head.Version, savedVersion)
	}
	in := &savedState{}
	if err := strictUnmarshal(bytes.TrimSpace(raw), in); err != nil {
		return nil, fmt.Errorf("it has something this program does not know (%w)", err)
	}
	return in, nil
}

// restore makes the state, but for the deadlines. It refuses what no sandbox writes
// and what would break a later call.
func (s *Server) restore(in *savedState) (*state, error) {
	st := &state{
		switches: in.Switches.withDefaults(), offset: time.Duration(in.Offset), apps: map[string]*app{}, markets: in.Markets, cat: newCatalogue(),
		auth: newAuthority(s.cfg.AppSecret), counts: map[string]*apiCount{}, pre: newPreOrders(), sales: newOrders(), calls: s.firstCall(),
		push: s.newPushQueue(nil),
	}
	for _, step := range []func(*savedState) error{st.restorePeople, st.restoreOffers, st.restorePreOrders, st.restoreOrders, st.restoreFaults, st.restorePush} {
		if err := step(in); err != nil {
			return nil, err
		}
	}
	if st.apps[s.cfg.AppKey] == nil || in.App != (savedApp{s.cfg.AppKey, s.cfg.AppSecret}) {
		st.apps[s.cfg.AppKey] = &app{Key: s.cfg.AppKey, Secret: s.cfg.AppSecret}
	}
	if s.cfg.PushURL != "" {
		st.apps[s.cfg.AppKey].PushURL = s.cfg.PushURL
	}
	st.setNumbers(in.Next.atLeast(firstNumbers()))
	if year := s.cfg.Now().Add(st.offset).Year(); year < minYear || year > maxYear {
		return nil, fmt.Errorf("its clock stands in the year %d", year)
	}
	return st, nil
}

func (s *state) restorePeople(in *savedState) error {
	for _, a := range in.Apps {
		if a.Key == "" || a.Secret == "" {
			return errors.New("an app has no key or no secret")
		}
		s.apps[a.Key] = &a
	}
	for _, a := range in.Accounts {
		if a.LoginID == "" || s.account(a.LoginID) != nil {
			return fmt.Errorf("the account %q is nameless or there twice", a.LoginID)
		}
		if err := a.check(); err != nil {
			return fmt.Errorf("the account %q: %w", a.LoginID, err)
		}
		s.accounts = append(s.accounts, &a)
	}
	for _, t := range in.Tokens {
		if t.Access == "" || s.auth.byAccess[t.Access] != nil {
			return fmt.Errorf("token %d is empty or there twice", t.ID)
		}
		s.auth.list = append(s.auth.list, &t)
		s.auth.byAccess[t.Access] = &t
		if t.Refresh != "" {
			s.auth.byRefresh[t.Refresh] = &t
		}
	}
	for _, c := range in.Codes {
		s.auth.codes[c.Code] = code{c.AppKey, c.LoginID, c.Expires}
	}
	return nil
}

func (s *state) restoreOffers(in *savedState) error {
	for _, id := range in.Removed {
		s.cat.gone[id] = true
	}
	for _, g := range in.Generated {
		if g.Offers < 1 || g.Offers > maxGenerated || g.SKUs < 0 || g.SKUs > maxGenSKUs || g.FirstID < 1 || g.FirstSKU < 1 {
			return fmt.Errorf("the offers generated from %d on are out of range", g.FirstID)
		}
		b := batch{seller: g.Seller, seed: g.Seed, n: g.Offers, skus: g.SKUs, firstID: g.FirstID, firstSKU: g.FirstSKU, prefix: g.Prefix, created: g.Created}
		b.makeStub()
		s.cat.batches = append(s.cat.batches, b)
		for id := range b.ids() {
			if !s.cat.gone[id] {
				s.cat.ids[b.seller] = append(s.cat.ids[b.seller], id)
			}
		}
	}
	for _, o := range in.Offers {
		if o == nil || s.cat.own[o.ID] != nil {
			return errors.New("an offer is empty or there twice")
		}
		if err := o.check(); err != nil {
			return fmt.Errorf("offer %d: %w", o.ID, err)
		}
		s.cat.own[o.ID] = o
		s.cat.ids[o.Seller] = append(s.cat.ids[o.Seller], o.ID)
	}
	for seller, ids := range s.cat.ids {
		slices.Sort(ids)
		s.cat.ids[seller] = slices.Compact(ids) // changed generated offers came twice
	}
	return nil
}

func (s *state) restorePreOrders(in *savedState) error {
	placed := map[int64]bool{}
	for _, o := range in.Orders {
		placed[o.ID] = true
	}
	slices.SortFunc(in.PreOrders, func(a, b savedPreOrder) int { return cmp.Compare(a.ID, b.ID) })
	for i := range in.PreOrders {
		p := &in.PreOrders[i].preOrder
		switch {
		case s.pre.byID[p.ID] != nil, len(p.Items) == 0, p.Status < preWaiting, p.Status > prePaid,
			!slices.Contains([]string{"", "expired", "cancelled"}, p.Retired), (p.Status == preWaiting) != (p.OrderID == 0):
			return fmt.Errorf("pre-order %d is incomplete or there twice", p.ID)
		case p.OrderID != 0 && !placed[p.OrderID]:
			return fmt.Errorf("the formal order of pre-order %d is missing", p.ID)
		}
		if !in.PreOrders[i].Forgotten {
			s.pre.byID[p.ID] = p
			s.pre.bySeller[p.Seller] = append(s.pre.bySeller[p.Seller], p.ID)
		}
	}
	s.pre.retired = in.Retired
	return nil
}

func (s *state) restoreOrders(in *savedState) error {
	preOrders := map[int64]*preOrder{}
	for i := range in.PreOrders {
		preOrders[in.PreOrders[i].ID] = &in.PreOrders[i].preOrder
	}
	slices.SortFunc(in.Orders, func(a, b savedOrder) int { return cmp.Compare(a.ID, b.ID) })
	for i := range in.Orders {
		saved := &in.Orders[i]
		o := &saved.order
		if s.sales.byID[o.ID] != nil || len(o.Lines) == 0 || statusTexts[o.Status] == "" {
			return fmt.Errorf("order %d is incomplete or there twice", o.ID)
		}
		o.PreOrder = preOrders[saved.PreOrder]
		if (o.PreOrder == nil) != (saved.PreOrder == 0) {
			return fmt.Errorf("the pre-order of order %d is missing", o.ID)
		}
		for _, p := range saved.Parcels {
			p.parcel.CarrierID, p.parcel.SubIDs, p.parcel.Amounts = p.CarrierID, p.SubIDs, p.Amounts
			if len(p.Amounts) != len(p.SubIDs) && p.Amounts != nil {
				return fmt.Errorf("a parcel of order %d has amounts of other lines", o.ID)
			}
			o.Parcels = append(o.Parcels, p.parcel)
		}
		s.sales.add(o)
	}
	maps.Copy(s.sales.waybills, in.Waybills)
	return nil
}

func (s *state) restoreFaults(in *savedState) error {
	for _, f := range in.Faults {
		if err := f.Fault.check(); err != nil {
			return fmt.Errorf("fault %d: %w", f.ID, err)
		}
		f.Fault.rng = new(f.Draws)
		s.faults.list = append(s.faults.list, &f.Fault)
	}
	return nil
}
