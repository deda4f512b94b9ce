package report

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

// chartDays is how far the sales chart goes back.
const chartDays = 30

// Home is what the first page shows: what needs doing, and how trade goes. A
// figure is absent for people without its permission, and counts what lies in
// their warehouses and shops.
type Home struct {
	Drafts            *int64      `json:"drafts,omitempty" doc:"Sales documents not finished"`
	ToReview          *int64      `json:"toReview,omitempty" doc:"Sales documents waiting for review"`
	PreordersRefused  *int64      `json:"preordersRefused,omitempty"`
	PreordersChecking *int64      `json:"preordersChecking,omitempty" doc:"Being looked up on 1688"`
	PreordersUnpaid   *int64      `json:"preordersUnpaid,omitempty"`
	Unmatched         *int64      `json:"unmatched,omitempty" doc:"Online SKUs without a SKU of ours"`
	BelowZero         *int64      `json:"belowZero,omitempty" doc:"SKUs with negative stock in a warehouse"`
	ToBuy             *int64      `json:"toBuy,omitempty" doc:"SKUs that the last run suggests to buy"`
	ToAdopt           *int64      `json:"toAdopt,omitempty" doc:"Orders of 1688 of which nobody has said what they were bought for"`
	OrderProblems     *int64      `json:"orderProblems,omitempty" doc:"Orders of 1688 that a person has to look at"`
	WMSAttention      *int64      `json:"wmsAttention,omitempty" doc:"Arrival notices that the WMS refused or that could not be brought over"`
	ShopsExpiring     *int64      `json:"shopsExpiring,omitempty" doc:"Shops whose authorisation ends soon or has ended"`
	ShopsEndIn        *int64      `json:"shopsEndIn,omitempty" doc:"In how many days the first of them ends, a begun one counted; 0 when one has ended"`
	BuyersExpiring    *int64      `json:"buyersExpiring,omitempty" doc:"Buyer accounts whose authorisation ends soon or has ended"`
	BuyersEndIn       *int64      `json:"buyersEndIn,omitempty" doc:"As shopsEndIn"`
	OpenReceivables   *dec.Amount `json:"openReceivables,omitempty"`
	OpenPayables      *dec.Amount `json:"openPayables,omitempty"`
	StockValue        *dec.Cost   `json:"stockValue,omitempty"`
	Products          *int64      `json:"products,omitempty"`
	Shops             *int64      `json:"shops,omitempty"`
	HasOpeningStock   *bool       `json:"hasOpeningStock,omitempty"`
	Sales             []SalesDay  `json:"sales,omitempty" nullable:"false" doc:"Posted sales per day, oldest first, today last; days without are zero"`
}

// SalesDay is one day of the chart.
type SalesDay struct {
	Date  db.Date    `json:"date"`
	Count int64      `json:"count"`
	Total dec.Amount `json:"total"`
	Cost  *dec.Cost  `json:"cost,omitempty"`
}

// Sight is what a person may see.
type Sight struct {
	Can func(api.Permission) bool
	tenant.DataScope
}

// figure is one number of the home page, who sees it and where it comes from.
type figure struct {
	permission api.Permission
	query      string
	args       []any
	into       any
}

// condition is a part of a WHERE clause with its arguments, as Limit.Where gives it.
type condition struct {
	text string
	args []any
}

func within(l tenant.Limit, column string) condition {
	text, args := l.Where(column)
	return condition{text, args}
}

// withinBoth narrows to the warehouses and shops of whoever sees v.
func withinBoth(v Sight, warehouse, shop string) condition {
	text, args := v.Where(warehouse, shop)
	return condition{text, args}
}

// countOf makes a figure that counts rows of one table, narrowed by conditions.
func countOf(tx *db.Tx, p api.Permission, into **int64, from string, narrow ...condition) figure {
	f := figure{permission: p, query: "SELECT COUNT(*) FROM " + from, args: []any{tx.Tenant}, into: into}
	for _, c := range narrow {
		f.and(c)
	}
	return f
}

// firstEnd makes the figure of the days until the first of some authorisations ends;
// none when there is none.
func firstEnd(tx *db.Tx, p api.Permission, into **int64, from, lost string, narrow ...condition) figure {
	const day = 24 * 60 * 60 * 1_000_000 // microseconds, as instants are stored
	f := figure{
		permission: p, into: into, args: []any{tx.Now, tx.Now, tx.Tenant},
		query: fmt.Sprintf("SELECT MIN(CASE WHEN %s OR refresh_expires_at <= ? THEN 0 ELSE (refresh_expires_at - ? + %d) / %d END) FROM %s", lost, day-1, day, from),
	}
	for _, c := range narrow {
		f.and(c)
	}
	return f
}

func (f *figure) and(c condition) {
	if c.text != "" {
		f.query += " AND (" + c.text + ")"
		f.args = append(f.args, c.args...)
	}
}

