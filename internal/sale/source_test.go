package sale_test

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// reviewed switches the review of documents on and gives somebody who may review
// what the owner enters.
func (s *shop) reviewed(t *testing.T) db.Scope {
	t.Helper()
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET stock_review = TRUE WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	reviewer := s.scope
	reviewer.Actor.UserID = s.DB.NewID()
	return reviewer
}

// back is a return of q from the first line of d.
func (s *shop) back(d *sale.Sale, q string) sale.Input {
	in := s.issue(of(d.Lines[0].SKUID, q, func(l *sale.LineInput) { l.SourceLineID = d.Lines[0].ID }))
	in.Kind, in.SourceID = sale.KindReturn, d.ID
	return in
}

// found puts q of the SKU into stock at a unit cost.
func (s *shop) found(t *testing.T, sku db.ID, q, cost string) {
	t.Helper()
	n, c := dec.MustQuantity(q), dec.MustCost(cost)
	d, err := s.stock.CreateDocument(t.Context(), s.scope, stock.DocumentInput{
		Kind: stock.KindOtherIn, Reason: "found", Lines: []stock.LineInput{{WarehouseID: s.warehouse(t), SKUID: sku, Quantity: &n, UnitCost: &c}},
	}, true)
	if err == nil && d.State != stock.StatePosted {
		other := s.scope
		other.Actor.UserID = s.DB.NewID()
		_, err = s.stock.PostDocument(t.Context(), other, d.ID, d.Version)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestAReviewedReturnComesBackAtItsCostAndOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	s.found(t, s.red, "6", "50")
	reviewer := s.reviewed(t)
	one, two := s.post(t, s.back(d, "4")), s.post(t, s.back(d, "4"))
	one, err := s.sales.Approve(t.Context(), reviewer, one.ID, one.Version)
	if err != nil {
		t.Fatal(err)
	}
	if got := one.Cost.String(); got != "-80" {
		t.Errorf("what came back cost %s, want -80", got)
	}
	_, err = s.sales.Approve(t.Context(), reviewer, two.ID, two.Version)
	e := fault.As(err)
	if !errors.Is(err, sale.ErrReturnLate) {
		t.Fatalf("the second return of the same goods gave %v", err)
	}
	if e.Params["no"] != two.No || e.Params["source"] != d.No || e.Params["list"] != "T1-R 4/0" || field(err, "lines[0].quantity") == nil {
		t.Errorf("told %v, fields %v", e.Params, e.Fields)
	}
	if q := s.onHand(t, s.red); q != dec.MustQuantity("16") {
		t.Errorf("red on hand %s, want 16", q)
	}
	s.sound(t)
}

func TestAWaitingReturnOfAReversedIssueIsRefused(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	reviewer := s.reviewed(t)
	r := s.post(t, s.back(d, "4"))
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	_, err := s.sales.Approve(t.Context(), reviewer, r.ID, r.Version)
	if !errors.Is(err, sale.ErrSourceGone) || fault.As(err).Params["source"] != d.No {
		t.Errorf("approving it gave %v", err)
	}
	if q := s.onHand(t, s.red); q != dec.MustQuantity("10") {
		t.Errorf("red on hand %s, want 10", q)
	}
	s.sound(t)
}

// Whatever the order in which two reviewers and a reversal meet, no more comes
// back than was sold.
func TestReturnsAndAReversalAtOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	reviewer := s.reviewed(t)
	var waiting []*sale.Sale
	for range 4 {
		waiting = append(waiting, s.post(t, s.back(d, "3")))
	}
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		done int
	)
	ctx := context.WithoutCancel(t.Context())
	act := func(fn func() error) {
		wg.Go(func() {
			err := fn()
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done++
			} else if e := fault.As(err); e == nil || e.Kind != fault.Conflict {
				t.Errorf("got %v, want a conflict", err)
			}
		})
	}
	act(func() error { _, err := s.sales.Reverse(ctx, s.scope, d.ID, d.Version); return err })
	for _, r := range waiting {
		act(func() error { _, err := s.sales.Approve(ctx, reviewer, r.ID, r.Version); return err })
	}
	wg.Wait()
	if done != 1 {
		t.Errorf("%d of them took the goods back, want 1", done)
	}
	s.sound(t)
}

