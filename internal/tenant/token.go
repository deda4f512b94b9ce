package tenant

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// TokenPrefix starts every API token, so that a leaked one is recognised.
const TokenPrefix = "ht_"

// The kinds of API tokens.
const (
	// TokenPersonal acts as its person, within the permissions listed.
	TokenPersonal = "personal"
	// TokenService belongs to the account set: it has a role or permissions and a
	// data scope of its own, and works on when whoever made it has left.
	TokenService = "service"
)

// The states of API tokens.
const (
	TokenActive  = "active"
	TokenExpired = "expired"
	TokenRevoked = "revoked"
)

// Token is an API token as shown; the token itself is shown once, when made.
type Token struct {
	ID          db.ID
	Kind        string // TokenPersonal or TokenService
	Name        string
	Hint        string // its first characters
	PersonID    db.ID  // whom it acts as; of a service token, who made it
	PersonName  string
	RoleID      db.ID // zero with permissions of its own
	RoleName    string
	Permissions []Permission // those listed, or those of the role now
	DataScope                // of a service token; a personal one has its person's
	CreatedAt   db.Time
	ExpiresAt   db.Time // zero: never
	UsedAt      db.Time // zero: never used
	RevokedAt   db.Time // zero: not revoked
	State       string  // TokenActive, TokenExpired or TokenRevoked
}

// Faults of making API tokens.
var (
	errExpiry = fault.Define(fault.Invalid, "token.expiry_past",
		fault.ZH("到期时间已过", "填写将来的时间，或留空表示不过期"), fault.EN("The expiry is in the past", "Give a time to come, or none for no expiry"))
	// ErrTokenPersonal marks what a personal token takes from its person.
	ErrTokenPersonal = fault.Define(fault.Invalid, "token.personal",
		fault.ZH("个人令牌沿用本人的角色和数据范围", "留空；需要单独设置时请新建服务令牌"),
		fault.EN("A personal token has the role and data scope of its person", "Leave it out, or make a service token"))
	errRoleOrList = fault.Define(fault.Invalid, "token.role_or_permissions",
		fault.ZH("角色和权限只能选一种", "选择一个角色，或只勾选权限"), fault.EN("Give a role or permissions, not both", "Pick a role, or permissions only"))
)

// TokenInput is what a person enters to make an API token.
type TokenInput struct {
	Kind        string
	Name        string
	Permissions []Permission
	// Of a service token only: a role instead of permissions, and what it may work
	// with; nil is what its maker may.
	RoleID            db.ID
	Warehouses, Shops *Limit
	ExpiresAt         db.Time // zero: never
}

// check gives the permissions listed.
func (in *TokenInput) check(now db.Time) (PermissionSet, error) {
	var f fault.Fields
	checkName(&f, &in.Name)
	if in.Kind != TokenPersonal && in.Kind != TokenService {
		f.Add("kind", fault.ErrChoice.With("allowed", TokenPersonal+", "+TokenService))
	}
	listed := checkPermissions(&f, in.Permissions)
	switch {
	case len(in.Permissions) == 0 && (in.RoleID == 0 || in.Kind == TokenPersonal):
		f.Add("permissions", fault.ErrRequired)
	case len(in.Permissions) > 0 && in.RoleID != 0 && in.Kind == TokenService:
		f.Add("roleId", errRoleOrList)
	}
	if in.Kind == TokenPersonal {
		for _, part := range []struct {
			field string
			given bool
		}{{"roleId", in.RoleID != 0}, {"warehouses", in.Warehouses != nil}, {"shops", in.Shops != nil}} {
			if part.given {
				f.Add(part.field, ErrTokenPersonal)
			}
		}
	}
	if !in.ExpiresAt.IsZero() && over(now, in.ExpiresAt) {
		f.Add("expiresAt", errExpiry)
	}
	return listed, f.Err()
}

// CreateToken makes an API token for the set and gives its secret, which is not
// stored. by is who asks: no token may do or see more than its maker.
func (s *Service) CreateToken(ctx context.Context, sc db.Scope, by *Access, in TokenInput) (t *Token, secret string, err error) {
	listed, err := in.check(db.At(s.db.Now()))
	if err != nil {
		return nil, "", err
	}
	if err := beyond(by.Permissions, listed); err != nil {
		return nil, "", err
	}
	stored, err := listed.stored()
	if err != nil {
		return nil, "", err
	}
	secret = TokenPrefix + newSecret()
	id := s.db.NewID()
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		reach := Everything
		if in.Kind == TokenService {
			var err error
			if reach, err = serviceGrantTx(ctx, tx, by, &in); err != nil {
				return err
			}
		}
		warehouses, shops, err := reach.text()
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO api_token (token_hash, id, tenant_id, kind, person_id, name, hint, role_id, permissions, warehouse_ids, shop_ids, created_at, expires_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			hashOf(secret), id, tx.Tenant, in.Kind, tx.Actor.UserID, in.Name, secret[:len(TokenPrefix)+4], in.RoleID, stored, warehouses, shops, tx.Now, in.ExpiresAt); err != nil {
			return err
		}
		if t, err = tokenTx(ctx, tx, id, 0); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "api_token", EntityID: id, EntityNo: in.Name, After: t.state()})
	})
	return t, secret, err
}

