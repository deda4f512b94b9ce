package wms_test

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/wms"
)

func TestAnOrderThatStandsIsToldOnceAndSigned(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t, map[string]any{"expectedOn": "2026-11-30", "inspect": true})
	w.Work(t)
	got := w.remote.one(t)
	want := wms.Content{
		NoticeNo: o.Text("no"), Status: wms.StatusOpen, Date: db.Date(o.Text("date")), ExpectedOn: "2026-11-30", Inspect: true, PlatformOrders: []string{}, Parcels: []wms.Parcel{},
		Supplier: got.Supplier, Warehouse: got.Warehouse,
		Lines: []wms.Awaited{
			{SKU: "T1", Barcodes: []string{"690001"}, Name: "纯棉T恤", Unit: "件", Quantity: dec.MustQuantity("10"), ExpectedOn: "2026-11-30"},
			{SKU: "S1", Barcodes: []string{}, Name: "棉袜", Unit: "双", Quantity: dec.MustQuantity("4"), ExpectedOn: "2026-11-30"},
		},
	}
	if diff := cmp.Diff(want, got.Content); diff != "" || got.Version != 1 || got.Supplier.Name != clothes || got.Warehouse.Code == "" {
		t.Errorf("the WMS was told version %d:\n%s\n%s", got.Version, diff, got.Body)
	}
	mac := hmac.New(sha256.New, []byte(w.secret))
	_, _ = fmt.Fprintf(mac, "%s.%s", got.Timestamp, got.Body)
	if want := "sha256=" + hex.EncodeToString(mac.Sum(nil)); got.Signature != want {
		t.Errorf("signed %s, want %s", got.Signature, want)
	}
	a := w.expect(t, o, wms.StateSent, "")
	if a.Text("notice", "externalNo") != "ASN-"+o.Text("no") || a.Text("pushes", 0, "outcome") != "taken" || got.Key != a.Text("notice", "id")+"-1" {
		t.Errorf("the notice is %s", a.Body)
	}
	// Nothing changed, nothing is told.
	w.Clock.Advance(time.Hour)
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("told again: %+v", got)
	}
	// Pushed by hand it is the same version under the same key.
	w.push(t, o).Want(t, http.StatusOK, "")
	w.Work(t)
	if again := w.remote.one(t); again.Key != got.Key || string(again.Body) != string(got.Body) {
		t.Errorf("pushed again as %s %s", again.Key, again.Body)
	}
	w.expect(t, o, wms.StateSent, "")
}

func TestWhatChangesIsAnotherVersionOfTheNotice(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t)
	w.Work(t)
	first := w.remote.one(t)

	// A parcel that is under way.
	w.Owner.Do(t, http.MethodPut, "/purchase-orders/"+o.Text("id")+"/references", map[string]any{
		"onlineOrders": []string{"4718000001"}, "trackingNumbers": []string{"SF1001"}, "version": w.Owner.Get(t, "/purchase-orders/"+o.Text("id")).At("version"),
	}).Want(t, http.StatusOK, "")
	w.Work(t)
	second := w.remote.one(t)
	if second.Version != 2 || second.Key == first.Key || len(second.Parcels) != 1 || second.Parcels[0].Waybill != "SF1001" || len(second.PlatformOrders) != 1 {
		t.Errorf("the parcel was told as %s", second.Body)
	}

	// Goods that came another way are not to be received by the WMS.
	line := w.Owner.Get(t, "/purchase-orders/"+o.Text("id")).Text("lines", 0, "id")
	receipt := w.Owner.Do(t, http.MethodPost, "/purchase-receipts", map[string]any{
		"mode": "post", "orderId": o.Text("id"), "lines": []any{map[string]any{"skuId": w.sku, "quantity": "3", "sourceLineId": line}},
	}).Want(t, http.StatusCreated, "")
	w.Work(t)
	if got := w.remote.one(t); got.Version != 3 || got.Lines[0].Quantity != dec.MustQuantity("7") || got.Lines[1].Quantity != dec.MustQuantity("4") {
		t.Errorf("after 3 were received here: %s", got.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/purchase-receipts/"+receipt.Text("id")+"/reverse", map[string]any{"version": receipt.At("version")}).Want(t, http.StatusOK, "")
	w.Work(t)
	if got := w.remote.one(t); got.Version != 4 || got.Lines[0].Quantity != dec.MustQuantity("10") {
		t.Errorf("after that was taken back: %s", got.Body)
	}

	// Closed, nothing more is to arrive; opened again, it is.
	w.on(t, o, "close", map[string]any{"reason": "断货"})
	w.Work(t)
	if got := w.remote.one(t); got.Version != 5 || got.Status != wms.StatusCancelled || got.Lines[0].Quantity != 0 {
		t.Errorf("closed: %s", got.Body)
	}
	w.expect(t, o, wms.StateWithdrawn, "")
	w.push(t, o).Want(t, http.StatusConflict, "wms.not_awaited")
	w.on(t, o, "reopen", nil)
	w.Work(t)
	if got := w.remote.one(t); got.Version != 6 || got.Status != wms.StatusOpen {
		t.Errorf("opened again: %s", got.Body)
	}
	w.expect(t, o, wms.StateSent, "")
}

func TestAnOrderTakenBackBeforeThePushIsNotTold(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t)
	w.on(t, o, "withdraw", nil)
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("told %+v", got)
	}
	w.expect(t, o, wms.StateWithdrawn, "")
	w.on(t, o, "submit", nil)
	w.Work(t)
	if got := w.remote.one(t); got.Status != wms.StatusOpen {
		t.Errorf("after it stands again: %s", got.Body)
	}
}

