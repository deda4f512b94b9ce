package party

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

// maxImportRows is how many customers or suppliers one sheet may hold.
const maxImportRows = 20_000

// SheetOptions says how a sheet is imported.
type SheetOptions struct {
	DryRun  bool // only check, exactly as the import would
	SkipBad bool // leave out rows with problems instead of refusing the sheet
}

// SheetResult is what an import did, or would do.
type SheetResult struct {
	Rows     int // of the sheet
	Created  int
	Skipped  int // rows left out
	Problems []fault.Field
}

// sheetRecord is a record of one row.
type sheetRecord[P any] struct {
	record P
	row    int
	wrong  fault.Fields // paths are columns
}

// rowReader fills in what a kind of record has beyond its card.
type rowReader[P any] func(sheet.Row, P, *fault.Fields)

// errDryRun takes back what a dry run has written.
var errDryRun = errors.New("dry run")

// importSheet makes records of a workbook, one per row. Either all of them are made
// or none, unless SkipBad leaves out those with problems; existing records are never
// changed. Problems come with the paths "row <number>.<column>", as fault.ErrFields
// or in the result where bad ones are skipped. The bounds are those of sheet.Read.
// reader reads once what rows are read by.
func (b *book[T, P]) importSheet(ctx context.Context, sc db.Scope, data []byte, fields []sheet.Field, reader func(context.Context, *db.Tx) (rowReader[P], error), o SheetOptions) (*SheetResult, error) {
	var rows []sheet.Row
	if err := sheet.Read(data, fields, maxImportRows, func(r sheet.Row) error {
		rows = append(rows, r)
		return nil
	}); err != nil {
		return nil, err
	}
	var result *SheetResult
	err := b.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		result = &SheetResult{Rows: len(rows)}
		read, err := reader(ctx, tx)
		if err != nil {
			return err
		}
		check, err := b.checker(ctx, tx)
		if err != nil {
			return err
		}
		list := make([]*sheetRecord[P], len(rows))
		for i, r := range rows {
			one := &sheetRecord[P]{record: new(T), row: r.Number}
			one.record.base().readRow(r)
			read(r, one.record, &one.wrong)
			one.record.base().check(&one.wrong)
			check(one.record, &one.wrong)
			list[i] = one
		}
		for _, u := range b.unique {
			if err := b.findTaken(ctx, tx, u, list); err != nil {
				return err
			}
		}
		good := result.judge(len(list), func(i int) (int, error) { return list[i].row, list[i].wrong.Err() })
		if len(result.Problems) > 0 && !o.SkipBad {
			var f fault.Fields
			for _, p := range result.Problems {
				f.Add(p.Path, p.Err)
			}
			return f.Err()
		}
		records := make([]P, len(good))
		for i, at := range good {
			records[i] = list[at].record
		}
		if err := b.insertTx(ctx, tx, records); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

// readRow reads the columns that every kind of record has; builtin names are kept
// under their keys by who knows the kind.
func (c *Card) readRow(r sheet.Row) {
	c.Code, c.Name, c.Contact, c.Phone, c.Address, c.Note, c.Active = r.Get("code"), r.Get("name"), r.Get("contact"), r.Get("phone"), r.Get("address"), r.Get("note"), true
	if strings.ContainsAny(c.Phone, "eE") { // a long number the spreadsheet took for one to calculate with
		c.Phone = r.Decimal("phone")
	}
}

// judge counts, and gives the places of the rows without problems.
func (r *SheetResult) judge(n int, row func(int) (number int, wrong error)) (good []int) {
	for i := range n {
		number, err := row(i)
		e := fault.As(err)
		if e == nil {
			good = append(good, i)
			continue
		}
		r.Skipped++
		for _, f := range e.Fields {
			r.Problems = append(r.Problems, fault.Field{Path: "row " + strconv.Itoa(number) + "." + f.Path, Err: f.Err})
		}
	}
	r.Created = len(good)
	return good
}

// findTaken notes values that stand in the sheet twice or belong to records there.
func (b *book[T, P]) findTaken(ctx context.Context, tx *db.Tx, u unique[P], list []*sheetRecord[P]) error {
	first := make(map[string]*sheetRecord[P], len(list))
	var values []string
	for _, one := range list {
		value := u.of(one.record)
		if value == "" {
			continue
		}
		if before := first[value]; before != nil {
			one.wrong.Add(u.key, u.twice.With("code", value, "row", before.row))
			continue
		}
		first[value] = one
		values = append(values, value)
	}
	taken, err := b.ownersTx(ctx, tx, u.column, values)
	for value, o := range taken {
		first[value].wrong.Add(u.key, u.taken.With("code", value, "name", o.name))
	}
	return err
}
