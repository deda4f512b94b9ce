package suggest

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/tenant"
)

// records is what a run reads besides the SKUs themselves, which it reads one by one.
type records struct {
	date     db.Date // of the run, in the set's zone
	today    int
	zone     *time.Location
	scoped   bool // each warehouse has its own cost
	policy   *Policy
	rules    *rulebook
	coming   map[place]*coming
	ways     map[db.ID][]way // by SKU, the preferred one first
	leads    map[leadKey][]int
	recent   map[place][]cell // not in the history yet
	accounts map[db.ID]bool   // that may buy
	account  db.ID            // for sources that name none
	address  map[db.ID]db.ID  // of warehouses
	terms    map[db.ID]string // of active suppliers
	closed   *closures        // of suppliers
	outlooks *outlooks
	foreign  map[db.ID]string // currencies of those who are not paid in yuan
	rateless map[db.ID]string // SKUs that somebody sells in a currency without a rate, and which
}

// coming is what is on order for a place.
type coming struct {
	total dec.Quantity
	list  []replenish.Coming
}

// way is a source as a run needs it.
type way struct {
	id, supplier, account   db.ID
	priority                int64
	offer                   int64
	spec                    string
	num, den                int64
	multiple, minimum, lead int64
	price                   *dec.Price // in yuan, once all are read
	own                     dec.Price  // in the supplier's currency, when that is another
	agreed                  bool       // the price is the one last agreed
}

// leadKey names deliveries: of a SKU by a supplier, or with SKU 0 all of the supplier.
type leadKey struct{ supplier, sku db.ID }

