package tenant

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Member is a person in an account set.
type Member struct {
	PersonID  db.ID
	Login     string
	Name      string
	Active    bool
	Owner     bool
	RoleIDs   []db.ID
	RoleNames []string // in the order of RoleIDs
	DataScope
	LastLoginAt db.Time // zero when never
	CreatedAt   db.Time
	Version     int64
}

// Faults of members.
var (
	// ErrLastOwner protects a set from being left without an owner.
	ErrLastOwner = fault.Define(fault.Conflict, "member.last_owner",
		fault.ZH("账套至少要有一位启用的所有者", "先把所有者角色给另一个人"), fault.EN("An account set needs an active owner", "Make somebody else an owner first"))
	// ErrOwnerOnly protects owners from others.
	ErrOwnerOnly = fault.Define(fault.Forbidden, "member.owner_only",
		fault.ZH("只有所有者能更改所有者", "请让所有者来操作"), fault.EN("Only an owner may change an owner", "Ask an owner to do it"))
)

// Members lists the people of the set by name.
func (s *Service) Members(ctx context.Context, sc db.Scope) ([]Member, error) {
	var list []Member
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		list, err = membersTx(ctx, tx, 0)
		return err
	})
	return list, err
}

// Member reads one person of the set.
func (s *Service) Member(ctx context.Context, sc db.Scope, person db.ID) (*Member, error) {
	var m *Member
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		m, err = memberTx(ctx, tx, person)
		return err
	})
	return m, err
}

// ActiveMemberTx tells whether the person works in the account set of the
// transaction: is a member of it and not switched off.
func ActiveMemberTx(ctx context.Context, tx *db.Tx, person db.ID) (bool, error) {
	return tx.Row(ctx, `SELECT m.person_id FROM member m JOIN person p ON p.id = m.person_id
		WHERE m.tenant_id = ? AND m.person_id = ? AND m.disabled = FALSE AND p.disabled = FALSE`, []any{tx.Tenant, person}, &person)
}

func memberTx(ctx context.Context, tx *db.Tx, person db.ID) (*Member, error) {
	list, err := membersTx(ctx, tx, person)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fault.ErrNotFound.With("what", "person")
	}
	return &list[0], nil
}

// membersTx reads one person, or all for zero.
func membersTx(ctx context.Context, tx *db.Tx, person db.ID) ([]Member, error) {
	only, args := "", []any{tx.Tenant}
	if person != 0 {
		only, args = " AND m.person_id = ?", append(args, person)
	}
	type row struct {
		Member
		disabled          bool
		warehouses, shops string
	}
	rows, err := collect(ctx, tx, `SELECT m.person_id, p.login, p.name, m.disabled, m.warehouse_ids, m.shop_ids, m.created_at, m.version, p.last_login_at
		FROM member m JOIN person p ON p.id = m.person_id WHERE m.tenant_id = ?`+only+` ORDER BY p.name, m.person_id`, args, func(x *row) []any {
		return []any{&x.PersonID, &x.Login, &x.Name, &x.disabled, &x.warehouses, &x.shops, &x.CreatedAt, &x.Version, &x.LastLoginAt}
	})
	if err != nil {
		return nil, fmt.Errorf("read members: %w", err)
	}
	list := make([]Member, len(rows))
	at := make(map[db.ID]*Member, len(rows))
	for i, x := range rows {
		list[i] = x.Member
		m := &list[i]
		m.Active = !x.disabled
		if err = m.DataScope.parse(x.warehouses, x.shops); err != nil {
			return nil, err
		}
		at[m.PersonID] = m
	}
	err = tx.Each(ctx, `SELECT m.person_id, r.id, r.builtin, r.name FROM member_role m JOIN role r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
		WHERE m.tenant_id = ? AND r.tenant_id = ?`+only+` ORDER BY r.id`, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		var (
			id, role      db.ID
			builtin, name string
		)
		if err := rows.Scan(&id, &role, &builtin, &name); err != nil {
			return err
		}
		if m := at[id]; m != nil {
			m.RoleIDs, m.RoleNames = append(m.RoleIDs, role), append(m.RoleNames, name)
			m.Owner = m.Owner || builtin == RoleOwner
		}
		return nil
	})
	return list, err
}

// MemberInput is what a person enters for a member.
type MemberInput struct {
	Active  bool
	RoleIDs []db.ID
	DataScope
	Version int64
}

// UpdateMember changes what a person may do in the set. by is who asks: they can
// give only roles within their own permissions and scope within their own, and
// only owners change owners.
func (s *Service) UpdateMember(ctx context.Context, sc db.Scope, by *Access, person db.ID, in MemberInput) (*Member, error) {
	var after *Member
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before, err := lockMemberTx(ctx, tx, person)
		if err != nil {
			return err
		}
		after, err = updateMemberTx(ctx, tx, by, before, in)
		return err
	})
	return after, err
}

// SetMemberActive lets a person into the set or keeps them out, by the rules of
// UpdateMember. One who is as asked already stays untouched.
func (s *Service) SetMemberActive(ctx context.Context, sc db.Scope, by *Access, person db.ID, active bool) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		m, err := lockMemberTx(ctx, tx, person)
		if err != nil || m.Active == active {
			return err
		}
		_, err = updateMemberTx(ctx, tx, by, m, MemberInput{Active: active, RoleIDs: m.RoleIDs, DataScope: m.DataScope, Version: m.Version})
		return err
	})
}

// lockMemberTx reads a person after locking the set, so that two owners cannot
// remove each other at once.
func lockMemberTx(ctx context.Context, tx *db.Tx, person db.ID) (*Member, error) {
	if _, err := lockTx(ctx, tx); err != nil {
		return nil, err
	}
	return memberTx(ctx, tx, person)
}