func TestARefusalWaitsForAPersonAndIsSentUnderAnotherKey(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.remote.says(http.StatusUnprocessableEntity, `{"message":"没有商品 T1"}`)
	o := w.order(t)
	w.Work(t)
	first := w.remote.one(t)
	a := w.expect(t, o, wms.StateRefused, "wms.refused")
	if !strings.Contains(a.Text("notice", "reason", "detail"), "没有商品 T1") || a.Text("pushes", 0, "said") != "没有商品 T1" {
		t.Errorf("the WMS's words are missing: %s", a.Body)
	}
	w.Clock.Advance(24 * time.Hour)
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("tried again by itself: %+v", got)
	}
	w.remote.answers(nil)
	w.push(t, o).Want(t, http.StatusOK, "")
	w.Work(t)
	if again := w.remote.one(t); again.Key == first.Key || again.Version != first.Version+1 {
		t.Errorf("sent again as %s after %s", again.Key, first.Key)
	}
	w.expect(t, o, wms.StateSent, "")
	// What changes the order mends it as well.
	w.remote.says(http.StatusForbidden, "")
	w.push(t, o)
	w.Work(t)
	w.expect(t, o, wms.StateRefused, "wms.refused")
	w.remote.answers(nil)
	w.Owner.Do(t, http.MethodPut, "/purchase-orders/"+o.Text("id")+"/references", map[string]any{
		"onlineOrders": []string{}, "trackingNumbers": []string{"SF1"}, "version": w.Owner.Get(t, "/purchase-orders/"+o.Text("id")).At("version"),
	}).Want(t, http.StatusOK, "")
	w.Work(t)
	w.expect(t, o, wms.StateSent, "")
}

