package api_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// mayDo sets the permissions of the built-in sales role.
func mayDo(t *testing.T, w *apitest.World, version int64, permissions ...string) {
	t.Helper()
	w.Owner.Do(t, http.MethodPut, "/roles/"+roleID(t, w, tenant.RoleSales).String(),
		map[string]any{"name": "销售", "permissions": append([]string{}, permissions...), "version": version}).Want(t, 200, "")
}

func newToken(t *testing.T, by *apitest.Person, more map[string]any) *apitest.Answer {
	t.Helper()
	body := map[string]any{"name": "program"}
	maps.Copy(body, more)
	return by.Do(t, http.MethodPost, "/tokens", body)
}

// with gives the program that uses a token just made.
func with(t *testing.T, by *apitest.Person, made *apitest.Answer) *apitest.Person {
	t.Helper()
	program := *by
	program.Token, program.Set = made.Want(t, 200, "").Text("secret"), 0
	return &program
}

func TestPersonalTokensDoASubsetOfTheirPerson(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	clerk := w.Member(t, "clerk", tenant.RoleSales)
	mayDo(t, w, 1, "user.read", "settings.read")

	newToken(t, clerk, map[string]any{"permissions": []string{"audit.read"}}).Want(t, 403, "role.beyond_own")
	newToken(t, clerk, map[string]any{"permissions": []string{"user.read"}, "kind": "service"}).Want(t, 403, "forbidden")
	if got := newToken(t, clerk, map[string]any{"name": " ", "expiresAt": "2026-11-01T00:00:00Z", "roleId": db.ID(9), "warehouses": some(7), "shops": everything}).Want(t, 422, "input.fields").Fields(); !slices.Equal(got,
		[]string{"name input.required", "permissions input.required", "roleId token.personal", "warehouses token.personal", "shops token.personal", "expiresAt token.expiry_past"}) {
		t.Errorf("problems = %q", got)
	}

	made := newToken(t, clerk, map[string]any{"permissions": []string{"user.read"}})
	program := with(t, clerk, made)
	if !strings.HasPrefix(program.Token, tenant.TokenPrefix) || made.Text("kind") != "personal" || made.At("warehouses") != nil {
		t.Errorf("token = %s", made.Body)
	}
	program.Get(t, "/users").Want(t, 200, "")
	// The person may, the token may not, and the answer says which permission it lacks.
	refused := program.Get(t, "/settings/numbering").Want(t, 403, "auth.token_scope")
	if !strings.Contains(refused.Text("detail"), "查看设置") {
		t.Errorf("detail = %s", refused.Text("detail"))
	}
	if me := program.Get(t, "/me").Want(t, 200, ""); me.Text("accountSets", 0, "permissions", 0) != "user.read" || me.Text("token", "kind") != "personal" {
		t.Errorf("me = %s", me.Body)
	}
	for path, method := range map[string]string{"/me": http.MethodPut, "/me/password": http.MethodPost, "/account-sets": http.MethodPost, "/me/sessions": http.MethodGet} {
		program.Do(t, method, path, `{}`).Want(t, 403, "auth.session_only")
	}
	newToken(t, program, map[string]any{"permissions": []string{"user.read"}}).Want(t, 403, "auth.session_only")
	program.Get(t, "/tokens").Want(t, 403, "auth.token_scope")
	program.Set = w.B.ID
	program.Get(t, "/users").Want(t, 404, "set.not_found")
	program.Set = 0
	wrong := *program
	wrong.Token = "ht_wrong"
	wrong.Get(t, "/users").Want(t, 401, "auth.token_invalid")
	w.Anybody().Do(t, http.MethodGet, "/users", nil, apitest.Header("Authorization", "Basic b3duZXI6eA==")).Want(t, 401, "auth.token_invalid")

	// It works with what its person works with.
	put := change([]db.ID{roleID(t, w, tenant.RoleSales)}, true, 1)
	put["warehouses"] = some(7)
	w.Owner.Do(t, http.MethodPut, "/users/"+clerk.ID.String(), put).Want(t, 200, "")
	if me := program.Get(t, "/me").Want(t, 200, ""); me.At("accountSets", 0, "warehouses", "all") != false {
		t.Errorf("me = %s", me.Body)
	}
	// What the person loses the token loses, and has again with them.
	mayDo(t, w, 2, "settings.read")
	program.Get(t, "/users").Want(t, 403, "auth.token_scope")
	mayDo(t, w, 3, "user.read")
	program.Get(t, "/users").Want(t, 200, "")
	put = change([]db.ID{roleID(t, w, tenant.RoleSales)}, false, 2)
	w.Owner.Do(t, http.MethodPut, "/users/"+clerk.ID.String(), put).Want(t, 200, "")
	program.Get(t, "/users").Want(t, 401, "auth.token_invalid")
}

