package sandbox1688

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// offerFilter are the conditions and the order of product.list.get.
type offerFilter struct {
	statuses                   []string
	category                   int64
	subject, cargo             string
	ids                        map[int64]bool
	modifiedFrom, modifiedTo   time.Time
	publishedFrom, publishedTo time.Time
	priceFrom, priceTo         Price
	onlineTrade, private       *bool
	order                      string
	descending                 bool
	needsSKUs, needsHead       bool // beyond what a stub knows
}

func newOfferFilter(a *args) offerFilter {
	f := offerFilter{
		category: a.long("categoryId"), subject: a.text("subjectKey"), cargo: a.text("cargoNumber"),
		modifiedFrom: a.date("startModifyTime"), modifiedTo: a.date("endModifyTime"),
		publishedFrom: a.date("startPublishTime"), publishedTo: a.date("endPublishTime"),
		priceFrom: a.price("priceStart"), priceTo: a.price("priceEnd"),
		onlineTrade: a.boolean("supportOnlineTrade"), private: a.boolean("privateOffer"),
		order: a.text("orderByCondition"), descending: a.text("orderByType") != "ASC",
	}
	a.json("statusList", &f.statuses)
	if a.text("productIds") != "" {
		f.ids = map[int64]bool{}
		for _, id := range a.longs("productIds") {
			f.ids[id] = true
		}
	}
	switch f.order {
	case "", "CREATE_DATE", "POST_DATE", "MODIFY_DATE", "APPROVED_DATE", "EXPIRE_DATE", "STATUS", "ID", "GROUP_ID", "PRICE", "SALE_QUANTITY":
	default:
		a.fail("orderByCondition", "one of the documented conditions")
	}
	if t := a.text("orderByType"); t != "" && t != "ASC" && t != "DESC" {
		a.fail("orderByType", "ASC or DESC")
	}
	f.needsSKUs = f.priceFrom > 0 || f.priceTo > 0 || f.order == "PRICE" || f.order == "SALE_QUANTITY"
	f.needsHead = f.category != 0 || f.subject != "" || f.cargo != "" || !f.publishedFrom.IsZero() || !f.publishedTo.IsZero() ||
		!slices.Contains([]string{"", "ID", "MODIFY_DATE"}, f.order)
	return f
}

// hidden are the states shown only when asked for.
var hidden = []string{statusDeleted, statusMemberDeleted}

func (f *offerFilter) fits(o *Offer) bool {
	if o.Simple { // simple offers are never listed
		return false
	}
	if len(f.statuses) > 0 {
		expired := o.Status == statusMemberExpired || o.Status == statusAutoExpired
		if !slices.Contains(f.statuses, o.Status) && (!expired || !slices.Contains(f.statuses, statusExpired)) {
			return false
		}
	} else if slices.Contains(hidden, o.Status) {
		return false
	}
	if f.needsSKUs {
		low, high := o.priceSpan()
		if (f.priceFrom > 0 && high < f.priceFrom) || (f.priceTo > 0 && low > f.priceTo) {
			return false
		}
	}
	return (f.category == 0 || f.category == o.CategoryID) &&
		(f.subject == "" || strings.Contains(o.Subject, f.subject)) &&
		(f.cargo == "" || f.cargo == o.CargoNumber) &&
		between(o.Modified, f.modifiedFrom, f.modifiedTo) && between(o.Created, f.publishedFrom, f.publishedTo) &&
		(f.onlineTrade == nil || *f.onlineTrade == !o.NoOnlineTrade) && (f.private == nil || *f.private == o.Private)
}

// between treats a zero bound as open.
func between(t, from, to time.Time) bool {
	return (from.IsZero() || !t.Before(from)) && (to.IsZero() || !t.After(to))
}

// apply returns the ids of the seller's offers that fit, in the asked order. The
// default order is by change, newest first: as on the platform it shifts while
// offers change, and only a walk by ID is reliable.
func (f *offerFilter) apply(cat *catalogue, seller string) []int64 {
	type row struct {
		id  int64
		key int64
	}
	byID := f.order == "ID"
	rows := make([]row, 0, len(cat.ids[seller]))
	for _, id := range cat.ids[seller] {
		if f.ids != nil && !f.ids[id] {
			continue
		}
		var o *Offer
		switch {
		case f.needsSKUs:
			o = cat.find(id)
		case f.needsHead:
			o = cat.brief(id)
		default:
			o = cat.stub(id)
		}
		if !f.fits(o) {
			continue
		}
		key := id
		if !byID {
			key = f.key(o)
		}
		rows = append(rows, row{id, key})
	}
	if !byID { // the ids are kept in order
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.key, b.key) })
	}
	if f.descending {
		slices.Reverse(rows)
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.id
	}
	return ids
}

func (f *offerFilter) key(o *Offer) int64 {
	switch f.order {
	case "CREATE_DATE", "POST_DATE", "APPROVED_DATE":
		return o.Created.UnixMilli()
	case "STATUS":
		return int64(slices.Index(offerStatuses, o.Status))
	case "GROUP_ID":
		return o.CategoryID
	case "PRICE":
		low, _ := o.priceSpan()
		return int64(low)
	case "SALE_QUANTITY":
		return o.stock()
	default:
		return o.Modified.UnixMilli()
	}
}
