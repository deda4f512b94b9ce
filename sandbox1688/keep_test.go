package sandbox1688

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// opened is a sandbox over a state file.
func opened(t *testing.T, file string, change ...func(*Config)) *bench {
	t.Helper()
	cfg := Config{AppKey: "1234567", AppSecret: "AbCdEf123456", Now: func() time.Time { return testStart }}
	for _, f := range change {
		f(&cfg)
	}
	s, err := Open(cfg, file)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, s: s, tokens: map[string]string{}}
	b.http = httptest.NewServer(b.s)
	t.Cleanup(b.stop)
	return b
}

func (b *bench) stop() {
	b.t.Helper()
	b.http.Close()
	if err := b.s.Close(); err != nil {
		b.t.Error(err)
	}
}

func TestGoesOnFromItsFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sandbox.json")
	b := opened(t, file)
	b.control("POST", "accounts", map[string]any{"loginId": "新买家"})
	b.control("PATCH", "switches", map[string]any{"maskReceiver": true, "preOrderTTL": "48h"})
	paid, waiting, held, expiring := b.create(2), b.create(1), b.create(3), b.create(1)
	b.control("POST", "preorders/"+paid+"/pay", map[string]any{"buyer": "新买家", "method": "bank"})
	if status, _, _ := b.follow("GET", "/preorder/"+held, nil, "scanner-of-long-enough-a-name"); status != 200 {
		t.Fatalf("scan: %d", status)
	}
	ordinary := b.control("POST", "orders", map[string]any{"seller": sellerClothes, "buyer": "小王服装店", "items": []any{b.shirt(1)}}).text("id")
	b.advance("1h")
	code := b.code(sellerOffice)
	tokens := b.tokens
	look := func(b *bench) map[string]answer {
		views := map[string]answer{}
		for _, path := range []string{"state", "preorders", "orders", "tokens", "accounts", "offers?pageSize=200", "switches", "clock", "apps", "markets"} {
			a := b.control("GET", path, nil)
			a.raw = bytes.ReplaceAll(a.raw, []byte(b.http.URL), []byte("http://sandbox"))
			views[path] = a
		}
		return views
	}
	views := look(b)
	b.stop()

	b = opened(t, file)
	b.tokens = tokens
	for path, a := range look(b) {
		if string(a.raw) != string(views[path].raw) {
			t.Errorf("%s before\n%s\nafter\n%s", path, views[path].raw, a.raw)
		}
	}
	b.preOrder(paid).want("2", "orderList", 0, "status") // with the token of before
	b.preOrder(waiting).want("0", "orderList", 0, "status")
	if a := b.getToken("http", "getToken", map[string]string{"grant_type": "authorization_code", "code": code, "redirect_uri": "default"}); a.text("access_token") == "" {
		t.Errorf("the code of before: %s", a.raw)
	}
	if status, _, _ := b.follow("GET", "/preorder/"+held, nil, "somebody-else-with-a-phone"); status != 403 {
		t.Errorf("the code is held by its first scanner: %d", status)
	}
	if status, _, _ := b.follow("GET", "/preorder/"+held, nil, "scanner-of-long-enough-a-name"); status != 200 {
		t.Errorf("the scanner of before: %d", status)
	}
	b.control("POST", "preorders/"+waiting+"/pay", nil)
	if got := b.offer("冰丝针织短袖T恤女").SKUs[0].Stock; got != 1000-2-1 {
		t.Errorf("stock %d", got)
	}
	b.advance("11h")
	b.control("GET", "orders/"+ordinary, nil).want("cancel", "status")
	b.advance("36h")
	b.control("GET", "preorders/"+expiring, nil).want("expired", "state")
	b.control("GET", "preorders/"+paid, nil).want("paid", "state")
}

