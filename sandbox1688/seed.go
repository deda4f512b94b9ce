package sandbox1688

import (
	"slices"
	"time"
)

// Seed is the content a sandbox starts with.
type Seed struct {
	Accounts []Account
	Offers   []Offer
	Markets  []Market
}

// EmptySeed has the markets but no accounts and no offers.
func EmptySeed() *Seed { return &Seed{Markets: defaultMarkets()} }

// DefaultSeed is a realistic small 1688: three sellers of several trades with about
// a hundred offers, and four buyers. Each call returns a fresh copy.
func DefaultSeed() *Seed {
	return &Seed{Accounts: defaultAccounts(), Offers: defaultOffers(), Markets: defaultMarkets()}
}

// Market is a value pre-orders may name.
type Market struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func defaultMarkets() []Market {
	return []Market{{"dxc", "大象城"}, {"hqb", "华强北"}, {"cloudMfr", "云制造"}}
}

// Offer is a product on 1688.
type Offer struct {
	// ID is the offer id; 0 lets the sandbox assign one.
	ID         int64  `json:"id"`
	Seller     string `json:"seller"` // loginId
	Status     string `json:"status"`
	Subject    string `json:"subject"`
	CategoryID int64  `json:"categoryId"`
	// CargoNumber is the 货号, empty when the seller gave none.
	CargoNumber string `json:"cargoNumber"`
	Unit        string `json:"unit"`
	// QuoteType: 0 no SKU, priced by quantity; 1 priced per SKU; 2 SKUs with tiers
	// of the offer; 3 SKUs with tiers of their own.
	QuoteType int    `json:"quoteType"`
	Tiers     []Tier `json:"priceRanges,omitempty"`
	// MinOrder is the least quantity of the offer in one order, all SKUs together.
	MinOrder int64 `json:"minOrderQuantity"`
	// Lot is the quantity an order must be a multiple of; 0 or 1 means none.
	Lot         int64       `json:"batchNumber,omitempty"`
	RetailPrice Price       `json:"retailPrice,omitempty"`
	Stock       int64       `json:"stock"` // of an offer without SKUs
	SKUs        []SKU       `json:"skus,omitempty"`
	Attributes  []Attribute `json:"attributes,omitempty"`
	Images      []string    `json:"images,omitempty"` // relative paths
	Description string      `json:"description,omitempty"`
	Weight      string      `json:"weight,omitempty"` // kg, plain decimal
	// Length, Width and Height of one piece in cm, 0 when the seller gave none.
	Length int64 `json:"length,omitempty"`
	Width  int64 `json:"width,omitempty"`
	Height int64 `json:"height,omitempty"`
	// Freight is the id of the seller's template; FreightFree (0) when the seller bears
	// it, FreightDescribed when only the text says what it costs.
	Freight int64 `json:"freightTemplateId,omitempty"`
	// Warehouse is where the goods leave from. What leaves from several is split into
	// several orders.
	Warehouse string `json:"warehouse,omitempty"`
	// InvReduceType: stock goes down 1 when the order is made, 2 when it is paid.
	InvReduceType int  `json:"invReduceType"`
	Mix           bool `json:"mixWholeSale,omitempty"`
	// NoOnlineTrade offers are shown but cannot be ordered.
	NoOnlineTrade bool `json:"noOnlineTrade,omitempty"`
	// NotCrossBorder offers are outside the pool the cross-border look-ups see.
	NotCrossBorder bool      `json:"notCrossBorder,omitempty"`
	Simple         bool      `json:"simple,omitempty"` // never listed by product.list.get
	Private        bool      `json:"private,omitempty"`
	Created        time.Time `json:"created"`
	Modified       time.Time `json:"modified"`
}

// SKU is one combination of an offer's variants.
type SKU struct {
	ID          int64       `json:"skuId"`
	SpecID      string      `json:"specId"`
	CargoNumber string      `json:"cargoNumber"` // 单品货号
	Code        string      `json:"skuCode,omitempty"`
	Stock       int64       `json:"stock"`
	Price       Price       `json:"price,omitempty"`
	RetailPrice Price       `json:"retailPrice,omitempty"`
	Tiers       []Tier      `json:"priceRange,omitempty"`
	Attributes  []Attribute `json:"attributes"`
	Warehouse   string      `json:"warehouse,omitempty"` // overrules the offer's
}

