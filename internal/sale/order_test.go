package sale_test

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
)

// order enters a posted order.
func (s *shop) order(t *testing.T, lines ...sale.LineInput) *sale.Sale {
	t.Helper()
	in := s.issue(lines...)
	in.Kind = sale.KindOrder
	return s.post(t, in)
}

// from is an issue of the order's first lines, in these quantities.
func (s *shop) from(o *sale.Sale, quantities ...string) sale.Input {
	in := s.issue()
	in.SourceID = o.ID
	for i, q := range quantities {
		in.Lines = append(in.Lines, of(o.Lines[i].SKUID, q, func(l *sale.LineInput) { l.SourceLineID = o.Lines[i].ID }))
	}
	return in
}

func (s *shop) reserved(t *testing.T, sku db.ID) (q dec.Quantity) {
	t.Helper()
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT COALESCE(SUM(reserved), 0) FROM stock_balance WHERE tenant_id = ? AND sku_id = ?", []any{tx.Tenant, sku}, &q)
		return err
	})
	return q
}

// stands tells how far an order has been served, and what is reserved of its first SKU.
func (s *shop) stands(t *testing.T, o *sale.Sale, want sale.Fulfilment, reserved string) *sale.Detail {
	t.Helper()
	everything := everywhere(sale.Input{})
	d, err := s.sales.Get(t.Context(), s.scope, o.ID, everything.Warehouses, everything.Shops)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.reserved(t, o.Lines[0].SKUID); d.Fulfilment != want || got != dec.MustQuantity(reserved) {
		t.Errorf("the order is %q with %s reserved, want %q with %s", d.Fulfilment, got, want, reserved)
	}
	return d
}

func TestAnOrderReservesAndIsServedInParts(t *testing.T) {
	t.Parallel()
	s := setup(t)
	o := s.order(t, of(s.red, "6"), of(s.plain, "10"))
	s.stands(t, o, sale.FulfilmentOpen, "6")

	// 10 are there, 6 of them promised.
	_, err := s.sales.Create(t.Context(), s.scope, s.issue(of(s.red, "5")), sale.ModePost)
	if e := field(err, "lines[0].quantity"); !errors.Is(err, stock.ErrShort) || e.Params["available"] != "4" {
		t.Errorf("selling what is promised gave %v", err)
	}
	first := s.post(t, s.from(o, "4"))
	d := s.stands(t, o, sale.FulfilmentPartial, "2")
	if d.Lines[0].Issued != dec.MustQuantity("4") || d.Lines[0].Remaining() != dec.MustQuantity("2") || d.Lines[1].Issued != 0 {
		t.Errorf("lines %+v", d.Lines)
	}
	if _, err := s.sales.Create(t.Context(), s.scope, s.from(o, "3"), sale.ModePost); !errors.Is(field(err, "lines[0].quantity"), sale.ErrIssueTooMuch) {
		t.Errorf("selling more than the order lacks gave %v", err)
	}
	twice := s.from(o, "1")
	twice.Lines = append(twice.Lines, of(s.red, "2", func(l *sale.LineInput) { l.SourceLineID = o.Lines[0].ID }))
	if _, err := s.sales.Create(t.Context(), s.scope, twice, sale.ModePost); !errors.Is(field(err, "lines[1].quantity"), sale.ErrIssueTooMuch) {
		t.Errorf("two lines that sell more together gave %v", err)
	}
	s.post(t, s.from(o, "2", "10"))
	s.stands(t, o, sale.FulfilmentDone, "0")
	s.sound(t)

	// What is taken back is lacking, and promised, again.
	if _, err := s.sales.Reverse(t.Context(), s.scope, first.ID, first.Version); err != nil {
		t.Fatal(err)
	}
	s.stands(t, o, sale.FulfilmentPartial, "4")
	s.sound(t)
}

