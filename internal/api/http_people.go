package api

import (
	"context"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// Permissions of people.
var (
	PermUserRead   = DefinePermission("user.read", "查看人员", "See people", "user")
	PermUserManage = DefinePermission(tenant.PermUserManage, "管理人员和邀请", "Manage people and invitations", "user")
)

// User is a person in the account set.
type User struct {
	ID          db.ID    `json:"id"`
	Login       string   `json:"login"`
	Name        string   `json:"name"`
	Active      bool     `json:"active"`
	Owner       bool     `json:"owner"`
	RoleIDs     []db.ID  `json:"roleIds"`
	RoleNames   []string `json:"roleNames" doc:"In the order of roleIds" builtin:"role"`
	Warehouses  Scope    `json:"warehouses" doc:"Warehouses the person may work with"`
	Shops       Scope    `json:"shops" doc:"Shops the person may work with"`
	LastLoginAt db.Time  `json:"lastLoginAt,omitzero"`
	CreatedAt   db.Time  `json:"createdAt"`
	Version     int64    `json:"version"`
}

// Scope limits a person to some records of a kind.
type Scope struct {
	All bool    `json:"all"`
	IDs []db.ID `json:"ids,omitempty" maxItems:"500" doc:"Which, unless all"`
}

// UserChange is what may be changed about a person in the account set.
type UserChange struct {
	Active     bool    `json:"active"`
	RoleIDs    []db.ID `json:"roleIds" minItems:"1" maxItems:"50"`
	Warehouses Scope   `json:"warehouses"`
	Shops      Scope   `json:"shops"`
	Version    int64   `json:"version"`
}

type (
	usersInput struct {
		ListQuery
		Active string `query:"active" enum:"true,false"`
		RoleID db.ID  `query:"roleId"`
	}
	userInput struct {
		ID   db.ID `path:"id"`
		Body UserChange
	}
	userOutput struct{ Body User }
)

func (a *API) registerPeople() {
	Get(a, Route{Path: "/users", ID: "list-users", Summary: "List the people of the account set", Tag: "people", Permission: PermUserRead},
		func(ctx context.Context, sc db.Scope, in *usersInput) (*PageOf[User], error) {
			members, err := a.tenants.Members(ctx, sc)
			if err != nil {
				return nil, err
			}
			var users []User
			for _, m := range members {
				if in.Active != "" && m.Active != (in.Active == "true") || in.RoleID != 0 && !slices.Contains(m.RoleIDs, in.RoleID) {
					continue
				}
				users = append(users, userOf(m))
			}
			return pageOf(in.ListQuery, users, func(u User) string { return withRoles(ctx, u.RoleNames, u.Login, u.Name) }, map[string]func(a, b User) int{
				"name":        func(a, b User) int { return strings.Compare(a.Name, b.Name) },
				"login":       func(a, b User) int { return strings.Compare(a.Login, b.Login) },
				"createdAt":   func(a, b User) int { return a.CreatedAt.Compare(b.CreatedAt.Time) },
				"lastLoginAt": func(a, b User) int { return a.LastLoginAt.Compare(b.LastLoginAt.Time) },
			})
		})
	Get(a, Route{Path: "/users/{id}", ID: "get-user", Summary: "Get a person of the account set", Tag: "people", Permission: PermUserRead},
		func(ctx context.Context, sc db.Scope, in *idInput) (*userOutput, error) {
			m, err := a.tenants.Member(ctx, sc, in.ID)
			if err != nil {
				return nil, err
			}
			return &userOutput{Body: userOf(*m)}, nil
		})
	History(a, Record{
		Path: "/users", ID: "user", Summary: "a person of the account set", Tag: "people", Permission: PermUserRead,
		See: SeenBy(a.tenants.Member, "member", "person", "password_reset"),
	})
	Put(a, Route{
		Path: "/users/{id}", ID: "update-user", Summary: "Change what a person may do", Tag: "people", Permission: PermUserManage,
		Description: "Roles beyond one's own permissions and a data scope beyond one's own cannot be given; only owners change owners; the last active owner stays.",
	},
		func(ctx context.Context, sc db.Scope, in *userInput) (*userOutput, error) {
			m, err := a.tenants.UpdateMember(ctx, sc, requestOf(ctx).access, in.ID, tenant.MemberInput{
				Active: in.Body.Active, RoleIDs: in.Body.RoleIDs, Version: in.Body.Version,
				DataScope: tenant.DataScope{Warehouses: Limit(in.Body.Warehouses), Shops: Limit(in.Body.Shops)},
			})
			if err != nil {
				return nil, err
			}
			return &userOutput{Body: userOf(*m)}, nil
		})
	setActive := func(active bool) func(context.Context, db.Scope, *BatchInput) (*BatchOutput, error) {
		return func(ctx context.Context, sc db.Scope, in *BatchInput) (*BatchOutput, error) {
			return Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
				return a.tenants.SetMemberActive(ctx, sc, requestOf(ctx).access, id, active)
			})
		}
	}
	Post(a, Route{Path: "/users/actions/activate", ID: "activate-users", Summary: "Let people into the account set again", Tag: "people", Permission: PermUserManage}, setActive(true))
	Post(a, Route{
		Path: "/users/actions/deactivate", ID: "deactivate-users", Summary: "Keep people out of the account set", Tag: "people", Permission: PermUserManage,
		Description: "Only owners change owners; the last active owner stays.",
	}, setActive(false))
}

func userOf(m tenant.Member) User {
	return User{
		ID: m.PersonID, Login: m.Login, Name: m.Name, Active: m.Active, Owner: m.Owner, RoleIDs: m.RoleIDs, RoleNames: m.RoleNames,
		Warehouses: Scope(m.Warehouses), Shops: Scope(m.Shops), LastLoginAt: m.LastLoginAt, CreatedAt: m.CreatedAt, Version: m.Version,
	}
}
