package channel

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// pageSize is the platform's limit for the offer list and safe for reading by ids
// (reference §5.1).
const pageSize = 20

// The kinds of issues.
const (
	issueFailed  = "failed"  // the offer could not be read or written
	issueRefused = "refused" // it was read, but no product can be made of it
	issueNotice  = "notice"  // worth knowing
)

// ErrOfferUnknown has the parameter id.
var ErrOfferUnknown = fault.Define(fault.NotFound, "offer.unknown",
	fault.ZH("店铺里没有商品 {id}", "检查编号；只能下载本店铺的商品，“简易”发布的商品 1688 不提供"),
	fault.EN("The shop has no offer {id}", "Check the id; only the shop's own offers can be read, and none published in the simple form"))

// fetchPage reads a page of online offers in the order of their ids, the only order
// in which a complete walk is reliable (reference §5.1.1).
func (r *run) fetchPage(ctx context.Context, number int64) *page {
	out := &page{number: number}
	req := open1688.ProductListRequest{
		PageNo: int(number), PageSize: pageSize, Statuses: []open1688.ProductStatus{open1688.ProductPublished},
		OrderBy: open1688.OrderByID, OrderType: "ASC", NeedDetail: true,
	}
	list := func() (got *open1688.ProductPage, err error) {
		err = r.s.Call(ctx, r.sc, r.shop.ID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
			got, _, err = c.Product.List(ctx, token, req)
			return err
		})
		return got, err
	}
	got, err := list()
	if spoiled(err) {
		// One offer can make a whole page unreadable: the page is read without details,
		// then its offers one by one.
		req.NeedDetail = false
		got, err = list()
	}
	if err != nil {
		out.err = err
		return out
	}
	out.products, out.total, out.size = got.Products, got.TotalRecords, int64(len(got.Products))
	out.end = len(got.Products) == 0 || (got.TotalRecords > 0 && number*pageSize >= got.TotalRecords)
	out.err = r.complete(ctx, out)
	return out
}

// spoiled says whether the answer came and could not be used, as opposed to no
// answer or a refusal that asking differently would not change.
func spoiled(err error) bool {
	var e *open1688.Error
	if !errors.As(err, &e) || errors.Is(err, ErrAuthorisation) {
		return false
	}
	return e.Code == open1688.CodeMalformed || e.Code == open1688.CodeTooLarge || (e.Kind == open1688.KindBusiness && !open1688.IsPermission(err))
}

// complete replaces light offers by whole ones.
func (r *run) complete(ctx context.Context, p *page) error {
	var light []open1688.ID
	for i := range p.products {
		if p.products[i].SaleInfo == nil {
			light = append(light, p.products[i].ProductID)
		}
	}
	if len(light) == 0 {
		return nil
	}
	whole, issues, err := r.byID(ctx, light)
	if err != nil {
		return err
	}
	p.issues = append(p.issues, issues...)
	p.products = slices.DeleteFunc(p.products, func(o open1688.Product) bool { return o.SaleInfo == nil })
	p.products = append(p.products, whole...)
	slices.SortFunc(p.products, func(a, b open1688.Product) int { return compareIDs(a.ProductID, b.ProductID) })
	return nil
}

func compareIDs(a, b open1688.ID) int {
	x, _ := a.Int64()
	y, _ := b.Int64()
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// fetchAsked reads the asked offers from position on.
func (r *run) fetchAsked(ctx context.Context, position int64) *page {
	all := int64(len(r.asked))
	out := &page{end: position+pageSize >= all}
	if position >= all {
		return out
	}
	part := r.asked[position:min(position+pageSize, all)]
	out.size = int64(len(part))
	ids := make([]open1688.ID, len(part))
	for i, n := range part {
		ids[i] = open1688.IDFromInt64(n)
	}
	out.products, out.issues, out.err = r.byID(ctx, ids)
	for _, id := range ids {
		n, _ := id.Int64()
		has := slices.ContainsFunc(out.products, func(p open1688.Product) bool { return p.ProductID == id }) ||
			slices.ContainsFunc(out.issues, func(i issue) bool { return i.offer == n })
		if out.err == nil && !has {
			out.issues = append(out.issues, issue{offer: n, kind: issueFailed, why: ErrOfferUnknown.With("id", n)})
		}
	}
	return out
}

// byID reads offers by their ids. An answer that cannot be used is split into single
// readings, and what still fails becomes an issue. Unknown ids are absent.
func (r *run) byID(ctx context.Context, ids []open1688.ID) (found []open1688.Product, issues []issue, err error) {
	for part := range slices.Chunk(ids, pageSize) {
		var got []open1688.Product
		err := r.s.Call(ctx, r.sc, r.shop.ID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
			var err error
			got, _, err = c.Product.ListByID(ctx, token, part)
			return err
		})
		if spoiled(err) {
			got, issues, err = r.oneByOne(ctx, part, issues)
		}
		if err != nil {
			return nil, nil, err
		}
		found = append(found, got...)
	}
	return found, issues, nil
}

func (r *run) oneByOne(ctx context.Context, ids []open1688.ID, issues []issue) ([]open1688.Product, []issue, error) {
	var found []open1688.Product
	for _, id := range ids {
		err := r.s.Call(ctx, r.sc, r.shop.ID, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
			p, _, err := c.Product.Get(ctx, token, open1688.ProductGetRequest{ProductID: id})
			if err == nil {
				found = append(found, *p)
			}
			return err
		})
		switch {
		case err == nil:
		case spoiled(err):
			n, _ := id.Int64()
			issues = append(issues, issue{offer: n, kind: issueFailed, why: fault.As(explain(err))})
		default:
			return nil, nil, err
		}
	}
	return found, issues, nil
}

// findGone asks for the offers that should have been on the pages of the batch and
// were not: taken down, deleted, or moved over a page border meanwhile.
func (r *run) findGone(ctx context.Context, b *batch) error {
	if len(r.asked) > 0 {
		return nil
	}
	to := b.last
	if b.end {
		to = maxOfferID
	}
	seen := map[int64]bool{}
	for _, o := range b.offers {
		seen[o.ID] = true
	}
	for _, i := range b.issues {
		seen[i.offer] = true
	}
	var missing []open1688.ID
	err := r.s.read(ctx, r.sc, func(ctx context.Context, tx *db.Tx) error {
		missing = nil
		return tx.Each(ctx, `SELECT offer_id FROM online_offer WHERE tenant_id = ? AND shop_id = ? AND offer_id > ? AND offer_id <= ? AND state = 'published' ORDER BY offer_id`,
			[]any{tx.Tenant, r.shop.ID, r.d.last, to}, func(rows *sql.Rows) error {
				var n int64
				err := rows.Scan(&n)
				if !seen[n] {
					missing = append(missing, open1688.IDFromInt64(n))
				}
				return err
			})
	})
	if err != nil || len(missing) == 0 {
		return err
	}
	found, issues, err := r.byID(ctx, missing)
	if err != nil {
		return err
	}
	b.issues = append(b.issues, issues...)
	for i := range found {
		o, err := newOffer(&found[i], r.s.picture)
		if err != nil {
			b.fail(found[i].ProductID, found[i].Subject, err)
			continue
		}
		b.offers = append(b.offers, o)
	}
	for _, id := range missing {
		n, _ := id.Int64()
		if !slices.ContainsFunc(found, func(p open1688.Product) bool { return p.ProductID == id }) &&
			!slices.ContainsFunc(issues, func(i issue) bool { return i.offer == n }) {
			b.gone = append(b.gone, n)
		}
	}
	return nil
}

// maxOfferID is above every offer id.
const maxOfferID = 1<<63 - 1
