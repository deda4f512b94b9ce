package channel

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/tenant"
)

// ShopState says whether the shop's authorisation is good.
type ShopState string

// The states of an authorisation. ShopExpiring is ShopValid within ExpiringWithin of its end.
const (
	ShopValid    ShopState = "valid"
	ShopExpiring ShopState = "expiring"
	ShopExpired  ShopState = "expired" // its time is over
	ShopRevoked  ShopState = "revoked" // 1688 refuses it before its time: cancelled, password changed
)

// ExpiringWithin is how long before the end of an authorisation people are warned for
// the first time. By then its renewal, possible from 30 days before the end, has failed
// for days.
const ExpiringWithin = 14 * day

// Shop is an authorised 1688 account: a shop that sells, an account that buys, or both.
type Shop struct {
	ID               db.ID
	MemberID         string // of the account on 1688; one shop per account in a set
	UserID           string
	LoginID          string // 登录账户
	Company          string
	Name             string // 店铺名称, which people may change
	Market           string // code for pre-orders; empty until a market is bound
	MarketName       string
	Department       string // 核算部门
	WarehouseID      db.ID  // what its sales documents sell from when they name none; zero: the set's default
	ReleaseAccountID db.ID  // the fund account that 1688 pays out to; zero: the default of Alipay
	State            ShopState
	Sells, Buys      bool
	Enabled          bool
	AccessExpiresAt  db.Time
	RefreshExpiresAt db.Time // end of the authorisation; zero when 1688 does not tell
	EndsIn           int64   // while it is expiring: in how many days, a begun one counted
	RefreshedAt      db.Time
	AuthorizedBy     string
	AuthorizedAt     db.Time
	CreatedAt        db.Time
	Version          int64

	removed                   bool
	accessToken, refreshToken string // sealed
}

// Authorised tells whether 1688 can be called for the shop.
func (p *Shop) Authorised() bool {
	return p.Enabled && !p.removed && (p.State == ShopValid || p.State == ShopExpiring)
}

// AuthorisedTx tells whether an account may be worked with, and holds its state until
// the transaction ends: what then begins to wait for an authorisation is not passed over
// by one that comes at the same time.
func (s *Service) AuthorisedTx(ctx context.Context, tx *db.Tx, account db.ID) (bool, error) {
	p, err := accountTx(ctx, tx, "", account, tx.ForNoKeyUpdate())
	if errors.Is(err, ErrShopNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return p.Authorised(), nil
}

// has tells whether what people know the shop by holds every word of q.
func (p *Shop) has(q string) bool {
	text := strings.ToLower(strings.Join([]string{p.Name, p.LoginID, p.Company, p.MarketName, p.Department}, "\n"))
	for word := range strings.FieldsSeq(strings.ToLower(q)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

const shopColumns = `id, member_id, user_id, login_id, company, name, market, market_name, department, warehouse_id, release_account_id, state, sells, buys, enabled, removed_at IS NOT NULL,
	access_token, refresh_token, access_expires_at, refresh_expires_at, refreshed_at, authorized_by, authorized_at, created_at, version`

func (p *Shop) fields() []any {
	return []any{
		&p.ID, &p.MemberID, &p.UserID, &p.LoginID, &p.Company, &p.Name, &p.Market, &p.MarketName, &p.Department, &p.WarehouseID, &p.ReleaseAccountID, &p.State, &p.Sells, &p.Buys, &p.Enabled, &p.removed,
		&p.accessToken, &p.refreshToken, &p.AccessExpiresAt, &p.RefreshExpiresAt, &p.RefreshedAt, &p.AuthorizedBy, &p.AuthorizedAt, &p.CreatedAt, &p.Version,
	}
}

// judge makes a valid authorisation near its end an expiring one.
func (p *Shop) judge(now db.Time) {
	if p.State == ShopValid && !p.RefreshExpiresAt.IsZero() && p.RefreshExpiresAt.Sub(now.Time) <= ExpiringWithin {
		p.State, p.EndsIn = ShopExpiring, max(p.endsIn(now), 0)
	}
}

// ShopTx reads a shop; ErrShopNotFound when there is none or it was removed.
func (s *Service) ShopTx(ctx context.Context, tx *db.Tx, id db.ID) (*Shop, error) {
	return shopTx(ctx, tx, id, "")
}

func shopTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Shop, error) {
	return accountTx(ctx, tx, Sell, id, lock)
}

// accountTx reads an account that serves the purpose; without one, whatever it serves.
func accountTx(ctx context.Context, tx *db.Tx, purpose Purpose, id db.ID, lock string) (*Shop, error) {
	var p Shop
	found, err := tx.Row(ctx, `SELECT `+shopColumns+` FROM shop WHERE tenant_id = ? AND id = ? AND removed_at IS NULL`+lock, []any{tx.Tenant, id}, p.fields()...)
	if err != nil {
		return nil, fmt.Errorf("read shop: %w", err)
	}
	if !found || purpose != "" && !p.Serves(purpose) {
		return nil, ErrShopNotFound
	}
	p.judge(tx.Now)
	return &p, nil
}

// accountsTx gives all accounts of the set, whatever they serve.
func accountsTx(ctx context.Context, tx *db.Tx) ([]*Shop, error) {
	var out []*Shop
	err := tx.Each(ctx, `SELECT `+shopColumns+` FROM shop WHERE tenant_id = ? AND removed_at IS NULL ORDER BY id`, []any{tx.Tenant}, func(rows *sql.Rows) error {
		var p Shop
		if err := rows.Scan(p.fields()...); err != nil {
			return err
		}
		p.judge(tx.Now)
		out = append(out, &p)
		return nil
	})
	return out, err
}

// ShopsTx gives sales the enabled shops; none while 1688 selling is switched off.
func (s *Service) ShopsTx(ctx context.Context, tx *db.Tx) ([]sale.Shop, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil || !set.Has(tenant.ModuleSell1688) {
		return nil, err
	}
	shops, err := accountsTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	var out []sale.Shop
	for _, p := range shops {
		if p.Sells && p.Enabled {
			out = append(out, sale.Shop{ID: p.ID, Name: p.Name, WarehouseID: p.WarehouseID, Preorders: p.Authorised() && p.Market != ""})
		}
	}
	return out, nil
}

// MayBuyTx tells whether purchases may be made with the account: it is one of the set's
// that buy, it is on, and the module is.
func (s *Service) MayBuyTx(ctx context.Context, tx *db.Tx, account db.ID) (bool, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil || !set.Has(tenant.ModuleBuy1688) {
		return false, err
	}
	accounts, err := accountsTx(ctx, tx)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(accounts, func(p *Shop) bool { return p.ID == account && p.Buys && p.Enabled }), nil
}

// Shops lists the shops within the limit, oldest first.
func (s *Service) Shops(ctx context.Context, sc db.Scope, reach tenant.Limit) ([]*Shop, error) {
	return s.Accounts(ctx, sc, Sell, reach)
}

// Shop reads one shop.
func (s *Service) Shop(ctx context.Context, sc db.Scope, id db.ID) (*Shop, error) {
	return s.Account(ctx, sc, Sell, id)
}
