package purchase

import (
	"cmp"
	"slices"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
)

// likeness tells how sure it is that a line is the next version of another.
type likeness int

const (
	unlike   likeness = iota
	sameUnit          // of the SKU in the unit
	sameTerms
	sameLine // and as many of it
)

func like(l, was *Line) likeness {
	switch {
	case l.SKUID != was.SKUID || l.UnitID != was.UnitID:
		return unlike
	case l.Own.Price != was.Own.Price:
		return sameUnit
	case l.Quantity != was.Quantity:
		return sameTerms
	}
	return sameLine
}

// pair finds for each of n lines the one of m older ones that it is the next version of,
// the surest first; -1 for none.
func pair(n, m int, like func(i, j int) likeness) []int {
	out, taken := slices.Repeat([]int{-1}, n), make([]bool, m)
	for want := sameLine; want > unlike; want-- {
		for i := range out {
			for j := 0; out[i] < 0 && j < m; j++ {
				if !taken[j] && like(i, j) == want {
					out[i], taken[j] = j, true
				}
			}
		}
	}
	return out
}

// has tells whether the order has the SKU already.
func (o *Order) has(sku db.ID) bool {
	return o != nil && slices.ContainsFunc(o.Lines, func(l Line) bool { return l.SKUID == sku })
}

// knownSKU is a SKU that stands already on what a line comes of: it may have been switched
// off since.
func knownSKU(sku *catalog.SKUInfo, already bool) *catalog.SKUInfo {
	if sku == nil || sku.Active || !already {
		return sku
	}
	on := *sku
	on.Active = true
	return &on
}

// keep fills in what the order says of money and the input does not: of whoever may not
// see it.
func (in *Input) keep(old *Order) {
	if in.Discount == 0 && in.DiscountBPS == 0 {
		if in.DiscountBPS = old.DiscountBPS; in.DiscountBPS == 0 {
			in.Discount = old.Own.Discount
		}
	}
	if in.Freight == 0 {
		in.Freight = old.Own.Freight
	}
	if in.OtherFee == 0 {
		in.OtherFee = old.Own.OtherFee
	}
	if in.TaxIncluded == nil {
		in.TaxIncluded = &old.TaxIncluded
	}
	// Prices that are not seen are in the currency that they were entered in.
	in.Currency, in.ExchangeRate = old.Currency, 0 // the rate of the order's date, old's when that stays
	in.Lines = slices.Clone(in.Lines)
	kept := pair(len(in.Lines), len(old.Lines), func(i, j int) likeness {
		l, was := &in.Lines[i], &old.Lines[j]
		base := l.UnitID == 0 && was.UnitNum == was.UnitDen
		switch {
		case l.SKUID != was.SKUID || (l.UnitID != was.UnitID && !base):
			return unlike
		case l.Quantity != was.Quantity:
			return sameTerms
		}
		return sameLine
	})
	for i, j := range kept {
		l := &in.Lines[i]
		if j < 0 || l.Price != nil {
			continue
		}
		was := &old.Lines[j]
		l.Price = &was.Own.Price
		if l.TaxRateBPS == nil {
			l.TaxRateBPS = &was.TaxRateBPS
		}
		if l.Discount == 0 && l.DiscountBPS == 0 {
			if l.DiscountBPS = was.DiscountBPS; l.DiscountBPS == 0 {
				l.Discount = was.Own.Discount
			}
		}
	}
}

// follow has an input be the next version of a draft: what the draft says of money may be
// said again by whoever may not say something else. For people who may not see it, it is
// said again for them where they say nothing.
func (in *ReceiptInput) follow(old *Receipt) {
	was := old.input()
	in.was, in.wasLine = &was, pair(len(in.Lines), len(was.Lines), func(i, j int) likeness {
		l, w := &in.Lines[i], &was.Lines[j]
		switch {
		case l.SKUID != w.SKUID || l.SourceLineID != w.SourceLineID || (l.UnitID != 0 && l.UnitID != w.UnitID):
			return unlike
		case l.Quantity != w.Quantity:
			return sameTerms
		}
		return sameLine
	})
	if !in.KeepCosts {
		return
	}
	if in.Discount == nil && in.DiscountBPS == 0 {
		in.Discount, in.DiscountBPS = was.Discount, was.DiscountBPS
	}
	in.Freight, in.OtherFee = cmp.Or(in.Freight, was.Freight), cmp.Or(in.OtherFee, was.OtherFee)
	in.Lines = slices.Clone(in.Lines)
	for i := range in.Lines {
		l, w := &in.Lines[i], in.said(i)
		l.Price, l.TaxRateBPS = cmp.Or(l.Price, w.Price), cmp.Or(l.TaxRateBPS, w.TaxRateBPS)
		if l.Discount == 0 && l.DiscountBPS == 0 {
			l.Discount, l.DiscountBPS = w.Discount, w.DiscountBPS
		}
	}
}

// said is what the draft said in the line; nothing where there was none.
func (in *ReceiptInput) said(i int) ReceiptLineInput {
	if in.was == nil || in.wasLine[i] < 0 {
		return ReceiptLineInput{}
	}
	return in.was.Lines[in.wasLine[i]]
}

// again tells whether a value is the one that was said before.
func again[T comparable](v, was *T) bool { return v != nil && was != nil && *v == *was }
