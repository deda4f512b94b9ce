package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

const newPassword = "battery staple"

func resetLink(t *testing.T, by *apitest.Person, whom db.ID) *apitest.Answer {
	t.Helper()
	return by.Do(t, http.MethodPost, "/users/"+whom.String()+"/password-reset", nil)
}

func useReset(t *testing.T, w *apitest.World, token, password string) *apitest.Answer {
	t.Helper()
	return w.Anybody().Do(t, http.MethodPost, "/password-resets/actions/use", map[string]any{"token": token, "password": password})
}

func TestForgottenPassword(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	clerk := w.Member(t, "clerk", tenant.RoleSales)
	first := resetLink(t, w.Owner, clerk.ID).Want(t, 200, "").Text("token")
	made := resetLink(t, w.Owner, clerk.ID).Want(t, 200, "")
	token := made.Text("token")
	if made.Text("url") != "https://erp.example.com/password-reset#"+token || made.Text("expiresAt") != "2026-11-23T08:30:00Z" {
		t.Errorf("link = %s", made.Body)
	}
	look := func(token string) *apitest.Answer {
		return w.Anybody().Do(t, http.MethodPost, "/password-resets/actions/look", map[string]any{"token": token})
	}
	if a := look(token).Want(t, 200, ""); a.Text("login") != "clerk" || a.Text("accountSet") != "甲账套" || a.Text("madeBy") != "员工 owner" {
		t.Errorf("offer = %s", a.Body)
	}
	look(first).Want(t, 404, "password_reset.invalid") // a new link ends the one before
	clerk.Get(t, "/users").Want(t, 200, "")

	if got := useReset(t, w, token, "clerk").Want(t, 422, "input.fields").Fields(); len(got) != 1 || got[0] != "password input.too_short" {
		t.Errorf("problems = %q", got)
	}
	if got := useReset(t, w, token, "aaaaaaaaa").Want(t, 422, "input.fields").Fields(); len(got) != 1 || got[0] != "password password.weak" {
		t.Errorf("problems = %q", got)
	}
	for range 12 { // who forgot the password has tried, and waits no longer
		login(t, w, "clerk", "a wrong guess", "192.0.2.7")
	}
	in := useReset(t, w, token, newPassword).Want(t, 200, "")
	if in.Text("user", "login") != "clerk" || in.Cookie(t) == "" {
		t.Errorf("session = %s", in.Body)
	}
	clerk.Get(t, "/users").Want(t, 401, "auth.session_ended") // whoever had the old one is out
	login(t, w, "clerk", apitest.Password, "192.0.2.8").Want(t, 401, "login.wrong")
	login(t, w, "clerk", newPassword, "192.0.2.9").Want(t, 200, "")
	useReset(t, w, token, "something else").Want(t, 404, "password_reset.invalid")
	useReset(t, w, "made up", "something else").Want(t, 404, "password_reset.invalid")

	late := resetLink(t, w.Owner, clerk.ID).Want(t, 200, "").Text("token")
	w.Clock.Advance(24 * time.Hour)
	useReset(t, w, late, newPassword).Want(t, 404, "password_reset.invalid")
	if err := w.Tenants.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	log := w.Owner.Get(t, "/audit?entity=password_reset").Want(t, 200, "")
	if n := len(log.At("items").([]any)); n != 4 || strings.Contains(string(log.Body), token) || log.Text("items", 3, "entityNo") != "clerk" {
		t.Errorf("audit has %d lines: %s", n, log.Body)
	}
}

