package sandbox1688

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"time"
)

// token is one authorisation of an app by an account.
type token struct {
	ID             int       `json:"id"`
	AppKey         string    `json:"appKey"`
	LoginID        string    `json:"loginId"`
	Access         string    `json:"accessToken"`
	AccessExpires  time.Time `json:"accessExpires"`
	Refresh        string    `json:"refreshToken,omitempty"` // empty: not asked for
	RefreshExpires time.Time `json:"refreshExpires,omitzero"`
	Console        bool      `json:"console,omitempty"` // made in the console instead of by OAuth
}

func (t *token) accessLives(now time.Time) bool { return now.Before(t.AccessExpires) }
func (t *token) refreshLives(now time.Time) bool {
	return t.Refresh != "" && now.Before(t.RefreshExpires)
}

// code is an authorisation code on its way to the app.
type code struct {
	appKey, loginID string
	expires         time.Time
}

// authority issues codes and tokens. Their values come from a counter under a key,
// so that a run can be repeated and yet nobody can guess them.
type authority struct {
	key       []byte
	issued    int64
	lastID    int
	codes     map[string]code
	list      []*token // in order of issue
	byAccess  map[string]*token
	byRefresh map[string]*token
}

func newAuthority(key string) authority {
	return authority{key: []byte(key), codes: map[string]code{}, byAccess: map[string]*token{}, byRefresh: map[string]*token{}}
}

// value is the next UUID-shaped secret.
func (a *authority) value(kind string) string {
	a.issued++
	mac := hmac.New(sha256.New, a.key)
	mac.Write(fmt.Appendf(nil, "%s %d", kind, a.issued))
	h := mac.Sum(nil)
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// grant issues a code for two minutes.
func (a *authority) grant(appKey, loginID string, now time.Time) string {
	for value, c := range a.codes {
		if !now.Before(c.expires) {
			delete(a.codes, value)
		}
	}
	value := a.value("code")
	a.codes[value] = code{appKey, loginID, now.Add(codeTTL)}
	return value
}

// redeem uses a code up.
func (a *authority) redeem(value, appKey string, now time.Time) (loginID string, ok bool) {
	c, ok := a.codes[value]
	if !ok || c.appKey != appKey {
		return "", false
	}
	delete(a.codes, value)
	return c.loginID, now.Before(c.expires)
}

// issue adds a token. Those nobody can use any more are dropped on the way.
func (a *authority) issue(t token, now time.Time) *token {
	a.prune(now)
	a.lastID++
	t.ID, t.Access = a.lastID, a.value("access")
	a.list = append(a.list, &t)
	a.byAccess[t.Access] = &t
	return &t
}

// renew gives t a new access token. The former one works until its own end.
func (a *authority) renew(t *token, now time.Time) *token {
	next := *t
	next.AccessExpires = now.Add(accessTTL)
	renewed := a.issue(next, now)
	if renewed.Refresh != "" {
		a.byRefresh[renewed.Refresh] = renewed
		t.Refresh, t.RefreshExpires = "", time.Time{} // moved to the new entry
	}
	return renewed
}

// addRefresh gives t a fresh refresh token; a former one is dead.
func (a *authority) addRefresh(t *token, expires time.Time) {
	delete(a.byRefresh, t.Refresh)
	t.Refresh, t.RefreshExpires = a.value("refresh"), expires
	a.byRefresh[t.Refresh] = t
}

func (a *authority) find(id int) *token {
	for _, t := range a.list {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// revoke forgets the token at once.
func (a *authority) revoke(t *token) {
	delete(a.byAccess, t.Access)
	delete(a.byRefresh, t.Refresh)
	kept := a.list[:0]
	for _, other := range a.list {
		if other != t {
			kept = append(kept, other)
		}
	}
	clear(a.list[len(kept):])
	a.list = kept
}

// keepDead is how long a token nobody can use any more is still shown.
const keepDead = 24 * time.Hour

func (a *authority) prune(now time.Time) {
	kept := a.list[:0]
	for _, t := range a.list {
		if now.Sub(t.AccessExpires) > keepDead && !t.refreshLives(now) {
			delete(a.byAccess, t.Access)
			delete(a.byRefresh, t.Refresh)
			continue
		}
		kept = append(kept, t)
	}
	clear(a.list[len(kept):])
	a.list = kept
}
