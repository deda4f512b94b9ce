package api_test

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// The domains that keep warehouses and shops are not part of these tests: every
// set has the warehouses 7, 8 and 9 and the shops 5 and 6.
func init() {
	among := func(known ...db.ID) tenant.FindFunc {
		return func(_ context.Context, _ *db.Tx, ids []db.ID) ([]db.ID, error) {
			return slices.DeleteFunc(slices.Clone(ids), func(id db.ID) bool { return !slices.Contains(known, id) }), nil
		}
	}
	tenant.OnReach(tenant.ReachWarehouses, among(7, 8, 9))
	tenant.OnReach(tenant.ReachShops, among(5, 6))
}

// roleID finds a role of set A by its built-in key.
func roleID(t *testing.T, w *apitest.World, builtin string) db.ID {
	t.Helper()
	list, err := w.Tenants.Roles(t.Context(), w.Scope())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list, func(r tenant.Role) bool { return r.Builtin == builtin })
	return list[i].ID
}

func change(roles []db.ID, active bool, version int64) map[string]any {
	all := map[string]any{"all": true}
	return map[string]any{"active": active, "roleIds": roles, "warehouses": all, "shops": all, "version": version}
}

func TestAccountSetsAreClosedToOthers(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	stranger := *w.Owner
	stranger.Set = w.B.ID
	for _, path := range []string{"/settings", "/users", "/roles", "/tokens", "/audit", "/invitations"} {
		stranger.Get(t, path).Want(t, 404, "set.not_found")
	}
	stranger.Set = 12345
	stranger.Get(t, "/settings").Want(t, 404, "set.not_found")
	w.Owner.Do(t, http.MethodGet, "/settings", nil, apitest.Header("X-Account-Set", "abc")).Want(t, 404, "set.not_found")

	// The only set need not be named; of several one must be.
	stranger.Set = 0
	if got := stranger.Get(t, "/settings").Want(t, 200, "").Text("name"); got != "甲账套" {
		t.Errorf("set = %q", got)
	}
	if err := w.Tenants.AddMember(t.Context(), w.OtherScope(), w.Owner.ID, tenant.RoleViewer); err != nil {
		t.Fatal(err)
	}
	stranger.Get(t, "/settings").Want(t, 422, "set.required")
	stranger.Set = w.B.ID
	if got := stranger.Get(t, "/settings").Want(t, 200, "").Text("name"); got != "乙账套" {
		t.Errorf("set = %q", got)
	}
	if got := len(w.Owner.Get(t, "/me").At("accountSets").([]any)); got != 2 {
		t.Errorf("%d sets, want 2", got)
	}
}

func TestEveryRouteOfThePlatformHidesTheOtherSet(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	own, err := w.Tenants.CreateRole(t.Context(), w.OtherScope(), tenant.PermissionSet{}, tenant.RoleInput{Name: "theirs"})
	if err != nil {
		t.Fatal(err)
	}
	token := w.Other.Do(t, http.MethodPost, "/tokens", map[string]any{"name": "x", "permissions": []string{"user.read"}}).Want(t, 200, "").ID("id")
	inv := w.Other.Do(t, http.MethodPost, "/invitations", map[string]any{"name": "x", "roleIds": []db.ID{own.ID}}).Want(t, 200, "").ID("id")
	id := func(v db.ID) map[string]string { return map[string]string{"id": v.String()} }
	w.Isolation(t, map[string][]apitest.Sample{
		"get-user":              {{Params: id(w.Other.ID)}},
		"list-user-history":     {{Params: id(w.Other.ID)}},
		"list-role-history":     {{Params: id(own.ID)}},
		"create-password-reset": {{Params: id(w.Other.ID)}},
		"update-user":           {{Params: id(w.Other.ID), Body: change([]db.ID{roleID(t, w, tenant.RoleSales)}, true, 1)}, {Params: id(w.Owner.ID), Body: change([]db.ID{own.ID}, true, 1), Field: "roleIds[0]"}},
		"update-role":           {{Params: id(own.ID), Body: map[string]any{"name": "mine", "permissions": []string{}, "version": 1}}},
		"delete-role":           {{Params: id(own.ID)}},
		"create-invitation":     {{Body: map[string]any{"name": "x", "roleIds": []db.ID{own.ID}}, Field: "roleIds[0]"}},
		"revoke-invitation":     {{Params: id(inv)}},
		"revoke-invitations":    {{Body: map[string]any{"ids": []db.ID{inv}}, Field: "results"}},
		"activate-users":        {{Body: map[string]any{"ids": []db.ID{w.Other.ID}}, Field: "results"}},
		"deactivate-users":      {{Body: map[string]any{"ids": []db.ID{w.Other.ID}}, Field: "results"}},
		"delete-roles":          {{Body: map[string]any{"ids": []db.ID{own.ID}}, Field: "results"}},
		"revoke-token":          {{Params: id(token)}},
		"revoke-tokens":         {{Body: map[string]any{"ids": []db.ID{token}}, Field: "results"}},
		"create-token":          {{Body: map[string]any{"kind": "service", "name": "x", "roleId": own.ID}, Field: "roleId"}},
		"set-number-rule":       {{Params: map[string]string{"docType": "sale"}, Body: map[string]any{"prefix": "9", "date": "none", "digits": 3}, Field: "prefix"}},
	})
}

