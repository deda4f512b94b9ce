package api

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// PermTokenManage lets people make service tokens, and see and revoke the tokens
// of others. Everybody has personal tokens, which can do no more than they.
var PermTokenManage = DefinePermission("token.manage", "管理 API 令牌", "Manage API tokens", "settings")

// Token is an API token; the token itself is shown once, when made.
type Token struct {
	ID          db.ID        `json:"id"`
	Kind        string       `json:"kind" enum:"personal,service" doc:"A personal token acts as its person; a service token belongs to the account set"`
	Name        string       `json:"name"`
	Hint        string       `json:"hint" doc:"Its first characters"`
	UserID      db.ID        `json:"userId" doc:"Whom it acts as; of a service token, who made it"`
	UserName    string       `json:"userName"`
	RoleID      db.ID        `json:"roleId,omitzero" doc:"Role of a service token that has no permissions of its own"`
	RoleName    string       `json:"roleName,omitempty" builtin:"role"`
	Permissions []Permission `json:"permissions" doc:"A personal token can do of these what its person still may; those of the role now, if it has one"`
	Warehouses  *Scope       `json:"warehouses,omitempty" doc:"Warehouses a service token may work with; a personal one has those of its person"`
	Shops       *Scope       `json:"shops,omitempty" doc:"Shops, likewise"`
	State       string       `json:"state" enum:"active,expired,revoked"`
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
	tokensInput struct {
		ListQuery
		Kind  string `query:"kind" enum:"personal,service"`
		State string `query:"state" enum:"active,expired,revoked"`
	}
	newTokenInput struct {
		Body struct {
			Kind        string       `json:"kind,omitempty" enum:"personal,service" doc:"Personal when left out"`
			Name        string       `json:"name" minLength:"1" maxLength:"50"`
			Permissions []Permission `json:"permissions,omitempty" maxItems:"500" doc:"Within one's own; needed for a personal token, and for a service token without a role"`
			RoleID      db.ID        `json:"roleId,omitzero" doc:"Of a service token, instead of permissions"`
			Warehouses  *Scope       `json:"warehouses,omitempty" doc:"Warehouses a service token may work with; those of its maker when left out"`
			Shops       *Scope       `json:"shops,omitempty" doc:"Shops a service token may work with; those of its maker when left out"`
			ExpiresAt   db.Time      `json:"expiresAt,omitzero"`
		}
	}
	newTokenOutput struct{ Body NewToken }
)

func (a *API) registerTokens() {
	Get(a, Route{
		Path: "/tokens", ID: "list-tokens", Summary: "List API tokens", Tag: "settings", Permission: Member,
		Description: "One's own personal tokens; with token.manage all tokens of the account set.",
	},
		func(ctx context.Context, sc db.Scope, in *tokensInput) (*PageOf[Token], error) {
			person, err := whoseTokens(ctx)
			if err != nil {
				return nil, err
			}
			list, err := a.tenants.Tokens(ctx, sc, person)
			if err != nil {
				return nil, err
			}
			var out []Token
			for i := range list {
				if (in.Kind == "" || in.Kind == list[i].Kind) && (in.State == "" || in.State == list[i].State) {
					out = append(out, tokenOf(&list[i]))
				}
			}
			return pageOf(in.ListQuery, out, func(t Token) string { return withRoles(ctx, []string{t.RoleName}, t.Name, t.UserName, t.Hint) }, map[string]func(a, b Token) int{
				"name":       func(a, b Token) int { return strings.Compare(a.Name, b.Name) },
				"createdAt":  func(a, b Token) int { return a.CreatedAt.Compare(b.CreatedAt.Time) },
				"expiresAt":  func(a, b Token) int { return a.ExpiresAt.Compare(b.ExpiresAt.Time) },
				"lastUsedAt": func(a, b Token) int { return a.LastUsedAt.Compare(b.LastUsedAt.Time) },
			})
		})
	Post(a, Route{
		Path: "/tokens", ID: "create-token", Summary: "Make an API token", Tag: "settings", Permission: Member, Secret: true,
		Description: "Anybody makes personal tokens, which act as them within the permissions listed. Service tokens need token.manage; they have a role or permissions and a data scope within those of who makes them. Not by a program.",
	}, a.createToken)
	Delete(a, Route{
		Path: "/tokens/{id}", ID: "revoke-token", Summary: "Revoke an API token", Tag: "settings", Permission: Member,
		Description: "One's own personal token; with token.manage any of the account set.",
	},
		func(ctx context.Context, sc db.Scope, in *idInput) (*Empty, error) {
			person, err := whoseTokens(ctx)
			if err != nil {
				return nil, err
			}
			return nil, a.tenants.RevokeToken(ctx, sc, in.ID, person)
		})
	Post(a, Route{Path: "/tokens/actions/revoke", ID: "revoke-tokens", Summary: "Revoke several API tokens", Tag: "settings", Permission: Member},
		func(ctx context.Context, sc db.Scope, in *BatchInput) (*BatchOutput, error) {
			person, err := whoseTokens(ctx)
			if err != nil {
				return nil, err
			}
			return Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return a.tenants.RevokeToken(ctx, sc, id, person) })
		})
}

func (a *API) createToken(ctx context.Context, sc db.Scope, in *newTokenInput) (*newTokenOutput, error) {
	access := requestOf(ctx).access
	if access.TokenID != 0 { // or a leaked token could outlive its end
		return nil, errSessionOnly
	}
	if in.Body.Kind == tenant.TokenService {
		if err := Require(ctx, PermTokenManage); err != nil {
			return nil, err
		}
	}
	if in.Body.Kind == "" {
		in.Body.Kind = tenant.TokenPersonal
	}
	t, secret, err := a.tenants.CreateToken(ctx, sc, access, tenant.TokenInput{
		Kind: in.Body.Kind, Name: in.Body.Name, Permissions: in.Body.Permissions, RoleID: in.Body.RoleID, ExpiresAt: in.Body.ExpiresAt,
		Warehouses: (*Limit)(in.Body.Warehouses), Shops: (*Limit)(in.Body.Shops),
	})
	if err != nil {
		return nil, err
	}
	return &newTokenOutput{Body: NewToken{Token: tokenOf(t), Secret: secret}}, nil
}

// whoseTokens gives the person whose personal tokens are meant, or zero for every
// token of the set. A program needs the permission: it has no tokens of its own.
func whoseTokens(ctx context.Context) (db.ID, error) {
	if Can(ctx, PermTokenManage) {
		return 0, nil
	}
	access := requestOf(ctx).access
	if access.TokenID != 0 {
		return 0, Require(ctx, PermTokenManage)
	}
	return access.PersonID, nil
}

func tokenOf(t *tenant.Token) Token {
	out := Token{
		ID: t.ID, Kind: t.Kind, Name: t.Name, Hint: t.Hint, UserID: t.PersonID, UserName: t.PersonName, RoleID: t.RoleID, RoleName: t.RoleName, Permissions: t.Permissions,
		State: t.State, CreatedAt: t.CreatedAt, ExpiresAt: t.ExpiresAt, LastUsedAt: t.UsedAt, RevokedAt: t.RevokedAt,
	}
	if t.Kind == tenant.TokenService {
		warehouses, shops := Scope(t.Warehouses), Scope(t.Shops)
		out.Warehouses, out.Shops = &warehouses, &shops
	}
	return out
}
