package tenant

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Person is somebody who can sign in.
type Person struct {
	ID       db.ID
	Login    string
	Name     string
	Language string // "zh-CN" or "en-US"
	Disabled bool
	Admin    bool // may make account sets

	passwordHash string
}

// NewPerson is the input for a person who registers.
type NewPerson struct {
	Login    string
	Name     string
	Password string
	Language string // empty is zh-CN
}

// Faults of people.
var (
	// ErrLoginTaken marks the login of somebody else.
	ErrLoginTaken = fault.Define(fault.Invalid, "person.login_taken",
		fault.ZH("登录名已被使用", "换一个登录名；若是你本人，请先登录再接受邀请"), fault.EN("The login is taken", "Use another one; if it is yours, sign in first and then accept the invitation"))
	// ErrSetUp is the answer to a second first-run.
	ErrSetUp = fault.Define(fault.Conflict, "setup.done",
		fault.ZH("系统已完成初始化", "请直接登录"), fault.EN("The first person exists already", "Sign in"))
	// ErrPassword marks a wrong present password.
	ErrPassword = fault.Define(fault.Invalid, "password.wrong",
		fault.ZH("当前密码不对", "重新输入当前密码"), fault.EN("The present password is wrong", "Enter the present password again"))
)

// Languages lists the languages of the page and of texts.
var Languages = []string{"zh-CN", "en-US"}

func findPersonTx(ctx context.Context, tx *db.Tx, cond string, arg any) (*Person, error) {
	var p Person
	found, err := tx.Row(ctx, `SELECT id, login, name, language, disabled, system_admin, password_hash FROM person WHERE `+cond, []any{arg},
		&p.ID, &p.Login, &p.Name, &p.Language, &p.Disabled, &p.Admin, &p.passwordHash)
	if err != nil || !found {
		return nil, err
	}
	return &p, nil
}

// SetupNeeded tells whether nobody has registered yet.
func (s *Service) SetupNeeded(ctx context.Context) (bool, error) {
	var needed bool
	err := s.db.View(ctx, db.System("setup"), func(ctx context.Context, tx *db.Tx) error {
		found, err := anybodyTx(ctx, tx)
		needed = !found
		return err
	})
	return needed, err
}

func anybodyTx(ctx context.Context, tx *db.Tx) (bool, error) {
	var id db.ID
	return tx.Row(ctx, `SELECT id FROM person LIMIT 1`, nil, &id)
}

// Setup registers the first person, who administers the installation, and opens a
// session. ErrSetUp when somebody has registered before.
func (s *Service) Setup(ctx context.Context, c Client, n NewPerson) (token string, err error) {
	hash, err := s.prepare(ctx, &n)
	if err != nil {
		return "", err
	}
	token = newSecret()
	id := s.db.NewID()
	err = s.db.InTx(ctx, c.scope(&Person{ID: id, Name: n.Name}), func(ctx context.Context, tx *db.Tx) error {
		if tx.Engine() == db.Postgres { // two first persons at once must not both win
			if _, err := tx.Exec(ctx, `LOCK TABLE person IN SHARE ROW EXCLUSIVE MODE`); err != nil {
				return err
			}
		}
		found, err := anybodyTx(ctx, tx)
		if err != nil {
			return err
		}
		if found {
			return ErrSetUp
		}
		if err := addPersonTx(ctx, tx, id, n, hash, true); err != nil {
			return err
		}
		return openSessionTx(ctx, tx, id, token, c)
	})
	return token, err
}

// Register adds a person without a session; demo data and the command line use it.
func (s *Service) Register(ctx context.Context, sc db.Scope, n NewPerson, admin bool) (db.ID, error) {
	hash, err := s.prepare(ctx, &n)
	if err != nil {
		return 0, err
	}
	id := s.db.NewID()
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return addPersonTx(ctx, tx, id, n, hash, admin) })
	return id, err
}

// prepare checks the input and hashes the password, outside any transaction.
func (s *Service) prepare(ctx context.Context, n *NewPerson) (hash string, err error) {
	var f fault.Fields
	checkLogin(&f, &n.Login)
	checkName(&f, &n.Name)
	checkPassword(&f, "password", n.Login, n.Password)
	if n.Language == "" {
		n.Language = Languages[0]
	}
	checkLanguage(&f, n.Language)
	if err := f.Err(); err != nil {
		return "", err
	}
	return s.hasher.hash(ctx, n.Password)
}

