package api_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

func newRole(name string) map[string]any {
	return map[string]any{"name": name, "permissions": []string{"user.read"}}
}

func roles(t *testing.T, p *apitest.Person, name string) int {
	t.Helper()
	return len(p.Get(t, "/roles?q="+name).Want(t, 200, "").At("items").([]any))
}

func TestSameKeyGivesTheSameAnswerOnce(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	first := w.Owner.Do(t, http.MethodPost, "/roles", newRole("kept"), apitest.Key("k1")).Want(t, 200, "")
	again := w.Owner.Do(t, http.MethodPost, "/roles", newRole("kept"), apitest.Key("k1")).Want(t, 200, "")
	if string(first.Body) != string(again.Body) {
		t.Errorf("answers differ:\n%s\n%s", first.Body, again.Body)
	}
	if first.Header.Get("Idempotency-Replayed") != "" || again.Header.Get("Idempotency-Replayed") != "true" || again.Header.Get("Content-Type") != "application/json" {
		t.Errorf("headers: %v / %v", first.Header, again.Header)
	}
	if n := roles(t, w.Owner, "kept"); n != 1 {
		t.Errorf("%d roles, want 1", n)
	}
	w.Owner.Do(t, http.MethodPost, "/roles", newRole("different"), apitest.Key("k1")).Want(t, 409, "idempotency.mismatch")
	w.Owner.Do(t, http.MethodPost, "/invitations", newRole("kept"), apitest.Key("k1")).Want(t, 409, "idempotency.mismatch")

	// Other people, tokens and sets have keys of their own.
	w.Other.Do(t, http.MethodPost, "/roles", newRole("kept"), apitest.Key("k1")).Want(t, 200, "")
	w.Owner.WithToken(t, "role.manage", "user.read").Do(t, http.MethodPost, "/roles", newRole("by token"), apitest.Key("k1")).Want(t, 200, "")

	deleted := "/roles/" + first.ID("id").String()
	w.Owner.Do(t, http.MethodDelete, deleted, nil, apitest.Key("k2")).Want(t, 204, "")
	w.Owner.Do(t, http.MethodDelete, deleted, nil, apitest.Key("k2")).Want(t, 204, "")
	w.Owner.Do(t, http.MethodDelete, deleted, nil, apitest.Key("k3")).Want(t, 404, "not_found")

	for _, bad := range []string{strings.Repeat("x", 101), "tab\there", "键"} {
		w.Owner.Do(t, http.MethodPost, "/roles", newRole("never"), apitest.Key(bad)).Want(t, 422, "input.fields")
	}
}

func TestRefusedRequestLeavesNoKey(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	w.Owner.Do(t, http.MethodPost, "/roles", newRole(""), apitest.Key("k")).Want(t, 422, "input.fields")
	w.Owner.Do(t, http.MethodPost, "/roles", newRole("所有者"), apitest.Key("k")).Want(t, 422, "input.fields") // taken: fails in the transaction
	w.Owner.Do(t, http.MethodPost, "/roles", newRole("good"), apitest.Key("k")).Want(t, 200, "")
}

func TestSecretsAreNotKeptForRepetition(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	body := map[string]any{"name": "program", "permissions": []string{"user.read"}}
	secret := w.Owner.Do(t, http.MethodPost, "/tokens", body, apitest.Key("k")).Want(t, 200, "").Text("secret")
	again := w.Owner.Do(t, http.MethodPost, "/tokens", body, apitest.Key("k")).Want(t, 409, "idempotency.answer_lost")
	if strings.Contains(string(again.Body), secret) {
		t.Error("the secret was given again")
	}
	var kept string
	view(t, w, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT COALESCE(response, '') FROM idempotency_key WHERE tenant_id = ?", []any{w.A.ID}, &kept)
		return err
	})
	if kept != "" {
		t.Errorf("kept %q", kept)
	}
}

func view(t *testing.T, w *apitest.World, fn func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := w.DB.View(t.Context(), w.Scope(), fn); err != nil {
		t.Fatal(err)
	}
}

