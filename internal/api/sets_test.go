package api_test

import (
	"context"
	"errors"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/tenant"
)

func wizard(changes map[string]any) map[string]any {
	body := map[string]any{"name": "新账套", "startDate": "2026-03-01", "industry": "food", "costingScope": "warehouse", "stockReview": true, "taxAccounted": true}
	maps.Copy(body, changes)
	return body
}

func TestWizard(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	made := w.Owner.Do(t, http.MethodPost, "/account-sets", wizard(nil)).Want(t, 200, "")
	p := *w.Owner
	p.Set = made.ID("id")
	s := p.Get(t, "/settings").Want(t, 200, "")
	if s.Text("startDate") != "2026-03-01" || s.Text("industry") != "food" || s.Text("costingScope") != "warehouse" || s.At("policiesLocked") != false || s.Text("today") != "2026-11-22" {
		t.Errorf("settings = %s", s.Body)
	}
	if n := len(p.Get(t, "/roles").At("items").([]any)); n != 8 {
		t.Errorf("%d built-in roles, want 8", n)
	}
	if a := w.Owner.Do(t, http.MethodPost, "/account-sets", wizard(map[string]any{"startDate": nil})).Want(t, 200, ""); a.Text("id") == "" {
		t.Error("no id")
	}
	for _, c := range []struct {
		change map[string]any
		field  string
	}{
		{map[string]any{"name": "  "}, "name input.required"},
		{map[string]any{"startDate": "2026-11-23"}, "startDate set.start_future"},
		{map[string]any{"industry": "mining"}, "industry input.choice"},
		{map[string]any{"costingScope": "shop"}, "costingScope input.choice"},
		{map[string]any{"modules": []string{"x"}}, "modules[0] input.choice"},
	} {
		a := w.Owner.Do(t, http.MethodPost, "/account-sets", wizard(c.change)).Want(t, 422, "input.fields")
		if got := a.Fields(); len(got) != 1 || got[0] != c.field {
			t.Errorf("%v: %q, want %q", c.change, got, c.field)
		}
	}
	w.Member(t, "clerk", tenant.RoleSales).Do(t, http.MethodPost, "/account-sets", wizard(nil)).Want(t, 403, "set.may_not_create")
	if n := len(w.Owner.Get(t, "/industries").Want(t, 200, "").At("items").([]any)); n != 12 {
		t.Errorf("%d industries, want 12", n)
	}
}

func TestPoliciesLockWithTheFirstPosting(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	put := func(version int, changes map[string]any) *apitest.Answer {
		body := wizard(map[string]any{"name": "甲账套", "startDate": "2026-02-01", "costingScope": "set", "version": version})
		maps.Copy(body, changes)
		return w.Owner.Do(t, http.MethodPut, "/settings", body)
	}
	put(1, nil).Want(t, 200, "")
	put(1, nil).Want(t, 409, "version.stale")
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if !errors.Is(set.CheckDate("2026-01-31"), tenant.ErrBeforeStart) || set.CheckDate("2026-02-01") != nil {
			t.Error("start date is not kept")
		}
		if err := tenant.LockPoliciesTx(ctx, tx, set, "QC20260201001"); err != nil {
			return err
		}
		return tenant.LockPoliciesTx(ctx, tx, set, "QC20260201002") // the first stays
	})
	for _, c := range []map[string]any{{"startDate": "2026-01-01"}, {"costingScope": "warehouse"}} {
		a := put(2, c).Want(t, 409, "set.policy_locked")
		if !strings.Contains(a.Text("detail"), "QC20260201001") {
			t.Errorf("detail = %q, want the document named", a.Text("detail"))
		}
	}
	put(2, map[string]any{"stockReview": false, "modules": []string{"buy1688"}}).Want(t, 200, "")
	if me := w.Owner.Get(t, "/me"); me.Text("accountSets", 0, "modules", 0) != "buy1688" {
		t.Errorf("me = %s", me.Body)
	}
}

