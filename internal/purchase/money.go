package purchase

import (
	"cmp"
	"context"
	"slices"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/trade"
)

// ErrBaseRate refuses a rate for an order in yuan.
var ErrBaseRate = fault.Define(fault.Invalid, "purchase.base_rate",
	fault.ZH("人民币采购单没有汇率", "清空汇率，或选择其他币种"), fault.EN("An order in yuan has no exchange rate", "Leave it empty, or choose another currency"))

// Figures are what an order comes to in its own currency.
type Figures struct {
	Discount    dec.Amount
	Freight     dec.Amount
	OtherFee    dec.Amount
	GoodsAmount dec.Amount
	TaxAmount   dec.Amount
	Total       dec.Amount
}

// LineFigures are what a line says in the currency of its order.
type LineFigures struct {
	Price         dec.Price
	Discount      dec.Amount
	TaxAmount     dec.Amount
	Amount        dec.Amount
	SettledAmount dec.Amount
}

// Foreign says whether the order is in another currency than the books.
func (o *Order) Foreign() bool { return o.Currency != currency.Base }

// money is the currency of an order and its rate.
type money struct {
	currency string
	rate     dec.Cost
}

// rateBook is what was asked about currencies, so that of many orders each is asked once.
type rateBook struct {
	usable map[string]error
	rates  map[dayOf]dayRate
}

type (
	dayOf struct {
		currency string
		day      db.Date
	}
	dayRate struct {
		rate dec.Cost
		why  error // there is none
	}
)

func newRateBook() *rateBook { return &rateBook{map[string]error{}, map[dayOf]dayRate{}} }

func (b *rateBook) usableTx(ctx context.Context, tx *db.Tx, code string) error {
	why, asked := b.usable[code]
	if !asked {
		why = currency.UsableTx(ctx, tx, code)
		b.usable[code] = why
	}
	return why
}

func (b *rateBook) rateTx(ctx context.Context, tx *db.Tx, code string, day db.Date) (dec.Cost, error) {
	at := dayOf{code, day}
	of, asked := b.rates[at]
	if !asked {
		r, err := currency.RateTx(ctx, tx, code, day)
		of = dayRate{r.Rate, err}
		b.rates[at] = of
	}
	return of.rate, of.why
}

// moneyTx finds the currency of an input and its rate: what was entered, else what the
// order that is changed says, else the supplier's currency and the rate of the order's
// date. A currency or a rate that is not there is noted in f.
func (in *Input) moneyTx(ctx context.Context, tx *db.Tx, k *known, book *rateBook, f *fault.Fields) error {
	k.money = money{cmp.Or(in.Currency, k.supplier.Currency, currency.Base), currency.Par}
	rate, day := in.ExchangeRate, cmp.Or(in.Date, k.set.Today(k.now))
	if k.currency == currency.Base {
		if rate != 0 && rate != currency.Par {
			f.Add("exchangeRate", ErrBaseRate)
		}
		return nil
	}
	stays := in.was != nil && in.was.Currency == k.currency
	if !stays {
		if err := book.usableTx(ctx, tx, k.currency); err != nil {
			if f.AddErr("currency", err) {
				return nil
			}
			return err
		}
	}
	switch {
	case rate < 0:
		f.Add("exchangeRate", fault.ErrPositive)
	case rate > currency.MaxRate:
		f.Add("exchangeRate", fault.ErrRange.With("max", currency.MaxRate))
	case rate > 0:
		k.rate = rate
	case stays && in.was.Date == day:
		k.rate = in.was.ExchangeRate
	default:
		of, err := book.rateTx(ctx, tx, k.currency, day)
		if err != nil && !f.AddErr("exchangeRate", err) {
			return err
		}
		k.rate = cmp.Or(of, currency.Par)
	}
	return nil
}

