package suggest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// State is where a suggestion stands.
type State string

// The states.
const (
	StateOpen      State = "open"      // to be bought
	StateOrdered   State = "ordered"   // a purchase order was made of it
	StateDismissed State = "dismissed" // a person does not want it this time
	StateLeft      State = "left"      // not suggested, for the reason
)

// Suggestion is what a run says of a SKU in a warehouse: for each source it is to be
// bought from one, and one for what is not bought. Quantities are base units but
// Quantity, Planned, Multiple and Minimum, which are sale units.
type Suggestion struct {
	ID          db.ID // grows with urgency within the run
	RunID       db.ID
	SKUID       db.ID
	WarehouseID db.ID
	State       State
	Reason      string
	Need        dec.Quantity // of the SKU in the warehouse; of one that is left what is not bought
	ShortDay    int64        // in how many days it runs short; replenish.Never for not within a year
	Available   dec.Quantity // on hand less reserved
	Reserved    dec.Quantity
	Coming      dec.Quantity // everything on order when the run looked
	PerDay      dec.Quantity
	SourceID    db.ID
	SupplierID  db.ID
	AccountID   db.ID
	AddressID   db.ID
	OfferID     int64
	Num, Den    int64 // one sale unit is Num/Den base units
	Multiple    int64
	Minimum     int64 // of the offer, over all its suggestions for one order
	Mixed       bool  // the seller's mixed batch waives the minimum
	Quantity    int64
	Planned     int64 // what the run said
	Base        dec.Quantity
	Price       dec.Price // of a sale unit, in yuan
	Amount      dec.Amount
	Currency    string    // that it is bought in; empty: yuan
	OwnPrice    dec.Price // of a sale unit, in that currency
	LeadDays    int64
	Detail      string // JSON of Detail, empty where it is worked out when somebody asks
	OrderID     db.ID
	Version     int64
}

const suggestionColumns = `g.id, g.run_id, g.sku_id, g.warehouse_id, g.state, g.reason, g.need, g.short_day, g.available, g.reserved, g.coming, g.per_day, g.source_id, g.supplier_id, g.account_id, g.address_id,
	g.offer_id, g.unit_num, g.unit_den, g.multiple, g.minimum, g.mixed, g.quantity, g.planned, g.base_quantity, g.price, g.amount, g.lead_days, g.detail, g.order_id, g.version, g.currency, g.own_price`

func (g *Suggestion) fields() []any {
	return []any{
		&g.ID, &g.RunID, &g.SKUID, &g.WarehouseID, &g.State, &g.Reason, &g.Need, &g.ShortDay, &g.Available, &g.Reserved, &g.Coming, &g.PerDay, &g.SourceID, &g.SupplierID, &g.AccountID, &g.AddressID,
		&g.OfferID, &g.Num, &g.Den, &g.Multiple, &g.Minimum, &g.Mixed, &g.Quantity, &g.Planned, &g.Base, &g.Price, &g.Amount, &g.LeadDays, &g.Detail, &g.OrderID, &g.Version, &g.Currency, &g.OwnPrice,
	}
}

const (
	fullArgs  = 34
	briefArgs = 12
	fullRows  = 200 // of a statement
	briefRows = 500
)

func (g *Suggestion) args(tx *db.Tx) []any {
	return []any{
		tx.Tenant, g.ID, g.RunID, g.SKUID, g.WarehouseID, string(g.State), g.Reason, g.Need, g.ShortDay, g.Available, g.Reserved, g.Coming, g.PerDay, g.SourceID, g.SupplierID, g.AccountID, g.AddressID,
		g.OfferID, g.Num, g.Den, g.Multiple, g.Minimum, g.Mixed, g.Quantity, g.Planned, g.Base, g.Price, g.Amount, g.LeadDays, g.Detail, g.OrderID, max(g.Version, 1), cmp.Or(g.Currency, currency.Base), g.OwnPrice,
	}
}

// insertTx writes suggestions of a run.
func insertTx(ctx context.Context, tx *db.Tx, list []*Suggestion) error {
	for part := range slices.Chunk(list, fullRows) {
		args := make([]any, 0, fullArgs*len(part))
		for _, g := range part {
			args = append(args, g.args(tx)...)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO suggestion (tenant_id, id, run_id, sku_id, warehouse_id, state, reason, need, short_day, available, reserved, coming, per_day, source_id, supplier_id, account_id, address_id,
				offer_id, unit_num, unit_den, multiple, minimum, mixed, quantity, planned, base_quantity, price, amount, lead_days, detail, order_id, version, currency, own_price) VALUES `+db.Tuples(len(part), fullArgs), args...); err != nil {
			return fmt.Errorf("write suggestions: %w", err)
		}
	}
	return nil
}

// insertBriefsTx writes what a run leaves and knows little of: the columns that matter.
func insertBriefsTx(ctx context.Context, tx *db.Tx, run db.ID, list []brief) error {
	for part := range slices.Chunk(list, briefRows) {
		args := make([]any, 0, briefArgs*len(part))
		for i := range part {
			b := &part[i]
			args = append(args, tx.Tenant, b.id, run, b.sku, b.warehouse, string(StateLeft), b.reason, int64(b.shortDay), b.available, b.reserved, b.coming, b.perDay)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO suggestion (tenant_id, id, run_id, sku_id, warehouse_id, state, reason, short_day, available, reserved, coming, per_day) VALUES `+db.Tuples(len(part), briefArgs), args...); err != nil {
			return fmt.Errorf("write what is not suggested: %w", err)
		}
	}
	return nil
}

// suggestionsTx reads suggestions of the run that counts under a condition on g.
func suggestionsTx(ctx context.Context, tx *db.Tx, run db.ID, cond string, args []any) ([]*Suggestion, error) {
	var out []*Suggestion
	err := tx.EachFresh(ctx, "SELECT "+suggestionColumns+" FROM suggestion g WHERE g.tenant_id = ? AND g.run_id = ? AND "+cond+" ORDER BY g.id",
		append([]any{tx.Tenant, run}, args...), func(rows *sql.Rows) error {
			g := &Suggestion{}
			out = append(out, g)
			return rows.Scan(g.fields()...)
		})
	if err != nil {
		return nil, fmt.Errorf("read suggestions: %w", err)
	}
	return out, nil
}
