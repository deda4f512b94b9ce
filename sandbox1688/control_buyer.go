package sandbox1688

import (
	"encoding/json"
	"errors"
	"slices"
)

// accountPatch names what may be changed of an account; what is left out stays, within
// payment as well.
type accountPatch struct {
	Contact    *string            `json:"contact"`
	Mobile     *string            `json:"mobile"`
	MixAmount  *int64             `json:"mixAmount"`
	MixPieces  *int64             `json:"mixPieces"`
	TradeModes *[]string          `json:"tradeModes"`
	Freight    *[]FreightTemplate `json:"freightTemplates"`
	Promotions *[]Promotion       `json:"promotions"`
	Payment    json.RawMessage    `json:"payment"`
	Consigns   *[]string          `json:"consigns"`
}

func (s *Server) pathAccount(c *controlCall) (*Account, error) {
	if a := s.account(c.r.PathValue("login")); a != nil {
		return a, nil
	}
	return nil, notFound("account")
}

// controlAccountPatch changes a buyer's agreements and balance, or a seller's terms.
func (s *Server) controlAccountPatch(c *controlCall) (any, error) {
	var in accountPatch
	if err := c.into(&in); err != nil {
		return nil, err
	}
	a, err := s.pathAccount(c)
	if err != nil {
		return nil, err
	}
	next := a.clone()
	set(&next.Contact, in.Contact)
	set(&next.Mobile, in.Mobile)
	set(&next.MixAmount, in.MixAmount)
	set(&next.MixPieces, in.MixPieces)
	set(&next.TradeModes, in.TradeModes)
	set(&next.Freight, in.Freight)
	set(&next.Promotions, in.Promotions)
	set(&next.Consigns, in.Consigns)
	if len(in.Payment) > 0 {
		if err := strictUnmarshal(in.Payment, &next.Payment); err != nil {
			return nil, badInput("payment: %s", err)
		}
	}
	if err := next.check(); err != nil {
		return nil, badInput("%s", err)
	}
	*a = *next
	return a, nil
}

// check refuses terms that nothing could be computed with.
func (a *Account) check() error {
	for i := range a.Freight {
		if err := a.Freight[i].check(); err != nil {
			return err
		}
	}
	for _, p := range a.Promotions {
		if p.ID == "" || p.From < 0 || p.Off < 0 {
			return errors.New("a promotion needs an id; from and off must not be negative")
		}
	}
	if a.MixAmount < 0 || a.MixPieces < 0 || a.Payment.Balance < 0 || a.Payment.Credit < 0 {
		return errors.New("amounts must not be negative")
	}
	return nil
}

// controlReceiverAdd adds to a buyer's address book.
func (s *Server) controlReceiverAdd(c *controlCall) (any, error) {
	a, err := s.pathAccount(c)
	if err != nil {
		return nil, err
	}
	r, err := readReceiver(c)
	if err != nil {
		return nil, err
	}
	r.ID = s.receiverID()
	a.keep(r)
	return r, nil
}

func readReceiver(c *controlCall) (Receiver, error) {
	var r Receiver
	if err := c.into(&r); err != nil {
		return r, err
	}
	if no := r.complete(); no != nil {
		return r, badInput("%s", no.text)
	}
	return r, nil
}

func (s *state) receiverID() int64 {
	id := s.nextAddress
	s.nextAddress += 13
	return id
}

// keep puts a receiver in, in the place of the one with its id; there is one default
// at most.
func (a *Account) keep(r Receiver) {
	list := slices.Clone(a.Receivers)
	for i := range list {
		list[i].Default = list[i].Default && !r.Default
	}
	if at := slices.IndexFunc(list, func(other Receiver) bool { return other.ID == r.ID }); at >= 0 {
		list[at] = r
	} else {
		list = append(list, r)
	}
	a.Receivers = list
}

// controlReceiverSet puts another receiver in the place of an entry of the address book.
func (s *Server) controlReceiverSet(c *controlCall) (any, error) {
	a, err := s.pathAccount(c)
	if err != nil {
		return nil, err
	}
	id := pathID(c.r)
	if a.receiver(id) == nil {
		return nil, notFound("receiver")
	}
	r, err := readReceiver(c)
	if err != nil {
		return nil, err
	}
	r.ID = id
	a.keep(r)
	return r, nil
}

func (s *Server) controlReceiverRemove(c *controlCall) (any, error) {
	a, err := s.pathAccount(c)
	if err != nil {
		return nil, err
	}
	id := pathID(c.r)
	if a.receiver(id) == nil {
		return nil, notFound("receiver")
	}
	a.Receivers = slices.DeleteFunc(slices.Clone(a.Receivers), func(r Receiver) bool { return r.ID == id })
	return done, nil
}
