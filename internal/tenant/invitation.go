package tenant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

const (
	invitationLife    = 7 * 24 * time.Hour
	maxInvitationDays = 90
)

// Invitation lets whoever holds its link join an account set, once.
type Invitation struct {
	ID        db.ID
	Name      string // of the person meant
	RoleIDs   []db.ID
	RoleNames []string
	DataScope
	CreatedAt db.Time
	ExpiresAt db.Time
	State     string // "open", "accepted", "revoked" or "expired"

	tenant    db.ID
	invitedBy db.ID
	accepted  db.Time
	revoked   db.Time
}

// Faults of invitations.
var (
	// ErrInvitation is the answer to a link that is wrong, used, revoked, too old, or of
	// somebody who may not give any more what it promises.
	ErrInvitation = fault.Define(fault.NotFound, "invitation.invalid",
		fault.ZH("邀请链接无效、已使用或已过期", "请让邀请你的人重新发一个"), fault.EN("The invitation is wrong, used or expired", "Ask for a new one"))
	// ErrInvitationOver refuses to revoke what can no longer be used.
	ErrInvitationOver = fault.Define(fault.Conflict, "invitation.over",
		fault.ZH("邀请已被使用或已撤回", "已加入的人请在人员列表中停用"), fault.EN("The invitation has been used or revoked", "Switch off whoever joined in the list of people"))
	// ErrMember is the answer to joining a set twice.
	ErrMember = fault.Define(fault.Conflict, "member.exists",
		fault.ZH("你已在这个账套中", "直接进入账套即可"), fault.EN("You are in this account set already", "Just go to it"))
)

const invitationColumns = `id, tenant_id, name, role_ids, warehouse_ids, shop_ids, invited_by, created_at, expires_at, accepted_at, revoked_at`

func scanInvitation(x *storedInvitation) []any {
	return []any{&x.ID, &x.tenant, &x.Name, &x.roles, &x.warehouses, &x.shops, &x.invitedBy, &x.CreatedAt, &x.ExpiresAt, &x.accepted, &x.revoked}
}

type storedInvitation struct {
	Invitation
	roles, warehouses, shops string
}

func (x *storedInvitation) read(now db.Time) (*Invitation, error) {
	if err := json.Unmarshal([]byte(x.roles), &x.RoleIDs); err != nil {
		return nil, fmt.Errorf("roles of an invitation: %w", err)
	}
	if err := x.DataScope.parse(x.warehouses, x.shops); err != nil {
		return nil, err
	}
	switch {
	case !x.accepted.IsZero():
		x.State = "accepted"
	case !x.revoked.IsZero():
		x.State = "revoked"
	case over(now, x.ExpiresAt):
		x.State = "expired"
	default:
		x.State = "open"
	}
	return &x.Invitation, nil
}

// Invitations lists the invitations of the set, the newest first.
func (s *Service) Invitations(ctx context.Context, sc db.Scope) ([]Invitation, error) {
	var list []Invitation
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		rows, err := collect(ctx, tx, `SELECT `+invitationColumns+` FROM invitation WHERE tenant_id = ? ORDER BY created_at DESC, id DESC`, []any{tx.Tenant}, scanInvitation)
		if err != nil {
			return err
		}
		roles, err := rolesTx(ctx, tx)
		if err != nil {
			return err
		}
		list = make([]Invitation, 0, len(rows))
		for _, row := range rows {
			inv, err := row.read(tx.Now)
			if err != nil {
				return err
			}
			inv.RoleNames = roles.names(inv.RoleIDs)
			list = append(list, *inv)
		}
		return nil
	})
	return list, err
}

// InvitationInput is what a person enters to invite somebody.
type InvitationInput struct {
	Name    string
	RoleIDs []db.ID
	// What whoever joins may work with; nil is what the inviter may.
	Warehouses, Shops *Limit
	Days              int // how long the link is good; 0 is a week
}

