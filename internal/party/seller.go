package party

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// Seller is a shop of 1688 as 1688's answers name it: look-ups give the login id or
// an open id, orders and messages the member id. At least one of them is given.
type Seller struct {
	LoginID  string // main account; also the name of its Wangwang
	MemberID string
	OpenID   string // of this app only
	Name     string // company or shop; may be empty
}

// Known says whether anything tells who the seller is.
func (v Seller) Known() bool { return v.LoginID != "" || v.MemberID != "" || v.OpenID != "" }

// SellerSupplierTx gives the supplier who is the seller, and makes one when there is
// none. What was not known yet of who the supplier is on 1688 is kept with it. Of two
// transactions that make the same seller at once, one runs again (db.ErrAgain).
func (s *Service) SellerSupplierTx(ctx context.Context, tx *db.Tx, seller Seller) (db.ID, error) {
	if !seller.Known() {
		return 0, fmt.Errorf("a seller without any id: %q", seller.Name)
	}
	for _, by := range []struct{ column, value string }{{"member_id", seller.MemberID}, {"open_id", seller.OpenID}, {"login_id", seller.LoginID}} {
		if by.value == "" {
			continue
		}
		owners, err := s.suppliers.ownersTx(ctx, tx, by.column, []string{by.value})
		if err != nil {
			return 0, err
		}
		if o, ok := owners[by.value]; ok {
			return o.id, s.learnTx(ctx, tx, o.id, seller)
		}
	}
	made := &Supplier{
		Card:    Card{Name: cmp.Or(seller.Name, seller.LoginID, seller.MemberID, seller.OpenID), Active: true},
		LoginID: seller.LoginID, MemberID: seller.MemberID, OpenID: seller.OpenID,
	}
	if err := s.suppliers.saveTx(ctx, tx, made); err != nil {
		if madeMeanwhile(err) {
			return 0, db.ErrAgain
		}
		return 0, fmt.Errorf("make the supplier of seller %q: %w", seller.LoginID, err)
	}
	return made.ID, nil
}

// madeMeanwhile tells a seller who was no supplier when asked and is one when made, by
// the look before the row is written or by the key that refuses it.
func madeMeanwhile(err error) bool {
	if e := fault.As(err); e != nil {
		return slices.ContainsFunc(e.Fields, func(f fault.Field) bool { return errors.Is(f.Err, ErrSellerTaken) })
	}
	return db.IsDuplicate(err)
}

// FindSellersTx gives the suppliers who are the sellers, in the order given; zero for a
// seller that is no supplier yet.
func (s *Service) FindSellersTx(ctx context.Context, tx *db.Tx, sellers []Seller) ([]db.ID, error) {
	out := make([]db.ID, len(sellers))
	for _, by := range []struct {
		column string
		value  func(Seller) string
	}{
		{"member_id", func(v Seller) string { return v.MemberID }}, {"open_id", func(v Seller) string { return v.OpenID }}, {"login_id", func(v Seller) string { return v.LoginID }},
	} {
		var values []string
		for i, v := range sellers {
			if value := by.value(v); out[i] == 0 && value != "" {
				values = append(values, value)
			}
		}
		owners, err := s.suppliers.ownersTx(ctx, tx, by.column, values)
		if err != nil {
			return nil, err
		}
		for i, v := range sellers {
			if o, ok := owners[by.value(v)]; ok && out[i] == 0 && by.value(v) != "" {
				out[i] = o.id
			}
		}
	}
	return out, nil
}

// learnTx adds what a supplier lacks of the seller's ids. An id that belongs to
// another supplier, or differs from the one kept, is left: a person decides.
func (s *Service) learnTx(ctx context.Context, tx *db.Tx, id db.ID, seller Seller) error {
	before, err := s.suppliers.getTx(ctx, tx, id, "")
	if err != nil {
		return err
	}
	after, changed := *before, false
	for _, c := range []struct {
		column string
		field  *string
		value  string
	}{{"login_id", &after.LoginID, seller.LoginID}, {"member_id", &after.MemberID, seller.MemberID}, {"open_id", &after.OpenID, seller.OpenID}} {
		if c.value == "" || *c.field != "" {
			continue
		}
		owners, err := s.suppliers.ownersTx(ctx, tx, c.column, []string{c.value})
		if err != nil {
			return err
		}
		if _, taken := owners[c.value]; !taken {
			*c.field, changed = c.value, true
		}
	}
	if !changed {
		return nil
	}
	if before, err = s.suppliers.getTx(ctx, tx, id, tx.ForUpdate()); err != nil {
		return err
	}
	if before.Version != after.Version {
		return db.ErrAgain
	}
	return s.suppliers.updateTx(ctx, tx, before, &after)
}
