package sale_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/report"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// shop is an account set with goods, customers and stock; the other set of the
// world has the same.
type shop struct {
	*apitest.World
	sales   *sale.Service
	stock   *stock.Service
	finance *finance.Service
	party   *party.Service
	report  *report.Service
	scope   db.Scope

	customer, wholesaler, fund db.ID
	red, blue, plain           db.ID // SKUs of T1 and P1
}

func setup(t *testing.T) *shop {
	t.Helper()
	s := &shop{}
	var goods *catalog.Service
	s.World = apitest.New(t, func(w *apitest.World) {
		s.party = party.New(w.DB)
		goods = catalog.New(w.DB, s.party, t.TempDir())
		s.finance = finance.New(w.DB, s.party)
		s.stock = stock.New(w.DB, goods, s.finance)
		s.sales = sale.New(w.DB, s.party, goods, s.stock, s.finance)
		s.report = report.New(w.DB, s.stock, s.finance)
		s.sales.Register(w.API)
	})
	s.fill(t, goods, s.OtherScope()) // a look-alike, so that a missing filter shows
	s.fill(t, goods, s.Scope())
	return s
}

// fill makes two products, two customers and opening stock: 10 red at 20, 5 blue
// at 20, 100 plain at 0.3333.
func (s *shop) fill(t *testing.T, goods *catalog.Service, sc db.Scope) {
	t.Helper()
	s.scope = sc
	price := func(v string) *dec.Price { p := dec.MustPrice(v); return &p }
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		out, err := goods.ImportTx(ctx, tx, []catalog.ImportProduct{
			{
				Source: catalog.Source{Shop: 1, Ref: "1"}, Code: "T1", Name: "短袖T恤", Unit: "件", Wholesale: price("35"), Attributes: []string{"颜色"},
				SKUs: []catalog.ImportSKU{{Ref: "11", Code: "T1-R", Values: []string{"红色"}, Retail: price("59")}, {Ref: "12", Code: "T1-B", Values: []string{"蓝色"}, Retail: price("59")}},
			},
			{Source: catalog.Source{Shop: 1, Ref: "2"}, Code: "P1", Name: "透明胶带", Unit: "卷", Wholesale: price("0.5"), SKUs: []catalog.ImportSKU{{Retail: price("0.8")}}},
		})
		if err != nil {
			return err
		}
		s.red, s.blue, s.plain = out[0].SKUs[0].ID, out[0].SKUs[1].ID, out[1].SKUs[0].ID
		levels, err := s.party.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		s.customer, s.wholesaler = tx.NewID(), tx.NewID()
		for id, c := range map[db.ID][]any{s.customer: {"C1", "散客", levels.Retail(), 0}, s.wholesaler: {"C2", "老张车行", levels.Wholesale(), dec.MustAmount("500")}} {
			if _, err := tx.Exec(ctx, `INSERT INTO customer (tenant_id, id, code, name, level_id, credit_limit, created_at, updated_at) VALUES (?,?,?,?,?,?,?,?)`,
				tx.Tenant, id, c[0], c[1], c[2], c[3], tx.Now, tx.Now); err != nil {
				return err
			}
		}
		fund, err := s.finance.DefaultFundAccountTx(ctx, tx, finance.FundCash)
		s.fund = fund.ID
		return err
	})
	line := func(sku db.ID, q, cost string) stock.LineInput {
		n, c := dec.MustQuantity(q), dec.MustCost(cost)
		return stock.LineInput{SKUID: sku, Quantity: &n, UnitCost: &c, WarehouseID: s.warehouse(t)}
	}
	if _, err := s.stock.CreateDocument(t.Context(), sc, stock.DocumentInput{
		Kind: stock.KindOpening, Date: "2026-01-01", Lines: []stock.LineInput{line(s.red, "10", "20"), line(s.blue, "5", "20"), line(s.plain, "100", "0.3333")},
	}, true); err != nil {
		t.Fatal(err)
	}
}

func (s *shop) warehouse(t *testing.T) (id db.ID) {
	t.Helper()
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		w, err := s.stock.DefaultWarehouseTx(ctx, tx)
		if err == nil {
			id = w.ID
		}
		return err
	})
	return id
}

