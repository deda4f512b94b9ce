package channel

import (
	"context"
	"regexp"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Sentences of the shop's log about what people did.
var (
	logEdited = fault.Define(fault.Internal, "shop.log.edited",
		fault.ZH("店铺资料已修改：{name}，市场 {market}，部门 {department}", ""),
		fault.EN("The shop was edited: {name}, market {market}, department {department}", ""))
	logVerified = fault.Define(fault.Internal, "shop.log.verified",
		fault.ZH("验权通过，登录账户 {login}", ""), fault.EN("Verified, account {login}", ""))
	logRemoved = fault.Define(fault.Internal, "shop.log.removed",
		fault.ZH("店铺已移除，下载的数据和匹配关系已删除，商品保留", ""), fault.EN("The shop was removed with its downloaded data and pairs; products stay", ""))
	logEnabled  = fault.Define(fault.Internal, "shop.log.enabled", fault.ZH("已启用", ""), fault.EN("Enabled", ""))
	logDisabled = fault.Define(fault.Internal, "shop.log.disabled", fault.ZH("已停用", ""), fault.EN("Disabled", ""))

	// ErrShopBusy is the refusal to remove a shop whose download is not finished.
	ErrShopBusy = fault.Define(fault.Conflict, "shop.busy",
		fault.ZH("店铺正在下载商品", "等下载结束，或先取消下载"), fault.EN("The shop's offers are being downloaded", "Wait until that has ended, or cancel it first"))
	// ErrRemoveOpenMoney and ErrDisableOpenMoney have the parameters of OpenMoney.
	ErrRemoveOpenMoney = fault.Define(fault.Conflict, "shop.money_open",
		fault.ZH("店铺在 1688 上还有没结束的钱：没付款或在核实的预订单 {preorders} 张共 {unpaid}，1688 保管中的货款 {payments} 笔共 {held}。移除后系统查不到付款和放款", "等客户付款（或过期）、1688 放款后再移除；确定要移除时选择“仍然移除”，保管中的货款到账后在“1688 担保交易”登记放款"),
		fault.EN("Money of the shop is still open on 1688: {preorders} pre-orders unpaid or being looked up, of {unpaid}, and {payments} payments held there, of {held}. Once the shop is removed, neither payments nor releases are heard of", "Wait until they are paid or expired, and released; or remove it all the same, and book by hand under 1688 escrow what arrives"))
	ErrDisableOpenMoney = fault.Define(fault.Conflict, "shop.money_open_disable",
		fault.ZH("店铺在 1688 上还有没结束的钱：没付款或在核实的预订单 {preorders} 张共 {unpaid}，1688 保管中的货款 {payments} 笔共 {held}。停用期间系统不查询付款和放款，到账不会入账", "等客户付款（或过期）、1688 放款后再停用；确定要停用时选择“仍然停用”，重新启用后会接着查询并入账"),
		fault.EN("Money of the shop is still open on 1688: {preorders} pre-orders unpaid or being looked up, of {unpaid}, and {payments} payments held there, of {held}. While the shop is disabled, 1688 is not asked, and what is paid or released is not booked", "Wait until they are paid or expired, and released; or disable it all the same: once it is enabled again, 1688 is asked and all of it is booked"))
	// ErrWrongAccount has the parameters login and other.
	ErrWrongAccount = fault.Define(fault.Conflict, "shop.wrong_account",
		fault.ZH("令牌属于另一个账户 {other}，而不是 {login}", "由 {login} 重新授权"),
		fault.EN("The token belongs to {other}, not to {login}", "Let {login} authorise again"))
)

// ShopInput is what people may change of a shop.
type ShopInput struct {
	Name       string
	Market     string // code; empty unbinds
	MarketName string // shown for a market of one's own; a published code has its name
	Department string
	// WarehouseID is what its sales documents sell from when they name none; zero
	// leaves that to the set's default.
	WarehouseID db.ID
	// ReleaseAccountID is the fund account that 1688 pays out to once a buyer has
	// confirmed; zero takes the default of Alipay.
	ReleaseAccountID db.ID
	Enabled          bool
	// Force disables the shop although money of it is open on 1688.
	Force   bool
	Version int64
	// Within are the warehouses the person may choose from; nil for a program.
	Within *tenant.Limit
}

var marketCode = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,50}$`)

func (in *ShopInput) check() error {
	var f fault.Fields
	in.Name = check.Required(&f, "name", in.Name, 60)
	in.Department = check.Line(&f, "department", in.Department, 60)
	in.MarketName = check.Line(&f, "marketName", in.MarketName, 60)
	switch {
	case in.Market == "":
		in.MarketName = ""
	case !marketCode.MatchString(in.Market):
		f.Add("market", fault.ErrFormat.With("expected", "dxc, hqb, cloudMfr"))
	case in.MarketName == "" || marketName(in.Market) != in.Market:
		in.MarketName = marketName(in.Market)
	}
	return f.Err()
}

// UpdateShop renames a shop, binds its market and department, enables or disables it.
// Disabling one whose money is open on 1688 is refused with ErrDisableOpenMoney,
// unless forced.
func (s *Service) UpdateShop(ctx context.Context, sc db.Scope, id db.ID, in ShopInput) (*Shop, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	var after *Shop
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before, err := shopTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.ErrStale
		}
		if err := in.checkWarehouseTx(ctx, tx, before.WarehouseID); err != nil {
			return err
		}
		if err := in.checkReleaseTx(ctx, tx, before.ReleaseAccountID); err != nil {
			return err
		}
		if before.Enabled && !in.Enabled && !in.Force {
			if err := s.refuseOpenMoneyTx(ctx, tx, id, ErrDisableOpenMoney); err != nil {
				return err
			}
		}
		p := *before
		p.Name, p.Market, p.MarketName, p.Department, p.WarehouseID, p.Enabled = in.Name, in.Market, in.MarketName, in.Department, in.WarehouseID, in.Enabled
		p.ReleaseAccountID = in.ReleaseAccountID
		p.Version++
		if _, err := tx.Exec(ctx, `UPDATE shop SET name = ?, market = ?, market_name = ?, department = ?, warehouse_id = ?, release_account_id = ?, enabled = ?, updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?`,
			p.Name, p.Market, p.MarketName, p.Department, p.WarehouseID, p.ReleaseAccountID, p.Enabled, tx.Now, p.Version, tx.Tenant, id); err != nil {
			return err
		}
		if before.Name != p.Name || before.Market != p.Market || before.Department != p.Department {
			if err := shopLogTx(ctx, tx, id, logEdited.With("name", p.Name, "market", firstOf(p.MarketName, "—"), "department", firstOf(p.Department, "—")), false); err != nil {
				return err
			}
		}
		if err := logSwitchTx(ctx, tx, before, &p); err != nil {
			return err
		}
		after = &p
		publishTx(tx, id)
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: entityShop, EntityID: id, EntityNo: p.Name, Before: shopState(before), After: shopState(&p)})
	})
	return after, err
}

// refuseOpenMoneyTx refuses while money of the shop is open on 1688.
func (s *Service) refuseOpenMoneyTx(ctx context.Context, tx *db.Tx, shop db.ID, refusal *fault.Error) error {
	if s.preorders == nil {
		return nil
	}
	open, err := s.preorders.OpenMoneyTx(ctx, tx, shop)
	if err != nil || open == (OpenMoney{}) {
		return err
	}
	return refusal.With("preorders", open.Preorders, "unpaid", open.Unpaid, "payments", open.Payments, "held", open.Held)
}

// checkWarehouseTx refuses a warehouse that the set or the person does not have, or
// that is closed. One that stays is not asked about.
func (in *ShopInput) checkWarehouseTx(ctx context.Context, tx *db.Tx, before db.ID) error {
	if in.WarehouseID == 0 || in.WarehouseID == before {
		return nil
	}
	w, err := stock.WarehouseTx(ctx, tx, in.WarehouseID)
	if err == nil && in.Within != nil && !in.Within.Allows(w.ID) {
		err = stock.ErrWarehouseNotFound
	}
	if err == nil && !w.Active {
		err = stock.ErrWarehouseInactive.With("name", w.Name)
	}
	var f fault.Fields
	if !f.AddErr("warehouseId", err) {
		return err
	}
	return f.Err()
}

// checkReleaseTx refuses a fund account that the set does not have, or that 1688 cannot
// pay out to. One that stays is not asked about.
func (in *ShopInput) checkReleaseTx(ctx context.Context, tx *db.Tx, before db.ID) error {
	if in.ReleaseAccountID == 0 || in.ReleaseAccountID == before {
		return nil
	}
	_, err := finance.ReleaseAccountTx(ctx, tx, in.ReleaseAccountID)
	var f fault.Fields
	if !f.AddErr("releaseAccountId", err) {
		return err
	}
	return f.Err()
}

func shopState(p *Shop) any {
	return map[string]any{"name": p.Name, "login": p.LoginID, "market": p.Market, "department": p.Department, "warehouseId": p.WarehouseID, "releaseAccountId": p.ReleaseAccountID, "enabled": p.Enabled, "state": p.State}
}

// VerifyAccount asks 1688 whether the authorisation works (店铺验权), refreshing the
// token when it does not, also after it was believed lost. What it finds is the
// shop's state afterwards.
func (s *Service) VerifyAccount(ctx context.Context, sc db.Scope, purpose Purpose, id db.ID) (*Shop, error) {
	if s.client == nil {
		return nil, ErrNoApp
	}
	p, err := s.Account(ctx, sc, purpose, id)
	if err != nil {
		return nil, err
	}
	if p.State != ShopValid && p.State != ShopExpiring {
		if err := s.recover(ctx, sc, p); err != nil {
			return nil, err
		}
	}
	var account *open1688.Account
	err = s.Call(ctx, sc, id, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		var err error
		account, _, err = c.Account.Basic(ctx, token)
		return err
	})
	if err != nil {
		return nil, explain(err)
	}
	if account.MemberID != p.MemberID {
		return nil, ErrWrongAccount.With("login", p.LoginID, "other", account.LoginID)
	}
	err = s.db.InTx(ctx, sc, needs(purpose, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `UPDATE shop SET login_id = ?, company = ? WHERE tenant_id = ? AND id = ?`, account.LoginID, account.CompanyName, tx.Tenant, id); err != nil {
			return err
		}
		publishTx(tx, id)
		return shopLogTx(ctx, tx, id, logVerified.With("login", account.LoginID), false)
	}))
	if err != nil {
		return nil, err
	}
	return s.Account(ctx, sc, purpose, id)
}

// recover tries the refresh token of a shop whose authorisation was believed lost.
func (s *Service) recover(ctx context.Context, sc db.Scope, p *Shop) error {
	done, err := s.refresh(ctx, sc, p)
	if err != nil {
		return err
	}
	if done {
		return s.db.InTx(ctx, sc, needs("", func(ctx context.Context, tx *db.Tx) error { return s.resumeAllTx(ctx, tx, p.ID) }))
	}
	return nil
}

// RemoveShop forgets the tokens, the downloaded data and the pairs of a shop.
// Products stay, and so does the row, which documents name. A shop whose money is open
// on 1688 is refused with ErrRemoveOpenMoney, unless force is set.
func (s *Service) RemoveShop(ctx context.Context, sc db.Scope, id db.ID, force bool) error {
	return s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := shopTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		busy, err := openDownloadTx(ctx, tx, id)
		if err != nil {
			return err
		}
		if busy != 0 {
			return ErrShopBusy
		}
		if !force {
			if err := s.refuseOpenMoneyTx(ctx, tx, id, ErrRemoveOpenMoney); err != nil {
				return err
			}
		}
		if s.preorders != nil {
			if err := s.preorders.BeforeRemoveShopTx(ctx, tx, id); err != nil {
				return err
			}
		}
		if err := removeOffersTx(ctx, tx, id); err != nil {
			return err
		}
		if err := endTx(ctx, tx, p, Sell, logRemoved); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entityShop, EntityID: id, EntityNo: p.Name, Before: shopState(p)})
	})
}
