package replenish

import (
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/dec"
)

func qty(s string) dec.Quantity   { return dec.MustQuantity(s) }
func price(s string) dec.Price    { return dec.MustPrice(s) }
func yuan(s string) dec.Amount    { return dec.MustAmount(s) }
func pieces(n int64) dec.Quantity { return dec.QuantityFromInt(n) }

// The worked example: an offer at 12.00 from 10, 11.00 from 50, 9.80 from 200;
// red 23 and blue 18 are needed, 1.2 a day are sold of both; keeping goods costs
// 20 % a year; nothing may last longer than 120 days.
func TestWorkedExample(t *testing.T) {
	t.Parallel()
	key := Key{Account: 1, Supplier: 2, Warehouse: 3, Address: 4, Currency: "CNY", Terms: "alipay"}
	want := func(sku, need int64, perDay, spec string) Want {
		return Want{
			SKU: sku, Warehouse: 3, Demands: []Demand{{ID: sku, Quantity: pieces(need)}},
			Rate: Rate{Units: qty(perDay), Days: 1}, MaxCoverDays: 120, DaysLeft: 5, OrderBy: 1,
			Sources: []Source{{Key: key, Offer: 600, Spec: spec, Num: 1, Den: 1}},
		}
	}
	plan := Plan(Market{
		Wants: []Want{want(1, 23, "0.7", "red"), want(2, 18, "0.5", "blue")},
		Offers: []Offer{{
			ID: 600, MOQ: 10, NextPrice: price("11"),
			Tiers: []Tier{{10, price("12")}, {50, price("11")}, {200, price("9.8")}},
			Specs: []Spec{{ID: "red", Stock: Unknown}, {ID: "blue", Stock: Unknown}},
		}},
		Policy: Policy{HoldingBPS: 2000},
	})
	if len(plan.Unmet) != 0 || len(plan.Orders) != 1 || len(plan.Orders[0].Climbs) != 2 {
		t.Fatalf("got %+v", plan)
	}
	o := plan.Orders[0]
	up, far := o.Climbs[0], o.Climbs[1]

	if got := total(price("12"), 41); got != yuan("492.00") {
		t.Errorf("41 cost %s", got)
	}
	if up.From != 41 || up.To != 50 || up.Refused != "" {
		t.Errorf("the first climb is %+v", up)
	}
	figures(t, "41 → 50", &up, 9, "58.00", "6.44", 38, "0.23", "6.67", "11.00", "41.7")

	if far.From != 50 || far.To != 200 || far.Refused != ReasonMaxCover {
		t.Errorf("the second climb is %+v", far)
	}
	figures(t, "50 → 200", &far, 150, "1410.00", "9.40", 104, "0.56", "9.96", "11.00", "166.7")
	if far.Saving() != yuan("156.00") {
		t.Errorf("200 would have saved %s, want 156.00", far.Saving())
	}

	// The nine go one by one to the colour that lasts less long: blue 18 → 21, red 23 → 29.
	if o.Goods != yuan("550.00") || o.Total != yuan("550.00") || len(o.Lines) != 2 {
		t.Fatalf("the order is %+v", o)
	}
	if blue, red := o.Lines[0], o.Lines[1]; blue.Quantity != 21 || red.Quantity != 29 {
		t.Errorf("blue %d, red %d", blue.Quantity, red.Quantity)
	}
	wantLinks := []Link{
		{Line: 0, Warehouse: 3, Demand: 2, Quantity: pieces(18)},
		{Line: 0, Warehouse: 3, Quantity: pieces(3)},
		{Line: 1, Warehouse: 3, Demand: 1, Quantity: pieces(23)},
		{Line: 1, Warehouse: 3, Quantity: pieces(6)},
	}
	if !slices.Equal(o.Links, wantLinks) {
		t.Errorf("links %+v", o.Links)
	}
}

func figures(t *testing.T, name string, c *Climb, n int64, cash, marginal string, wait int64, holding, together, next, cover string) {
	t.Helper()
	if c.Pieces != n || c.Cash != yuan(cash) || c.Marginal != price(marginal) || c.WaitDays != wait || c.Holding != price(holding) ||
		c.Marginal+c.Holding != price(together) || c.Next != price(next) || c.Cover != qty(cover) {
		t.Errorf("%s: %d more for %s are %s each, wait %d days at %s, together %s against %s, cover %s days; want %d, %s, %s, %d, %s, %s, %s, %s",
			name, c.Pieces, c.Cash, c.Marginal, c.WaitDays, c.Holding, c.Marginal+c.Holding, c.Next, c.Cover, n, cash, marginal, wait, holding, together, next, cover)
	}
}