func (s *shop) tx(t *testing.T, fn func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := s.DB.InTx(t.Context(), s.scope, fn); err != nil {
		t.Fatal(err)
	}
}

func everywhere(in sale.Input) sale.Input {
	in.Warehouses, in.Shops = tenant.Limit{All: true}, tenant.Limit{All: true}
	return in
}

func (s *shop) issue(lines ...sale.LineInput) sale.Input {
	return everywhere(sale.Input{Kind: sale.KindIssue, CustomerID: s.customer, Lines: lines})
}

func (s *shop) post(t *testing.T, in sale.Input) *sale.Sale {
	t.Helper()
	d, err := s.sales.Create(t.Context(), s.scope, in, sale.ModePost)
	if err != nil {
		t.Fatalf("post: %v", err)
	}
	return d
}

func of(sku db.ID, q string, change ...func(*sale.LineInput)) sale.LineInput {
	l := sale.LineInput{SKUID: sku, Quantity: dec.MustQuantity(q)}
	for _, f := range change {
		f(&l)
	}
	return l
}

func (s *shop) onHand(t *testing.T, sku db.ID) (q dec.Quantity) {
	t.Helper()
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT COALESCE(SUM(on_hand), 0) FROM stock_balance WHERE tenant_id = ? AND sku_id = ?", []any{tx.Tenant, sku}, &q)
		return err
	})
	return q
}

func (s *shop) owed(t *testing.T, customer db.ID) (st finance.Standing) {
	t.Helper()
	s.tx(t, func(ctx context.Context, tx *db.Tx) (err error) {
		st, err = s.finance.StandingTx(ctx, tx, customer)
		return err
	})
	return st
}

func (s *shop) count(t *testing.T, table string) (n int) {
	t.Helper()
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT COUNT(*) FROM "+table+" WHERE tenant_id = ?", []any{tx.Tenant}, &n)
		return err
	})
	return n
}

// sound proves the books after a test.
func (s *shop) sound(t *testing.T) {
	t.Helper()
	findings, err := s.report.Verify(t.Context(), s.scope)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%s: %s: want %s, got %s", f.Check, f.Subject, f.Want, f.Got)
	}
}

// field gives the fault at a path of an input fault.
func field(err error, path string) *fault.Error {
	if e := fault.As(err); e != nil {
		for _, f := range e.Fields {
			if f.Path == path {
				return f.Err
			}
		}
	}
	return nil
}

func TestPostTakesStockAndOpensTheReceivable(t *testing.T) {
	t.Parallel()
	s := setup(t)
	in := s.issue(of(s.red, "2"), of(s.plain, "10"))
	in.CustomerFee = dec.MustAmount("6")
	d := s.post(t, in)
	if !strings.HasPrefix(d.No, "XH20261122") {
		t.Errorf("number %s", d.No)
	}
	if got := d.Total.String(); got != "132.00" { // 2 × 59 + 10 × 0.80 + 6
		t.Errorf("total %s, want 132.00", got)
	}
	if got := d.Cost.String(); got != "43.333" { // 2 × 20 + 10 × 0.3333
		t.Errorf("cost %s, want 43.333", got)
	}
	if q := s.onHand(t, s.red); q != dec.MustQuantity("8") {
		t.Errorf("red on hand %s, want 8", q)
	}
	if st := s.owed(t, s.customer); st.Receivable != d.Total {
		t.Errorf("owed %s, want %s", st.Receivable, d.Total)
	}
	s.sound(t)
}

func TestShortStockLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	s := setup(t)
	before := s.count(t, "audit")
	_, err := s.sales.Create(t.Context(), s.scope, s.issue(of(s.red, "11"), of(s.blue, "1"), of(s.plain, "101")), sale.ModePost)
	if !errors.Is(err, stock.ErrShort) {
		t.Fatalf("got %v, want stock.ErrShort", err)
	}
	for _, at := range []string{"lines[0].quantity", "lines[2].quantity"} {
		if e := field(err, at); e == nil || e.Params["short"] == "" {
			t.Errorf("no shortage told at %s: %v", at, err)
		}
	}
	if s.count(t, "sale") != 0 || s.count(t, "audit") != before || s.onHand(t, s.blue) != dec.MustQuantity("5") {
		t.Error("a refused document left something behind")
	}
	s.sound(t)
}

