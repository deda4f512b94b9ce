package sandbox1688

import (
	"errors"
	"fmt"
	"slices"
	"time"
	"unicode/utf8"
)

// catalogue holds the offers. Generated offers exist only as a rule until one of
// them is changed, so that a hundred thousand of them cost their ids and no more.
type catalogue struct {
	own     map[int64]*Offer   // seeded, created or changed offers
	batches []batch            // rules of generated offers
	ids     map[string][]int64 // ascending, by seller
	gone    map[int64]bool     // generated offers that were removed
	nextID  int64
	nextSKU int64
}

func newCatalogue() *catalogue {
	return &catalogue{own: map[int64]*Offer{}, ids: map[string][]int64{}, gone: map[int64]bool{}}
}

// find returns the offer to look at, nil when there is none. Callers that change
// it must use edit.
func (c *catalogue) find(id int64) *Offer {
	if o := c.own[id]; o != nil {
		return o
	}
	for i := range c.batches {
		if b := &c.batches[i]; b.contains(id) && c.listed(b.seller, id) {
			return b.offer(id)
		}
	}
	return nil
}

func (c *catalogue) listed(seller string, id int64) bool {
	_, ok := slices.BinarySearch(c.ids[seller], id)
	return ok
}

// brief returns the offer without SKUs, which is cheaper. The id must be listed.
func (c *catalogue) brief(id int64) *Offer {
	if o := c.own[id]; o != nil {
		return o
	}
	return c.batchOf(id).head(id)
}

// stub returns an offer of which only state, trade flags and time of change are
// sure: what a walk through a whole shop asks of each offer on each page. The id
// must be listed.
func (c *catalogue) stub(id int64) *Offer {
	if o := c.own[id]; o != nil {
		return o
	}
	return &c.batchOf(id).stub
}

// batchOf is the batch a listed id without an offer of its own belongs to.
func (c *catalogue) batchOf(id int64) *batch {
	for i := range c.batches {
		if c.batches[i].contains(id) {
			return &c.batches[i]
		}
	}
	panic("sandbox1688: listed id without an offer")
}

// edit returns the offer for changing, nil when there is none.
func (c *catalogue) edit(id int64) *Offer {
	o := c.find(id)
	if o != nil {
		c.own[id] = o
	}
	return o
}

// add takes the offer in after filling the ids it lacks.
func (c *catalogue) add(o *Offer, now time.Time) error {
	if o.ID == 0 {
		o.ID = c.nextID
		c.nextID += 1_003
	}
	if c.find(o.ID) != nil {
		return fmt.Errorf("offer %d exists", o.ID)
	}
	if o.Created.IsZero() {
		o.Created, o.Modified = now, now
	}
	c.fillSKUs(o)
	if err := o.check(); err != nil {
		return err
	}
	c.own[o.ID] = o
	ids := c.ids[o.Seller]
	at, _ := slices.BinarySearch(ids, o.ID)
	c.ids[o.Seller] = slices.Insert(ids, at, o.ID)
	c.nextID = max(c.nextID, o.ID+1)
	return nil
}

// fillSKUs gives ids to the SKUs that have none.
func (c *catalogue) fillSKUs(o *Offer) {
	for i := range o.SKUs {
		sku := &o.SKUs[i]
		if sku.ID == 0 {
			sku.ID = c.nextSKU
			c.nextSKU++
		}
		c.nextSKU = max(c.nextSKU, sku.ID+1)
		if sku.SpecID == "" {
			sku.SpecID = specID(o.ID, sku.ID)
		}
	}
}

func (c *catalogue) remove(id int64) bool {
	o := c.find(id)
	if o == nil {
		return false
	}
	ids := c.ids[o.Seller]
	if at, ok := slices.BinarySearch(ids, id); ok {
		c.ids[o.Seller] = slices.Delete(ids, at, at+1)
	}
	delete(c.own, id)
	for i := range c.batches {
		if c.batches[i].contains(id) {
			c.gone[id] = true
		}
	}
	return true
}

