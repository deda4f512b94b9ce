package tenant

import (
	"context"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

const (
	// SessionIdle ends a session that is not used for so long.
	SessionIdle = 14 * 24 * time.Hour
	// sessionMax ends any session.
	sessionMax = 180 * 24 * time.Hour
	// touchEvery is how often use is noted; each note is a write.
	touchEvery = 5 * time.Minute
)

// ErrSession is the answer to a session that has ended or never was.
var ErrSession = fault.Define(fault.Unauthenticated, "auth.session_ended",
	fault.ZH("登录已失效", "请重新登录"), fault.EN("Your session has ended", "Sign in again"))

func openSessionTx(ctx context.Context, tx *db.Tx, person db.ID, token string, c Client) error {
	agent := c.UserAgent
	if len(agent) > 300 {
		agent = agent[:300]
	}
	_, err := tx.Exec(ctx, `INSERT INTO session (token_hash, id, person_id, created_at, seen_at, expires_at, ip, user_agent) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		hashOf(token), tx.NewID(), person, tx.Now, tx.Now, db.At(tx.Now.Add(SessionIdle)), c.IP, validText(agent))
	if err != nil {
		return fmt.Errorf("open session: %w", err)
	}
	return nil
}

// BySession finds who a session belongs to and, with inSet, what they may do in
// the account set; a zero set is the person's only one, or none when there are
// several. ErrSession, or ErrSetNotFound for a set they are no member of.
func (s *Service) BySession(ctx context.Context, token string, set db.ID, inSet bool) (*Access, error) {
	a := &Access{}
	var created, seen, expires db.Time
	now := db.At(s.db.Now())
	err := s.db.View(ctx, db.Scope{Tenant: set}, func(ctx context.Context, tx *db.Tx) error {
		var disabled bool
		found, err := tx.Row(ctx, `SELECT s.id, s.created_at, s.seen_at, s.expires_at, p.id, p.login, p.name, p.language, p.system_admin, p.disabled
			FROM session s JOIN person p ON p.id = s.person_id WHERE s.token_hash = ?`, []any{hashOf(token)},
			&a.SessionID, &created, &seen, &expires, &a.PersonID, &a.Login, &a.Name, &a.Language, &a.Admin, &disabled)
		if err != nil {
			return fmt.Errorf("read session: %w", err)
		}
		if !found || disabled || over(now, expires) {
			return ErrSession
		}
		if !inSet {
			return nil
		}
		if set == 0 {
			sets, err := SetsOfTx(ctx, tx, a.PersonID)
			if err != nil || len(sets) != 1 {
				return err
			}
			set = sets[0]
		}
		return loadMemberTx(ctx, tx, set, a)
	})
	if err != nil {
		return nil, err
	}
	if now.Sub(seen.Time) < touchEvery {
		return a, nil
	}
	expires = db.At(now.Add(SessionIdle))
	if last := created.Add(sessionMax); expires.After(last) {
		expires = db.At(last)
	}
	err = s.db.InTx(ctx, db.System("session"), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE session SET seen_at = ?, expires_at = ? WHERE id = ?`, now, expires, a.SessionID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("note use of session: %w", err)
	}
	a.Renewed = true
	return a, nil
}

// over tells whether what ends at an instant has ended.
func over(now, end db.Time) bool { return !now.Before(end.Time) }

// SetsOfTx lists the account sets a person is an active member of. It asks across
// sets, which is why it runs only at login and when no set was named.
func SetsOfTx(ctx context.Context, tx *db.Tx, person db.ID) ([]db.ID, error) {
	return collect(ctx, tx, `SELECT tenant_id FROM member WHERE person_id = ? AND disabled = FALSE ORDER BY tenant_id`, []any{person},
		func(id *db.ID) []any { return []any{id} })
}

// loadMemberTx fills in what the person may do in a set.
func loadMemberTx(ctx context.Context, tx *db.Tx, set db.ID, a *Access) error {
	var (
		disabled                   bool
		warehouses, shops, modules string
	)
	found, err := tx.Row(ctx, `SELECT m.disabled, m.warehouse_ids, m.shop_ids, a.name, a.modules FROM member m JOIN account_set a ON a.tenant_id = m.tenant_id
		WHERE m.tenant_id = ? AND a.tenant_id = ? AND m.person_id = ?`, []any{set, set, a.PersonID}, &disabled, &warehouses, &shops, &a.SetName, &modules)
	if err != nil {
		return fmt.Errorf("read membership: %w", err)
	}
	if !found || disabled {
		return ErrSetNotFound
	}
	if err := a.enter(set, warehouses, shops, modules); err != nil {
		return err
	}
	return tx.Each(ctx, `SELECT r.builtin, r.permissions FROM member_role mr JOIN role r ON r.tenant_id = mr.tenant_id AND r.id = mr.role_id
		WHERE mr.tenant_id = ? AND r.tenant_id = ? AND mr.person_id = ?`, []any{set, set, a.PersonID}, roleScanner(a))
}

// SessionSets gives the account sets of a person with what they may do in each,
// by name.
func (s *Service) SessionSets(ctx context.Context, person db.ID) ([]*Access, error) {
	var list []*Access
	err := s.db.View(ctx, db.System("sets"), func(ctx context.Context, tx *db.Tx) error {
		sets, err := SetsOfTx(ctx, tx, person)
		if err != nil {
			return err
		}
		list = list[:0]
		for _, set := range sets { // a handful
			a := &Access{PersonID: person}
			if err := loadMemberTx(ctx, tx, set, a); err != nil {
				return err
			}
			list = append(list, a)
		}
		return nil
	})
	return list, err
}

// Session is one of a person's sessions as shown to them.
type Session struct {
	ID        db.ID
	CreatedAt db.Time
	SeenAt    db.Time
	ExpiresAt db.Time
	IP        string
	UserAgent string
}

// Sessions lists the live sessions of the person, the latest used first.
func (s *Service) Sessions(ctx context.Context, sc db.Scope) ([]Session, error) {
	var list []Session
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		list, err = collect(ctx, tx, `SELECT id, created_at, seen_at, expires_at, ip, user_agent FROM session WHERE person_id = ? AND expires_at > ? ORDER BY seen_at DESC, id DESC`,
			[]any{sc.Actor.UserID, tx.Now}, func(x *Session) []any {
				return []any{&x.ID, &x.CreatedAt, &x.SeenAt, &x.ExpiresAt, &x.IP, &x.UserAgent}
			})
		return err
	})
	return list, err
}

