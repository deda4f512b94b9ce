package channel

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// ShopLogTx writes a line of the shop's log (日志). The line's sentence is that of
// the fault, which is declared for this purpose too when nothing went wrong.
func (s *Service) ShopLogTx(ctx context.Context, tx *db.Tx, shop db.ID, what *fault.Error, bad bool) error {
	return shopLogTx(ctx, tx, shop, what, bad)
}

const insertLog = `INSERT INTO shop_log (tenant_id, shop_id, id, at, actor_name, code, params, bad) VALUES`

func shopLogTx(ctx context.Context, tx *db.Tx, shop db.ID, what *fault.Error, bad bool) error {
	_, err := tx.Exec(ctx, insertLog+db.Tuples(1, 8),
		tx.Tenant, shop, tx.NewID(), tx.Now, tx.Actor.Name, what.Code, what.StoredParams(), bad)
	if err != nil {
		return fmt.Errorf("write the shop's log: %w", err)
	}
	return nil
}

// LogLine is a line of a shop's log.
type LogLine struct {
	ID   db.ID
	At   db.Time
	By   string
	What *fault.Error // the sentence, in both languages
	Bad  bool
}

// Log gives one page of the log of an account that serves the purpose, the newest
// first; q is looked for in what the lines say, in the language of the request.
func (s *Service) Log(ctx context.Context, sc db.Scope, purpose Purpose, shop db.ID, q api.ListQuery) (api.Page[LogLine], error) {
	var page api.Page[LogLine]
	err := s.db.View(ctx, sc, needs(purpose, func(ctx context.Context, tx *db.Tx) error {
		if _, err := accountTx(ctx, tx, purpose, shop, ""); err != nil {
			return err
		}
		l := api.List{
			Columns: "g.id, g.at, g.actor_name, g.code, g.params, g.bad", From: "shop_log g", Where: []string{"g.tenant_id = ?", "g.shop_id = ?"}, Args: []any{tx.Tenant, shop},
			Sorts: map[string]string{"createdAt": "g.id"}, Default: "-createdAt", Tie: "g.id",
		}
		cond, args := saidIn(ctx, tx, q.Q, "g", "g.actor_name")
		l.And(cond, args...)
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (LogLine, error) {
			var (
				line         LogLine
				code, params string
			)
			err := rows.Scan(&line.ID, &line.At, &line.By, &code, &params, &line.Bad)
			if err == nil {
				line.What, err = fault.Restore(code, params)
			}
			return line, err
		})
		return err
	}))
	return page, err
}
