package purchase_test

import (
	"context"
	"errors"
	"net/http"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

func (b *buyer) cost(amount string, receipts ...*purchase.Receipt) purchase.CostInput {
	in := purchase.CostInput{Kind: purchase.CostFreight, SupplierID: b.other, Amount: dec.MustAmount(amount), Within: tenant.Everything}
	for _, r := range receipts {
		in.ReceiptIDs = append(in.ReceiptIDs, r.ID)
	}
	return in
}

func (b *buyer) charge(t *testing.T, in purchase.CostInput) *purchase.Cost {
	t.Helper()
	c, err := b.orders.AddCost(t.Context(), b.scope, in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// gone takes goods out of the stock as a sale would.
func (b *buyer) gone(t *testing.T, sku db.ID, quantity string) {
	t.Helper()
	q := dec.MustQuantity(quantity)
	var warehouse db.ID
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		w, err := b.stock.DefaultWarehouseTx(ctx, tx)
		if err == nil {
			warehouse = w.ID
		}
		return err
	})
	if _, err := b.stock.CreateDocument(t.Context(), b.scope, stock.DocumentInput{
		Kind: stock.KindOtherOut, Reason: "own_use", Lines: []stock.LineInput{{SKUID: sku, Quantity: &q, WarehouseID: warehouse}},
	}, true); err != nil {
		t.Fatal(err)
	}
}

func TestALateCostGoesToWhatIsThereAndWhatWasSold(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(t, b.receipt(b.make(t, b.input(of(b.red, "10", "10"), of(b.blue, "1", "50")), purchase.ModeSubmit), "10", "1"))
	b.gone(t, b.red, "4")
	_, before := b.books(t)
	in := b.cost("30.01", r)
	quoted, err := b.orders.QuoteCost(t.Context(), b.scope, in)
	if err != nil {
		t.Fatal(err)
	}
	c := b.charge(t, in)
	// By what is owed: 100 and 50 of 150; of the red ones 6 of 10 are still there.
	if c.Lines[0].Amount != dec.MustAmount("20.01") || c.Lines[1].Amount != dec.MustAmount("10") || c.Lines[0].StillThere != dec.MustQuantity("6") {
		t.Errorf("shared out %+v", c.Lines)
	}
	if c.StockValue != dec.MustCost("22.006") || c.SoldValue != dec.MustCost("8.004") || quoted.StockValue != c.StockValue || quoted.Lines[1].Amount != c.Lines[1].Amount {
		t.Errorf("the stock took %s, sold %s; quoted %s", c.StockValue, c.SoldValue, quoted.StockValue)
	}
	_, after := b.books(t)
	if after["1405"].Sub(before["1405"]) != c.StockValue || after["6401"].Sub(before["6401"]) != c.SoldValue || after["2202"].Sub(before["2202"]) != dec.MustCost("-30.01") {
		t.Errorf("booked 1405 %s, 6401 %s, 2202 %s", after["1405"].Sub(before["1405"]), after["6401"].Sub(before["6401"]), after["2202"].Sub(before["2202"]))
	}
	b.verified(t)
	if _, err := b.orders.ReverseReceipt(t.Context(), b.scope, r.ID, r.Version); !errors.Is(err, purchase.ErrReceiptHasCosts) {
		t.Errorf("reversing the receipt gave %v", err)
	}
	d, err := b.orders.Receipt(t.Context(), b.scope, r.ID, tenant.Everything)
	if err != nil || len(d.Costs) != 1 || d.Costs[0].Amount != in.Amount {
		t.Errorf("the receipt shows %+v, %v", d.Costs, err)
	}

	// Three more are sold, each with its share; taking the cost back takes what is left of it.
	b.gone(t, b.red, "3")
	twin, err := b.orders.ReverseCost(t.Context(), b.scope, c.ID, c.Version)
	if err != nil {
		t.Fatal(err)
	}
	if twin.StockValue != dec.MustCost("-16.003") || twin.SoldValue != dec.MustCost("-14.007") || twin.Amount != dec.MustAmount("-30.01") {
		t.Errorf("the twin takes %s of the stock, %s of what was sold", twin.StockValue, twin.SoldValue)
	}
	if _, err := b.orders.ReverseCost(t.Context(), b.scope, c.ID, c.Version+1); !errors.Is(err, purchase.ErrCostReversed) {
		t.Errorf("reversing twice gave %v", err)
	}
	if _, err := b.orders.ReverseCost(t.Context(), b.scope, twin.ID, twin.Version); !errors.Is(err, purchase.ErrCostReversed) {
		t.Errorf("reversing a reversal gave %v", err)
	}
	b.verified(t)
}

// What came last is there longest: goods that a later receipt brought do not carry the
// cost of those that were sold.
func TestALateCostKnowsTheOrderOfArrival(t *testing.T) {
	t.Parallel()
	b := setup(t)
	of := func() *purchase.Receipt {
		return b.receive(t, b.receipt(b.make(t, b.input(of(b.red, "10", "10")), purchase.ModeSubmit), "10"))
	}
	old := of()
	b.gone(t, b.red, "7")
	fresh := of() // 13 there: 10 of the fresh ones, 3 of the old
	c := b.charge(t, b.cost("20", old, fresh))
	if c.Lines[0].StillThere != dec.MustQuantity("3") || c.Lines[1].StillThere != dec.MustQuantity("10") || c.StockValue != dec.MustCost("13") {
		t.Errorf("still there %s and %s, the stock took %s", c.Lines[0].StillThere, c.Lines[1].StillThere, c.StockValue)
	}
	b.gone(t, b.red, "13")
	c = b.charge(t, b.cost("20", fresh))
	if c.StockValue != 0 || c.SoldValue != dec.MustCost("20") {
		t.Errorf("of sold goods the stock took %s", c.StockValue)
	}
	b.verified(t)
}

func TestALateCostByWeightAndPieces(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(t, b.receipt(b.make(t, b.input(of(b.red, "3", "10"), of(b.plain, "1", "70")), purchase.ModeSubmit), "3", "1"))
	in := b.cost("10", r)
	in.Spread = purchase.SpreadQuantity
	c := b.charge(t, in)
	if c.Lines[0].Amount != dec.MustAmount("7.5") {
		t.Errorf("by pieces %+v", c.Lines)
	}
	in.Spread = purchase.SpreadWeight
	if _, err := b.orders.AddCost(t.Context(), b.scope, in); !errors.Is(field(err, "spread"), purchase.ErrCostNoWeight) {
		t.Errorf("goods without weight gave %v", err)
	}
	b.tx(t, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, "UPDATE product SET weight = CASE WHEN code = 'T1' THEN 200000 ELSE 400000 END WHERE tenant_id = ?", tx.Tenant)
		return err
	})
	c = b.charge(t, in)
	if c.Lines[0].Amount != dec.MustAmount("6") || c.Lines[1].Amount != dec.MustAmount("4") {
		t.Errorf("by weight %+v", c.Lines)
	}
	b.verified(t)
}

