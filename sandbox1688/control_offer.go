package sandbox1688

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

type offersView struct {
	Total  int      `json:"total"`
	Offers []*Offer `json:"offers"`
}

// controlOffers pages through the offers of a seller, or of all.
func (s *Server) controlOffers(c *controlCall) (any, error) {
	q, seller, status := c.query("q"), c.query("seller"), c.query("status")
	page, size := c.number("page", 1), min(c.number("pageSize", 20), 200)
	var fit []int64
	for _, a := range s.accounts {
		if seller != "" && a.LoginID != seller {
			continue
		}
		for _, id := range s.cat.ids[a.LoginID] {
			if q == "" && status == "" {
				fit = append(fit, id)
				continue
			}
			o := s.cat.brief(id)
			if (q == "" || strings.Contains(o.Subject, q) || strings.Contains(o.CargoNumber, q) || decimal(o.ID, 0) == q) && (status == "" || o.Status == status) {
				fit = append(fit, id)
			}
		}
	}
	out := offersView{len(fit), []*Offer{}}
	for _, id := range pageOf(fit, int64(page), int64(size)) {
		out.Offers = append(out.Offers, s.cat.find(id))
	}
	return out, nil
}

func (s *Server) controlOffer(c *controlCall) (any, error) {
	o := s.cat.find(pathID(c.r))
	if o == nil {
		return nil, notFound("offer")
	}
	return o, nil
}

// controlOfferAdd creates an offer; what a test does not care about has defaults.
func (s *Server) controlOfferAdd(c *controlCall) (any, error) {
	o := Offer{Status: statusPublished, CategoryID: catTee, Unit: "件", MinOrder: 1, InvReduceType: 2, Weight: "0.3"}
	if err := c.into(&o); err != nil {
		return nil, err
	}
	if a := s.account(o.Seller); a == nil || !a.Seller {
		return nil, badInput("seller %q is no seller's loginId", o.Seller)
	}
	if err := s.checkTemplate(&o); err != nil {
		return nil, err
	}
	if err := s.cat.add(&o, c.now); err != nil {
		return nil, badInput("%s", err)
	}
	if o.Images == nil {
		o.Images = []string{imagePath(o.ID, 0, motifOf[o.CategoryID], "")}
	}
	s.offerChanged(nil, &o, c.now)
	return &o, nil
}

// offerPatch names what may be changed; nil leaves a field alone.
type offerPatch struct {
	Subject       *string   `json:"subject"`
	Status        *string   `json:"status"`
	CargoNumber   *string   `json:"cargoNumber"`
	CategoryID    *int64    `json:"categoryId"`
	Unit          *string   `json:"unit"`
	QuoteType     *int      `json:"quoteType"`
	Tiers         *[]Tier   `json:"priceRanges"`
	MinOrder      *int64    `json:"minOrderQuantity"`
	Lot           *int64    `json:"batchNumber"`
	RetailPrice   *Price    `json:"retailPrice"`
	Stock         *int64    `json:"stock"`
	Images        *[]string `json:"images"`
	Description   *string   `json:"description"`
	Weight        *string   `json:"weight"`
	Length        *int64    `json:"length"`
	Width         *int64    `json:"width"`
	Height        *int64    `json:"height"`
	Freight       *int64    `json:"freightTemplateId"`
	Warehouse     *string   `json:"warehouse"`
	InvReduceType *int      `json:"invReduceType"`
	Mix           *bool     `json:"mixWholeSale"`
	NoOnlineTrade *bool     `json:"noOnlineTrade"`
	NoCrossBorder *bool     `json:"notCrossBorder"`
}

func set[T any](field *T, given *T) {
	if given != nil {
		*field = *given
	}
}

// changeOffer lets f change a copy and takes it when it is a possible offer.
func (s *Server) changeOffer(c *controlCall, f func(*Offer) error) (any, error) {
	o := s.cat.find(pathID(c.r))
	if o == nil {
		return nil, notFound("offer")
	}
	next := o.clone()
	if err := f(next); err != nil {
		return nil, err
	}
	s.cat.fillSKUs(next)
	if err := next.check(); err != nil {
		return nil, badInput("%s", err)
	}
	next.Modified = c.now
	s.cat.own[o.ID] = next
	s.offerChanged(o, next, c.now)
	return next, nil
}