func TestInputProblemsAreToldTogether(t *testing.T) {
	t.Parallel()
	s := setup(t)
	in := everywhere(sale.Input{Kind: sale.KindIssue, CustomerFee: -1, Lines: []sale.LineInput{of(s.red, "0"), {Quantity: dec.MustQuantity("1")}}})
	_, err := s.sales.Create(t.Context(), s.scope, in, sale.ModePost)
	for _, at := range []string{"customerId", "customerFee", "lines[0].quantity", "lines[1].skuId"} {
		if field(err, at) == nil {
			t.Errorf("nothing told at %s: %v", at, err)
		}
	}
	early := s.issue(of(s.red, "1"))
	early.Date = "2025-12-31"
	if _, err := s.sales.Create(t.Context(), s.scope, early, sale.ModePost); !errors.Is(field(err, "date"), tenant.ErrBeforeStart) {
		t.Errorf("a document before the start date gave %v", err)
	}
	late := s.issue(of(s.red, "1"))
	late.Date = "2026-11-23"
	if _, err := s.sales.Create(t.Context(), s.scope, late, sale.ModePost); !errors.Is(field(err, "date"), tenant.ErrDateFuture) {
		t.Errorf("a document of tomorrow gave %v", err)
	}
}

func TestAnotherSetsRecordsAreUnknown(t *testing.T) {
	t.Parallel()
	s := setup(t)
	foreign := s.OtherScope()
	_, err := s.sales.Create(t.Context(), foreign, s.issue(of(s.red, "1")), sale.ModePost)
	if field(err, "customerId") == nil || field(err, "lines[0].skuId") == nil {
		t.Errorf("another set's customer and SKU gave %v", err)
	}
	d := s.post(t, s.issue(of(s.red, "1")))
	for _, path := range []string{"/sales/" + d.ID.String()} {
		s.Owner.Get(t, path).Want(t, http.StatusOK, "")
		s.Other.Get(t, path).Want(t, http.StatusNotFound, "sale.not_found")
	}
	for _, verb := range []string{"approve", "reject", "withdraw", "void", "reverse"} {
		s.Other.Do(t, http.MethodPost, "/sales/"+d.ID.String()+"/actions/"+verb, map[string]any{"version": 1, "reason": "x"}).Want(t, http.StatusNotFound, "sale.not_found")
	}
}

func TestPriceFollowsTheLevelAndIsRemembered(t *testing.T) {
	t.Parallel()
	s := setup(t)
	in := s.issue(of(s.red, "1"))
	in.CustomerID = s.wholesaler
	if d := s.post(t, in); d.Total != dec.MustAmount("35") {
		t.Errorf("wholesale total %s, want 35.00", d.Total)
	}
	special := dec.MustPrice("33.3")
	in.Lines = []sale.LineInput{of(s.red, "1", func(l *sale.LineInput) { l.Price = &special })}
	s.post(t, in)
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		last, err := s.party.LastPricesTx(ctx, tx, s.wholesaler, []db.ID{s.red})
		if err == nil && (len(last[s.red]) != 1 || last[s.red][0].Price != special) {
			t.Errorf("last price %v, want %s", last[s.red], special)
		}
		return err
	})
}

func TestALineNeedsAPrice(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "DELETE FROM sku_price WHERE tenant_id = ? AND sku_id = ?", tx.Tenant, s.plain)
		return err
	})
	in := s.issue(of(s.red, "1"), of(s.plain, "2"))
	for _, mode := range []sale.Mode{sale.ModeDraft, sale.ModePost} {
		_, err := s.sales.Create(t.Context(), s.scope, in, mode)
		if e := field(err, "lines[1].price"); !errors.Is(e, sale.ErrNoPrice) || e.Params["sku"] != "P1" || field(err, "lines[0].price") != nil {
			t.Errorf("%s without a price gave %v", mode, err)
		}
	}
	gift := dec.Price(0)
	in.Lines[1].Price = &gift
	if d := s.post(t, in); d.Total != dec.MustAmount("59") || d.Lines[1].Amount != 0 {
		t.Errorf("with a gift: %+v", d)
	}
	s.sound(t)
}