func TestWhatALateCostRefuses(t *testing.T) {
	t.Parallel()
	b := setup(t)
	o := b.make(t, b.input(of(b.red, "3", "10")), purchase.ModeSubmit)
	draft, err := b.orders.Receive(t.Context(), b.scope, b.receipt(o, "1"), false)
	if err != nil {
		t.Fatal(err)
	}
	r := b.receive(t, b.receipt(o, "3"))
	for name, c := range map[string]struct {
		change func(*purchase.CostInput)
		path   string
		want   *fault.Error
	}{
		"nothing":        {func(in *purchase.CostInput) { in.Amount = 0 }, "amount", fault.ErrPositive},
		"no receipt":     {func(in *purchase.CostInput) { in.ReceiptIDs = nil }, "receiptIds", fault.ErrRequired},
		"no supplier":    {func(in *purchase.CostInput) { in.SupplierID = 0 }, "supplierId", fault.ErrRequired},
		"kind":           {func(in *purchase.CostInput) { in.Kind = "gift" }, "kind", fault.ErrChoice},
		"spread":         {func(in *purchase.CostInput) { in.Spread = "luck" }, "spread", fault.ErrChoice},
		"twice":          {func(in *purchase.CostInput) { in.ReceiptIDs = []db.ID{r.ID, r.ID} }, "receiptIds[1]", purchase.ErrCostReceiptTwice},
		"a draft":        {func(in *purchase.CostInput) { in.ReceiptIDs = []db.ID{draft.ID} }, "receiptIds[0]", purchase.ErrCostReceipt},
		"unknown":        {func(in *purchase.CostInput) { in.ReceiptIDs = []db.ID{b.red} }, "receiptIds[0]", purchase.ErrReceiptNotFound},
		"out of scope":   {func(in *purchase.CostInput) { in.Within.Warehouses = tenant.Limit{} }, "receiptIds[0]", purchase.ErrReceiptNotFound},
		"early":          {func(in *purchase.CostInput) { in.Date = "2026-11-01" }, "receiptIds[0]", purchase.ErrCostEarly},
		"future":         {func(in *purchase.CostInput) { in.Date = "2099-01-01" }, "date", tenant.ErrDateFuture},
		"tax":            {func(in *purchase.CostInput) { in.TaxAmount = dec.MustAmount("1") }, "taxAmount", purchase.ErrCostTax},
		"all of it tax":  {func(in *purchase.CostInput) { in.TaxAmount = in.Amount }, "taxAmount", purchase.ErrCostTax},
		"before the set": {func(in *purchase.CostInput) { in.Date = "2000-01-01" }, "date", tenant.ErrBeforeStart},
	} {
		in := b.cost("10", r)
		c.change(&in)
		if _, err := b.orders.AddCost(t.Context(), b.scope, in); !errors.Is(field(err, c.path), c.want) {
			t.Errorf("%s gave %v", name, err)
		}
	}
	b.policy(t, "closed_through", r.Date)
	in := b.cost("10", r)
	in.Date = r.Date
	if _, err := b.orders.AddCost(t.Context(), b.scope, in); !errors.Is(field(err, "date"), tenant.ErrPeriodClosed) {
		t.Errorf("in a closed period: %v", err)
	}
	b.verified(t)
}