func TestUnusableStateFilesSayHowToMend(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	good := filepath.Join(dir, "good.json")
	b := opened(t, good)
	b.create(1)
	b.stop()
	raw, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(good); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("tokens and secrets are for their owner: %v, %v", info.Mode(), err)
	}
	change := func(from, to string) string {
		out := strings.Replace(string(raw), from, to, 1)
		if out == string(raw) {
			t.Fatalf("no %s in the file", from)
		}
		return out
	}
	const anew = "move the file away to start anew"
	for name, test := range map[string]struct{ content, problem string }{
		"cut":              {string(raw[:len(raw)/2]), "not whole JSON"},
		"empty":            {"", "not whole JSON"},
		"something else":   {`{"name":"x"}`, "no state of a 1688 sandbox"},
		"list":             {`[]`, "not whole JSON"},
		"a later version":  {change(`"version":1`, `"version":2`), "version 2, this program reads version 1"},
		"unknown field":    {change(`"version":1`, `"version":1,"refunds":[]`), `unknown field "refunds"`},
		"two states":       {string(raw) + string(raw), "not whole JSON"},
		"offer without id": {change(`"offers":[{"id":`, `"offers":[{"id":-`), "id must be positive"},
		"lost order":       {change(`"status":0,"totalFee"`, `"status":2,"orderId":5,"totalFee"`), "formal order of pre-order"},
		"odd pre-order":    {change(`"status":0,"totalFee"`, `"status":7,"totalFee"`), "incomplete"},
		"odd clock":        {change(`"offset":"0s"`, `"offset":"2500000h"`), "the year 2311"},
	} {
		file := filepath.Join(dir, "bad.json")
		if err := os.WriteFile(file, []byte(test.content), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(Config{Now: func() time.Time { return testStart }}, file)
		var bad *StateError
		if s != nil || !errors.As(err, &bad) {
			t.Errorf("%s: opened, %v", name, err)
			continue
		}
		text := err.Error()
		if !strings.Contains(text, test.problem) || !strings.Contains(text, anew) || !strings.Contains(text, file) || strings.Contains(text, "\n") {
			t.Errorf("%s: %s", name, text)
		}
		if now, err := os.ReadFile(file); err != nil || string(now) != test.content {
			t.Errorf("%s: the bad file was touched", name)
		}
	}
	if _, err := Open(Config{}, filepath.Join(dir, "missing", "state.json")); err == nil || !strings.Contains(err.Error(), "cannot be written (no such file or directory)") {
		t.Errorf("folder missing: %v", err)
	}
	if _, err := Open(Config{}, dir); err == nil || !strings.Contains(err.Error(), "cannot be read (is a directory)") {
		t.Errorf("a folder: %v", err)
	}

	// Loading into a running sandbox changes nothing when it fails.
	running := setup(t)
	id := running.create(1)
	if err := running.s.Load(strings.NewReader(`{"format":"1688 sandbox","version":1,"offset":"x"}`)); err == nil {
		t.Error("loaded nonsense")
	}
	running.preOrder(id).want("1", "totalCount")
	if err := running.s.Load(bytes.NewReader(raw)); err != nil {
		t.Error(err)
	}
	running.control("GET", "state", nil).want("1", "counts", "preOrders")
}

// A half-written next file of a crash is no obstacle.
func TestCrashWhileWritingLeavesTheFormerFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sandbox.json")
	b := opened(t, file)
	id := b.create(1)
	b.stop()
	if err := os.WriteFile(file+".tmp", []byte(`{"format":"1688 sand`), 0o600); err != nil {
		t.Fatal(err)
	}
	b = opened(t, file)
	b.preOrder(id).want("1", "totalCount")
	if _, err := os.Stat(file + ".tmp"); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestOtherAppConfigured(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sandbox.json")
	b := opened(t, file)
	b.control("POST", "apps", map[string]any{"appKey": "1234567", "appSecret": "replaced-by-hand"})
	b.stop()
	opened(t, file).control("GET", "apps", nil).want("replaced-by-hand", 0, "appSecret")
	b = opened(t, filepath.Join(t.TempDir(), "other.json"))
	b.stop()
	b = opened(t, b.s.keeper.file, func(c *Config) { c.AppSecret = "configured" })
	b.control("GET", "apps", nil).want("configured", 0, "appSecret")
	b.stop()
	b = opened(t, b.s.keeper.file, func(c *Config) { c.AppKey = "42" })
	if n := b.control("GET", "apps", nil).len(); n != 2 {
		t.Errorf("%d apps, want the former and the configured one", n)
	}
}

