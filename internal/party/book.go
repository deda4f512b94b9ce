package party

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// book keeps the records of one kind: the customers, or the suppliers.
type book[T any, P record[T]] struct {
	db       *db.DB
	kind     string // the table; also the kind in search index, audit log, numbering and built-in names
	notFound *fault.Error
	inUse    *fault.Error // name
	unique   []unique[P]  // the code first
	// checker reads once what records are checked against, and gives what notes their
	// faults and fills in what was left out.
	checker func(ctx context.Context, tx *db.Tx) (func(P, *fault.Fields), error)
	// keep carries over what people do not enter; nil when they enter everything.
	keep  func(before, r P)
	usage []UsageFunc
}

// unique is a field that no two records share; empty counts as none.
type unique[P any] struct {
	column, key string
	of          func(P) string
	taken       *fault.Error // code, name
	twice       *fault.Error // code, row: of a sheet
}

// rowColumns are the columns that the book writes itself.
const rowColumns = "id, created_at, updated_at, version"

// selected is the list of columns that scanned reads, of the table named c.
func (b *book[T, P]) selected() string {
	var r P = new(T)
	names := strings.Split(rowColumns, ", ")
	for _, c := range r.columns() {
		names = append(names, c.name)
	}
	return "c." + strings.Join(names, ", c.")
}

// scanned gives where the columns of selected go.
func scanned[T any, P record[T]](r P) []any {
	c := r.base()
	out := []any{&c.ID, &c.CreatedAt, &c.UpdatedAt, &c.Version}
	for _, c := range r.columns() {
		out = append(out, c.field)
	}
	return out
}

// save makes a record, or replaces the one with the id when its version is still
// the one given. It returns field faults for wrong input.
func (b *book[T, P]) save(ctx context.Context, sc db.Scope, in T) (P, error) {
	var out P
	err := b.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		one := in
		out = &one
		return b.saveTx(ctx, tx, out)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (b *book[T, P]) saveTx(ctx context.Context, tx *db.Tx, r P) error {
	var f fault.Fields
	c := r.base()
	check, err := b.checker(ctx, tx)
	if err != nil {
		return err
	}
	c.check(&f)
	check(r, &f)
	for _, u := range b.unique {
		value := u.of(r)
		if value == "" {
			continue
		}
		owners, err := b.ownersTx(ctx, tx, u.column, []string{value})
		if err != nil {
			return err
		}
		if o, ok := owners[value]; ok && o.id != c.ID {
			f.Add(u.key, u.taken.With("code", value, "name", o.name))
		}
	}
	if err := f.Err(); err != nil {
		return err
	}
	if c.ID == 0 {
		return b.insertTx(ctx, tx, []P{r})
	}
	before, err := b.getTx(ctx, tx, c.ID, tx.ForUpdate())
	if err != nil {
		return err
	}
	if before.base().Version != c.Version {
		return fault.ErrStale
	}
	if c.Code == "" {
		c.Code = before.base().Code
	}
	if b.keep != nil {
		b.keep(before, r)
	}
	return b.updateTx(ctx, tx, before, r)
}

// insertTx writes new records, with codes for those that have none.
func (b *book[T, P]) insertTx(ctx context.Context, tx *db.Tx, list []P) error {
	if err := b.giveCodes(ctx, tx, list); err != nil {
		return err
	}
	const perStatement = 200
	for part := range slices.Chunk(list, perStatement) {
		var (
			names   []string
			args    []any
			docs    []search.Doc
			changes []doc.Change
		)
		for _, r := range part {
			c, columns := r.base(), r.columns()
			c.ID, c.CreatedAt, c.UpdatedAt, c.Version = tx.NewID(), tx.Now, tx.Now, 1
			args = append(args, tx.Tenant, c.ID, c.CreatedAt, c.UpdatedAt, c.Version)
			names = append(names[:0], "tenant_id", rowColumns)
			for _, c := range columns {
				names, args = append(names, c.name), append(args, c.value())
			}
			docs = append(docs, c.searchDoc(b.kind, r.found()...))
			changes = append(changes, doc.Change{Action: "create", Entity: b.kind, EntityID: c.ID, EntityNo: c.Code, After: state(columns)})
		}
		if _, err := tx.Exec(ctx, "INSERT INTO "+b.kind+" ("+strings.Join(names, ", ")+") VALUES "+db.Tuples(len(part), len(args)/len(part)), args...); err != nil {
			return fmt.Errorf("insert %s: %w", b.kind, err)
		}
		if err := search.PutTx(ctx, tx, b.kind, docs); err != nil {
			return err
		}
		if err := doc.AuditTx(ctx, tx, changes...); err != nil {
			return err
		}
	}
	return nil
}

// updateTx replaces before, which is locked, by r.
func (b *book[T, P]) updateTx(ctx context.Context, tx *db.Tx, before, r P) error {
	c, columns := r.base(), r.columns()
	c.CreatedAt, c.UpdatedAt, c.Version = before.base().CreatedAt, tx.Now, before.base().Version+1
	set, args := "updated_at = ?, version = ?", []any{c.UpdatedAt, c.Version}
	for _, c := range columns {
		set, args = set+", "+c.name+" = ?", append(args, c.value())
	}
	if _, err := tx.Exec(ctx, "UPDATE "+b.kind+" SET "+set+" WHERE tenant_id = ? AND id = ?", append(args, tx.Tenant, c.ID)...); err != nil {
		return fmt.Errorf("update %s: %w", b.kind, err)
	}
	if err := search.PutTx(ctx, tx, b.kind, []search.Doc{c.searchDoc(b.kind, r.found()...)}); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: b.kind, EntityID: c.ID, EntityNo: c.Code, Before: state(before.columns()), After: state(columns)})
}