// The parts that come back add up to what left, to the last millionth.
func TestPartsOfAReturnAddUpToWhatLeft(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.post(t, s.issue(of(s.plain, "100")))
	n, amount := dec.MustQuantity("3"), dec.MustAmount("10")
	if _, err := s.stock.CreateDocument(t.Context(), s.scope, stock.DocumentInput{
		Kind: stock.KindOtherIn, Reason: "found", Lines: []stock.LineInput{{WarehouseID: s.warehouse(t), SKUID: s.plain, Quantity: &n, Amount: &amount}},
	}, true); err != nil {
		t.Fatal(err)
	}
	d := s.post(t, s.issue(of(s.plain, "3")))
	var total dec.Cost
	for range 3 {
		total = total.Add(s.post(t, s.back(d, "1")).Cost)
	}
	if total != d.Cost.Neg() {
		t.Errorf("three pieces came back at %s, they left at %s", total, d.Cost)
	}
	s.sound(t)
}

func TestVerifyFindsWhatCameBackBeyondWhatWasSold(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	r := s.post(t, s.back(d, "4"))
	s.sound(t)
	for what, change := range map[string]string{
		"more than sold":       "UPDATE sale_line SET base_quantity = base_quantity - 1 WHERE tenant_id = ? AND sale_id = " + d.ID.String(),
		"of a reversed issue":  "UPDATE sale SET reversed_by_id = 1 WHERE tenant_id = ? AND id = " + d.ID.String(),
		"of a line without":    "UPDATE sale SET source_id = NULL WHERE tenant_id = ? AND id = " + r.ID.String(),
		"of a line elsewhere":  "UPDATE sale_line SET source_line_id = 7 WHERE tenant_id = ? AND sale_id = " + r.ID.String(),
		"less than nothing":    "UPDATE sale_line SET base_quantity = -base_quantity WHERE tenant_id = ? AND sale_id = " + r.ID.String(),
		"of what was not sold": "UPDATE sale SET kind = 'order' WHERE tenant_id = ? AND id = " + d.ID.String(),
	} {
		s.tx(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, change, tx.Tenant)
			return err
		})
		findings, err := s.report.Verify(t.Context(), s.scope)
		if err != nil {
			t.Fatal(err)
		}
		seen := false
		for _, f := range findings {
			seen = seen || f.Check == "sale.returned"
		}
		if !seen {
			t.Errorf("%s: not found in %v", what, findings)
		}
		s.tx(t, func(ctx context.Context, tx *db.Tx) error { // as it was
			for _, undo := range []string{
				"UPDATE sale SET kind = 'issue', reversed_by_id = NULL WHERE tenant_id = ? AND id = " + d.ID.String(),
				"UPDATE sale SET source_id = " + d.ID.String() + " WHERE tenant_id = ? AND id = " + r.ID.String(),
				"UPDATE sale_line SET base_quantity = quantity WHERE tenant_id = ? AND sale_id IN (" + d.ID.String() + ", " + r.ID.String() + ")",
				"UPDATE sale_line SET source_line_id = " + d.Lines[0].ID.String() + " WHERE tenant_id = ? AND sale_id = " + r.ID.String(),
			} {
				if _, err := tx.Exec(ctx, undo, tx.Tenant); err != nil {
					return err
				}
			}
			return nil
		})
		s.sound(t)
	}
}

func TestASourceLineNeedsItsSource(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	order := s.issue(of(s.red, "1"))
	order.Kind = sale.KindOrder
	o := s.post(t, order)
	for what, c := range map[string]struct {
		in   sale.Input
		at   string
		want *fault.Error
	}{
		"a return without its issue": {func() sale.Input { in := s.back(d, "1"); in.SourceID = 0; return in }(), "lines[0].sourceLineId", sale.ErrSourceMissing},
		"an issue without its order": {s.issue(of(s.red, "1", func(l *sale.LineInput) { l.SourceLineID = o.Lines[0].ID })), "lines[0].sourceLineId", sale.ErrSourceMissing},
		"an order from an issue":     {func() sale.Input { in := s.back(d, "1"); in.Kind = sale.KindOrder; return in }(), "sourceId", sale.ErrNoSource},
		"an order's line":            {func() sale.Input { in := s.back(d, "1"); in.Kind, in.SourceID = sale.KindOrder, 0; return in }(), "lines[0].sourceLineId", sale.ErrNoSource},
	} {
		for _, mode := range []sale.Mode{sale.ModeDraft, sale.ModePost} {
			if _, err := s.sales.Create(t.Context(), s.scope, c.in, mode); !errors.Is(field(err, c.at), c.want) {
				t.Errorf("%s, %s: got %v, want %s at %s", what, mode, err, c.want.Code, c.at)
			}
		}
	}
	s.sound(t)
}

