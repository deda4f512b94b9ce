package paying

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Account is how a buyer account pays.
type Account struct {
	BuyerAccountID db.ID
	Name           string
	FundAccountID  db.ID // that its payments leave; zero: not set up
	FundName       string
	CrossBorder    bool     // pays with 跨境宝
	Agreements     []string // channels that pay without password, as 1688 said last
	ReadAt         db.Time  // when 1688 was asked about the agreements
	Version        int64    // 0: never set up
}

const accountQuery = `SELECT h.id, h.name, a.fund_account_id, COALESCE(f.name, ''), COALESCE(a.cross_border, FALSE), COALESCE(a.agreements, '[]'), a.read_at, COALESCE(a.version, 0)
	FROM shop h LEFT JOIN pay_account a ON a.tenant_id = ? AND a.buyer_account_id = h.id
	LEFT JOIN fund_account f ON f.tenant_id = ? AND f.id = a.fund_account_id
	WHERE h.tenant_id = ? AND h.buys = TRUE`

func accountsTx(ctx context.Context, tx *db.Tx, cond string, args ...any) ([]Account, error) {
	var out []Account
	err := tx.Each(ctx, accountQuery+cond+" ORDER BY h.id", append([]any{tx.Tenant, tx.Tenant, tx.Tenant}, args...), func(rows *sql.Rows) error {
		var (
			a    Account
			text string
		)
		if err := rows.Scan(&a.BuyerAccountID, &a.Name, &a.FundAccountID, &a.FundName, &a.CrossBorder, &text, &a.ReadAt, &a.Version); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(text), &a.Agreements)
		out = append(out, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read how accounts pay: %w", err)
	}
	return out, nil
}

func accountTx(ctx context.Context, tx *db.Tx, id db.ID) (*Account, error) {
	list, err := accountsTx(ctx, tx, " AND h.id = ?", id)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, channel.ErrShopNotFound
	}
	return &list[0], nil
}

// Accounts lists how the buyer accounts pay.
func (s *Service) Accounts(ctx context.Context, sc db.Scope, within tenant.Limit) ([]Account, error) {
	var out []Account
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		out, err = accountsTx(ctx, tx, "")
		return err
	})
	return slices.DeleteFunc(out, func(a Account) bool { return !within.Allows(a.BuyerAccountID) }), err
}

// SetAccount says which fund account the payments of a buyer account leave. What waits for
// that is booked then.
func (s *Service) SetAccount(ctx context.Context, sc db.Scope, a Account) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		was, err := accountTx(ctx, tx, a.BuyerAccountID)
		if err != nil {
			return err
		}
		if was.Version != a.Version {
			return fault.ErrStale
		}
		if a.FundAccountID != 0 {
			var f fault.Fields
			if err := s.usableTx(ctx, tx, a.FundAccountID); err != nil && !f.AddErr("fundAccountId", err) {
				return err
			}
			if err := f.Err(); err != nil {
				return err
			}
		}
		n, err := tx.Exec(ctx, `INSERT INTO pay_account (tenant_id, buyer_account_id, fund_account_id, cross_border, updated_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id, buyer_account_id) DO UPDATE SET fund_account_id = excluded.fund_account_id, cross_border = excluded.cross_border,
				updated_at = excluded.updated_at, version = pay_account.version + 1 WHERE pay_account.version = ?`,
			tx.Tenant, a.BuyerAccountID, a.FundAccountID, a.CrossBorder, tx.Now, a.Version)
		if err != nil {
			return fmt.Errorf("save how account %d pays: %w", a.BuyerAccountID, err)
		}
		if n == 0 {
			return fault.ErrStale
		}
		state := func(a *Account) map[string]any {
			return map[string]any{"fundAccountId": a.FundAccountID, "crossBorder": a.CrossBorder}
		}
		err = doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "pay_account", EntityID: a.BuyerAccountID, EntityNo: was.Name, Before: state(was), After: state(&a)})
		if err != nil || a.FundAccountID == 0 {
			return err
		}
		return enqueueHeldTx(ctx, tx, " AND platform_order_id IN (SELECT id FROM platform_order WHERE tenant_id = ? AND account_id = ?)", tx.Tenant, a.BuyerAccountID)
	})
}