// getTx reads a record; lock is empty or tx.ForUpdate().
func (b *book[T, P]) getTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (P, error) {
	var r P = new(T)
	found, err := tx.Row(ctx, "SELECT "+b.selected()+" FROM "+b.kind+" c WHERE c.tenant_id = ? AND c.id = ?"+lock, []any{tx.Tenant, id}, scanned(r)...)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", b.kind, err)
	}
	if !found {
		return nil, b.notFound
	}
	return r, nil
}

func (b *book[T, P]) get(ctx context.Context, sc db.Scope, id db.ID) (P, error) {
	var r P
	err := b.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		r, err = b.getTx(ctx, tx, id, "")
		return err
	})
	return r, err
}

// change alters one record by fn, as a batch action does: the version is not asked for.
func (b *book[T, P]) change(ctx context.Context, sc db.Scope, id db.ID, fn func(context.Context, *db.Tx, P) error) error {
	return b.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before, err := b.getTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		after := *before
		if err := fn(ctx, tx, &after); err != nil {
			return err
		}
		return b.updateTx(ctx, tx, before, &after)
	})
}

// delete removes a record that nothing refers to.
func (b *book[T, P]) delete(ctx context.Context, sc db.Scope, id db.ID) error {
	return b.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := b.getTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		for _, used := range b.usage {
			ids, err := used(ctx, tx, []db.ID{id})
			if err != nil {
				return err
			}
			if slices.Contains(ids, id) {
				return b.inUse.With("name", r.base().Name)
			}
		}
		if err := search.DeleteTx(ctx, tx, b.kind, []db.ID{id}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM "+b.kind+" WHERE tenant_id = ? AND id = ?", tx.Tenant, id); err != nil {
			return fmt.Errorf("delete %s: %w", b.kind, err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: b.kind, EntityID: id, EntityNo: r.base().Code, Before: state(r.columns())})
	})
}

// lockTx holds the row until the commit, for what must be decided about a customer
// or supplier by one transaction at a time.
func (b *book[T, P]) lockTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	var held db.ID
	_, err := tx.Row(ctx, "SELECT id FROM "+b.kind+" WHERE tenant_id = ? AND id = ?"+tx.ForNoKeyUpdate(), []any{tx.Tenant, id}, &held)
	return err
}

const lookupChunk = 512

// eachTx reads the columns of the records with the ids; unknown ids are absent.
func (b *book[T, P]) eachTx(ctx context.Context, tx *db.Tx, columns string, ids []db.ID, scan func(*sql.Rows) error) error {
	for part := range slices.Chunk(ids, lookupChunk) {
		in, args := inIDs(part)
		if err := tx.Each(ctx, "SELECT "+columns+" FROM "+b.kind+" WHERE tenant_id = ? AND id IN ("+in+")", append([]any{tx.Tenant}, args...), scan); err != nil {
			return fmt.Errorf("read %s: %w", b.kind, err)
		}
	}
	return nil
}

// owner is who has a value.
type owner struct {
	id   db.ID
	name string
	many bool // others have it too, in a column that is not unique
}

// ownersTx tells who has the values in a column; those nobody has are absent.
func (b *book[T, P]) ownersTx(ctx context.Context, tx *db.Tx, column string, values []string) (map[string]owner, error) {
	out := make(map[string]owner)
	for part := range slices.Chunk(values, lookupChunk) {
		args := make([]any, 0, len(part))
		for _, v := range part {
			args = append(args, v)
		}
		args = padded(args)
		in := strings.TrimSuffix(strings.Repeat("?,", len(args)), ",")
		err := tx.Each(ctx, "SELECT "+column+", id, name FROM "+b.kind+" WHERE tenant_id = ? AND "+column+" <> '' AND "+column+" IN ("+in+")", append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
			var (
				value string
				o     owner
			)
			err := rows.Scan(&value, &o.id, &o.name)
			_, o.many = out[value]
			out[value] = o
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// giveCodes gives the records without a code the next ones that nobody has, and none
// of those given beside them.
func (b *book[T, P]) giveCodes(ctx context.Context, tx *db.Tx, list []P) error {
	given := make(map[string]bool, len(list))
	var without []*Card
	for _, r := range list {
		if c := r.base(); c.Code == "" {
			without = append(without, c)
		}
		given[r.base().Code] = true
	}
	if len(without) == 0 {
		return nil
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return err
	}
	for len(without) > 0 {
		drawn, err := doc.NextNumbersTx(ctx, tx, b.kind, set.Today(tx.Now), len(without))
		if err != nil {
			return err
		}
		taken, err := b.ownersTx(ctx, tx, "code", drawn)
		if err != nil {
			return err
		}
		for _, code := range drawn {
			if _, ok := taken[code]; !ok && !given[code] {
				without[0].Code, without = code, without[1:]
			}
		}
	}
	return nil
}