func TestTokensEndAndAreListed(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	clerk, colleague := w.Member(t, "clerk", tenant.RoleSales), w.Member(t, "colleague", tenant.RoleSales)
	mine := newToken(t, clerk, map[string]any{"name": "盘点机", "permissions": []string{"user.read"}})
	program := with(t, clerk, mine)
	program.Get(t, "/users").Want(t, 200, "")
	short := newToken(t, w.Owner, map[string]any{"name": "day", "permissions": []string{"user.read"}, "expiresAt": db.At(w.Clock.Now().Add(time.Hour))})
	service := newToken(t, w.Owner, map[string]any{"name": "对账", "kind": "service", "permissions": []string{"user.read"}})

	// Everybody sees their own; who manages tokens sees all, and searches them.
	if list := clerk.Get(t, "/tokens").Want(t, 200, ""); list.At("total") != 1 || list.Text("items", 0, "name") != "盘点机" || list.Text("items", 0, "lastUsedAt") == "" || strings.Contains(string(list.Body), program.Token) {
		t.Errorf("own tokens = %s", list.Body)
	}
	if list := colleague.Get(t, "/tokens").Want(t, 200, ""); list.At("total") != 0 {
		t.Errorf("a colleague's tokens = %s", list.Body)
	}
	for query, want := range map[string]string{"": "对账 day 盘点机", "q=盘点": "盘点机", "q=clerk": "盘点机", "kind=service": "对账", "sort=name": "day 对账 盘点机", "state=active&kind=personal": "day 盘点机"} {
		list := w.Owner.Get(t, "/tokens?"+query).Want(t, 200, "")
		var names []string
		for i := range list.At("items").([]any) {
			names = append(names, list.Text("items", i, "name"))
		}
		if got := strings.Join(names, " "); got != want {
			t.Errorf("?%s gives %q, want %q", query, got, want)
		}
	}

	// Nobody revokes another's without the permission; one revokes one's own.
	colleague.Do(t, http.MethodDelete, "/tokens/"+mine.Text("id"), nil).Want(t, 404, "not_found")
	batch := func(by *apitest.Person, made ...*apitest.Answer) *apitest.Answer {
		var ids []string
		for _, m := range made {
			ids = append(ids, m.Text("id"))
		}
		return by.Do(t, http.MethodPost, "/tokens/actions/revoke", map[string]any{"ids": ids}).Want(t, 200, "")
	}
	if got := batch(colleague, mine); got.Text("results", 0, "problem", "code") != "not_found" {
		t.Errorf("results = %s", got.Body)
	}
	clerk.Do(t, http.MethodDelete, "/tokens/"+mine.Text("id"), nil).Want(t, 204, "")
	program.Get(t, "/users").Want(t, 401, "auth.token_revoked")

	day := with(t, w.Owner, short)
	day.Get(t, "/users").Want(t, 200, "")
	w.Clock.Advance(time.Hour)
	day.Get(t, "/users").Want(t, 401, "auth.token_expired")
	if got := batch(w.Owner, short, service, mine); got.At("results", 0, "ok") != true || got.At("results", 1, "ok") != true || got.At("results", 2, "ok") != true {
		t.Errorf("results = %s", got.Body)
	}
	with(t, w.Owner, service).Get(t, "/users").Want(t, 401, "auth.token_revoked")
	if list := w.Owner.Get(t, "/tokens?state=revoked").Want(t, 200, ""); list.At("total") != 3 {
		t.Errorf("revoked = %s", list.Body)
	}
}