// Home reads what the first page shows to whoever sees v.
func (s *Service) Home(ctx context.Context, sc db.Scope, v Sight) (*Home, error) {
	var h *Home
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		h = &Home{}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		for _, f := range h.figures(tx, v) {
			if !v.Can(f.permission) {
				continue
			}
			if _, err := tx.Row(ctx, f.query, f.args, f.into); err != nil {
				return fmt.Errorf("home: %w", err)
			}
		}
		if !v.Can(sale.PermRead) {
			return nil
		}
		return s.salesDays(ctx, tx, set, h, v)
	})
	if err != nil || !v.Can(stock.PermRead) || !v.Can(api.CostSee) || v.Warehouses.All {
		return h, err
	}
	// Where all warehouses are costed as one, a part of them is worth its shares.
	total, err := s.stock.TotalBalances(ctx, sc, stock.BalanceFilter{By: stock.ByWarehouse, Warehouses: v.Warehouses})
	h.StockValue = &total.Value
	return h, err
}

func (h *Home) figures(tx *db.Tx, v Sight) []figure {
	const (
		sales   = "sale WHERE tenant_id = ? AND state = "
		waiting = "preorder WHERE tenant_id = ? AND "
		shops   = "shop WHERE tenant_id = ? AND removed_at IS NULL AND sells = TRUE"
		buyers  = "shop WHERE tenant_id = ? AND removed_at IS NULL AND buys = TRUE"
		lost    = "state IN ('expired', 'revoked')"
	)
	ending := condition{lost + " OR refresh_expires_at <= ?", []any{db.At(tx.Now.Add(channel.ExpiringWithin))}}
	own, ofShop := salesWithin(v), within(v.Shops, "shop_id")
	count := func(p api.Permission, into **int64, from string, narrow ...condition) figure {
		return countOf(tx, p, into, from, narrow...)
	}
	list := []figure{
		count(sale.PermRead, &h.Drafts, sales+"'draft'", own...),
		count(sale.PermRead, &h.ToReview, sales+"'submitted'", own...),
		count(preorder.PermRead, &h.PreordersRefused, waiting+"upload_state = 'refused' AND pay_state <> 'paid'", ofShop),
		count(preorder.PermRead, &h.PreordersChecking, waiting+"upload_state = 'checking' AND pay_state <> 'paid'", ofShop),
		count(preorder.PermRead, &h.PreordersUnpaid, waiting+"upload_state = 'uploaded' AND pay_state IN ('unpaid', 'ordered')", ofShop),
		count(channel.PermRead, &h.Shops, shops, within(v.Shops, "id")),
		count(channel.PermRead, &h.ShopsExpiring, shops, within(v.Shops, "id"), ending),
		firstEnd(tx, channel.PermRead, &h.ShopsEndIn, shops, lost, within(v.Shops, "id"), ending),
		count(channel.PermBuyerRead, &h.BuyersExpiring, buyers, within(v.Shops, "id"), ending),
		firstEnd(tx, channel.PermBuyerRead, &h.BuyersEndIn, buyers, lost, within(v.Shops, "id"), ending),
		count(platform.PermAdopt, &h.ToAdopt, "platform_order WHERE tenant_id = ? AND link = ''", within(v.Shops, "account_id")),
		count(platform.PermRead, &h.OrderProblems, "platform_order o LEFT JOIN purchase_order p ON p.tenant_id = o.tenant_id AND p.id = o.purchase_order_id WHERE o.tenant_id = ? AND o.standing = 'problem'",
			withinBoth(v, "p.warehouse_id", "o.account_id")),
		count(purchase.PermRead, &h.WMSAttention, "wms_notice n JOIN purchase_order o ON o.tenant_id = n.tenant_id AND o.id = n.purchase_order_id WHERE n.tenant_id = ? AND n.state IN ('refused', 'failed')",
			withinBoth(v, "o.warehouse_id", "o.buyer_account_id")),
		// Whether there is any is all the page asks, so counting stops early.
		count(catalog.PermRead, &h.Products, "(SELECT 1 FROM product WHERE tenant_id = ? LIMIT 10000) p"),
		{finance.PermOwed, "SELECT COALESCE(SUM(amount - settled - set_off), 0) FROM receivable WHERE tenant_id = ? AND settled + set_off <> amount", []any{tx.Tenant}, &h.OpenReceivables},
	}
	owing := figure{finance.PermOwing, "SELECT COALESCE(SUM(amount - settled - set_off), 0) FROM payable WHERE tenant_id = ? AND settled + set_off <> amount", []any{tx.Tenant}, &h.OpenPayables}
	owing.and(withinBoth(v, "warehouse_id", "shop_id"))
	toBuy := figure{ // not left, for the index of those
		suggest.PermRead, "SELECT COUNT(DISTINCT sku_id) FROM suggestion WHERE tenant_id = ? AND run_id = (SELECT run_id FROM suggestion_state WHERE tenant_id = ?) AND state = 'open' AND state <> 'left'",
		[]any{tx.Tenant, tx.Tenant},
		&h.ToBuy,
	}
	toBuy.and(withinBoth(v, "warehouse_id", "account_id"))
	below := figure{stock.PermRead, "SELECT COUNT(DISTINCT sku_id) FROM stock_balance WHERE tenant_id = ? AND on_hand < 0", []any{tx.Tenant}, &h.BelowZero}
	below.and(within(v.Warehouses, "warehouse_id"))

	unmatched := count(channel.PermMatchRead, &h.Unmatched, "(SELECT 1 FROM online_sku o WHERE o.tenant_id = ? AND o.online = TRUE", within(v.Shops, "o.shop_id"))
	unmatched.query += " AND NOT EXISTS (SELECT 1 FROM online_pair r WHERE r.tenant_id = o.tenant_id AND r.line_id = o.id) LIMIT 10000) o"

	opening := figure{stock.PermRead, "SELECT COUNT(*) > 0 FROM (SELECT 1 FROM stock_document d WHERE d.tenant_id = ? AND d.kind = 'opening_stock' AND d.state = 'posted'", []any{tx.Tenant}, &h.HasOpeningStock}
	if line := within(v.Warehouses, "l.warehouse_id"); line.text != "" {
		opening.and(condition{"EXISTS (SELECT 1 FROM stock_document_line l WHERE l.tenant_id = ? AND l.document_id = d.id AND " + line.text + ")", append([]any{tx.Tenant}, line.args...)})
	}
	opening.query += " LIMIT 1) d"
	list = append(list, owing, toBuy, below, unmatched, opening)
	if v.Can(api.CostSee) && v.Warehouses.All {
		list = append(list, figure{stock.PermRead, "SELECT COALESCE(SUM(value), 0) FROM cost_pool WHERE tenant_id = ?", []any{tx.Tenant}, &h.StockValue})
	}
	return list
}

