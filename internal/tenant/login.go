package tenant

import (
	"context"
	"fmt"
	"math"
	"net/netip"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of logging in.
var (
	// ErrLogin is the one answer to a wrong login, a wrong password and a disabled person.
	ErrLogin = fault.Define(fault.Unauthenticated, "login.wrong",
		fault.ZH("登录名或密码不对", "检查大小写后再试；忘记密码请联系管理员"),
		fault.EN("Login or password is wrong", "Check upper and lower case and try again; ask your administrator if you forgot the password"))
	// ErrThrottled has the parameter seconds.
	ErrThrottled = fault.Define(fault.Limited, "login.throttled",
		fault.ZH("尝试次数太多，请在 {seconds} 秒后再试", "等待 {seconds} 秒；忘记密码请联系管理员"),
		fault.EN("Too many tries; try again in {seconds} seconds", "Wait {seconds} seconds; ask your administrator if you forgot the password"))
)

// Tries that are free before the delay grows, and how it grows: 1, 2, 4 … seconds
// up to the most. A login tried from one address is held up there only, so that
// nobody can lock its owner out from elsewhere. Behind one address may sit a whole
// office. Tries of one login from many addresses are slowed down a little; an
// address that the person has signed in from is spared even that.
const (
	freePerPair  = 5
	freePerIP    = 30
	freePerLogin = 100
	maxDelay     = 15 * time.Minute
	maxLoginWide = 30 * time.Second
	forgetAfter  = 2 * time.Hour
	// knownFor is how long an address that a person signed in from stays known.
	knownFor = 90 * 24 * time.Hour
)

// subject is what tries are counted by.
type subject struct {
	key  string
	free int64
	most time.Duration
}

// delayAfter is how long to wait after so many failures.
func (s subject) delayAfter(failures int64) time.Duration {
	if failures < s.free {
		return 0
	}
	return min(time.Second<<min(failures-s.free, 20), s.most)
}

// tries are the subjects of one try. Logins are hashed: people type passwords into
// the login field.
type tries struct {
	pair, wide subject
	address    *subject // nil where the address is not known
}

func triesOf(ip, login string) tries {
	hash, at := hashOf(loginKey(login)), ""
	var t tries
	if addr, err := netip.ParseAddr(ip); err == nil {
		if addr.Is6() { // a household has a /64
			if p, err := addr.Prefix(64); err == nil {
				addr = p.Addr()
			}
		}
		at = addr.String()
		t.address = &subject{"ip:" + at, freePerIP, maxDelay}
	}
	t.pair = subject{pairsOf(hash) + at, freePerPair, maxDelay}
	t.wide = subject{"login:" + hash, freePerLogin, maxLoginWide}
	return t
}

// pairsOf begins the keys of a login with each of its addresses.
func pairsOf(loginHash string) string { return "pair:" + loginHash + "@" }

// countedTx lists what the try counts for, always in this order, so that two
// cannot wait for each other.
func (t tries) countedTx(ctx context.Context, tx *db.Tx) ([]subject, error) {
	list := []subject{t.pair}
	if t.address != nil {
		list = append(list, *t.address)
	}
	var last db.Time
	known, err := tx.Row(ctx, `SELECT last_at FROM login_address WHERE subject = ? AND last_at > ?`, []any{t.pair.key, db.At(tx.Now.Add(-knownFor))}, &last)
	if err == nil && !known {
		list = append(list, t.wide)
	}
	return list, err
}

// countTry counts a try before the password is looked at, so that many at once
// cannot slip through, and refuses with ErrThrottled when it comes too early.
func (s *Service) countTry(ctx context.Context, ip, login string) error {
	return s.db.InTx(ctx, db.System("login"), func(ctx context.Context, tx *db.Tx) error {
		list, err := triesOf(ip, login).countedTx(ctx, tx)
		if err != nil {
			return err
		}
		var wait time.Duration
		for _, sub := range list {
			if _, err := tx.Exec(ctx, `INSERT INTO login_failure (subject, failures, last_at) VALUES (?, 0, ?) ON CONFLICT (subject) DO NOTHING`, sub.key, tx.Now); err != nil {
				return err
			}
			var (
				failures int64
				last     db.Time
			)
			if _, err := tx.Row(ctx, `SELECT failures, last_at FROM login_failure WHERE subject = ?`+tx.ForUpdate(), []any{sub.key}, &failures, &last); err != nil {
				return err
			}
			if tx.Now.Sub(last.Time) > forgetAfter {
				failures = 0
			}
			wait = max(wait, last.Add(sub.delayAfter(failures)).Sub(tx.Now.Time))
			if _, err := tx.Exec(ctx, `UPDATE login_failure SET failures = ?, last_at = ? WHERE subject = ?`, failures+1, tx.Now, sub.key); err != nil {
				return err
			}
		}
		if wait > 0 { // rolls the counting back: waiting is not punished further
			return ErrThrottled.With("seconds", int64(math.Ceil(wait.Seconds())))
		}
		return nil
	})
}

// forgiveTx takes back what countTry counted for a try that was right, and knows
// the address from now on.
func forgiveTx(ctx context.Context, tx *db.Tx, ip, login string) error {
	t := triesOf(ip, login)
	list, err := t.countedTx(ctx, tx)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `DELETE FROM login_failure WHERE subject = ?`, t.pair.key); err != nil {
		return err
	}
	for _, sub := range list[1:] {
		if _, err := tx.Exec(ctx, `UPDATE login_failure SET failures = failures - 1 WHERE subject = ? AND failures > 0`, sub.key); err != nil {
			return err
		}
	}
	if t.address == nil {
		return nil
	}
	_, err = tx.Exec(ctx, `INSERT INTO login_address (subject, last_at) VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET last_at = excluded.last_at`, t.pair.key, tx.Now)
	return err
}

