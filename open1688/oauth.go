package open1688

import (
	"context"
	"time"
)

// postponeWindow is how long before its end a refresh token can be renewed (reference §3.5).
const postponeWindow = 30 * 24 * time.Hour

// OAuthService obtains and prolongs the tokens of accounts (reference §3). Its
// calls carry the app secret and are not signed; none is repeated by itself, as
// a code works once and refresh tokens may change.
type OAuthService service

// TokenSet is what OAuth answers. Store it encrypted; the tokens print as ***.
type TokenSet struct {
	AccessToken  Token  `json:"access_token"`
	RefreshToken Secret `json:"refresh_token"` // empty when the answer repeats none: keep the old one
	// ExpiresIn is the life of the access token in seconds, 36000 as a rule.
	ExpiresIn int64 `json:"expires_in"`
	// RefreshTokenTimeout is when the refresh token ends: the only reliable source.
	RefreshTokenTimeout Time   `json:"refresh_token_timeout"`
	AliID               ID     `json:"aliId"`          // number of the main account
	ResourceOwner       string `json:"resource_owner"` // login name of the authorising account
	MemberID            string `json:"memberId"`       // b2b-…; push messages name the account by it
	UID                 string `json:"uid"`
	ExpiresTime         Time   `json:"expires_time"`
	// ExpiresAt is the end of the access token by the client's clock, counted from
	// before the request; set by the client.
	ExpiresAt time.Time `json:"-"`
	Extra     Extra     `json:"-"`
}

// KeepFrom fills what a refresh answer left out from the tokens used for it.
func (t TokenSet) KeepFrom(old TokenSet) TokenSet {
	if t.RefreshToken.IsZero() {
		t.RefreshToken = old.RefreshToken
	}
	if t.RefreshTokenTimeout.IsZero() {
		t.RefreshTokenTimeout = old.RefreshTokenTimeout
	}
	if t.AliID == "" {
		t.AliID = old.AliID
	}
	t.ResourceOwner = firstOf(t.ResourceOwner, old.ResourceOwner)
	t.MemberID = firstOf(t.MemberID, old.MemberID)
	return t
}

// CanPostpone reports whether the refresh token is within the 30 days before its
// end in which the platform renews it; earlier it answers with a refusal.
func (t TokenSet) CanPostpone(now time.Time) bool {
	return !t.RefreshTokenTimeout.IsZero() && now.Before(t.RefreshTokenTimeout.Time) &&
		t.RefreshTokenTimeout.Sub(now) < postponeWindow
}

// AuthorizeURL returns the page on which the account's owner grants access. The
// host of redirectURI must be the one registered for the app; state comes back
// unchanged and must be compared by the caller. The code that comes with it
// lives two minutes and works once. Nothing is called.
func (s *OAuthService) AuthorizeURL(redirectURI, state string) string {
	u := *s.client.authorizeURL
	q := u.Query()
	q.Set("client_id", s.client.appKey)
	q.Set("site", "1688")
	q.Set("redirect_uri", redirectURI)
	if state != "" {
		q.Set("state", state)
	}
	u.RawQuery = q.Encode()
	return u.String()
}

type tokenRequest struct {
	GrantType        string `param:"grant_type"`
	NeedRefreshToken string `param:"need_refresh_token"`
	ClientID         string `param:"client_id,required"`
	ClientSecret     Secret `param:"client_secret,required"`
	RedirectURI      string `param:"redirect_uri"`
	Code             Secret `param:"code"`
	RefreshToken     Secret `param:"refresh_token"`
	AccessToken      Secret `param:"access_token"`
}

// Exchange trades the code of the redirect for tokens. redirectURI is the one
// given to AuthorizeURL.
//
// API system.oauth2:getToken-1, grant authorization_code. Precondition: the code
// is fresh and unused. When the outcome is unknown, authorise again.
func (s *OAuthService) Exchange(ctx context.Context, code, redirectURI string) (*TokenSet, *Response, error) {
	if code == "" {
		return nil, nil, inputError(&opOAuthExchange, "code", "is missing")
	}
	return s.tokens(ctx, &opOAuthExchange, tokenRequest{
		GrantType: "authorization_code", NeedRefreshToken: "true", RedirectURI: redirectURI, Code: NewSecret(code),
	})
}

// Refresh obtains a new access token. What the answer leaves out stays valid;
// see [TokenSet.KeepFrom]. Serialise refreshes of one account: two at once may
// each invalidate what the other got.
//
// API system.oauth2:getToken-1, grant refresh_token. Precondition: the refresh
// token has not ended; a refusal satisfies [IsReauthorize].
func (s *OAuthService) Refresh(ctx context.Context, refreshToken Secret) (*TokenSet, *Response, error) {
	if refreshToken.IsZero() {
		return nil, nil, inputError(&opOAuthRefresh, "refresh_token", "is missing")
	}
	return s.tokens(ctx, &opOAuthRefresh, tokenRequest{GrantType: "refresh_token", RefreshToken: refreshToken})
}

// Postpone renews the refresh token itself; the old one is then to be treated as dead.
//
// API system.oauth2:postponeToken-1. Precondition: fewer than 30 days remain, see
// [TokenSet.CanPostpone]; earlier the platform refuses.
func (s *OAuthService) Postpone(ctx context.Context, accessToken Token, refreshToken Secret) (*TokenSet, *Response, error) {
	switch {
	case refreshToken.IsZero():
		return nil, nil, inputError(&opOAuthPostpone, "refresh_token", "is missing")
	case accessToken.IsZero():
		return nil, nil, inputError(&opOAuthPostpone, "access_token", "is missing")
	}
	return s.tokens(ctx, &opOAuthPostpone, tokenRequest{RefreshToken: refreshToken, AccessToken: accessToken})
}

func (s *OAuthService) tokens(ctx context.Context, op *Operation, req tokenRequest) (*TokenSet, *Response, error) {
	req.ClientID, req.ClientSecret = s.client.appKey, s.client.secret
	before := s.client.now()
	var set TokenSet
	resp, err := s.client.call(ctx, op, Token{}, req, &set)
	if err != nil {
		return nil, resp, err
	}
	if set.AccessToken.IsZero() {
		return nil, resp, malformed(op, errMismatch)
	}
	if set.ExpiresIn > 0 {
		set.ExpiresAt = before.Add(time.Duration(set.ExpiresIn) * time.Second)
	}
	return &set, resp, nil
}