// Somebody changes the start date and the costing while the first document is
// being posted: either the posting goes by the new policies, or the change is refused.
func TestASettingsChangeThatRacesWithTheFirstPosting(t *testing.T) {
	t.Parallel()
	for _, changesAfter := range []string{"reading", "locking"} {
		t.Run("after "+changesAfter, func(t *testing.T) {
			t.Parallel()
			w := apitest.New(t)
			answers := make(chan *apitest.Answer, 1)
			change := func() {
				answers <- w.Owner.Do(t, http.MethodPut, "/settings", wizard(map[string]any{"name": "甲账套", "startDate": "2026-02-01", "costingScope": "warehouse", "version": 1}))
			}
			var got *apitest.Answer
			var used tenant.Set
			tries := 0
			w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
				tries++
				set, err := tenant.GetTx(ctx, tx)
				if err != nil {
					return err
				}
				if tries == 1 && changesAfter == "reading" {
					go change()
					if tx.Engine() == db.Postgres { // SQLite's writers wait for each other
						got = <-answers
					}
				}
				if err := tenant.LockPoliciesTx(ctx, tx, set, "QC20260201001"); err != nil {
					return err
				}
				if tries == 1 && changesAfter == "locking" {
					go change()
				}
				used = *set
				return nil
			})
			if got == nil {
				got = <-answers
			}
			if got.Status != 200 {
				got.Want(t, 409, "set.policy_locked")
			}
			now := w.Owner.Get(t, "/settings").Want(t, 200, "")
			if now.Text("startDate") != string(used.StartDate) || now.Text("costingScope") != used.CostingScope || now.At("policiesLocked") != true {
				t.Errorf("posted from %s by %s, the set is now %s", used.StartDate, used.CostingScope, now.Body)
			}
		})
	}
}

func TestNumberRules(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	w.Owner.Do(t, http.MethodPut, "/settings/numbering/sale", map[string]any{"prefix": "S-", "date": "yyyyMM", "digits": 4}).Want(t, 200, "")
	w.Owner.Do(t, http.MethodPut, "/settings/numbering/nothing", map[string]any{"prefix": "S-", "date": "yyyyMM", "digits": 4}).Want(t, 422, "number.unknown_type")
	w.Owner.Do(t, http.MethodPut, "/settings/numbering/receipt", map[string]any{"prefix": "s-", "date": "yyyyMM", "digits": 4}).Want(t, 422, "input.fields")
	var number string
	err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		var err error
		number, err = doc.NextNumberTx(ctx, tx, "sale", "2026-11-22")
		return err
	})
	if err != nil || number != "S-2026110001" {
		t.Errorf("number = %q, %v", number, err)
	}
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	path := "/me/preferences/list.products.columns"
	if a := w.Owner.Get(t, path).Want(t, 200, ""); string(a.Body) != `{"value":null}`+"\n" {
		t.Errorf("nothing = %s", a.Body)
	}
	w.Owner.Do(t, http.MethodPut, path, `{"value":{"hidden":["cost"],"widths":{"name":200}}}`).Want(t, 200, "")
	if a := w.Owner.Get(t, path); a.Text("value", "hidden", 0) != "cost" {
		t.Errorf("kept = %s", a.Body)
	}
	if a := w.Other.Get(t, path); a.At("value") != nil {
		t.Errorf("somebody else sees %s", a.Body)
	}
	w.Owner.Do(t, http.MethodPut, path, `{"value":"`+strings.Repeat("x", 16<<10)+`"}`).Want(t, 422, "input.fields")
	w.Owner.Do(t, http.MethodPut, "/me/preferences/a%20b", `{"value":1}`).Want(t, 422, "input.fields")
	w.Owner.Do(t, http.MethodPut, path, `{"value":null}`).Want(t, 200, "")
	if a := w.Owner.Get(t, path); a.At("value") != nil {
		t.Errorf("forgotten = %s", a.Body)
	}
}