// Invite makes an invitation and its token, which is shown once and not stored.
// by is who asks; see UpdateMember for what they can give.
func (s *Service) Invite(ctx context.Context, sc db.Scope, by *Access, in InvitationInput) (inv *Invitation, token string, err error) {
	var f fault.Fields
	checkName(&f, &in.Name)
	life := invitationLife
	if in.Days != 0 {
		life = time.Duration(in.Days) * 24 * time.Hour
	}
	if in.Days < 0 || in.Days > maxInvitationDays {
		f.Add("days", fault.ErrChoice.With("allowed", fmt.Sprintf("1–%d", maxInvitationDays)))
	}
	if err := f.Err(); err != nil {
		return nil, "", err
	}
	stored, err := json.Marshal(append([]db.ID{}, in.RoleIDs...))
	if err != nil {
		return nil, "", err
	}
	token = newSecret()
	id := s.db.NewID()
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := grantableTx(ctx, tx, by, in.RoleIDs, nil); err != nil {
			return err
		}
		reach, err := newReachTx(ctx, tx, by, in.Warehouses, in.Shops)
		if err != nil {
			return err
		}
		warehouses, shops, err := reach.text()
		if err != nil {
			return err
		}
		inv = &Invitation{ID: id, Name: in.Name, RoleIDs: in.RoleIDs, DataScope: reach, CreatedAt: tx.Now, ExpiresAt: db.At(tx.Now.Add(life)), State: "open"}
		if _, err := tx.Exec(ctx, `INSERT INTO invitation (token_hash, id, tenant_id, name, role_ids, warehouse_ids, shop_ids, invited_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			hashOf(token), id, tx.Tenant, in.Name, string(stored), warehouses, shops, tx.Actor.UserID, tx.Now, inv.ExpiresAt); err != nil {
			return err
		}
		list, err := rolesTx(ctx, tx)
		if err != nil {
			return err
		}
		inv.RoleNames = list.names(inv.RoleIDs)
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "invitation", EntityID: id, EntityNo: in.Name, After: map[string]any{
			"roles": inv.RoleNames, "warehouses": inv.Warehouses, "shops": inv.Shops, "expiresAt": inv.ExpiresAt,
		}})
	})
	return inv, token, err
}

// RevokeInvitation makes the link useless; ErrInvitationOver when it was used or
// revoked before.
func (s *Service) RevokeInvitation(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var name string
		found, err := tx.Row(ctx, `SELECT name FROM invitation WHERE tenant_id = ? AND id = ?`, []any{tx.Tenant, id}, &name)
		if err != nil {
			return err
		}
		if !found {
			return fault.ErrNotFound.With("what", "invitation")
		}
		n, err := tx.Exec(ctx, `UPDATE invitation SET revoked_at = ? WHERE tenant_id = ? AND id = ? AND accepted_at IS NULL AND revoked_at IS NULL`, tx.Now, tx.Tenant, id)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrInvitationOver
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "revoke", Entity: "invitation", EntityID: id, EntityNo: name})
	})
}

// Offer is what an invitation promises, for the page that accepts it.
type Offer struct {
	SetID     db.ID
	SetName   string
	Name      string
	InvitedBy string
	ExpiresAt db.Time
}

// Offer reads an open invitation by its token; ErrInvitation for any other.
func (s *Service) Offer(ctx context.Context, token string) (*Offer, error) {
	sc := db.System("invitation")
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error { // its account set is not known before
		inv, err := openInvitationTx(ctx, tx, token, "")
		if err == nil {
			sc.Tenant = inv.tenant
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var o *Offer
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		inv, by, err := standingInvitationTx(ctx, tx, token, "")
		if err != nil {
			return err
		}
		o = &Offer{SetID: inv.tenant, SetName: by.SetName, Name: inv.Name, InvitedBy: by.Name, ExpiresAt: inv.ExpiresAt}
		return nil
	})
	return o, err
}

// standingInvitationTx reads an open invitation with whoever invited, judged as things
// are now: who invites may have left, or may not give any more what was promised. Roles
// that were deleted since are left out.
func standingInvitationTx(ctx context.Context, tx *db.Tx, token, lock string) (*Invitation, *Access, error) {
	inv, err := openInvitationTx(ctx, tx, token, lock)
	if err != nil {
		return nil, nil, err
	}
	by, err := makerTx(ctx, tx, inv.invitedBy)
	if err != nil {
		return nil, nil, noGood(err, ErrInvitation)
	}
	roles, err := rolesTx(ctx, tx)
	if err != nil {
		return nil, nil, err
	}
	inv.RoleIDs = slices.DeleteFunc(inv.RoleIDs, func(id db.ID) bool { return roles.find(id) == nil })
	if _, err := grantableTx(ctx, tx, by, inv.RoleIDs, nil); err != nil {
		return nil, nil, noGood(err, ErrInvitation)
	}
	if !by.Owner && !by.covers(inv.DataScope) {
		return nil, nil, ErrInvitation
	}
	inv.RoleNames = roles.names(inv.RoleIDs)
	return inv, by, nil
}

func openInvitationTx(ctx context.Context, tx *db.Tx, token, lock string) (*Invitation, error) {
	var x storedInvitation
	found, err := tx.Row(ctx, `SELECT `+invitationColumns+` FROM invitation WHERE token_hash = ?`+lock, []any{hashOf(token)}, scanInvitation(&x)...)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, ErrInvitation
	}
	inv, err := x.read(tx.Now)
	if err == nil && inv.State != "open" {
		err = ErrInvitation
	}
	return inv, err
}

// AcceptAsNew registers a person, makes them a member and opens a session.
func (s *Service) AcceptAsNew(ctx context.Context, c Client, token string, n NewPerson) (session string, err error) {
	offer, err := s.Offer(ctx, token) // before the costly hash
	if err != nil {
		return "", err
	}
	hash, err := s.prepare(ctx, &n)
	if err != nil {
		return "", err
	}
	id := s.db.NewID()
	session = newSecret()
	sc := c.scope(&Person{ID: id, Name: n.Name})
	sc.Tenant = offer.SetID
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := addPersonTx(ctx, tx, id, n, hash, false); err != nil {
			return err
		}
		if err := acceptTx(ctx, tx, token, id); err != nil {
			return err
		}
		return openSessionTx(ctx, tx, id, session, c)
	})
	return session, err
}

// Accept makes the signed-in person a member.
func (s *Service) Accept(ctx context.Context, sc db.Scope, token string) error {
	offer, err := s.Offer(ctx, token)
	if err != nil {
		return err
	}
	sc.Tenant = offer.SetID
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return acceptTx(ctx, tx, token, sc.Actor.UserID) })
}

func acceptTx(ctx context.Context, tx *db.Tx, token string, person db.ID) error {
	inv, _, err := standingInvitationTx(ctx, tx, token, tx.ForUpdate())
	if err != nil {
		return err
	}
	if _, err := memberTx(ctx, tx, person); err == nil {
		return ErrMember
	} else if fault.KindOf(err) != fault.NotFound {
		return err
	}
	if err := addMemberTx(ctx, tx, person, inv.RoleIDs, inv.DataScope); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `UPDATE invitation SET accepted_at = ?, accepted_by = ? WHERE id = ?`, tx.Now, person, inv.ID); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "accept", Entity: "invitation", EntityID: inv.ID, EntityNo: inv.Name, After: map[string]any{"person": person, "roles": inv.RoleNames}})
}