// Attribute is a named value of an offer or of a SKU.
type Attribute struct {
	ID    int64  `json:"id,omitempty"`
	Name  string `json:"name"`
	Value string `json:"value"`
	Image string `json:"image,omitempty"`
}

// Tier is a price from a quantity on.
type Tier struct {
	From  int64 `json:"startQuantity"`
	Price Price `json:"price"`
}

// Offer states. The platform writes a blank inside two of them.
const (
	statusPublished     = "published"
	statusMemberExpired = "member expired"
	statusAutoExpired   = "auto expired"
	statusExpired       = "expired" // filter only: the union of the two above
	statusMemberDeleted = "member deleted"
	statusDeleted       = "deleted"
	statusAuditing      = "auditing"
	statusUntread       = "untread"
)

var offerStatuses = []string{
	statusPublished, statusMemberExpired, statusAutoExpired, statusMemberDeleted, statusDeleted,
	statusAuditing, statusUntread, "modified", "new", "TBD", "approved",
}

// clone copies everything that can be changed in place.
func (o *Offer) clone() *Offer {
	c := *o
	c.SKUs = slices.Clone(o.SKUs)
	for i := range c.SKUs {
		c.SKUs[i].Attributes = slices.Clone(c.SKUs[i].Attributes)
		c.SKUs[i].Tiers = slices.Clone(c.SKUs[i].Tiers)
	}
	c.Tiers, c.Images, c.Attributes = slices.Clone(o.Tiers), slices.Clone(o.Images), slices.Clone(o.Attributes)
	return &c
}

// stock is what can be sold of the offer, all SKUs together.
func (o *Offer) stock() int64 {
	if len(o.SKUs) == 0 {
		return o.Stock
	}
	var sum int64
	for i := range o.SKUs {
		sum += o.SKUs[i].Stock
	}
	return sum
}

// sku finds by numeric id; nil when there is none.
func (o *Offer) sku(id int64) *SKU {
	for i := range o.SKUs {
		if o.SKUs[i].ID == id {
			return &o.SKUs[i]
		}
	}
	return nil
}

func (o *Offer) skuBySpec(spec string) *SKU {
	for i := range o.SKUs {
		if o.SKUs[i].SpecID == spec {
			return &o.SKUs[i]
		}
	}
	return nil
}

// listPrice is the unit price of a SKU (nil for an offer without) when ofOffer
// pieces of the offer and ofSKU of the SKU are ordered together (reference §8.3,
// assumption U21: the tiers of quoteType 2 look at the offer's total).
func (o *Offer) listPrice(sku *SKU, ofOffer, ofSKU int64) Price {
	switch {
	case sku != nil && o.QuoteType == 1:
		return sku.Price
	case sku != nil && o.QuoteType == 3:
		return tierPrice(sku.Tiers, ofSKU)
	default:
		return tierPrice(o.Tiers, ofOffer)
	}
}

// tierPrice is the price of the highest tier that n reaches; below the first tier
// the first one counts.
func tierPrice(tiers []Tier, n int64) Price {
	var p Price
	for i, t := range tiers {
		if i == 0 || t.From <= n {
			p = t.Price
		}
	}
	return p
}

// priceText is the price in words, such as 10~12.
func (o *Offer) priceText() string {
	low, high := o.priceSpan()
	if high == low {
		return low.String()
	}
	return low.String() + "~" + high.String()
}

// priceSpan is the lowest and the highest list price of the offer.
func (o *Offer) priceSpan() (low, high Price) {
	see := func(p Price) {
		if low == 0 || p < low {
			low = p
		}
		high = max(high, p)
	}
	switch o.QuoteType {
	case 1:
		for i := range o.SKUs {
			see(o.SKUs[i].Price)
		}
	case 3:
		for i := range o.SKUs {
			for _, t := range o.SKUs[i].Tiers {
				see(t.Price)
			}
		}
	default:
		for _, t := range o.Tiers {
			see(t.Price)
		}
	}
	return low, high
}
