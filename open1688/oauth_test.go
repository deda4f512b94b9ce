package open1688

import (
	"net/url"
	"testing"
	"time"
)

func TestAuthorizeURL(t *testing.T) {
	t.Parallel()
	client, err := New(Config{AppKey: testKey, AppSecret: NewSecret(testSecret)})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(client.OAuth.AuthorizeURL("https://erp.example/cb?x=1&y=2", "a b&c"))
	if err != nil {
		t.Fatal(err)
	}
	want(t, "page", u.Scheme+"://"+u.Host+u.Path, DefaultAuthorizeURL)
	want(t, "client", u.Query().Get("client_id"), testKey)
	want(t, "site", u.Query().Get("site"), "1688")
	want(t, "redirect", u.Query().Get("redirect_uri"), "https://erp.example/cb?x=1&y=2")
	want(t, "state", u.Query().Get("state"), "a b&c")
}

func TestTokenSetVariants(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	for name, body := range map[string]string{
		"text":   `{"access_token":"at","expires_in":"36000","refresh_token":"rt","refresh_token_timeout":"20261014200339000+0800","aliId":"2200000045671","resource_owner":"shop","memberId":"b2b-1","uid":5}`,
		"number": `{"access_token":"at","expires_in":36000,"refresh_token":"rt","refresh_token_timeout":"20261014200339000+0800","aliId":2200000045671,"resource_owner":"shop","memberId":"b2b-1","uid":"5"}`,
	} {
		client, _ := recorder(t, body)
		set, resp, err := client.OAuth.Exchange(t.Context(), "code", "https://erp.example/cb")
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		want(t, name+": token", set.AccessToken, NewToken("at"))
		want(t, name+": refresh token", set.RefreshToken.Reveal(), "rt")
		want(t, name+": account", set.AliID, "2200000045671")
		want(t, name+": uid", set.UID, "5")
		want(t, name+": end", set.ExpiresAt, now.Add(10*time.Hour))
		want(t, name+": end of refresh token", set.RefreshTokenTimeout.UTC().Format(time.DateTime), "2026-10-14 12:03:39")
		want(t, name+": secrets in body", resp.Body == nil, true)
		want(t, name+": too early to postpone", set.CanPostpone(now), false)
		want(t, name+": time to postpone", set.CanPostpone(now.AddDate(0, 2, 0)), true)
		want(t, name+": too late to postpone", set.CanPostpone(now.AddDate(0, 3, 0)), false)
	}
	client, _ := recorder(t, `{"access_token":"new","expires_in":"36000"}`)
	set, _, err := client.OAuth.Refresh(t.Context(), NewSecret("rt"))
	if err != nil {
		t.Fatal(err)
	}
	old := TokenSet{RefreshToken: NewSecret("rt"), RefreshTokenTimeout: At(now), AliID: "1", MemberID: "b2b-1", ResourceOwner: "shop"}
	kept := set.KeepFrom(old)
	want(t, "new token", kept.AccessToken, NewToken("new"))
	want(t, "kept refresh token", kept.RefreshToken, NewSecret("rt"))
	want(t, "kept account", kept.AliID, "1")
	want(t, "kept member", kept.MemberID, "b2b-1")
	want(t, "kept end", kept.RefreshTokenTimeout.Equal(now), true)
}

func TestOAuthRefusals(t *testing.T) {
	t.Parallel()
	for body, code := range map[string]string{
		`{"error":"invalid_grant","error_description":"expired"}`: "invalid_grant",
		`{"error_code":"invalid_refresh_token"}`:                  "invalid_refresh_token",
		`{}`:                                                      "oauth.refused",
	} {
		client := memoryClient(t, answer(400, body))
		_, _, err := client.OAuth.Refresh(t.Context(), NewSecret("rt"))
		if e, ok := asError(err); !ok || e.Kind != KindAuth || e.Code != code || !IsReauthorize(err) || IsAuthExpired(err) || e.Unknown() {
			t.Errorf("%s gives %v, want a refusal with code %s", body, err, code)
		}
	}
	_, _, err := memoryClient(t, answer(400, `{"error_code":"gw.QosAppFrequencyLimit"}`)).OAuth.Refresh(t.Context(), NewSecret("rt"))
	if IsReauthorize(err) || !IsRateLimited(err) {
		t.Errorf("a rate limit on OAuth gives %v", err)
	}
	_, _, err = memoryClient(t, answer(200, `{"expires_in":1}`)).OAuth.Exchange(t.Context(), "code", "x")
	if !IsUnknown(err) {
		t.Errorf("an answer without token gives %v, want an unknown outcome", err)
	}
}
