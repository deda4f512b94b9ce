package channel

import (
	"context"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// The permissions of buyer accounts.
var (
	PermBuyerRead   = api.DefinePermission("buyer_account.read", "查看采购账号", "See buyer accounts", "channel", tenant.RolePurchaser)
	PermBuyerManage = api.DefinePermission("buyer_account.manage", "管理采购账号（授权、停用）", "Manage buyer accounts (authorise, disable)", "channel")
)

// logBuyerRemoved is the line of the log about an account that no longer buys.
var logBuyerRemoved = fault.Define(fault.Internal, "shop.log.buyer_removed",
	fault.ZH("不再用于采购", ""), fault.EN("No longer used for buying", ""))

// BuyerInput is what people may change of a buyer account.
type BuyerInput struct {
	Name    string
	Enabled bool
	Version int64
}

type updateBuyerInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Name    string `json:"name" doc:"What it is called here; nothing changes on 1688"`
		Enabled bool   `json:"enabled"`
		Version int64  `json:"version"`
	}
}

type beginBuyerInput struct {
	Body *struct {
		Name string `json:"name,omitempty" maxLength:"60" doc:"What to call an account that is new; its login and _buy when left out"`
	}
}

func (s *Service) registerBuyers(a *api.API) {
	r := accountRoutes{s: s, purpose: Buy, path: "/buyer-accounts", id: "buyer-account", ids: "buyer-accounts", one: "a buyer account", read: PermBuyerRead, manage: PermBuyerManage}
	r.register(a)
	api.Post(a, api.Route{
		Path: r.path + "/authorizations", ID: "authorize-buyer-account", Summary: "Begin the authorisation of a buyer account", Tag: r.ids, Permission: r.manage, Status: 201, Secret: true,
		Description: howAuthorised,
	}, func(ctx context.Context, sc db.Scope, in *beginBuyerInput) (*beginOutput, error) {
		wish := Wish{Purpose: Buy}
		if in.Body != nil {
			wish.Name = in.Body.Name
		}
		return beginAnswer(s.Begin(ctx, sc, wish))
	})
	api.Put(a, api.Route{Path: r.path + "/{id}", ID: "update-buyer-account", Summary: "Rename, enable or disable a buyer account", Tag: r.ids, Permission: r.manage},
		func(ctx context.Context, sc db.Scope, in *updateBuyerInput) (*shopOutput, error) {
			if err := visible(ctx, in.ID); err != nil {
				return nil, err
			}
			return shopAnswer(s.UpdateBuyer(ctx, sc, in.ID, BuyerInput(in.Body)))
		})
	api.Delete(a, api.Route{
		Path: r.path + "/{id}", ID: "remove-buyer-account", Summary: "Remove a buyer account", Tag: r.ids, Permission: r.manage,
		Description: "Its tokens are forgotten, unless the account is a shop too; documents stay.",
	}, func(ctx context.Context, sc db.Scope, in *idInput) (*api.Empty, error) {
		if err := visible(ctx, in.ID); err != nil {
			return nil, err
		}
		return nil, s.RemoveBuyer(ctx, sc, in.ID)
	})
}

// UpdateBuyer renames a buyer account, enables or disables it.
func (s *Service) UpdateBuyer(ctx context.Context, sc db.Scope, id db.ID, in BuyerInput) (*Shop, error) {
	var f fault.Fields
	in.Name = check.Required(&f, "name", in.Name, 60)
	if err := f.Err(); err != nil {
		return nil, err
	}
	var after *Shop
	err := s.db.InTx(ctx, sc, needs(Buy, func(ctx context.Context, tx *db.Tx) error {
		before, err := accountTx(ctx, tx, Buy, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		if before.Version != in.Version {
			return fault.ErrStale
		}
		p := *before
		p.Name, p.Enabled = in.Name, in.Enabled
		p.Version++
		if _, err := tx.Exec(ctx, `UPDATE shop SET name = ?, enabled = ?, updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?`,
			p.Name, p.Enabled, tx.Now, p.Version, tx.Tenant, id); err != nil {
			return err
		}
		if err := logSwitchTx(ctx, tx, before, &p); err != nil {
			return err
		}
		after = &p
		publishTx(tx, id)
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: entityShop, EntityID: id, EntityNo: p.Name, Before: shopState(before), After: shopState(&p)})
	}))
	return after, err
}

// RemoveBuyer ends the use of an account for buying. One that is no shop either is
// forgotten with its tokens; the row stays, which documents name.
func (s *Service) RemoveBuyer(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, needs(Buy, func(ctx context.Context, tx *db.Tx) error {
		p, err := accountTx(ctx, tx, Buy, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		if err := endTx(ctx, tx, p, Buy, logBuyerRemoved); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entityShop, EntityID: id, EntityNo: p.Name, Before: shopState(p)})
	}))
}

// endTx ends the use of an account for a purpose, and forgets its tokens when it
// serves no other.
func endTx(ctx context.Context, tx *db.Tx, p *Shop, purpose Purpose, what *fault.Error) error {
	column, other := "sells", p.Buys
	if purpose == Buy {
		column, other = "buys", p.Sells
	}
	set := column + ` = FALSE, updated_at = ?, version = version + 1`
	if !other {
		set += `, removed_at = updated_at, enabled = FALSE, access_token = '', refresh_token = '', state = 'revoked'`
	}
	if _, err := tx.Exec(ctx, `UPDATE shop SET `+set+` WHERE tenant_id = ? AND id = ?`, tx.Now, tx.Tenant, p.ID); err != nil {
		return err
	}
	publishTx(tx, p.ID)
	return shopLogTx(ctx, tx, p.ID, what, true)
}

// logSwitchTx notes in the log when an account was enabled or disabled.
func logSwitchTx(ctx context.Context, tx *db.Tx, before, after *Shop) error {
	if before.Enabled == after.Enabled {
		return nil
	}
	what := logDisabled
	if after.Enabled {
		what = logEnabled
	}
	return shopLogTx(ctx, tx, after.ID, what, !after.Enabled)
}

// BuyerTx reads a buyer account, or returns ErrShopNotFound.
func (s *Service) BuyerTx(ctx context.Context, tx *db.Tx, id db.ID) (*Shop, error) {
	return accountTx(ctx, tx, Buy, id, "")
}

// BuyersTx gives the buyer accounts of the set, oldest first.
func (s *Service) BuyersTx(ctx context.Context, tx *db.Tx) ([]*Shop, error) {
	all, err := accountsTx(ctx, tx)
	return slices.DeleteFunc(all, func(p *Shop) bool { return !p.Buys }), err
}
