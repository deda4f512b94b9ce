package channel

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// Faults of offers that cannot be taken.
var (
	// ErrOfferID has the parameter id.
	ErrOfferID = fault.Define(fault.Invalid, "offer.id",
		fault.ZH("1688 返回的商品编号 {id} 无法识别", "请联系管理员"), fault.EN("1688 gave the offer id {id}, which cannot be read", "Tell your administrator"))
	// ErrOfferPrice has the parameters price and field.
	ErrOfferPrice = fault.Define(fault.Invalid, "offer.price",
		fault.ZH("价格 {price} 无法识别（最多 4 位小数，不能为负）", "在 1688 上修改商品价格后重新下载"),
		fault.EN("The price {price} cannot be read (at most 4 decimals, not negative)", "Correct the price on 1688 and download again"))
)

// offer is an offer in our own words, as it is hashed, stored and made into a product.
type offer struct {
	ID          int64
	Title       string
	Code        string // 货号; empty where there is none
	State       string
	CategoryID  int64
	Category    string
	Unit        string
	MinOrder    int64
	QuoteType   int64
	OnlineTrade bool
	Pictures    []string
	Wholesale   *dec.Price
	Weight      dec.Quantity
	Attributes  []string
	SKUs        []offerSKU
}

// offerSKU is one line of the match list.
type offerSKU struct {
	Ref     int64 // skuId, 0 for an offer without SKUs
	SpecID  string
	Code    string // 单品货号
	Barcode string
	Values  []string
	Picture string
	Price   *dec.Price
	Retail  *dec.Price
	Stock   int64
}

// plain says whether the line pairs with plain products: it has no specifications.
func (k *offerSKU) plain() bool { return len(k.Values) == 0 }

// matchCode is what automatic matching compares.
func (o *offer) matchCode(k *offerSKU) string {
	switch {
	case k.Code != "" || !k.plain():
		return k.Code
	}
	return o.productCode()
}

// productCode is the code of the product made from the offer (product row S4).
func (o *offer) productCode() string {
	if o.Code != "" {
		return o.Code
	}
	return open1688.IDFromInt64(o.ID).String()
}

// newOffer reads what 1688 sent. picture makes addresses of picture paths.
func newOffer(p *open1688.Product, picture func(string) string) (*offer, error) {
	id, ok := p.ProductID.Int64()
	if !ok || id <= 0 {
		return nil, ErrOfferID.With("id", p.ProductID)
	}
	o := &offer{ID: id, Title: clean(p.Subject, 200), Code: clean(firstOf(p.CargoNumber, p.Attribute("货号")), 100), State: clean(string(p.Status), 30), Category: clean(p.CategoryName, 100)}
	o.CategoryID, _ = p.CategoryID.Int64()
	if p.Image != nil {
		for _, path := range p.Image.Images {
			o.Pictures = append(o.Pictures, picture(path))
		}
	}
	if p.ShippingInfo != nil {
		if w, err := p.ShippingInfo.UnitWeight.Scaled(4); err == nil && w > 0 && w < 1_000_000_000_000 {
			o.Weight = dec.Quantity(w * (dec.Scale / 10_000))
		}
	}
	sale := p.SaleInfo
	if sale == nil {
		sale = &open1688.SaleInfo{}
	}
	o.Unit, o.MinOrder, o.QuoteType, o.OnlineTrade = clean(sale.Unit, 20), sale.MinOrderQuantity, int64(sale.QuoteType), sale.SupportOnlineTrade
	r := priceReader{}
	r.readSKUs(o, p.SKUs, sale, picture)
	if len(p.SKUs) == 0 {
		stock, _ := sale.AmountOnSale.Int64()
		_, high := r.span(sale.PriceRanges)
		o.SKUs = []offerSKU{{Code: "", Price: high, Retail: r.price(sale.RetailPrice), Stock: stock}}
	}
	low, _ := r.span(sale.PriceRanges)
	o.Wholesale = r.lowest
	if low != nil && sale.QuoteType != open1688.QuoteBySKU && sale.QuoteType != open1688.QuoteBySKUQuantity {
		o.Wholesale = low
	}
	return o, r.err
}

// priceReader reads prices, keeping the first that is none.
type priceReader struct {
	lowest *dec.Price // of the SKUs' own prices
	err    error
}

