package open1688

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

func TestReadsAreRepeatedWithGrowingPauses(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var at []time.Duration
		start := time.Now()
		client := memoryClient(t, func(w http.ResponseWriter, _ *http.Request) {
			at = append(at, time.Since(start))
			switch len(at) {
			case 1:
				answer(502, "")(w, nil)
			case 2:
				answer(200, "half of an ans")(w, nil)
			case 3:
				answer(400, `{"error_code":"gw.QosAppFrequencyLimit"}`)(w, nil)
			default:
				answer(200, `{"result":{"loginId":"a"}}`)(w, nil)
			}
		}, func(c *Config) { c.Retry = Retry{Attempts: 4, Base: time.Second, Max: time.Minute} })
		account, resp, err := client.Account.Basic(t.Context(), testToken)
		if err != nil || account.LoginID != "a" || resp.Attempts != 4 {
			t.Fatalf("got %+v, %+v, %v", account, resp, err)
		}
		// Between half and all of 1 s, 2 s, and twice 4 s after a rate limit.
		for i, longest := range []time.Duration{time.Second, 2 * time.Second, 8 * time.Second} {
			if pause := at[i+1] - at[i]; pause < longest/2 || pause > longest {
				t.Errorf("pause %d is %v, want between %v and %v", i+1, pause, longest/2, longest)
			}
		}
	})
}

func TestRepeatingEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		calls := 0
		client := memoryClient(t, func(w http.ResponseWriter, _ *http.Request) {
			calls++
			answer(502, "")(w, nil)
		})
		read, _ := failureOf(t, client)
		if read.Code != CodeStatus || calls != 4+1 { // four attempts at the read, one at the write
			t.Errorf("%d calls, %v; want 5", calls, read)
		}
		calls = 0
		ctx, cancel := context.WithTimeout(t.Context(), time.Second/4)
		defer cancel()
		start := time.Now()
		_, _, err := client.Account.Basic(ctx, testToken)
		if calls != 1 || time.Since(start) > time.Second/4 {
			t.Errorf("%d calls in %v, want to end with the context", calls, time.Since(start))
		}
		if e, ok := asError(err); !ok || e.Code != CodeStatus {
			t.Errorf("error is %v, want the last answer's", err)
		}
	})
}

// Writes are sent once, however repeatable the failure looks.
func TestWritesAreNeverRepeated(t *testing.T) {
	t.Parallel()
	for _, op := range Operations() {
		if op.Safe {
			continue
		}
		for _, e := range []*Error{
			{Kind: KindTransport, Code: CodeNetwork},
			{Kind: KindGateway, Code: gwAppFrequencyLimit},
			{Kind: KindGateway, Code: "gw.ISPConnectError"},
			{Kind: KindBusiness, Code: "SYS_ERROR"},
		} {
			if _, again := (Retry{}).withDefaults().pause(&op, 1, e); again {
				t.Errorf("%s is repeated after %v", op.Method, e)
			}
		}
	}
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := memoryClient(t, answer(200, `{"result":{"loginId":"a"}}`), func(c *Config) { c.RequestsPerSecond, c.Burst = 5, 2 })
		start := time.Now()
		for range 12 {
			if _, _, err := client.Account.Basic(t.Context(), testToken); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 2*time.Second {
			t.Errorf("12 calls took %v, want 2 s: two at once, ten at five a second", took)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, _, err := client.Trade.Cancel(ctx, testToken, CancelRequest{TradeID: "1", Reason: CancelByBuyer})
		if e, ok := asError(err); !ok || e.Code != CodeLimiter || e.Unknown() {
			t.Errorf("a call the limiter holds back gives %v", err)
		}
	})
}

type countingLimiter struct{ waits atomic.Int32 }

func (l *countingLimiter) Wait(ctx context.Context) error {
	l.waits.Add(1)
	return ctx.Err()
}

func TestLimiterSeam(t *testing.T) {
	t.Parallel()
	var limiter countingLimiter
	client := memoryClient(t, answer(200, `{"result":{}}`), func(c *Config) { c.Limiter = &limiter })
	if _, _, err := client.Account.Basic(t.Context(), testToken); err != nil {
		t.Fatal(err)
	}
	want(t, "waits", limiter.waits.Load(), 1)
}

func TestObserveSeam(t *testing.T) {
	t.Parallel()
	var seen []Attempt
	client := memoryClient(t, answer(400, `{"error_code":"gw.APIACLDecline","error_message":"AppKey is not allowed(acl)"}`), func(c *Config) {
		c.Observe = func(a Attempt) { seen = append(seen, a) }
	})
	if _, _, err := client.Account.Basic(t.Context(), testToken); !IsPermission(err) {
		t.Fatal(err)
	}
	want(t, "attempts seen", len(seen), 1)
	want(t, "operation", seen[0].Operation.Method, "Account.Basic")
	want(t, "kind", seen[0].Err.Kind, KindGateway)
}

func TestProbeTellsEntitlementOnly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		body   string
		status int
		denied bool
		ok     bool
	}{
		{`{"error_code":"gw.APIACLDecline","error_message":"AppKey is not allowed(acl)"}`, 400, true, false},
		{`{"error_code":"gw.ParamMissing","error_message":"Required parameter is missing"}`, 400, false, true},
		{`{"error_code":"gw.ISPInvokeError","error_message":"ISP invoke error"}`, 500, false, true},
		{`{"error_code":"gw.SignatureInvalid","error_message":"Invalid signature"}`, 400, false, false},
		{`{"error_code":"401","error_message":"Request need user authorized"}`, 401, false, false},
		{`{"success":false,"errorCode":"400_1","errorMessage":"no market"}`, 200, false, true},
	} {
		calls := 0
		client := memoryClient(t, answer(c.status, c.body), func(cfg *Config) { cfg.Observe = func(Attempt) { calls++ } })
		err := client.Probe(t.Context(), testToken, opPreOrderCreate)
		if (err == nil) != c.ok || IsPermission(err) != c.denied || calls != 1 {
			t.Errorf("%s: %v after %d calls", c.body, err, calls)
		}
	}
}
