package finance

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// FundKind says what sort of place money lies in.
type FundKind string

// The kinds of fund accounts. Escrow is money that 1688 holds until the buyer
// confirms.
const (
	FundCash   FundKind = "cash"
	FundBank   FundKind = "bank"
	FundAlipay FundKind = "alipay"
	FundEscrow FundKind = "escrow"
)

// ledgerAccount is the account of the chart that money of the kind is booked on.
var ledgerAccount = map[FundKind]string{
	FundCash: AccountCash, FundBank: AccountBank, FundAlipay: AccountOtherFunds, FundEscrow: AccountOtherFunds,
}

// Faults of fund accounts.
var (
	// ErrFundNotFound is the answer to a fund account unknown to the set.
	ErrFundNotFound = fault.Define(fault.NotFound, "fund_account.not_found",
		fault.ZH("找不到这个结算账户", "它可能不属于当前账套；请刷新后重新选择"),
		fault.EN("Fund account not found", "It may belong to another account set; reload and pick another"))
	// ErrFundInactive has the parameter name.
	ErrFundInactive = fault.Define(fault.Conflict, "fund_account.inactive",
		fault.ZH("结算账户“{name:builtin.fund}”已停用", "启用它，或换一个账户"),
		fault.EN("The fund account {name:builtin.fund} is not active", "Activate it or pick another"))
	// ErrFundName has the parameter name.
	ErrFundName = fault.Define(fault.Conflict, "fund_account.name_taken",
		fault.ZH("已有名为“{name:builtin.fund}”的结算账户", "换一个名称"), fault.EN("There is a fund account named {name:builtin.fund}", "Use another name"))
	// ErrFundDefault marks a default account that would be switched off.
	ErrFundDefault = fault.Define(fault.Conflict, "fund_account.default_active",
		fault.ZH("默认账户不能停用", "先把同类的另一个账户设为默认"),
		fault.EN("A default account cannot be switched off", "Make another account of the kind the default first"))
)

// FundAccount is a place money lies in.
type FundAccount struct {
	ID      db.ID
	Name    string
	Kind    FundKind // does not change
	Account string   // of the chart, follows from the kind
	Number  string   // of the bank account or login, for people
	Note    string
	Default bool // the one that documents take by themselves, one of each kind
	Active  bool
	Balance dec.Amount
	Version int64
}

const fundColumns = `id, name, kind, account, number, note, is_default, active, balance, version`

func scanFund(scan func(...any) error) (FundAccount, error) {
	var a FundAccount
	err := scan(&a.ID, &a.Name, &a.Kind, &a.Account, &a.Number, &a.Note, &a.Default, &a.Active, &a.Balance, &a.Version)
	return a, err
}

// FundAccountTx gives a fund account, or ErrFundNotFound.
func (s *Service) FundAccountTx(ctx context.Context, tx *db.Tx, id db.ID) (*FundAccount, error) {
	return fundAccount(ctx, tx, "id = ?", id)
}

// DefaultFundAccountTx gives the default account of a kind, or ErrFundNotFound.
// A new account set has one of each.
func (s *Service) DefaultFundAccountTx(ctx context.Context, tx *db.Tx, kind FundKind) (*FundAccount, error) {
	return fundAccount(ctx, tx, "is_default = TRUE AND kind = ?", kind)
}

func fundAccount(ctx context.Context, tx *db.Tx, where string, arg any) (*FundAccount, error) {
	var a FundAccount
	found, err := tx.Row(ctx, `SELECT `+fundColumns+` FROM fund_account WHERE tenant_id = ? AND `+where, []any{tx.Tenant, arg},
		&a.ID, &a.Name, &a.Kind, &a.Account, &a.Number, &a.Note, &a.Default, &a.Active, &a.Balance, &a.Version)
	if err != nil {
		return nil, fmt.Errorf("read fund account: %w", err)
	}
	if !found {
		return nil, ErrFundNotFound
	}
	return &a, nil
}

// Usable refuses an account that was switched off.
func (a *FundAccount) Usable() error {
	if !a.Active {
		return ErrFundInactive.With("name", a.Name)
	}
	return nil
}

// lockFunds locks fund accounts until the commit and gives them by id. What moves money
// does so in key order and before it draws its number: who waits for an account then
// holds no counter that the account's holder is going to ask for.
func lockFunds(ctx context.Context, tx *db.Tx, cond string, args ...any) (map[db.ID]*FundAccount, error) {
	out := map[db.ID]*FundAccount{}
	err := tx.Each(ctx, "SELECT "+fundColumns+" FROM fund_account WHERE tenant_id = ? AND "+cond+" ORDER BY id"+tx.ForNoKeyUpdate(), append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		a, err := scanFund(rows.Scan)
		out[a.ID] = &a
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("lock fund accounts: %w", err)
	}
	return out, nil
}

// lockFund is lockFunds for one that must exist; zero stands for none and gives an
// account without anything.
func lockFund(ctx context.Context, tx *db.Tx, id db.ID) (*FundAccount, error) {
	if id == 0 {
		return &FundAccount{Active: true}, nil
	}
	funds, err := lockFunds(ctx, tx, "id = ?", id)
	if err == nil && funds[id] == nil {
		err = ErrFundNotFound
	}
	return funds[id], err
}

// SaveFundAccount makes the account (ID zero) or changes it, under the version
// it was read with. Kind and balance of an existing account stay as they are.
func (s *Service) SaveFundAccount(ctx context.Context, sc db.Scope, a FundAccount) (*FundAccount, error) {
	if err := a.clean(); err != nil {
		return nil, err
	}
	var saved *FundAccount
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		saved, err = saveFund(ctx, tx, a)
		if db.IsDuplicate(err, "fund_account_tenant_id_name_key", "fund_account.name") {
			return ErrFundName.With("name", a.Name).Because(err)
		}
		return err
	})
	return saved, err
}