// settle keeps what the figures of an order are in its currency and, for one that is not in
// yuan, makes them those in yuan (docs/adr/0013).
func (o *Order) settle(f *fault.Fields) {
	o.Own = Figures{o.Discount, o.Freight, o.OtherFee, o.GoodsAmount, o.TaxAmount, o.Total}
	for i := range o.Lines {
		l := &o.Lines[i]
		l.Own = LineFigures{l.Price, l.Discount, l.TaxAmount, l.Amount, l.SettledAmount}
	}
	if !o.Foreign() {
		return
	}
	if err := o.translate(); err != nil {
		f.Add("exchangeRate", fault.ErrRange.With("max", dec.MaxInputAmount))
	}
}

// taxOnTop tells whether tax is owed besides what the prices come to.
func (o *Order) taxOnTop() bool {
	return !o.TaxIncluded && slices.ContainsFunc(o.Lines, func(l Line) bool { return l.TaxRateBPS != 0 })
}

// translate works out the figures in yuan: a document in yuan, whose lines add up to its
// total as those of any other.
func (o *Order) translate() error {
	goods, discount, err := o.translateHead()
	if err != nil {
		return err
	}
	weights := make([]int64, len(o.Lines))
	for i := range o.Lines {
		weights[i] = o.Lines[i].Own.Amount.Fen()
	}
	lines := make([]trade.Line, len(o.Lines))
	totals := trade.Totals{TaxIncluded: o.TaxIncluded, Discount: discount}
	for i, share := range goods.Split(weights) {
		l := &o.Lines[i]
		lines[i] = l.Line
		y := &lines[i]
		if y.Price, err = currency.Price(l.Own.Price, o.ExchangeRate); err != nil {
			return err
		}
		if y.Discount, err = currency.Amount(l.Own.Discount, o.ExchangeRate); err != nil {
			return err
		}
		list := share.Add(y.Discount)
		y.List, y.DiscountBPS = &list, 0
	}
	all := make([]*trade.Line, len(lines))
	for i := range lines {
		all[i] = &lines[i]
	}
	if o.taxOnTop() { // of what is given away whole no fen is left to rounding
		gross := o.grossOf(all)
		if totals.Discount = min(totals.Discount, gross); o.Own.Total == o.Own.Freight.Add(o.Own.OtherFee) {
			totals.Discount = gross
		}
	}
	var f fault.Fields
	totals.Compute(all, o.Freight.Add(o.OtherFee), true, &f)
	if err := f.Err(); err != nil {
		return err
	}
	totals.DiscountBPS = o.DiscountBPS
	o.Totals = totals
	for i := range o.Lines {
		bps := o.Lines[i].DiscountBPS
		o.Lines[i].Line = lines[i]
		o.Lines[i].DiscountBPS, o.Lines[i].List = bps, nil
	}
	return nil
}

// grossOf is what lines come to with the tax on top, before the discount of the order.
func (o *Order) grossOf(lines []*trade.Line) dec.Amount {
	t := trade.Totals{TaxIncluded: o.TaxIncluded}
	var ignored fault.Fields // told when the amounts are computed
	t.Compute(lines, 0, true, &ignored)
	return t.Total
}

// translateHead translates freight and fees of the order, and gives what its goods come to
// in yuan before its discount, and the discount.
func (o *Order) translateHead() (goods, discount dec.Amount, err error) {
	rate := o.ExchangeRate
	if discount, err = currency.Amount(o.Own.Discount, rate); err != nil {
		return 0, 0, err
	}
	if o.taxOnTop() {
		for _, a := range []struct {
			to  *dec.Amount
			own dec.Amount
		}{{&goods, o.Own.GoodsAmount}, {&o.Freight, o.Own.Freight}, {&o.OtherFee, o.Own.OtherFee}} {
			if *a.to, err = currency.Amount(a.own, rate); err != nil {
				return 0, 0, err
			}
		}
		return goods, discount, nil
	}
	total, err := currency.Amount(o.Own.Total, rate)
	if err != nil {
		return 0, 0, err
	}
	net := o.Own.GoodsAmount.Sub(o.Own.Discount)
	parts := total.Split([]int64{net.Fen(), o.Own.Freight.Fen(), o.Own.OtherFee.Fen()})
	o.Freight, o.OtherFee = parts[1], parts[2]
	return parts[0].Add(discount), discount, nil
}
