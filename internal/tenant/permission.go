package tenant

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/huotong/huotong/internal/fault"
)

// Permission is the key of something a role may allow: "product.read".
type Permission string

// PermissionInfo describes a permission on the roles page.
type PermissionInfo struct {
	Key    Permission
	ZH, EN string
	Group  string   // permissions of one group are shown together: "product"
	Roles  []string // built-in roles that hold it unless edited; the owner holds all
}

// The built-in roles. All can be edited, except that the owner holds everything.
const (
	RoleOwner     = "owner"
	RolePurchaser = "purchaser"
	RoleReviewer  = "purchase_reviewer"
	RoleSales     = "sales"
	RoleWarehouse = "warehouse"
	RoleCashier   = "cashier"
	RoleAccount   = "accountant"
	RoleViewer    = "viewer"
)

// builtinRoles gives the built-in roles in the order they are shown, with the names
// they are kept under until people rename them.
var builtinRoles = []builtinRole{
	{RoleOwner, "所有者", "Owner"},
	{RolePurchaser, "采购", "Purchaser"},
	{RoleReviewer, "采购审核", "Purchase reviewer"},
	{RoleSales, "销售", "Sales"},
	{RoleWarehouse, "仓管", "Warehouse keeper"},
	{RoleCashier, "出纳", "Cashier"},
	{RoleAccount, "会计", "Accountant"},
	{RoleViewer, "只读", "Viewer"},
}

type builtinRole struct{ key, name, english string }

// BuiltinRoleNames gives the English names of the built-in roles by their Chinese ones.
func BuiltinRoleNames() map[string]string {
	names := map[string]string{}
	for _, r := range builtinRoles {
		names[r.name] = r.english
	}
	return names
}

var (
	permissionsMu sync.Mutex
	permissions   = map[Permission]PermissionInfo{}
)

// DefinePermission declares a permission; domains do so beside their HTTP, as a
// package variable. roles are the built-in roles that hold it unless edited; with
// none given a ".read" permission goes to all of them, any other to the owner
// only. It panics on a key declared twice or a role that does not exist.
func DefinePermission(key, zh, en, group string, roles ...string) Permission {
	permissionsMu.Lock()
	defer permissionsMu.Unlock()
	p := Permission(key)
	if _, taken := permissions[p]; taken {
		panic("tenant: permission declared twice: " + key)
	}
	if len(roles) == 0 && strings.HasSuffix(key, ".read") {
		for _, r := range builtinRoles {
			roles = append(roles, r.key)
		}
	}
	for _, r := range roles {
		if !slices.ContainsFunc(builtinRoles, func(b builtinRole) bool { return b.key == r }) {
			panic(fmt.Sprintf("tenant: permission %s names the unknown role %q", key, r))
		}
	}
	fault.AddWords("permission", fault.Word{Code: key, ZH: zh, EN: en})
	permissions[p] = PermissionInfo{Key: p, ZH: zh, EN: en, Group: group, Roles: slices.Clone(roles)}
	return p
}

// Permissions returns every declared permission, by group and key.
func Permissions() []PermissionInfo {
	permissionsMu.Lock()
	defer permissionsMu.Unlock()
	out := make([]PermissionInfo, 0, len(permissions))
	for _, p := range permissions {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b PermissionInfo) int {
		return strings.Compare(a.Group+"\x00"+string(a.Key), b.Group+"\x00"+string(b.Key))
	})
	return out
}

// Declared tells whether a permission exists.
func Declared(p Permission) bool {
	permissionsMu.Lock()
	defer permissionsMu.Unlock()
	_, ok := permissions[p]
	return ok
}

// PermissionSet is a set of permissions.
type PermissionSet map[Permission]bool

// Has tells whether p is in the set.
func (s PermissionSet) Has(p Permission) bool { return s[p] }

// Keys returns the permissions in order.
func (s PermissionSet) Keys() []Permission {
	out := make([]Permission, 0, len(s))
	for p, ok := range s {
		if ok {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// stored is the form kept of a list of permissions.
func (s PermissionSet) stored() (string, error) {
	b, err := json.Marshal(s.Keys())
	return string(b), err
}

// readPermissions reads the stored form. One that a newer program dropped counts no
// more.
func readPermissions(stored string) (PermissionSet, error) {
	var keys []Permission
	if err := json.Unmarshal([]byte(stored), &keys); err != nil {
		return nil, fmt.Errorf("read permissions: %w", err)
	}
	set := PermissionSet{}
	for _, k := range keys {
		if Declared(k) {
			set[k] = true
		}
	}
	return set, nil
}

// checkPermissions makes a set of what people entered, noting what does not exist.
func checkPermissions(f *fault.Fields, list []Permission) PermissionSet {
	set := PermissionSet{}
	for i, p := range list {
		if !Declared(p) {
			f.Add(fmt.Sprintf("permissions[%d]", i), errPermission.With("permission", p))
			continue
		}
		set[p] = true
	}
	return set
}

// missing returns what of want is not in the set, in order.
func (s PermissionSet) missing(want PermissionSet) []Permission {
	var out []Permission
	for _, p := range want.Keys() {
		if !s[p] {
			out = append(out, p)
		}
	}
	return out
}

func allPermissions() PermissionSet {
	out := PermissionSet{}
	for _, p := range Permissions() {
		out[p.Key] = true
	}
	return out
}

// defaults are the permissions of an unedited built-in role.
func defaults(builtin string) PermissionSet {
	if builtin == RoleOwner {
		return allPermissions()
	}
	out := PermissionSet{}
	for _, p := range Permissions() {
		if slices.Contains(p.Roles, builtin) {
			out[p.Key] = true
		}
	}
	return out
}