// A source outside the person's warehouses or shops is as unknown as the document
// itself would be.
func TestASourceLiesInTheDataScope(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	other, err := s.stock.SaveWarehouse(t.Context(), s.scope, stock.Warehouse{Code: "02", Name: "分仓", Active: true})
	if err != nil {
		t.Fatal(err)
	}
	in := s.back(d, "1")
	in.WarehouseID, in.Warehouses = other.ID, tenant.Limit{IDs: []db.ID{other.ID}}
	if _, err := s.sales.Create(t.Context(), s.scope, in, sale.ModePost); !errors.Is(field(err, "sourceId"), sale.ErrNotFound) {
		t.Errorf("a source in another warehouse gave %v", err)
	}
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE sale SET shop_id = 77 WHERE tenant_id = ? AND id = ?", tx.Tenant, d.ID)
		return err
	})
	in = s.back(d, "1")
	in.Shops = tenant.Limit{}
	if _, err := s.sales.Create(t.Context(), s.scope, in, sale.ModePost); !errors.Is(field(err, "sourceId"), sale.ErrNotFound) {
		t.Errorf("a source of another shop gave %v", err)
	}
}

func TestAReturnIsQuotedFromItsSource(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	body := map[string]any{"mode": "draft", "kind": "return", "customerId": s.customer, "sourceId": d.ID, "lines": []any{
		map[string]any{"skuId": s.red, "quantity": "2", "sourceLineId": d.Lines[0].ID},
	}}
	if a := s.Owner.Do(t, http.MethodPost, "/sales/quote", body).Want(t, http.StatusOK, ""); a.Text("total") != "118.00" {
		t.Errorf("quote %s", a.Body)
	}
}

func TestCreditIsCheckedAgainOnApproval(t *testing.T) {
	t.Parallel()
	s := setup(t)
	reviewer := s.reviewed(t)
	in := s.issue(of(s.red, "8")) // 8 × 35 = 280 of 500
	in.CustomerID = s.wholesaler
	one := s.post(t, in)
	in.Lines = []sale.LineInput{of(s.blue, "5"), of(s.red, "2")}
	in.Lines[0].Price, in.Lines[1].Price = new(dec.MustPrice("44")), new(dec.MustPrice("0.01"))
	two := s.post(t, in) // 220.02
	if _, err := s.sales.Approve(t.Context(), reviewer, one.ID, one.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := s.sales.Approve(t.Context(), reviewer, two.ID, two.Version); !errors.Is(err, finance.ErrCreditLimit) {
		t.Errorf("beyond the limit by 0.02: %v", err)
	}
	s.sound(t)
}

func TestClerksDoNotPassTheCreditLimitTogether(t *testing.T) {
	t.Parallel()
	s := setup(t)
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		sold int
	)
	for i := range 6 {
		in := s.issue(of([]db.ID{s.red, s.blue, s.plain}[i%3], "1", func(l *sale.LineInput) { l.Price = new(dec.MustPrice("200")) }))
		in.CustomerID = s.wholesaler // 500
		wg.Go(func() {
			_, err := s.sales.Create(context.WithoutCancel(t.Context()), s.scope, in, sale.ModePost)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				sold++
			} else if !errors.Is(err, finance.ErrCreditLimit) {
				t.Errorf("got %v, want the credit limit", err)
			}
		})
	}
	wg.Wait()
	if owed := s.owed(t, s.wholesaler).Receivable; sold != 2 || owed != dec.MustAmount("400") {
		t.Errorf("%d sales on credit, owed %s of 500.00", sold, owed)
	}
	s.sound(t)
}
