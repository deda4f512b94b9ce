package channel

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// searchKind is the kind of match-list lines in the search index.
const searchKind = "onlinesku"

// writer writes offers into the database, in one transaction.
type writer struct {
	s      *Service
	tx     *db.Tx
	shop   *Shop
	d      *Download
	offers []*offer
	issues []issue

	known map[int64]*knownOffer
	dirty []*dirtyOffer

	added, changed, unchanged, delisted, failed, products int64
}

// knownOffer is an offer as it was read before.
type knownOffer struct {
	hash string
	made bool
}

// dirtyOffer is an offer that differs from what is stored, with its lines.
type dirtyOffer struct {
	*offer
	hash  string
	known *knownOffer
	lines []*line // in the order of SKUs
	made  bool
}

// line is a line of the match list under work.
type line struct {
	id    db.ID
	sku   db.ID
	fresh bool // not stored yet
	known *knownLine
}

// knownLine is a line as stored.
type knownLine struct {
	id, sku db.ID
	online  bool
	specs   string
	seen    bool
}

func (w *writer) run(ctx context.Context) error {
	if len(w.offers) == 0 {
		return nil
	}
	if w.d.Mode == DownloadCreate { // makes pairs
		if err := lockShopTx(ctx, w.tx, w.shop.ID); err != nil {
			return fmt.Errorf("lock shop: %w", err)
		}
	}
	if err := w.compare(ctx); err != nil {
		return fmt.Errorf("compare offers: %w", err)
	}
	if len(w.dirty) == 0 {
		return nil
	}
	if err := w.writeOffers(ctx); err != nil {
		return fmt.Errorf("write offers: %w", err)
	}
	if err := w.writeLines(ctx); err != nil {
		return fmt.Errorf("write online SKUs: %w", err)
	}
	if w.d.Mode != DownloadCreate {
		return nil
	}
	if err := w.makeProducts(ctx); err != nil {
		return fmt.Errorf("make products: %w", err)
	}
	return nil
}

// compare finds the offers that differ from what is stored.
func (w *writer) compare(ctx context.Context) error {
	ids := make([]int64, len(w.offers))
	for i, o := range w.offers {
		ids[i] = o.ID
	}
	w.known = make(map[int64]*knownOffer, len(ids))
	err := db.EachIn(ctx, w.tx, `SELECT offer_id, hash, made FROM online_offer WHERE tenant_id = ? AND shop_id = ? AND offer_id IN ({in})`,
		[]any{w.tx.Tenant, w.shop.ID}, ids, func(rows *sql.Rows) error {
			var id int64
			var k knownOffer
			err := rows.Scan(&id, &k.hash, &k.made)
			w.known[id] = &k
			return err
		})
	if err != nil {
		return err
	}
	seen := make(map[int64]bool, len(ids))
	for _, o := range w.offers {
		if seen[o.ID] {
			continue
		}
		seen[o.ID] = true
		k, h := w.known[o.ID], o.hash()
		if k != nil && k.hash == h && (k.made || w.d.Mode != DownloadCreate) {
			w.unchanged++
			continue
		}
		switch {
		case k == nil:
			w.added++
		case k.hash != h:
			w.changed++
		default:
			w.unchanged++
		}
		w.dirty = append(w.dirty, &dirtyOffer{offer: o, hash: h, known: k})
	}
	return nil
}

// writeOffers stores the offers. What is made of an offer that changed is asked for
// again by the next download that creates products.
func (w *writer) writeOffers(ctx context.Context) error {
	var args []any
	for _, o := range w.dirty {
		picture := ""
		if len(o.Pictures) > 0 {
			picture = o.Pictures[0]
		}
		args = append(args, w.tx.Tenant, w.shop.ID, o.ID, o.Title, o.Code, o.State, db.ID(o.CategoryID), o.Category, o.Unit, o.MinOrder, o.QuoteType, o.OnlineTrade, picture,
			o.hash, false, w.tx.Now, w.tx.Now)
	}
	_, err := db.Insert(ctx, w.tx, `INSERT INTO online_offer (tenant_id, shop_id, offer_id, title, code, state, category_id, category, unit, min_order, quote_type, online_trade, picture,
			hash, made, created_at, updated_at) VALUES`, 17, args,
		`ON CONFLICT (tenant_id, shop_id, offer_id) DO UPDATE SET title = excluded.title, code = excluded.code, state = excluded.state, category_id = excluded.category_id,
			category = excluded.category, unit = excluded.unit, min_order = excluded.min_order, quote_type = excluded.quote_type, online_trade = excluded.online_trade,
			picture = excluded.picture, hash = excluded.hash, made = excluded.made, updated_at = excluded.updated_at`)
	return err
}

