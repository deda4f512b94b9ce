package sandbox1688

import (
	"context"
	"errors"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// raw makes a signed call and returns what the client of the network sees.
func (b *bench) raw(ctx context.Context, login, api string, params map[string]string) (int, string, error) {
	b.t.Helper()
	all := map[string]string{"access_token": b.token(login)}
	maps.Copy(all, params)
	path, body := b.signed(api, all)
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, b.http.URL+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	req.Header.Set("Content-Type", formType)
	res, err := b.http.Client().Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return res.StatusCode, string(raw), err
}

func (b *bench) preOrders() string {
	b.t.Helper()
	return b.control("GET", "state", nil).text("counts", "preOrders")
}

func TestFaultKinds(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		fault  map[string]any
		status int
		body   string // a part of it
		cut    bool   // reading ends in an error
		works  bool   // the pre-order is there afterwards
	}{
		{"http", map[string]any{"kind": "http", "status": 502}, 502, "<h1>Service Error</h1>", false, false},
		{"throttle", map[string]any{"kind": "throttle"}, 400, "gw.QosAppFrequencyLimit", false, false},
		{"expiredToken", map[string]any{"kind": "expiredToken"}, 401, "Request need user authorized", false, false},
		{"gateway", map[string]any{"kind": "gateway", "code": "gw.NoUsageLeftError"}, 400, "SLA bill has no usage left", false, false},
		{"gateway with status", map[string]any{"kind": "gateway", "code": "gw.ISPInvokeTimeout", "status": 503, "message": "later"}, 503, "later", false, false},
		{"business", map[string]any{"kind": "business", "code": "SYS_BUSY", "message": "系统繁忙"}, 200, `"success":false,"code":"SYS_BUSY","message":"系统繁忙"`, false, false},
		{"timeoutBefore", map[string]any{"kind": "timeoutBefore", "millis": 20}, 0, "", true, false},
		{"timeoutAfter", map[string]any{"kind": "timeoutAfter", "millis": 20}, 0, "", true, true},
		{"cut", map[string]any{"kind": "cut"}, 200, `{"order`, true, true},
		{"malformed", map[string]any{"kind": "malformed"}, 200, "<!-- tengine", false, true},
		{"latency", map[string]any{"kind": "latency", "millis": 30}, 200, `"success":true`, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := setup(t)
			b.stock("冰丝针织短袖T恤女", 100)
			params := bill([]item{b.shirt(1)})
			b.token(sellerClothes)
			test.fault["api"] = "alibaba.preOrder.create"
			b.control("POST", "faults", test.fault)
			started := time.Now()
			status, body, err := b.raw(t.Context(), sellerClothes, apiCreate, params)
			if status != test.status || !strings.Contains(body, test.body) || (err != nil) != test.cut {
				t.Errorf("%d %q %v, want %d with %q", status, body, err, test.status, test.body)
			}
			if test.name == "latency" && time.Since(started) < 30*time.Millisecond {
				t.Error("the answer was not late")
			}
			if got := b.preOrders() == "1"; got != test.works {
				t.Errorf("pre-order made: %v, want %v", got, test.works)
			}
			if n := b.control("GET", "faults", nil).len(); n != 0 {
				t.Errorf("%d faults left, it hits once", n)
			}
			b.call(sellerClothes, apiCreate, params).want("true", "success")
		})
	}
}

func TestFaultTimeoutEndsWithTheCaller(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.stock("冰丝针织短袖T恤女", 100)
	b.token(sellerClothes)
	b.control("POST", "faults", map[string]any{"kind": "timeoutAfter"})
	params := bill([]item{b.shirt(1)})
	ctx, giveUp := context.WithCancel(t.Context())
	defer giveUp()
	heard := make(chan error)
	go func() {
		_, _, err := b.raw(ctx, sellerClothes, apiCreate, params)
		heard <- err
	}()
	for deadline := time.Now().Add(time.Minute); b.preOrders() != "1"; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the work is not done")
		}
	}
	giveUp()
	if err := <-heard; !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the caller", err)
	}
}