func TestWhatIsGivenAwayIsNoNegativeRevenue(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET tax_accounted = TRUE WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	rate, outside := int64(1300), false
	for _, included := range []*bool{nil, &outside} {
		in := s.issue(of(s.red, "1", func(l *sale.LineInput) { l.TaxRateBPS = &rate }))
		in.TaxIncluded, in.DiscountBPS = included, 10_000
		if d := s.post(t, in); d.Total != 0 || d.TaxAmount != 0 {
			t.Errorf("total %s, tax %s", d.Total, d.TaxAmount)
		}
	}
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		for _, account := range []string{finance.AccountSales, finance.AccountTax} {
			if got, err := s.finance.AccountBalanceTx(ctx, tx, account); err != nil || got != 0 {
				t.Errorf("account %s holds %s, %v", account, got, err)
			}
		}
		return nil
	})
	s.sound(t)
}

func TestPaidNowSettlesAtOnce(t *testing.T) {
	t.Parallel()
	s := setup(t)
	in := s.issue(of(s.red, "1"))
	in.PaidNow, in.FundAccountID = dec.MustAmount("50"), s.fund
	s.post(t, in)
	if st := s.owed(t, s.customer); st.Receivable != dec.MustAmount("9") {
		t.Errorf("still owed %s, want 9.00", st.Receivable)
	}
	in.PaidNow = dec.MustAmount("59.01")
	if _, err := s.sales.Create(t.Context(), s.scope, in, sale.ModePost); !errors.Is(field(err, "paidNow"), sale.ErrPaidTooMuch) {
		t.Errorf("paying more than the total gave %v", err)
	}
	s.sound(t)
}

func TestCreditLimit(t *testing.T) {
	t.Parallel()
	s := setup(t)
	in := s.issue(of(s.red, "10"), of(s.blue, "5")) // 15 × 35 = 525 > 500
	in.CustomerID = s.wholesaler
	if _, err := s.sales.Create(t.Context(), s.scope, in, sale.ModePost); !errors.Is(err, finance.ErrCreditLimit) {
		t.Errorf("got %v, want the credit limit", err)
	}
}

func TestReviewPostsByAnother(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET stock_review = TRUE WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	d := s.post(t, s.issue(of(s.red, "3")))
	if d.State != sale.StateSubmitted || s.onHand(t, s.red) != dec.MustQuantity("10") {
		t.Fatalf("state %s, red %s: a document waiting for review has no effect", d.State, s.onHand(t, s.red))
	}
	if _, err := s.sales.Approve(t.Context(), s.scope, d.ID, d.Version); !errors.Is(err, sale.ErrOwnReview) {
		t.Errorf("own review gave %v", err)
	}
	reviewer := s.scope
	reviewer.Actor.UserID = s.DB.NewID()
	back, err := s.sales.Reject(t.Context(), reviewer, d.ID, d.Version, "数量不对")
	if err != nil || back.State != sale.StateDraft || back.RejectedReason == "" {
		t.Fatalf("reject: %+v, %v", back, err)
	}
	d, err = s.sales.Update(t.Context(), s.scope, d.ID, back.Version, s.issue(of(s.red, "2")), sale.ModePost)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.sales.Approve(t.Context(), reviewer, d.ID, d.Version-1); !errors.Is(err, fault.ErrStale) {
		t.Errorf("approving an old version gave %v", err)
	}
	if d, err = s.sales.Approve(t.Context(), reviewer, d.ID, d.Version); err != nil || d.State != sale.StatePosted {
		t.Fatalf("approve: %+v, %v", d, err)
	}
	if s.onHand(t, s.red) != dec.MustQuantity("8") {
		t.Errorf("red %s, want 8", s.onHand(t, s.red))
	}
	s.sound(t)
}

