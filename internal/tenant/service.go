package tenant

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// Options are the settings of New.
type Options struct {
	// Hash are the costs of password hashing; nil takes 19 MiB, 2 passes, which is
	// about 50 ms. Tests use less.
	Hash *argon2id.Params
}

// Service is the door to people and account sets. It is safe for concurrent use.
type Service struct {
	db     *db.DB
	hasher hasher
}

// New makes the service.
func New(d *db.DB, o Options) *Service {
	if o.Hash == nil {
		o.Hash = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
	}
	return &Service{db: d, hasher: hasher{params: o.Hash, slots: make(chan struct{}, max(1, runtime.GOMAXPROCS(0)/2))}}
}

// SetIDs lists every account set, for what is done set by set.
func (s *Service) SetIDs(ctx context.Context) ([]db.ID, error) {
	var ids []db.ID
	err := s.db.View(ctx, db.System("sets"), func(ctx context.Context, tx *db.Tx) error {
		list, err := collect(ctx, tx, `SELECT tenant_id FROM account_set ORDER BY tenant_id`, nil, func(id *db.ID) []any { return []any{id} })
		ids = list
		return err
	})
	return ids, err
}

// collect reads rows into a list; dest gives the places of one row's columns.
func collect[T any](ctx context.Context, tx *db.Tx, query string, args []any, dest func(*T) []any) ([]T, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []T
	for rows.Next() {
		var item T
		if err := rows.Scan(dest(&item)...); err != nil {
			return nil, err
		}
		list = append(list, item)
	}
	return list, rows.Err()
}

// newSecret draws 256 random bits as text.
func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}

// hashOf is how secrets of full entropy are stored and found: no salt is needed
// where nothing can be guessed.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// loginKey is the form logins are compared in.
func loginKey(login string) string {
	return strings.ToLower(norm.NFKC.String(strings.TrimSpace(login)))
}

const (
	minPassword = 8
	maxPassword = 200
	maxName     = 50
	maxLogin    = 100
)

var errWeakPassword = fault.Define(fault.Invalid, "password.weak",
	fault.ZH("密码太简单", "不要使用登录名，也不要只用同一个字符"), fault.EN("The password is too simple", "Do not use the login or one character only"))

var errShortPassword = fault.Define(fault.Invalid, "password.short",
	fault.ZH("密码太短，至少 {min} 个字符", "请使用更长的密码"), fault.EN("The password is too short, at least {min} characters", "Use a longer password"))

func checkPassword(f *fault.Fields, path, login, password string) {
	key := loginKey(password)
	first, _ := utf8.DecodeRuneInString(password)
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		f.Add(path, errShortPassword.With("min", minPassword))
	case len(password) > maxPassword:
		f.Add(path, fault.ErrTooLong.With("max", maxPassword))
	case key == loginKey(login), strings.Trim(password, string(first)) == "":
		f.Add(path, errWeakPassword)
	}
}

// checkName trims and checks a name that people read.
func checkName(f *fault.Fields, name *string) {
	*name = strings.TrimSpace(*name)
	switch {
	case *name == "":
		f.Add("name", fault.ErrRequired)
	case utf8.RuneCountInString(*name) > maxName:
		f.Add("name", fault.ErrTooLong.With("max", maxName))
	case strings.ContainsFunc(*name, unicode.IsControl):
		f.Add("name", fault.ErrFormat.With("expected", "A-Z 汉字"))
	}
}

func checkLogin(f *fault.Fields, login *string) {
	*login = strings.TrimSpace(*login)
	switch {
	case *login == "":
		f.Add("login", fault.ErrRequired)
	case utf8.RuneCountInString(*login) > maxLogin:
		f.Add("login", fault.ErrTooLong.With("max", maxLogin))
	case strings.ContainsFunc(*login, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }):
		f.Add("login", fault.ErrFormat.With("expected", "zhang.san, 13800138000, a@b.cn"))
	}
}

// hasher hashes passwords, a few at a time: each takes 19 MiB, and a flood of
// logins must not take the machine down.
type hasher struct {
	params *argon2id.Params
	slots  chan struct{}
}

func (h *hasher) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return argon2id.CreateHash(password, h.params)
}

// matches compares; with no stored hash it takes as long and says no, so that the
// time does not tell whether a login exists.
func (h *hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	if stored == "" {
		_, err := argon2id.CreateHash(password, h.params)
		return false, err
	}
	ok, err := argon2id.ComparePasswordAndHash(password, stored)
	if err != nil {
		return false, fmt.Errorf("stored password hash: %w", err)
	}
	return ok, nil
}

// validText makes text from outside fit to be stored.
func validText(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
