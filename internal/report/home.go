package report

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/tenant"
)

// chartDays is how far the sales chart goes back.
const chartDays = 30

// Home is what the first page shows: what needs doing, and how trade goes.
type Home struct {
	Drafts            int64      `json:"drafts" doc:"Sales documents not finished"`
	ToReview          int64      `json:"toReview" doc:"Sales documents waiting for review"`
	PreordersRefused  int64      `json:"preordersRefused"`
	PreordersChecking int64      `json:"preordersChecking" doc:"Being looked up on 1688"`
	PreordersUnpaid   int64      `json:"preordersUnpaid"`
	Unmatched         int64      `json:"unmatched" doc:"Online SKUs without a SKU of ours"`
	BelowZero         int64      `json:"belowZero" doc:"SKUs with negative stock"`
	ShopsExpiring     int64      `json:"shopsExpiring" doc:"Shops whose authorisation ends soon or has ended"`
	OpenReceivables   dec.Amount `json:"openReceivables"`
	StockValue        *dec.Cost  `json:"stockValue,omitempty"`
	Products          int64      `json:"products"`
	Shops             int64      `json:"shops"`
	HasOpeningStock   bool       `json:"hasOpeningStock"`
	Sales             []SalesDay `json:"sales" nullable:"false" doc:"Posted sales per day, oldest first, today last; days without are zero"`
}

// SalesDay is one day of the chart.
type SalesDay struct {
	Date  db.Date    `json:"date"`
	Count int64      `json:"count"`
	Total dec.Amount `json:"total"`
	Cost  *dec.Cost  `json:"cost,omitempty"`
}

// figure is one number of the home page, and where it comes from.
type figure struct {
	query string
	args  int // how many times it names the tenant
	into  any
}

// Home reads the first page.
func (s *Service) Home(ctx context.Context, sc db.Scope, seesCost bool) (*Home, error) {
	var h *Home
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		h = &Home{}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		var value dec.Cost
		soon := db.At(tx.Now.Add(channel.ExpiringWithin))
		for _, f := range h.figures(&value) {
			args := make([]any, f.args)
			for i := range args {
				args[i] = tx.Tenant
			}
			if _, err := tx.Row(ctx, f.query, args, f.into); err != nil {
				return fmt.Errorf("home: %w", err)
			}
		}
		if _, err := tx.Row(ctx, `SELECT COUNT(*) FROM shop WHERE tenant_id = ? AND removed_at IS NULL AND (state IN ('expired', 'revoked') OR refresh_expires_at < ?)`,
			[]any{tx.Tenant, soon}, &h.ShopsExpiring); err != nil {
			return fmt.Errorf("home: %w", err)
		}
		if seesCost {
			h.StockValue = &value
		}
		return s.salesDays(ctx, tx, set, h, seesCost)
	})
	return h, err
}

func (h *Home) figures(value *dec.Cost) []figure {
	count := func(rest string, into *int64) figure { return figure{"SELECT COUNT(*) FROM " + rest, 1, into} }
	return []figure{
		count("sale WHERE tenant_id = ? AND state = 'draft'", &h.Drafts),
		count("sale WHERE tenant_id = ? AND state = 'submitted'", &h.ToReview),
		count("preorder WHERE tenant_id = ? AND upload_state = 'refused' AND pay_state <> 'paid'", &h.PreordersRefused),
		count("preorder WHERE tenant_id = ? AND upload_state = 'checking' AND pay_state <> 'paid'", &h.PreordersChecking),
		count("preorder WHERE tenant_id = ? AND upload_state = 'uploaded' AND pay_state IN ('unpaid', 'ordered')", &h.PreordersUnpaid),
		count("cost_pool WHERE tenant_id = ? AND quantity < 0", &h.BelowZero),
		count("shop WHERE tenant_id = ? AND removed_at IS NULL", &h.Shops),
		// Whether there is any is all the page asks, so counting stops early.
		count("(SELECT 1 FROM product WHERE tenant_id = ? LIMIT 10000) p", &h.Products),
		count("(SELECT 1 FROM online_sku o WHERE o.tenant_id = ? AND o.online = TRUE AND NOT EXISTS (SELECT 1 FROM online_pair r WHERE r.tenant_id = o.tenant_id AND r.line_id = o.id) LIMIT 10000) o", &h.Unmatched),
		{"SELECT COUNT(*) > 0 FROM (SELECT 1 FROM stock_document WHERE tenant_id = ? AND kind = 'opening_stock' AND state = 'posted' LIMIT 1) d", 1, &h.HasOpeningStock},
		{"SELECT COALESCE(SUM(amount - settled - set_off), 0) FROM receivable WHERE tenant_id = ? AND settled + set_off <> amount", 1, &h.OpenReceivables},
		{"SELECT COALESCE(SUM(value), 0) FROM cost_pool WHERE tenant_id = ?", 1, value},
	}
}