func TestOrdersMayPromiseMoreThanThereIs(t *testing.T) {
	t.Parallel()
	s := setup(t)
	// Of the 5 there are, who is served first gets what was promised.
	a, b := s.order(t, of(s.blue, "4")), s.order(t, of(s.blue, "4"))
	if q := s.reserved(t, s.blue); q != dec.MustQuantity("8") {
		t.Errorf("reserved %s, want 8", q)
	}
	s.post(t, s.from(a, "4"))
	_, err := s.sales.Create(t.Context(), s.scope, s.from(b, "4"), sale.ModePost)
	if e := field(err, "lines[0].quantity"); !errors.Is(err, stock.ErrShort) || e.Params["available"] != "1" {
		t.Errorf("the second order gave %v", err)
	}
	s.post(t, s.from(b, "1"))
	s.stands(t, b, sale.FulfilmentPartial, "3")
	s.sound(t)
}

func TestClosingAndVoidingAnOrderLetsGoOfItsStock(t *testing.T) {
	t.Parallel()
	s := setup(t)
	o := s.order(t, of(s.red, "6"))
	part := s.post(t, s.from(o, "2"))
	d := s.stands(t, o, sale.FulfilmentPartial, "4")
	if _, err := s.sales.Void(t.Context(), s.scope, o.ID, d.Version); !errors.Is(err, sale.ErrOrderIssued) {
		t.Errorf("voiding an order that was sold from gave %v", err)
	}
	if _, err := s.sales.Close(t.Context(), s.scope, o.ID, d.Version-1); !errors.Is(err, fault.ErrStale) {
		t.Errorf("closing an old version gave %v", err)
	}
	if _, err := s.sales.Close(t.Context(), s.scope, o.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	d = s.stands(t, o, sale.FulfilmentClosed, "0")
	if _, err := s.sales.Close(t.Context(), s.scope, o.ID, d.Version); !errors.Is(err, sale.ErrFulfilment) {
		t.Errorf("closing twice gave %v", err)
	}
	if _, err := s.sales.Create(t.Context(), s.scope, s.from(o, "1"), sale.ModePost); !errors.Is(field(err, "sourceId"), sale.ErrOrderClosed) {
		t.Errorf("selling from a closed order gave %v", err)
	}
	// Taking back what was sold does not open it.
	if _, err := s.sales.Reverse(t.Context(), s.scope, part.ID, part.Version); err != nil {
		t.Fatal(err)
	}
	d = s.stands(t, o, sale.FulfilmentClosed, "0")
	s.sound(t)
	if _, err := s.sales.Reopen(t.Context(), s.scope, o.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	d = s.stands(t, o, sale.FulfilmentOpen, "6")
	if _, err := s.sales.Void(t.Context(), s.scope, o.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	s.stands(t, o, sale.FulfilmentNone, "0")
	s.sound(t)
}

func TestAnIssueThatWaitsIsCheckedAgainstItsOrderAgain(t *testing.T) {
	t.Parallel()
	s := setup(t)
	o := s.order(t, of(s.red, "6"))
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET stock_review = TRUE, own_approval = TRUE WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	first, second := s.post(t, s.from(o, "4")), s.post(t, s.from(o, "4"))
	s.stands(t, o, sale.FulfilmentOpen, "6")
	if _, err := s.sales.Approve(t.Context(), s.scope, first.ID, first.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := s.sales.Approve(t.Context(), s.scope, second.ID, second.Version); !errors.Is(err, sale.ErrIssueLate) {
		t.Errorf("the second issue gave %v", err)
	}
	s.stands(t, o, sale.FulfilmentPartial, "2")
	s.sound(t)
}

// The goods may leave another warehouse than the one they were promised in.
func TestAnOrderServedFromElsewhere(t *testing.T) {
	t.Parallel()
	s := setup(t)
	other, err := s.stock.SaveWarehouse(t.Context(), s.scope, stock.Warehouse{Code: "02", Name: "分仓", Active: true})
	if err != nil {
		t.Fatal(err)
	}
	n, c := dec.MustQuantity("3"), dec.MustCost("20")
	if _, err := s.stock.CreateDocument(t.Context(), s.scope, stock.DocumentInput{
		Kind: stock.KindOtherIn, Reason: "found", Lines: []stock.LineInput{{WarehouseID: other.ID, SKUID: s.red, Quantity: &n, UnitCost: &c}},
	}, true); err != nil {
		t.Fatal(err)
	}
	o := s.order(t, of(s.red, "6"))
	in := s.from(o, "3")
	in.WarehouseID = other.ID
	s.post(t, in)
	s.stands(t, o, sale.FulfilmentPartial, "3")
	s.sound(t)
}

func TestTwoClerksServeOneOrder(t *testing.T) {
	t.Parallel()
	s := setup(t)
	o := s.order(t, of(s.red, "3"))
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		sold int
	)
	for range 5 {
		wg.Go(func() {
			_, err := s.sales.Create(context.WithoutCancel(t.Context()), s.scope, s.from(o, "1"), sale.ModePost)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				sold++
			} else if !errors.Is(field(err, "lines[0].quantity"), sale.ErrIssueTooMuch) {
				t.Errorf("got %v", err)
			}
		})
	}
	wg.Wait()
	if sold != 3 {
		t.Errorf("sold %d times of 3", sold)
	}
	s.stands(t, o, sale.FulfilmentDone, "0")
	s.sound(t)
}

func TestOrdersOverHTTP(t *testing.T) {
	t.Parallel()
	s := setup(t)
	o := s.order(t, of(s.red, "6"))
	made := s.post(t, s.from(o, "4"))
	path := "/sales/" + o.ID.String()
	a := s.Owner.Get(t, path).Want(t, http.StatusOK, "")
	if a.Text("fulfilment") != "partial" || a.Text("lines", 0, "issued") != "4" || a.Text("lines", 0, "remaining") != "2" || a.Text("lines", 0, "remainingInUnit") != "2" {
		t.Errorf("order %s", a.Body)
	}
	if got := s.Owner.Get(t, "/sales?fulfilment=partial").Want(t, http.StatusOK, ""); got.At("total") != 1 {
		t.Errorf("partly served: %s", got.Body)
	}
	if got := s.Owner.Get(t, "/sales?sourceId="+o.ID.String()).Want(t, http.StatusOK, ""); got.At("total") != 1 || got.Text("items", 0, "id") != made.ID.String() {
		t.Errorf("made from it: %s", got.Body)
	}
	s.Other.Do(t, http.MethodPost, path+"/actions/close", map[string]any{"version": 2}).Want(t, http.StatusNotFound, "sale.not_found")
	s.Owner.Do(t, http.MethodPost, path+"/actions/close", map[string]any{"version": 2}).Want(t, http.StatusOK, "")
	s.Owner.Do(t, http.MethodPost, path+"/actions/reopen", map[string]any{"version": 3}).Want(t, http.StatusOK, "")
	s.Owner.Do(t, http.MethodPost, "/sales/"+made.ID.String()+"/actions/close", map[string]any{"version": 1}).Want(t, http.StatusConflict, "sale.state")
}

func TestPostingADraftIsAuditedAsSuch(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d, err := s.sales.Create(t.Context(), s.scope, s.issue(of(s.red, "1")), sale.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	if d, err = s.sales.Update(t.Context(), s.scope, d.ID, d.Version, s.issue(of(s.red, "2")), sale.ModeDraft); err != nil {
		t.Fatal(err)
	}
	if _, err := s.sales.Update(t.Context(), s.scope, d.ID, d.Version, s.issue(of(s.red, "2")), sale.ModePost); err != nil {
		t.Fatal(err)
	}
	var did []string
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		did = nil
		return tx.Each(ctx, "SELECT action FROM audit WHERE tenant_id = ? AND entity_id = ? ORDER BY id", []any{tx.Tenant, d.ID}, func(rows *sql.Rows) error {
			var action string
			err := rows.Scan(&action)
			did = append(did, action)
			return err
		})
	})
	if !slices.Equal(did, []string{"create", "update", "post"}) {
		t.Errorf("audited as %v", did)
	}
}