// A document that waits names its warehouse as it was then.
func TestNothingIsSoldOutOfAWarehouseSwitchedOff(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE account_set SET stock_review = TRUE WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	closed, err := s.stock.SaveWarehouse(t.Context(), s.scope, stock.Warehouse{Code: "W9", Name: "旧仓", Active: true})
	if err != nil {
		t.Fatal(err)
	}
	in := s.issue(of(s.red, "3"))
	in.Kind, in.WarehouseID = sale.KindReturn, closed.ID // what comes back would lie in it
	d := s.post(t, in)
	if err := s.stock.SetWarehouseActive(t.Context(), s.scope, closed.ID, false); err != nil {
		t.Fatal(err)
	}
	reviewer := s.scope
	reviewer.Actor.UserID = s.DB.NewID()
	if _, err := s.sales.Approve(t.Context(), reviewer, d.ID, d.Version); !errors.Is(err, stock.ErrWarehouseInactive) {
		t.Errorf("approving into a warehouse switched off gave %v", err)
	}
	if err := s.stock.SetWarehouseActive(t.Context(), s.scope, closed.ID, true); err != nil {
		t.Fatal(err)
	}
	if d, err = s.sales.Approve(t.Context(), reviewer, d.ID, d.Version); err != nil || d.State != sale.StatePosted {
		t.Errorf("switched on again: %+v, %v", d, err)
	}
	s.sound(t)
}

func TestReversalRestoresEverything(t *testing.T) {
	t.Parallel()
	s := setup(t)
	in := s.issue(of(s.red, "4"), of(s.plain, "7"))
	in.PaidNow, in.FundAccountID = dec.MustAmount("20"), s.fund
	d := s.post(t, in)
	twin, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version)
	if err != nil {
		t.Fatal(err)
	}
	if twin.Total != -d.Total || twin.ReversesID != d.ID {
		t.Errorf("twin %+v", twin)
	}
	if s.onHand(t, s.red) != dec.MustQuantity("10") || s.onHand(t, s.plain) != dec.MustQuantity("100") {
		t.Error("the goods did not come back")
	}
	if st := s.owed(t, s.customer); st.Receivable != 0 || st.Advance != dec.MustAmount("20") {
		t.Errorf("standing %+v: what was paid is an advance now", st)
	}
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version+1); !errors.Is(err, sale.ErrAlreadyReversed) {
		t.Errorf("reversing twice gave %v", err)
	}
	s.sound(t)
}

func TestReturnComesBackAtItsCostAndNoMoreThanLeft(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d := s.post(t, s.issue(of(s.red, "4")))
	// Later goods are dearer; what comes back still cost 20.
	q, c := dec.MustQuantity("6"), dec.MustCost("50")
	if _, err := s.stock.CreateDocument(t.Context(), s.scope, stock.DocumentInput{
		Kind: stock.KindOtherIn, Reason: "found", Lines: []stock.LineInput{{WarehouseID: s.warehouse(t), SKUID: s.red, Quantity: &q, UnitCost: &c}},
	}, true); err != nil {
		t.Fatal(err)
	}
	back := func(q string) sale.Input {
		in := s.issue(of(s.red, q, func(l *sale.LineInput) { l.SourceLineID = d.Lines[0].ID }))
		in.Kind, in.SourceID = sale.KindReturn, d.ID
		return in
	}
	r := s.post(t, back("3"))
	if got := r.Cost.String(); got != "-60" {
		t.Errorf("the return cost %s, want -60", got)
	}
	if st := s.owed(t, s.customer); st.Receivable != dec.MustAmount("59") {
		t.Errorf("owed %s, want 59.00", st.Receivable)
	}
	if _, err := s.sales.Create(t.Context(), s.scope, back("2"), sale.ModePost); !errors.Is(field(err, "lines[0].quantity"), sale.ErrReturnTooMuch) {
		t.Errorf("returning more than left gave %v", err)
	}
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); !errors.Is(err, sale.ErrReturned) {
		t.Errorf("reversing an issue with returns gave %v", err)
	}
	if _, err := s.sales.Reverse(t.Context(), s.scope, r.ID, r.Version); err != nil {
		t.Fatalf("reverse the return: %v", err)
	}
	s.post(t, back("4"))
	s.sound(t)
}