// forgetTriesTx lets a person try again wherever they are: they have a new password.
func forgetTriesTx(ctx context.Context, tx *db.Tx, login string) error {
	_, err := tx.Exec(ctx, `DELETE FROM login_failure WHERE subject = ? OR subject LIKE ?`, triesOf("", login).wide.key, pairsOf(hashOf(loginKey(login)))+"%")
	return err
}

// Client is where a session is opened from.
type Client struct {
	IP        string
	UserAgent string
	RequestID string
}

func (c Client) scope(person *Person) db.Scope {
	return db.Scope{Actor: db.Actor{Kind: "user", UserID: person.ID, Name: person.Name, IP: c.IP, RequestID: c.RequestID}}
}

// Login checks a password and opens a session; it returns the session's token,
// which is stored nowhere. ErrLogin and ErrThrottled are the refusals.
func (s *Service) Login(ctx context.Context, c Client, login, password string) (token string, err error) {
	if login == "" || len(login) > 4*maxLogin || len(password) > maxPassword {
		return "", ErrLogin
	}
	person, err := s.verify(ctx, c, login, password)
	if err != nil {
		return "", err
	}
	token = newSecret()
	err = s.db.InTx(ctx, c.scope(person), func(ctx context.Context, tx *db.Tx) error {
		if err := forgiveTx(ctx, tx, c.IP, login); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE person SET last_login_at = ? WHERE id = ?`, tx.Now, person.ID); err != nil {
			return err
		}
		if err := openSessionTx(ctx, tx, person.ID, token, c); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "login", Entity: "person", EntityID: person.ID, EntityNo: person.Login})
	})
	return token, err
}

// verify counts the try and compares the password.
func (s *Service) verify(ctx context.Context, c Client, login, password string) (*Person, error) {
	if err := s.countTry(ctx, c.IP, login); err != nil {
		return nil, err
	}
	var person *Person
	err := s.db.View(ctx, db.System("login"), func(ctx context.Context, tx *db.Tx) error {
		var err error
		person, err = findPersonTx(ctx, tx, `login_key = ?`, loginKey(login))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look up login: %w", err)
	}
	stored := ""
	if person != nil && !person.Disabled {
		stored = person.passwordHash
	}
	ok, err := s.hasher.matches(ctx, password, stored)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, ErrLogin
	}
	return person, nil
}
