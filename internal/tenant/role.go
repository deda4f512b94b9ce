package tenant

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Role is a named set of permissions in an account set.
type Role struct {
	ID          db.ID
	Builtin     string // key of a built-in role, "" for an own one
	Name        string
	Permissions PermissionSet
	Members     int64
	Version     int64
}

// Faults of roles.
var (
	// ErrRoleName marks a name that another role has.
	ErrRoleName = fault.Define(fault.Invalid, "role.name_taken",
		fault.ZH("已有同名角色", "换一个名称"), fault.EN("Another role has this name", "Use another name"))
	// ErrRoleUsed has the parameter members.
	ErrRoleUsed = fault.Define(fault.Conflict, "role.in_use",
		fault.ZH("有 {members} 人使用这个角色", "先给他们换角色"), fault.EN("{members} people have this role", "Give them another role first"))
	// ErrRoleBuiltin refuses to delete a built-in role or to narrow the owner's.
	ErrRoleBuiltin = fault.Define(fault.Conflict, "role.builtin",
		fault.ZH("内置角色不能删除，所有者的权限不能更改", "可以新建自己的角色"), fault.EN("Built-in roles cannot be deleted and the owner keeps everything", "Make a role of your own"))
	// ErrBeyond has the parameter permissions: nobody gives what they do not have.
	ErrBeyond = fault.Define(fault.Forbidden, "role.beyond_own",
		fault.ZH("不能授予你自己没有的权限：{permissions:permission}", "请让所有者来操作"), fault.EN("You cannot grant permissions you do not hold: {permissions:permission}", "Ask an owner to do it"))
	// ErrRoleTokens has the parameter tokens.
	ErrRoleTokens = fault.Define(fault.Conflict, "role.in_use_by_tokens",
		fault.ZH("有 {tokens} 个服务令牌使用这个角色", "先吊销这些令牌"), fault.EN("{tokens} service tokens have this role", "Revoke them first"))
	errPermission = fault.Define(fault.Invalid, "role.unknown_permission",
		fault.ZH("没有这项权限：{permission}", "从权限列表中选择"), fault.EN("There is no permission {permission}", "Pick from the list of permissions"))
)

// rolePermissions reads the stored form: "" means the program's defaults.
func rolePermissions(builtin, stored string) (PermissionSet, error) {
	if builtin == RoleOwner || stored == "" {
		return defaults(builtin), nil
	}
	return readPermissions(stored)
}

// roleScanner adds a role (builtin, permissions) to what a may do.
func roleScanner(a *Access) func(*sql.Rows) error {
	return func(rows *sql.Rows) error {
		var builtin, stored string
		if err := rows.Scan(&builtin, &stored); err != nil {
			return err
		}
		set, err := rolePermissions(builtin, stored)
		if err != nil {
			return err
		}
		a.Owner = a.Owner || builtin == RoleOwner
		for k := range set {
			a.Permissions[k] = true
		}
		return nil
	}
}

// seedRolesTx makes the built-in roles of a new set and gives the owner's id.
func seedRolesTx(ctx context.Context, tx *db.Tx) (owner db.ID, err error) {
	var args []any
	for _, b := range builtinRoles {
		id := tx.NewID()
		if b.key == RoleOwner {
			owner = id
		}
		args = append(args, tx.Tenant, id, b.key, b.name, "", tx.Now)
	}
	_, err = tx.Exec(ctx, `INSERT INTO role (tenant_id, id, builtin, name, permissions, created_at) VALUES `+db.Tuples(len(builtinRoles), 6), args...)
	return owner, err
}

// Roles lists the roles of the set: the built-in ones first, then by name.
func (s *Service) Roles(ctx context.Context, sc db.Scope) ([]Role, error) {
	var list []Role
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		list, err = rolesTx(ctx, tx)
		return err
	})
	return list, err
}

// Role reads one role of the set.
func (s *Service) Role(ctx context.Context, sc db.Scope, id db.ID) (*Role, error) {
	var r *Role
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		r, err = roleTx(ctx, tx, id)
		return err
	})
	return r, err
}

// roleList is the roles of a set.
type roleList []Role

// find gives a role, or nil.
func (l roleList) find(id db.ID) *Role {
	if i := slices.IndexFunc(l, func(r Role) bool { return r.ID == id }); i >= 0 {
		return &l[i]
	}
	return nil
}

// names gives the names of the roles that are still there.
func (l roleList) names(ids []db.ID) []string {
	var names []string
	for _, id := range ids {
		if r := l.find(id); r != nil {
			names = append(names, r.Name)
		}
	}
	return names
}

func rolesTx(ctx context.Context, tx *db.Tx) (roleList, error) {
	type row struct {
		Role
		stored string
	}
	rows, err := collect(ctx, tx, `SELECT r.id, r.builtin, r.name, r.permissions, r.version,
		(SELECT COUNT(*) FROM member_role mr WHERE mr.tenant_id = ? AND mr.role_id = r.id) FROM role r WHERE r.tenant_id = ?`,
		[]any{tx.Tenant, tx.Tenant}, func(x *row) []any {
			return []any{&x.ID, &x.Builtin, &x.Name, &x.stored, &x.Version, &x.Members}
		})
	if err != nil {
		return nil, fmt.Errorf("read roles: %w", err)
	}
	list := make(roleList, len(rows))
	for i, x := range rows {
		if x.Permissions, err = rolePermissions(x.Builtin, x.stored); err != nil {
			return nil, err
		}
		list[i] = x.Role
	}
	rank := func(r Role) int {
		if i := slices.IndexFunc(builtinRoles, func(b builtinRole) bool { return b.key == r.Builtin }); i >= 0 {
			return i
		}
		return len(builtinRoles)
	}
	slices.SortFunc(list, func(a, b Role) int {
		if d := rank(a) - rank(b); d != 0 {
			return d
		}
		return strings.Compare(a.Name, b.Name)
	})
	return list, nil
}