// Whatever came, went, went back, was charged and taken back: the shares of each cost add
// up to it, stock and sold add up to each share, and the books balance.
func TestLateCostsAlwaysAddUp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.policy(t, "tax_accounted", true)
	rapid.Check(t, func(rt *rapid.T) {
		var receipts []*purchase.Receipt
		var costs []*purchase.Cost
		ok := func(err error) bool {
			if err != nil && fault.KindOf(err) == fault.Internal {
				rt.Fatal(err)
			}
			return err == nil
		}
		for range rapid.IntRange(3, 12).Draw(rt, "acts") {
			switch rapid.IntRange(0, 5).Draw(rt, "act") {
			case 0, 1:
				in := purchase.ReceiptInput{SupplierID: b.supplier, Within: tenant.Everything}
				for _, sku := range []db.ID{b.red, b.blue, b.plain} {
					if q := rapid.Int64Range(0, 7).Draw(rt, "q"); q > 0 {
						price := dec.Price(rapid.Int64Range(0, 300_000).Draw(rt, "price") * 100)
						in.Lines = append(in.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: sku, Quantity: dec.QuantityFromInt(q), Price: &price}})
					}
				}
				if r, err := b.orders.Receive(t.Context(), b.scope, in, true); ok(err) {
					receipts = append(receipts, r)
				}
			case 2:
				q := dec.Quantity(rapid.Int64Range(1, 60_000).Draw(rt, "out") * 100)
				sku := rapid.SampledFrom([]db.ID{b.red, b.blue, b.plain}).Draw(rt, "sku")
				var warehouse db.ID
				if len(receipts) == 0 {
					continue
				}
				warehouse = receipts[0].WarehouseID
				_, err := b.stock.CreateDocument(t.Context(), b.scope, stock.DocumentInput{
					Kind: stock.KindOtherOut, Reason: "lost", Lines: []stock.LineInput{{SKUID: sku, Quantity: &q, WarehouseID: warehouse}},
				}, true)
				ok(err)
			case 3:
				in := purchase.CostInput{
					Kind: purchase.CostOther, SupplierID: b.other, Within: tenant.Everything, Amount: dec.AmountFromFen(rapid.Int64Range(1, 100_000).Draw(rt, "amount")),
					Spread: rapid.SampledFrom([]purchase.Spread{purchase.SpreadAmount, purchase.SpreadQuantity}).Draw(rt, "spread"),
				}
				in.TaxAmount = dec.AmountFromFen(rapid.Int64Range(0, in.Amount.Fen()-1).Draw(rt, "tax"))
				for _, r := range receipts {
					if rapid.Bool().Draw(rt, "takes") {
						in.ReceiptIDs = append(in.ReceiptIDs, r.ID)
					}
				}
				if c, err := b.orders.AddCost(t.Context(), b.scope, in); ok(err) {
					costs = append(costs, c)
					addsUp(rt, c)
				}
			case 4:
				if len(receipts) > 0 {
					r := rapid.SampledFrom(receipts).Draw(rt, "of")
					l := rapid.SampledFrom(r.Lines).Draw(rt, "line")
					_, err := b.orders.Receive(t.Context(), b.scope, purchase.ReceiptInput{
						Kind: purchase.KindReturn, SourceID: r.ID, Within: tenant.Everything,
						Lines: []purchase.ReceiptLineInput{{LineInput: trade.LineInput{SKUID: l.SKUID, Quantity: dec.QuantityFromInt(1), SourceLineID: l.ID}}},
					}, true)
					ok(err)
				}
			case 5:
				if len(costs) > 0 {
					c := rapid.SampledFrom(costs).Draw(rt, "cost")
					if twin, err := b.orders.ReverseCost(t.Context(), b.scope, c.ID, c.Version); ok(err) {
						addsUp(rt, twin)
					}
				} else if len(receipts) > 0 {
					r := rapid.SampledFrom(receipts).Draw(rt, "receipt")
					_, err := b.orders.ReverseReceipt(t.Context(), b.scope, r.ID, r.Version)
					ok(err)
				}
			}
		}
		b.verified(t)
		if t.Failed() {
			rt.FailNow()
		}
	})
}

