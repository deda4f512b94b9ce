package purchase

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// DemandKind says whom goods are bought for.
type DemandKind string

// The kinds.
const (
	DemandSuggestion DemandKind = "suggestion" // what replenishing needs
	DemandSaleOrder  DemandKind = "sale_order" // a customer's order
	DemandStock      DemandKind = "stock"      // nobody yet: what minimum, multiple or price made more
)

// Demand is a part of a line with whom it is for, in base units.
type Demand struct {
	Kind     DemandKind
	ID       db.ID // of the suggestion, or of the line of the sales order; zero for stock
	Quantity dec.Quantity
	Why      *Why // what the suggestion said; nil for none
}

// Why is what a suggestion said when it was ordered; suggestions themselves are replaced
// by the next run. Quantities are base units.
type Why struct {
	Model     string       `json:"model" doc:"The rule the need comes from"`
	Need      dec.Quantity `json:"need" doc:"What was to be bought"`
	Available dec.Quantity `json:"available" doc:"On hand less reserved"`
	Coming    dec.Quantity `json:"coming" doc:"On order already"`
	PerDay    dec.Quantity `json:"perDay" doc:"Sold per day"`
	Target    dec.Quantity `json:"target" doc:"What the stock is filled up to"`
	LeadDays  int64        `json:"leadDays" doc:"From order to sellable"`
	ShortOn   db.Date      `json:"shortOn,omitempty" doc:"When the stock would run short; left out when it would not within a year"`
}

const demandColumns = 8

func (d *Demand) args(tx *db.Tx, order, line db.ID, position int) []any {
	why := ""
	if d.Why != nil {
		text, _ := json.Marshal(d.Why) // texts and numbers only: cannot fail
		why = string(text)
	}
	return []any{tx.Tenant, order, line, position, string(d.Kind), d.ID, d.Quantity, why}
}

func insertDemandsTx(ctx context.Context, tx *db.Tx, args []any) error {
	for part := range slices.Chunk(args, 200*demandColumns) {
		if _, err := tx.Exec(ctx, `INSERT INTO purchase_demand (tenant_id, order_id, line_id, position, kind, demand_id, quantity, why) VALUES `+
			db.Tuples(len(part)/demandColumns, demandColumns), part...); err != nil {
			return fmt.Errorf("insert what lines of purchase orders are for: %w", err)
		}
	}
	return nil
}

// insertPlannedDemandsTx writes whom the lines of new orders are for.
func insertPlannedDemandsTx(ctx context.Context, tx *db.Tx, orders []*Order, list []Planned) error {
	var args []any
	for i, o := range orders {
		for j := range min(len(o.Lines), len(list[i].Parts)) {
			for n := range list[i].Parts[j].Demands {
				args = append(args, list[i].Parts[j].Demands[n].args(tx, o.ID, o.Lines[j].ID, n+1)...)
			}
		}
	}
	return insertDemandsTx(ctx, tx, args)
}

// forgetDemandsTx deletes whom lines were for that the order does not have any more.
func forgetDemandsTx(ctx context.Context, tx *db.Tx, o *Order) error {
	args := []any{tx.Tenant, o.ID}
	for i := range o.Lines {
		args = append(args, o.Lines[i].ID)
	}
	if _, err := tx.Exec(ctx, "DELETE FROM purchase_demand WHERE tenant_id = ? AND order_id = ? AND line_id NOT IN "+db.Tuples(1, len(o.Lines)), args...); err != nil {
		return fmt.Errorf("forget what lines of a purchase order were for: %w", err)
	}
	return nil
}

// demandsTx gives whom the lines of orders are for, by line.
func demandsTx(ctx context.Context, tx *db.Tx, orders ...db.ID) (map[db.ID][]Demand, error) {
	args := []any{tx.Tenant}
	for _, id := range orders {
		args = append(args, id)
	}
	out := map[db.ID][]Demand{}
	err := tx.Each(ctx, `SELECT line_id, kind, demand_id, quantity, why FROM purchase_demand WHERE tenant_id = ? AND order_id IN `+db.Tuples(1, len(orders))+` ORDER BY order_id, line_id, position`,
		args, func(rows *sql.Rows) error {
			var (
				line db.ID
				d    Demand
				why  string
			)
			if err := rows.Scan(&line, &d.Kind, &d.ID, &d.Quantity, &why); err != nil {
				return err
			}
			if why != "" {
				d.Why = &Why{}
				if err := json.Unmarshal([]byte(why), d.Why); err != nil {
					return err
				}
			}
			out[line] = append(out[line], d)
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("read what lines of purchase orders are for: %w", err)
	}
	return out, nil
}

// origin is a line that became part of one of another order.
type origin struct {
	order *Order
	line  *Line
}

// oneSource tells whether a line may join others: it is bought from where they are, or of
// one of the two that is not known.
func oneSource(from []origin, l *Line) bool {
	for _, f := range from {
		if f.line.SourceID != 0 {
			return l.SourceID == 0 || l.SourceID == f.line.SourceID
		}
	}
	return true
}

// sooner is the earlier of two days that have not passed; either may be unknown.
func sooner(a, b, today db.Date) db.Date {
	if b < today || (a != "" && a <= b) {
		return a
	}
	return b
}

// inherit gives a line of o what those it became of are bought from, and the day that the
// first of them is expected on.
func (l *Line) inherit(from []origin, o *Order) {
	for _, f := range from {
		l.SourceID = cmp.Or(l.SourceID, f.line.SourceID)
		l.ExpectedOn = sooner(l.ExpectedOn, cmp.Or(f.line.ExpectedOn, f.order.ExpectedOn), o.Date)
	}
	if l.ExpectedOn == o.ExpectedOn {
		l.ExpectedOn = "" // as the order says
	}
}

// inheritTx gives the lines of an order what those they became of are for.
func (o *Order) inheritTx(ctx context.Context, tx *db.Tx, from [][]origin) error {
	var ids []db.ID
	for _, list := range from {
		for _, f := range list {
			ids = append(ids, f.order.ID)
		}
	}
	slices.Sort(ids)
	demands, err := demandsTx(ctx, tx, slices.Compact(ids)...)
	if err != nil || len(demands) == 0 {
		return err
	}
	var args []any
	for i, list := range from {
		position := 0
		for _, f := range list {
			for _, d := range demands[f.line.ID] {
				position++
				args = append(args, d.args(tx, o.ID, o.Lines[i].ID, position)...)
			}
		}
	}
	return insertDemandsTx(ctx, tx, args)
}