func TestRolesDecide(t *testing.T) {
	t.Parallel()
	w := apitest.New(t, probe)
	sales := w.Member(t, "sales", tenant.RoleSales)
	sales.Get(t, "/users").Want(t, 200, "")
	a := sales.Do(t, http.MethodPost, "/roles", newRole("x")).Want(t, 403, "forbidden")
	if !strings.Contains(a.Text("detail"), "管理角色") {
		t.Errorf("detail = %s, want the permission named", a.Text("detail"))
	}
	for path, method := range map[string]string{"/settings": http.MethodPut, "/invitations": http.MethodPost, "/probe/1": http.MethodPost} {
		sales.Do(t, method, path, `{"not":"looked at"}`).Want(t, 403, "forbidden")
	}

	// A built-in role is edited, and at once the person may.
	id := roleID(t, w, tenant.RoleSales)
	edit := func(version int64, permissions ...api.Permission) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, "/roles/"+id.String(), map[string]any{"name": "销售", "permissions": permissions, "version": version})
	}
	edit(1, "role.manage", "user.manage", "user.read").Want(t, 200, "")
	edit(1, "role.manage").Want(t, 409, "version.stale")
	sales.Get(t, "/settings/numbering").Want(t, 403, "forbidden") // settings.read was taken away
	made := sales.Do(t, http.MethodPost, "/roles", newRole("by sales")).Want(t, 200, "")

	// Nobody gives what they do not hold.
	sales.Do(t, http.MethodPost, "/roles", map[string]any{"name": "y", "permissions": []string{"audit.read"}}).Want(t, 403, "role.beyond_own")
	sales.Do(t, http.MethodPut, "/roles/"+id.String(), map[string]any{"name": "销售", "permissions": []string{"settings.update"}, "version": 2}).Want(t, 403, "role.beyond_own")
	sales.Do(t, http.MethodPost, "/invitations", map[string]any{"name": "z", "roleIds": []db.ID{roleID(t, w, tenant.RoleOwner)}}).Want(t, 403, "member.owner_only")
	sales.Do(t, http.MethodPost, "/invitations", map[string]any{"name": "z", "roleIds": []db.ID{roleID(t, w, tenant.RoleAccount)}}).Want(t, 403, "role.beyond_own")
	sales.Do(t, http.MethodPut, "/users/"+w.Owner.ID.String(), change([]db.ID{made.ID("id")}, true, 1)).Want(t, 403, "member.owner_only")
	sales.Do(t, http.MethodPost, "/roles", map[string]any{"name": "y", "permissions": []string{"no.such"}}).Want(t, 422, "input.fields")

	// The owner keeps everything, built-in roles stay, used roles too.
	owner := "/roles/" + roleID(t, w, tenant.RoleOwner).String()
	w.Owner.Do(t, http.MethodPut, owner, map[string]any{"name": "老板", "permissions": []string{}, "version": 1}).Want(t, 409, "role.builtin")
	w.Owner.Do(t, http.MethodDelete, owner, nil).Want(t, 409, "role.builtin")
	w.Owner.Do(t, http.MethodPut, "/users/"+sales.ID.String(), change([]db.ID{made.ID("id")}, true, 1)).Want(t, 200, "")
	w.Owner.Do(t, http.MethodDelete, "/roles/"+made.Text("id"), nil).Want(t, 409, "role.in_use")

	// The last owner stays; a second one may take over.
	self := "/users/" + w.Owner.ID.String()
	w.Owner.Do(t, http.MethodPut, self, change([]db.ID{made.ID("id")}, true, 1)).Want(t, 409, "member.last_owner")
	w.Owner.Do(t, http.MethodPut, self, change([]db.ID{roleID(t, w, tenant.RoleOwner)}, false, 1)).Want(t, 409, "member.last_owner")
	w.Owner.Do(t, http.MethodPut, "/users/"+sales.ID.String(), change([]db.ID{roleID(t, w, tenant.RoleOwner)}, true, 2)).Want(t, 200, "")
	w.Owner.Do(t, http.MethodPut, self, change([]db.ID{roleID(t, w, tenant.RoleOwner)}, false, 1)).Want(t, 200, "")
	w.Owner.Get(t, "/users").Want(t, 404, "set.not_found") // switched off
}

