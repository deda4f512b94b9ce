package party

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// The levels every set has. They can be renamed, not deleted.
const (
	BuiltinRetail    = "retail"
	BuiltinWholesale = "wholesale"
)

// Level is a price level.
type Level struct {
	ID           db.ID
	Builtin      string // BuiltinRetail, BuiltinWholesale, or empty for a level of the set's own
	Name         string // of the price: 零售价
	CustomerName string // of the customers who pay it: 零售客户
	Position     int64
	Version      int64
}

// Faults of levels.
var (
	// ErrLevelNotFound is the answer to a level that is unknown to the set.
	ErrLevelNotFound = fault.Define(fault.NotFound, "price_level.not_found",
		fault.ZH("找不到这个价格等级", "它可能已被删除；请刷新后重新选择"), fault.EN("Price level not found", "It may have been deleted; reload and pick another"))
)

// Levels is the levels of a set in their order.
type Levels []Level

// Retail is the built-in retail level.
func (l Levels) Retail() db.ID { return l.builtin(BuiltinRetail) }

// Wholesale is the built-in wholesale level.
func (l Levels) Wholesale() db.ID { return l.builtin(BuiltinWholesale) }

func (l Levels) builtin(key string) db.ID {
	for _, v := range l {
		if v.Builtin == key {
			return v.ID
		}
	}
	return 0
}

// Find gives the level with the id, or nil.
func (l Levels) Find(id db.ID) *Level {
	for i := range l {
		if l[i].ID == id {
			return &l[i]
		}
	}
	return nil
}

// LevelsTx gives the levels of the set, in their order.
func (s *Service) LevelsTx(ctx context.Context, tx *db.Tx) (Levels, error) { return levelsTx(ctx, tx) }

func levelsTx(ctx context.Context, tx *db.Tx) (Levels, error) {
	var out Levels
	err := tx.Each(ctx, `SELECT id, builtin, name, customer_name, position, version FROM price_level
		WHERE tenant_id = ? ORDER BY position, id`, []any{tx.Tenant}, func(rows *sql.Rows) error {
		var l Level
		if err := rows.Scan(&l.ID, &l.Builtin, &l.Name, &l.CustomerName, &l.Position, &l.Version); err != nil {
			return err
		}
		out = append(out, l)
		return nil
	})
	return out, err
}

// SeedTx gives a new set its two built-in levels. Run again it changes nothing.
func SeedTx(ctx context.Context, tx *db.Tx) error {
	args := []any{
		tx.Tenant, tx.NewID(), BuiltinRetail, "零售价", "零售客户", 1, tx.Now,
		tx.Tenant, tx.NewID(), BuiltinWholesale, "批发价", "批发客户", 2, tx.Now,
	}
	_, err := tx.Exec(ctx, `INSERT INTO price_level (tenant_id, id, builtin, name, customer_name, position, created_at) VALUES `+
		db.Tuples(2, 7)+` ON CONFLICT DO NOTHING`, args...)
	return err
}