func TestAuditLog(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	role := w.Owner.Do(t, http.MethodPost, "/roles", newRole("理货员")).Want(t, 200, "")
	w.Owner.Do(t, http.MethodPut, "/roles/"+role.Text("id"), map[string]any{"name": "理货组长", "permissions": []string{}, "version": 1},
		apitest.Header("X-Request-Id", "request-from-proxy")).Want(t, 200, "")
	w.Owner.WithToken(t, "role.manage").Do(t, http.MethodPost, "/roles", map[string]any{"name": "by program", "permissions": []string{}}).Want(t, 200, "")

	a := w.Owner.Get(t, "/audit?entity=role&entityId="+role.Text("id")).Want(t, 200, "")
	if n := len(a.At("items").([]any)); n != 2 {
		t.Fatalf("%d lines, want 2: %s", n, a.Body)
	}
	newest := func(path ...any) string { return a.Text(append([]any{"items", 0}, path...)...) }
	if newest("action") != "update" || newest("before", "name") != "理货员" || newest("after", "name") != "理货组长" || newest("actorName") != "员工 owner" ||
		newest("requestId") != "request-from-proxy" || newest("ip") != "192.0.2.1" || newest("actorKind") != "user" || newest("entityNo") != "理货组长" {
		t.Errorf("newest line = %s", a.Body)
	}
	for query, want := range map[string]int{
		"q=理货组": 1, "q=PROGRAM": 2, "q=%25": 0, "action=delete": 0, "personId=" + w.Other.ID.String(): 0,
		"from=2026-11-22&to=2026-11-22&entity=role": 3, "from=2026-11-23": 0, "to=2026-11-21": 0, "entity=role&pageSize=2": 2, "entity=role&pageSize=2&page=2": 1,
	} {
		a := w.Owner.Get(t, "/audit?"+query).Want(t, 200, "")
		if n := len(a.At("items").([]any)); n != want {
			t.Errorf("%s: %d lines, want %d\n%s", query, n, want, a.Body)
		}
	}
	if a := w.Owner.Get(t, "/audit?entity=role&pageSize=2"); a.At("total") != 3 || a.At("totalIsLowerBound") != false {
		t.Errorf("total = %v", a.At("total"))
	}
	w.Owner.Get(t, "/audit?sort=ip").Want(t, 422, "input.fields")
	w.Owner.Get(t, "/audit?pageSize=201").Want(t, 422, "input.fields")
	w.Member(t, "clerk", tenant.RoleSales).Get(t, "/audit").Want(t, 403, "forbidden")
	if a := w.Owner.Get(t, "/audit?entity=api_token"); strings.Contains(string(a.Body), "ht_") {
		t.Errorf("a token is in the log: %s", a.Body)
	}
}

// What nobody did but the program is told in words, not by the program's own names.
func TestTheLogNamesTheProgramInWords(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	for i, actor := range []db.Actor{{Kind: "system", Name: "inbox"}, {Kind: "job", Name: "schedule"}, {Kind: "job", Name: "王小明"}} {
		err := w.DB.InTx(t.Context(), db.Scope{Tenant: w.A.ID, Actor: actor}, func(ctx context.Context, tx *db.Tx) error {
			return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "role", EntityID: db.ID(i + 1), EntityNo: actor.Kind})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for lang, want := range map[string][]string{"zh-CN": {"王小明", "系统定时任务", "1688 消息"}, "en-US": {"王小明", "Schedule", "Message of 1688"}} {
		a := w.Owner.Do(t, http.MethodGet, "/audit?entity=role", nil, apitest.Header("Accept-Language", lang)).Want(t, 200, "")
		for i, name := range want {
			if got := a.Text("items", i, "actorName"); got != name {
				t.Errorf("%s: line %d is by %q, want %q", lang, i, got, name)
			}
		}
	}
}

func TestLetterhead(t *testing.T) {
	t.Parallel()
	w := apitest.New(t)
	const path = "/settings/letterhead"
	body := func(change map[string]any) map[string]any {
		b := map[string]any{"company": " 小满服饰 ", "contact": "", "phone": "", "address": "", "taxNo": "", "bank": "", "bankAccount": "", "purchaseTerms": "一\r\n二", "version": 0}
		maps.Copy(b, change)
		return b
	}
	if a := w.Owner.Get(t, path).Want(t, 200, ""); a.Text("company") != "" || a.At("version") != 0 {
		t.Errorf("before: %s", a.Body)
	}
	a := w.Owner.Do(t, http.MethodPut, path, body(map[string]any{"company": strings.Repeat("满", 101), "phone": "1\u0007", "purchaseTerms": strings.Repeat("条", 4001)})).Want(t, 422, "input.fields")
	if got := strings.Join(a.Fields(), "; "); got != "company input.too_long; phone input.character; purchaseTerms input.too_long" {
		t.Errorf("problems: %s", got)
	}
	if a := w.Owner.Do(t, http.MethodPut, path, body(nil)).Want(t, 200, ""); a.Text("company") != "小满服饰" || a.Text("purchaseTerms") != "一\n二" || a.At("version") != 1 {
		t.Errorf("set: %s", a.Body)
	}
	w.Owner.Do(t, http.MethodPut, path, body(nil)).Want(t, 409, "version.stale")
	w.Owner.Do(t, http.MethodPut, path, body(map[string]any{"version": 1, "company": "二"})).Want(t, 200, "")
	if a := w.Other.Get(t, path).Want(t, 200, ""); a.Text("company") != "" {
		t.Errorf("another set sees %s", a.Body)
	}
	if a := w.Owner.Get(t, "/audit?entity=letterhead").Want(t, 200, ""); a.At("total") != 2 {
		t.Errorf("log: %s", a.Body)
	}
	w.Member(t, "clerk", tenant.RoleSales).Do(t, http.MethodPut, path, body(map[string]any{"version": 2})).Want(t, 403, "forbidden")
}