// dies commits and then dies before the answer is kept, as a killed process would.
func dies(w *apitest.World) {
	api.Post(w.API, api.Route{Path: "/dies", ID: "dies", Summary: "Commit and die", Tag: "probe", Permission: permProbe},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*api.Empty, error) {
			if _, err := w.Tenants.CreateRole(ctx, sc, tenant.PermissionSet{}, tenant.RoleInput{Name: "made"}); err != nil {
				return nil, err
			}
			panic("killed")
		})
	api.Post(w.API, api.Route{Path: "/half", ID: "half", Summary: "Commit and fail", Tag: "probe", Permission: permProbe},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*api.Empty, error) {
			if _, err := w.Tenants.CreateRole(ctx, sc, tenant.PermissionSet{}, tenant.RoleInput{Name: "half"}); err != nil {
				return nil, err
			}
			return nil, tenant.ErrModuleOff.With("module", "x")
		})
}

func TestDeathBetweenCommitAndAnswerIsTold(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, dies)
	w.Owner.Do(t, http.MethodPost, "/dies", nil, apitest.Key("k")).Want(t, 500, "internal")
	if w.DB.Engine() == db.Postgres { // another process might still be at it
		w.Owner.Do(t, http.MethodPost, "/dies", nil, apitest.Key("k")).Want(t, 409, "idempotency.in_progress")
		w.Clock.Advance(3 * time.Minute)
	}
	w.Owner.Do(t, http.MethodPost, "/dies", nil, apitest.Key("k")).Want(t, 409, "idempotency.answer_lost")
	if n := roles(t, w.Owner, "made"); n != 1 {
		t.Errorf("%d roles, want 1", n)
	}
}

func TestFailureAfterACommitIsRepeatedAsItWas(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, dies)
	w.Owner.Do(t, http.MethodPost, "/half", nil, apitest.Key("k")).Want(t, 409, "module.off")
	a := w.Owner.Do(t, http.MethodPost, "/half", nil, apitest.Key("k")).Want(t, 409, "module.off")
	if a.Header.Get("Idempotency-Replayed") != "true" || a.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("headers = %v", a.Header)
	}
}

func TestTwinsAtOnceHaveOneEffect(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	handlers := []http.Handler{w.Handler}
	if w.DB.Engine() == db.Postgres { // a second process on the same database
		handlers = append(handlers, api.New(api.Options{DB: w.DB, Tenants: w.Tenants}).Handler())
	}
	for round := range 5 {
		name, key := fmt.Sprint("twin", round), apitest.Key(fmt.Sprint("k", round))
		var wg sync.WaitGroup
		answers := make(chan *apitest.Answer, 16)
		for i := range 16 {
			p := w.Owner.Through(handlers[i%len(handlers)])
			wg.Go(func() { answers <- p.Do(t, http.MethodPost, "/roles", newRole(name), key) })
		}
		wg.Wait()
		close(answers)
		done := 0
		for a := range answers {
			switch {
			case a.Status == http.StatusOK:
				done++
			case a.Text("code") != "idempotency.in_progress":
				t.Errorf("answer %d %s", a.Status, a.Body)
			}
		}
		if n := roles(t, w.Owner, name); n != 1 || done == 0 {
			t.Errorf("%d roles and %d answers, want 1 and some", n, done)
		}
		w.Owner.Do(t, http.MethodPost, "/roles", newRole(name), key).Want(t, 200, "")
	}
}

func TestOldKeysAreForgotten(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	w.Owner.Do(t, http.MethodPut, "/me", map[string]any{"name": "甲"}, apitest.Key("own")).Want(t, 200, "")
	w.Owner.Do(t, http.MethodPost, "/roles", newRole("old"), apitest.Key("old")).Want(t, 200, "")
	w.Clock.Advance(6 * 24 * time.Hour)
	w.Owner.Do(t, http.MethodPost, "/roles", newRole("new"), apitest.Key("new")).Want(t, 200, "")
	w.Clock.Advance(2 * 24 * time.Hour)
	if err := w.API.PurgeIdempotencyKeys(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left string
	view(t, w, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, "SELECT key FROM idempotency_key", nil, &left)
		return err
	})
	if left != "new" {
		t.Errorf("left is %q, want new only", left)
	}
}
