package doc_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// set makes a bare account set, enough for what this package keeps.
func set(t *testing.T, d *db.DB) db.Scope {
	t.Helper()
	sc := db.Scope{Tenant: d.NewID(), Actor: db.Actor{Kind: "user", UserID: 7, Name: "张三", IP: "192.0.2.1", RequestID: "r1"}}
	in(t, d, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, created_at)
			VALUES (?, 'x', '2026-01-01', 'other', 'set', ?, ?, ?)`, tx.Tenant, false, false, tx.Now)
		return err
	})
	return sc
}

func in(t *testing.T, d *db.DB, sc db.Scope, fn func(context.Context, *db.Tx) error) {
	t.Helper()
	if err := d.InTx(t.Context(), sc, fn); err != nil {
		t.Fatal(err)
	}
}

func next(t *testing.T, d *db.DB, sc db.Scope, docType string, date db.Date) string {
	t.Helper()
	var number string
	in(t, d, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		number, err = doc.NextNumberTx(ctx, tx, docType, date)
		return err
	})
	return number
}

func TestNumbersStartAnewEachDayAndPerTypeAndSet(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	a, b := set(t, d), set(t, d)
	for _, c := range []struct {
		sc      db.Scope
		docType string
		date    db.Date
		want    string
	}{
		{a, "sale", "2019-03-27", "XH20190327001"},
		{a, "sale", "2019-03-27", "XH20190327002"},
		{a, "sale", "2019-03-28", "XH20190328001"},
		{a, "sale", "2019-03-27", "XH20190327003"},
		{a, "receipt", "2019-03-27", "SK20190327001"},
		{a, "other_in", "2019-03-27", "QTRK20190327001"},
		{b, "sale", "2019-03-27", "XH20190327001"},
	} {
		if got := next(t, d, c.sc, c.docType, c.date); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.docType, c.date, got, c.want)
		}
	}
	err := d.InTx(t.Context(), a, func(ctx context.Context, tx *db.Tx) error {
		_, err := doc.NextNumberTx(ctx, tx, "nothing", "2019-03-27")
		return err
	})
	if !errors.Is(err, doc.ErrDocType) {
		t.Errorf("unknown type: %v", err)
	}
}

func TestNumbersAreUniqueUnderConcurrencyAndRollBack(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	sc := set(t, d)
	errUndo := errors.New("undo")
	var (
		mu   sync.Mutex
		seen = map[string]bool{}
		wg   sync.WaitGroup
	)
	for worker := range 8 {
		wg.Go(func() {
			for i := range 25 {
				var number string
				err := d.InTx(t.Context(), sc, func(ctx context.Context, tx *db.Tx) (err error) {
					if number, err = doc.NextNumberTx(ctx, tx, "sale", "2026-11-22"); err == nil && (worker+i)%5 == 0 {
						err = errUndo
					}
					return err
				})
				if errors.Is(err, errUndo) {
					continue
				}
				mu.Lock()
				if err != nil || seen[number] {
					t.Errorf("number %q, seen %v: %v", number, seen[number], err)
				}
				seen[number] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if got, want := next(t, d, sc, "sale", "2026-11-22"), fmt.Sprintf("XH20261122%03d", len(seen)+1); got != want {
		t.Errorf("after %d numbers comes %s, want %s: what is rolled back leaves no gap", len(seen), got, want)
	}
}

func TestRulesAreCheckedAndFollowed(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	sc := set(t, d)
	for _, c := range []struct {
		rule doc.Rule
		want string // fields that are wrong, or the next number
	}{
		{doc.Rule{DocType: "sale", Prefix: "", Date: "day", Digits: 2}, "prefix date digits"},
		{doc.Rule{DocType: "sale", Prefix: "销", Date: doc.DateDay, Digits: 3}, "prefix"},
		{doc.Rule{DocType: "sale", Prefix: "A1", Date: doc.DateDay, Digits: 3}, "prefix"},
		{doc.Rule{DocType: "sale", Prefix: "S", Date: doc.DateMonth, Digits: 5}, "S20261100001"},
		{doc.Rule{DocType: "sale", Prefix: "S-", Date: doc.DateNone, Digits: 3}, "S-001"},
		{doc.Rule{DocType: "sale", Prefix: "S-", Date: doc.DateYear, Digits: 3}, "S-2026001"},
	} {
		err := d.InTx(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error { return doc.SetRuleTx(ctx, tx, c.rule) })
		got := ""
		if f := fault.As(err); f != nil {
			var paths []string
			for _, p := range f.Fields {
				paths = append(paths, p.Path)
			}
			got = strings.Join(paths, " ")
		} else if err == nil {
			got = next(t, d, sc, "sale", "2026-11-22")
		}
		if got != c.want {
			t.Errorf("%+v: %q (%v), want %q", c.rule, got, err, c.want)
		}
	}
}

func setRule(t *testing.T, d *db.DB, sc db.Scope, r doc.Rule) error {
	t.Helper()
	return d.InTx(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error { return doc.SetRuleTx(ctx, tx, r) })
}

func TestAPrefixBelongsToOneTypeOnly(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	sc := set(t, d)
	for _, prefix := range []string{"XD", "xd"} { // the default of sales orders
		err := setRule(t, d, sc, doc.Rule{DocType: "sale", Prefix: prefix, Date: doc.DateDay, Digits: 3})
		f := fault.As(err)
		if f == nil || len(f.Fields) != 1 || f.Fields[0].Path != "prefix" || !errors.Is(f.Fields[0].Err, doc.ErrPrefixTaken) {
			t.Errorf("%s: %v", prefix, err)
		}
	}
	// Two people change two types to the same prefix at once: one of them is told.
	var (
		wg   sync.WaitGroup
		errs [4]error
	)
	for i, docType := range []string{"sale", "sale_return", "other_in", "other_out"} {
		wg.Go(func() {
			errs[i] = setRule(t, d, sc, doc.Rule{DocType: docType, Prefix: "N", Date: doc.DateDay, Digits: 3})
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if f := fault.As(err); f == nil || len(f.Fields) != 1 || !errors.Is(f.Fields[0].Err, doc.ErrPrefixTaken) {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d types have the prefix N", won)
	}
}

func TestATypeThatTakesOverAPrefixGoesOnBehindItsNumbers(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	sc := set(t, d)
	next(t, d, sc, "sale", "2026-11-22") // XH20261122001
	for _, r := range []doc.Rule{{DocType: "sale", Prefix: "A", Date: doc.DateDay, Digits: 3}, {DocType: "sale_order", Prefix: "XH", Date: doc.DateDay, Digits: 3}} {
		if err := setRule(t, d, sc, r); err != nil {
			t.Fatal(err)
		}
	}
	var (
		mu   sync.Mutex
		seen = map[string]bool{"XH20261122001": true}
		wg   sync.WaitGroup
	)
	for _, docType := range []string{"sale", "sale_order", "sale", "sale_order"} {
		wg.Go(func() {
			for range 10 {
				number := next(t, d, sc, docType, "2026-11-22")
				mu.Lock()
				if seen[number] {
					t.Errorf("%s twice", number)
				}
				seen[number] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if !seen["A20261122020"] || !seen["XH20261122021"] {
		t.Errorf("%v", seen)
	}
}

func TestAnotherDatePartNeverRepeatsANumber(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	sc := set(t, d)
	rule := func(date string) {
		t.Helper()
		if err := setRule(t, d, sc, doc.Rule{DocType: "sale", Prefix: "S", Date: date, Digits: 3}); err != nil {
			t.Fatal(err)
		}
	}
	rule(doc.DateYear)
	in(t, d, sc, func(ctx context.Context, tx *db.Tx) error { // a busy year: S202611001 and S202611002 are given
		_, err := tx.Exec(ctx, `INSERT INTO number_counter (tenant_id, stem, last) VALUES (?, 'S2026', 11002)`, tx.Tenant)
		return err
	})
	rule(doc.DateMonth)
	if got := next(t, d, sc, "sale", "2026-11-22"); got != "S202611003" {
		t.Errorf("by month: %s", got)
	}
	rule(doc.DateYear)
	if got := next(t, d, sc, "sale", "2026-11-22"); got != "S202611004" {
		t.Errorf("by year again: %s", got)
	}
}

func TestSeveralNumbersAtOnce(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	sc := set(t, d)
	draw := func(docType string, n int) (numbers []string) {
		t.Helper()
		in(t, d, sc, func(ctx context.Context, tx *db.Tx) (err error) {
			numbers, err = doc.NextNumbersTx(ctx, tx, docType, "2026-11-22", n)
			return err
		})
		return numbers
	}
	if got := strings.Join(draw("customer", 3), " "); got != "KH20261122001 KH20261122002 KH20261122003" {
		t.Errorf("the first three: %s", got)
	}
	if got := next(t, d, sc, "customer", "2026-11-22"); got != "KH20261122004" {
		t.Errorf("the next one: %s", got)
	}
	if got := draw("customer", 0); len(got) != 0 {
		t.Errorf("none asked for, %v given", got)
	}
	if got := next(t, d, sc, "customer", "2026-11-22"); got != "KH20261122005" {
		t.Errorf("after none: %s", got)
	}
	// What was given while the prefix had another date part is passed over.
	in(t, d, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO number_counter (tenant_id, stem, last) VALUES (?, 'S2026', 11002)`, tx.Tenant)
		return err
	})
	if err := setRule(t, d, sc, doc.Rule{DocType: "sale", Prefix: "S", Date: doc.DateMonth, Digits: 3}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(draw("sale", 3), " "); got != "S202611003 S202611004 S202611005" {
		t.Errorf("by month: %s", got)
	}
}

