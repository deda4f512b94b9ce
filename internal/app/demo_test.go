package app

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
)

// demoRun is `huotong demo` in this process, over a folder and a database of its own.
type demoRun struct {
	t           *testing.T
	data        string
	addr, box   string
	args        []string
	client      *http.Client
	out, errors output
	stop        func()
}

// output is written by the program and read by the test.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// start runs the demo until it says where it is; the test or stop ends it.
func (d *demoRun) start() {
	d.t.Helper()
	d.out, d.errors = output{}, output{}
	ctx, cancel := context.WithCancel(context.Background())
	ended, code := make(chan struct{}), -1
	go func() {
		code = Run(ctx, d.args, Streams{Out: &d.out, Err: &d.errors}, "test")
		close(ended)
	}()
	d.stop = sync.OnceFunc(func() {
		cancel()
		if <-ended; code != exitOK {
			d.t.Errorf("ended with %d\n%s", code, d.errors.String())
		}
	})
	d.t.Cleanup(d.stop)
	d.until("the demo starts", func() bool {
		select {
		case <-ended:
			d.t.FailNow() // stop tells what it ended with
		default:
		}
		return strings.Contains(d.out.String(), demoPassword)
	})
	for line := range strings.Lines(d.errors.String()) {
		// The election waits its turn to write and is held again when it waited too long.
		if strings.Contains(line, "level=ERROR") && !strings.Contains(line, "leadership.Elector") {
			d.t.Fatal(d.errors.String())
		}
	}
	jar, _ := cookiejar.New(nil) // has no errors without options
	d.client = &http.Client{Jar: jar}
	d.api(http.MethodPost, "/login", map[string]any{"login": demoLogin, "password": demoPassword}, nil)
}

func (d *demoRun) until(what string, done func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(2 * time.Minute); !done(); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			d.t.Fatalf("not in two minutes: %s\n%s", what, d.errors.String())
		}
	}
}

// ask makes a call that must succeed; out may be nil.
func (d *demoRun) ask(method, url string, in, out any) {
	d.t.Helper()
	raw, err := json.Marshal(in)
	if err != nil {
		d.t.Fatal(err)
	}
	rq, err := http.NewRequestWithContext(d.t.Context(), method, url, bytes.NewReader(raw))
	if err != nil {
		d.t.Fatal(err)
	}
	rq.Header.Set("Content-Type", "application/json")
	a, err := d.client.Do(rq)
	if err != nil {
		d.t.Fatal(err)
	}
	defer func() { _ = a.Body.Close() }()
	body, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode >= 300 {
		d.t.Fatalf("%s %s: %s %s %v", method, url, a.Status, body, err)
	}
	if out != nil {
		if err := json.Unmarshal(body, out); err != nil {
			d.t.Fatalf("%s: %v", body, err)
		}
	}
}

func (d *demoRun) api(method, path string, in, out any) {
	d.t.Helper()
	d.ask(method, "http://"+d.addr+"/api/v1"+path, in, out)
}

func (d *demoRun) control(path string) {
	d.t.Helper()
	d.ask(http.MethodPost, "http://"+d.box+"/control/"+path, struct{}{}, nil)
}

type demoPreorder struct {
	ID, SaleID, Upload, Pay, PlatformID string
}

// preorders waits until there are n and all are uploaded; the latest comes first.
func (d *demoRun) preorders(n int) []demoPreorder {
	d.t.Helper()
	var list struct{ Items []demoPreorder }
	d.until("pre-orders are uploaded", func() bool {
		d.api(http.MethodGet, "/preorders", nil, &list)
		for _, p := range list.Items {
			if p.Upload != "uploaded" {
				return false
			}
		}
		return len(list.Items) == n
	})
	return list.Items
}

func (d *demoRun) wantShop(state string) {
	d.t.Helper()
	var shops struct{ Items []struct{ State string } }
	d.api(http.MethodGet, "/shops", nil, &shops)
	if len(shops.Items) != 1 || shops.Items[0].State != state {
		d.t.Fatalf("shops %+v, want one that is %s\n%s", shops, state, d.errors.String())
	}
}

