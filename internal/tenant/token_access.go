package tenant

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of using API tokens.
var (
	// ErrToken is the answer to a token that never was, or whose person has left the set.
	ErrToken = fault.Define(fault.Unauthenticated, "auth.token_invalid",
		fault.ZH("API 令牌无效", "检查令牌是否完整，或在“设置 → API 令牌”中新建一个"), fault.EN("The API token is wrong", "Check that it is complete, or make a new one under Settings, API tokens"))
	// ErrTokenExpired has the parameter at.
	ErrTokenExpired = fault.Define(fault.Unauthenticated, "auth.token_expired",
		fault.ZH("API 令牌已于 {at} 到期", "在“设置 → API 令牌”中新建一个"), fault.EN("The API token expired at {at}", "Make a new one under Settings, API tokens"))
	// ErrTokenRevoked has the parameter at.
	ErrTokenRevoked = fault.Define(fault.Unauthenticated, "auth.token_revoked",
		fault.ZH("API 令牌已于 {at} 吊销", "在“设置 → API 令牌”中新建一个"), fault.EN("The API token was revoked at {at}", "Make a new one under Settings, API tokens"))
	// ErrTokenScope has the parameter permission: the token lacks it, whatever its person may.
	ErrTokenScope = fault.Define(fault.Forbidden, "auth.token_scope",
		fault.ZH("这个 API 令牌没有“{permission:permission}”权限", "换用有这项权限的令牌；个人令牌只有本人现在仍有的权限"),
		fault.EN("This API token does not hold the permission “{permission:permission}”", "Use a token that has it; a personal token holds only what its person still does"))
)

// foundToken is a row of api_token as ByToken needs it.
type foundToken struct {
	set, role                       db.ID
	kind, stored, warehouses, shops string
	expires, used, revoked          db.Time
	personGone                      bool // their sign-in is switched off
}

// ByToken finds who an API token stands for and what it may do now: a personal
// token what is listed and its person still may, a service token what is listed or
// its role may. ErrToken, ErrTokenExpired, ErrTokenRevoked, or ErrSetNotFound for
// another set.
func (s *Service) ByToken(ctx context.Context, token string, set db.ID) (*Access, error) {
	a := &Access{}
	var t foundToken
	now := db.At(s.db.Now())
	err := s.db.View(ctx, db.System("token"), func(ctx context.Context, tx *db.Tx) error {
		found, err := tx.Row(ctx, `SELECT t.id, t.name, t.tenant_id, t.kind, t.role_id, t.permissions, t.warehouse_ids, t.shop_ids, t.expires_at, t.used_at, t.revoked_at,
			p.id, p.login, p.name, p.language, p.disabled FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.token_hash = ?`, []any{hashOf(token)},
			&a.TokenID, &a.TokenName, &t.set, &t.kind, &t.role, &t.stored, &t.warehouses, &t.shops, &t.expires, &t.used, &t.revoked,
			&a.PersonID, &a.Login, &a.Name, &a.Language, &t.personGone)
		if err != nil {
			return fmt.Errorf("read API token: %w", err)
		}
		if !found {
			return ErrToken
		}
		if err := t.refuse(now); err != nil {
			return err
		}
		if set != 0 && set != t.set {
			return ErrSetNotFound
		}
		if t.kind == TokenService {
			return t.serveTx(ctx, tx, a)
		}
		return t.personateTx(ctx, tx, a)
	})
	if err != nil {
		return nil, err
	}
	a.TokenKind = t.kind
	if now.Sub(t.used.Time) < touchEvery {
		return a, nil
	}
	err = s.db.InTx(ctx, db.System("token"), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE api_token SET used_at = ? WHERE id = ?`, now, a.TokenID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("note use of API token: %w", err)
	}
	return a, nil
}

func (t *foundToken) refuse(now db.Time) error {
	switch tokenState(now, t.expires, t.revoked) {
	case TokenRevoked:
		return ErrTokenRevoked.With("at", t.revoked)
	case TokenExpired:
		return ErrTokenExpired.With("at", t.expires)
	}
	return nil
}

// personateTx fills in what the person may do in the set, and leaves what is listed of it.
func (t *foundToken) personateTx(ctx context.Context, tx *db.Tx, a *Access) error {
	if t.personGone {
		return ErrToken
	}
	if err := loadMemberTx(ctx, tx, t.set, a); err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return ErrToken
		}
		return err
	}
	listed, err := readPermissions(t.stored)
	if err != nil {
		return err
	}
	for p := range a.Permissions {
		if !listed[p] {
			delete(a.Permissions, p)
		}
	}
	a.Owner, a.Admin = false, false // a leaked token must not make owners
	return nil
}

// serveTx fills in what a service token may do by itself.
func (t *foundToken) serveTx(ctx context.Context, tx *db.Tx, a *Access) error {
	var modules string
	if _, err := tx.Row(ctx, `SELECT name, modules FROM account_set WHERE tenant_id = ?`, []any{t.set}, &a.SetName, &modules); err != nil {
		return fmt.Errorf("read account set: %w", err)
	}
	err := a.enter(t.set, t.warehouses, t.shops, modules)
	if err != nil {
		return err
	}
	if t.role == 0 {
		a.Permissions, err = readPermissions(t.stored)
		return err
	}
	err = tx.Each(ctx, `SELECT builtin, permissions FROM role WHERE tenant_id = ? AND id = ?`, []any{t.set, t.role}, roleScanner(a))
	a.Owner = false
	return err
}
