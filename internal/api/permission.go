package api

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Permission is what a route asks for; see tenant.Permission.
type Permission = tenant.Permission

// Markers for routes that ask for no permission of a role.
const (
	// Public routes answer anybody, signed in or not; they have no account set.
	Public Permission = "-public"
	// Visitor routes answer anybody, and know who it is when somebody is signed in; they have no account set.
	Visitor Permission = "-visitor"
	// Person routes need somebody signed in, by session or token, and no account set.
	Person Permission = "-person"
	// SessionOnly routes need somebody signed in by password: what a token must never do.
	SessionOnly Permission = "-session"
	// Member routes need any member of the account set.
	Member Permission = "-member"
)

// DefinePermission declares a permission as tenant.DefinePermission does.
func DefinePermission(key, zh, en, group string, roles ...string) Permission {
	return tenant.DefinePermission(key, zh, en, group, roles...)
}

// CostSee lets a role see costs and purchase prices. Without it domains leave
// those values out of every answer, export and print.
var CostSee = DefinePermission("cost.see", "查看成本和进价", "See costs and purchase prices", "cost",
	tenant.RolePurchaser, tenant.RoleReviewer, tenant.RoleCashier, tenant.RoleAccount)

// Can tells whether the person or token of the request holds p in the account set.
func Can(ctx context.Context, p Permission) bool {
	rq := requestOf(ctx)
	return rq != nil && rq.access.Permissions.Has(p)
}

// Require refuses with fault.ErrForbidden, a token with tenant.ErrTokenScope, when Can says no; for actions inside a
// route that need more than the route itself.
func Require(ctx context.Context, p Permission) error {
	if Can(ctx, p) {
		return nil
	}
	if rq := requestOf(ctx); rq != nil && rq.access.TokenID != 0 {
		return tenant.ErrTokenScope.With("permission", p)
	}
	return fault.ErrForbidden.With("permission", p)
}

// Limit is a data scope: everything, or the listed records.
type Limit = tenant.Limit

// DataScope gives the warehouses and shops the person may work with in the
// account set. Domains narrow lists with it and answer not found outside it.
func DataScope(ctx context.Context) tenant.DataScope {
	rq := requestOf(ctx)
	if rq == nil {
		return tenant.DataScope{}
	}
	return tenant.DataScope{Warehouses: rq.access.Warehouses, Shops: rq.access.Shops}
}

// RequireWholeSet refuses with tenant.ErrScopeLimited unless the person may work
// with every warehouse and shop; for what cannot be cut down to a part.
func RequireWholeSet(ctx context.Context) error {
	if within := DataScope(ctx); within.All() {
		return nil
	}
	return tenant.ErrScopeLimited
}

// PersonID is the person behind the request, also behind a token; zero on public routes.
func PersonID(ctx context.Context) db.ID {
	if rq := requestOf(ctx); rq != nil {
		return rq.access.PersonID
	}
	return 0
}
