package channel

import (
	"context"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/open1688"
)

// Sentences of the shop's log about tokens.
var (
	logRefreshed = fault.Define(fault.Internal, "shop.log.refreshed",
		fault.ZH("授权令牌已自动刷新，有效至 {until}", ""), fault.EN("The token was refreshed and is good until {until}", ""))
	logPostponed = fault.Define(fault.Internal, "shop.log.postponed",
		fault.ZH("授权已续期至 {until}", ""), fault.EN("The authorisation was prolonged until {until}", ""))
	logPostponeFailed = fault.Define(fault.Internal, "shop.log.postpone_failed",
		fault.ZH("授权续期失败：{message}", "到期前会再试；也可以现在重新授权"),
		fault.EN("Prolonging the authorisation failed: {message}", "It is tried again before the end; you can also authorise anew now"))
	logRefreshFailed = fault.Define(fault.Internal, "shop.log.refresh_failed",
		fault.ZH("授权令牌刷新失败：{message}", "稍后自动重试"), fault.EN("Refreshing the token failed: {message}", "It is tried again"))
)

// refresh obtains a new access token and, near the end of the authorisation, a new
// refresh token. It reports false when another worker is doing so. The lease on the
// row makes it one at a time; the calls happen outside any transaction.
func (s *Service) refresh(ctx context.Context, sc db.Scope, p *Shop) (done bool, err error) {
	lease := s.db.NewID()
	if got, err := s.takeLease(ctx, sc, p, lease); err != nil || !got {
		return false, err
	}
	// The lease goes back even when the caller has hung up.
	defer func() {
		if cleanup := s.dropLease(context.WithoutCancel(ctx), sc, p.ID, lease); cleanup != nil && err == nil {
			err = cleanup
		}
	}()
	old, err := s.tokens(sc.Tenant, p)
	if err != nil {
		return false, err
	}
	if old.RefreshToken.IsZero() || (!p.RefreshExpiresAt.IsZero() && !s.db.Now().Before(p.RefreshExpiresAt.Time)) {
		return false, s.loseAuthorisation(ctx, sc, p, nil)
	}
	got, _, err := s.client.OAuth.Refresh(ctx, old.RefreshToken)
	switch {
	case open1688.IsReauthorize(err):
		return false, s.loseAuthorisation(ctx, sc, p, err)
	case err != nil:
		return false, s.refreshFailed(ctx, sc, p, err)
	}
	fresh := got.KeepFrom(old)
	// Saved before anything else is tried: the old token may be dead by now.
	if err := s.saveTokens(ctx, sc, p, fresh, logRefreshed.With("until", at(db.At(fresh.ExpiresAt)))); err != nil {
		return false, err
	}
	return true, s.postpone(ctx, sc, p, fresh)
}

// postpone renews the refresh token when 1688 allows it. A failure is noted, no more:
// the access token works and weeks remain.
func (s *Service) postpone(ctx context.Context, sc db.Scope, p *Shop, t open1688.TokenSet) error {
	if !t.CanPostpone(s.db.Now()) {
		return nil
	}
	got, _, err := s.client.OAuth.Postpone(ctx, t.AccessToken, t.RefreshToken)
	if err != nil {
		return s.note(ctx, sc, p.ID, logPostponeFailed.With("message", platformText(err)))
	}
	fresh := got.KeepFrom(t)
	if fresh.ExpiresAt.IsZero() {
		fresh.ExpiresAt = t.ExpiresAt
	}
	return s.saveTokens(ctx, sc, p, fresh, logPostponed.With("until", at(db.At(fresh.RefreshTokenTimeout.Time))))
}

// tokens opens the stored tokens of a shop.
func (s *Service) tokens(tenant db.ID, p *Shop) (open1688.TokenSet, error) {
	t := open1688.TokenSet{MemberID: p.MemberID, ResourceOwner: p.LoginID, ExpiresAt: p.AccessExpiresAt.Time}
	t.RefreshTokenTimeout.Time = p.RefreshExpiresAt.Time
	var err1, err2 error
	t.AccessToken, err1 = s.open(tenant, p.accessToken)
	t.RefreshToken, err2 = s.open(tenant, p.refreshToken)
	return t, errors.Join(err1, err2)
}

func (s *Service) takeLease(ctx context.Context, sc db.Scope, p *Shop, lease db.ID) (got bool, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		// Only while the token is still the one the caller saw: else it has been refreshed meanwhile.
		n, err := tx.Exec(ctx, `UPDATE shop SET lease = ?, lease_until = ? WHERE tenant_id = ? AND id = ? AND refreshed_at = ?
			AND (lease_until IS NULL OR lease_until < ?)`,
			lease, db.At(tx.Now.Add(leaseTime)), tx.Tenant, p.ID, p.RefreshedAt, tx.Now)
		got = n == 1
		return err
	})
	return got, err
}