func checkLanguage(f *fault.Fields, language string) {
	if !slices.Contains(Languages, language) {
		f.Add("language", fault.ErrChoice.With("allowed", "zh-CN, en-US"))
	}
}

func addPersonTx(ctx context.Context, tx *db.Tx, id db.ID, n NewPerson, hash string, admin bool) error {
	taken, err := findPersonTx(ctx, tx, `login_key = ?`, loginKey(n.Login))
	if err == nil && taken == nil {
		_, err = tx.Exec(ctx, `INSERT INTO person (id, login, login_key, name, password_hash, language, disabled, system_admin, created_at) VALUES (?, ?, ?, ?, ?, ?, FALSE, ?, ?)`,
			id, n.Login, loginKey(n.Login), n.Name, hash, n.Language, admin, tx.Now)
	}
	if taken != nil || db.IsDuplicate(err) {
		var f fault.Fields
		f.Add("login", ErrLoginTaken)
		return f.Err()
	}
	if err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	return doc.AuditTx(ctx, tx, doc.Change{
		Action: "create", Entity: "person", EntityID: id, EntityNo: n.Login,
		After: map[string]any{"login": n.Login, "name": n.Name, "language": n.Language, "admin": admin},
	})
}

// UpdateSelf changes the name and language of the person; empty values stay.
func (s *Service) UpdateSelf(ctx context.Context, sc db.Scope, name, language string) error {
	var f fault.Fields
	if name != "" {
		checkName(&f, &name)
	}
	if language != "" {
		checkLanguage(&f, language)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		p, err := findPersonTx(ctx, tx, `id = ?`, sc.Actor.UserID)
		if err != nil {
			return err
		}
		if p == nil {
			return fault.ErrNotFound.With("what", "person")
		}
		type shown struct {
			Name     string `json:"name"`
			Language string `json:"language"`
		}
		before, after := shown{p.Name, p.Language}, shown{p.Name, p.Language}
		if name != "" {
			after.Name = name
		}
		if language != "" {
			after.Language = language
		}
		if before == after {
			return nil
		}
		if _, err := tx.Exec(ctx, `UPDATE person SET name = ?, language = ?, version = version + 1 WHERE id = ?`, after.Name, after.Language, p.ID); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "person", EntityID: p.ID, EntityNo: p.Login, Before: before, After: after})
	})
}

// ChangePassword sets a new password and ends every other session of the person.
// A wrong present password counts as a failed login.
func (s *Service) ChangePassword(ctx context.Context, sc db.Scope, keepSession db.ID, login, present, next string) error {
	var f fault.Fields
	checkPassword(&f, "newPassword", login, next)
	if err := f.Err(); err != nil {
		return err
	}
	person, err := s.verify(ctx, Client{IP: sc.Actor.IP}, login, present)
	if err != nil {
		if fault.As(err) != nil && fault.As(err).Code == ErrLogin.Code {
			f.Add("password", ErrPassword)
			return f.Err()
		}
		return err
	}
	hash, err := s.hasher.hash(ctx, next)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := forgiveTx(ctx, tx, sc.Actor.IP, login); err != nil {
			return err
		}
		return setPasswordTx(ctx, tx, person, hash, keepSession)
	})
}

// ResetPassword sets a person's password without knowing the old one, ends all
// their sessions and forgets their failed tries; it is for the administrator at the
// machine.
func (s *Service) ResetPassword(ctx context.Context, sc db.Scope, login, next string) error {
	var f fault.Fields
	checkPassword(&f, "newPassword", login, next)
	if err := f.Err(); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, next)
	if err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		person, err := findPersonTx(ctx, tx, `login_key = ?`, loginKey(login))
		if err != nil {
			return err
		}
		if person == nil {
			return fault.ErrNotFound.With("what", login)
		}
		if err := forgetTriesTx(ctx, tx, login); err != nil {
			return err
		}
		return setPasswordTx(ctx, tx, person, hash, 0)
	})
}

func setPasswordTx(ctx context.Context, tx *db.Tx, p *Person, hash string, keepSession db.ID) error {
	if _, err := tx.Exec(ctx, `UPDATE person SET password_hash = ?, version = version + 1 WHERE id = ?`, hash, p.ID); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM session WHERE person_id = ? AND id <> ?`, p.ID, int64(keepSession)); err != nil {
		return err
	}
	if err := endResetLinksTx(ctx, tx, p.ID); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "change_password", Entity: "person", EntityID: p.ID, EntityNo: p.Login})
}