// Generated offers follow from their rule and are not in the file, changed and
// removed ones apart.
func TestGeneratedOffersDoNotBloatTheFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sandbox.json")
	b := opened(t, file, func(c *Config) { c.Seed = EmptySeed() })
	b.control("POST", "accounts", map[string]any{"loginId": sellerCycle, "seller": true})
	first := b.control("POST", "generate", map[string]any{"seller": sellerCycle, "offers": 100_000, "skusPerOffer": 5}).text("firstOfferId")
	var base int64
	if _, err := fmt.Sscan(first, &base); err != nil {
		t.Fatal(err)
	}
	id := func(n int64) string { return fmt.Sprintf("offers/%d", base+n*batchStep) }
	b.control("PATCH", id(1), map[string]any{"subject": "改过"})
	b.control("DELETE", id(2), nil)
	b.control("PATCH", id(3), map[string]any{"subject": "改过又删"})
	b.control("DELETE", id(3), nil)
	b.control("DELETE", id(4), nil)
	b.control("POST", "offers", map[string]any{"id": base + 4*batchStep, "seller": sellerCycle, "subject": "旧号新品", "stock": 3, "priceRanges": []any{map[string]any{"startQuantity": 1, "price": "2.5"}}})
	page := map[string]string{"pageNo": "2500", "pageSize": "20", "orderByCondition": "ID", "needDetail": "true"}
	before := b.call(sellerCycle, apiList, page)
	before.want("99998", "result", "pageResult", "totalRecords")
	tokens := b.tokens
	b.stop()
	if info, err := os.Stat(file); err != nil || info.Size() > 8000 {
		t.Errorf("%d bytes, %v", info.Size(), err)
	}
	b = opened(t, file)
	b.s.mu.Lock()
	if n := len(b.s.cat.own); n > 200 {
		t.Errorf("%d offers are held in memory", n)
	}
	b.s.mu.Unlock()
	b.tokens = tokens
	if after := b.call(sellerCycle, apiList, page); string(after.raw) != string(before.raw) {
		t.Errorf("another page: %s", after.raw)
	}
	b.control("GET", id(1), nil).want("改过", "subject")
	for _, gone := range []int64{2, 3} {
		if a := b.tryControl("GET", id(gone), nil); a.status != 404 {
			t.Errorf("offer %d was removed: %d", gone, a.status)
		}
	}
	b.control("GET", id(4), nil).want("旧号新品", "subject")
	b.control("DELETE", id(4), nil)
	if a := b.tryControl("GET", id(4), nil); a.status != 404 {
		t.Errorf("removed twice: %d", a.status)
	}
	next := b.control("POST", "generate", map[string]any{"seller": sellerCycle, "offers": 1}).text("firstOfferId")
	if next < fmt.Sprint(base+100_000*batchStep) {
		t.Errorf("the next offer %s lies among the former ones", next)
	}
}

// A sandbox nobody changes leaves its file alone.
func TestReadingWritesNothing(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "sandbox.json")
	b := opened(t, file)
	b.token(sellerClothes)
	b.stop()
	before, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	b.http = httptest.NewServer(b.s)
	b.call(sellerClothes, apiList, nil)
	b.call(sellerClothes, apiPreList, nil)
	b.control("GET", "offers", nil)
	b.stop()
	if after, err := os.Stat(file); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Errorf("written at %s and %s, %v", before.ModTime(), after.ModTime(), err)
	}
}

// killFile in the environment makes the test binary a sandbox that orders and pays
// without end, until it is killed.
const killFile = "SANDBOX1688_TEST_KILL_FILE"

