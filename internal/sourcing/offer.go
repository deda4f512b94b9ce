package sourcing

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/open1688"
)

// OfferState says whether an offer can be bought.
type OfferState string

// The states of an offer.
const (
	OfferOn   OfferState = "on"
	OfferOff  OfferState = "off"  // there, but not on the shelf
	OfferGone OfferState = "gone" // 1688 does not have it any more
)

// Offer is an offer of 1688 as buyers see it. Quantities are sale units.
type Offer struct {
	ID         int64
	Title      string
	Picture    string
	Seller     party.Seller
	SupplierID db.ID  // who its seller is here; zero while nobody is, and until it was asked for
	Code       string // 货号
	Unit       string
	MOQ        int64 // of all its specs in one order together
	Lot        int64 // quantities are multiples of it
	QuoteType  open1688.QuoteType
	Mixed      bool // takes part in the seller's mixed batch
	MixAmount  dec.Amount
	MixNumber  int64
	Stock      int64
	Tiers      []Tier
	Attributes []Value // of the offer
	Specs      []Spec  // none where there is nothing to choose
	State      OfferState
	Status     string // as 1688 words it
	ReadAt     db.Time
}

// Tier is the price of a sale unit from a quantity on.
type Tier struct {
	From  int64     `json:"from"`
	Price dec.Price `json:"price"`
}

// Spec is one spec of an offer.
type Spec struct {
	SpecID  string     `json:"specId,omitempty"`
	SKUID   int64      `json:"skuId,omitempty"`
	Code    string     `json:"code,omitempty"` // 单品货号
	Barcode string     `json:"barcode,omitempty"`
	Values  []Value    `json:"values"`
	Picture string     `json:"picture,omitempty"`
	Stock   int64      `json:"stock"`
	Price   *dec.Price `json:"price,omitempty"` // its own, where it has one
	Tiers   []Tier     `json:"tiers,omitempty"`
}

// Key names the spec within its offer, in requests too: the spec id, or the SKU id where 1688
// sent no other.
func (k *Spec) Key() string {
	if k.SpecID != "" {
		return k.SpecID
	}
	return open1688.IDFromInt64(k.SKUID).String()
}

// spec finds a spec by its key; -1 when there is none.
func (o *Offer) spec(key string) int {
	return slices.IndexFunc(o.Specs, func(k Spec) bool { return k.Key() == key })
}

// PriceFor is what a sale unit costs in an order of n of one spec (-1: of the offer), as
// far as the offer says; nil when it does not.
func (o *Offer) PriceFor(spec int, n int64) *dec.Price {
	tiers := o.Tiers
	if spec >= 0 {
		k := &o.Specs[spec]
		if k.Price != nil {
			return k.Price
		}
		if len(k.Tiers) > 0 {
			tiers = k.Tiers
		}
	}
	var out *dec.Price
	for i := range tiers {
		if i == 0 || tiers[i].From <= n {
			out = &tiers[i].Price
		}
	}
	return out
}

// least is the smallest number of sale units that can be ordered.
func (o *Offer) least() int64 { return (o.MOQ + o.Lot - 1) / o.Lot * o.Lot }

// fromCross reads an offer as the cross-border API gives it.
func fromCross(d *open1688.CrossDetail, picture func(string) string) *Offer {
	o := &Offer{
		Title: clean(d.Subject, 200), Code: clean(d.CargoNumber, 100), MOQ: max(d.MinOrderQuantity, 1), Lot: max(d.BatchNumber, 1), Status: clean(string(d.Status), 30),
		Seller: party.Seller{OpenID: clean(d.SellerOpenID, 100), Name: clean(d.CompanyName, 100)},
	}
	o.ID, _ = d.OfferID.Int64()
	if d.Image != nil && len(d.Image.Images) > 0 {
		o.Picture = picture(d.Image.Images[0])
	}
	if sale := d.SaleInfo; sale != nil {
		o.QuoteType, o.Tiers, o.Stock = sale.QuoteType, tiersOf(sale.PriceRanges), whole(sale.AmountOnSale)
		if sale.Unit != nil {
			o.Unit = clean(sale.Unit.Unit, 20)
		}
	}
	for _, a := range d.Attributes {
		o.Attributes = append(o.Attributes, Value{clean(a.Name, 60), clean(a.Value, 200)})
	}
	o.mix(d)
	for i := range d.SKUs {
		p := &d.SKUs[i]
		k := Spec{SpecID: clean(p.SpecID, 64), Code: clean(p.CargoNumber, 100), Stock: whole(p.AmountOnSale), Values: []Value{}}
		k.SKUID, _ = p.SKUID.Int64()
		for _, a := range p.Attributes {
			k.Values = append(k.Values, Value{clean(a.Name, 60), clean(a.Value, 100)})
			if k.Picture == "" && a.SKUImageURL != "" {
				k.Picture = picture(a.SKUImageURL)
			}
		}
		if o.QuoteType != open1688.QuoteByOfferQuantity { // there the tiers of the offer count
			k.Price = firstPrice(p.Price, p.PromotionPrice)
			if k.Price == nil && p.FenxiaoPrice != nil && o.QuoteType != open1688.QuoteByQuantity {
				k.Price = firstPrice(p.FenxiaoPrice.OfferPrice, p.FenxiaoPrice.OnePiecePrice)
			}
		}
		o.Specs = append(o.Specs, k)
	}
	return o.settle()
}

