package channel

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// CallbackPath is where 1688 sends the owner back to, below the public address.
const CallbackPath = "/shops/callback"

// stateLife is how long an owner may take to decide.
const stateLife = 15 * time.Minute

// Faults of the way back from 1688; each is shown on a page of its own.
var (
	// ErrStateMissing is a way back without the state parameter.
	ErrStateMissing = fault.Define(fault.Invalid, "shop.state_missing",
		fault.ZH("授权结果不完整：缺少 state 参数", "回到“店铺授权”或“采购账号”，重新授权"),
		fault.EN("The answer of 1688 is incomplete: the state parameter is missing", "Go back to the list of shops or buyer accounts and begin again"))
	// ErrStateUnknown is a state that was never given out.
	ErrStateUnknown = fault.Define(fault.Invalid, "shop.state_mismatch",
		fault.ZH("授权请求无法识别：state 与发起时不一致", "不要使用别人给的链接；回到“店铺授权”或“采购账号”，自己重新授权"),
		fault.EN("The request cannot be recognised: the state does not match", "Do not use links that others gave you; go back to the list of shops or buyer accounts and begin again yourself"))
	// ErrStateUsed is a state that has been used.
	ErrStateUsed = fault.Define(fault.Conflict, "shop.state_used",
		fault.ZH("这次授权已经处理过了", "到“店铺授权”或“采购账号”查看结果；需要时重新授权"),
		fault.EN("This authorisation has been dealt with", "Look at the list of shops or buyer accounts; begin again if needed"))
	// ErrStateExpired has the parameter minutes.
	ErrStateExpired = fault.Define(fault.Conflict, "shop.state_expired",
		fault.ZH("授权请求已过期（{minutes} 分钟内有效）", "回到“店铺授权”或“采购账号”，重新授权"),
		fault.EN("The request has expired (it is good for {minutes} minutes)", "Go back to the list of shops or buyer accounts and begin again"))
	// ErrStatePerson is a way back in the browser of somebody else, or of nobody.
	ErrStatePerson = fault.Define(fault.Forbidden, "shop.state_person",
		fault.ZH("当前浏览器里登录的不是发起授权的人", "请在 {url} 登录发起授权的账号，再重新授权"),
		fault.EN("The person signed in here is not the one who began the authorisation", "Sign in at {url} as the one who did, and begin again"))
	// ErrDenied is the owner's refusal.
	ErrDenied = fault.Define(fault.Conflict, "shop.authorisation_denied",
		fault.ZH("账户的主人没有同意授权", "需要时回到“店铺授权”或“采购账号”重新授权，并在 1688 页面点击“同意”"),
		fault.EN("The owner did not agree", "To try again, begin anew in the list of shops or buyer accounts and agree on the page of 1688"))
	// ErrCodeMissing is a way back without the code parameter.
	ErrCodeMissing = fault.Define(fault.Invalid, "shop.code_missing",
		fault.ZH("1688 没有返回授权码", "回到“店铺授权”或“采购账号”，重新授权"),
		fault.EN("1688 gave no code", "Go back to the list of shops or buyer accounts and begin again"))
	// ErrCodeRefused has the parameter message.
	ErrCodeRefused = fault.Define(fault.Conflict, "shop.code_refused",
		fault.ZH("1688 不接受授权码：{message}", "授权码两分钟内有效且只能用一次；回到“店铺授权”或“采购账号”重新授权。若反复出现，请检查 AppKey、AppSecret 和服务器时间"),
		fault.EN("1688 refuses the code: {message}", "A code is good for two minutes and once; begin again in the list of shops or buyer accounts. If it stays, check the app key, the app secret and the server's clock"))

	logAuthorized = fault.Define(fault.Internal, "shop.log.authorized",
		fault.ZH("{by} 完成授权，登录账户 {login}，有效至 {until}", ""), fault.EN("Authorised by {by}, account {login}, good until {until}", ""))
)

// Wish is what an authorisation is for.
type Wish struct {
	Purpose Purpose
	// Name is what to call an account that is new; what 1688 says of it when empty.
	Name string
	// ThenDownload asks to download and create all offers of a shop afterwards.
	ThenDownload bool
}