func TestMain(m *testing.M) {
	if file := os.Getenv(killFile); file != "" {
		if err := orderWithoutEnd(file); err != nil {
			_, _ = fmt.Fprintln(os.Stdout, "error:", err)
		}
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// orderWithoutEnd tells the ids that will be known to be paid.
func orderWithoutEnd(file string) error {
	s, err := open(Config{Seed: &Seed{Accounts: []Account{{LoginID: "卖家", Seller: true}, {LoginID: "买家", UserID: 2214067712394}}}}, file, 5*time.Millisecond)
	if err != nil {
		return err
	}
	post := func(path, body string, v any) error {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/control/"+path, strings.NewReader(body)))
		if w.Code != 200 {
			return errors.New(w.Body.String())
		}
		return json.Unmarshal(w.Body.Bytes(), v)
	}
	var offer struct {
		ID int64 `json:"id"`
	}
	if err := post("offers", `{"seller":"卖家","subject":"胶带","stock":1000000,"priceRanges":[{"startQuantity":1,"price":2.5}]}`, &offer); err != nil {
		return err
	}
	for {
		var order struct {
			ID string `json:"id"`
		}
		if err := post("orders", fmt.Sprintf(`{"seller":"卖家","buyer":"买家","items":[{"offerId":%d,"buyAmount":1}]}`, offer.ID), &order); err != nil {
			return err
		}
		if err := post("orders/"+order.ID+"/pay", "", &order); err != nil {
			return err
		}
		_, _ = fmt.Fprintln(os.Stdout, order.ID)
		time.Sleep(time.Millisecond)
	}
}

// Killed at any moment, the sandbox leaves a whole file that holds all but the latest
// changes, and the ids that are lost with these are not given again.
func TestKilledSandboxLeavesAWholeFile(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		return // has no kill -9
	}
	file := filepath.Join(t.TempDir(), "sandbox.json")
	told := map[string]bool{}
	var kept []string
	for round := range 4 {
		child := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this very program
		child.Env = append(os.Environ(), killFile+"="+file)
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		var ids []string
		read := func() string {
			if !lines.Scan() || len(lines.Text()) != 19 || told[lines.Text()] {
				t.Fatalf("round %d: %q after %d orders: an id twice, or no id", round, lines.Text(), len(told))
			}
			told[lines.Text()] = true
			ids = append(ids, lines.Text())
			return lines.Text()
		}
		for range 10 + 17*round {
			read()
		}
		// What was told some time ago is in the file: an order that is there was made
		// after the one before it was paid.
		sure, next := ids[len(ids)-1], read()
		for deadline := time.Now().Add(3 * time.Minute); ; read() {
			raw, err := os.ReadFile(file)
			if err == nil && bytes.Contains(raw, []byte(next)) {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("round %d: %s is not in the file, %v", round, next, err)
			}
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_, _ = io.Copy(io.Discard, out)
		_ = child.Wait() // killed
		kept = append(kept, ids[:len(ids)-1]...)

		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in, err := decodeSaved(bytes.TrimSpace(raw))
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		paid := map[string]bool{}
		for i, o := range in.Orders {
			paid[fmt.Sprint(o.ID)] = o.Status == orderWaitSend
			// The last one of a killed round may stay unpaid for ever.
			if o.Status != orderWaitSend && i < len(in.Orders)-1 && slices.Contains(ids, fmt.Sprint(o.ID)) {
				t.Errorf("round %d: order %d is %s", round, o.ID, o.Status)
			}
		}
		for _, id := range kept {
			if !paid[id] && id <= sure {
				t.Errorf("round %d: order %s is lost", round, id)
			}
		}
		// What was told after the last write may be lost; the next rounds check that its
		// ids do not come again.
		present := kept[:0]
		for _, id := range kept {
			if paid[id] {
				present = append(present, id)
			}
		}
		kept = present
	}
}
