package stock

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

const documentColumns = `d.id, d.kind, d.no, d.doc_date, d.state, d.reason, d.note, d.line_count, d.quantity, d.value,
	d.reverses_id, d.reversed_by_id, d.created_by, d.created_by_id, d.changed_by_id, d.created_at, d.posted_by, d.posted_at, d.version`

func scanDocument(scan func(...any) error) (Document, error) {
	var d Document
	err := scan(&d.ID, &d.Kind, &d.No, &d.Date, &d.State, &d.Reason, &d.Note, &d.LineCount, &d.Quantity, &d.Value,
		&d.ReversesID, &d.ReversedByID, &d.CreatedBy, &d.CreatedByID, &d.ChangedByID, &d.CreatedAt, &d.PostedBy, &d.PostedAt, &d.Version)
	return d, err
}

// lockDocument reads a document with its lines and holds its row.
func lockDocument(ctx context.Context, tx *db.Tx, id db.ID) (*Document, error) {
	return readDocument(ctx, tx, id, tx.ForUpdate())
}

func readDocument(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Document, error) {
	var d *Document
	err := tx.Each(ctx, `SELECT `+documentColumns+` FROM stock_document d WHERE d.tenant_id = ? AND d.id = ?`+lock,
		[]any{tx.Tenant, id}, func(rows *sql.Rows) error {
			read, err := scanDocument(rows.Scan)
			d = &read
			return err
		})
	if err != nil {
		return nil, fmt.Errorf("read stock document: %w", err)
	}
	if d == nil {
		return nil, ErrDocumentNotFound
	}
	err = tx.Each(ctx, `SELECT id, warehouse_id, sku_id, quantity, value, zero_cost FROM stock_document_line
		WHERE tenant_id = ? AND document_id = ? ORDER BY id`, []any{tx.Tenant, id}, func(rows *sql.Rows) error {
		var l DocumentLine
		err := rows.Scan(&l.ID, &l.WarehouseID, &l.SKUID, &l.Quantity, &l.Value, &l.ZeroCost)
		d.Lines = append(d.Lines, l)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the lines of %s: %w", d.No, err)
	}
	return d, nil
}

func insertDocument(ctx context.Context, tx *db.Tx, d *Document) error {
	_, err := tx.Exec(ctx, `INSERT INTO stock_document (tenant_id, id, kind, no, doc_date, state, reason, note, line_count, quantity, value,
			reverses_id, created_by, created_by_id, changed_by_id, created_at, version)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		tx.Tenant, d.ID, d.Kind, d.No, d.Date, d.State, d.Reason, d.Note, d.LineCount, d.Quantity, d.Value,
		d.ReversesID, d.CreatedBy, d.CreatedByID, d.ChangedByID, d.CreatedAt, d.Version)
	if err != nil {
		return fmt.Errorf("insert %s: %w", d.No, err)
	}
	return nil
}

// insertLines writes the lines and gives them their ids.
func insertLines(ctx context.Context, tx *db.Tx, d *Document) error {
	for i := range d.Lines {
		d.Lines[i].ID = tx.NewID()
	}
	for part := range slices.Chunk(d.Lines, chunk) {
		args := make([]any, 0, len(part)*8)
		for _, l := range part {
			args = append(args, tx.Tenant, d.ID, l.ID, l.WarehouseID, l.SKUID, l.Quantity, l.Value, l.ZeroCost)
		}
		if _, err := tx.Exec(ctx, `INSERT INTO stock_document_line (tenant_id, document_id, id, warehouse_id, sku_id, quantity, value, zero_cost) VALUES `+
			db.Tuples(len(part), 8), args...); err != nil {
			return fmt.Errorf("insert the lines of %s: %w", d.No, err)
		}
	}
	return nil
}

// setLineValues notes what the lines moved, where it is not what was entered.
func setLineValues(ctx context.Context, tx *db.Tx, d *Document, costs []dec.Cost) error {
	var args []any
	for i, c := range costs {
		if d.Lines[i].Value != c {
			d.Lines[i].Value = c
			args = append(args, d.Lines[i].ID, c)
		}
	}
	for part := range slices.Chunk(args, 2*chunk) {
		n, err := tx.Exec(ctx, `UPDATE stock_document_line AS l SET value = v.column2 FROM (VALUES `+db.Bigints(len(part)/2, 2)+`) AS v
			WHERE l.tenant_id = ? AND l.document_id = ? AND l.id = v.column1`, append(slices.Clone(part), tx.Tenant, d.ID)...)
		if err := moved("document lines", n, len(part)/2, err); err != nil {
			return err
		}
	}
	return nil
}

// openedBefore notes the lines whose opening stock was entered before, or twice
// here: importing the same sheet again must not double the stock.
func openedBefore(ctx context.Context, tx *db.Tx, d *Document, skus map[db.ID]*catalog.SKUInfo, f *fault.Fields) error {
	warehouses, err := allWarehouses(ctx, tx)
	if err != nil {
		return err
	}
	lineOf := make(map[balanceKey]int, len(d.Lines))
	note := func(i int, k balanceKey, no string) {
		f.Add("lines["+strconv.Itoa(i)+"].skuId", ErrOpeningTwice.With("sku", skus[k.sku].Code, "warehouse", warehouses[k.warehouse].Name, "no", no))
	}
	ids := make([]db.ID, 0, len(d.Lines))
	for i, l := range d.Lines {
		k := balanceKey{l.WarehouseID, l.SKUID}
		if _, twice := lineOf[k]; twice {
			note(i, k, "#"+strconv.Itoa(lineOf[k]+1))
			continue
		}
		lineOf[k] = i
		ids = append(ids, l.SKUID)
	}
	slices.Sort(ids)
	for part := range slices.Chunk(slices.Compact(ids), chunk) {
		args := []any{tx.Tenant, tx.Tenant}
		for _, id := range part {
			args = append(args, id)
		}
		err := tx.Each(ctx, `SELECT l.warehouse_id, l.sku_id, d.no FROM stock_document_line l
			JOIN stock_document d ON d.tenant_id = l.tenant_id AND d.id = l.document_id
			WHERE l.tenant_id = ? AND d.tenant_id = ? AND l.sku_id IN `+db.Tuples(1, len(part))+`
			AND d.kind = 'opening_stock' AND d.state = 'posted' AND d.reverses_id IS NULL`, args, func(rows *sql.Rows) error {
			var k balanceKey
			var no string
			if err := rows.Scan(&k.warehouse, &k.sku, &no); err != nil {
				return err
			}
			if i, ok := lineOf[k]; ok {
				note(i, k, no)
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("look for opening stock: %w", err)
		}
	}
	return nil
}

// notOpenedBefore refuses a document about to be posted whose opening stock was
// posted with another; its Fields name every line.
func (s *Service) notOpenedBefore(ctx context.Context, tx *db.Tx, d *Document) error {
	ids := make([]db.ID, 0, len(d.Lines))
	for _, l := range d.Lines {
		ids = append(ids, l.SKUID)
	}
	slices.Sort(ids)
	skus, err := s.catalog.SKUsTx(ctx, tx, slices.Compact(ids))
	if err != nil {
		return fmt.Errorf("read the SKUs of %s: %w", d.No, err)
	}
	var f fault.Fields
	if err := openedBefore(ctx, tx, d, skus, &f); err != nil {
		return err
	}
	return firstOf(&f)
}

// firstOf is the first of the problems with all of them inside: of a document that
// was right when it was entered, what has changed since is the problem.
func firstOf(f *fault.Fields) error {
	problems := fault.As(f.Err())
	if problems == nil {
		return nil
	}
	first := *problems.Fields[0].Err
	first.Fields = problems.Fields
	return &first
}

// holdWarehouses keeps the warehouses of a document about to be posted from being
// switched off until the commit, and refuses those that were since it was entered.
func holdWarehouses(ctx context.Context, tx *db.Tx, d *Document) error {
	ids := make([]db.ID, 0, len(d.Lines))
	for _, l := range d.Lines {
		ids = append(ids, l.WarehouseID)
	}
	slices.Sort(ids)
	off := map[db.ID]string{}
	for part := range slices.Chunk(slices.Compact(ids), chunk) {
		args := []any{tx.Tenant}
		for _, id := range part {
			args = append(args, id)
		}
		err := tx.Each(ctx, `SELECT id, name, active FROM warehouse WHERE tenant_id = ? AND id IN `+db.Tuples(1, len(part))+` ORDER BY id`+tx.ForNoKeyUpdate(), args,
			func(rows *sql.Rows) error {
				var (
					id     db.ID
					name   string
					active bool
				)
				err := rows.Scan(&id, &name, &active)
				if !active {
					off[id] = name
				}
				return err
			})
		if err != nil {
			return fmt.Errorf("hold the warehouses of %s: %w", d.No, err)
		}
	}
	var f fault.Fields
	for i, l := range d.Lines {
		if name, ok := off[l.WarehouseID]; ok {
			f.Add("lines["+strconv.Itoa(i)+"].warehouseId", ErrWarehouseInactive.With("name", name))
		}
	}
	return firstOf(&f)
}

// allWarehouses gives the few warehouses of the account set by id.
func allWarehouses(ctx context.Context, tx *db.Tx) (map[db.ID]*Warehouse, error) {
	out := map[db.ID]*Warehouse{}
	err := tx.Each(ctx, `SELECT `+warehouseColumns+` FROM warehouse WHERE tenant_id = ?`, []any{tx.Tenant}, func(rows *sql.Rows) error {
		var w Warehouse
		err := rows.Scan(&w.ID, &w.Code, &w.Name, &w.Address, &w.Default, &w.Active, &w.Version)
		out[w.ID] = &w
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read warehouses: %w", err)
	}
	return out, nil
}