func (r *priceReader) readSKUs(o *offer, list []open1688.ProductSKU, sale *open1688.SaleInfo, picture func(string) string) {
	_, offerHigh := r.span(sale.PriceRanges)
	offerRetail := r.price(sale.RetailPrice)
	for i := range list {
		p := &list[i]
		k := offerSKU{SpecID: clean(p.SpecID, 64), Code: clean(p.CargoNumber, 100), Barcode: clean(p.SKUCode, 100), Retail: r.price(p.RetailPrice)}
		k.Ref, _ = p.SKUID.Int64()
		k.Stock, _ = p.AmountOnSale.Int64()
		if k.Retail == nil {
			k.Retail = offerRetail
		}
		low, high := r.span(p.PriceRange)
		if own := r.price(p.Price); own != nil {
			low, high = own, own
		}
		if low != nil && (r.lowest == nil || *low < *r.lowest) {
			r.lowest = low
		}
		if k.Price = high; high == nil {
			k.Price = offerHigh
		}
		for _, a := range p.Attributes {
			if i == 0 {
				o.Attributes = append(o.Attributes, clean(firstOf(a.DisplayName, a.Name), 60))
			}
			k.Values = append(k.Values, clean(firstOf(a.Value, a.CustomName), 100))
			if k.Picture == "" && a.ImageURL != "" {
				k.Picture = picture(a.ImageURL)
			}
		}
		o.SKUs = append(o.SKUs, k)
	}
}

// span gives the lowest and the highest price of the tiers.
func (r *priceReader) span(tiers []open1688.PriceRange) (low, high *dec.Price) {
	for _, t := range tiers {
		p := r.price(t.Price)
		if p == nil {
			continue
		}
		if low == nil || *p < *low {
			low = p
		}
		if high == nil || *p > *high {
			high = p
		}
	}
	return low, high
}

// price reads one price; nil when there is none.
func (r *priceReader) price(y open1688.Yuan) *dec.Price {
	if strings.TrimSpace(string(y)) == "" {
		return nil
	}
	n, err := y.Scaled(4)
	if err != nil || n < 0 || n > int64(dec.MaxInputPrice)/(dec.Scale/10_000) {
		if r.err == nil {
			r.err = ErrOfferPrice.With("price", y)
		}
		return nil
	}
	p := dec.Price(n * (dec.Scale / 10_000))
	return &p
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

// hash tells one state of the offer from another.
func (o *offer) hash() string {
	text, _ := json.Marshal(o) // texts and numbers only: cannot fail
	sum := sha256.Sum256(text)
	return base64.RawStdEncoding.EncodeToString(sum[:18])
}

// specs is what a pair depends on: the dimensions and their values, in any order.
func (o *offer) specs(k *offerSKU) string {
	list := make([]string, len(k.Values))
	for i, v := range k.Values {
		name := ""
		if i < len(o.Attributes) {
			name = o.Attributes[i]
		}
		list[i] = name + "\x1f" + v
	}
	slices.Sort(list)
	text, _ := json.Marshal(list)
	return string(text)
}

// name is the specifications as people read them.
func (k *offerSKU) name() string { return strings.Join(k.Values, " / ") }

// product is the offer as the catalogue takes it (product row S4).
func (o *offer) product(shop *Shop) catalog.ImportProduct {
	p := catalog.ImportProduct{
		Source: catalog.Source{Shop: shop.ID, Ref: open1688.IDFromInt64(o.ID).String()}, Code: o.productCode(), Name: o.Title, Unit: o.Unit,
		Category: []string{shop.Name, o.Category}, Wholesale: o.Wholesale, Attributes: o.Attributes, Pictures: o.Pictures, Weight: o.Weight,
	}
	for i := range o.SKUs {
		k := &o.SKUs[i]
		p.SKUs = append(p.SKUs, catalog.ImportSKU{Ref: refText(k.Ref), Code: k.Code, Barcode: k.Barcode, Values: k.Values, Retail: k.Retail, Picture: k.Picture})
	}
	return p
}

func refText(ref int64) string {
	if ref == 0 {
		return ""
	}
	return open1688.IDFromInt64(ref).String()
}

// searchText is what a line is found by: the columns that come from 1688.
func (o *offer) searchText(k *offerSKU) []string {
	return []string{o.Code, o.Title, k.Code, k.name()}
}

// Picture makes an address of a picture path of 1688; whole addresses stay.
func (s *Service) Picture(path string) string { return s.picture(path) }

// picture makes an address of a picture path of 1688.
func (s *Service) picture(path string) string {
	if s.pictures != "" && strings.HasPrefix(path, s.pictures) {
		return path
	}
	relative := path != "" && !strings.Contains(path, "://") && !strings.HasPrefix(path, "//")
	if relative && s.pictures != "" {
		return s.pictures + strings.TrimPrefix(path, "/")
	}
	return open1688.ImageURL(path)
}
