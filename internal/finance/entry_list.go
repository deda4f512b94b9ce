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

// EntryFilter narrows the list of entries. Zero values mean not given.
type EntryFilter struct {
	DocID    db.ID
	From, To db.Date
	Within   tenant.DataScope
}

// EntryRow is an entry as listed.
type EntryRow struct {
	ID       db.ID
	DocKind  string
	DocID    db.ID
	DocNo    string
	Date     db.Date
	Memo     string
	PostedBy string
	PostedAt db.Time
	Lines    []EntryLineRow
}

// EntryLineRow is a line with the names of what it is about.
type EntryLineRow struct {
	Account, AccountName, AccountNameEN string
	PartyKind                           string // of Party: PartyCustomer, PartySupplier or ""
	PartyID                             db.ID
	PartyName                           string
	FundAccountID                       db.ID
	FundAccountName                     string
	Amount                              dec.Cost // debit above zero, credit below
}

// Entries gives one page of the entries with their lines, newest first.
func (s *Service) Entries(ctx context.Context, sc db.Scope, q api.ListQuery, f EntryFilter) (api.Page[EntryRow], error) {
	var page api.Page[EntryRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		l := api.List{
			Columns: `e.id, e.doc_kind, e.doc_id, e.doc_no, e.entry_date, e.memo, e.posted_by, e.posted_at`,
			From:    "entry e", Where: []string{"e.tenant_id = ?"}, Args: []any{tx.Tenant},
			Sorts: map[string]string{"postedAt": "e.id", "date": "e.entry_date"}, Default: "-postedAt", Tie: "e.id",
		}
		if f.DocID != 0 {
			l.And("e.doc_id = ?", f.DocID)
		}
		if f.From != "" {
			l.And("e.entry_date >= ?", f.From)
		}
		if f.To != "" {
			l.And("e.entry_date <= ?", f.To)
		}
		if n := entriesWithin(tx, f.Within); n.and != "" {
			l.And("TRUE"+n.and, n.args...)
		}
		cond, args := search.Contains(tx.Engine(), q.Q, "e.doc_no", "e.memo")
		l.And(cond, args...)
		var err error
		page, err = api.RunList(ctx, tx, q, l, func(rows *sql.Rows) (EntryRow, error) {
			var e EntryRow
			err := rows.Scan(&e.ID, &e.DocKind, &e.DocID, &e.DocNo, &e.Date, &e.Memo, &e.PostedBy, &e.PostedAt)
			return e, err
		})
		if err != nil || len(page.Items) == 0 {
			return err
		}
		return entryLines(ctx, tx, page.Items)
	})
	return page, err
}

func entryLines(ctx context.Context, tx *db.Tx, entries []EntryRow) error {
	at := make(map[db.ID]*EntryRow, len(entries))
	args := []any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant}
	for i := range entries {
		at[entries[i].ID] = &entries[i]
		args = append(args, entries[i].ID)
	}
	return tx.Each(ctx, `SELECT l.entry_id, l.account, a.name, a.name_en, l.party_kind, l.party_id, COALESCE(c.name, p.name, ''), l.fund_account_id, COALESCE(f.name, ''), l.amount
		FROM entry_line l JOIN account a ON a.tenant_id = ? AND a.code = l.account
		LEFT JOIN customer c ON c.tenant_id = ? AND c.id = l.party_id
		LEFT JOIN supplier p ON p.tenant_id = ? AND p.id = l.party_id
		LEFT JOIN fund_account f ON f.tenant_id = ? AND f.id = l.fund_account_id
		WHERE l.tenant_id = ? AND l.entry_id IN `+db.Tuples(1, len(entries))+` ORDER BY l.entry_id, l.line_no`, args, func(rows *sql.Rows) error {
		var entry db.ID
		var l EntryLineRow
		if err := rows.Scan(&entry, &l.Account, &l.AccountName, &l.AccountNameEN, &l.PartyKind, &l.PartyID, &l.PartyName, &l.FundAccountID, &l.FundAccountName, &l.Amount); err != nil {
			return err
		}
		at[entry].Lines = append(at[entry].Lines, l)
		return nil
	})
}
