package channel

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/open1688"
)

const (
	// refreshMargin is how long before its end a token is no longer handed out
	// without trying to refresh it.
	refreshMargin = 5 * time.Minute
	// leaseTime is how long a worker may take for a refresh before another may try.
	leaseTime = 90 * time.Second
	leasePoll = 50 * time.Millisecond
)

// Call calls 1688 for an account, whatever it serves: fn gets the client and a valid token. When 1688
// refuses the token, it is refreshed and fn called once more, which is safe for
// writes too, since a call with a refused token is not carried out. Call must not
// be used inside a transaction.
//
// An error of fn comes back as it is, with one exception: when the authorisation
// is lost, the error is ErrAuthorisation with the cause inside, and the shop's
// state has been changed.
func (s *Service) Call(ctx context.Context, sc db.Scope, shop db.ID, fn func(context.Context, *open1688.Client, open1688.Token) error) error {
	if s.client == nil {
		return ErrNoApp
	}
	var stale db.Time
	for try := 1; ; try++ {
		p, token, err := s.validToken(ctx, sc, shop, stale)
		if err != nil {
			return err
		}
		err = fn(ctx, s.client, token)
		if err == nil || !open1688.IsAuthExpired(err) {
			return err
		}
		if try == 2 {
			return s.loseAuthorisation(ctx, sc, p, err)
		}
		stale = p.RefreshedAt
	}
}

// validToken gives a token that was not refreshed at stale and has some time left.
func (s *Service) validToken(ctx context.Context, sc db.Scope, id db.ID, stale db.Time) (*Shop, open1688.Token, error) {
	for {
		p, err := s.Account(ctx, sc, "", id)
		if err != nil {
			return nil, open1688.Token{}, err
		}
		if !p.Enabled {
			return nil, open1688.Token{}, ErrShopDisabled.With("shop", p.Name)
		}
		if !p.Authorised() {
			return nil, open1688.Token{}, ErrAuthorisation.With("shop", p.Name)
		}
		left := p.AccessExpiresAt.Sub(s.db.Now())
		refused := p.RefreshedAt.Equal(stale.Time)
		if !refused && left > refreshMargin {
			token, err := s.open(sc.Tenant, p.accessToken)
			return p, token, err
		}
		done, err := s.refresh(ctx, sc, p)
		if !done && !refused && left > 0 && !errors.Is(err, ErrAuthorisation) {
			// Somebody else is at it, or it failed for now; this token is still good.
			token, err := s.open(sc.Tenant, p.accessToken)
			return p, token, err
		}
		if err != nil {
			return nil, open1688.Token{}, err
		}
		if !done {
			select {
			case <-ctx.Done():
				return nil, open1688.Token{}, ctx.Err()
			case <-time.After(leasePoll):
			}
		}
	}
}

// purpose binds sealed tokens to what they are.
const purpose = "shop.token"

func (s *Service) open(tenant db.ID, sealed string) (open1688.Token, error) {
	plain, err := s.box.Open(purpose, int64(tenant), sealed)
	if err != nil {
		return open1688.Token{}, err
	}
	return open1688.NewToken(plain.Reveal()), nil
}

func (s *Service) seal(tenant db.ID, token open1688.Token) string {
	if token.IsZero() {
		return ""
	}
	return s.box.Seal(purpose, int64(tenant), secret.Text(token.Reveal()))
}

// SealedWithTx tells whether a shop of any account set has a token sealed with the
// key; it is asked once at the start, across sets.
func SealedWithTx(ctx context.Context, tx *db.Tx, keyID string) (bool, error) {
	var id db.ID
	pattern := secret.SealedWith(keyID)
	found, err := tx.Row(ctx, `SELECT id FROM shop WHERE access_token LIKE ? OR refresh_token LIKE ? LIMIT 1`, []any{pattern, pattern}, &id)
	if err != nil {
		return false, fmt.Errorf("look for tokens of a key: %w", err)
	}
	return found, nil
}

// GiveUpTokensTx forgets the tokens of all account sets that are sealed with a lost
// key, and tells how many shops must be authorised again.
func GiveUpTokensTx(ctx context.Context, tx *db.Tx, keyID string) (int64, error) {
	pattern := secret.SealedWith(keyID)
	n, err := tx.Exec(ctx, `UPDATE shop SET access_token = '', refresh_token = '', state = ?, version = version + 1 WHERE access_token LIKE ? OR refresh_token LIKE ?`, ShopExpired, pattern, pattern)
	if err != nil {
		return 0, fmt.Errorf("give up tokens of a lost key: %w", err)
	}
	return n, nil
}
