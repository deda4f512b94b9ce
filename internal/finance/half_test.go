package finance_test

import (
	"context"
	"errors"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/tenant"
)

// half is one side of the books as the tests drive it: what holds for what customers owe
// holds for what we owe suppliers, with the money going the other way.
type half struct {
	*fixture
	party, another db.ID
	pays           bool // the money leaves

	open     func(ctx context.Context, tx *db.Tx, d document) error // with its entry
	unopen   func(ctx context.Context, tx *db.Tx, d, by document) error
	post     func(ctx context.Context, tx *db.Tx, e entered) (db.ID, error)
	reverse  func(ctx context.Context, tx *db.Tx, id db.ID) error
	allocate func(ctx context.Context, tx *db.Tx, id db.ID, list []finance.Allocation) error
	standing func(ctx context.Context, tx *db.Tx, party db.ID) (open, advance dec.Amount, err error)
	key      string // of a draw in the fields of input

	over, other, settledBy, itemReversed, total, refundTotal, settlementTotal, left, refunded, reversed, twice, source, missing, noItem *fault.Error
}

// document is what opens an item.
type document struct {
	party     db.ID
	id        db.ID
	no        string
	amount    dec.Amount
	warehouse db.ID
}

func (d document) of(amount string) finance.Allocation {
	return finance.Allocation{DocID: d.id, Amount: dec.MustAmount(amount)}
}

// entered is a receipt or a payment, or one of their other kinds.
type entered struct {
	kind        string // "", "refund" or "settlement"
	party, fund db.ID
	amount      string
	allocations []finance.Allocation
	draws       []finance.Draw
	source      db.ID
	excess      bool
	within      *tenant.DataScope
}

// halves runs a test on each side.
func halves(t *testing.T, test func(t *testing.T, h *half)) {
	t.Helper()
	for name, of := range map[string]func(*fixture) *half{"receivables": customers, "payables": suppliers} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, of(setup(t)))
		})
	}
}

func customers(f *fixture) *half {
	item := func(d document) finance.Receivable {
		return finance.Receivable{CustomerID: d.party, DocKind: "sale", DocID: d.id, DocNo: d.no, Date: "2026-11-01", Amount: d.amount, WarehouseID: d.warehouse}
	}
	return &half{
		fixture: f, party: f.zhang, another: f.li, key: "receiptId",
		open: func(ctx context.Context, tx *db.Tx, d document) error { return f.owe(ctx, tx, item(d)) },
		unopen: func(ctx context.Context, tx *db.Tx, d, by document) error {
			if err := f.finance.ReverseReceivableTx(ctx, tx, d.id, item(by)); err != nil {
				return err
			}
			return f.finance.PostTx(ctx, tx, saleEntry(item(by), d.amount.Neg().Cost()))
		},
		post: func(ctx context.Context, tx *db.Tx, e entered) (db.ID, error) {
			r := finance.Receipt{
				Kind: finance.ReceiptKind(e.kind), CustomerID: e.party, FundAccountID: e.fund, Amount: dec.MustAmount(e.amount), Allocations: e.allocations, Advances: e.draws,
				SourceID: e.source, ExcessToAdvance: e.excess, Within: e.within,
			}
			if e.source != 0 {
				r.SourceKind = "test"
			}
			id, _, err := f.finance.ReceiveTx(ctx, tx, r)
			return id, err
		},
		reverse: func(ctx context.Context, tx *db.Tx, id db.ID) error {
			_, _, err := f.finance.ReverseReceiptTx(ctx, tx, id, "", "")
			return err
		},
		allocate: func(ctx context.Context, tx *db.Tx, id db.ID, list []finance.Allocation) error {
			return f.finance.AllocateTx(ctx, tx, id, list, nil)
		},
		standing: func(ctx context.Context, tx *db.Tx, party db.ID) (dec.Amount, dec.Amount, error) {
			st, err := f.finance.StandingTx(ctx, tx, party)
			return st.Receivable, st.Advance, err
		},
		over: finance.ErrOverAllocated, other: finance.ErrOtherCustomer, settledBy: finance.ErrSettledBy, itemReversed: finance.ErrReceivableReversed, total: finance.ErrAllocatedTotal,
		refundTotal: finance.ErrRefundTotal, settlementTotal: finance.ErrSettlementTotal, left: finance.ErrAdvanceLeft, refunded: finance.ErrAdvanceRefunded,
		reversed: finance.ErrReceiptReversed, twice: finance.ErrAllocatedTwice, source: finance.ErrSourceMismatch, missing: finance.ErrReceiptNotFound, noItem: finance.ErrNoReceivable,
	}
}