func (s *Server) controlOfferPatch(c *controlCall) (any, error) {
	var in offerPatch
	if err := c.into(&in); err != nil {
		return nil, err
	}
	return s.changeOffer(c, func(o *Offer) error {
		set(&o.Subject, in.Subject)
		set(&o.Status, in.Status)
		set(&o.CargoNumber, in.CargoNumber)
		set(&o.CategoryID, in.CategoryID)
		set(&o.Unit, in.Unit)
		set(&o.QuoteType, in.QuoteType)
		set(&o.Tiers, in.Tiers)
		set(&o.MinOrder, in.MinOrder)
		set(&o.Lot, in.Lot)
		set(&o.RetailPrice, in.RetailPrice)
		set(&o.Stock, in.Stock)
		set(&o.Images, in.Images)
		set(&o.Description, in.Description)
		set(&o.Weight, in.Weight)
		set(&o.Length, in.Length)
		set(&o.Width, in.Width)
		set(&o.Height, in.Height)
		set(&o.Freight, in.Freight)
		set(&o.Warehouse, in.Warehouse)
		set(&o.InvReduceType, in.InvReduceType)
		set(&o.Mix, in.Mix)
		set(&o.NoOnlineTrade, in.NoOnlineTrade)
		set(&o.NotCrossBorder, in.NoCrossBorder)
		return s.checkTemplate(o)
	})
}

func (s *Server) controlOfferRemove(c *controlCall) (any, error) {
	o := s.cat.find(pathID(c.r))
	if o == nil {
		return nil, notFound("offer")
	}
	s.cat.remove(o.ID)
	s.offerChanged(o, nil, c.now)
	return done, nil
}

func (s *Server) controlSKUAdd(c *controlCall) (any, error) {
	var sku SKU
	if err := c.into(&sku); err != nil {
		return nil, err
	}
	return s.changeOffer(c, func(o *Offer) error {
		if o.QuoteType == 0 { // a plain offer becomes one with SKUs, priced per SKU
			o.QuoteType = 1
			o.Tiers = nil
		}
		o.SKUs = append(o.SKUs, sku)
		return nil
	})
}

// skuPatch names what may be changed of a SKU; nil leaves a field alone.
type skuPatch struct {
	CargoNumber *string      `json:"cargoNumber"`
	Code        *string      `json:"skuCode"`
	Stock       *int64       `json:"stock"`
	Price       *Price       `json:"price"`
	RetailPrice *Price       `json:"retailPrice"`
	Tiers       *[]Tier      `json:"priceRange"`
	Attributes  *[]Attribute `json:"attributes"`
	Warehouse   *string      `json:"warehouse"`
}

func (s *Server) controlSKUPatch(c *controlCall) (any, error) {
	var in skuPatch
	if err := c.into(&in); err != nil {
		return nil, err
	}
	return s.changeOffer(c, func(o *Offer) error {
		sku := o.sku(pathSKU(c))
		if sku == nil {
			return notFound("SKU")
		}
		set(&sku.CargoNumber, in.CargoNumber)
		set(&sku.Code, in.Code)
		set(&sku.Stock, in.Stock)
		set(&sku.Price, in.Price)
		set(&sku.RetailPrice, in.RetailPrice)
		set(&sku.Tiers, in.Tiers)
		set(&sku.Attributes, in.Attributes)
		set(&sku.Warehouse, in.Warehouse)
		return nil
	})
}

func (s *Server) controlSKURemove(c *controlCall) (any, error) {
	return s.changeOffer(c, func(o *Offer) error {
		at := slices.IndexFunc(o.SKUs, func(k SKU) bool { return k.ID == pathSKU(c) })
		switch {
		case at < 0:
			return notFound("SKU")
		case len(o.SKUs) == 1:
			return badInput("the last SKU cannot be removed")
		}
		o.SKUs = slices.Delete(o.SKUs, at, at+1)
		return nil
	})
}

func pathSKU(c *controlCall) int64 {
	v, err := strconv.ParseInt(c.r.PathValue("sku"), 10, 64)
	if err != nil {
		return 0
	}
	return v
}

// Limits of one generation.
const (
	maxGenerated   = 2_000_000
	genPrefixStyle = "G%02d-"
)

// controlGenerate adds any number of offers at once. They follow from the seed and
// take memory only when one is changed.
func (s *Server) controlGenerate(c *controlCall) (any, error) {
	in := struct {
		Seller       string `json:"seller"`
		Offers       int    `json:"offers"`
		SKUsPerOffer int    `json:"skusPerOffer"`
		Seed         uint64 `json:"seed"`
	}{Seed: 1}
	if err := c.into(&in); err != nil {
		return nil, err
	}
	if a := s.account(in.Seller); a == nil || !a.Seller {
		return nil, badInput("seller %q is no seller's loginId", in.Seller)
	}
	if in.Offers < 1 || in.Offers > maxGenerated || in.SKUsPerOffer < 0 || in.SKUsPerOffer > maxGenSKUs {
		return nil, badInput("offers must be 1 to %d, skusPerOffer 0 to %d", maxGenerated, maxGenSKUs)
	}
	b := s.cat.generate(batch{
		seller: in.Seller, seed: in.Seed, n: in.Offers, skus: in.SKUsPerOffer, created: c.now, prefix: fmt.Sprintf(genPrefixStyle, len(s.cat.batches)+1),
	})
	return map[string]any{
		"offers": in.Offers, "skus": in.Offers * in.SKUsPerOffer, "firstOfferId": b.firstID, "offerIdStep": batchStep, "firstSkuId": b.firstSKU,
	}, nil
}