func TestInvitations(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	invite := func() *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, "/invitations", map[string]any{"name": "小王", "roleIds": []db.ID{roleID(t, w, tenant.RoleWarehouse)}}).Want(t, 200, "")
	}
	first := invite()
	token := first.Text("token")
	if first.Text("url") != "https://erp.example.com/invitation#"+token {
		t.Errorf("url = %q", first.Text("url"))
	}
	look := w.Anybody().Do(t, http.MethodPost, "/invitations/actions/look", map[string]any{"token": token}).Want(t, 200, "")
	if look.Text("accountSet") != "甲账套" || look.Text("invitedBy") != "员工 owner" {
		t.Errorf("offer = %s", look.Body)
	}
	join := func(token, login string) *apitest.Answer {
		return w.Anybody().Do(t, http.MethodPost, "/invitations/actions/join", map[string]any{"token": token, "login": login, "name": "小王", "password": apitest.Password})
	}
	if got := join(token, "OWNER").Want(t, 422, "input.fields").Fields(); got[0] != "login person.login_taken" {
		t.Errorf("problems = %q", got)
	}
	a := join(token, "wang").Want(t, 200, "")
	if a.Text("accountSets", 0, "name") != "甲账套" || a.Cookie(t) == "" || a.At("mayCreateAccountSet") != false {
		t.Errorf("session = %s", a.Body)
	}
	join(token, "again").Want(t, 404, "invitation.invalid")
	join("made-up", "again").Want(t, 404, "invitation.invalid")

	// Somebody with an account joins with it, once.
	second := invite()
	accept := func(token string) *apitest.Answer {
		return w.Other.Do(t, http.MethodPost, "/invitations/actions/accept", map[string]any{"token": token})
	}
	if got := accept(second.Text("token")).Want(t, 200, ""); len(got.At("accountSets").([]any)) != 2 {
		t.Errorf("session = %s", got.Body)
	}
	accept(invite().Text("token")).Want(t, 409, "member.exists")

	third := invite()
	w.Owner.Do(t, http.MethodDelete, "/invitations/"+third.Text("id"), nil).Want(t, 204, "")
	join(third.Text("token"), "later").Want(t, 404, "invitation.invalid")
	late := invite()
	w.Clock.Advance(8 * 24 * time.Hour)
	join(late.Text("token"), "later").Want(t, 404, "invitation.invalid")
	states := map[string]int{}
	list := w.Owner.Get(t, "/invitations").Want(t, 200, "")
	for i := range list.At("items").([]any) {
		states[list.Text("items", i, "state")]++
	}
	if states["accepted"] != 2 || states["revoked"] != 1 || states["expired"] != 2 || strings.Contains(string(list.Body), late.Text("token")) {
		t.Errorf("invitations = %s", list.Body)
	}
}