// enqueueHeldTx has what is held booked again.
func enqueueHeldTx(ctx context.Context, tx *db.Tx, cond string, args ...any) error {
	var list []jobs.Request
	err := tx.Each(ctx, "SELECT id FROM order_payment WHERE tenant_id = ? AND state = 'held'"+cond+" ORDER BY id", append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		list = append(list, jobs.Request{Args: bookArgs{MoneyID: id}})
		return err
	})
	if err != nil {
		return fmt.Errorf("read what is held: %w", err)
	}
	return jobs.EnqueueMissingTx(ctx, tx, list)
}

// ReadAgreements asks 1688 by which channels an account pays without password.
func (s *Service) ReadAgreements(ctx context.Context, sc db.Scope, account db.ID) (signURLs []string, err error) {
	var list []open1688.PayAgreement
	err = s.shops.Call(ctx, sc, account, func(ctx context.Context, c *open1688.Client, token open1688.Token) (err error) {
		list, _, err = c.Trade.ListPayAgreements(ctx, token)
		return err
	})
	if err != nil {
		return nil, channel.Explain(err)
	}
	open := []string{}
	for i := range list {
		switch a := &list[i]; {
		case a.Open():
			open = append(open, a.Channel)
		case a.SignURL != "":
			signURLs = append(signURLs, a.SignURL)
		}
	}
	text, err := json.Marshal(open)
	if err != nil {
		return nil, err
	}
	return signURLs, s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := accountTx(ctx, tx, account); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO pay_account (tenant_id, buyer_account_id, agreements, read_at, updated_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id, buyer_account_id) DO UPDATE SET agreements = excluded.agreements, read_at = excluded.read_at`,
			tx.Tenant, account, string(text), tx.Now, tx.Now)
		return err
	})
}

// Setting says how far a price may rise after the approval without asking again: by the
// share or by the amount, whichever is more.
type Setting struct {
	RiseBPS    int64
	RiseAmount dec.Amount
	Version    int64 // 0: never set
}

// allows tells whether the rise from an approved amount needs no new approval.
func (s *Setting) allows(approved, now dec.Amount) bool {
	share, err := approved.MulRatio(s.RiseBPS, 10_000)
	return err == nil && now.Sub(approved) <= max(share, s.RiseAmount)
}

func settingTx(ctx context.Context, tx *db.Tx) (*Setting, error) {
	var v Setting
	if _, err := tx.Row(ctx, "SELECT rise_bps, rise_amount, version FROM pay_setting WHERE tenant_id = ?", []any{tx.Tenant}, &v.RiseBPS, &v.RiseAmount, &v.Version); err != nil {
		return nil, fmt.Errorf("read how far prices may rise: %w", err)
	}
	return &v, nil
}

// Setting reads how far a price may rise after the approval.
func (s *Service) Setting(ctx context.Context, sc db.Scope) (v *Setting, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		v, err = settingTx(ctx, tx)
		return err
	})
	return v, err
}

// SetSetting changes it when its version is still the one given.
func (s *Service) SetSetting(ctx context.Context, sc db.Scope, v Setting) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var f fault.Fields
		if v.RiseBPS < 0 {
			f.Add("riseBps", fault.ErrNegative)
		}
		if v.RiseAmount < 0 {
			f.Add("riseAmount", fault.ErrNegative)
		}
		if err := f.Err(); err != nil {
			return err
		}
		was, err := settingTx(ctx, tx)
		if err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `INSERT INTO pay_setting (tenant_id, rise_bps, rise_amount, updated_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (tenant_id) DO UPDATE SET rise_bps = excluded.rise_bps, rise_amount = excluded.rise_amount, updated_at = excluded.updated_at,
				version = pay_setting.version + 1 WHERE pay_setting.version = ?`, tx.Tenant, v.RiseBPS, v.RiseAmount, tx.Now, v.Version)
		if err != nil {
			return fmt.Errorf("set how far prices may rise: %w", err)
		}
		if n == 0 || was.Version != v.Version {
			return fault.ErrStale
		}
		state := func(v *Setting) map[string]any {
			return map[string]any{"riseBps": v.RiseBPS, "riseAmount": v.RiseAmount}
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "pay_setting", Before: state(was), After: state(&v)})
	})
}

// fundOfTx gives the fund account that payments of a buyer account leave, or says why
// there is none.
func (s *Service) fundOfTx(ctx context.Context, tx *db.Tx, account db.ID) (db.ID, error) {
	a, err := accountTx(ctx, tx, account)
	if err != nil {
		return 0, err
	}
	if a.FundAccountID == 0 {
		return 0, ErrNoFund.With("name", a.Name)
	}
	return a.FundAccountID, nil
}