func TestServiceTokensStandAlone(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	manager := w.Member(t, "manager", tenant.RoleSales)
	mayDo(t, w, 1, "token.manage", "user.read", "settings.read")
	put := change([]db.ID{roleID(t, w, tenant.RoleSales)}, true, 1)
	put["warehouses"], put["shops"] = some(7, 8), some(5)
	w.Owner.Do(t, http.MethodPut, "/users/"+manager.ID.String(), put).Want(t, 200, "")
	reader := w.Owner.Do(t, http.MethodPost, "/roles", map[string]any{"name": "接口", "permissions": []string{"user.read"}}).Want(t, 200, "")
	service := func(by *apitest.Person, more map[string]any) *apitest.Answer {
		body := map[string]any{"kind": "service"}
		maps.Copy(body, more)
		return newToken(t, by, body)
	}

	// Not wider than whoever grants it.
	service(manager, map[string]any{"permissions": []string{"audit.read"}}).Want(t, 403, "role.beyond_own")
	service(manager, map[string]any{"roleId": roleID(t, w, tenant.RoleAccount)}).Want(t, 403, "role.beyond_own")
	service(manager, map[string]any{"roleId": roleID(t, w, tenant.RoleOwner)}).Want(t, 403, "member.owner_only")
	service(manager, map[string]any{"permissions": []string{"user.read"}, "warehouses": everything}).Want(t, 403, "scope.beyond_own")
	service(manager, map[string]any{"permissions": []string{"user.read"}, "shops": some(6)}).Want(t, 403, "scope.beyond_own")
	for _, wrong := range []struct {
		more map[string]any
		want string
	}{
		{map[string]any{}, "permissions input.required"},
		{map[string]any{"roleId": reader.Text("id"), "permissions": []string{"user.read"}}, "roleId token.role_or_permissions"},
		{map[string]any{"roleId": db.ID(1)}, "roleId not_found"},
		{map[string]any{"permissions": []string{"no.such"}}, "permissions[0] role.unknown_permission"},
		{map[string]any{"permissions": []string{"user.read"}, "warehouses": some(70)}, "warehouses.ids[0] not_found"},
	} {
		if got := service(w.Owner, wrong.more).Want(t, 422, "input.fields").Fields(); !slices.Equal(got, []string{wrong.want}) {
			t.Errorf("%v: problems = %q, want %q", wrong.more, got, wrong.want)
		}
	}

	listed := service(manager, map[string]any{"permissions": []string{"user.read"}, "warehouses": some(8)})
	byList, byRole := with(t, manager, listed), with(t, manager, service(manager, map[string]any{"name": "by role", "roleId": reader.Text("id")}))
	byList.Get(t, "/users").Want(t, 200, "")
	byRole.Get(t, "/users").Want(t, 200, "")
	byList.Get(t, "/settings/numbering").Want(t, 403, "auth.token_scope")
	me := byList.Get(t, "/me").Want(t, 200, "")
	if me.Text("token", "kind") != "service" || me.Text("accountSets", 0, "warehouses", "ids", 0) != "8" || me.Text("accountSets", 0, "shops", "ids", 0) != "5" || me.At("accountSets", 0, "owner") != false {
		t.Errorf("me = %s", me.Body)
	}
	if me := byRole.Get(t, "/me").Want(t, 200, ""); me.At("accountSets", 0, "warehouses", "all") != false || len(me.At("accountSets", 0, "warehouses", "ids").([]any)) != 2 {
		t.Errorf("me = %s", me.Body)
	}

	// A role that a token has stays; what the role loses the token loses.
	w.Owner.Do(t, http.MethodDelete, "/roles/"+reader.Text("id"), nil).Want(t, 409, "role.in_use_by_tokens")
	w.Owner.Do(t, http.MethodPut, "/roles/"+reader.Text("id"), map[string]any{"name": "接口", "permissions": []string{"settings.read"}, "version": 1}).Want(t, 200, "")
	byRole.Get(t, "/users").Want(t, 403, "auth.token_scope")
	byRole.Get(t, "/settings/numbering").Want(t, 200, "")

	// It outlasts whoever made it, and its work is written down under its name.
	put = change([]db.ID{roleID(t, w, tenant.RoleSales)}, false, 2)
	w.Owner.Do(t, http.MethodPut, "/users/"+manager.ID.String(), put).Want(t, 200, "")
	manager.Get(t, "/users").Want(t, 404, "set.not_found")
	byList.Get(t, "/users").Want(t, 200, "")
	maker := with(t, w.Owner, service(w.Owner, map[string]any{"name": "建角色", "permissions": []string{"role.manage", "user.read"}}))
	maker.Do(t, http.MethodPost, "/roles", map[string]any{"name": "程序建的", "permissions": []string{"user.read"}}).Want(t, 200, "")
	maker.Do(t, http.MethodPost, "/roles", map[string]any{"name": "y", "permissions": []string{"audit.read"}}).Want(t, 403, "role.beyond_own")
	if log := w.Owner.Get(t, "/audit?entity=role").Want(t, 200, ""); !strings.Contains(log.Text("items", 0, "userName")+log.Text("items", 0, "actorName"), "建角色") {
		t.Errorf("audit = %s", log.Body)
	}
}
