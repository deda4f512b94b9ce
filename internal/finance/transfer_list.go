package finance

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// TransferFilter narrows the list of transfers. Zero values mean not given.
type TransferFilter struct {
	FundAccountID db.ID // on either side
	ByHand        *bool // entered by a person, or caused by something else
	From, To      db.Date
	Within        tenant.DataScope
}

// TransferRow is a transfer as listed.
type TransferRow struct {
	ID                       db.ID
	No                       string
	From, To                 db.ID
	FromName, ToName         string
	Date                     db.Date
	Amount, Fee              dec.Amount
	State                    string // posted or reversed
	SourceKind               string
	SourceID                 db.ID
	ReversesID, ReversedByID db.ID
	Note, CreatedBy          string
	CreatedAt                db.Time
}

const (
	transferColumns = `t.id, t.no, t.from_id, f.name, t.to_id, o.name, t.transfer_date, t.amount, t.fee, t.state, COALESCE(t.source_kind, ''), t.source_id,
		t.reverses_id, t.reversed_by_id, t.note, t.created_by, t.created_at`
	transferFrom = `fund_transfer t JOIN fund_account f ON f.tenant_id = ? AND f.id = t.from_id JOIN fund_account o ON o.tenant_id = ? AND o.id = t.to_id`
)

func scanTransfer(rows *sql.Rows) (TransferRow, error) {
	var r TransferRow
	err := rows.Scan(&r.ID, &r.No, &r.From, &r.FromName, &r.To, &r.ToName, &r.Date, &r.Amount, &r.Fee, &r.State, &r.SourceKind, &r.SourceID,
		&r.ReversesID, &r.ReversedByID, &r.Note, &r.CreatedBy, &r.CreatedAt)
	return r, err
}

// transferList is what of the set's transfers is asked for and may be seen: not those
// of another shop's money.
func transferList(tx *db.Tx, q string, f TransferFilter) api.List {
	l := api.List{
		Columns: transferColumns, From: transferFrom, Where: []string{"t.tenant_id = ?"}, Args: []any{tx.Tenant, tx.Tenant, tx.Tenant},
		Sorts:   map[string]string{"createdAt": "t.id", "date": "t.transfer_date", "amount": "t.amount"},
		Default: "-createdAt", Tie: "t.id",
	}
	if cond, args := f.Within.Shops.Where("t.shop_id"); cond != "" {
		l.And("t.shop_id IS NULL OR "+cond, args...)
	}
	if f.FundAccountID != 0 {
		l.And("t.from_id = ? OR t.to_id = ?", f.FundAccountID, f.FundAccountID)
	}
	if f.ByHand != nil && *f.ByHand {
		l.And("t.source_kind IS NULL")
	} else if f.ByHand != nil {
		l.And("t.source_kind IS NOT NULL")
	}
	if f.From != "" {
		l.And("t.transfer_date >= ?", f.From)
	}
	if f.To != "" {
		l.And("t.transfer_date <= ?", f.To)
	}
	cond, args := search.Contains(tx.Engine(), q, "t.no", "t.note")
	l.And(cond, args...)
	return l
}

// Transfers gives one page of the transfers, newest first.
func (s *Service) Transfers(ctx context.Context, sc db.Scope, q api.ListQuery, f TransferFilter) (api.Page[TransferRow], error) {
	var page api.Page[TransferRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		page, err = api.RunList(ctx, tx, q, transferList(tx, q.Q, f), scanTransfer)
		return err
	})
	return page, err
}

// EachTransfer reads all transfers under a filter, for exports.
func (s *Service) EachTransfer(ctx context.Context, sc db.Scope, q api.ExportQuery, f TransferFilter, fn func(*TransferRow) error) error {
	return s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		return api.EachRow(ctx, tx, q, transferList(tx, q.Q, f), func(rows *sql.Rows) error {
			r, err := scanTransfer(rows)
			if err != nil {
				return err
			}
			return fn(&r)
		})
	})
}

// FundTransfer gives a transfer; ErrTransferNotFound when there is none within the scope.
func (s *Service) FundTransfer(ctx context.Context, sc db.Scope, id db.ID, within tenant.DataScope) (*TransferRow, error) {
	var out *TransferRow
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		and, args := "", []any{tx.Tenant, tx.Tenant, tx.Tenant, id}
		if cond, more := within.Shops.Where("t.shop_id"); cond != "" {
			and, args = " AND (t.shop_id IS NULL OR "+cond+")", append(args, more...)
		}
		return tx.Each(ctx, "SELECT "+transferColumns+" FROM "+transferFrom+" WHERE t.tenant_id = ? AND t.id = ?"+and, args, func(rows *sql.Rows) error {
			r, err := scanTransfer(rows)
			out = &r
			return err
		})
	})
	if err == nil && out == nil {
		err = ErrTransferNotFound
	}
	return out, err
}
