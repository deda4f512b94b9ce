package tenant

import (
	"context"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// A forgotten password is mended in two ways: whoever manages the people of a set
// hands out a link, good once and for a day, with which the person chooses a new
// one; and the operator sets one at the machine (ResetPassword).
//
// A person exists once, across account sets, so whoever can set their password is
// them everywhere. A link is therefore made only for somebody whom the maker could
// replace anyway: a member of this set and of no other (also not one who is
// switched off there, for they may come back), no administrator of the
// installation, no owner unless an owner asks, and nobody with permissions or a
// data scope beyond the maker's. All of it is judged again when the link is used,
// as things are then: the person may have joined another set or been promoted, the
// maker may have left. Everybody else is the operator's to help.

const resetLife = 24 * time.Hour

// PermUserManage lets people manage the members of a set; the API declares it.
const PermUserManage = "user.manage"

// Faults of new passwords.
var (
	// ErrReset is the answer to a link that is wrong, used, too old, or no longer allowed.
	ErrReset = fault.Define(fault.NotFound, "password_reset.invalid",
		fault.ZH("重置密码的链接无效、已使用或已过期", "请让给你链接的人重新生成一个"), fault.EN("The link is wrong, used or expired", "Ask whoever gave it to you for a new one"))
	// ErrResetElsewhere protects people who are more than a member of this set.
	ErrResetElsewhere = fault.Define(fault.Conflict, "password_reset.elsewhere",
		fault.ZH("此人是系统管理员，或还属于其他账套，不能在这里重置密码", "请运维人员在服务器上运行 huotong password"),
		fault.EN("This person administers the installation or belongs to other account sets too, so the password cannot be reset here", "Have the operator run huotong password on the server"))
	// ErrResetBeyond protects people who may do more than who asks.
	ErrResetBeyond = fault.Define(fault.Forbidden, "password_reset.beyond_own",
		fault.ZH("此人的权限或数据范围超出你的，不能由你重置密码", "请让所有者来操作"),
		fault.EN("This person may do or see more than you, so you cannot reset the password", "Ask an owner to do it"))
	// ErrResetInactive is the answer for people who are switched off.
	ErrResetInactive = fault.Define(fault.Conflict, "password_reset.inactive",
		fault.ZH("此人已停用", "先允许此人登录，再重置密码"), fault.EN("This person is switched off", "Let them sign in first, then reset the password"))
	// ErrResetOwn sends people to their own page, which asks for the present password.
	ErrResetOwn = fault.Define(fault.Conflict, "password_reset.own",
		fault.ZH("自己的密码不在这里重置", "在“我的账号”中更改密码"), fault.EN("Your own password is not reset here", "Change it under My account"))
)

// ResetLink is a link to a new password; its token is shown once and not stored.
type ResetLink struct {
	Token     string
	ExpiresAt db.Time
}

// NewResetLink makes the link with which a person of the set chooses a new
// password; links made for them before end.
func (s *Service) NewResetLink(ctx context.Context, sc db.Scope, by *Access, person db.ID) (*ResetLink, error) {
	var link *ResetLink
	token := newSecret()
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		m, err := memberTx(ctx, tx, person)
		if err != nil {
			return err
		}
		if person == by.PersonID {
			return ErrResetOwn
		}
		if err := mayResetTx(ctx, tx, by, m); err != nil {
			return err
		}
		link = &ResetLink{Token: token, ExpiresAt: db.At(tx.Now.Add(resetLife))}
		if err := endResetLinksTx(ctx, tx, person); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO password_reset (token_hash, tenant_id, person_id, made_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)`,
			hashOf(token), tx.Tenant, person, by.PersonID, tx.Now, link.ExpiresAt); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "password_reset", EntityID: person, EntityNo: m.Login, After: map[string]any{"expiresAt": link.ExpiresAt}})
	})
	return link, err
}

func endResetLinksTx(ctx context.Context, tx *db.Tx, person db.ID) error {
	_, err := tx.Exec(ctx, `DELETE FROM password_reset WHERE person_id = ?`, person)
	return err
}

// mayResetTx judges whether by may have a new password set for m; see above.
func mayResetTx(ctx context.Context, tx *db.Tx, by *Access, m *Member) error {
	if m.Owner && !by.Owner {
		return ErrOwnerOnly
	}
	p, err := findPersonTx(ctx, tx, `id = ?`, m.PersonID)
	if err != nil {
		return err
	}
	var other db.ID
	elsewhere, err := tx.Row(ctx, `SELECT tenant_id FROM member WHERE person_id = ? AND tenant_id <> ? LIMIT 1`, []any{m.PersonID, tx.Tenant}, &other)
	if err != nil {
		return err
	}
	switch {
	case elsewhere || p.Admin:
		return ErrResetElsewhere
	case !m.Active || p.Disabled:
		return ErrResetInactive
	case by.Owner:
		return nil
	}
	theirs := &Access{PersonID: m.PersonID}
	if err := loadMemberTx(ctx, tx, tx.Tenant, theirs); err != nil {
		return err
	}
	if len(by.Permissions.missing(theirs.Permissions)) > 0 || !by.covers(theirs.DataScope) {
		return ErrResetBeyond
	}
	return nil
}

// ResetOffer is what the page shows before the new password is chosen.
type ResetOffer struct {
	Login     string
	Name      string
	SetName   string
	MadeBy    string
	ExpiresAt db.Time
}

// resetLink is a link as stored.
type resetLink struct {
	tenant, person, madeBy db.ID
	expires                db.Time
}

// findReset reads a link by its token, before its account set is known.
func (s *Service) findReset(ctx context.Context, token string) (*resetLink, error) {
	var link resetLink
	err := s.db.View(ctx, db.System("password reset"), func(ctx context.Context, tx *db.Tx) error {
		found, err := tx.Row(ctx, `SELECT tenant_id, person_id, made_by, expires_at FROM password_reset WHERE token_hash = ?`,
			[]any{hashOf(token)}, &link.tenant, &link.person, &link.madeBy, &link.expires)
		if err == nil && (!found || over(tx.Now, link.expires)) {
			err = ErrReset
		}
		return err
	})
	return &link, err
}

// openTx tells whose link it is, as long as its maker may still give it.
func (link *resetLink) openTx(ctx context.Context, tx *db.Tx) (*Member, *Access, error) {
	by, err := makerTx(ctx, tx, link.madeBy)
	if err != nil {
		return nil, nil, noGood(err, ErrReset)
	}
	m, err := memberTx(ctx, tx, link.person)
	if err == nil {
		err = mayResetTx(ctx, tx, by, m)
	}
	return m, by, noGood(err, ErrReset)
}

// makerTx gives what whoever made a link may do today in the set of tx, where they must
// still manage people.
func makerTx(ctx context.Context, tx *db.Tx, person db.ID) (*Access, error) {
	maker, err := findPersonTx(ctx, tx, `id = ?`, person)
	switch {
	case err != nil:
		return nil, err
	case maker == nil || maker.Disabled:
		return nil, fault.ErrNotFound.With("what", "user")
	}
	by := &Access{PersonID: person, Name: maker.Name}
	if err := loadMemberTx(ctx, tx, tx.Tenant, by); err != nil {
		return nil, err
	}
	if !by.Permissions.Has(PermUserManage) {
		return nil, fault.ErrForbidden
	}
	return by, nil
}

// noGood says of a refused link no more than that it is none.
func noGood(err, instead error) error {
	if f := fault.As(err); f != nil && f.Kind != fault.Internal {
		return instead
	}
	return err
}

// LookAtReset tells what a link is for; ErrReset for any that cannot be used.
func (s *Service) LookAtReset(ctx context.Context, token string) (*ResetOffer, error) {
	link, err := s.findReset(ctx, token)
	if err != nil {
		return nil, err
	}
	sc := db.System("password reset")
	sc.Tenant = link.tenant
	var o *ResetOffer
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		m, by, err := link.openTx(ctx, tx)
		if err != nil {
			return err
		}
		o = &ResetOffer{Login: m.Login, Name: m.Name, SetName: by.SetName, MadeBy: by.Name, ExpiresAt: link.expires}
		return nil
	})
	return o, err
}

// UseReset sets the new password, ends every session of the person and opens one.
func (s *Service) UseReset(ctx context.Context, c Client, token, next string) (session string, err error) {
	offer, err := s.LookAtReset(ctx, token) // before the costly hash
	if err != nil {
		return "", err
	}
	var f fault.Fields
	checkPassword(&f, "password", offer.Login, next)
	if err := f.Err(); err != nil {
		return "", err
	}
	hash, err := s.hasher.hash(ctx, next)
	if err != nil {
		return "", err
	}
	link, err := s.findReset(ctx, token)
	if err != nil {
		return "", err
	}
	session = newSecret()
	sc := c.scope(&Person{ID: link.person, Name: offer.Name})
	sc.Tenant = link.tenant
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		// Deleting it first makes a link good once, however many use it at the same time.
		n, err := tx.Exec(ctx, `DELETE FROM password_reset WHERE token_hash = ? AND expires_at > ?`, hashOf(token), tx.Now)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrReset
		}
		m, _, err := link.openTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := forgetTriesTx(ctx, tx, m.Login); err != nil {
			return err
		}
		if err := setPasswordTx(ctx, tx, &Person{ID: m.PersonID, Login: m.Login}, hash, 0); err != nil {
			return err
		}
		if err := openSessionTx(ctx, tx, m.PersonID, session, c); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "accept", Entity: "password_reset", EntityID: m.PersonID, EntityNo: m.Login})
	})
	return session, err
}

// covers tells whether everything in the other reach is in this one.
func (r DataScope) covers(other DataScope) bool {
	within := func(l, o Limit) bool {
		return l.All || !o.All && !slices.ContainsFunc(o.IDs, func(id db.ID) bool { return !l.Allows(id) })
	}
	return within(r.Warehouses, other.Warehouses) && within(r.Shops, other.Shops)
}
