package sandbox1688

import "slices"

// Codes of preview and creation (§4.4).
const (
	codeNoOnlineTrade = "500_001" // no online trade; also an offer that is gone (assumption A26)
	codeSellers       = "500_002" // several sellers, or no specId for an offer with SKUs
	codeSpec          = "500_003" // the specId is not the offer's
	codeStock         = "500_004"
	codeMinimum       = "500_005"
	codeMix           = "500_006" // below the minimum and the mixed-batch rule not reached
	codeConsign       = "500_007" // no consign relation
	codePriceZero     = "500_008"
	codeLot           = "500_009" // not so many lots as wanted, or no whole ones
)

// want is a line of a basket: so many of an offer or of one of its SKUs.
type want struct {
	offer  *Offer
	sku    *SKU // nil for an offer without
	amount int64
}

// priced is a line with what it costs, or with why it cannot be ordered.
type priced struct {
	want
	unit Price
	sum  int64    // fen
	no   *refusal // nil when it can be ordered
}

// skuID is 0 for an offer without SKUs.
func (w *want) skuID() int64 {
	if w.sku == nil {
		return 0
	}
	return w.sku.ID
}

func (w *want) specID() string {
	if w.sku == nil {
		return ""
	}
	return w.sku.SpecID
}

// judge prices the lines of a basket of one seller and says of each whether it can be
// ordered (§8.3, §4.4). It depends on its inputs alone, so that the preview cannot
// promise what the creation refuses.
func judge(seller *Account, wants []want) []priced {
	ofOffer, ofSKU := map[int64]int64{}, map[int64]int64{}
	for _, w := range wants {
		ofOffer[w.offer.ID] += w.amount
		ofSKU[w.skuID()] += w.amount
	}
	lines := make([]priced, len(wants))
	var pieces, fen int64 // of what takes part in the mixed batch
	for i, w := range wants {
		unit := w.offer.listPrice(w.sku, ofOffer[w.offer.ID], ofSKU[w.skuID()])
		lines[i] = priced{want: w, unit: unit, sum: (unit * Price(w.amount)).Fen()}
		if w.offer.Mix {
			pieces, fen = pieces+w.amount, fen+lines[i].sum
		}
	}
	mixed := seller.mixReached(pieces, fen)
	for i := range lines {
		l := &lines[i]
		l.no = l.refusal(seller, ofOffer[l.offer.ID], ofSKU[l.skuID()], mixed)
	}
	return lines
}

// refusal looks at one line, of whose offer and SKU the basket has so many in all.
func (l *priced) refusal(seller *Account, ofOffer, ofSKU int64, mixed bool) *refusal {
	o := l.offer
	stock, asked := o.Stock, ofOffer
	if l.sku != nil {
		stock, asked = l.sku.Stock, ofSKU
	}
	switch {
	case l.sum < 1:
		return refusef(codePriceZero, "商品[%d]的价格为0", o.ID)
	case asked > stock:
		return refusef(codeStock, "商品[%d]库存不足：购买%d，库存%d", o.ID, asked, stock)
	case o.Lot > 1 && (ofOffer < o.MinOrder || ofOffer%o.Lot != 0):
		return refusef(codeLot, "商品[%d]按批销售：至少%d，且必须是%d的倍数", o.ID, o.MinOrder, o.Lot)
	case ofOffer >= o.MinOrder, o.Mix && mixed:
		return nil
	case o.Mix && (seller.MixAmount > 0 || seller.MixPieces > 0):
		return refusef(codeMix, "商品[%d]购买%d，小于最小起订量%d，且不满足混批条件", o.ID, ofOffer, o.MinOrder)
	}
	return refusef(codeMinimum, "商品[%d]购买%d，小于最小起订量%d", o.ID, ofOffer, o.MinOrder)
}

// orderable keeps the lines that can be ordered together and tells those that cannot.
// Without one line another may miss its minimum, so it looks again until all is well.
func orderable(seller *Account, wants []want) (good, bad []priced) {
	for {
		var next []want
		good = nil
		for _, l := range judge(seller, wants) {
			if l.no != nil {
				bad = append(bad, l)
				continue
			}
			good, next = append(good, l), append(next, l.want)
		}
		if len(next) == len(wants) {
			return good, bad
		}
		wants = next
	}
}

// part is one of the orders a basket becomes.
type part struct {
	lines     []priced
	goods     int64 // fen, before the promotion
	freight   int64 // fen
	described []int64
	offered   []Promotion // what the goods are enough for
	chosen    *Promotion  // one of them; nil for none
	off       int64       // fen, what it takes off the goods
}

func (p *part) total() int64 { return p.goods - p.off + p.freight }

// takes is what a promotion takes off the goods; something is always left to pay.
func (p *part) takes(q Promotion) int64 { return max(min(q.Off, p.goods-1), 0) }

// splitOrders makes the orders of a basket: what leaves from another warehouse is an order
// of its own, and so is what goes beyond the most SKUs an order takes (0: no limit).
func splitOrders(lines []priced, most int) [][]priced {
	var names []string
	for _, l := range lines {
		if name := l.warehouse(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	var parts [][]priced
	for _, name := range names {
		var here []priced
		for _, l := range lines {
			if l.warehouse() == name {
				here = append(here, l)
			}
		}
		if most < 1 {
			most = len(here)
		}
		parts = slices.AppendSeq(parts, slices.Chunk(here, most))
	}
	return parts
}

func (w *want) warehouse() string {
	if w.sku != nil && w.sku.Warehouse != "" {
		return w.sku.Warehouse
	}
	return w.offer.Warehouse
}

// totalPart computes a part: freight to the division, and the promotion with the id, or
// without an id the one that saves most. False when the goods are not enough for the
// promotion asked for.
func totalPart(seller *Account, lines []priced, code, promotion string) (part, bool) {
	p := part{lines: lines}
	for _, l := range lines {
		p.goods += l.sum
	}
	p.freight, p.described = freightOf(seller, lines, code)
	saves := func(q Promotion) int64 {
		if q.FreePostage {
			return p.takes(q) + p.freight
		}
		return p.takes(q)
	}
	for _, q := range seller.Promotions {
		if p.goods < q.From {
			continue
		}
		p.offered = append(p.offered, q)
		if (promotion == "" && (p.chosen == nil || saves(q) > saves(*p.chosen))) || (promotion != "" && q.ID == promotion) {
			p.chosen = &q
		}
	}
	if p.chosen != nil {
		p.off = p.takes(*p.chosen)
		if p.chosen.FreePostage {
			p.freight = 0
		}
	}
	return p, promotion == "" || p.chosen != nil
}