func (c *catalogue) generate(b batch) batch {
	b.firstID, b.firstSKU = c.nextID, c.nextSKU
	b.makeStub()
	c.nextID += int64(b.n) * batchStep
	c.nextSKU += int64(b.n) * int64(b.skus)
	c.batches = append(c.batches, b)
	c.ids[b.seller] = slices.AppendSeq(slices.Grow(c.ids[b.seller], b.n), b.ids())
	return b
}

func (c *catalogue) count() (offers int) {
	for _, ids := range c.ids {
		offers += len(ids)
	}
	return offers
}

// Limits of an offer.
const (
	maxSubject  = 128
	maxMinOrder = 99_999
	maxStock    = 1_000_000_000
	maxSide     = 1000           // cm
	maxPrice    = 10_000_000_000 // ten-thousandths of a yuan; so that no sum of lines overflows
)

// check refuses an offer that could not exist on the platform.
func (o *Offer) check() error {
	var errs []error
	refuse := func(bad bool, format string, a ...any) {
		if bad {
			errs = append(errs, fmt.Errorf(format, a...))
		}
	}
	refuse(o.ID < 1, "id must be positive")
	refuse(!slices.Contains(offerStatuses, o.Status), "status %q is unknown", o.Status)
	length := utf8.RuneCountInString(o.Subject)
	refuse(length < 1 || length > maxSubject, "subject must have 1 to %d characters", maxSubject)
	refuse(categories[o.CategoryID] == nil || len(categories[o.CategoryID].children) > 0, "categoryId %d is no leaf category", o.CategoryID)
	refuse(o.Unit == "", "unit is missing")
	refuse(o.MinOrder < 1 || o.MinOrder > maxMinOrder, "minOrderQuantity must be 1 to %d", maxMinOrder)
	refuse(o.Lot < 0, "batchNumber must not be negative")
	refuse(o.Length < 0 || o.Width < 0 || o.Height < 0 || max(o.Length, o.Width, o.Height) > maxSide, "length, width and height must be 0 to %d", maxSide)
	refuse(o.Stock < 0 || o.Stock > maxStock, "stock must be 0 to %d", maxStock)
	refuse(o.InvReduceType != 1 && o.InvReduceType != 2, "invReduceType must be 1 or 2")
	refuse((o.QuoteType == 0) != (len(o.SKUs) == 0), "quoteType 0 is for offers without SKUs, 1 to 3 for offers with")
	switch o.QuoteType {
	case 0, 2:
		errs = append(errs, checkTiers("priceRanges", o.Tiers))
	case 1, 3:
	default:
		refuse(true, "quoteType must be 0 to 3")
	}
	seenID, seenSpec := map[int64]bool{}, map[string]bool{}
	for i := range o.SKUs {
		sku := &o.SKUs[i]
		refuse(sku.ID < 1 || seenID[sku.ID] || seenSpec[sku.SpecID], "skus[%d]: ids must be unique", i)
		seenID[sku.ID], seenSpec[sku.SpecID] = true, true
		refuse(sku.Stock < 0 || sku.Stock > maxStock, "skus[%d]: stock must be 0 to %d", i, maxStock)
		refuse(len(sku.Attributes) == 0, "skus[%d]: attributes are missing", i)
		refuse(o.QuoteType == 1 && (sku.Price < 1 || sku.Price > maxPrice), "skus[%d]: price must be positive and not above %s", i, Price(maxPrice))
		if o.QuoteType == 3 {
			errs = append(errs, checkTiers(fmt.Sprintf("skus[%d].priceRange", i), sku.Tiers))
		}
	}
	return errors.Join(errs...)
}

// checkTiers wants rising quantities and falling prices.
func checkTiers(name string, tiers []Tier) error {
	if len(tiers) == 0 {
		return fmt.Errorf("%s are missing", name)
	}
	for i, t := range tiers {
		if t.From < 1 || t.Price < 1 || t.Price > maxPrice || (i > 0 && (t.From <= tiers[i-1].From || t.Price >= tiers[i-1].Price)) {
			return fmt.Errorf("%s must rise in quantity and fall in price, from %s at most", name, Price(maxPrice))
		}
	}
	return nil
}
