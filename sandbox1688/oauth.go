package sandbox1688

import (
	"fmt"
	"net/url"
	"slices"
	"time"
)

// oauthError is the body of a refused token call (assumption U6): HTTP 400 with the
// fields of RFC 6749.
type oauthError struct {
	Code        string `json:"error"`
	Description string `json:"error_description"`
}

// Error implements error.
func (e *oauthError) Error() string { return e.Code + ": " + e.Description }

// tokenReply is the flat answer of getToken; expires_in is a text on the platform.
type tokenReply struct {
	AccessToken         string `json:"access_token"`
	ExpiresIn           string `json:"expires_in"`
	RefreshToken        string `json:"refresh_token,omitempty"`
	RefreshTokenTimeout date   `json:"refresh_token_timeout,omitzero"`
	AliID               string `json:"aliId"`
	ResourceOwner       string `json:"resource_owner"`
	MemberID            string `json:"memberId"`
}

func systemAPIs() []api {
	return []api{
		{namespace: "system", name: "currentTime", version: 1, sign: signIfSent, fail: failE1, run: func(c *call) (any, error) {
			return date{Time: c.now}, nil
		}},
		{namespace: "system", name: "currentTimeMillis", version: 1, sign: signIfSent, fail: failE1, run: func(c *call) (any, error) {
			return c.now.UnixMilli(), nil
		}},
		{namespace: "system.oauth2", name: "getToken", version: 1, sign: signNever, fail: failOAuth, run: getToken},
		{namespace: "system.oauth2", name: "postponeToken", version: 1, sign: signNever, fail: failOAuth, run: postponeToken},
	}
}

func failOAuth(code, message string) any { return &oauthError{code, message} }

// checkClient verifies client_id and client_secret, which stand in for a signature.
func (c *call) checkClient() error {
	if c.method != "POST" {
		return &oauthError{"invalid_request", "token calls must be POST"}
	}
	for _, name := range []string{"client_id", "client_secret"} {
		if c.params[name] == "" {
			return &oauthError{"invalid_request", name + " is missing"}
		}
	}
	if c.params["client_id"] != c.app.Key || c.params["client_secret"] != c.app.Secret {
		return &oauthError{"invalid_client", "client_id or client_secret is wrong"}
	}
	return nil
}

// getToken exchanges a code or a refresh token for an access token (§3.3, §3.4).
func getToken(c *call) (any, error) {
	if err := c.checkClient(); err != nil {
		return nil, err
	}
	switch grant := c.params["grant_type"]; grant {
	case "authorization_code":
		return c.tokenByCode()
	case "refresh_token":
		return c.tokenByRefresh()
	case "":
		return nil, &oauthError{"invalid_request", "grant_type is missing"}
	default:
		return nil, &oauthError{"unsupported_grant_type", "grant_type " + grant + " is not offered"}
	}
}

func (c *call) tokenByCode() (any, error) {
	if c.params["code"] == "" || c.params["redirect_uri"] == "" {
		return nil, &oauthError{"invalid_request", "code or redirect_uri is missing"}
	}
	loginID, ok := c.s.auth.redeem(c.params["code"], c.app.Key, c.now)
	if !ok {
		return nil, &oauthError{"invalid_grant", "the code is unknown, used or older than two minutes"}
	}
	t := c.s.auth.issue(token{AppKey: c.app.Key, LoginID: loginID, AccessExpires: c.now.Add(accessTTL)}, c.now)
	if c.params["need_refresh_token"] == "true" {
		c.s.auth.addRefresh(t, c.now.Add(c.s.switches.RefreshTTL))
	}
	c.s.tellAccess(t.AppKey, t.LoginID, topicAuthorized, c.now)
	return c.tokenReply(t, true)
}

func (c *call) tokenByRefresh() (any, error) {
	t, err := c.refreshToken()
	if err != nil {
		return nil, err
	}
	return c.tokenReply(c.s.auth.renew(t, c.now), c.s.switches.RefreshRepeatsToken)
}

// refreshToken finds the authorisation by its refresh token, which the official
// SDKs name refreshToken and the documentation refresh_token.
func (c *call) refreshToken() (*token, error) {
	value := c.params["refresh_token"]
	if value == "" {
		value = c.params["refreshToken"]
	}
	if value == "" {
		return nil, &oauthError{"invalid_request", "refresh_token is missing"}
	}
	t := c.s.auth.byRefresh[value]
	if t == nil || t.AppKey != c.app.Key || !t.refreshLives(c.now) {
		return nil, &oauthError{"invalid_grant", "the refresh token is unknown or expired"}
	}
	return t, nil
}

// postponeToken exchanges a refresh token near its end for a new one (§3.5).
func postponeToken(c *call) (any, error) {
	if err := c.checkClient(); err != nil {
		return nil, err
	}
	t, err := c.refreshToken()
	if err != nil {
		return nil, err
	}
	if owner := c.s.auth.byAccess[c.params["access_token"]]; owner == nil || owner.LoginID != t.LoginID || owner.AppKey != t.AppKey {
		return nil, &oauthError{"invalid_request", "access_token is missing or belongs to somebody else"}
	}
	if left := t.RefreshExpires.Sub(c.now); left >= postponeWindow {
		return nil, &oauthError{"invalid_request", fmt.Sprintf("the refresh token has %d days left; it can be renewed when fewer than 30 remain", int(left/(24*time.Hour)))}
	}
	renewed := c.s.auth.renew(t, c.now)
	c.s.auth.addRefresh(renewed, c.now.Add(c.s.switches.RefreshTTL))
	return c.tokenReply(renewed, true)
}

func (c *call) tokenReply(t *token, withRefresh bool) (any, error) {
	a := c.s.account(t.LoginID)
	if a == nil {
		return nil, &oauthError{"invalid_grant", "the account is gone"}
	}
	out := tokenReply{
		AccessToken: t.Access, ExpiresIn: fmt.Sprint(int(t.AccessExpires.Sub(c.now).Seconds())),
		AliID: fmt.Sprint(a.UserID), ResourceOwner: a.LoginID, MemberID: a.MemberID,
	}
	if withRefresh && t.Refresh != "" {
		out.RefreshToken, out.RefreshTokenTimeout = t.Refresh, c.date(t.RefreshExpires)
	}
	return out, nil
}

// oobRedirect is the desktop form of redirect_uri: the code is shown on the page.
const oobRedirect = "urn:ietf:wg:oauth:2.0:oob"

// redirectTarget checks redirect_uri against the app's registered domains.
func (a *app) redirectTarget(text string) (*url.URL, bool) {
	if text == oobRedirect {
		return nil, true
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" {
		return nil, false
	}
	return u, len(a.RedirectDomains) == 0 || slices.Contains(a.RedirectDomains, u.Hostname())
}