// A link gives what whoever made it may give when it is used.
func TestAnInvitationEndsWithTheRightsOfWhoInvited(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	role := roleID(t, w, tenant.RoleSales)
	version := 0
	may := func(permissions ...string) {
		t.Helper()
		version++
		w.Owner.Do(t, http.MethodPut, "/roles/"+role.String(), map[string]any{"name": "销售", "permissions": permissions, "version": version}).Want(t, 200, "")
	}
	may("user.read", "user.manage")
	manager := w.Member(t, "manager", tenant.RoleSales)
	given := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "杂务", "permissions": []string{"user.read"}}).Want(t, 200, "").ID("id")
	token := manager.Do(t, http.MethodPost, "/invitations", map[string]any{"name": "小王", "roleIds": []db.ID{given}}).Want(t, 200, "").Text("token")
	try := func(status int, key string) {
		t.Helper()
		w.Anybody().Do(t, http.MethodPost, "/invitations/actions/look", map[string]any{"token": token}).Want(t, status, key)
		if status != 200 {
			w.Other.Do(t, http.MethodPost, "/invitations/actions/accept", map[string]any{"token": token}).Want(t, status, key)
			w.Anybody().Do(t, http.MethodPost, "/invitations/actions/join", map[string]any{"token": token, "login": "wang", "name": "小王", "password": apitest.Password}).Want(t, status, key)
		}
	}
	scope := func(by int64, active bool, warehouses any) {
		t.Helper()
		body := change([]db.ID{role}, active, by)
		body["warehouses"] = warehouses
		w.Owner.Do(t, http.MethodPut, "/users/"+manager.ID.String(), body).Want(t, 200, "")
	}
	try(200, "")
	may("user.read") // manages nobody any more
	try(404, "invitation.invalid")
	may("user.manage") // gives a permission that is not theirs
	try(404, "invitation.invalid")
	may("user.read", "user.manage")
	try(200, "")
	scope(1, true, some(7)) // the link promises all warehouses
	try(404, "invitation.invalid")
	scope(2, false, everything) // has left
	try(404, "invitation.invalid")
	scope(3, true, everything)
	w.Other.Do(t, http.MethodPost, "/invitations/actions/accept", map[string]any{"token": token}).Want(t, 200, "")
}

func TestDataScopeReachesTheRoute(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	p := w.Member(t, "keeper", tenant.RoleWarehouse)
	body := change([]db.ID{roleID(t, w, tenant.RoleWarehouse)}, true, 1)
	body["warehouses"] = map[string]any{"all": false, "ids": []db.ID{7}}
	w.Owner.Do(t, http.MethodPut, "/users/"+p.ID.String(), body).Want(t, 200, "")
	access, err := w.Tenants.BySession(t.Context(), p.Cookie, w.A.ID, true)
	if err != nil {
		t.Fatal(err)
	}
	if access.Warehouses.All || !access.Warehouses.Allows(7) || access.Warehouses.Allows(8) || !access.Shops.Allows(8) {
		t.Errorf("scope = %+v %+v", access.Warehouses, access.Shops)
	}
	if cond, args := access.Warehouses.Where("w.id"); cond != "w.id IN (?)" || len(args) != 1 {
		t.Errorf("where = %q %v", cond, args)
	}
	if cond, _ := (tenant.Limit{}).Where("w.id"); cond != "1 = 0" {
		t.Errorf("where of an empty scope = %q", cond)
	}
}

// some is a data scope of the listed records only, everything one of all.
func some(ids ...db.ID) map[string]any { return map[string]any{"all": false, "ids": ids} }

var everything = map[string]any{"all": true}