// salesWithin narrows sales documents to the person's warehouses and shops; those
// of the stall belong to no shop.
func salesWithin(v Sight) []condition {
	shop := within(v.Shops, "shop_id")
	if shop.text != "" {
		shop.text = "shop_id IS NULL OR " + shop.text
	}
	return []condition{within(v.Warehouses, "warehouse_id"), shop}
}

func (s *Service) salesDays(ctx context.Context, tx *db.Tx, set *tenant.Set, h *Home, v Sight) error {
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
	q := figure{
		query: `SELECT date, SUM(CASE WHEN kind = 'issue' AND reverses_id IS NULL THEN 1 ELSE 0 END),
			SUM(CASE WHEN kind = 'return' THEN -total ELSE total END), COALESCE(SUM(cost), 0)
		FROM sale WHERE tenant_id = ? AND state = 'posted' AND kind <> 'order' AND date >= ? AND date <= ?`,
		args: []any{tx.Tenant, h.Sales[0].Date, h.Sales[chartDays-1].Date},
	}
	for _, c := range salesWithin(v) {
		q.and(c)
	}
	return tx.Each(ctx, q.query+" GROUP BY date", q.args, func(rows *sql.Rows) error {
		var (
			d    SalesDay
			cost dec.Cost
		)
		if err := rows.Scan(&d.Date, &d.Count, &d.Total, &cost); err != nil {
			return err
		}
		if v.Can(api.CostSee) {
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
	Rule    string `json:"rule" doc:"What should hold, in the language asked for"`
	Subject string `json:"subject" doc:"What it does not hold for, likewise"`
	Want    string `json:"want,omitempty" doc:"What the ledger says; left out where it tells costs and cost.see is missing"`
	Got     string `json:"got,omitempty" doc:"What was found instead; likewise"`
}

// Register adds the routes of reports.
func (s *Service) Register(a *api.API) {
	registerNames(a)
	api.Get(a, api.Route{Path: "/home", ID: "get-home", Summary: "What needs doing, and how trade goes", Tag: "reports", Permission: api.Member, Description: "Each figure needs the permission of the list it sums up, and keeps to the person's warehouses and shops; without the permission it is left out."},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*homeOutput, error) {
			h, err := s.Home(ctx, sc, Sight{Can: func(p api.Permission) bool { return api.Can(ctx, p) }, DataScope: api.DataScope(ctx)})
			if err != nil {
				return nil, err
			}
			return &homeOutput{Body: *h}, nil
		})
	api.Get(a, api.Route{
		Path: "/verify", ID: "verify", Summary: "Prove that balances equal their ledgers and documents their postings", Tag: "reports", Permission: PermVerify, Slow: true,
		Description: "Books and balances are proved as a whole, so the data scope must be everything.",
	}, func(ctx context.Context, sc db.Scope, _ *struct{}) (*verifyOutput, error) {
		if err := api.RequireWholeSet(ctx); err != nil {
			return nil, err
		}
		findings, err := s.Verify(ctx, sc)
		if err != nil {
			return nil, err
		}
		out := &verifyOutput{}
		out.Body.OK, out.Body.Findings = len(findings) == 0, newFindings(ctx, findings)
		return out, nil
	})
}

func newFindings(ctx context.Context, list []doc.Finding) []findingBody {
	out := make([]findingBody, 0, len(list))
	costs := api.Can(ctx, api.CostSee)
	for _, f := range list {
		b := findingBody{Check: f.Check, Rule: fault.WordFor(api.Lang(ctx), doc.ProofWords, f.Check), Subject: f.Subject}
		if costs || !f.Costs {
			b.Want, b.Got = f.Want, f.Got
		}
		out = append(out, b)
	}
	return out
}
