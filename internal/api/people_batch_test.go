package api_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

func batch(ids ...db.ID) map[string]any { return map[string]any{"ids": ids} }

// outcomes checks a batch answer: the code of the problem of each record, "" for done.
func outcomes(t *testing.T, a *apitest.Answer, codes ...string) {
	t.Helper()
	a.Want(t, 200, "")
	if got := len(a.At("results").([]any)); got != len(codes) {
		t.Fatalf("%d results, want %d: %s", got, len(codes), a.Body)
	}
	for i, code := range codes {
		if ok := a.At("results", i, "ok"); ok != (code == "") {
			t.Errorf("result %d: ok = %v, want code %q: %s", i, ok, code, a.Body)
		}
		if code != "" {
			if got := a.Text("results", i, "problem", "code"); got != code {
				t.Errorf("result %d: %q, want %q", i, got, code)
			}
		}
	}
}

func TestPeopleAreSwitchedOffTogether(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	clerk, viewer := w.Member(t, "clerk", tenant.RoleSales), w.Member(t, "viewer", tenant.RoleViewer)
	clerk.Do(t, http.MethodPost, "/users/actions/deactivate", batch(viewer.ID)).Want(t, 403, "forbidden")

	off := func(key string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, "/users/actions/deactivate", batch(clerk.ID, w.Owner.ID, w.Other.ID, viewer.ID), apitest.Key(key))
	}
	outcomes(t, off("off"), "", "member.last_owner", "not_found", "")
	clerk.Get(t, "/users").Want(t, 404, "set.not_found")
	if got := w.Owner.Get(t, "/users?active=false").Want(t, 200, "").At("total"); got != 2 {
		t.Errorf("%v people are switched off, want 2", got)
	}
	outcomes(t, w.Owner.Do(t, http.MethodPost, "/users/actions/activate", batch(clerk.ID)), "")
	clerk.Get(t, "/users").Want(t, 200, "")
	outcomes(t, off("off"), "", "member.last_owner", "not_found", "") // the same answer again, and no second effect
	clerk.Get(t, "/users").Want(t, 200, "")

	// Each change has its line, with who did it.
	history := w.Owner.Get(t, "/users/"+clerk.ID.String()+"/history").Want(t, 200, "")
	if got := len(history.At("items").([]any)); got != 3 { // joined, off, on
		t.Errorf("%d lines, want 3: %s", got, history.Body)
	}

	// A manager who is no owner does not touch an owner.
	manager := w.Member(t, "manager", tenant.RoleViewer)
	role := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "人事", "permissions": []string{"user.read", "user.manage"}}).Want(t, 200, "").ID("id")
	w.Owner.Do(t, http.MethodPut, "/users/"+manager.ID.String(), change([]db.ID{role}, true, 1)).Want(t, 200, "")
	outcomes(t, manager.Do(t, http.MethodPost, "/users/actions/deactivate", batch(w.Owner.ID, viewer.ID, clerk.ID)), "member.owner_only", "", "")
}

func TestInvitationsAreRevokedTogether(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	invite := func(name, role string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, "/invitations", map[string]any{"name": name, "roleIds": []db.ID{roleID(t, w, role)}}).Want(t, 200, "")
	}
	one, two, used := invite("小王", tenant.RoleSales), invite("小李", tenant.RoleViewer), invite("小张", tenant.RoleSales)
	w.Anybody().Do(t, http.MethodPost, "/invitations/actions/join", map[string]any{"token": used.Text("token"), "login": "zhang", "name": "小张", "password": apitest.Password}).Want(t, 200, "")
	count := func(query string, want int) {
		t.Helper()
		if got := w.Owner.Get(t, "/invitations?"+query).Want(t, 200, "").At("total"); got != want {
			t.Errorf("%s: %v invitations, want %v", query, got, want)
		}
	}
	count("state=open", 2)
	count("roleId="+roleID(t, w, tenant.RoleSales).String(), 2)
	count("state=open&q=小李", 1)

	clerk := w.Member(t, "clerk", tenant.RoleSales)
	clerk.Do(t, http.MethodPost, "/invitations/actions/revoke", batch(one.ID("id"))).Want(t, 403, "forbidden")
	outcomes(t, w.Owner.Do(t, http.MethodPost, "/invitations/actions/revoke", batch(one.ID("id"), used.ID("id"), two.ID("id"), one.ID("id"))), "", "invitation.over", "")
	count("state=open", 0)
	count("state=revoked", 2)
	outcomes(t, w.Owner.Do(t, http.MethodPost, "/invitations/actions/revoke", batch(one.ID("id"))), "invitation.over")
	w.Anybody().Do(t, http.MethodPost, "/invitations/actions/look", map[string]any{"token": two.Text("token")}).Want(t, 404, "invitation.invalid")
	if got := w.Owner.Get(t, "/audit?entity=invitation&action=revoke").Want(t, 200, "").At("total"); got != 2 {
		t.Errorf("%v audit lines, want 2", got)
	}
}

func TestUnusedRolesAreDeletedTogether(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	role := func(name string) db.ID {
		return w.Owner.Do(t, http.MethodPost, "/roles", newRole(name)).Want(t, 200, "").ID("id")
	}
	free, used := role("临时工"), role("夜班")
	clerk := w.Member(t, "clerk", tenant.RoleSales)
	w.Owner.Do(t, http.MethodPut, "/users/"+clerk.ID.String(), change([]db.ID{used, roleID(t, w, tenant.RoleSales)}, true, 1)).Want(t, 200, "")
	count := func(query string, want int) {
		t.Helper()
		if got := w.Owner.Get(t, "/roles?"+query).Want(t, 200, "").At("total"); got != want {
			t.Errorf("%s: %v roles, want %v", query, got, want)
		}
	}
	count("builtIn=false", 2)
	count("builtIn=false&used=false", 1)
	count("used=true", 3) // owner, sales, the night shift
	clerk.Do(t, http.MethodPost, "/roles/actions/delete", batch(free)).Want(t, 403, "forbidden")
	outcomes(t, w.Owner.Do(t, http.MethodPost, "/roles/actions/delete", batch(free, used, roleID(t, w, tenant.RoleViewer))), "", "role.in_use", "role.builtin")
	count("builtIn=false", 1)
}