func TestNobodyGrantsScopeBeyondTheirOwn(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	role := roleID(t, w, tenant.RoleSales)
	w.Owner.Do(t, http.MethodPut, "/roles/"+role.String(), map[string]any{"name": "销售", "permissions": []string{"user.read", "user.manage"}, "version": 1}).Want(t, 200, "")
	manager, clerk := w.Member(t, "manager", tenant.RoleSales), w.Member(t, "clerk", tenant.RoleSales)
	put := func(by, whom *apitest.Person, version int64, warehouses, shops any) *apitest.Answer {
		body := change([]db.ID{role}, true, version)
		body["warehouses"], body["shops"] = warehouses, shops
		return by.Do(t, http.MethodPut, "/users/"+whom.ID.String(), body)
	}

	// Only records of the set can be named, and all that are wrong are told at once.
	if got := put(w.Owner, manager, 1, some(7, 70, 71), some(5, 50)).Want(t, 422, "input.fields").Fields(); !slices.Equal(got,
		[]string{"warehouses.ids[1] not_found", "warehouses.ids[2] not_found", "shops.ids[1] not_found"}) {
		t.Errorf("problems = %q", got)
	}
	narrow := put(w.Owner, manager, 1, some(7, 8, 7), some(5)).Want(t, 200, "")
	if ids := narrow.At("warehouses", "ids").([]any); len(ids) != 2 {
		t.Errorf("warehouses = %v, want each once", ids)
	}
	if me := manager.Get(t, "/me").Want(t, 200, ""); me.At("accountSets", 0, "warehouses", "all") != false || me.Text("accountSets", 0, "shops", "ids", 0) != "5" {
		t.Errorf("the page is not told the scope: %s", me.Body)
	}

	// Not to oneself, not to others, not with an invitation.
	put(manager, manager, 2, everything, some(5)).Want(t, 403, "scope.beyond_own")
	put(manager, manager, 2, some(7, 8), everything).Want(t, 403, "scope.beyond_own")
	put(manager, manager, 2, some(7, 8, 9), some(5)).Want(t, 403, "scope.beyond_own")
	put(manager, manager, 2, some(7, 8), some(5, 6)).Want(t, 403, "scope.beyond_own")
	invite := func(by *apitest.Person, more map[string]any) *apitest.Answer {
		body := map[string]any{"name": "小王", "roleIds": []db.ID{role}}
		maps.Copy(body, more)
		return by.Do(t, http.MethodPost, "/invitations", body)
	}
	invite(manager, map[string]any{"warehouses": everything, "shops": some(5)}).Want(t, 403, "scope.beyond_own")
	invite(manager, map[string]any{"shops": some(6)}).Want(t, 403, "scope.beyond_own")
	if got := invite(w.Owner, map[string]any{"warehouses": some(70)}).Want(t, 422, "input.fields").Fields(); !slices.Equal(got, []string{"warehouses.ids[0] not_found"}) {
		t.Errorf("problems = %q", got)
	}

	// What somebody else has may stay and be taken away; it cannot be widened.
	put(manager, clerk, 1, everything, everything).Want(t, 200, "")
	put(manager, clerk, 2, some(9, 7), some(6)).Want(t, 200, "")
	put(manager, clerk, 3, some(9), some(6, 5)).Want(t, 200, "")
	put(manager, clerk, 4, everything, some(6)).Want(t, 403, "scope.beyond_own")
	put(manager, clerk, 4, some(9, 8), some()).Want(t, 200, "")
	put(w.Owner, clerk, 5, everything, everything).Want(t, 200, "")

	// Whoever joins has what the invitation says; the inviter's own when it says nothing.
	join := func(login string, made *apitest.Answer) *tenant.Access {
		token := made.Want(t, 200, "").Text("token")
		a := w.Anybody().Do(t, http.MethodPost, "/invitations/actions/join", map[string]any{"token": token, "login": login, "name": "小王", "password": apitest.Password}).Want(t, 200, "")
		access, err := w.Tenants.MemberAccess(t.Context(), a.ID("user", "id"), w.A.ID)
		if err != nil {
			t.Fatal(err)
		}
		return access
	}
	if a := join("one", invite(manager, nil)); a.Warehouses.All || !slices.Equal(a.Warehouses.IDs, []db.ID{7, 8}) || !slices.Equal(a.Shops.IDs, []db.ID{5}) {
		t.Errorf("scope = %+v", a.DataScope)
	}
	if a := join("two", invite(w.Owner, map[string]any{"warehouses": some(9), "shops": some()})); a.Warehouses.All || !slices.Equal(a.Warehouses.IDs, []db.ID{9}) || a.Shops.All || len(a.Shops.IDs) != 0 {
		t.Errorf("scope = %+v", a.DataScope)
	}
	if a := join("three", invite(w.Owner, nil)); !a.Warehouses.All || !a.Shops.All {
		t.Errorf("scope = %+v", a.DataScope)
	}
	list := w.Owner.Get(t, "/invitations?q=小王").Want(t, 200, "")
	if list.At("items", 1, "warehouses", "all") != false || list.Text("items", 1, "warehouses", "ids", 0) != "9" || list.At("items", 0, "warehouses", "all") != true {
		t.Errorf("invitations = %s", list.Body)
	}
}