// wantSuggestions asks for something to buy of each supplier, and for what is not to be
// bought.
func (d *demoRun) wantSuggestions() {
	d.t.Helper()
	var open, left struct {
		Items []struct{ SKUCode, SupplierName, OfferID, Reason string }
		Total int
	}
	d.api(http.MethodGet, "/purchase-suggestions?state=open", nil, &open)
	d.api(http.MethodGet, "/purchase-suggestions?state=left&reason=no_source", nil, &left)
	on1688, elsewhere := 0, 0
	for _, g := range open.Items {
		if g.OfferID != "" {
			on1688++
		} else {
			elsewhere++
		}
	}
	if on1688 == 0 || elsewhere == 0 {
		d.t.Errorf("suggested %+v, left without a source %d", open.Items, left.Total)
	}
}

// sell sells one piece of the first line of another sale, with a pre-order.
func (d *demoRun) sell(like string) {
	d.t.Helper()
	var s struct {
		Date, CustomerID, WarehouseID, ShopID string
		Lines                                 []struct{ SKUID, UnitID, Price string }
	}
	d.api(http.MethodGet, "/sales/"+like, nil, &s)
	d.api(http.MethodPost, "/sales", map[string]any{
		"kind": "issue", "date": s.Date, "customerId": s.CustomerID, "warehouseId": s.WarehouseID, "shopId": s.ShopID, "wantsPreorder": true, "mode": "post",
		"lines": []any{map[string]any{"skuId": s.Lines[0].SKUID, "unitId": s.Lines[0].UnitID, "quantity": "1", "price": s.Lines[0].Price}},
	}, nil)
}

// pay pays on the sandbox and lets the server look.
func (d *demoRun) pay(p demoPreorder) {
	d.t.Helper()
	d.control("preorders/" + p.PlatformID + "/pay")
	d.until("the payment is seen", func() bool {
		var now demoPreorder
		d.api(http.MethodGet, "/preorders/"+p.ID, nil, &now)
		return now.Pay == "paid"
	})
}

func TestDemoGoesOnAfterARestart(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	d := &demoRun{t: t, data: i.data, addr: apitest.FreeAddress(t), box: apitest.FreeAddress(t)}
	d.args = slices.Concat([]string{"demo", "--addr", d.addr, "--sandbox-addr", d.box}, i.place)
	d.start()
	d.wantSuggestions()
	d.sell(d.preorders(1)[0].SaleID)
	list := d.preorders(2)
	d.pay(list[1])
	d.stop()

	d.start()
	d.wantShop("valid")
	again := d.preorders(2)
	if again[0].PlatformID != list[0].PlatformID || again[1].Pay != "paid" || again[0].Pay == "paid" {
		t.Fatalf("before %+v, after %+v", list, again)
	}
	d.pay(again[0]) // the code handed out before
	d.sell(again[0].SaleID)
	d.preorders(3)
	d.stop()

	// Without its state the sandbox is another one: the shop is let in again, and ids of
	// before are not given to others.
	if err := os.Remove(filepath.Join(d.data, demoState)); err != nil {
		t.Fatal(err)
	}
	d.start()
	d.wantShop("valid")
	old := d.preorders(3)
	d.sell(old[0].SaleID)
	d.pay(d.preorders(4)[0])
	list = d.preorders(4)
	if list[1].Pay == "paid" || list[1].ID != old[0].ID {
		t.Errorf("the one of before that was not paid is paid by another: %+v", list)
	}
	d.stop()

	// A state that is not whole stops the start and is left alone.
	file := filepath.Join(d.data, demoState)
	if err := os.WriteFile(file, []byte(`{"format":`), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs output
	code := Run(t.Context(), d.args, Streams{Out: &out, Err: &errs}, "test")
	if text := errs.String(); code != exitFailure || strings.Count(text, "\n") != 1 || !strings.Contains(text, file) || !strings.Contains(text, "move the file away to start anew") {
		t.Errorf("%d %q", code, text)
	}
}
