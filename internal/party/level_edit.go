package party

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of price levels.
var (
	// ErrLevelName has the parameter name.
	ErrLevelName = fault.Define(fault.Conflict, "price_level.name_taken",
		fault.ZH("已有名为“{name:builtin.level}”的价格等级", "换一个名称"), fault.EN("There is a price level named {name:builtin.level}", "Use another name"))
	// ErrLevelBuiltin has the parameter name.
	ErrLevelBuiltin = fault.Define(fault.Conflict, "price_level.builtin",
		fault.ZH("“{name:builtin.level}”是内置等级，可以改名，不能删除", "改名即可"), fault.EN("{name:builtin.level} is built in: it can be renamed, not deleted", "Rename it instead"))
	// ErrLevelUsed has the parameter name.
	ErrLevelUsed = fault.Define(fault.Conflict, "price_level.in_use",
		fault.ZH("还有客户属于“{name:builtin.level}”", "先把这些客户改到别的等级"), fault.EN("Customers still have the level {name:builtin.level}", "Give them another level first"))
)

// SaveLevel makes a level, or renames the one with the id when its version is
// still the one given.
func (s *Service) SaveLevel(ctx context.Context, sc db.Scope, in Level) (*Level, error) {
	var out *Level
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := in
		var f fault.Fields
		l.Name = check.Required(&f, "name", l.Name, 30)
		l.CustomerName = check.Required(&f, "customerName", l.CustomerName, 30)
		levels, err := s.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		for _, other := range levels {
			if other.Name == l.Name && other.ID != l.ID {
				f.Add("name", ErrLevelName.With("name", l.Name))
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		change := doc.Change{Action: "create", Entity: "price_level", EntityNo: l.Name}
		changed := int64(1)
		if l.ID == 0 {
			l.ID, l.Version, l.Position = tx.NewID(), 1, int64(len(levels)+1)
			_, err = tx.Exec(ctx, "INSERT INTO price_level (tenant_id, id, builtin, name, customer_name, position, created_at) VALUES (?, ?, '', ?, ?, ?, ?)",
				tx.Tenant, l.ID, l.Name, l.CustomerName, l.Position, tx.Now)
		} else {
			before := levels.Find(l.ID)
			if before == nil {
				return ErrLevelNotFound
			}
			if before.Version != l.Version {
				return fault.ErrStale
			}
			change.Action, change.Before = "update", before.state()
			l.Builtin, l.Position, l.Version = before.Builtin, before.Position, before.Version+1
			changed, err = tx.Exec(ctx, "UPDATE price_level SET name = ?, customer_name = ?, version = ? WHERE tenant_id = ? AND id = ? AND version = ?",
				l.Name, l.CustomerName, l.Version, tx.Tenant, l.ID, before.Version)
		}
		if err != nil {
			return fmt.Errorf("save price level: %w", err)
		}
		if changed == 0 { // by somebody else since the levels were read
			return fault.ErrStale
		}
		out = &l
		change.EntityID, change.After = l.ID, l.state()
		return doc.AuditTx(ctx, tx, change)
	})
	return out, err
}

// DeleteLevel removes a level of the set's own that no customer has, with its prices.
func (s *Service) DeleteLevel(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		levels, err := s.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		l := levels.Find(id)
		if l == nil {
			return ErrLevelNotFound
		}
		if l.Builtin != "" {
			return ErrLevelBuiltin.With("name", l.Name)
		}
		var n int64
		if _, err := tx.Row(ctx, "SELECT COUNT(*) FROM customer WHERE tenant_id = ? AND level_id = ?", []any{tx.Tenant, id}, &n); err != nil {
			return err
		}
		if n > 0 {
			return ErrLevelUsed.With("name", l.Name)
		}
		for _, q := range []string{"DELETE FROM sku_price WHERE tenant_id = ? AND level_id = ?", "DELETE FROM price_level WHERE tenant_id = ? AND id = ?"} {
			if _, err := tx.Exec(ctx, q, tx.Tenant, id); err != nil {
				return fmt.Errorf("delete price level: %w", err)
			}
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: "price_level", EntityID: id, EntityNo: l.Name, Before: l.state()})
	})
}

// LevelBody is a price level.
type LevelBody struct {
	ID           db.ID  `json:"id"`
	Builtin      string `json:"builtin,omitempty" enum:"retail,wholesale"`
	Name         string `json:"name" doc:"Of the price 零售价" builtin:"level"`
	CustomerName string `json:"customerName" doc:"Of the customers who pay it 零售客户" builtin:"level_customer"`
	Version      int64  `json:"version"`
}

type levelsOutput struct {
	Body struct {
		Items []LevelBody `json:"items" nullable:"false"`
	}
}

// LevelSave is a price level as entered.
type LevelSave struct {
	Name         string `json:"name" builtin:"level"`
	CustomerName string `json:"customerName" builtin:"level_customer"`
}

type levelCreate struct{ Body LevelSave }

type levelUpdate struct {
	ID   db.ID `path:"id"`
	Body struct {
		LevelSave
		Version int64 `json:"version"`
	}
}

type levelOutput struct{ Body LevelBody }

func (s *Service) registerLevels(a *api.API) {
	const tag = "customers"
	api.Get(a, api.Route{Path: "/price-levels", ID: "list-price-levels", Summary: "List price levels", Tag: tag, Permission: api.Member},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*levelsOutput, error) {
			out := &levelsOutput{}
			out.Body.Items = []LevelBody{}
			err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				levels, err := s.LevelsTx(ctx, tx)
				for i := range levels {
					out.Body.Items = append(out.Body.Items, levels[i].body())
				}
				return err
			})
			return out, err
		})
	api.Post(a, api.Route{Path: "/price-levels", ID: "create-price-level", Summary: "Add a price level", Tag: tag, Permission: PermLevels, Status: 201},
		func(ctx context.Context, sc db.Scope, in *levelCreate) (*levelOutput, error) {
			l, err := s.SaveLevel(ctx, sc, Level{Name: in.Body.Name, CustomerName: in.Body.CustomerName})
			if err != nil {
				return nil, err
			}
			return &levelOutput{Body: l.body()}, nil
		})
	api.Put(a, api.Route{Path: "/price-levels/{id}", ID: "update-price-level", Summary: "Rename a price level", Tag: tag, Permission: PermLevels},
		func(ctx context.Context, sc db.Scope, in *levelUpdate) (*levelOutput, error) {
			l, err := s.SaveLevel(ctx, sc, Level{ID: in.ID, Name: in.Body.Name, CustomerName: in.Body.CustomerName, Version: in.Body.Version})
			if err != nil {
				return nil, err
			}
			return &levelOutput{Body: l.body()}, nil
		})
	api.Delete(a, api.Route{Path: "/price-levels/{id}", ID: "delete-price-level", Summary: "Delete a price level no customer has", Tag: tag, Permission: PermLevels},
		func(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
			return nil, s.DeleteLevel(ctx, sc, in.ID)
		})
}

func (l *Level) body() LevelBody {
	return LevelBody{ID: l.ID, Builtin: l.Builtin, Name: l.Name, CustomerName: l.CustomerName, Version: l.Version}
}

// state is what the audit log keeps of a level.
func (l *Level) state() map[string]any {
	return map[string]any{"name": l.Name, "customerName": l.CustomerName}
}
