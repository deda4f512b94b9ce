package sourcing

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

type sourceBody struct {
	ID            db.ID      `json:"id"`
	SKUID         db.ID      `json:"skuId"`
	SupplierID    db.ID      `json:"supplierId"`
	SupplierName  string     `json:"supplierName"`
	AccountID     db.ID      `json:"accountId,omitzero" doc:"The buyer account it is bought with; any when left out"`
	AccountName   string     `json:"accountName,omitempty"`
	OfferID       string     `json:"offerId,omitempty" doc:"On 1688; left out where it is bought elsewhere"`
	OfferURL      string     `json:"offerUrl,omitempty"`
	SpecID        string     `json:"specId,omitempty" doc:"What an order on 1688 names"`
	PlatformSKUID string     `json:"platformSkuId,omitempty" doc:"skuId on 1688, which messages name"`
	Code          string     `json:"code,omitempty" doc:"The supplier's code of it"`
	Unit          string     `json:"unit,omitempty" doc:"What the sale unit is called"`
	Num           int64      `json:"num" doc:"One sale unit is num/den base units"`
	Den           int64      `json:"den"`
	Multiple      int64      `json:"multiple" doc:"Sale units are bought in multiples of it"`
	Minimum       int64      `json:"minimum" doc:"Sale units"`
	LeadDays      int64      `json:"leadDays" doc:"From order to sellable"`
	Priority      int64      `json:"priority" doc:"1 is tried first"`
	Currency      string     `json:"currency" doc:"Of its price: that of the supplier, ISO 4217"`
	Price         *dec.Price `json:"price,omitempty" doc:"Per sale unit, as last seen or agreed; needs cost.see"`
	Title         string     `json:"title,omitempty" doc:"Of the offer, as last seen"`
	Picture       string     `json:"picture,omitempty"`
	Spec          string     `json:"spec,omitempty" doc:"The values of the spec as text"`
	Attributes    []Value    `json:"attributes" nullable:"false"`
	Reason        Reason     `json:"reason,omitempty" enum:"manual,given,link,code,barcode,similar_code,attributes,some_attributes,only" doc:"By what the spec was chosen"`
	State         State      `json:"state" enum:"active,unmatched,gone,spec_changed"`
	CheckedAt     *db.Time   `json:"checkedAt,omitempty"`
	Note          string     `json:"note,omitempty"`
	CreatedAt     db.Time    `json:"createdAt"`
	UpdatedAt     db.Time    `json:"updatedAt"`
	Version       int64      `json:"version"`
}

func newSourceBody(ctx context.Context, x *Source, names *Names) sourceBody {
	b := sourceBody{
		ID: x.ID, SKUID: x.SKUID, SupplierID: x.SupplierID, SupplierName: names.Suppliers[x.SupplierID], Currency: names.Currencies[x.SupplierID], AccountID: x.AccountID, AccountName: names.Accounts[x.AccountID],
		SpecID: x.SpecID, Code: x.Code, Unit: x.Unit, Num: x.Num, Den: x.Den, Multiple: x.Multiple, Minimum: x.Minimum, LeadDays: x.LeadDays, Priority: x.Priority,
		Title: x.Title, Picture: x.Picture, Spec: x.Spec, Attributes: append([]Value{}, x.Attributes...), Reason: x.Reason, State: x.State, Note: x.Note,
		CreatedAt: x.CreatedAt, UpdatedAt: x.UpdatedAt, Version: x.Version,
	}
	if x.OfferID != 0 {
		b.OfferID, b.OfferURL = platformID(x.OfferID), offerURL(x.OfferID)
	}
	if x.PlatformSKUID != 0 {
		b.PlatformSKUID = platformID(x.PlatformSKUID)
	}
	if !x.CheckedAt.IsZero() {
		b.CheckedAt = &x.CheckedAt
	}
	if api.Can(ctx, api.CostSee) {
		b.Price = x.Price
	}
	return b
}

func platformID(n int64) string { return open1688.IDFromInt64(n).String() }

// skuBody is a SKU with its sources.
type skuBody struct {
	ID          db.ID        `json:"id"`
	ProductID   db.ID        `json:"productId"`
	Code        string       `json:"code"`
	ProductName string       `json:"productName"`
	Spec        string       `json:"spec,omitempty"`
	Picture     string       `json:"picture,omitempty"`
	Unit        string       `json:"unit" builtin:"unit" doc:"The base unit"`
	Active      bool         `json:"active"`
	Sources     []sourceBody `json:"sources" nullable:"false" doc:"In the order in which they are tried"`
}

func newSKUBody(ctx context.Context, r *SKURow, names *Names) skuBody {
	b := skuBody{
		ID: r.SKU.ID, ProductID: r.SKU.ProductID, Code: r.SKU.Code, ProductName: r.SKU.ProductName, Spec: r.SKU.Spec, Picture: r.SKU.Picture,
		Unit: baseUnit(r.SKU), Active: r.SKU.Active, Sources: []sourceBody{},
	}
	for _, x := range r.Sources {
		b.Sources = append(b.Sources, newSourceBody(ctx, x, names))
	}
	return b
}