func (s *Service) dropLease(ctx context.Context, sc db.Scope, id, lease db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE shop SET lease = NULL, lease_until = NULL WHERE tenant_id = ? AND id = ? AND lease = ?`, tx.Tenant, id, lease)
		return err
	})
}

// saveTokens stores what 1688 answered, with its own expiries, unless the shop was
// authorised anew meanwhile.
func (s *Service) saveTokens(ctx context.Context, sc db.Scope, p *Shop, t open1688.TokenSet, what *fault.Error) error {
	access, renewal := s.seal(sc.Tenant, t.AccessToken), s.seal(sc.Tenant, t.RefreshToken)
	return s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		now := tx.Now
		if !now.After(p.RefreshedAt.Time) { // the column tells one token from the next
			now = db.At(p.RefreshedAt.Add(1000))
		}
		n, err := tx.Exec(ctx, `UPDATE shop SET access_token = ?, refresh_token = ?, access_expires_at = ?, refresh_expires_at = ?, refreshed_at = ?, state = 'valid', updated_at = ?
			WHERE tenant_id = ? AND id = ? AND refreshed_at = ?`,
			access, renewal, accessEnd(tx.Now, t), db.At(t.RefreshTokenTimeout.Time), now, tx.Now, tx.Tenant, p.ID, p.RefreshedAt)
		if err != nil || n == 0 {
			return err
		}
		tx.AfterCommit(func() { p.RefreshedAt, p.accessToken, p.refreshToken = now, access, renewal })
		return shopLogTx(ctx, tx, p.ID, what, false)
	})
}

// loseAuthorisation notes that only the owner can help, tells people, and returns
// the fault.
func (s *Service) loseAuthorisation(ctx context.Context, sc db.Scope, p *Shop, cause error) error {
	state := ShopRevoked
	if !p.RefreshExpiresAt.IsZero() && !s.db.Now().Before(p.RefreshExpiresAt.Time) {
		state = ShopExpired
	}
	lost := ErrAuthorisation.With("shop", p.Name).Because(cause)
	err := s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		n, err := tx.Exec(ctx, `UPDATE shop SET state = ?, updated_at = ? WHERE tenant_id = ? AND id = ? AND refreshed_at = ? AND state = 'valid'`,
			string(state), tx.Now, tx.Tenant, p.ID, p.RefreshedAt)
		if err != nil || n == 0 {
			return err
		}
		if err := shopLogTx(ctx, tx, p.ID, lost, true); err != nil {
			return err
		}
		publishTx(tx, p.ID)
		return doc.AuditTx(ctx, tx, doc.Change{
			Action: "authorisation_lost", Entity: entityShop, EntityID: p.ID, EntityNo: p.Name,
			Before: map[string]any{"state": ShopValid}, After: map[string]any{"state": state},
		})
	})
	return errors.Join(lost, err)
}

// refreshFailed notes a failure that may pass.
func (s *Service) refreshFailed(ctx context.Context, sc db.Scope, p *Shop, cause error) error {
	if err := s.note(ctx, sc, p.ID, logRefreshFailed.With("message", platformText(cause))); err != nil {
		return err
	}
	return explain(cause)
}

// note writes a line of the shop's log about something that went wrong.
func (s *Service) note(ctx context.Context, sc db.Scope, shop db.ID, what *fault.Error) error {
	return s.db.InTx(context.WithoutCancel(ctx), sc, func(ctx context.Context, tx *db.Tx) error {
		return shopLogTx(ctx, tx, shop, what, true)
	})
}

// Explain gives a failed call of 1688 its fault, for those who call through
// Service.Call; faults and other errors pass unchanged.
func Explain(err error) error { return explain(err) }

// explain gives a failed call its fault; faults and other errors pass unchanged.
func explain(err error) error {
	var e *open1688.Error
	if err == nil || fault.As(err) != nil || !errors.As(err, &e) {
		return err
	}
	return explainCall(e)
}

func explainCall(e *open1688.Error) *fault.Error {
	switch {
	case open1688.IsUsageExhausted(e):
		return ErrUsage.With("message", platformText(e)).Because(e)
	case open1688.IsPermission(e):
		return ErrPermission.With("message", platformText(e)).Because(e)
	case e.Kind == open1688.KindTransport, e.Retryable():
		return ErrUnreachable.Because(e)
	}
	return ErrPlatform.With("code", e.Code, "message", platformText(e)).Because(e)
}

// platformText is what 1688 said, or the code when it said nothing.
func platformText(err error) string {
	var e *open1688.Error
	if !errors.As(err, &e) {
		return fmt.Sprint(err)
	}
	if e.Message != "" {
		return e.Message
	}
	return e.Code
}

// at writes a time for people.
func at(t db.Time) string { return t.In(open1688.Beijing).Format("2006-01-02 15:04") }

// Topic is the topic of the live events of shops; the data names the shop.
const Topic = "shop"

const entityShop = "shop"

func publishTx(tx *db.Tx, shop db.ID) {
	live.PublishTx(tx, Topic, map[string]db.ID{"id": shop})
}