// A person exists once, across account sets: whoever sets their password is them
// everywhere.
func TestNobodyIsTakenOverByAReset(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	role := roleID(t, w, tenant.RoleSales)
	edit := func(version int64, permissions ...string) {
		w.Owner.Do(t, http.MethodPut, "/roles/"+role.String(), map[string]any{"name": "销售", "permissions": permissions, "version": version}).Want(t, 200, "")
	}
	edit(1, "user.read", "user.manage")
	manager, clerk := w.Member(t, "manager", tenant.RoleSales), w.Member(t, "clerk", tenant.RoleSales)
	own := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "杂务", "permissions": []string{"user.read"}}).Want(t, 200, "").ID("id")
	setClerk := func(version int64, role db.ID, active bool, warehouses any) {
		t.Helper()
		body := change([]db.ID{role}, active, version)
		body["warehouses"] = warehouses
		w.Owner.Do(t, http.MethodPut, "/users/"+clerk.ID.String(), body).Want(t, 200, "")
	}

	// Not one's own, not by a program, not of a stranger, not without the permission.
	resetLink(t, manager, manager.ID).Want(t, 409, "password_reset.own")
	resetLink(t, w.Owner.WithToken(t, "user.manage"), clerk.ID).Want(t, 403, "auth.session_only")
	resetLink(t, w.Owner, w.Other.ID).Want(t, 404, "not_found")
	setClerk(1, own, true, everything)
	resetLink(t, clerk, manager.ID).Want(t, 403, "forbidden")

	// Not of owners, of administrators, of those who may more or reach more.
	resetLink(t, manager, w.Owner.ID).Want(t, 403, "member.owner_only")
	accountant := w.Member(t, "accountant", tenant.RoleAccount)
	resetLink(t, manager, accountant.ID).Want(t, 403, "password_reset.beyond_own")
	body := change([]db.ID{role}, true, 1)
	body["warehouses"] = some(7)
	w.Owner.Do(t, http.MethodPut, "/users/"+manager.ID.String(), body).Want(t, 200, "")
	resetLink(t, manager, clerk.ID).Want(t, 403, "password_reset.beyond_own")
	setClerk(2, own, true, some(7))
	open := resetLink(t, manager, clerk.ID).Want(t, 200, "").Text("token")

	// What becomes more than the maker may after the link was made ends it.
	setClerk(3, roleID(t, w, tenant.RoleAccount), true, some(7))
	useReset(t, w, open, newPassword).Want(t, 404, "password_reset.invalid")
	setClerk(4, own, true, some(7))
	edit(2, "user.read") // and so does a maker who may no more
	useReset(t, w, open, newPassword).Want(t, 404, "password_reset.invalid")
	edit(3, "user.read", "user.manage")
	setClerk(5, own, false, some(7))
	resetLink(t, manager, clerk.ID).Want(t, 409, "password_reset.inactive")
	useReset(t, w, open, newPassword).Want(t, 404, "password_reset.invalid")
	setClerk(6, own, true, some(7))

	// Somebody who is in another set too, switched off there or not, is nobody's to reset.
	if err := w.Tenants.AddMember(t.Context(), w.OtherScope(), clerk.ID, tenant.RoleViewer); err != nil {
		t.Fatal(err)
	}
	useReset(t, w, open, newPassword).Want(t, 404, "password_reset.invalid")
	resetLink(t, w.Owner, clerk.ID).Want(t, 409, "password_reset.elsewhere")
	w.Other.Do(t, http.MethodPut, "/users/"+clerk.ID.String(), change([]db.ID{func() db.ID {
		list, err := w.Tenants.Roles(t.Context(), w.OtherScope())
		if err != nil {
			t.Fatal(err)
		}
		return list[len(list)-1].ID
	}()}, false, 1)).Want(t, 200, "")
	resetLink(t, w.Owner, clerk.ID).Want(t, 409, "password_reset.elsewhere")

	// An administrator of the installation is the operator's, also for another owner.
	second := w.Member(t, "second", tenant.RoleOwner)
	resetLink(t, second, w.Owner.ID).Want(t, 409, "password_reset.elsewhere")
	resetLink(t, w.Owner, second.ID).Want(t, 200, "")
	login(t, w, "clerk", apitest.Password, "192.0.2.3").Want(t, 200, "") // nothing of this changed a password
}

func TestPasswordSetByTheOperator(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	clerk := w.Member(t, "clerk", tenant.RoleSales)
	token := resetLink(t, w.Owner, clerk.ID).Want(t, 200, "").Text("token")
	for range 12 {
		login(t, w, "clerk", "a wrong guess", "192.0.2.7")
	}
	if err := w.Tenants.ResetPassword(t.Context(), db.System("test"), "CLERK", newPassword); err != nil {
		t.Fatal(err)
	}
	clerk.Get(t, "/users").Want(t, 401, "auth.session_ended")
	login(t, w, "clerk", newPassword, "192.0.2.9").Want(t, 200, "")
	useReset(t, w, token, "something else").Want(t, 404, "password_reset.invalid")
}