func addsUp(rt *rapid.T, c *purchase.Cost) {
	var shares dec.Amount
	var stockValue dec.Cost
	for i := range c.Lines {
		l := &c.Lines[i]
		shares, stockValue = shares.Add(l.Amount), stockValue.Add(l.StockValue)
		if l.StillThere.Abs() > l.Quantity.Abs() || l.StockValue.Abs() > l.Amount.Cost().Abs() {
			rt.Fatalf("the stock took %s of %s, of which %s of %s were there", l.StockValue, l.Amount, l.StillThere, l.Quantity)
		}
	}
	net := c.Amount.Sub(c.TaxAmount)
	if shares != net || stockValue != c.StockValue || c.StockValue.Add(c.SoldValue) != net.Cost() {
		rt.Fatalf("%s without tax was shared out as %s, into stock %s and sold %s", net, shares, c.StockValue, c.SoldValue)
	}
}

func TestCostsOverHTTP(t *testing.T) {
	t.Parallel()
	b := setup(t)
	r := b.receive(t, b.receipt(b.make(t, b.input(of(b.red, "4", "10")), purchase.ModeSubmit), "4"))
	accountant, keeper := b.Member(t, "accountant", tenant.RoleAccount), b.Member(t, "keeper", tenant.RoleWarehouse)
	body := map[string]any{"kind": "freight", "supplierId": b.other, "amount": "8.00", "billNo": "SF-778", "receiptIds": []any{r.ID}}
	keeper.Do(t, http.MethodPost, "/purchase-costs", body).Want(t, http.StatusForbidden, "forbidden")
	quote := accountant.Do(t, http.MethodPost, "/purchase-costs/quote", body).Want(t, http.StatusOK, "")
	made := accountant.Do(t, http.MethodPost, "/purchase-costs", body).Want(t, http.StatusCreated, "")
	if made.Text("stockValue") != quote.Text("stockValue") || quote.Text("lines", 0, "receiptNo") != r.No || made.Text("lines", 0, "amount") != "8.00" {
		t.Errorf("quoted %s, made %s", quote.Body, made.Body)
	}
	id := made.Text("id")
	if seen := keeper.Get(t, "/purchase-costs/"+id).Want(t, http.StatusOK, ""); seen.At("amount") != nil || seen.At("lines", 0, "amount") != nil || seen.At("stockValue") != nil {
		t.Errorf("the keeper sees %s", seen.Body)
	}
	for q, want := range map[string]int{
		"q=SF-778": 1, "q=" + r.No: 1, "kind=customs": 0, "receiptId=" + r.ID.String(): 1, "supplierId=" + b.supplier.String(): 0, "standing=true": 1, "from=2099-01-01": 0,
	} {
		if got := accountant.Get(t, "/purchase-costs?"+q).Want(t, http.StatusOK, "").At("total"); got != want {
			t.Errorf("%s finds %v, want %d", q, got, want)
		}
	}
	b.Other.Get(t, "/purchase-costs/"+id).Want(t, http.StatusNotFound, "purchase_cost.not_found")
	if n := b.Other.Get(t, "/purchase-costs").Want(t, http.StatusOK, "").At("total"); n != 0 {
		t.Errorf("another set lists %v", n)
	}
	b.Other.Do(t, http.MethodPost, "/purchase-costs/"+id+"/reverse", map[string]any{"version": 1}).Want(t, http.StatusNotFound, "purchase_cost.not_found")
	accountant.Get(t, "/purchase-costs/export?format=csv").Want(t, http.StatusOK, "")
	twin := accountant.Do(t, http.MethodPost, "/purchase-costs/"+id+"/reverse", map[string]any{"version": 1}).Want(t, http.StatusOK, "")
	if twin.Text("reversesNo") != made.Text("no") || twin.Text("amount") != "-8.00" {
		t.Errorf("the twin %s", twin.Body)
	}
	b.verified(t)
}