func TestAuditKeepsBeforeAndAfterButNoSecrets(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	sc := set(t, d)
	type record struct {
		Name     string            `json:"name"`
		Password string            `json:"passwordHash"`
		Nested   map[string]string `json:"nested"`
	}
	many := make([]doc.Change, 1500)
	for i := range many {
		many[i] = doc.Change{Action: "create", Entity: "filler", EntityID: db.ID(i + 1)}
	}
	in(t, d, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := doc.AuditTx(ctx, tx); err != nil {
			return err
		}
		if err := doc.AuditTx(ctx, tx, many...); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{
			Action: "update", Entity: "shop", EntityID: 5, EntityNo: "S1",
			Before: nil, After: record{Name: "店", Password: "hush", Nested: map[string]string{"accessToken": "hush", "city": "义乌"}},
		})
	})
	var (
		entries []doc.Entry
		fillers int
	)
	err := d.View(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
		where, args := doc.AuditFilter{Entity: "shop", EntityID: 5, PersonID: 7, Action: "update"}.Where(tx.Tenant)
		rows, err := tx.Query(ctx, `SELECT `+doc.EntryColumns+` FROM audit WHERE `+where, args...)
		if err != nil {
			return err
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			e, err := doc.ScanEntry(rows.Scan)
			if err != nil {
				return err
			}
			entries = append(entries, e)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		_, err = tx.Row(ctx, `SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND entity = 'filler'`, []any{tx.Tenant}, &fillers)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 || fillers != len(many) {
		t.Fatalf("%d entries and %d fillers", len(entries), fillers)
	}
	e := entries[0]
	if want := `{"name":"店","nested":{"accessToken":"***","city":"义乌"},"passwordHash":"***"}`; string(e.After) != want {
		t.Errorf("after = %s, want %s", e.After, want)
	}
	if e.Before != nil || e.PersonID != 7 || e.ActorName != "张三" || e.IP != "192.0.2.1" || e.RequestID != "r1" || e.EntityID != 5 {
		t.Errorf("entry = %+v", e)
	}
}