func TestAWMSThatIsNotWellIsTriedAgainUpToACap(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]struct {
		do   func(http.ResponseWriter, *http.Request)
		code string
	}{
		"500": {func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(http.StatusInternalServerError) }, "wms.busy"},
		"429": {func(out http.ResponseWriter, _ *http.Request) { out.WriteHeader(http.StatusTooManyRequests) }, "wms.busy"},
		// It did the work and the answer was lost.
		"gone": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "wms.unanswered"},
		// It says that it did, and the number of it is lost.
		"cut": {func(out http.ResponseWriter, _ *http.Request) {
			out.Header().Set("Content-Length", "100")
			_, _ = out.Write([]byte(`{"externalNo":`))
		}, "wms.unanswered"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			w.remote.answers(answer.do)
			o := w.order(t)
			for i := range wms.MaxAttempts {
				w.Work(t)
				state := wms.StateWaiting
				if i == wms.MaxAttempts-1 {
					state = wms.StateFailed
				}
				w.expect(t, o, state, answer.code)
				w.Clock.Advance(time.Hour)
			}
			got := w.remote.told()
			keys := map[string]bool{}
			for _, g := range got {
				keys[g.Key+string(g.Body)] = true
			}
			// The transport of HTTP may send a call with a key once more by itself.
			if len(got) < wms.MaxAttempts || len(keys) != 1 {
				t.Errorf("told %d times under %d keys", len(got), len(keys))
			}
			w.Work(t)
			if more := w.remote.told(); len(more) != 0 {
				t.Errorf("told %d times more", len(more))
			}
			if n := w.Number(t, "SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND action = 'wms_failed'"); n != 1 {
				t.Errorf("the log has %d lines of the failure", n)
			}
			// A person asks again when it is well: nothing was refused, so the key is the same.
			w.remote.answers(nil)
			w.push(t, o).Want(t, http.StatusOK, "")
			w.Work(t)
			if again := w.remote.one(t); !keys[again.Key+string(again.Body)] {
				t.Errorf("sent under another key: %s", again.Key)
			}
			w.expect(t, o, wms.StateSent, "")
		})
	}
}

func TestATimeoutIsUnknownAndSentAgainUnderTheSameKey(t *testing.T) {
	t.Parallel()
	w := setup(t)
	restore := w.svc.SetTimeout(2 * time.Second)
	release := make(chan struct{})
	w.remote.answers(func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	o := w.order(t)
	w.Work(t)
	first := w.remote.one(t)
	w.expect(t, o, wms.StateWaiting, "wms.unanswered")
	restore()
	w.remote.answers(nil)
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("told again before its time: %+v", got)
	}
	w.Clock.Advance(31 * time.Second)
	w.Work(t)
	if again := w.remote.one(t); again.Key != first.Key || string(again.Body) != string(first.Body) {
		t.Errorf("sent again as %s %s", again.Key, again.Body)
	}
	w.expect(t, o, wms.StateSent, "")
}

// away is a WMS that is not there.
type away struct{}

func (away) RoundTrip(*http.Request) (*http.Response, error) { return nil, syscall.ECONNREFUSED }

func TestAWMSThatCannotBeReachedIsLeftAloneForAWhile(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.svc.Through(away{})
	var orders []string
	for range 5 {
		orders = append(orders, w.order(t).Text("id"))
	}
	w.Work(t)
	if n := w.Number(t, "SELECT COUNT(*) FROM wms_push WHERE tenant_id = ?"); n != 3 || len(orders) != 5 {
		t.Errorf("%d calls were made of five, want three", n)
	}
	w.Clock.Advance(61 * time.Second)
	w.Work(t)
	if n := w.Number(t, "SELECT COUNT(*) FROM wms_push WHERE tenant_id = ?"); n < 5 {
		t.Errorf("%d calls were made a minute later", n)
	}
}

// dying ends the process as it makes the call, before or after the WMS has taken it.
type dying struct{ reaches bool }

func (d dying) RoundTrip(rq *http.Request) (*http.Response, error) {
	if d.reaches {
		if res, err := http.DefaultTransport.RoundTrip(rq); err == nil {
			_ = res.Body.Close()
		}
	}
	panic("killed")
}

// A process that is killed leaves its push without an end, and the notice as it was.
func TestAProcessThatIsKilledRepeatsThePushUnderTheSameKey(t *testing.T) {
	t.Parallel()
	for name, reaches := range map[string]bool{"before the call": false, "after the call": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			o := w.order(t)
			restore := w.svc.Through(dying{reaches})
			func() {
				defer func() { _ = recover() }()
				_ = w.svc.WorkNow(t.Context(), w.Scope())
				t.Error("the process lives")
			}()
			restore()
			first := w.remote.told()
			if len(first) != map[bool]int{false: 0, true: 1}[reaches] {
				t.Fatalf("the WMS was told %d times", len(first))
			}
			a := w.expect(t, o, wms.StateWaiting, "")
			if a.At("pushes", 0, "outcome") != nil || a.At("notice", "attempts") != a.At("notice", "version") {
				t.Errorf("the push is %s", a.Body)
			}
			w.Clock.Advance(wms.Lease + time.Second)
			if err := w.svc.SweepNow(t.Context(), db.System("sweep")); err != nil {
				t.Fatal(err)
			}
			w.Work(t)
			again := w.remote.one(t)
			if reaches && (again.Key != first[0].Key || string(again.Body) != string(first[0].Body)) {
				t.Errorf("sent again as %s %s", again.Key, again.Body)
			}
			w.expect(t, o, wms.StateSent, "")
		})
	}
}

