package sandbox1688

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// seedLine is one offer of the default catalogue, written compactly.
type seedLine struct {
	leaf    int64
	subject string
	cargo   string // 货号, empty for none
	unit    string
	// price in yuan. "39.9": one price (per SKU when there are SKUs, sizes from the
	// fourth on cost 3 % more). "1:5.2 100:4.8": tiers of the offer. "@1:5.2 100:4.8":
	// tiers of each SKU.
	price string
	// axes of the SKUs: "颜色=黑色 白色|尺码=S M L"; empty for an offer without SKUs.
	axes string
	// flags: moq=N lot=N status=X (underscore for blank) zero (no stock) uncoded (SKUs
	// without 单品货号) mix notrade simple private inv1 (stock goes down at the order)
	// free and described (freight) nocross (outside the cross-border pool).
	flags string
}

// seedStart is when the oldest seeded offer was put up.
var seedStart = time.Date(2026, 3, 2, 9, 30, 0, 0, beijing)

// seedShop turns the lines of one seller into offers with ids from firstID on.
func seedShop(seller string, firstID, firstSKU int64, lines []seedLine) []Offer {
	offers := make([]Offer, len(lines))
	sku := firstSKU
	for i, line := range lines {
		// Ids of real offers lie far and irregularly apart.
		id := firstID + int64(i)*1_234_577
		offers[i] = line.offer(seller, id, &sku)
		offers[i].Created = seedStart.Add(time.Duration(i) * 31 * time.Hour)
		offers[i].Modified = offers[i].Created.Add(time.Duration(i%5) * 49 * time.Hour)
	}
	return offers
}

func (l seedLine) offer(seller string, id int64, nextSKU *int64) Offer {
	o := Offer{
		ID: id, Seller: seller, Status: statusPublished, Subject: l.subject, CategoryID: l.leaf, CargoNumber: l.cargo,
		Unit: l.unit, MinOrder: 1, InvReduceType: 2,
		Description: "<p>" + l.subject + "</p><p>支持混批，七天无理由退换，48小时内发货。</p>",
	}
	o.sentAs(l.leaf)
	motif := motifOf[l.leaf]
	for n := range 3 {
		o.Images = append(o.Images, imagePath(id, n, motif, ""))
	}
	stocked, coded := true, true
	for flag := range strings.FieldsSeq(l.flags) {
		name, value, _ := strings.Cut(flag, "=")
		switch name {
		case "moq":
			o.MinOrder = seedInt(value)
		case "lot":
			o.Lot = seedInt(value)
		case "status":
			o.Status = strings.ReplaceAll(value, "_", " ")
		case "zero":
			stocked = false
		case "uncoded":
			coded = false
		case "mix":
			o.Mix = true
		case "notrade":
			o.NoOnlineTrade = true
		case "simple":
			o.Simple = true
		case "private":
			o.Private = true
		case "inv1":
			o.InvReduceType = 1
		case "free":
			o.Freight = FreightFree
		case "described":
			o.Freight = FreightDescribed
		case "nocross":
			o.NotCrossBorder = true
		default:
			panic("sandbox1688: seed flag " + flag)
		}
	}
	r := random(uint64(id)) //nolint:gosec // ids are never negative
	l.addSKUs(&o, nextSKU, r, motif, stocked, coded)
	l.addPrices(&o)
	o.Attributes = []Attribute{{ID: 2176, Name: "品牌", Value: "无品牌"}, {ID: 1398, Name: "货源类别", Value: "现货"}}
	if o.CargoNumber != "" {
		o.Attributes = append(o.Attributes, Attribute{ID: 3216, Name: "货号", Value: o.CargoNumber})
	}
	if len(o.SKUs) == 0 && stocked {
		o.Stock = int64(200 + r.below(5000))
	}
	return o
}

