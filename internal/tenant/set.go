package tenant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// Set is an account set with its policies.
type Set struct {
	ID           db.ID
	Name         string
	StartDate    db.Date        // documents before it are refused; locks with the first posting
	Industry     string         // key of an Industry
	CostingScope string         // CostingSet or CostingWarehouse; locks with the first posting
	StockReview  bool           // stock documents need review
	TaxAccounted bool           // documents carry tax
	OwnApproval  bool           // people may approve their own documents
	LotExpiry    bool           // new products carry lot and expiry unless their maker says otherwise
	OverReceipt  int64          // how much more than ordered may be received without a reason, in 1/10,000
	Closed       db.Date        // the last day of the closed periods; empty when none is
	PolicyLocked bool           // something has been posted
	LockedBy     string         // number of the document that locked the policies, may be empty
	LockedAt     db.Time        // when that was
	Zone         *time.Location // business dates are in it
	Modules      []string       // switched-on modules, of Modules
	Version      int64
}

// The costing scopes.
const (
	CostingSet       = "set"       // one average cost per SKU in the whole set
	CostingWarehouse = "warehouse" // one average cost per SKU and warehouse
)

// The modules that are switched on in the settings.
const (
	ModuleSell1688 = "sell1688" // 1688 selling (E经)
	ModuleBuy1688  = "buy1688"  // 1688 purchasing
	ModuleWMS      = "wms"      // arrival notices to a WMS
)

// Modules lists every module there is.
var Modules = []string{ModuleSell1688, ModuleBuy1688, ModuleWMS}

// Faults of account sets.
var (
	// ErrBeforeStart has the parameters date and start.
	ErrBeforeStart = fault.Define(fault.Invalid, "document.before_start",
		fault.ZH("单据日期 {date} 早于账套启用日期 {start}", "把单据日期改为 {start} 或以后"),
		fault.EN("The document date {date} is before the start date {start} of the account set", "Use {start} or a later date"))
	// ErrDateFuture has the parameters date and today.
	ErrDateFuture = fault.Define(fault.Invalid, "document.date_future",
		fault.ZH("单据日期 {date} 晚于今天 {today}", "改成今天或更早的日期"),
		fault.EN("The document date {date} lies after today, {today}", "Use today or an earlier date"))
	// ErrBeforeOriginal has the parameters date, original and no.
	ErrBeforeOriginal = fault.Define(fault.Invalid, "document.before_original",
		fault.ZH("红冲日期 {date} 早于原单 {no} 的日期 {original}", "改成 {original} 或以后的日期"),
		fault.EN("The date {date} of the reversal is before that of {no}, {original}", "Use {original} or a later date"))
	// ErrPolicyLocked has the parameters policy, document, at.
	ErrPolicyLocked = fault.Define(fault.Conflict, "set.policy_locked",
		fault.ZH("“{policy:policy}”已被首张过账单据锁定（{document}，{at}）", "启用日期和成本核算方式在过账后不能再改；如确需更改，请新建账套"),
		fault.EN("{policy:policy} was locked by the first posted document ({document}, {at})", "Start date and costing cannot change once something is posted; make a new account set if you must"))
	// ErrPeriodClosed has the parameters date and until.
	ErrPeriodClosed = fault.Define(fault.Invalid, "period.closed",
		fault.ZH("单据日期 {date} 所在的期间已结账（结账至 {until}）", "改成 {until} 之后的日期，或先由有权限的人反结账"),
		fault.EN("The date {date} lies in a closed period (closed through {until})", "Use a date after {until}, or have the period reopened first"))
	// ErrSetNotFound is the answer for sets that do not exist or the person is no member of.
	ErrSetNotFound = fault.Define(fault.NotFound, "set.not_found",
		fault.ZH("找不到这个账套", "刷新页面，重新选择账套"), fault.EN("Account set not found", "Reload the page and pick an account set"))
	// ErrModuleOff has the parameter module.
	ErrModuleOff = fault.Define(fault.Conflict, "module.off",
		fault.ZH("模块“{module:module}”未启用", "在“设置”中启用该模块"), fault.EN("The module {module:module} is switched off", "Switch it on in the settings"))
)

func init() {
	fault.AddWords("module", fault.Word{Code: ModuleSell1688, ZH: "1688 销售（E经）", EN: "Selling on 1688"}, fault.Word{Code: ModuleBuy1688, ZH: "1688 采购", EN: "Buying on 1688"},
		fault.Word{Code: ModuleWMS, ZH: "WMS 对接", EN: "WMS connection"})
	fault.AddWords("policy", fault.Word{Code: "startDate", ZH: "启用日期", EN: "The start date"}, fault.Word{Code: "costingScope", ZH: "成本核算方式", EN: "The costing policy"})
}

// CheckDate refuses a document date before the start of the set or in a closed period.
func (s *Set) CheckDate(d db.Date) error {
	if d < s.StartDate {
		return ErrBeforeStart.With("date", d, "start", s.StartDate)
	}
	if d <= s.Closed {
		return ErrPeriodClosed.With("date", d, "until", s.Closed)
	}
	return nil
}