func roleTx(ctx context.Context, tx *db.Tx, id db.ID) (*Role, error) {
	list, err := rolesTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	r := list.find(id)
	if r == nil {
		return nil, fault.ErrNotFound.With("what", "role")
	}
	return r, nil
}

// RoleInput is what a person enters for a role.
type RoleInput struct {
	Name        string
	Permissions []Permission
	Version     int64 // of the role that is changed
}

// check gives the permissions wanted, which by holds.
func (in *RoleInput) check(by PermissionSet) (PermissionSet, error) {
	var f fault.Fields
	checkName(&f, &in.Name)
	wanted := checkPermissions(&f, in.Permissions)
	if err := f.Err(); err != nil {
		return nil, err
	}
	return wanted, beyond(by, wanted)
}

// beyond refuses to give away what the giver does not hold.
func beyond(by, wanted PermissionSet) error {
	missing := by.missing(wanted)
	if len(missing) == 0 {
		return nil
	}
	return ErrBeyond.With("permissions", fault.Codes(missing))
}

// CreateRole makes a role of the set's own. by are the permissions of who asks.
func (s *Service) CreateRole(ctx context.Context, sc db.Scope, by PermissionSet, in RoleInput) (*Role, error) {
	set, err := in.check(by)
	if err != nil {
		return nil, err
	}
	stored, err := set.stored()
	if err != nil {
		return nil, err
	}
	id := s.db.NewID()
	return s.writeRole(ctx, sc, id, func(ctx context.Context, tx *db.Tx) error {
		if err := roleNameFreeTx(ctx, tx, id, in.Name); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO role (tenant_id, id, name, permissions, created_at) VALUES (?, ?, ?, ?, ?)`, tx.Tenant, id, in.Name, stored, tx.Now); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "role", EntityID: id, EntityNo: in.Name, After: roleState(in.Name, set)})
	})
}

// UpdateRole renames a role and sets its permissions. The owner's permissions
// cannot be changed. fault.ErrStale when Version is not the present one.
func (s *Service) UpdateRole(ctx context.Context, sc db.Scope, by PermissionSet, id db.ID, in RoleInput) (*Role, error) {
	set, err := in.check(by)
	if err != nil {
		return nil, err
	}
	stored, err := set.stored()
	if err != nil {
		return nil, err
	}
	return s.writeRole(ctx, sc, id, func(ctx context.Context, tx *db.Tx) error {
		before, err := roleTx(ctx, tx, id)
		if err != nil {
			return err
		}
		same := slices.Equal(set.Keys(), before.Permissions.Keys())
		if before.Builtin == RoleOwner && !same {
			return ErrRoleBuiltin
		}
		if err := roleNameFreeTx(ctx, tx, id, in.Name); err != nil {
			return err
		}
		query, args := `UPDATE role SET name = ?, version = version + 1`, []any{in.Name}
		if !same { // a built-in role that is only renamed goes on following the program
			query, args = query+`, permissions = ?`, append(args, stored)
		}
		n, err := tx.Exec(ctx, query+` WHERE tenant_id = ? AND id = ? AND version = ?`, append(args, tx.Tenant, id, in.Version)...)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.ErrStale
		}
		return doc.AuditTx(ctx, tx, doc.Change{
			Action: "update", Entity: "role", EntityID: id, EntityNo: in.Name,
			Before: roleState(before.Name, before.Permissions), After: roleState(in.Name, set),
		})
	})
}

// DeleteRole removes an own role that no person and no working token has.
func (s *Service) DeleteRole(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		r, err := roleTx(ctx, tx, id)
		if err != nil {
			return err
		}
		if r.Builtin != "" {
			return ErrRoleBuiltin
		}
		if r.Members > 0 {
			return ErrRoleUsed.With("members", r.Members)
		}
		if err := roleFreeOfTokensTx(ctx, tx, id); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM role WHERE tenant_id = ? AND id = ?`, tx.Tenant, id); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: "role", EntityID: id, EntityNo: r.Name, Before: roleState(r.Name, r.Permissions)})
	})
}

// roleFreeOfTokensTx refuses while a service token that still works has the role.
func roleFreeOfTokensTx(ctx context.Context, tx *db.Tx, id db.ID) error {
	var n int64
	if _, err := tx.Row(ctx, `SELECT COUNT(*) FROM api_token WHERE tenant_id = ? AND role_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`,
		[]any{tx.Tenant, id, tx.Now}, &n); err != nil {
		return fmt.Errorf("look for tokens of a role: %w", err)
	}
	if n > 0 {
		return ErrRoleTokens.With("tokens", n)
	}
	return nil
}

func (s *Service) writeRole(ctx context.Context, sc db.Scope, id db.ID, write func(context.Context, *db.Tx) error) (*Role, error) {
	var r *Role
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := write(ctx, tx); err != nil {
			return err
		}
		var err error
		r, err = roleTx(ctx, tx, id)
		return err
	})
	return r, err
}

func roleNameFreeTx(ctx context.Context, tx *db.Tx, id db.ID, name string) error {
	var other db.ID
	found, err := tx.Row(ctx, `SELECT id FROM role WHERE tenant_id = ? AND name = ? AND id <> ?`, []any{tx.Tenant, name, id}, &other)
	if err != nil || !found {
		return err
	}
	var f fault.Fields
	f.Add("name", ErrRoleName)
	return f.Err()
}

func roleState(name string, permissions PermissionSet) any {
	return map[string]any{"name": name, "permissions": permissions.Keys()}
}