// EndSession ends one of the person's own sessions; somebody else's is not found.
func (s *Service) EndSession(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		n, err := tx.Exec(ctx, `DELETE FROM session WHERE id = ? AND person_id = ?`, id, sc.Actor.UserID)
		if err != nil {
			return err
		}
		if n == 0 {
			return fault.ErrNotFound.With("what", "session")
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "end", Entity: "session", EntityID: id})
	})
}

// Purge forgets sessions and links to new passwords that have expired, failed
// logins and invitations that nobody needs to remember; a schedule calls it.
func (s *Service) Purge(ctx context.Context) error {
	return s.db.InTx(ctx, db.System("purge"), func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM session WHERE expires_at < ?`, tx.Now); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM login_failure WHERE last_at < ?`, db.At(tx.Now.Add(-forgetAfter))); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM login_address WHERE last_at < ?`, db.At(tx.Now.Add(-knownFor))); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM password_reset WHERE expires_at < ?`, tx.Now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `DELETE FROM invitation WHERE expires_at < ?`, db.At(tx.Now.Add(-30*24*time.Hour)))
		return err
	})
}

// MemberAccess gives what a person may do in a set; ErrSetNotFound when they are
// no member of it.
func (s *Service) MemberAccess(ctx context.Context, person, set db.ID) (*Access, error) {
	a := &Access{PersonID: person}
	err := s.db.View(ctx, db.Scope{Tenant: set}, func(ctx context.Context, tx *db.Tx) error { return loadMemberTx(ctx, tx, set, a) })
	return a, err
}