func TestFaultsAreFirstInFirstOut(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.control("POST", "faults", map[string]any{"kind": "gateway", "code": "gw.A", "api": "com.alibaba.account:*", "count": 2, "skip": 1})
	b.control("POST", "faults", map[string]any{"kind": "gateway", "code": "gw.B", "count": -1, "account": sellerClothes})
	got := []string{}
	for range 4 {
		got = append(got, b.call(sellerClothes, apiBasic, nil).text("error_code"))
	}
	if want := []string{"gw.B", "gw.A", "gw.A", "gw.B"}; !slices.Equal(got, want) {
		t.Errorf("codes %q, want %q", got, want)
	}
	if a := b.call(sellerCycle, apiBasic, nil); a.status != 200 {
		t.Errorf("another account: %s", a.raw)
	}
	b.control("DELETE", "faults", nil)
	if a := b.call(sellerClothes, apiBasic, nil); a.status != 200 {
		t.Errorf("cleared: %s", a.raw)
	}
}

func TestFaultsByProbabilityAreRepeatable(t *testing.T) {
	t.Parallel()
	run := func() string {
		b := setup(t)
		b.control("POST", "faults", map[string]any{"kind": "throttle", "probability": 0.3, "seed": 42})
		var hits strings.Builder
		for range 40 {
			if b.call(sellerClothes, apiBasic, nil).status == 200 {
				hits.WriteByte('.')
			} else {
				hits.WriteByte('x')
			}
		}
		return hits.String()
	}
	first, second := run(), run()
	if n := strings.Count(first, "x"); first != second || n < 4 || n > 22 {
		t.Errorf("runs %s and %s", first, second)
	}
}

func TestFaultMistakesAreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for name, f := range map[string]map[string]any{
		"kind": {"kind": "nothing"}, "pattern": {"kind": "throttle", "api": "["}, "probability": {"kind": "throttle", "probability": 2},
		"code": {"kind": "business"}, "latency": {"kind": "latency"}, "status": {"kind": "http", "status": 200}, "field": {"kind": "http", "stauts": 500},
	} {
		if a := b.tryControl("POST", "faults", f); a.status != 400 || a.text("error", "message") == "" {
			t.Errorf("%s: %d %s", name, a.status, a.raw)
		}
	}
}

func TestCloseEndsHeldCalls(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.token(sellerClothes)
	b.control("POST", "faults", map[string]any{"kind": "timeoutBefore"})
	ended := make(chan error, 1)
	go func() {
		_, _, err := b.raw(t.Context(), sellerClothes, apiBasic, nil)
		ended <- err
	}()
	for b.control("GET", "counters", nil).at("apis", apiBasic+"-1") == nil {
		time.Sleep(time.Millisecond) // until the call is held
	}
	if err := b.s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("a held call must end without an answer")
	}
}

// A call that misses a parameter does not pass the gateway: it must not use a fault up.
func TestFaultsSpareRefusedCalls(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.control("POST", "faults", map[string]any{"kind": FaultThrottle})
	b.call(sellerClothes, apiCreate, bill([]item{b.shirt(1)}, "postFee", "-")).want("gw.ParamMissing", "error_code")
	b.call(sellerClothes, apiPreList, nil).want("gw.QosAppFrequencyLimit", "error_code")
	b.call(sellerClothes, apiPreList, nil).want("true", "success")
}

// A business fault can provoke every code of every API, in the API's own envelope, and
// the request log shows it.
func TestEveryEnvelopeTellsItsCode(t *testing.T) {
	t.Parallel()
	for id, a := range apiTable() {
		if strings.HasPrefix(id, "system") { // not of a business
			continue
		}
		reply := a.fail("500_009", "库存不足")
		raw, err := encodeJSON(reply)
		if err != nil || !strings.Contains(string(raw), "库存不足") {
			t.Errorf("%s: %s, %v", id, raw, err)
		}
		if told, ok := reply.(interface{ failure() (string, string) }); !ok {
			t.Errorf("%s: the log cannot tell", id)
		} else if code, text := told.failure(); code == "" || !strings.Contains(text, "库存不足") {
			t.Errorf("%s: %q %q", id, code, text)
		}
	}
}
