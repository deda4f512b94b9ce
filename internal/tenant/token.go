package tenant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// TokenPrefix starts every API token, so that a leaked one is recognised.
const TokenPrefix = "ht_"

// Token is an API token as shown; the token itself is shown once, when made.
type Token struct {
	ID          db.ID
	Name        string
	Hint        string // its first characters
	PersonID    db.ID
	PersonName  string
	Permissions []Permission
	CreatedAt   db.Time
	ExpiresAt   db.Time // zero: never
	UsedAt      db.Time // zero: never used
	RevokedAt   db.Time // zero: not revoked
}

// Faults of API tokens.
var (
	// ErrToken is the answer to a token that is wrong, revoked, expired, or whose
	// person has left the set.
	ErrToken = fault.Define(fault.Unauthenticated, "auth.token_invalid",
		fault.ZH("API 令牌无效、已过期或已撤销", "在“设置 → API 令牌”中新建一个"), fault.EN("The API token is wrong, expired or revoked", "Make a new one under Settings, API tokens"))
	errExpiry = fault.Define(fault.Invalid, "token.expiry_past",
		fault.ZH("到期时间已过", "填写将来的时间，或留空表示不过期"), fault.EN("The expiry is in the past", "Give a time to come, or none for no expiry"))
)

// CreateToken makes an API token for the set with a subset of the maker's permissions.
func (s *Service) CreateToken(ctx context.Context, sc db.Scope, by PermissionSet, name string, permissions []Permission, expires db.Time) (t *Token, secret string, err error) {
	var f fault.Fields
	in := RoleInput{Name: name, Permissions: permissions}
	if err := in.check(by); err != nil {
		return nil, "", err
	}
	if len(permissions) == 0 {
		f.Add("permissions", fault.ErrRequired)
	}
	if !expires.IsZero() && !expires.After(s.db.Now()) {
		f.Add("expiresAt", errExpiry)
	}
	if err := f.Err(); err != nil {
		return nil, "", err
	}
	stored, err := in.stored()
	if err != nil {
		return nil, "", err
	}
	secret = TokenPrefix + newSecret()
	id := s.db.NewID()
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO api_token (token_hash, id, tenant_id, person_id, name, hint, permissions, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			hashOf(secret), id, tx.Tenant, tx.Actor.UserID, in.Name, secret[:len(TokenPrefix)+4], stored, tx.Now, expires); err != nil {
			return err
		}
		var err error
		if t, err = tokenTx(ctx, tx, id); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "api_token", EntityID: id, EntityNo: in.Name, After: map[string]any{"permissions": t.Permissions, "expiresAt": t.ExpiresAt}})
	})
	return t, secret, err
}

// Tokens lists the API tokens of the set, the newest first.
func (s *Service) Tokens(ctx context.Context, sc db.Scope) ([]Token, error) {
	var list []Token
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		list, err = tokensTx(ctx, tx)
		return err
	})
	return list, err
}

func tokensTx(ctx context.Context, tx *db.Tx) ([]Token, error) {
	type row struct {
		Token
		stored string
	}
	rows, err := collect(ctx, tx, `SELECT t.id, t.name, t.hint, t.person_id, p.name, t.permissions, t.created_at, t.expires_at, t.used_at, t.revoked_at
		FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.tenant_id = ? ORDER BY t.created_at DESC, t.id DESC`, []any{tx.Tenant}, func(x *row) []any {
		return []any{&x.ID, &x.Name, &x.Hint, &x.PersonID, &x.PersonName, &x.stored, &x.CreatedAt, &x.ExpiresAt, &x.UsedAt, &x.RevokedAt}
	})
	if err != nil {
		return nil, fmt.Errorf("read API tokens: %w", err)
	}
	list := make([]Token, len(rows))
	for i, x := range rows {
		if err := json.Unmarshal([]byte(x.stored), &x.Permissions); err != nil {
			return nil, fmt.Errorf("permissions of an API token: %w", err)
		}
		list[i] = x.Token
	}
	return list, nil
}

func tokenTx(ctx context.Context, tx *db.Tx, id db.ID) (*Token, error) {
	list, err := tokensTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(list, func(t Token) bool { return t.ID == id })
	if i < 0 {
		return nil, fault.ErrNotFound.With("what", "token")
	}
	return &list[i], nil
}

// RevokeToken ends a token for good.
func (s *Service) RevokeToken(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := tokenTx(ctx, tx, id)
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

// ByToken finds who an API token stands for: its maker, with the permissions that
// token and maker both hold. ErrToken, or ErrSetNotFound for another set.
func (s *Service) ByToken(ctx context.Context, token string, set db.ID) (*Access, error) {
	a := &Access{}
	var used db.Time
	now := db.At(s.db.Now())
	err := s.db.View(ctx, db.System("token"), func(ctx context.Context, tx *db.Tx) error {
		var (
			owner            db.ID
			stored           string
			expires, revoked db.Time
			disabled         bool
		)
		found, err := tx.Row(ctx, `SELECT t.id, t.name, t.tenant_id, t.permissions, t.expires_at, t.used_at, t.revoked_at, p.id, p.login, p.name, p.language, p.disabled
			FROM api_token t JOIN person p ON p.id = t.person_id WHERE t.token_hash = ?`, []any{hashOf(token)},
			&a.TokenID, &a.TokenName, &owner, &stored, &expires, &used, &revoked, &a.PersonID, &a.Login, &a.Name, &a.Language, &disabled)
		if err != nil {
			return fmt.Errorf("read API token: %w", err)
		}
		if !found || disabled || !revoked.IsZero() || !expires.IsZero() && !now.Before(expires.Time) {
			return ErrToken
		}
		if set != 0 && set != owner {
			return ErrSetNotFound
		}
		if err := loadMemberTx(ctx, tx, owner, a); err != nil {
			if fault.KindOf(err) == fault.NotFound {
				return ErrToken
			}
			return err
		}
		return narrow(a, stored)
	})
	if err != nil {
		return nil, err
	}
	if now.Sub(used.Time) < touchEvery {
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

// narrow leaves what the token may do of what its maker may.
func narrow(a *Access, stored string) error {
	var keys []Permission
	if err := json.Unmarshal([]byte(stored), &keys); err != nil {
		return fmt.Errorf("permissions of an API token: %w", err)
	}
	both := PermissionSet{}
	for _, k := range keys {
		if a.Permissions[k] {
			both[k] = true
		}
	}
	a.Permissions, a.Owner, a.Admin = both, false, false
	return nil
}
