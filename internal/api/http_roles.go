package api

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// PermRoleManage lets people make and change roles.
var PermRoleManage = DefinePermission("role.manage", "管理角色", "Manage roles", "user")

func init() {
	BuiltinNames("role", tenant.BuiltinRoleNames())
	BuiltinAudit("role", "role", "role.name", "member.roles", "invitation.roles", "api_token.role")
}

// Role is a named set of permissions.
type Role struct {
	ID          db.ID        `json:"id"`
	BuiltIn     string       `json:"builtIn,omitempty" doc:"Key of a built-in role: owner, purchaser, purchase_reviewer, sales, warehouse, cashier, accountant, viewer"`
	Name        string       `json:"name" builtin:"role"`
	Permissions []Permission `json:"permissions"`
	UserCount   int64        `json:"userCount"`
	Version     int64        `json:"version"`
}

// NewRole is what a person enters for a role.
type NewRole struct {
	Name        string       `json:"name" minLength:"1" maxLength:"50" builtin:"role"`
	Permissions []Permission `json:"permissions" maxItems:"500"`
}

// RoleChange is NewRole with the version that was read.
type RoleChange struct {
	NewRole
	Version int64 `json:"version"`
}

// PermissionInfo describes a permission on the roles page.
type PermissionInfo struct {
	Key    Permission `json:"key"`
	NameZH string     `json:"nameZh"`
	NameEN string     `json:"nameEn"`
	Group  string     `json:"group"`
}

type (
	rolesInput struct {
		ListQuery
		BuiltIn string `query:"builtIn" enum:"true,false"`
		Used    string `query:"used" enum:"true,false" doc:"Somebody has the role"`
	}
	permissionsOutput struct {
		Body struct {
			Items []PermissionInfo `json:"items"`
		}
	}
	newRoleInput    struct{ Body NewRole }
	roleChangeInput struct {
		ID   db.ID `path:"id"`
		Body RoleChange
	}
	roleOutput struct{ Body Role }
)

func (a *API) registerRoles() {
	Get(a, Route{Path: "/permissions", ID: "list-permissions", Summary: "List every permission there is", Tag: "people", Permission: Person},
		func(context.Context, db.Scope, *struct{}) (*permissionsOutput, error) {
			out := &permissionsOutput{}
			for _, p := range tenant.Permissions() {
				out.Body.Items = append(out.Body.Items, PermissionInfo{Key: p.Key, NameZH: p.ZH, NameEN: p.EN, Group: p.Group})
			}
			return out, nil
		})
	Get(a, Route{Path: "/roles", ID: "list-roles", Summary: "List the roles of the account set", Tag: "people", Permission: PermUserRead},
		func(ctx context.Context, sc db.Scope, in *rolesInput) (*PageOf[Role], error) {
			list, err := a.tenants.Roles(ctx, sc)
			if err != nil {
				return nil, err
			}
			var roles []Role
			for i := range list {
				r := roleOf(&list[i])
				if in.BuiltIn != "" && (r.BuiltIn != "") != (in.BuiltIn == "true") || in.Used != "" && (r.UserCount > 0) != (in.Used == "true") {
					continue
				}
				roles = append(roles, r)
			}
			return pageOf(in.ListQuery, roles, func(r Role) string { return withRoles(ctx, []string{r.Name}, r.BuiltIn) }, map[string]func(a, b Role) int{
				"name":      func(a, b Role) int { return strings.Compare(a.Name, b.Name) },
				"userCount": func(a, b Role) int { return int(a.UserCount - b.UserCount) },
			})
		})
	History(a, Record{Path: "/roles", ID: "role", Summary: "a role", Tag: "people", Permission: PermUserRead, See: SeenBy(a.tenants.Role, "role")})
	Post(a, Route{Path: "/roles", ID: "create-role", Summary: "Make a role", Tag: "people", Permission: PermRoleManage},
		func(ctx context.Context, sc db.Scope, in *newRoleInput) (*roleOutput, error) {
			return roleAnswer(a.tenants.CreateRole(ctx, sc, requestOf(ctx).access.Permissions, tenant.RoleInput{Name: in.Body.Name, Permissions: in.Body.Permissions}))
		})
	Put(a, Route{Path: "/roles/{id}", ID: "update-role", Summary: "Change a role", Tag: "people", Permission: PermRoleManage},
		func(ctx context.Context, sc db.Scope, in *roleChangeInput) (*roleOutput, error) {
			return roleAnswer(a.tenants.UpdateRole(ctx, sc, requestOf(ctx).access.Permissions, in.ID,
				tenant.RoleInput{Name: in.Body.Name, Permissions: in.Body.Permissions, Version: in.Body.Version}))
		})
	Delete(a, Route{Path: "/roles/{id}", ID: "delete-role", Summary: "Delete a role nobody has", Tag: "people", Permission: PermRoleManage},
		func(ctx context.Context, sc db.Scope, in *idInput) (*Empty, error) {
			return nil, a.tenants.DeleteRole(ctx, sc, in.ID)
		})
	Post(a, Route{Path: "/roles/actions/delete", ID: "delete-roles", Summary: "Delete roles nobody has", Tag: "people", Permission: PermRoleManage},
		func(ctx context.Context, sc db.Scope, in *BatchInput) (*BatchOutput, error) {
			return Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return a.tenants.DeleteRole(ctx, sc, id) })
		})
}

func roleOf(r *tenant.Role) Role {
	return Role{ID: r.ID, BuiltIn: r.Builtin, Name: r.Name, Permissions: r.Permissions.Keys(), UserCount: r.Members, Version: r.Version}
}

func roleAnswer(r *tenant.Role, err error) (*roleOutput, error) {
	if err != nil {
		return nil, err
	}
	return &roleOutput{Body: roleOf(r)}, nil
}
