package tenant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// Limit is a data scope: all records of a kind, or the listed ones only.
type Limit struct {
	All bool
	IDs []db.ID
}

// Allows tells whether the record is inside the limit.
func (l Limit) Allows(id db.ID) bool { return l.All || slices.Contains(l.IDs, id) }

// Where narrows a query: a condition on column that holds inside the limit, and
// its arguments; "" when everything is allowed.
func (l Limit) Where(column string) (string, []any) {
	if l.All {
		return "", nil
	}
	if len(l.IDs) == 0 {
		return "1 = 0", nil
	}
	args := make([]any, len(l.IDs))
	for i, id := range l.IDs {
		args[i] = id
	}
	return column + " IN " + db.Tuples(1, len(l.IDs)), args
}

// text is the stored form: "" for all, else a JSON list.
func (l Limit) text() (string, error) {
	if l.All {
		return "", nil
	}
	b, err := json.Marshal(append([]db.ID{}, l.IDs...))
	return string(b), err
}

func parseLimit(s string) (Limit, error) {
	if s == "" {
		return Limit{All: true}, nil
	}
	var l Limit
	if err := json.Unmarshal([]byte(s), &l.IDs); err != nil {
		return l, fmt.Errorf("data scope: %w", err)
	}
	return l, nil
}

// text is the stored form of both limits.
func (r DataScope) text() (warehouses, shops string, err error) {
	if warehouses, err = r.Warehouses.text(); err == nil {
		shops, err = r.Shops.text()
	}
	return warehouses, shops, err
}

// parse reads the stored form.
func (r *DataScope) parse(warehouses, shops string) (err error) {
	if r.Warehouses, err = parseLimit(warehouses); err == nil {
		r.Shops, err = parseLimit(shops)
	}
	return err
}

// The kinds of records a reach names.
const (
	ReachWarehouses = "warehouse"
	ReachShops      = "shop"
)

// FindFunc gives those of the ids that are records of the transaction's account set.
type FindFunc func(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error)

var (
	reachMu sync.Mutex
	reachOf = map[string]FindFunc{}
)

// OnReach tells how the records of a kind are found. The package that owns them
// calls it from its init function: people can be limited to what exists only.
func OnReach(kind string, find FindFunc) {
	reachMu.Lock()
	defer reachMu.Unlock()
	reachOf[kind] = find
}

// ErrBeyondScope has the parameter what, a record: nobody gives more than they reach themselves.
var ErrBeyondScope = fault.Define(fault.Forbidden, "scope.beyond_own",
	fault.ZH("不能授予超出你自己数据范围的{what:record}", "只选择你自己能用的，或请所有者来操作"),
	fault.EN("You cannot grant a data scope ({what:record}) beyond your own", "Pick only what you may work with yourself, or ask an owner to do it"))

// ErrScopeLimited refuses what speaks of the whole account set to a person limited to a part of it.
var ErrScopeLimited = fault.Define(fault.Forbidden, "scope.limited",
	fault.ZH("这项功能涉及整个账套，你的数据范围只是其中一部分", "请让数据范围为全部仓库和店铺的人来做"),
	fault.EN("This is about the whole account set, and your data scope is a part of it", "Ask somebody whose data scope is all warehouses and shops"))

// newReachTx gives the data scope of what by makes: those of its own where none is
// given.
func newReachTx(ctx context.Context, tx *db.Tx, by *Access, warehouses, shops *Limit) (DataScope, error) {
	reach := by.DataScope
	if warehouses != nil {
		reach.Warehouses = *warehouses
	}
	if shops != nil {
		reach.Shops = *shops
	}
	return reach, grantReachTx(ctx, tx, by, DataScope{}, &reach)
}

// grantReachTx checks what by gives somebody who has had so far: records that
// exist, within what by reaches. What somebody has already they may keep. Owners
// give everything, or a set could be left with nobody who reaches all of it.
func grantReachTx(ctx context.Context, tx *db.Tx, by *Access, had DataScope, want *DataScope) error {
	var f fault.Fields
	for _, part := range []struct {
		field, kind string
		by, had     Limit
		want        *Limit
	}{
		{"warehouses", ReachWarehouses, by.Warehouses, had.Warehouses, &want.Warehouses},
		{"shops", ReachShops, by.Shops, had.Shops, &want.Shops},
	} {
		if part.want.All {
			part.want.IDs = nil
			if !part.had.All && !part.by.All && !by.Owner {
				return ErrBeyondScope.With("what", part.kind)
			}
			continue
		}
		unknown, err := unknownTx(ctx, tx, part.kind, part.had, part.want.IDs)
		if err != nil {
			return err
		}
		var once []db.ID
		for i, id := range part.want.IDs {
			switch {
			case slices.Contains(unknown, id):
				f.Add(fmt.Sprintf("%s.ids[%d]", part.field, i), fault.ErrNotFound.With("what", part.kind))
			case !part.had.Allows(id) && !part.by.Allows(id) && !by.Owner:
				return ErrBeyondScope.With("what", part.kind)
			case !slices.Contains(once, id):
				once = append(once, id)
			}
		}
		part.want.IDs = once
	}
	return f.Err()
}

// unknownTx gives those of the ids that are no record of the set. What is listed
// in had is not looked for: a shop that was removed may come back.
func unknownTx(ctx context.Context, tx *db.Tx, kind string, had Limit, ids []db.ID) ([]db.ID, error) {
	unknown := slices.DeleteFunc(slices.Clone(ids), func(id db.ID) bool { return slices.Contains(had.IDs, id) })
	reachMu.Lock()
	find := reachOf[kind]
	reachMu.Unlock()
	if len(unknown) == 0 || find == nil {
		return unknown, nil
	}
	found, err := find(ctx, tx, unknown)
	if err != nil {
		return nil, fmt.Errorf("look for the %ss of a data scope: %w", kind, err)
	}
	return slices.DeleteFunc(unknown, func(id db.ID) bool { return slices.Contains(found, id) }), nil
}
