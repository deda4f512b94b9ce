package finance_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
)

// fixture is an account set with two customers, the first of which has a credit limit
// of 500, and two suppliers. The set B of the world has a customer and a supplier of its own.
type fixture struct {
	*apitest.World
	party                 *party.Service
	finance               *finance.Service
	zhang, li, other      db.ID
	factory, mill, theirs db.ID
	cash, escrow          *finance.FundAccount
	docs                  int
}

func setup(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{}
	f.World = apitest.New(t, func(w *apitest.World) {
		f.party = party.New(w.DB)
		f.finance = finance.New(w.DB, f.party)
		f.finance.Register(w.API)
	})
	f.zhang, f.li = f.customer(t, f.Scope(), "张三", "500"), f.customer(t, f.Scope(), "李四", "0")
	f.other = f.customer(t, f.OtherScope(), "张三", "0")
	f.factory, f.mill, f.theirs = f.supplier(t, f.Scope(), "织里制衣厂"), f.supplier(t, f.Scope(), "绍兴布行"), f.supplier(t, f.OtherScope(), "织里制衣厂")
	f.view(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if f.cash, err = f.finance.DefaultFundAccountTx(ctx, tx, finance.FundCash); err != nil {
			return err
		}
		f.escrow, err = f.finance.DefaultFundAccountTx(ctx, tx, finance.FundEscrow)
		return err
	})
	return f
}

func (f *fixture) customer(t *testing.T, sc db.Scope, name, limit string) db.ID {
	t.Helper()
	id := f.DB.NewID()
	err := f.DB.InTx(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		level := tx.NewID()
		if _, err := tx.Exec(ctx, `INSERT INTO price_level (tenant_id, id, name, customer_name, created_at) VALUES (?, ?, ?, ?, ?)`,
			tx.Tenant, level, name+"价", name, tx.Now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO customer (tenant_id, id, code, name, level_id, credit_limit, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			tx.Tenant, id, name, name, level, dec.MustAmount(limit), tx.Now, tx.Now)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (f *fixture) supplier(t *testing.T, sc db.Scope, name string) db.ID {
	t.Helper()
	s, err := f.party.SaveSupplier(t.Context(), sc, party.Supplier{Card: party.Card{Name: name, Active: true}})
	if err != nil {
		t.Fatal(err)
	}
	return s.ID
}

func (f *fixture) view(t *testing.T, fn func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := f.DB.View(t.Context(), f.Scope(), fn); err != nil {
		t.Fatal(err)
	}
}

func (f *fixture) tx(t *testing.T, fn func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := f.DB.InTx(t.Context(), f.Scope(), fn); err != nil {
		t.Fatal(err)
	}
}

// sell books a sale without stock: revenue and an open item.
func (f *fixture) sell(t *testing.T, customer db.ID, amount string) finance.Receivable {
	t.Helper()
	f.docs++
	r := finance.Receivable{CustomerID: customer, DocKind: "sale", DocID: f.DB.NewID(), DocNo: "XH" + amount, Date: "2026-11-01", Amount: dec.MustAmount(amount)}
	f.tx(t, func(ctx context.Context, tx *db.Tx) error { return f.owe(ctx, tx, r) })
	return r
}

func (f *fixture) owe(ctx context.Context, tx *db.Tx, r finance.Receivable) error {
	if err := f.finance.OpenReceivableTx(ctx, tx, r); err != nil {
		return err
	}
	return f.finance.PostTx(ctx, tx, saleEntry(r, r.Amount.Cost()))
}

func saleEntry(r finance.Receivable, amount dec.Cost) finance.Entry {
	return finance.Entry{DocKind: r.DocKind, DocID: r.DocID, DocNo: r.DocNo, Date: r.Date, Lines: []finance.EntryLine{
		{Account: finance.AccountReceivable, PartyKind: finance.PartyCustomer, PartyID: r.CustomerID, Amount: amount},
		{Account: finance.AccountSales, Amount: amount.Neg()},
	}}
}

func (f *fixture) receive(t *testing.T, r finance.Receipt) (id db.ID, err error) {
	t.Helper()
	err = f.DB.InTx(t.Context(), f.Scope(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		id, _, err = f.finance.ReceiveTx(ctx, tx, r)
		return err
	})
	return id, err
}

func (f *fixture) standing(t *testing.T, customer db.ID) string {
	t.Helper()
	var st finance.Standing
	f.view(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		st, err = f.finance.StandingTx(ctx, tx, customer)
		return err
	})
	return st.Receivable.String() + " - " + st.Advance.String()
}

func (f *fixture) balance(t *testing.T, fund db.ID) string {
	t.Helper()
	var a *finance.FundAccount
	f.view(t, func(ctx context.Context, tx *db.Tx) error {
		var err error
		a, err = f.finance.FundAccountTx(ctx, tx, fund)
		return err
	})
	return a.Balance.String()
}

// verify fails the test when the books do not add up, and gives the checks that failed.
func (f *fixture) findings(t *testing.T) []string {
	t.Helper()
	var out []string
	f.view(t, func(ctx context.Context, tx *db.Tx) error {
		list, err := f.finance.VerifyTx(ctx, tx, 0)
		for _, found := range list {
			out = append(out, found.Check+" "+found.Subject+" want "+found.Want+" got "+found.Got)
		}
		return err
	})
	return out
}

func (f *fixture) verify(t *testing.T) {
	t.Helper()
	for _, found := range f.findings(t) {
		t.Errorf("verify: %s", found)
	}
}
