package sandbox1688

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// goods make lines of a seller with the mixed-batch rule of 300 yuan or 20 pieces.
var basketSeller = &Account{LoginID: "卖家", MixAmount: 30_000, MixPieces: 20}

func codesOf(lines []priced) string {
	text := ""
	for _, l := range lines {
		if l.no == nil {
			text += fmt.Sprintf("%s×%d=%d ", l.unit, l.amount, l.sum)
		} else {
			text += l.no.code + " "
		}
	}
	return text
}

// The rules of §8.3 and §4.4, one by one.
func TestJudge(t *testing.T) {
	t.Parallel()
	tiers := []Tier{{10, 64_000}, {100, 58_000}}
	plain := func(change func(*Offer)) *Offer {
		o := &Offer{ID: 1, MinOrder: 10, Tiers: tiers, Stock: 500}
		change(o)
		return o
	}
	none := func(*Offer) {}
	two := &Offer{ID: 2, QuoteType: 2, MinOrder: 10, Tiers: tiers, SKUs: []SKU{{ID: 21, Stock: 50}, {ID: 22, Stock: 50}}}
	each := &Offer{ID: 3, QuoteType: 3, MinOrder: 1, SKUs: []SKU{{ID: 31, Stock: 50, Tiers: []Tier{{1, 10_000}, {10, 9000}}}, {ID: 32, Stock: 50, Tiers: []Tier{{1, 20_000}, {10, 19_000}}}}}
	own := &Offer{ID: 4, QuoteType: 1, MinOrder: 3, Mix: true, SKUs: []SKU{{ID: 41, Stock: 50, Price: 385}, {ID: 42, Stock: 50, Price: 200_000}}}
	free := &Offer{ID: 5, QuoteType: 1, MinOrder: 1, SKUs: []SKU{{ID: 51, Stock: 50, Price: 1}}}
	sku := func(o *Offer, at int, n int64) want { return want{o, &o.SKUs[at], n} }
	for name, test := range map[string]struct {
		wants []want
		want  string
	}{
		"the first tier":                       {[]want{{plain(none), nil, 10}}, "6.4×10=6400 "},
		"the tier below the next":              {[]want{{plain(none), nil, 99}}, "6.4×99=63360 "},
		"the next tier":                        {[]want{{plain(none), nil, 100}}, "5.8×100=58000 "},
		"below the minimum":                    {[]want{{plain(none), nil, 9}}, "500_005 "},
		"the minimum over several lines":       {[]want{{plain(none), nil, 4}, {plain(none), nil, 6}}, "6.4×4=2560 6.4×6=3840 "},
		"more than there is":                   {[]want{{plain(none), nil, 501}}, "500_004 "},
		"more than there is in several lines":  {[]want{{plain(none), nil, 300}, {plain(none), nil, 201}}, "500_004 500_004 "},
		"offer tiers over its SKUs":            {[]want{sku(two, 0, 50), sku(two, 1, 50)}, "5.8×50=29000 5.8×50=29000 "},
		"one SKU short":                        {[]want{sku(two, 0, 51), sku(two, 1, 10)}, "500_004 6.4×10=6400 "},
		"SKU tiers by the SKU":                 {[]want{sku(each, 0, 10), sku(each, 1, 9)}, "0.9×10=900 2×9=1800 "},
		"the minimum over the SKUs":            {[]want{sku(own, 0, 1), sku(own, 1, 2)}, "0.0385×1=4 20×2=4000 "},
		"half a fen goes up":                   {[]want{sku(own, 0, 13)}, "0.0385×13=50 "},
		"a mixed batch not reached":            {[]want{sku(own, 0, 2)}, "500_006 "},
		"reached by pieces":                    {[]want{sku(own, 0, 2), {&Offer{ID: 9, Mix: true, MinOrder: 1, Stock: 50, Tiers: tiers}, nil, 18}}, "0.0385×2=8 6.4×18=11520 "},
		"reached by amount":                    {[]want{sku(own, 0, 2), {&Offer{ID: 9, Mix: true, MinOrder: 1, Stock: 50, Tiers: []Tier{{1, 3_000_000}}}, nil, 1}}, "0.0385×2=8 300×1=30000 "},
		"reached by what does not take part":   {[]want{sku(own, 0, 2), {plain(none), nil, 200}}, "500_006 5.8×200=116000 "},
		"the mixed batch lifts no other goods": {[]want{{plain(none), nil, 9}, {&Offer{ID: 9, Mix: true, MinOrder: 1, Stock: 50, Tiers: tiers}, nil, 50}}, "500_005 6.4×50=32000 "},
		"nothing to pay":                       {[]want{sku(free, 0, 1)}, "500_008 "},
		"enough of it to pay":                  {[]want{sku(free, 0, 50)}, "0.0001×50=1 "},
		"whole lots":                           {[]want{{plain(func(o *Offer) { o.Lot, o.MinOrder = 6, 12 }), nil, 18}}, "6.4×18=11520 "},
		"a broken lot":                         {[]want{{plain(func(o *Offer) { o.Lot, o.MinOrder = 6, 12 }), nil, 20}}, "500_009 "},
		"too few lots":                         {[]want{{plain(func(o *Offer) { o.Lot, o.MinOrder = 6, 12 }), nil, 6}}, "500_009 "},
		"lots over several lines": {[]want{
			{plain(func(o *Offer) { o.Lot, o.MinOrder = 6, 12 }), nil, 7}, {plain(func(o *Offer) { o.Lot, o.MinOrder = 6, 12 }), nil, 5},
		}, "6.4×7=4480 6.4×5=3200 "},
	} {
		if got := codesOf(judge(basketSeller, test.wants)); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
	if got := codesOf(judge(&Account{}, []want{sku(own, 0, 2)})); got != "500_005 " {
		t.Errorf("a seller without the rule: %q", got)
	}
}

// What is left out may take others' minimum with it.
func TestOrderable(t *testing.T) {
	t.Parallel()
	tiers := []Tier{{1, 10_000}}
	short := &Offer{ID: 1, MinOrder: 1, Mix: true, Stock: 3, Tiers: tiers}
	needs := &Offer{ID: 2, MinOrder: 10, Mix: true, Stock: 99, Tiers: tiers}
	fine := &Offer{ID: 3, MinOrder: 1, Stock: 99, Tiers: tiers}
	good, bad := orderable(basketSeller, []want{{short, nil, 18}, {needs, nil, 5}, {fine, nil, 2}})
	if codesOf(good) != "1×2=200 " || codesOf(bad) != "500_004 500_006 " {
		t.Errorf("good %s, bad %s", codesOf(good), codesOf(bad))
	}
	if good, bad := orderable(basketSeller, []want{{short, nil, 9}}); len(good) != 0 || len(bad) != 1 {
		t.Errorf("good %s, bad %s", codesOf(good), codesOf(bad))
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	offer := func(id int64, warehouse string) *Offer { return &Offer{ID: id, Warehouse: warehouse} }
	line := func(o *Offer) priced { return priced{want: want{offer: o, amount: 1}, sum: 100} }
	far := &Offer{ID: 9, Warehouse: "华东仓", SKUs: []SKU{{ID: 91, Warehouse: "华南仓"}, {ID: 92}}}
	lines := []priced{line(offer(1, "")), line(offer(2, "华南仓")), {want: want{far, &far.SKUs[0], 1}}, {want: want{far, &far.SKUs[1], 1}}, line(offer(3, ""))}
	ids := func(parts [][]priced) (text string) {
		for _, p := range parts {
			for _, l := range p {
				text += fmt.Sprint(l.offer.ID+l.skuID(), " ")
			}
			text += "| "
		}
		return text
	}
	if got := ids(splitOrders(lines, 50)); got != "1 3 | 2 100 | 101 | " {
		t.Errorf("by warehouse: %s", got)
	}
	if got := ids(splitOrders([]priced{line(offer(1, "")), line(offer(2, "")), line(offer(3, ""))}, 2)); got != "1 2 | 3 | " {
		t.Errorf("by number: %s", got)
	}

	seller := &Account{
		Freight:    []FreightTemplate{{ID: 1, ChargeType: ChargeByCount, Rates: []FreightRate{{FirstUnit: 1, FirstFee: 900, NextUnit: 1}}}},
		Promotions: []Promotion{{ID: "a", From: 1000, Off: 500}, {ID: "b", From: 1000, Off: 100, FreePostage: true}, {ID: "c", From: 5000, Off: 9000}},
	}
	sum := func(fen int64) []priced {
		return []priced{{want: want{offer: &Offer{Freight: 1}, amount: 1}, sum: fen}}
	}
	for name, test := range map[string]struct {
		fen   int64
		id    string
		total int64
		off   int64
		fine  bool
	}{
		"too little for any":              {999, "", 999 + 900, 0, true},
		"the one that saves most":         {1000, "", 900, 100, true},
		"the one asked for":               {1000, "a", 500 + 900, 500, true},
		"one the goods are too few for":   {1000, "c", 1900, 0, false},
		"an unknown one":                  {1000, "d", 1900, 0, false},
		"something is always left to pay": {5000, "", 1 + 900, 4999, true},
	} {
		p, fine := totalPart(seller, sum(test.fen), "330108", test.id)
		if p.total() != test.total || p.off != test.off || fine != test.fine {
			t.Errorf("%s: total %d, off %d, %v", name, p.total(), p.off, fine)
		}
	}
}

// The lines' discounts are the promotion to the fen, whatever the amounts.
func TestPromotionIsSpreadExactly(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 1688)) //nolint:gosec // a test's dice
	for range 2000 {
		o := &order{}
		for range 1 + r.IntN(9) {
			o.Lines = append(o.Lines, orderLine{preItem: preItem{Amount: 1 + r.Int64N(500)}, Exact: Price(1 + r.Int64N(2_000_000))})
		}
		fen := -r.Int64N(o.goods() + 1)
		o.spread(fen)
		if o.discount() != fen {
			t.Fatalf("%d of %d became %d", fen, o.goods(), o.discount())
		}
	}
}
