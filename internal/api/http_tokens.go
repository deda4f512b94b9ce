package api

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// PermTokenManage lets people make and revoke API tokens of the account set.
var PermTokenManage = DefinePermission("token.manage", "管理 API 令牌", "Manage API tokens", "settings")

// Token is an API token; the token itself is shown once, when made.
type Token struct {
	ID          db.ID        `json:"id"`
	Name        string       `json:"name"`
	Hint        string       `json:"hint" doc:"Its first characters"`
	UserID      db.ID        `json:"userId" doc:"Who made it and stands behind it"`
	UserName    string       `json:"userName"`
	Permissions []Permission `json:"permissions" doc:"It can do what is listed and its maker still may"`
	CreatedAt   db.Time      `json:"createdAt"`
	ExpiresAt   db.Time      `json:"expiresAt,omitzero"`
	LastUsedAt  db.Time      `json:"lastUsedAt,omitzero" doc:"To about five minutes"`
	RevokedAt   db.Time      `json:"revokedAt,omitzero"`
}

// NewToken is a token with its secret.
type NewToken struct {
	Token
	Secret string `json:"secret" doc:"ht_…, shown this once"`
}

type (
	newTokenInput struct {
		Body struct {
			Name        string       `json:"name" minLength:"1" maxLength:"50"`
			Permissions []Permission `json:"permissions" minItems:"1" maxItems:"500"`
			ExpiresAt   db.Time      `json:"expiresAt,omitzero"`
		}
	}
	newTokenOutput struct{ Body NewToken }
)

func (a *API) registerTokens() {
	Get(a, Route{Path: "/tokens", ID: "list-tokens", Summary: "List API tokens", Tag: "settings", Permission: PermTokenManage},
		func(ctx context.Context, sc db.Scope, in *ListQuery) (*PageOf[Token], error) {
			list, err := a.tenants.Tokens(ctx, sc)
			if err != nil {
				return nil, err
			}
			out := make([]Token, len(list))
			for i := range list {
				out[i] = tokenOf(&list[i])
			}
			return pageOf(*in, out, func(t Token) string { return t.Name + " " + t.UserName + " " + t.Hint }, map[string]func(a, b Token) int{
				"name":       func(a, b Token) int { return strings.Compare(a.Name, b.Name) },
				"createdAt":  func(a, b Token) int { return a.CreatedAt.Compare(b.CreatedAt.Time) },
				"lastUsedAt": func(a, b Token) int { return a.LastUsedAt.Compare(b.LastUsedAt.Time) },
			})
		})
	Post(a, Route{Path: "/tokens", ID: "create-token", Summary: "Make an API token", Tag: "settings", Permission: PermTokenManage, Secret: true},
		func(ctx context.Context, sc db.Scope, in *newTokenInput) (*newTokenOutput, error) {
			t, secret, err := a.tenants.CreateToken(ctx, sc, requestOf(ctx).access.Permissions, in.Body.Name, in.Body.Permissions, in.Body.ExpiresAt)
			if err != nil {
				return nil, err
			}
			return &newTokenOutput{Body: NewToken{Token: tokenOf(t), Secret: secret}}, nil
		})
	Delete(a, Route{Path: "/tokens/{id}", ID: "revoke-token", Summary: "Revoke an API token", Tag: "settings", Permission: PermTokenManage},
		func(ctx context.Context, sc db.Scope, in *idInput) (*Empty, error) {
			return nil, a.tenants.RevokeToken(ctx, sc, in.ID)
		})
}

func tokenOf(t *tenant.Token) Token {
	return Token{
		ID: t.ID, Name: t.Name, Hint: t.Hint, UserID: t.PersonID, UserName: t.PersonName, Permissions: t.Permissions,
		CreatedAt: t.CreatedAt, ExpiresAt: t.ExpiresAt, LastUsedAt: t.UsedAt, RevokedAt: t.RevokedAt,
	}
}