// mix reads the seller's mixed batch, and whether the offer takes part: a service tag
// says so where it is there.
func (o *Offer) mix(d *open1688.CrossDetail) {
	m := d.MixSetting
	if m == nil || !m.GeneralMix {
		return
	}
	o.Mixed = true
	for _, tag := range d.Tags {
		if tag.Key == "isSupportMix" {
			o.Mixed = tag.Value == "true"
		}
	}
	if fen, err := m.MixAmount.Scaled(2); err == nil && fen > 0 {
		o.MixAmount = dec.AmountFromFen(fen)
	}
	o.MixNumber = whole(m.MixNumber)
}

// fromProduct reads an offer in the platform's product model, as those see it who sell
// it on or have bought from the seller.
func fromProduct(p *open1688.Product, picture func(string) string) *Offer {
	o := &Offer{
		Title: clean(p.Subject, 200), Code: clean(cmp.Or(p.CargoNumber, p.Attribute("货号")), 100), MOQ: 1, Lot: 1, Status: clean(string(p.Status), 30),
		Seller: party.Seller{LoginID: clean(cmp.Or(p.SupplierLoginID, p.SellerLoginID), 100)},
	}
	o.Seller.Name = o.Seller.LoginID
	o.ID, _ = p.ProductID.Int64()
	if p.Image != nil && len(p.Image.Images) > 0 {
		o.Picture = picture(p.Image.Images[0])
	}
	if sale := p.SaleInfo; sale != nil {
		o.QuoteType, o.Tiers, o.Stock, o.Unit, o.Mixed = sale.QuoteType, tiersOf(sale.PriceRanges), whole(sale.AmountOnSale), clean(sale.Unit, 20), sale.MixWholeSale
		o.MOQ, o.Lot = max(sale.MinOrderQuantity, 1), max(sale.BatchNumber, 1)
	}
	for _, a := range p.Attributes {
		o.Attributes = append(o.Attributes, Value{clean(a.Name, 60), clean(a.Value, 200)})
	}
	for i := range p.SKUs {
		q := &p.SKUs[i]
		k := Spec{SpecID: clean(q.SpecID, 64), Code: clean(q.CargoNumber, 100), Barcode: clean(q.SKUCode, 100), Stock: whole(q.AmountOnSale), Tiers: tiersOf(q.PriceRange), Values: []Value{}}
		k.SKUID, _ = q.SKUID.Int64()
		for _, a := range q.Attributes {
			k.Values = append(k.Values, Value{clean(cmp.Or(a.DisplayName, a.Name), 60), clean(cmp.Or(a.Value, a.CustomName), 100)})
			if k.Picture == "" && a.ImageURL != "" {
				k.Picture = picture(a.ImageURL)
			}
		}
		if o.QuoteType == open1688.QuoteBySKU {
			k.Price = firstPrice(q.Price)
		}
		o.Specs = append(o.Specs, k)
	}
	return o.settle()
}

// settle ends the reading of an offer.
func (o *Offer) settle() *Offer {
	o.State = OfferOff
	if o.Status == string(open1688.ProductPublished) {
		o.State = OfferOn
	}
	if o.Seller.Name == "" {
		o.Seller.Name = cmp.Or(o.Seller.LoginID, o.Seller.MemberID)
	}
	return o
}

// tiersOf reads price ranges in the order of their quantities; those without a price
// that can be read are left out.
func tiersOf(list []open1688.PriceRange) []Tier {
	var out []Tier
	for _, r := range list {
		if p := firstPrice(r.Price, r.PromotionPrice); p != nil {
			out = append(out, Tier{max(whole(r.StartQuantity), 1), *p})
		}
	}
	slices.SortStableFunc(out, func(a, b Tier) int { return cmp.Compare(a.From, b.From) })
	return out
}

// firstPrice is the first of the texts that is a price; nil when none is.
func firstPrice(list ...open1688.Yuan) *dec.Price {
	for _, y := range list {
		if strings.TrimSpace(string(y)) == "" {
			continue
		}
		n, err := y.Scaled(4)
		if err == nil && n >= 0 && n <= int64(dec.MaxInputPrice)/(dec.Scale/10_000) {
			p := dec.Price(n * (dec.Scale / 10_000))
			return &p
		}
	}
	return nil
}

// maxCount bounds quantities that others write, so that sums of them cannot overflow.
const maxCount = 1_000_000_000

func whole(d open1688.Decimal) int64 {
	n, err := d.Int64()
	if err != nil {
		return 0
	}
	return min(max(n, 0), maxCount)
}

// clean makes one line of text that others wrote, cut to limit characters.
func clean(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > limit {
		s = string([]rune(s)[:limit])
	}
	return s
}