func TestAnAnswerThatPointsElsewhereIsNotFollowed(t *testing.T) {
	t.Parallel()
	w := setup(t)
	elsewhere := newRemote(t)
	w.remote.answers(func(out http.ResponseWriter, in *http.Request) {
		http.Redirect(out, in, elsewhere.URL+"/steal", http.StatusTemporaryRedirect)
	})
	o := w.order(t)
	w.Work(t)
	a := w.expect(t, o, wms.StateRefused, "wms.redirected")
	if got := elsewhere.told(); len(got) != 0 || !strings.Contains(a.Text("notice", "reason", "detail"), elsewhere.URL) {
		t.Errorf("followed: %+v; %s", got, a.Body)
	}
	// An answer without end is cut off, and its status counts.
	w.remote.answers(func(out http.ResponseWriter, _ *http.Request) {
		for range 100 {
			_, _ = out.Write([]byte(strings.Repeat("x", 1<<12)))
		}
	})
	w.push(t, o)
	w.Work(t)
	w.expect(t, o, wms.StateSent, "")
}

func TestANumberOfTheWMSBelongsToOneNotice(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.remote.says(http.StatusOK, `{"externalNo":"ASN-7"}`)
	first, second := w.order(t), w.order(t)
	w.Work(t)
	w.expect(t, first, wms.StateSent, "")
	a := w.expect(t, second, wms.StateRefused, "wms.external_taken")
	if a.At("notice", "externalNo") != nil {
		t.Errorf("both have the number: %s", a.Body)
	}
	if home := w.Owner.Get(t, "/wms-notices?attention=true"); home.At("total") != a.At("notice", "version") || home.Text("items", 0, "noticeNo") != second.Text("no") {
		t.Errorf("the list of what needs attention is %s", home.Body)
	}
}

func TestWhenANoticeIsPushedByItself(t *testing.T) {
	t.Parallel()
	w := setup(t)
	account := w.Authorize(t, w.Owner, wang)
	w.set(t, w.Owner, map[string]any{"when": "manual"}).Want(t, http.StatusOK, "")
	manual := w.order(t)
	w.set(t, w.Owner, map[string]any{"when": "shipped"}).Want(t, http.StatusOK, "")
	elsewhere := w.order(t)
	bought := w.order(t, map[string]any{"buyerAccountId": account, "lines": []any{map[string]any{"skuId": w.sku, "quantity": "10", "price": "10"}}})
	w.Work(t)
	if got := w.remote.one(t); got.NoticeNo != elsewhere.Text("no") {
		t.Errorf("what is not bought on 1688 is pushed as it stands, not %s", got.NoticeNo)
	}
	if a := w.notice(t, manual); a.At("notice") != nil || a.At("pushable") != true {
		t.Errorf("nobody asked for it: %s", a.Body)
	}

	// An order of 1688 that belongs to it is sent.
	id := w.Buy(t, wang, w.Sell(t, "纯棉T恤", map[string]any{"cargoNumber": "T1"}, channeltest.Coloured("T1", "黑色")), 10).ID
	read := func() {
		t.Helper()
		if err := w.platform.Read(t.Context(), w.Scope(), account, id); err != nil {
			t.Fatal(err)
		}
	}
	read()
	order := w.Owner.Get(t, "/platform-orders").Text("items", 0, "id")
	batch := func() string {
		t.Helper()
		a := w.Owner.Do(t, http.MethodPost, "/platform-orders/actions/push-wms", map[string]any{"ids": []string{order}}).Want(t, http.StatusOK, "")
		code, _ := a.At("results", 0, "problem", "code").(string)
		return code
	}
	if code := batch(); code != "wms.not_linked" {
		t.Errorf("an order that belongs to none gives %q", code)
	}
	err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		own, err := db.ParseID(order)
		if err != nil {
			return err
		}
		return w.platform.LinkTx(ctx, tx, own, bought.ID("id"))
	})
	if err != nil {
		t.Fatal(err)
	}
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("told before it was sent: %+v", got)
	}
	w.Act(t, id, "pay", nil)
	w.Act(t, id, "ship", map[string]any{"cpCode": "SF", "mailNo": "SF7"})
	read()
	w.Work(t)
	got := w.remote.told()
	if len(got) == 0 || got[0].NoticeNo != bought.Text("no") || len(got[0].PlatformOrders) != 1 || got[0].PlatformOrders[0] != id || len(got[0].Parcels) == 0 || got[0].Parcels[0].Carrier == "" {
		t.Fatalf("after it was sent the WMS was told %+v", got)
	}
	for _, list := range []string{"/platform-orders", "/purchase-orders"} {
		want := map[string]string{"/platform-orders": order, "/purchase-orders": bought.Text("id")}[list]
		for state, has := range map[string]bool{"sent": true, "none": false, "refused": false} {
			a := w.Owner.Get(t, list+"?notice="+state).Want(t, http.StatusOK, "")
			if found := strings.Contains(string(a.Body), `"id":"`+want+`"`); found != has {
				t.Errorf("%s?notice=%s: %v\n%s", list, state, found, a.Body)
			}
		}
	}
	if code := batch(); code != "" {
		t.Errorf("pushed by its 1688 order: %q", code)
	}
}

