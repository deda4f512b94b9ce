package channel_test

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/live"
)

const day = 24 * time.Hour

// warn does what the schedule does, twice, as two processes or a repeated job would.
func (w *world) warn(tb testing.TB) {
	tb.Helper()
	for range 2 {
		if err := w.Shops.WarnAll(tb.Context()); err != nil {
			tb.Fatal(err)
		}
	}
}

// warnings gives the days that were said in an account's log, oldest first.
func warnings(tb testing.TB, p *apitest.Person, path string) string {
	tb.Helper()
	log := p.Get(tb, path+"/log").Want(tb, http.StatusOK, "")
	var days []string
	for i := 0; log.Text("items", i, "id") != ""; i++ {
		if log.Text("items", i, "said", "code") == "shop.log.ending" {
			if log.At("items", i, "bad") != true || log.Text("items", i, "said", "remedy") == "" {
				tb.Errorf("the line does not warn: %s", log.Body)
			}
			days = append(days, log.Text("items", i, "said", "params", "days"))
		}
	}
	slices.Reverse(days)
	return strings.Join(days, " ")
}

// Nothing prolongs the authorisation here: people are warned 14, 7 and 1 days before
// its end, once each.
func TestPeopleAreWarnedBeforeAnAuthorisationEnds(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop, buyer := "/shops/"+w.AuthorizeShop(t, w.Owner, clothes).String(), "/buyer-accounts/"+w.Authorize(t, w.Owner, wang).String()
	end := w.Clock.Now().Add(180 * day)
	at := func(left time.Duration) { // moves the clock to so long before the end
		w.Clock.Advance(end.Sub(w.Clock.Now()) - left)
		w.warn(t)
		w.Owner.SignIn(t)
	}
	for _, c := range []struct {
		left  time.Duration
		said  string
		state string
		days  any
	}{
		{180 * day, "", "valid", nil},
		{14*day + time.Hour, "", "valid", nil},
		{14 * day, "14", "expiring", 14},
		{10 * day, "14", "expiring", 10},
		{7*day - time.Hour, "14 7", "expiring", 7},
		{day + time.Minute, "14 7", "expiring", 2},
		{day - time.Hour, "14 7 1", "expiring", 1},
		{time.Minute, "14 7 1", "expiring", 1},
		{-time.Minute, "14 7 1", "expiring", 0},
	} {
		at(c.left)
		for _, path := range []string{shop, buyer} {
			if got := warnings(t, w.Owner, path); got != c.said {
				t.Errorf("%s before the end %s was told %q, want %q", c.left, path, got, c.said)
			}
			if a := w.Owner.Get(t, path); a.Text("state") != c.state || a.At("endsInDays") != c.days {
				t.Errorf("%s before the end: %s", c.left, a.Body)
			}
		}
	}
}

// Whoever has the lists open hears of a warning, once.
func TestAWarningIsHeard(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.Authorize(t, w.Owner, wang)
	w.Clock.Advance(170 * day)
	heard := w.Live.Subscribe(w.A.ID)
	defer heard.Close()
	w.warn(t)
	// next gives the next event but those that say that some may have been missed, as on
	// PostgreSQL when the listening begins.
	next := func(wait time.Duration) (string, bool) {
		until := time.After(wait)
		for {
			select {
			case e := <-heard.C:
				if e.Topic != live.Reload {
					return e.Topic + " " + string(e.Data), true
				}
			case <-until:
				return "", false
			}
		}
	}
	if got, _ := next(time.Minute); got != channel.Topic+` {"id":"`+id.String()+`"}` {
		t.Errorf("heard %q", got)
	}
	if got, again := next(100 * time.Millisecond); again {
		t.Errorf("heard again: %s", got)
	}
}

// A new authorisation starts over, and a job that was long away says the nearest only.
func TestANewAuthorisationStartsOver(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := w.AuthorizeShop(t, w.Owner, clothes)
	path := "/shops/" + id.String()
	w.Clock.Advance(175 * day) // the server was off for months
	w.warn(t)
	w.Owner.SignIn(t)
	if got := warnings(t, w.Owner, path); got != "5" {
		t.Errorf("after months: %q", got)
	}
	w.AuthorizeShop(t, w.Owner, clothes)
	w.warn(t)
	if got := warnings(t, w.Owner, path); got != "5" {
		t.Errorf("authorised anew: %q", got)
	}
	w.Clock.Advance(167 * day)
	w.warn(t)
	w.Owner.SignIn(t)
	if got := warnings(t, w.Owner, path); got != "5 13" {
		t.Errorf("towards the new end: %q", got)
	}
	// 1688 prolongs it after all.
	if err := w.Shops.RenewAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.Work(t)
	w.warn(t)
	w.Clock.Advance(166 * day)
	w.warn(t)
	w.Owner.SignIn(t)
	if got := warnings(t, w.Owner, path); got != "5 13 14" {
		t.Errorf("towards the end after that: %q", got)
	}
}

// Nobody is warned of what is switched off, and each account set hears of its own.
func TestWhoIsNotWarned(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop, buyer := w.AuthorizeShop(t, w.Owner, clothes), w.Authorize(t, w.Owner, wang)
	off, gone := w.Authorize(t, w.Owner, "海西贸易采购"), w.Authorize(t, w.Owner, "阿芳精品女装")
	theirs := w.Authorize(t, w.Other, wang)
	v := w.Owner.Get(t, "/buyer-accounts/"+off.String())
	w.Owner.Do(t, http.MethodPut, "/buyer-accounts/"+off.String(), map[string]any{"name": "停用的", "enabled": false, "version": v.At("version")}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodDelete, "/buyer-accounts/"+gone.String(), nil).Want(t, http.StatusNoContent, "")
	w.Exec(t, `UPDATE account_set SET modules = '["buy1688"]' WHERE tenant_id = ?`, w.A.ID)
	w.Clock.Advance(170 * day)
	w.warn(t)
	said := func(sc db.Scope, id db.ID) (n int64) {
		t.Helper()
		err := w.DB.View(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Row(ctx, `SELECT COUNT(*) FROM shop_log WHERE tenant_id = ? AND shop_id = ? AND code = 'shop.log.ending'`, []any{tx.Tenant, id}, &n)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for name, c := range map[string]struct {
		sc   db.Scope
		id   db.ID
		want int64
	}{
		"a buyer account": {w.Scope(), buyer, 1}, "that of another set": {w.OtherScope(), theirs, 1},
		"a shop while selling is off": {w.Scope(), shop, 0}, "a disabled account": {w.Scope(), off, 0}, "a removed one": {w.Scope(), gone, 0},
	} {
		if got := said(c.sc, c.id); got != c.want {
			t.Errorf("%s: %d warnings, want %d", name, got, c.want)
		}
	}
	// It is warned of as soon as it is switched on again.
	w.Exec(t, `UPDATE account_set SET modules = '["buy1688","sell1688"]' WHERE tenant_id = ?`, w.A.ID)
	w.warn(t)
	if got := said(w.Scope(), shop); got != 1 {
		t.Errorf("switched on again: %d warnings", got)
	}
}