// Begin starts an authorisation by a person and returns the page of 1688 to send
// the owner to.
func (s *Service) Begin(ctx context.Context, sc db.Scope, wish Wish) (page string, err error) {
	if s.client == nil {
		return "", ErrNoApp
	}
	var f fault.Fields
	wish.Name = check.Line(&f, "name", wish.Name, 60)
	if err := f.Err(); err != nil {
		return "", err
	}
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails
	state := strconv.FormatInt(int64(sc.Tenant), 36) + "." + base64.RawURLEncoding.EncodeToString(raw[:])
	err = s.db.InTx(ctx, sc, needs(wish.Purpose, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `DELETE FROM shop_authorization WHERE tenant_id = ? AND expires_at < ?`, tx.Tenant, db.At(tx.Now.Add(-7*24*time.Hour))); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO shop_authorization (tenant_id, id, state_hash, person_id, person_name, purpose, name, then_download, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			tx.Tenant, tx.NewID(), hashOf(state), tx.Actor.UserID, tx.Actor.Name, string(wish.Purpose), wish.Name, wish.ThenDownload, tx.Now, db.At(tx.Now.Add(stateLife)))
		return err
	}))
	if err != nil {
		return "", err
	}
	return s.client.OAuth.AuthorizeURL(s.redirectURI(), state), nil
}

func (s *Service) redirectURI() string { return s.publicURL + CallbackPath }

func hashOf(state string) string {
	sum := sha256.Sum256([]byte(state))
	return hex.EncodeToString(sum[:])
}

// setOfState reads the account set out of a state; it proves nothing yet.
func setOfState(state string) (db.ID, error) {
	if state == "" {
		return 0, ErrStateMissing
	}
	head, _, ok := strings.Cut(state, ".")
	n, err := strconv.ParseInt(head, 36, 64)
	if !ok || err != nil || n <= 0 {
		return 0, ErrStateUnknown
	}
	return db.ID(n), nil
}

// Authorized is the outcome of an authorisation.
type Authorized struct {
	Purpose  Purpose
	Shop     *Shop
	New      bool
	Download *Download // nil unless asked for
}

// Complete ends an authorisation with what 1688 sent back. The scope is that of the
// person whose browser came. The state is used up first, so that it works once,
// whatever follows; the calls to 1688 are outside any transaction, and if the
// program dies between them the owner authorises again.
func (s *Service) Complete(ctx context.Context, sc db.Scope, query url.Values) (*Authorized, error) {
	return s.complete(ctx, sc, query, func(Purpose) error { return nil })
}

// complete refuses a purpose that allowed does not let the person have any more.
func (s *Service) complete(ctx context.Context, sc db.Scope, query url.Values, allowed func(Purpose) error) (*Authorized, error) {
	if s.client == nil {
		return nil, ErrNoApp
	}
	wish, err := s.useState(ctx, sc, query.Get("state"))
	if err == nil {
		err = allowed(wish.Purpose)
	}
	if err != nil {
		return nil, err
	}
	switch code := query.Get("error"); {
	case code == "access_denied":
		return nil, ErrDenied
	case code != "":
		return nil, ErrPlatform.With("code", code, "message", query.Get("error_description"))
	case query.Get("code") == "":
		return nil, ErrCodeMissing
	}
	tokens, _, err := s.client.OAuth.Exchange(ctx, query.Get("code"), s.redirectURI())
	if open1688.IsReauthorize(err) {
		return nil, ErrCodeRefused.With("message", platformText(err)).Because(err)
	}
	if err != nil {
		return nil, explain(err)
	}
	account, _, err := s.client.Account.Basic(ctx, tokens.AccessToken)
	if err != nil {
		return nil, explain(err)
	}
	if account.MemberID == "" {
		account.MemberID = tokens.MemberID
	}
	var out *Authorized
	err = s.db.InTx(ctx, sc, needs(wish.Purpose, func(ctx context.Context, tx *db.Tx) error {
		out = &Authorized{Purpose: wish.Purpose}
		var err error
		if out.Shop, out.New, err = s.bindTx(ctx, tx, wish, tokens, account); err != nil {
			return err
		}
		if err := s.resumeAllTx(ctx, tx, out.Shop.ID); err != nil {
			return err
		}
		if !wish.ThenDownload {
			return nil
		}
		if busy, err := openDownloadTx(ctx, tx, out.Shop.ID); err != nil || busy != 0 {
			return err
		}
		out.Download, err = s.startDownloadTx(ctx, tx, out.Shop, DownloadCreate, nil)
		return err
	}))
	if err != nil {
		return nil, err
	}
	return out, nil
}