func (s *Service) salesDays(ctx context.Context, tx *db.Tx, set *tenant.Set, h *Home, seesCost bool) error {
	today, err := time.Parse(time.DateOnly, string(set.Today(tx.Now)))
	if err != nil {
		return err
	}
	at := map[db.Date]int{}
	for i := range chartDays {
		d := db.Date(today.AddDate(0, 0, i-chartDays+1).Format(time.DateOnly))
		at[d] = i
		h.Sales = append(h.Sales, SalesDay{Date: d})
	}
	return tx.Each(ctx, `SELECT date, SUM(CASE WHEN kind = 'issue' AND reverses_id IS NULL THEN 1 ELSE 0 END),
			SUM(CASE WHEN kind = 'return' THEN -total ELSE total END), COALESCE(SUM(cost), 0)
		FROM sale WHERE tenant_id = ? AND state = 'posted' AND kind <> 'order' AND date >= ? AND date <= ? GROUP BY date`,
		[]any{tx.Tenant, h.Sales[0].Date, h.Sales[chartDays-1].Date}, func(rows *sql.Rows) error {
			var (
				d    SalesDay
				cost dec.Cost
			)
			if err := rows.Scan(&d.Date, &d.Count, &d.Total, &cost); err != nil {
				return err
			}
			if seesCost {
				d.Cost = &cost
			}
			h.Sales[at[d.Date]] = d
			return nil
		})
}

// PermVerify lets a person run the proof of the books from the page.
var PermVerify = api.DefinePermission("verify.run", "核对账目", "Prove the books", "settings", tenant.RoleAccount)

type homeOutput struct{ Body Home }

type verifyOutput struct {
	Body struct {
		OK       bool          `json:"ok"`
		Findings []findingBody `json:"findings" nullable:"false"`
	}
}

type findingBody struct {
	Check   string `json:"check"`
	Subject string `json:"subject"`
	Want    string `json:"want"`
	Got     string `json:"got"`
}

// Register adds the routes of reports.
func (s *Service) Register(a *api.API) {
	api.Get(a, api.Route{Path: "/home", ID: "get-home", Summary: "What needs doing, and how trade goes", Tag: "reports", Permission: api.Member},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*homeOutput, error) {
			h, err := s.Home(ctx, sc, api.Can(ctx, api.CostSee))
			if err != nil {
				return nil, err
			}
			return &homeOutput{Body: *h}, nil
		})
	api.Get(a, api.Route{
		Path: "/verify", ID: "verify", Summary: "Prove that balances equal their ledgers and documents their postings", Tag: "reports", Permission: PermVerify, Slow: true,
	}, func(ctx context.Context, sc db.Scope, _ *struct{}) (*verifyOutput, error) {
		findings, err := s.Verify(ctx, sc)
		if err != nil {
			return nil, err
		}
		out := &verifyOutput{}
		out.Body.OK, out.Body.Findings = len(findings) == 0, newFindings(findings)
		return out, nil
	})
}

func newFindings(list []doc.Finding) []findingBody {
	out := make([]findingBody, 0, len(list))
	for _, f := range list {
		out = append(out, findingBody(f))
	}
	return out
}