func TestTwoClerksSellTheLastPiece(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.post(t, s.issue(of(s.blue, "4")))
	var (
		wg   sync.WaitGroup
		mu   sync.Mutex
		sold int
	)
	for range 6 {
		wg.Go(func() {
			_, err := s.sales.Create(context.WithoutCancel(t.Context()), s.scope, s.issue(of(s.blue, "1")), sale.ModePost)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				sold++
			} else if !errors.Is(err, stock.ErrShort) {
				t.Errorf("got %v, want stock.ErrShort", err)
			}
		})
	}
	wg.Wait()
	if sold != 1 || s.onHand(t, s.blue) != 0 {
		t.Errorf("sold %d times, on hand %s", sold, s.onHand(t, s.blue))
	}
	s.sound(t)
}

func TestDraftIsKeptWithoutEffectAndCanBeVoided(t *testing.T) {
	t.Parallel()
	s := setup(t)
	d, err := s.sales.Create(t.Context(), s.scope, s.issue(of(s.red, "1000")), sale.ModeDraft)
	if err != nil {
		t.Fatal(err)
	}
	if s.count(t, "receivable") != 0 || s.onHand(t, s.red) != dec.MustQuantity("10") {
		t.Error("a draft had an effect")
	}
	if _, err := s.sales.Void(t.Context(), s.scope, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := s.sales.Update(t.Context(), s.scope, d.ID, d.Version+1, s.issue(of(s.red, "1")), sale.ModePost); !errors.Is(err, sale.ErrState) {
		t.Errorf("changing a void document gave %v", err)
	}
}

func TestHTTPCreatesListsAndHidesCosts(t *testing.T) {
	t.Parallel()
	s := setup(t)
	body := map[string]any{"mode": "post", "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.red, "quantity": "2"}}}
	a := s.Owner.Do(t, http.MethodPost, "/sales", body, apitest.Key("k1")).Want(t, http.StatusCreated, "")
	again := s.Owner.Do(t, http.MethodPost, "/sales", body, apitest.Key("k1")).Want(t, http.StatusCreated, "")
	if a.Text("id") == "" || a.Text("id") != again.Text("id") || s.onHand(t, s.red) != dec.MustQuantity("8") {
		t.Errorf("the same key made %s and %s, red %s", a.Text("id"), again.Text("id"), s.onHand(t, s.red))
	}
	if a.Text("cost") != "40" {
		t.Errorf("the owner sees the cost %q, want 40", a.Text("cost"))
	}
	clerk := s.Member(t, "clerk", tenant.RoleSales)
	if got := clerk.Get(t, "/sales/"+a.Text("id")).Want(t, http.StatusOK, ""); got.Text("cost") != "" || strings.Contains(string(got.Body), `"cost"`) {
		t.Errorf("a clerk without cost.see is told the cost: %s", got.Body)
	}
	viewer := s.Member(t, "viewer", tenant.RoleViewer)
	viewer.Do(t, http.MethodPost, "/sales", body).Want(t, http.StatusForbidden, "forbidden")
	var list struct{ Items []struct{ No, Pay string } }
	s.Owner.Get(t, "/sales?q=散客&pay=unpaid").Want(t, http.StatusOK, "").JSON(t, &list)
	if len(list.Items) != 1 || list.Items[0].Pay != "unpaid" {
		t.Errorf("list %+v", list)
	}
	bad := map[string]any{"mode": "post", "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.red, "quantity": "1.23456", "price": "x"}}}
	got := s.Owner.Do(t, http.MethodPost, "/sales", bad)
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(string(got.Body), "lines[0].quantity") || !strings.Contains(string(got.Body), "lines[0].price") {
		t.Errorf("bad decimals gave %d %s", got.Status, got.Body)
	}
}

func TestQuoteTellsPricesAndShortage(t *testing.T) {
	t.Parallel()
	s := setup(t)
	a := s.Owner.Do(t, http.MethodPost, "/sales/quote", map[string]any{"mode": "draft", "customerId": s.customer, "lines": []any{map[string]any{"skuId": s.red, "quantity": "11"}}}).
		Want(t, http.StatusOK, "")
	if a.Text("total") != "649.00" || !strings.Contains(a.Text("shortage"), "T1-R") || s.count(t, "sale") != 0 {
		t.Errorf("quote %s", a.Body)
	}
}