// SetFundAccountActive starts or stops the use of a fund account, as a batch action
// does: the version is not asked for.
func (s *Service) SetFundAccountActive(ctx context.Context, sc db.Scope, id db.ID, active bool) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		a, err := lockFund(ctx, tx, id)
		if err != nil || a.Active == active {
			return err
		}
		if a.Default && !active {
			return ErrFundDefault
		}
		a.Active = active
		_, err = saveFund(ctx, tx, *a)
		return err
	})
}

func (a *FundAccount) clean() error {
	var f fault.Fields
	a.Name = check.Required(&f, "name", a.Name, 60)
	a.Number = check.Line(&f, "number", a.Number, 60)
	a.Note = check.Text(&f, "note", a.Note, check.MaxNote)
	if a.ID == 0 && ledgerAccount[a.Kind] == "" {
		f.Add("kind", fault.ErrChoice.With("allowed", "cash, bank, alipay, escrow"))
	}
	if a.Default && !a.Active {
		f.Add("active", ErrFundDefault)
	}
	return f.Err()
}

func saveFund(ctx context.Context, tx *db.Tx, a FundAccount) (*FundAccount, error) {
	change := doc.Change{Action: "create", Entity: "fund_account", EntityNo: a.Name}
	if a.ID != 0 {
		before, err := fundAccount(ctx, tx, "id = ?", a.ID)
		if err != nil {
			return nil, err
		}
		if before.Default && !a.Default { // there is always one
			a.Default = true
			if !a.Active {
				return nil, ErrFundDefault
			}
		}
		a.Kind, change.Action, change.Before = before.Kind, "update", before.state()
	}
	if a.Default {
		if _, err := lockFunds(ctx, tx, "kind = ?", a.Kind); err != nil {
			return nil, err
		}
		if _, err := tx.Exec(ctx, `UPDATE fund_account SET is_default = FALSE WHERE tenant_id = ? AND kind = ? AND is_default = TRUE AND id <> ?`,
			tx.Tenant, a.Kind, int64(a.ID)); err != nil {
			return nil, fmt.Errorf("change the default fund account: %w", err)
		}
	}
	if a.ID == 0 {
		a.ID = tx.NewID()
		if err := insertFunds(ctx, tx, []FundAccount{a}); err != nil {
			return nil, err
		}
	} else {
		n, err := tx.Exec(ctx, `UPDATE fund_account SET name = ?, number = ?, note = ?, is_default = ?, active = ?, updated_at = ?, version = version + 1
			WHERE tenant_id = ? AND id = ? AND version = ?`, a.Name, a.Number, a.Note, a.Default, a.Active, tx.Now, tx.Tenant, a.ID, a.Version)
		if err != nil {
			return nil, fmt.Errorf("save fund account: %w", err)
		}
		if n == 0 {
			return nil, fault.ErrStale
		}
	}
	saved, err := fundAccount(ctx, tx, "id = ?", a.ID)
	if err != nil {
		return nil, err
	}
	change.EntityID, change.After = a.ID, saved.state()
	return saved, doc.AuditTx(ctx, tx, change)
}

// state is what the audit log keeps of a fund account: not the balance, which
// not everybody who reads its history may see.
func (a *FundAccount) state() map[string]any {
	return map[string]any{"kind": a.Kind, "name": a.Name, "number": a.Number, "note": a.Note, "default": a.Default, "active": a.Active}
}

func insertFunds(ctx context.Context, tx *db.Tx, list []FundAccount) error {
	args := make([]any, 0, len(list)*11)
	for _, a := range list {
		args = append(args, tx.Tenant, a.ID, a.Name, a.Kind, ledgerAccount[a.Kind], a.Number, a.Note, a.Default, a.Active, tx.Now, tx.Now)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO fund_account (tenant_id, id, name, kind, account, number, note, is_default, active, created_at, updated_at) VALUES `+
		db.Tuples(len(list), 11), args...); err != nil {
		return fmt.Errorf("insert fund accounts: %w", err)
	}
	return nil
}

func init() {
	api.BuiltinNames("fund", map[string]string{"现金": "Cash", "银行账户": "Bank account", "支付宝": "Alipay", "1688 担保交易": "1688 escrow"})
	api.BuiltinAudit("fund", "fund_account", "fund_account.name")
	tenant.OnCreate(seed)
}

// seed gives a new account set its chart of accounts and one fund account of each kind.
func seed(ctx context.Context, tx *db.Tx, _ *tenant.Set) error {
	args := make([]any, 0, len(chart)*5)
	for _, a := range chart {
		args = append(args, tx.Tenant, a.Code, a.Name, a.NameEN, a.Kind)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO account (tenant_id, code, name, name_en, kind) VALUES `+
		db.Tuples(len(chart), 5), args...); err != nil {
		return fmt.Errorf("insert the chart of accounts: %w", err)
	}
	return insertFunds(ctx, tx, []FundAccount{
		{ID: tx.NewID(), Name: "现金", Kind: FundCash, Default: true, Active: true},
		{ID: tx.NewID(), Name: "银行账户", Kind: FundBank, Default: true, Active: true},
		{ID: tx.NewID(), Name: "支付宝", Kind: FundAlipay, Default: true, Active: true},
		{ID: tx.NewID(), Name: "1688 担保交易", Kind: FundEscrow, Default: true, Active: true},
	})
}