func suppliers(f *fixture) *half {
	kinds := map[string]finance.PaymentKind{"refund": finance.KindSupplierRefund, "settlement": finance.KindPayableSettlement}
	item := func(d document) finance.Payable {
		return finance.Payable{SupplierID: d.party, DocKind: "purchase", DocID: d.id, DocNo: d.no, Date: "2026-11-01", Amount: d.amount, WarehouseID: d.warehouse}
	}
	return &half{
		fixture: f, party: f.factory, another: f.mill, pays: true, key: "paymentId",
		open: func(ctx context.Context, tx *db.Tx, d document) error {
			if err := f.finance.OpenPayableTx(ctx, tx, item(d)); err != nil {
				return err
			}
			return f.finance.PostTx(ctx, tx, purchaseEntry(item(d), d.amount.Cost()))
		},
		unopen: func(ctx context.Context, tx *db.Tx, d, by document) error {
			if err := f.finance.ReversePayableTx(ctx, tx, d.id, item(by)); err != nil {
				return err
			}
			return f.finance.PostTx(ctx, tx, purchaseEntry(item(by), d.amount.Neg().Cost()))
		},
		post: func(ctx context.Context, tx *db.Tx, e entered) (db.ID, error) {
			p := finance.Payment{
				Kind: kinds[e.kind], SupplierID: e.party, FundAccountID: e.fund, Amount: dec.MustAmount(e.amount), Allocations: e.allocations,
				SourceID: e.source, ExcessToAdvance: e.excess, Within: e.within,
			}
			for _, d := range e.draws {
				p.Advances = append(p.Advances, finance.PaymentDraw{PaymentID: d.ReceiptID, Amount: d.Amount})
			}
			if e.source != 0 {
				p.SourceKind = "test"
			}
			id, _, err := f.finance.PayTx(ctx, tx, p)
			return id, err
		},
		reverse: func(ctx context.Context, tx *db.Tx, id db.ID) error {
			_, _, err := f.finance.ReversePaymentTx(ctx, tx, id, "", "")
			return err
		},
		allocate: func(ctx context.Context, tx *db.Tx, id db.ID, list []finance.Allocation) error {
			return f.finance.AllocatePaymentTx(ctx, tx, id, list, nil)
		},
		standing: func(ctx context.Context, tx *db.Tx, party db.ID) (dec.Amount, dec.Amount, error) {
			st, err := f.finance.PayableStandingTx(ctx, tx, party)
			return st.Payable, st.Advance, err
		},
		over: finance.ErrOverPaid, other: finance.ErrOtherSupplier, settledBy: finance.ErrPayableSettledBy, itemReversed: finance.ErrPayableReversed, total: finance.ErrPaymentTotal,
		refundTotal: finance.ErrSupplierRefundTotal, settlementTotal: finance.ErrPayableSettlementTotal, left: finance.ErrPrepaidLeft, refunded: finance.ErrPrepaidRefunded,
		reversed: finance.ErrPaymentReversed, twice: finance.ErrPaidTwice, source: finance.ErrPaymentSource, missing: finance.ErrPaymentNotFound, noItem: finance.ErrNoPayable,
	}
}

// purchaseEntry books goods bought, without the stock: what they cost is a loss.
func purchaseEntry(p finance.Payable, amount dec.Cost) finance.Entry {
	return finance.Entry{DocKind: p.DocKind, DocID: p.DocID, DocNo: p.DocNo, Date: p.Date, Lines: []finance.EntryLine{
		{Account: finance.AccountLoss, Amount: amount},
		{Account: finance.AccountPayable, PartyKind: finance.PartySupplier, PartyID: p.SupplierID, Amount: amount.Neg()},
	}}
}

// deal opens the item of a new document.
func (h *half) deal(t *testing.T, party db.ID, amount string) document {
	t.Helper()
	d := document{party: party, id: h.DB.NewID(), no: "D" + amount, amount: dec.MustAmount(amount)}
	h.tx(t, func(ctx context.Context, tx *db.Tx) error { return h.open(ctx, tx, d) })
	return d
}

// enter books a receipt or a payment of the first party, in cash.
func (h *half) enter(t *testing.T, e entered) (id db.ID, err error) {
	t.Helper()
	if e.party == 0 {
		e.party = h.party
	}
	if e.fund == 0 && e.kind != "settlement" {
		e.fund = h.cash.ID
	}
	err = h.DB.InTx(t.Context(), h.Scope(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		id, err = h.post(ctx, tx, e)
		return err
	})
	return id, err
}

func (h *half) must(t *testing.T, e entered) db.ID {
	t.Helper()
	id, err := h.enter(t, e)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

// takeBack reverses a receipt or a payment.
func (h *half) takeBack(t *testing.T, id db.ID) error {
	t.Helper()
	return h.DB.InTx(t.Context(), h.Scope(), func(ctx context.Context, tx *db.Tx) error { return h.reverse(ctx, tx, id) })
}

// undo reverses a document.
func (h *half) undo(t *testing.T, d document) error {
	t.Helper()
	return h.DB.InTx(t.Context(), h.Scope(), func(ctx context.Context, tx *db.Tx) error {
		return h.unopen(ctx, tx, d, document{party: d.party, id: tx.NewID(), no: "R" + d.no})
	})
}

// stands tells what is open with the first party, what is left of advances, and what the
// money of the side has come to; the same on both sides.
func (h *half) stands(t *testing.T) (out string) {
	t.Helper()
	h.view(t, func(ctx context.Context, tx *db.Tx) error {
		open, advance, err := h.standing(ctx, tx, h.party)
		if err != nil {
			return err
		}
		cash, err := h.finance.FundAccountTx(ctx, tx, h.cash.ID)
		if err != nil {
			return err
		}
		money := cash.Balance
		if h.pays {
			money = money.Neg()
		}
		out = open.String() + " - " + advance.String() + ", " + money.String()
		return nil
	})
	return out
}

func (h *half) wantStanding(t *testing.T, what, want string) {
	t.Helper()
	if got := h.stands(t); got != want {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
	h.verify(t)
}

// refused wants a fault of the whole input or of one of its fields.
func refused(t *testing.T, what string, err error, want *fault.Error) {
	t.Helper()
	if errors.Is(err, want) {
		return
	}
	if e := fault.As(err); e != nil {
		for _, p := range e.Fields {
			if errors.Is(p.Err, want) {
				return
			}
		}
	}
	t.Errorf("%s: got %v, want %s", what, err, want.Code)
}