// writeLines stores the lines of the offers, keeping the pairs whose specifications
// are the same.
func (w *writer) writeLines(ctx context.Context) error {
	stored, err := w.storedLines(ctx)
	if err != nil {
		return err
	}
	lines, details, docs := []any{}, []any{}, []search.Doc{}
	var dropped, offline []db.ID
	for _, o := range w.dirty {
		have := stored[o.ID]
		for i := range o.SKUs {
			k := &o.SKUs[i]
			specs := o.specs(k)
			l := &line{known: have[k.Ref]}
			if l.known == nil {
				l.id, l.fresh = w.tx.NewID(), true
			} else {
				l.id, l.sku = l.known.id, l.known.sku
				if l.known.seen { // the same id twice in one offer: the first counts
					o.lines = append(o.lines, l)
					continue
				}
				l.known.seen = true
				if l.sku != 0 && l.known.specs != specs {
					dropped, l.sku = append(dropped, l.id), 0
				}
			}
			o.lines = append(o.lines, l)
			online := o.State == OfferPublished
			if l.fresh {
				if have == nil {
					have = map[int64]*knownLine{}
					stored[o.ID] = have
				}
				have[k.Ref] = &knownLine{id: l.id, seen: true}
			}
			lines = append(lines, w.tx.Tenant, l.id, w.shop.ID, o.ID, k.Ref, k.plain(), online, o.matchCode(k))
			details = append(details, w.tx.Tenant, l.id, k.SpecID, k.name(), k.Barcode, k.Picture, priceArg(k.Price), priceArg(k.Retail), k.Stock, specs)
			docs = append(docs, search.Doc{ID: l.id, Text: o.searchText(k)})
		}
		for _, k := range have {
			if !k.seen && k.online {
				offline = append(offline, k.id)
			}
		}
	}
	if _, err := db.Insert(ctx, w.tx, `INSERT INTO online_sku (tenant_id, id, shop_id, offer_id, sku_ref, plain, online, code) VALUES`, 8, lines,
		`ON CONFLICT (tenant_id, id) DO UPDATE SET plain = excluded.plain, online = excluded.online, code = excluded.code`); err != nil {
		return err
	}
	if _, err := db.Insert(ctx, w.tx, `INSERT INTO online_sku_detail (tenant_id, id, spec_id, name, barcode, picture, price, retail_price, stock, specs) VALUES`, 10, details,
		`ON CONFLICT (tenant_id, id) DO UPDATE SET spec_id = excluded.spec_id, name = excluded.name, barcode = excluded.barcode, picture = excluded.picture,
			price = excluded.price, retail_price = excluded.retail_price, stock = excluded.stock, specs = excluded.specs`); err != nil {
		return err
	}
	if _, err := db.ExecIn(ctx, w.tx, `DELETE FROM online_pair WHERE tenant_id = ? AND line_id IN ({in})`, []any{w.tx.Tenant}, dropped); err != nil {
		return err
	}
	if _, err := db.ExecIn(ctx, w.tx, `UPDATE online_sku SET note = 'specs_changed' WHERE tenant_id = ? AND id IN ({in})`, []any{w.tx.Tenant}, dropped); err != nil {
		return err
	}
	if _, err := db.ExecIn(ctx, w.tx, `UPDATE online_sku SET online = FALSE WHERE tenant_id = ? AND id IN ({in})`, []any{w.tx.Tenant}, offline); err != nil {
		return err
	}
	return search.PutTx(ctx, w.tx, searchKind, docs)
}

// priceArg is a price as stored, or NULL.
func priceArg[T any](p *T) any {
	if p == nil {
		return nil
	}
	return *p
}