func baseUnit(k *catalog.SKUInfo) string {
	if u := k.Unit(0); u != nil {
		return u.Name
	}
	return ""
}

type tierBody struct {
	From  int64     `json:"from"`
	Price dec.Price `json:"price"`
}

// specBody is a spec of an offer to choose.
type specBody struct {
	Key     string     `json:"key" doc:"Names the spec in requests"`
	SpecID  string     `json:"specId,omitempty"`
	SKUID   string     `json:"skuId,omitempty" doc:"On 1688"`
	Code    string     `json:"code,omitempty" doc:"单品货号"`
	Name    string     `json:"name" doc:"Its values as text"`
	Values  []Value    `json:"values" nullable:"false"`
	Picture string     `json:"picture,omitempty"`
	Stock   int64      `json:"stock"`
	Price   *dec.Price `json:"price,omitempty" doc:"For the least that can be ordered; needs cost.see"`
}

// offerBody is an offer as it was looked up last.
type offerBody struct {
	OfferID    string      `json:"offerId"`
	URL        string      `json:"url"`
	Title      string      `json:"title"`
	Picture    string      `json:"picture,omitempty"`
	Seller     string      `json:"seller" doc:"As 1688 calls it"`
	Code       string      `json:"code,omitempty" doc:"货号"`
	Unit       string      `json:"unit,omitempty"`
	Minimum    int64       `json:"minimum" doc:"起订量, of all its specs together"`
	Lot        int64       `json:"lot" doc:"Quantities are multiples of it"`
	Stock      int64       `json:"stock"`
	Price      *dec.Price  `json:"price,omitempty" doc:"Of an offer without specs; needs cost.see"`
	Tiers      []tierBody  `json:"tiers" nullable:"false" doc:"阶梯价; needs cost.see"`
	Mixed      bool        `json:"mixed" doc:"混批"`
	MixAmount  *dec.Amount `json:"mixAmount,omitempty" doc:"From this amount on the minimum is waived"`
	MixNumber  int64       `json:"mixNumber,omitempty" doc:"From this number of pieces on the minimum is waived"`
	Attributes []Value     `json:"attributes" nullable:"false"`
	Specs      []specBody  `json:"specs" nullable:"false"`
	State      OfferState  `json:"state" enum:"on,off,gone"`
	ReadAt     db.Time     `json:"readAt"`
}

func newOfferBody(ctx context.Context, o *Offer) offerBody {
	costs := api.Can(ctx, api.CostSee)
	b := offerBody{
		OfferID: platformID(o.ID), URL: offerURL(o.ID), Title: o.Title, Picture: o.Picture, Seller: o.Seller.Name, Code: o.Code, Unit: o.Unit, Minimum: o.MOQ, Lot: o.Lot, Stock: o.Stock,
		Tiers: []tierBody{}, Mixed: o.Mixed, MixNumber: o.MixNumber, Attributes: append([]Value{}, o.Attributes...), Specs: make([]specBody, 0, len(o.Specs)), State: o.State, ReadAt: o.ReadAt,
	}
	if o.MixAmount > 0 {
		b.MixAmount = &o.MixAmount
	}
	if costs {
		for _, t := range o.Tiers {
			b.Tiers = append(b.Tiers, tierBody(t))
		}
		b.Price = o.PriceFor(-1, o.least())
	}
	for i := range o.Specs {
		k := &o.Specs[i]
		s := specBody{Key: k.Key(), SpecID: k.SpecID, Code: k.Code, Name: specText(k.Values), Values: append([]Value{}, k.Values...), Picture: k.Picture, Stock: k.Stock}
		if k.SKUID != 0 {
			s.SKUID = platformID(k.SKUID)
		}
		if costs {
			s.Price = o.PriceFor(i, o.least())
		}
		b.Specs = append(b.Specs, s)
	}
	return b
}

// lookedBody is what was looked up for a SKU.
type lookedBody struct {
	Offer        offerBody    `json:"offer"`
	SupplierID   db.ID        `json:"supplierId,omitzero" doc:"Who the seller is here; left out while it is no supplier yet"`
	SupplierName string       `json:"supplierName,omitempty"`
	Guess        string       `json:"guess,omitempty" doc:"Key of the spec that the SKU most likely is"`
	Reason       Reason       `json:"reason,omitempty" enum:"given,link,code,barcode,similar_code,attributes,some_attributes,only" doc:"What speaks for it"`
	Sources      []sourceBody `json:"sources" nullable:"false" doc:"What the SKU has of the offer already"`
	Notice       *api.Reason  `json:"notice,omitempty" doc:"The link stood with another supplier"`
}