// readTx reads the records; only narrows them to one SKU, 0 for all.
func (s *Service) readTx(ctx context.Context, tx *db.Tx, only db.ID) (*records, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	r := &records{
		date: set.Today(tx.Now), zone: set.Zone, scoped: set.CostingScope == tenant.CostingWarehouse, coming: map[place]*coming{}, ways: map[db.ID][]way{},
		leads: map[leadKey][]int{}, recent: map[place][]cell{}, accounts: map[db.ID]bool{}, address: map[db.ID]db.ID{}, terms: map[db.ID]string{},
		foreign: map[db.ID]string{}, rateless: map[db.ID]string{},
	}
	r.today = dayNumber(r.date)
	if r.policy, err = policyTx(ctx, tx); err != nil {
		return nil, err
	}
	if r.rules, err = rulebookTx(ctx, tx); err != nil {
		return nil, err
	}
	for _, read := range []func(context.Context, *db.Tx, db.ID) error{r.readDaysOff, r.readOutlooks, r.readComing, r.readAccounts(s), r.readTerms, r.readWays, r.readPrices, r.translate, r.readLeads, r.readAddresses, r.readRecent} {
		if err := read(ctx, tx, only); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// where narrows a statement to a SKU.
func where(column string, only db.ID) (string, []any) {
	if only == 0 {
		return "", nil
	}
	return " AND " + column + " = ?", []any{only}
}

// readComing reads what is still to come of purchase orders, drafts and unpaid ones too:
// what is not counted would be suggested again. What has no day comes after the usual time.
func (r *records) readComing(ctx context.Context, tx *db.Tx, only db.ID) error {
	cond, more := where("l.sku_id", only)
	err := tx.EachFresh(ctx, `SELECT l.sku_id, o.warehouse_id, l.base_quantity - l.received, COALESCE(l.expected_on, o.expected_on, ''), o.date, o.supplier_id
		FROM purchase_order o JOIN purchase_order_line l ON l.tenant_id = ? AND l.order_id = o.id
		WHERE o.tenant_id = ? AND o.state <> 'void' AND o.fulfilment <> 'done' AND o.fulfilment <> 'closed' AND l.received < l.base_quantity`+cond,
		append([]any{tx.Tenant, tx.Tenant}, more...), func(rows *sql.Rows) error {
			var (
				p             place
				quantity      dec.Quantity
				expected, day db.Date
				supplier      db.ID
			)
			if err := rows.Scan(&p.sku, &p.warehouse, &quantity, &expected, &day, &supplier); err != nil {
				return err
			}
			var at int
			if expected != "" {
				at = dayNumber(expected) - r.today
			} else {
				at = replenish.Arrival(dayNumber(day)-r.today, int(r.policy.LeadDays), r.closed.of(supplier).stops)
			}
			c := r.coming[p]
			if c == nil {
				c = &coming{}
				r.coming[p] = c
			}
			c.total = c.total.Add(quantity)
			c.list = append(c.list, replenish.Coming{Day: max(at, 0), Quantity: quantity})
			return nil
		})
	if err != nil {
		return fmt.Errorf("read what is on order: %w", err)
	}
	return nil
}

// readAccounts finds the accounts that may buy, and the first of them for sources that name none.
func (r *records) readAccounts(s *Service) func(context.Context, *db.Tx, db.ID) error {
	return func(ctx context.Context, tx *db.Tx, _ db.ID) error {
		list, err := s.accounts.BuyersTx(ctx, tx)
		if err != nil {
			return err
		}
		for _, a := range list {
			may, err := s.accounts.MayBuyTx(ctx, tx, a.ID)
			if err != nil {
				return err
			}
			if may {
				r.accounts[a.ID] = true
				if r.account == 0 {
					r.account = a.ID
				}
			}
		}
		return nil
	}
}

// readTerms reads how the suppliers who may be bought from are paid.
func (r *records) readTerms(ctx context.Context, tx *db.Tx, _ db.ID) error {
	err := tx.Each(ctx, `SELECT id, terms, prepaid_share, credit_days, currency FROM supplier WHERE tenant_id = ? AND active = TRUE`, []any{tx.Tenant}, func(rows *sql.Rows) error {
		var (
			id          db.ID
			terms, in   string
			share, days int64
		)
		err := rows.Scan(&id, &terms, &share, &days, &in)
		if in != currency.Base {
			r.foreign[id] = in
		}
		r.terms[id] = fmt.Sprintf("%s/%d/%d", terms, share, days)
		return err
	})
	if err != nil {
		return fmt.Errorf("read suppliers: %w", err)
	}
	return nil
}

// readWays reads the sources of active suppliers in the order of their key, which is read
// twice as fast as in that of SKUs.
func (r *records) readWays(ctx context.Context, tx *db.Tx, only db.ID) error {
	cond, more := where("x.sku_id", only)
	err := tx.EachFresh(ctx, `SELECT x.id, x.sku_id, x.priority, x.supplier_id, x.account_id, x.offer_id, x.spec_id, x.platform_sku_id, x.unit_num, x.unit_den, x.multiple, x.minimum, x.lead_days, x.price
		FROM sku_source x WHERE x.tenant_id = ? AND x.state = 'active'`+cond+` ORDER BY x.id`, append([]any{tx.Tenant}, more...), func(rows *sql.Rows) error {
		var (
			sku         db.ID
			w           way
			platformSKU int64
		)
		if err := rows.Scan(&w.id, &sku, &w.priority, &w.supplier, &w.account, &w.offer, &w.spec, &platformSKU, &w.num, &w.den, &w.multiple, &w.minimum, &w.lead, &w.price); err != nil {
			return err
		}
		if _, active := r.terms[w.supplier]; !active {
			return nil
		}
		if w.offer != 0 {
			k := sourcing.Spec{SpecID: w.spec, SKUID: platformSKU}
			if w.spec == "" && platformSKU != 0 {
				w.spec = k.Key()
			}
			if w.account == 0 {
				w.account = r.account
			}
		}
		if !r.accounts[w.account] {
			w.account = 0 // whoever orders chooses another
		}
		r.ways[sku] = append(r.ways[sku], w)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read sources: %w", err)
	}
	for _, ways := range r.ways {
		slices.SortStableFunc(ways, func(a, b way) int { return cmp.Compare(a.priority, b.priority) })
	}
	return nil
}

// readPrices gives sources beyond 1688 that have no price the one last agreed with the supplier.
func (r *records) readPrices(ctx context.Context, tx *db.Tx, only db.ID) error {
	cond, more := where("s.sku_id", only)
	err := tx.EachFresh(ctx, `SELECT s.supplier_id, s.sku_id, s.currency, s.price, u.num, u.den
		FROM supplier_price s
		JOIN sku k ON k.tenant_id = ? AND k.id = s.sku_id
		JOIN product p ON p.tenant_id = ? AND p.id = k.product_id
		JOIN unit_group_unit u ON u.tenant_id = ? AND u.group_id = p.unit_group_id AND u.unit_id = s.unit_id
		WHERE s.tenant_id = ? AND EXISTS (SELECT 1 FROM sku_source x WHERE x.tenant_id = ? AND x.sku_id = s.sku_id AND x.supplier_id = s.supplier_id AND x.offer_id = 0 AND x.price IS NULL)`+cond+`
		ORDER BY s.agreed_on`,
		append([]any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant}, more...), func(rows *sql.Rows) error {
			var (
				supplier, sku db.ID
				in            string
				price         dec.Price
				num, den      int64
			)
			if err := rows.Scan(&supplier, &sku, &in, &price, &num, &den); err != nil {
				return err
			}
			if in != cmp.Or(r.foreign[supplier], currency.Base) {
				return nil
			}
			ways := r.ways[sku]
			for i := range ways {
				w := &ways[i]
				if w.supplier != supplier || w.offer != 0 || w.price != nil && !w.agreed {
					continue
				}
				if p, err := price.MulRatio(den*w.num, num*w.den); err == nil { // of a unit → of a base unit → of a sale unit
					w.price, w.agreed = &p, true
				}
			}
			return nil
		})
	if err != nil {
		return fmt.Errorf("read agreed prices: %w", err)
	}
	return nil
}

// translate gives sources of suppliers who are not paid in yuan their price in yuan, by the
// rate of the day. Those in a currency without one are no sources today, since what they
// cost could only be guessed.
func (r *records) translate(ctx context.Context, tx *db.Tx, _ db.ID) error {
	if len(r.foreign) == 0 {
		return nil
	}
	all, err := currency.ListTx(ctx, tx, r.date)
	if err != nil {
		return err
	}
	rates := map[string]dec.Cost{}
	for i := range all {
		if all[i].Active {
			rates[all[i].Code] = all[i].Rate
		}
	}
	for sku, ways := range r.ways {
		r.ways[sku] = slices.DeleteFunc(ways, func(w way) bool {
			in := r.foreign[w.supplier]
			if in != "" && rates[in] == 0 {
				r.rateless[sku] = in
				return true
			}
			return false
		})
		for i := range r.ways[sku] {
			w := &r.ways[sku][i]
			in := r.foreign[w.supplier]
			if in == "" || w.price == nil {
				continue
			}
			w.own = *w.price
			price, err := currency.Price(w.own, rates[in])
			if err != nil { // beyond what a price may be
				w.price = nil
				continue
			}
			w.price = &price
		}
	}
	return nil
}

// leadYear is how far back deliveries tell lead times.
const leadYear = 365

// readLeads reads how long deliveries took, from order to receipt, while the supplier worked.
func (r *records) readLeads(ctx context.Context, tx *db.Tx, only db.ID) error {
	cond, more := "", []any(nil)
	if only != 0 {
		cond, more = ` AND r.supplier_id IN (SELECT x.supplier_id FROM sku_source x WHERE x.tenant_id = ? AND x.sku_id = ?)`, []any{tx.Tenant, only}
	}
	var last db.ID
	err := tx.EachFresh(ctx, `SELECT r.id, r.supplier_id, l.sku_id, o.date, r.date
		FROM purchase_receipt r
		JOIN purchase_order o ON o.tenant_id = ? AND o.id = r.order_id
		JOIN purchase_receipt_line l ON l.tenant_id = ? AND l.receipt_id = r.id
		WHERE r.tenant_id = ? AND r.kind = 'receipt' AND r.state = 'posted' AND r.reverses_id IS NULL AND r.reversed_by_id IS NULL AND r.date >= ?`+cond+`
		ORDER BY r.date, r.id`, append([]any{tx.Tenant, tx.Tenant, tx.Tenant, dateOf(r.today - leadYear)}, more...), func(rows *sql.Rows) error {
		var (
			id, supplier, sku db.ID
			ordered, came     db.Date
		)
		if err := rows.Scan(&id, &supplier, &sku, &ordered, &came); err != nil {
			return err
		}
		days := r.closed.of(supplier).worked(dayNumber(ordered)-r.today, dayNumber(came)-r.today)
		r.leads[leadKey{supplier, sku}] = append(r.leads[leadKey{supplier, sku}], days)
		if id != last {
			last = id
			r.leads[leadKey{supplier, 0}] = append(r.leads[leadKey{supplier, 0}], days)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read how long deliveries took: %w", err)
	}
	return nil
}

func (r *records) readAddresses(ctx context.Context, tx *db.Tx, _ db.ID) error {
	err := tx.Each(ctx, `SELECT warehouse_id, address_id FROM warehouse_address WHERE tenant_id = ?`, []any{tx.Tenant}, func(rows *sql.Rows) error {
		var warehouse, address db.ID
		err := rows.Scan(&warehouse, &address)
		r.address[warehouse] = address
		return err
	})
	if err != nil {
		return fmt.Errorf("read the addresses of warehouses: %w", err)
	}
	return nil
}

// readRecent reads the moves that the history does not hold yet.
func (r *records) readRecent(ctx context.Context, tx *db.Tx, only db.ID) error {
	st, err := standingTx(ctx, tx)
	if err != nil {
		return err
	}
	return eachMovedTx(ctx, tx, st.historyUntil, db.Time{}, r.today-replenish.HistoryDays-2, only, func(p place, cells []cell) error {
		r.recent[p] = cells // mergeCells made them for us
		return nil
	})
}

// offersTx reads what is known of the offers of the ways.
func (r *records) offersTx(ctx context.Context, tx *db.Tx, only db.ID) (map[int64]*seen, error) {
	cond, more := "", []any(nil)
	if only != 0 {
		cond, more = ` AND f.offer_id IN (SELECT x.offer_id FROM sku_source x WHERE x.tenant_id = ? AND x.sku_id = ?)`, []any{tx.Tenant, only}
	}
	type offerRow struct {
		id           int64
		seen         seen
		tiers, specs []byte
		state        sourcing.OfferState
	}
	out := map[int64]*seen{}
	err := pipe(ctx, tx, `SELECT f.offer_id, f.moq, f.lot, f.mixed, f.mix_amount, f.mix_number, f.stock, f.tiers, f.specs, f.state FROM offer_seen f WHERE f.tenant_id = ?`+cond,
		append([]any{tx.Tenant}, more...), func(rows *sql.Rows, r *offerRow) error {
			o := &r.seen
			return rows.Scan(&r.id, &o.moq, &o.lot, &o.mixed, &o.mixAmount, &o.mixNumber, &o.stock, &r.tiers, &r.specs, &r.state)
		}, func(r *offerRow) error {
			o := r.seen
			o.on = r.state == sourcing.OfferOn
			out[r.id] = &o
			if err := json.Unmarshal(r.tiers, &o.tiers); err != nil {
				return err
			}
			return json.Unmarshal(r.specs, &o.specs)
		})
	if err != nil {
		return nil, fmt.Errorf("read offers: %w", err)
	}
	return out, nil
}

// seen is an offer as it was looked up last.
type seen struct {
	moq, lot, mixNumber, stock int64
	mixed, on                  bool
	mixAmount                  dec.Amount
	tiers                      []sourcing.Tier
	specs                      []seenSpec
}

// seenSpec is what a plan needs of a spec; the rest of the JSON is passed over.
type seenSpec struct {
	SpecID string          `json:"specId"`
	SKUID  int64           `json:"skuId"`
	Stock  int64           `json:"stock"`
	Price  *dec.Price      `json:"price"`
	Tiers  []sourcing.Tier `json:"tiers"`
}

func (k *seenSpec) key() string {
	spec := sourcing.Spec{SpecID: k.SpecID, SKUID: k.SKUID}
	return spec.Key()
}

// sinceOf is the day on which a product became known.
func sinceOf(created db.Time, zone *time.Location) int {
	return dayNumber(db.DateOf(created.Time, zone))
}