func (l seedLine) addSKUs(o *Offer, nextSKU *int64, r *rng, motif int, stocked, coded bool) {
	if l.axes == "" {
		return
	}
	combos, last := [][]Attribute{nil}, 1
	for axis := range strings.SplitSeq(l.axes, "|") {
		name, values, _ := strings.Cut(axis, "=")
		last = len(strings.Fields(values))
		var wider [][]Attribute
		for _, combo := range combos {
			for i, value := range strings.Fields(values) {
				a := Attribute{ID: attrIDs[name], Name: name, Value: value}
				if name == "颜色" {
					a.Image = imagePath(o.ID, 10+i, motif, value)
				}
				wider = append(wider, append(slices.Clip(combo), a))
			}
		}
		combos = wider
	}
	for i, combo := range combos {
		sku := SKU{ID: *nextSKU, Attributes: combo}
		*nextSKU++
		sku.SpecID = specID(o.ID, sku.ID)
		sku.Code = ean13(fmt.Sprintf("69%010d", sku.ID%10_000_000_000))
		if coded {
			sku.CargoNumber = skuCode(l.cargo, i, last, combo)
		}
		if stocked {
			sku.Stock = int64(r.below(600))
		}
		o.SKUs = append(o.SKUs, sku)
	}
}

// ean13 completes twelve digits to a barcode a till would accept.
func ean13(digits string) string {
	sum := 0
	for i, d := range digits {
		weight := 1 + i%2*2
		sum += int(d-'0') * weight
	}
	return digits + string(rune('0'+(10-sum%10)%10))
}

// skuCode is how the seeded sellers number their SKUs: 货号, colour number, size
// where there are sizes in Latin letters, otherwise 货号 and running number.
func skuCode(cargo string, i, sizes int, combo []Attribute) string {
	if cargo == "" {
		cargo = "K"
	}
	last := combo[len(combo)-1]
	if len(combo) > 1 && allASCII(last.Value) {
		return fmt.Sprintf("%s-%02d-%s", cargo, i/sizes+1, last.Value)
	}
	return fmt.Sprintf("%s-%02d", cargo, i+1)
}

func (l seedLine) addPrices(o *Offer) {
	text, each := strings.CutPrefix(l.price, "@")
	var tiers []Tier
	for step := range strings.FieldsSeq(text) {
		from, price, tiered := strings.Cut(step, ":")
		if !tiered {
			from, price = "1", step
		}
		tiers = append(tiers, Tier{seedInt(from), seedPrice(price)})
	}
	low := tiers[0].Price
	o.RetailPrice = (low*18/10 + 999) / 1000 * 1000
	switch {
	case len(o.SKUs) == 0:
		o.Tiers = tiers
	case each:
		o.QuoteType = 3
		for i := range o.SKUs {
			o.SKUs[i].Tiers = tiers
			o.SKUs[i].RetailPrice = o.RetailPrice
		}
	case len(tiers) > 1:
		o.QuoteType, o.Tiers = 2, tiers
		for i := range o.SKUs {
			o.SKUs[i].RetailPrice = o.RetailPrice
		}
	default:
		o.QuoteType = 1
		for i := range o.SKUs {
			sku := &o.SKUs[i]
			sku.Price = low
			if size := sku.Attributes[len(sku.Attributes)-1].Value; strings.HasPrefix(size, "X") || strings.HasSuffix(size, "XL") {
				sku.Price = low * 103 / 100 / 100 * 100 // whole fen
			}
			sku.RetailPrice = (sku.Price*18/10 + 999) / 1000 * 1000
		}
	}
}

func seedInt(text string) int64 {
	v, err := scaled(text, 0)
	if err != nil {
		panic("sandbox1688: seed number " + text)
	}
	return v
}

func seedPrice(text string) Price {
	p, err := Yuan(text)
	if err != nil {
		panic("sandbox1688: seed price " + text)
	}
	return p
}

func allASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 127 }) < 0
}

// Ids of the variant attributes the platform uses for them.
const (
	attrColour = 3216_001
	attrSize   = 450
)

var attrIDs = map[string]int64{
	"颜色": attrColour, "尺码": attrSize, "规格": 1654, "长度": 7108, "功率": 5569, "色温": 9812, "适用身高": 6478, "容量": 7301, "包装": 2900,
}