// serviceGrantTx checks the role that by gives a service token, and gives its data scope.
func serviceGrantTx(ctx context.Context, tx *db.Tx, by *Access, in *TokenInput) (DataScope, error) {
	if in.RoleID != 0 {
		roles, err := rolesTx(ctx, tx)
		if err != nil {
			return DataScope{}, err
		}
		role := roles.find(in.RoleID)
		if role == nil {
			var f fault.Fields
			f.Add("roleId", fault.ErrNotFound.With("what", "role"))
			return DataScope{}, f.Err()
		}
		if err := by.mayGive(role); err != nil {
			return DataScope{}, err
		}
	}
	return newReachTx(ctx, tx, by, in.Warehouses, in.Shops)
}

// state is what the audit log keeps of a token.
func (t *Token) state() any {
	state := map[string]any{"kind": t.Kind, "permissions": t.Permissions, "expiresAt": t.ExpiresAt}
	if t.Kind == TokenService {
		state["warehouses"], state["shops"] = t.Warehouses, t.Shops
	}
	if t.RoleID != 0 {
		state["role"] = t.RoleName
		delete(state, "permissions") // those of the role, whatever they become
	}
	return state
}

// Tokens lists the API tokens of the set, the newest first; with a person only
// their personal ones.
func (s *Service) Tokens(ctx context.Context, sc db.Scope, person db.ID) ([]Token, error) {
	var list []Token
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		list, err = tokensTx(ctx, tx, 0, person)
		return err
	})
	return list, err
}

// tokensTx reads one token, or all for zero; with a person only their personal ones.
func tokensTx(ctx context.Context, tx *db.Tx, id, person db.ID) ([]Token, error) {
	only, args := "", []any{tx.Tenant}
	if id != 0 {
		only, args = " AND t.id = ?", append(args, id)
	}
	if person != 0 {
		only, args = only+" AND t.kind = ? AND t.person_id = ?", append(args, TokenPersonal, person)
	}
	type row struct {
		Token
		stored, warehouses, shops string
	}
	rows, err := collect(ctx, tx, `SELECT t.id, t.kind, t.name, t.hint, t.person_id, p.name, t.role_id, t.permissions, t.warehouse_ids, t.shop_ids, t.created_at, t.expires_at, t.used_at, t.revoked_at
		FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.tenant_id = ?`+only+` ORDER BY t.created_at DESC, t.id DESC`, args, func(x *row) []any {
		return []any{&x.ID, &x.Kind, &x.Name, &x.Hint, &x.PersonID, &x.PersonName, &x.RoleID, &x.stored, &x.warehouses, &x.shops, &x.CreatedAt, &x.ExpiresAt, &x.UsedAt, &x.RevokedAt}
	})
	if err != nil {
		return nil, fmt.Errorf("read API tokens: %w", err)
	}
	roles, err := rolesTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	list := make([]Token, len(rows))
	for i, x := range rows {
		listed, err := readPermissions(x.stored)
		if err != nil {
			return nil, err
		}
		x.Permissions = listed.Keys()
		if err := x.DataScope.parse(x.warehouses, x.shops); err != nil {
			return nil, err
		}
		if role := roles.find(x.RoleID); role != nil {
			x.RoleName, x.Permissions = role.Name, role.Permissions.Keys()
		}
		x.State = tokenState(tx.Now, x.ExpiresAt, x.RevokedAt)
		list[i] = x.Token
	}
	return list, nil
}

func tokenState(now, expires, revoked db.Time) string {
	switch {
	case !revoked.IsZero():
		return TokenRevoked
	case !expires.IsZero() && over(now, expires):
		return TokenExpired
	}
	return TokenActive
}

func tokenTx(ctx context.Context, tx *db.Tx, id, person db.ID) (*Token, error) {
	list, err := tokensTx(ctx, tx, id, person)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fault.ErrNotFound.With("what", "token")
	}
	return &list[0], nil
}

// RevokeToken ends a token for good; with a person only one of their personal ones
// is found.
func (s *Service) RevokeToken(ctx context.Context, sc db.Scope, id, person db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := tokenTx(ctx, tx, id, person)
		if err != nil {
			return err
		}
		if !t.RevokedAt.IsZero() {
			return nil
		}
		if _, err := tx.Exec(ctx, `UPDATE api_token SET revoked_at = ? WHERE tenant_id = ? AND id = ?`, tx.Now, tx.Tenant, id); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "revoke", Entity: "api_token", EntityID: id, EntityNo: t.Name})
	})
}
