package channel

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// Purpose is what an account of 1688 is authorised for; one account may serve both.
type Purpose string

// The purposes.
const (
	Sell Purpose = "sell" // a shop
	Buy  Purpose = "buy"  // a buyer account 采购账号
)

// module is what has to be switched on for the purpose.
func (p Purpose) module() string {
	if p == Buy {
		return tenant.ModuleBuy1688
	}
	return tenant.ModuleSell1688
}

// Serves tells whether the account is authorised for the purpose.
func (p *Shop) Serves(purpose Purpose) bool {
	if purpose == Buy {
		return p.Buys
	}
	return p.Sells
}

// needs lets fn run only while the module of the purpose is switched on; without a
// purpose, while that of either is.
func needs(purpose Purpose, fn func(context.Context, *db.Tx) error) func(context.Context, *db.Tx) error {
	return func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if purpose == "" {
			purpose = Sell
			if set.Has(Buy.module()) {
				purpose = Buy
			}
		}
		if err := set.RequireModule(purpose.module()); err != nil {
			return err
		}
		return fn(ctx, tx)
	}
}

// read runs fn in a reading transaction, provided that 1688 selling is switched on.
func (s *Service) read(ctx context.Context, sc db.Scope, fn func(context.Context, *db.Tx) error) error {
	return s.db.View(ctx, sc, needs(Sell, fn))
}

// write is read for changes.
func (s *Service) write(ctx context.Context, sc db.Scope, fn func(context.Context, *db.Tx) error) error {
	return s.db.InTx(ctx, sc, needs(Sell, fn))
}

// Accounts lists the accounts within the limit that serve the purpose, oldest first.
func (s *Service) Accounts(ctx context.Context, sc db.Scope, purpose Purpose, reach tenant.Limit) ([]*Shop, error) {
	var out []*Shop
	err := s.db.View(ctx, sc, needs(purpose, func(ctx context.Context, tx *db.Tx) error {
		all, err := accountsTx(ctx, tx)
		out = slices.DeleteFunc(all, func(p *Shop) bool { return !p.Serves(purpose) || !reach.Allows(p.ID) })
		return err
	}))
	return out, err
}

// Account reads one account that serves the purpose, or ErrShopNotFound; without a
// purpose, whatever it serves.
func (s *Service) Account(ctx context.Context, sc db.Scope, purpose Purpose, id db.ID) (*Shop, error) {
	var p *Shop
	err := s.db.View(ctx, sc, needs(purpose, func(ctx context.Context, tx *db.Tx) (err error) {
		p, err = accountTx(ctx, tx, purpose, id, "")
		return err
	}))
	return p, err
}