func updateMemberTx(ctx context.Context, tx *db.Tx, by *Access, before *Member, in MemberInput) (*Member, error) {
	person := before.PersonID
	owner, err := grantableTx(ctx, tx, by, in.RoleIDs, before.RoleIDs)
	if err != nil {
		return nil, err
	}
	if (before.Owner || owner) && !by.Owner {
		return nil, ErrOwnerOnly
	}
	if err := grantReachTx(ctx, tx, by, before.DataScope, &in.DataScope); err != nil {
		return nil, err
	}
	if before.Owner && (!owner || !in.Active) {
		if err := anotherOwnerTx(ctx, tx, person); err != nil {
			return nil, err
		}
	}
	if err := saveMemberTx(ctx, tx, person, in); err != nil {
		return nil, err
	}
	if err := setRolesTx(ctx, tx, person, in.RoleIDs); err != nil {
		return nil, err
	}
	after, err := memberTx(ctx, tx, person)
	if err != nil {
		return nil, err
	}
	return after, doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "member", EntityID: person, EntityNo: after.Login, Before: memberState(before), After: memberState(after)})
}

func saveMemberTx(ctx context.Context, tx *db.Tx, person db.ID, in MemberInput) error {
	warehouses, shops, err := in.DataScope.text()
	if err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `UPDATE member SET disabled = ?, warehouse_ids = ?, shop_ids = ?, version = version + 1 WHERE tenant_id = ? AND person_id = ? AND version = ?`,
		!in.Active, warehouses, shops, tx.Tenant, person, in.Version)
	if err == nil && n == 0 {
		err = fault.ErrStale
	}
	return err
}

func anotherOwnerTx(ctx context.Context, tx *db.Tx, than db.ID) error {
	var id db.ID
	found, err := tx.Row(ctx, `SELECT m.person_id FROM member m
		JOIN member_role mr ON mr.tenant_id = m.tenant_id AND mr.person_id = m.person_id
		JOIN role r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
		JOIN person p ON p.id = m.person_id
		WHERE m.tenant_id = ? AND mr.tenant_id = ? AND r.tenant_id = ? AND r.builtin = ? AND m.disabled = FALSE AND p.disabled = FALSE AND m.person_id <> ? LIMIT 1`,
		[]any{tx.Tenant, tx.Tenant, tx.Tenant, RoleOwner, than}, &id)
	if err == nil && !found {
		return ErrLastOwner
	}
	return err
}

// grantableTx checks that the roles exist and that by may give those that are
// new; owner tells whether the owner's role is among them.
func grantableTx(ctx context.Context, tx *db.Tx, by *Access, ids, had []db.ID) (owner bool, err error) {
	list, err := rolesTx(ctx, tx)
	if err != nil {
		return false, err
	}
	var f fault.Fields
	if len(ids) == 0 {
		f.Add("roleIds", fault.ErrRequired)
	}
	for i, id := range ids {
		role := list.find(id)
		if role == nil {
			f.Add(fmt.Sprintf("roleIds[%d]", i), fault.ErrNotFound.With("what", "role"))
			continue
		}
		owner = owner || role.Builtin == RoleOwner
		if slices.Contains(had, id) {
			continue
		}
		if err := by.mayGive(role); err != nil {
			return owner, err
		}
	}
	return owner, f.Err()
}

// setRolesTx replaces the roles of a member.
func setRolesTx(ctx context.Context, tx *db.Tx, person db.ID, roles []db.ID) error {
	if _, err := tx.Exec(ctx, `DELETE FROM member_role WHERE tenant_id = ? AND person_id = ?`, tx.Tenant, person); err != nil {
		return err
	}
	unique := slices.Clone(roles)
	slices.Sort(unique)
	unique = slices.Compact(unique)
	var args []any
	for _, r := range unique {
		args = append(args, tx.Tenant, person, r)
	}
	_, err := tx.Exec(ctx, `INSERT INTO member_role (tenant_id, person_id, role_id) VALUES `+db.Tuples(len(unique), 3), args...)
	return err
}

// addMemberTx makes a person a member with roles and a data scope.
func addMemberTx(ctx context.Context, tx *db.Tx, person db.ID, roles []db.ID, reach DataScope) error {
	warehouses, shops, err := reach.text()
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO member (tenant_id, person_id, warehouse_ids, shop_ids, created_at) VALUES (?, ?, ?, ?, ?)`,
		tx.Tenant, person, warehouses, shops, tx.Now); err != nil {
		return err
	}
	return setRolesTx(ctx, tx, person, roles)
}

func memberState(m *Member) any {
	return map[string]any{"active": m.Active, "roles": m.RoleNames, "warehouses": m.Warehouses, "shops": m.Shops}
}

// AddMember makes a registered person a member with built-in roles; demo data and
// tests use it, people are invited.
func (s *Service) AddMember(ctx context.Context, sc db.Scope, person db.ID, builtin ...string) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		list, err := rolesTx(ctx, tx)
		if err != nil {
			return err
		}
		var ids []db.ID
		for _, r := range list {
			if r.Builtin != "" && slices.Contains(builtin, r.Builtin) {
				ids = append(ids, r.ID)
			}
		}
		if len(ids) != len(builtin) {
			return fault.ErrNotFound.With("what", "role")
		}
		if err := addMemberTx(ctx, tx, person, ids, Everything); err != nil {
			return err
		}
		m, err := memberTx(ctx, tx, person)
		if err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "member", EntityID: person, EntityNo: m.Login, After: memberState(m)})
	})
}