// CheckNewDate refuses the date of a new document before the start of the set, in a
// closed period or after today.
func (s *Set) CheckNewDate(d db.Date, now db.Time) error {
	if today := s.Today(now); d > today {
		return ErrDateFuture.With("date", d, "today", today)
	}
	return s.CheckDate(d)
}

// CheckReversalDate is CheckNewDate for the document that takes back the one with
// the number, dated original.
func (s *Set) CheckReversalDate(d db.Date, now db.Time, no string, original db.Date) error {
	if d < original {
		return ErrBeforeOriginal.With("date", d, "no", no, "original", original)
	}
	return s.CheckNewDate(d, now)
}

// Has tells whether a module is switched on.
func (s *Set) Has(module string) bool { return slices.Contains(s.Modules, module) }

// RequireModule refuses with ErrModuleOff when a module is switched off.
func (s *Set) RequireModule(module string) error {
	if s.Has(module) {
		return nil
	}
	return ErrModuleOff.With("module", module)
}

// Today is the business date of t in the set's zone.
func (s *Set) Today(t db.Time) db.Date { return db.DateOf(t.Time, s.Zone) }

const setColumns = `name, start_date, industry, costing_scope, stock_review, tax_accounted, own_approval, lot_expiry, over_receipt_bps, closed_through,
	time_zone, modules, policy_locked, locked_by, locked_at, version`

// GetTx reads the account set of the transaction. ErrSetNotFound when there is none.
func GetTx(ctx context.Context, tx *db.Tx) (*Set, error) { return getTx(ctx, tx, "") }

func lockTx(ctx context.Context, tx *db.Tx) (*Set, error) { return getTx(ctx, tx, tx.ForUpdate()) }

func getTx(ctx context.Context, tx *db.Tx, lock string) (*Set, error) {
	s := &Set{ID: tx.Tenant}
	var zone, modules string
	found, err := tx.Row(ctx, `SELECT `+setColumns+` FROM account_set WHERE tenant_id = ?`+lock, []any{tx.Tenant},
		&s.Name, &s.StartDate, &s.Industry, &s.CostingScope, &s.StockReview, &s.TaxAccounted, &s.OwnApproval, &s.LotExpiry, &s.OverReceipt, &s.Closed,
		&zone, &modules, &s.PolicyLocked, &s.LockedBy, &s.LockedAt, &s.Version)
	if err != nil {
		return nil, fmt.Errorf("read account set: %w", err)
	}
	if !found {
		return nil, ErrSetNotFound
	}
	if s.Zone, err = time.LoadLocation(zone); err != nil {
		return nil, fmt.Errorf("time zone of account set %d: %w", tx.Tenant, err)
	}
	if err := json.Unmarshal([]byte(modules), &s.Modules); err != nil {
		return nil, fmt.Errorf("modules of account set %d: %w", tx.Tenant, err)
	}
	return s, nil
}

// LockPoliciesTx is called by every posting and locks start date and costing
// with the first; the document's number, when given, is kept to tell what locked
// them. It writes nothing when they are locked already. The posting has gone by s
// so far: where the policies were changed since s was read, it is db.ErrAgain.
func LockPoliciesTx(ctx context.Context, tx *db.Tx, s *Set, docNo ...string) error {
	if s.PolicyLocked {
		return nil
	}
	now, err := lockTx(ctx, tx)
	if err != nil {
		return err
	}
	if now.StartDate != s.StartDate || now.CostingScope != s.CostingScope {
		return fmt.Errorf("lock the policies: %w", db.ErrAgain)
	}
	s.PolicyLocked = true
	if now.PolicyLocked {
		return nil
	}
	by := ""
	if len(docNo) > 0 {
		by = docNo[0]
	}
	if _, err := tx.Exec(ctx, `UPDATE account_set SET policy_locked = TRUE, locked_by = ?, locked_at = ? WHERE tenant_id = ?`,
		by, tx.Now, tx.Tenant); err != nil {
		return fmt.Errorf("lock the policies: %w", err)
	}
	return nil
}

// Hook runs in the transaction that makes an account set; domains seed with it
// what every set starts with. It must be safe to run twice.
type Hook func(ctx context.Context, tx *db.Tx, s *Set) error

var (
	hooksMu sync.Mutex
	hooks   []Hook
)

// OnCreate registers a hook for new account sets. Call it from the init function
// of a domain package: hooks run in the order of registration, which follows the
// imports, so that a higher package finds what the lower ones have seeded.
func OnCreate(h Hook) {
	hooksMu.Lock()
	defer hooksMu.Unlock()
	hooks = append(hooks, h)
}

func runHooks(ctx context.Context, tx *db.Tx, s *Set) error {
	hooksMu.Lock()
	list := slices.Clone(hooks)
	hooksMu.Unlock()
	for _, h := range list {
		if err := h(ctx, tx, s); err != nil {
			return fmt.Errorf("seed account set: %w", err)
		}
	}
	return nil
}