type runBody struct {
	ID          db.ID       `json:"id"`
	TaskID      db.ID       `json:"taskId" doc:"Its progress"`
	AccountID   db.ID       `json:"accountId"`
	AccountName string      `json:"accountName,omitempty"`
	Origin      Origin      `json:"origin" enum:"skus,list,sheet"`
	State       RunState    `json:"state" enum:"running,paused,failed,cancelled,ready"`
	Total       int64       `json:"total" doc:"Rows"`
	Waiting     int64       `json:"waiting"`
	Found       int64       `json:"found"`
	Open        int64       `json:"open" doc:"Of the found ones, those without a spec chosen"`
	Bad         int64       `json:"bad" doc:"Rows that cannot be read"`
	Failed      int64       `json:"failed" doc:"Rows whose offer is gone or cannot be looked at"`
	Saved       int64       `json:"saved"`
	Reason      *api.Reason `json:"reason,omitempty" doc:"Why it failed or waits"`
	StartedBy   string      `json:"startedBy"`
	CreatedAt   db.Time     `json:"createdAt"`
	FinishedAt  *db.Time    `json:"finishedAt,omitempty"`
}

func newRunBody(ctx context.Context, r *Run, account string) runBody {
	b := runBody{
		ID: r.ID, TaskID: r.TaskID, AccountID: r.AccountID, AccountName: account, Origin: r.Origin, State: r.State, Total: r.Total, Waiting: r.Counts[DraftWaiting], Found: r.Counts[DraftFound],
		Open: r.Open, Bad: r.Counts[DraftBad], Failed: r.Counts[DraftFailed], Saved: r.Counts[DraftSaved], Reason: api.NewReason(ctx, r.Reason), StartedBy: r.StartedBy, CreatedAt: r.CreatedAt,
	}
	if !r.FinishedAt.IsZero() {
		b.FinishedAt = &r.FinishedAt
	}
	return b
}

type rowBody struct {
	Number      int64       `json:"number"`
	SKUCode     string      `json:"skuCode,omitempty" doc:"As given"`
	SKUID       db.ID       `json:"skuId,omitzero"`
	ProductName string      `json:"productName,omitempty"`
	SKUSpec     string      `json:"skuSpec,omitempty"`
	SKUPicture  string      `json:"skuPicture,omitempty"`
	Unit        string      `json:"unit,omitempty" builtin:"unit" doc:"The base unit"`
	Link        string      `json:"link,omitempty" doc:"As given"`
	Given       string      `json:"given,omitempty" doc:"The spec as given"`
	State       DraftState  `json:"state" enum:"waiting,found,bad,failed,saved"`
	Why         *api.Reason `json:"why,omitempty" doc:"What is wrong with it, or what a person should know"`
	Offer       *offerBody  `json:"offer,omitempty"`
	Supplier    string      `json:"supplier,omitempty" doc:"Who the seller is here; left out while it is no supplier yet"`
	Chosen      bool        `json:"chosen" doc:"A spec is chosen"`
	Spec        string      `json:"spec,omitempty" doc:"Its key; left out for an offer without specs"`
	Reason      Reason      `json:"reason,omitempty" enum:"manual,given,link,code,barcode,similar_code,attributes,some_attributes,only" doc:"By what it was chosen"`
	Num         int64       `json:"num" doc:"One sale unit is num/den base units"`
	Den         int64       `json:"den"`
	Skipped     bool        `json:"skipped" doc:"Left out of saving"`
}

func newRowBody(ctx context.Context, d *DraftRow) rowBody {
	b := rowBody{
		Number: d.Number, SKUCode: d.SKUCode, SKUID: d.SKUID, Link: d.Link, Given: d.Given, State: d.State, Why: api.NewReason(ctx, d.Why), Supplier: d.Supplier,
		Chosen: d.Chosen, Spec: d.Spec, Reason: d.Reason, Num: d.Num, Den: d.Den, Skipped: d.Skipped,
	}
	if d.SKU != nil {
		b.ProductName, b.SKUSpec, b.SKUPicture, b.Unit = d.SKU.ProductName, d.SKU.Spec, d.SKU.Picture, baseUnit(d.SKU)
	}
	if d.Offer != nil {
		o := newOfferBody(ctx, d.Offer)
		o.Attributes = []Value{} // of no use in a table
		b.Offer = &o
	}
	return b
}

// pageBody turns the rows of a page into bodies.
func pageBody[T, B any](p api.Page[T], body func(T) B) *api.PageOf[B] {
	out := &api.PageOf[B]{Body: api.Page[B]{Items: make([]B, 0, len(p.Items)), Page: p.Page, PageSize: p.PageSize, Total: p.Total, TotalIsLowerBound: p.TotalIsLowerBound}}
	for _, item := range p.Items {
		out.Body.Items = append(out.Body.Items, body(item))
	}
	return out
}