// useState uses up a state and says what it was for.
func (s *Service) useState(ctx context.Context, sc db.Scope, state string) (wish Wish, err error) {
	err = s.db.InTx(ctx, sc, needs("", func(ctx context.Context, tx *db.Tx) error {
		var (
			id, person    db.ID
			expires, used db.Time
		)
		found, err := tx.Row(ctx, `SELECT id, person_id, purpose, name, then_download, expires_at, used_at FROM shop_authorization WHERE tenant_id = ? AND state_hash = ?`+tx.ForUpdate(),
			[]any{tx.Tenant, hashOf(state)}, &id, &person, &wish.Purpose, &wish.Name, &wish.ThenDownload, &expires, &used)
		switch {
		case err != nil:
			return err
		case !found:
			return ErrStateUnknown
		case person != tx.Actor.UserID:
			return ErrStatePerson.With("url", s.publicURL)
		case !used.IsZero():
			return ErrStateUsed
		case !tx.Now.Before(expires.Time):
			return ErrStateExpired.With("minutes", int(stateLife.Minutes()))
		}
		_, err = tx.Exec(ctx, `UPDATE shop_authorization SET used_at = ? WHERE tenant_id = ? AND id = ?`, tx.Now, tx.Tenant, id)
		return err
	}))
	return wish, err
}

// bindTx makes the shop of an account, or gives the one there is its new tokens and
// the purpose beside what it serves already.
// The same account may be a shop of several sets: each has tokens of its own.
func (s *Service) bindTx(ctx context.Context, tx *db.Tx, wish Wish, t *open1688.TokenSet, a *open1688.Account) (*Shop, bool, error) {
	id, purpose := tx.NewID(), wish.Purpose
	name := firstOf(wish.Name, a.SupplierName, a.CompanyName, a.LoginID)
	if purpose == Buy {
		name = firstOf(wish.Name, a.LoginID+"_buy")
	}
	var shop db.ID
	_, err := tx.Row(ctx, `INSERT INTO shop (tenant_id, id, member_id, user_id, login_id, company, name, sells, buys, state, enabled,
			access_token, refresh_token, access_expires_at, refresh_expires_at, refreshed_at, authorized_by, authorized_at, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'valid', TRUE, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, member_id) DO UPDATE SET user_id = excluded.user_id, login_id = excluded.login_id, company = excluded.company,
			sells = excluded.sells OR shop.sells AND shop.removed_at IS NULL, buys = excluded.buys OR shop.buys AND shop.removed_at IS NULL,
			name = CASE WHEN shop.removed_at IS NULL OR ? = '' THEN shop.name ELSE excluded.name END,
			state = 'valid', enabled = TRUE, removed_at = NULL, access_token = excluded.access_token, refresh_token = excluded.refresh_token,
			access_expires_at = excluded.access_expires_at, refresh_expires_at = excluded.refresh_expires_at, refreshed_at = excluded.refreshed_at,
			lease = NULL, lease_until = NULL, warned_days = 0, authorized_by = excluded.authorized_by, authorized_at = excluded.authorized_at,
			updated_at = excluded.updated_at, version = shop.version + 1
		RETURNING id`,
		[]any{
			tx.Tenant, id, a.MemberID, a.UserID.String(), a.LoginID, a.CompanyName, name, purpose == Sell, purpose == Buy,
			s.seal(tx.Tenant, t.AccessToken), s.seal(tx.Tenant, t.RefreshToken), accessEnd(tx.Now, *t), db.At(t.RefreshTokenTimeout.Time), tx.Now,
			tx.Actor.Name, tx.Now, tx.Now, tx.Now, wish.Name,
		}, &shop)
	if err != nil {
		return nil, false, fmt.Errorf("bind shop: %w", err)
	}
	p, err := accountTx(ctx, tx, purpose, shop, "")
	if err != nil {
		return nil, false, err
	}
	made := shop == id
	what := logAuthorized.With("by", tx.Actor.Name, "login", a.LoginID, "until", at(p.RefreshExpiresAt))
	if err := shopLogTx(ctx, tx, shop, what, false); err != nil {
		return nil, false, err
	}
	action := "authorise_again"
	if made {
		action = "create"
	}
	publishTx(tx, shop)
	return p, made, doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: entityShop, EntityID: shop, EntityNo: p.Name, After: shopState(p)})
}

// accessEnd is when the access token ends; ten hours from now when 1688 does not
// say (reference §3.6).
func accessEnd(now db.Time, t open1688.TokenSet) db.Time {
	if t.ExpiresAt.IsZero() {
		return db.At(now.Add(10 * time.Hour))
	}
	return db.At(t.ExpiresAt)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