func TestNothingIsPushedWhileTheModuleIsOff(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t)
	modules := func(list ...string) {
		t.Helper()
		was := w.Owner.Get(t, "/settings").Want(t, http.StatusOK, "")
		body := map[string]any{"version": was.At("version"), "modules": list}
		for _, k := range []string{"name", "startDate", "industry", "costingScope", "stockReview", "taxAccounted"} {
			body[k] = was.At(k)
		}
		w.Owner.Do(t, http.MethodPut, "/settings", body).Want(t, http.StatusOK, "")
	}
	modules("buy1688")
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("told %+v", got)
	}
	w.push(t, o).Want(t, http.StatusConflict, "module.off")
	w.token(t).Do(t, http.MethodPost, "/wms-receipts", received(o, "R1", "T1", "1")).Want(t, http.StatusConflict, "module.off")
	modules("buy1688", "wms")
	if err := w.svc.SweepNow(t.Context(), db.System("sweep")); err != nil {
		t.Fatal(err)
	}
	w.Work(t)
	w.remote.one(t)
}

func TestTheOtherSetIsToldNothing(t *testing.T) {
	t.Parallel()
	w := setup(t)
	o := w.order(t)
	w.Work(t)
	w.remote.told()
	other := w.connect(t, w.Other, wms.WhenApproved)
	if other == w.secret {
		t.Error("two sets have one secret")
	}
	for _, path := range []string{"/purchase-orders/" + o.Text("id") + "/wms-notice", "/purchase-orders/" + o.Text("id")} {
		w.Other.Get(t, path).Want(t, http.StatusNotFound, "purchase.not_found")
	}
	w.Other.Do(t, http.MethodPost, "/purchase-orders/"+o.Text("id")+"/push-wms", nil).Want(t, http.StatusNotFound, "purchase.not_found")
	if a := w.Other.Get(t, "/wms-notices"); a.At("items", 0) != nil {
		t.Errorf("the other set sees %s", a.Body)
	}
	receiver := w.Other.WithToken(t, wms.PermReceive)
	a := receiver.Do(t, http.MethodPost, "/wms-receipts", received(o, "R1", "T1", "1")).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if f := a.Fields(); len(f) != 1 || f[0] != "noticeNo wms.notice_unknown" {
		t.Errorf("another set's notice gives %s", a.Body)
	}
	w.Work(t)
	if got := w.remote.told(); len(got) != 0 {
		t.Errorf("told %+v", got)
	}
}