func (w *writer) storedLines(ctx context.Context) (map[int64]map[int64]*knownLine, error) {
	out := map[int64]map[int64]*knownLine{}
	var ids []int64
	for _, o := range w.dirty {
		if o.known != nil {
			ids = append(ids, o.ID)
		}
	}
	err := db.EachIn(ctx, w.tx, `SELECT o.offer_id, o.sku_ref, o.id, r.sku_id, o.online, d.specs
		FROM online_sku o JOIN online_sku_detail d ON d.tenant_id = ? AND d.id = o.id LEFT JOIN online_pair r ON r.tenant_id = ? AND r.line_id = o.id
		WHERE o.tenant_id = ? AND o.shop_id = ? AND o.offer_id IN ({in})`,
		[]any{w.tx.Tenant, w.tx.Tenant, w.tx.Tenant, w.shop.ID}, ids, func(rows *sql.Rows) error {
			var offer, ref int64
			var k knownLine
			if err := rows.Scan(&offer, &ref, &k.id, &k.sku, &k.online, &k.specs); err != nil {
				return err
			}
			if out[offer] == nil {
				out[offer] = map[int64]*knownLine{}
			}
			out[offer][ref] = &k
			return nil
		})
	return out, err
}

// makeProducts makes or finds the products of the offers and pairs the lines that
// are new, or whose products had not been asked for: a pair that a person took apart
// stays apart.
func (w *writer) makeProducts(ctx context.Context) error {
	var wanted []*dirtyOffer
	var list []catalog.ImportProduct
	for _, o := range w.dirty {
		if o.made = true; o.needsProduct() {
			wanted = append(wanted, o)
			list = append(list, o.product(w.shop))
		}
	}
	if len(list) > 0 {
		outcomes, err := w.s.catalog.ImportTx(ctx, w.tx, list)
		if err != nil {
			return err
		}
		var pairs []any
		for i, o := range wanted {
			pairs = append(pairs, w.pairMade(o, &outcomes[i])...)
		}
		if _, err := db.Insert(ctx, w.tx, insertPair, 4, pairs, onPair); err != nil {
			return err
		}
	}
	var made []int64
	for _, o := range w.dirty {
		if o.made {
			made = append(made, o.ID)
		}
	}
	_, err := db.ExecIn(ctx, w.tx, `UPDATE online_offer SET made = TRUE WHERE tenant_id = ? AND shop_id = ? AND offer_id IN ({in})`, []any{w.tx.Tenant, w.shop.ID}, made)
	return err
}

// toPair says whether a line may be paired by this download.
func (o *dirtyOffer) toPair(l *line) bool {
	dropped := l.known != nil && l.known.sku != 0 && l.sku == 0
	return l.sku == 0 && !dropped && (l.fresh || o.known == nil || !o.known.made)
}

func (o *dirtyOffer) needsProduct() bool {
	return slices.ContainsFunc(o.lines, o.toPair)
}

// pairMade notes what became of an offer's product and gives the pairs to write.
func (w *writer) pairMade(o *dirtyOffer, out *catalog.ImportOutcome) (pairs []any) {
	note := func(kind string, why *fault.Error) {
		w.issues = append(w.issues, issue{offer: o.ID, kind: kind, title: o.Title, why: why})
	}
	switch out.State {
	case catalog.ImportRefused:
		o.made = false
		note(issueRefused, out.Problem)
		return nil
	case catalog.ImportCreated:
		w.products++
	case catalog.ImportExtended, catalog.ImportExisting:
	}
	for i := range out.SKUs {
		for _, n := range out.SKUs[i].Notices {
			note(issueNotice, n)
		}
		if i < len(o.lines) && out.SKUs[i].ID != 0 && o.toPair(o.lines[i]) {
			pairs = append(pairs, w.tx.Tenant, o.lines[i].id, out.SKUs[i].ID, "download")
			o.lines[i].sku = out.SKUs[i].ID
		}
	}
	return pairs
}

// The statement that pairs lines with SKUs, matched before or not.
const (
	insertPair = `INSERT INTO online_pair (tenant_id, line_id, sku_id, how) VALUES`
	onPair     = `ON CONFLICT (tenant_id, line_id) DO UPDATE SET sku_id = excluded.sku_id, how = excluded.how`
)

// delist marks offers that 1688 no longer has.
func (w *writer) delist(ctx context.Context, offers []int64) error {
	if len(offers) == 0 {
		return nil
	}
	n, err := db.ExecIn(ctx, w.tx, `UPDATE online_offer SET state = 'deleted', hash = '', updated_at = ? WHERE tenant_id = ? AND shop_id = ? AND state = 'published' AND offer_id IN ({in})`,
		[]any{w.tx.Now, w.tx.Tenant, w.shop.ID}, offers)
	if err != nil {
		return err
	}
	w.delisted += n
	_, err = db.ExecIn(ctx, w.tx, `UPDATE online_sku SET online = FALSE WHERE tenant_id = ? AND shop_id = ? AND offer_id IN ({in})`, []any{w.tx.Tenant, w.shop.ID}, offers)
	return err
}
