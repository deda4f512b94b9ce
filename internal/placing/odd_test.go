package placing_test

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/open1688"
)

// Two people who place the same order at once place it once.
func TestTwoPeopleAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.shirts(t)
	v := w.preview(t, po)
	answers := make([]*apitest.Answer, 2)
	var wait sync.WaitGroup
	for i := range answers {
		wait.Go(func() {
			answers[i] = w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)})
		})
	}
	wait.Wait()
	if a, b := answers[0].Status, answers[1].Status; a+b != http.StatusOK+http.StatusUnprocessableEntity {
		t.Fatalf("answers are %d and %d", a, b)
	}
	w.pass(t, time.Minute, 15*time.Second)
	w.settled(t, po)
}

// What 1688 asks beyond the tolerance is accepted by a person, or the tolerance is widened;
// a preview that was made anew is looked at first.
func TestDifferencesAreAccepted(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.order(t, line(w.black, "10", "18"), line(w.white, "5", "19.9"))
	v := w.preview(t, po)
	if v.At("parts", 0, "preview", "blocked") != true || v.Text("parts", 0, "preview", "differences", 0, "kind") != "price" ||
		v.Text("parts", 0, "preview", "differences", 0, "plan") != "180.00" || v.Text("parts", 0, "preview", "differences", 0, "is") != "199.00" {
		t.Fatalf("preview: %s", v.Body)
	}
	place := func(v *apitest.Answer, more map[string]any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, more)})
	}
	a := place(v, nil).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if a.Text("errors", 0, "field") != "parts[0]" || a.Text("errors", 0, "code") != "placing.differs" {
		t.Fatalf("answer: %s", a.Body)
	}
	place(v, map[string]any{"accept": "250"}).Want(t, http.StatusUnprocessableEntity, "input.fields") // less than is asked
	// Goods that are 10 % dearer are within a tolerance of 15 %.
	w.Owner.Do(t, http.MethodPut, "/placing-setting", map[string]any{"priceBps": 1500, "freightOver": "100", "version": 0}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, "/placing-setting", map[string]any{"priceBps": 1, "freightOver": "100", "version": 0}).Want(t, http.StatusConflict, "version.stale")
	fresh := w.preview(t, po)
	if fresh.At("parts", 0, "preview", "blocked") != false {
		t.Fatalf("preview: %s", fresh.Body)
	}
	place(v, nil).Want(t, http.StatusUnprocessableEntity, "input.fields") // planned anew meanwhile
	w.Owner.Do(t, http.MethodPut, "/placing-setting", map[string]any{"priceBps": 0, "freightOver": "0", "version": 1}).Want(t, http.StatusOK, "")
	v = w.preview(t, po)
	place(v, map[string]any{"accept": v.Text("parts", 0, "preview", "total")}).Want(t, http.StatusOK, "")
	w.Work(t)
	w.settled(t, po)
	if v = w.see(t, po); v.Text("parts", 0, "acceptedTotal") != v.Text("parts", 0, "preview", "total") {
		t.Fatalf("accepted: %s", v.Body)
	}
	// What was agreed to is no problem; what the seller puts on is, unless it is tolerated.
	number := w.placed(t)[0].ID
	stands := func(want string) {
		t.Helper()
		if n := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND platform_id = ? AND standing = ?", number, want); n != 1 {
			t.Errorf("the order on 1688 does not stand at %s", want)
		}
	}
	stands("unpaid")
	w.Control(t, http.MethodPost, "orders/"+number+"/change-price", map[string]any{"shippingFee": 9000})
	w.Clock.Advance(time.Minute)
	if err := w.orders.Read(t.Context(), w.Scope(), w.account, number); err != nil {
		t.Fatal(err)
	}
	stands("problem")
	w.Owner.Do(t, http.MethodPut, "/placing-setting", map[string]any{"priceBps": 0, "freightOver": "100", "version": 2}).Want(t, http.StatusOK, "")
	stands("unpaid")
}

// Between preview and order the stock goes, or the price moves: the one makes nothing, the
// other is told before anything is paid.
func TestMovedSincePreview(t *testing.T) {
	t.Parallel()
	w := setup(t)
	sku := fmt.Sprintf("offers/%d/skus/%d", w.shirt.ID, w.shirt.SKUs[0].ID)
	po := w.shirts(t)
	v := w.preview(t, po)
	w.Control(t, http.MethodPatch, sku, map[string]any{"stock": 2})
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	w.Work(t)
	if v = w.see(t, po); v.Text("parts", 0, "state") != "refused" || v.Text("parts", 0, "refusal", "code") != "placing.stock" || w.standing(t, po) != 0 {
		t.Fatalf("stock gone: %s", v.Body)
	}
	// The preview tells too.
	if v = w.preview(t, po); v.Text("parts", 0, "refusal", "code") != "placing.stock" {
		t.Fatalf("preview without stock: %s", v.Body)
	}
	w.Control(t, http.MethodPatch, sku, map[string]any{"stock": 1000})
	v = w.preview(t, po)
	w.Control(t, http.MethodPatch, sku, map[string]any{"price": "21"})
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	w.Work(t)
	if v = w.see(t, po); v.Text("parts", 0, "state") != "placed" || v.Text("parts", 0, "refusal", "code") != "placing.moved" || w.standing(t, po) != 1 {
		t.Fatalf("price moved: %s", v.Body)
	}
}

// More than 50 specs are several parts; what 1688 splits is several orders of one part, all
// of which are found after a lost answer, and cancelled together.
func TestPartsAndSplits(t *testing.T) {
	t.Parallel()
	w := setup(t)
	po := w.order(t, w.twoParts(t)...)
	w.place(t, po)
	w.Work(t)
	if v := w.see(t, po); v.At("parts", 1) == nil || v.At("parts", 2) != nil || w.standing(t, po) != 2 {
		t.Fatalf("parts: %d stand, %s", w.standing(t, po), v.Body)
	}
	w.Switch(t, map[string]any{"maxOrderSKUs": 1, "splitLargeOrders": true})
	for _, fault := range []string{"", "cut"} {
		po = w.shirts(t)
		v := w.preview(t, po)
		if fault != "" {
			w.Fault(t, fault, apiCreate)
		}
		w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
		w.pass(t, 5*time.Minute, 15*time.Second)
		v = w.see(t, po)
		linked := w.Number(t, "SELECT COUNT(*) FROM platform_order WHERE tenant_id = ? AND purchase_order_id = ?", po)
		if v.At("parts", 1) != nil || v.At("parts", 0, "orders", 1) == nil || v.Text("parts", 0, "state") != "placed" || w.standing(t, po) != 2 || linked != 2 {
			t.Fatalf("split: %d stand, %d linked, %s", w.standing(t, po), linked, v.Body)
		}
	}
	w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": w.see(t, po).Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusOK, "")
	w.pass(t, time.Minute, 15*time.Second)
	if v := w.see(t, po); v.Text("parts", 0, "state") != "cancelled" || w.standing(t, po) != 0 {
		t.Fatalf("cancelled: %s", v.Body)
	}
}

// Specs that 1688 leaves out of an order become a part of their own, which can be placed.
func TestPartialOrder(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Switch(t, map[string]any{"partialOrders": true})
	sku := fmt.Sprintf("offers/%d/skus/%d", w.shirt.ID, w.shirt.SKUs[1].ID)
	po := w.shirts(t)
	v := w.preview(t, po)
	w.Control(t, http.MethodPatch, sku, map[string]any{"stock": 1})
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	w.Work(t)
	if v = w.see(t, po); v.Text("parts", 0, "state") != "placed" || v.Text("parts", 1, "state") != "refused" || v.Text("parts", 1, "refusal", "code") != "placing.stock" || v.At("parts", 0, "cargo", 1) != nil {
		t.Fatalf("partial: %s", v.Body)
	}
	w.Control(t, http.MethodPatch, sku, map[string]any{"stock": 100})
	w.place(t, po)
	w.Work(t)
	if v = w.see(t, po); v.Text("parts", 1, "state") != "placed" || w.standing(t, po) != 2 {
		t.Fatalf("the rest: %s", v.Body)
	}
}

// One order more for the same number, and one that turns up long after it was given up: the
// later one is cancelled.
func TestOneTooMany(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Switch(t, map[string]any{"duplicateOutOrder": "second"})
	po := w.shirts(t)
	w.place(t, po)
	w.Work(t)
	w.settled(t, po)
	v := w.see(t, po)
	// The platform makes the same again, as nobody here asked for.
	var twin string
	err := w.Shops.Call(t.Context(), w.Scope(), w.account, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		reply, _, err := c.Trade.CreateOrder(ctx, token, open1688.CreateOrderRequest{
			Flow: "general", OutOrderID: v.Text("attempts", 0, "outOrderId"), Message: v.Text("attempts", 0, "token"),
			Address: open1688.DeliveryAddress{FullName: "王小明", Mobile: "13800000001", DistrictCode: "330108", Street: "网商路699号"},
			Cargo: []open1688.CargoLine{
				{OfferID: open1688.IDFromInt64(w.shirt.ID), SpecID: w.shirt.SKUs[0].SpecID, Quantity: 10},
				{OfferID: open1688.IDFromInt64(w.shirt.ID), SpecID: w.shirt.SKUs[1].SpecID, Quantity: 5},
			},
		})
		if err == nil {
			twin = reply.Created()[0].OrderID.String()
		}
		return err
	})
	if err != nil || w.standing(t, po) != 2 {
		t.Fatalf("no twin: %v", err)
	}
	if err := w.orders.Read(t.Context(), w.Scope(), w.account, twin); err != nil { // as polling or a message would
		t.Fatal(err)
	}
	w.pass(t, 5*time.Minute, 15*time.Second)
	w.settled(t, po)
	if standing := w.placed(t); len(standing) != 1 || standing[0].ID == twin {
		t.Fatalf("standing: %+v", standing)
	}

	// 1688 shows an order half an hour late: it is taken for not carried out and made again.
	w.Switch(t, map[string]any{"orderListLag": "30m"})
	po = w.shirts(t)
	v = w.preview(t, po)
	w.Fault(t, "cut", apiCreate)
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	w.pass(t, 10*time.Minute, 15*time.Second)
	if n := w.standing(t, po); n != 2 {
		t.Fatalf("%d stand", n)
	}
	for range 12 { // the sweep asks about what was given up
		w.Clock.Advance(5 * time.Minute)
		w.sweep(t)
		w.pass(t, time.Minute, 15*time.Second)
	}
	w.settled(t, po)
	if v = w.see(t, po); v.Text("attempts", 0, "state") != "created" || v.Text("attempts", 1, "state") != "ended" {
		t.Fatalf("given up: %s", v.Body)
	}
}

// A message tells of an order while the answer that told its number is being recorded: the
// order is filed once, and is not one too many beside itself.
func TestToldWhileItsAnswerIsRecorded(t *testing.T) {
	t.Parallel()
	w := setup(t)
	sender := w.another(t)
	po := w.shirts(t)
	w.place(t, po)
	st := w.Gate.Hold(apiCreate, 1, true)
	st.Run(t, 60, func() { sender.quietly(t) }, func() { w.Clock.Advance(15 * time.Second) })
	id := w.placed(t)[0].ID
	var recorded chan struct{}
	var told chan error
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error { // the last row that the sender changes
		if _, err := tx.Exec(ctx, "UPDATE placing_attempt SET number = number WHERE tenant_id = ? AND order_id = ?", tx.Tenant, po); err != nil {
			return err
		}
		if recorded != nil {
			return nil
		}
		recorded, told = make(chan struct{}), make(chan error)
		go func() {
			st.Resume(true)
			close(recorded)
		}()
		dbtest.AwaitBlocked(ctx, t, w.DB, 1)
		go func() { told <- w.orders.Read(t.Context(), w.Scope(), w.account, id) }()
		dbtest.AwaitBlocked(ctx, t, w.DB, 2)
		return nil
	})
	<-recorded
	if err := <-told; err != nil {
		t.Fatal(err)
	}
	w.pass(t, 5*time.Minute, 15*time.Second)
	w.settled(t, po)
	if v := w.see(t, po); v.At("parts", 0, "orders", 0, "extra") != false {
		t.Errorf("the only order is one too many: %s", v.Body)
	}
}

// An order under our number that holds more than was wanted is cancelled; what it was to be
// can then be placed again, also where a person cancels first.
func TestAnOrderOfMoreThanWasWanted(t *testing.T) {
	t.Parallel()
	for _, byHand := range []bool{false, true} {
		t.Run(fmt.Sprintf("by hand %v", byHand), func(t *testing.T) {
			t.Parallel()
			w := setup(t)
			quantity := regexp.MustCompile(`"quantity":("?)10\b`)
			w.Gate.Rewrite(func(api string, body []byte) []byte {
				if api != apiList {
					return body
				}
				return quantity.ReplaceAll(body, []byte(`"quantity":${1}12`))
			})
			po := w.shirts(t)
			w.Fault(t, "cut", apiCreate)
			w.place(t, po)
			for range 40 {
				if v := w.see(t, po); v.Text("parts", 0, "state") == "placed" {
					break
				}
				w.pass(t, 15*time.Second, 15*time.Second)
			}
			if byHand {
				v := w.see(t, po)
				w.Owner.Do(t, http.MethodPost, of(po, "/cancel"), map[string]any{"partId": v.Text("parts", 0, "id"), "reason": "buyerCancel"}).Want(t, http.StatusOK, "")
			}
			w.pass(t, 10*time.Minute, 15*time.Second)
			if v := w.see(t, po); v.Text("parts", 0, "state") != "cancelled" || w.standing(t, po) != 0 {
				t.Fatalf("not wanted: %s", v.Body)
			}
			w.Gate.Rewrite(nil)
			w.place(t, po)
			w.pass(t, time.Minute, 15*time.Second)
			if n := w.standing(t, po); n != 1 {
				t.Errorf("%d stand, placed again", n)
			}
		})
	}
}

// Where 1688 keeps neither number nor message, a person decides with the evidence.
func TestAPersonDecides(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.forgetful()
	po, v := w.unclear(t)
	w.decide(t, po, v, "1").Want(t, http.StatusUnprocessableEntity, "input.fields")
	w.decide(t, po, v, v.Text("attempts", 0, "evidence", 0, "platformId")).Want(t, http.StatusOK, "")
	w.Work(t)
	w.settled(t, po)
	w.decide(t, po, v).Want(t, http.StatusConflict, "placing.no_decision")
	// An order that is known to be another's is no evidence: none is left but the new one.
	po, v = w.unclear(t)
	if v.At("attempts", 0, "evidence", 1) != nil {
		t.Fatalf("evidence: %s", v.Body)
	}
	w.decide(t, po, v).Want(t, http.StatusOK, "")
	if v = w.see(t, po); v.Text("parts", 0, "state") != "refused" || v.Text("parts", 0, "refusal", "code") != "placing.decided_none" || v.Text("attempts", 0, "decidedBy") == "" {
		t.Fatalf("none: %s", v.Body)
	}
}

// forgetful makes 1688 keep neither number nor message of an order.
func (w *world) forgetful() {
	blank := regexp.MustCompile(`"(outOrderId|buyerFeedback|remark)":"[^"]*"`)
	w.Gate.Rewrite(func(_ string, body []byte) []byte { return blank.ReplaceAll(body, []byte(`"$1":""`)) })
}

// unclear is an order of shirts of which a forgetful 1688 does not tell whether it was placed.
func (w *world) unclear(t *testing.T) (db.ID, *apitest.Answer) {
	t.Helper()
	po := w.shirts(t)
	v := w.preview(t, po)
	w.Fault(t, "cut", apiCreate)
	w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
	w.pass(t, 4*time.Minute, 15*time.Second)
	v = w.see(t, po)
	if v.Text("parts", 0, "state") != "unclear" || v.Text("parts", 0, "refusal", "code") != "placing.decide" || v.At("attempts", 0, "decidable") != true || v.Text("attempts", 0, "evidence", 0, "platformId") == "" {
		t.Fatalf("unclear: %s", v.Body)
	}
	return po, v
}

// decide says which orders an unclear attempt made.
func (w *world) decide(t *testing.T, po db.ID, v *apitest.Answer, ids ...string) *apitest.Answer {
	t.Helper()
	return w.Owner.Do(t, http.MethodPost, of(po, "/decide"), map[string]any{"attemptId": v.Text("attempts", 0, "id"), "platformIds": append([]string{}, ids...)})
}

// Orders that cannot be placed say why, each line by its number.
func TestWhatCannotBePlaced(t *testing.T) {
	t.Parallel()
	w := setup(t)
	preview := func(po db.ID) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, of(po, "/preview"), map[string]any{"flow": "general"})
	}
	odd := w.product(t, "X1", "红色")
	po := w.order(t, line(w.black, "10", "19.9"), line(odd[0], "3", "5"))
	a := preview(po).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if a.Text("errors", 0, "field") != "lines[1]" || a.Text("errors", 0, "code") != "placing.no_source" {
		t.Fatalf("answer: %s", a.Body)
	}
	// A dozen is sold as one: ten pieces are no whole number of them.
	source := w.Owner.Get(t, "/sources?skuId="+w.white.String()).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, "/sources/"+source.Text("items", 0, "id"), map[string]any{
		"supplierId": w.supplier, "accountId": w.account, "num": 12, "den": 1, "multiple": 1, "minimum": 1, "version": source.At("items", 0, "version"),
	}).Want(t, http.StatusOK, "")
	po = w.order(t, line(w.white, "10", "19.9"))
	if a = preview(po).Want(t, http.StatusUnprocessableEntity, "input.fields"); a.Text("errors", 0, "code") != "placing.ratio" {
		t.Fatalf("answer: %s", a.Body)
	}
	po = w.order(t, line(w.white, "36", "1.7"))
	if v := preview(po).Want(t, http.StatusOK, ""); fmt.Sprint(v.At("parts", 0, "cargo", 0, "quantity")) != "3" {
		t.Fatalf("preview: %s", v.Body)
	}
	draft := w.Owner.Do(t, http.MethodPost, "/purchase-orders", map[string]any{"mode": "draft", "supplierId": w.supplier, "buyerAccountId": w.account, "lines": []any{line(w.black, "10", "19.9")}}).ID("id")
	preview(draft).Want(t, http.StatusConflict, "placing.not_approved")
	none := w.Owner.Do(t, http.MethodPost, "/purchase-orders", map[string]any{"mode": "submit", "supplierId": w.supplier, "lines": []any{line(w.black, "10", "19.9")}}).ID("id")
	preview(none).Want(t, http.StatusConflict, "placing.no_account")
	// An order that changed since it was previewed is previewed again.
	po = w.order(t, line(w.black, "10", "19.9"))
	v := preview(po).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, "/purchase-orders/"+po.String(), map[string]any{
		"mode": "submit", "supplierId": w.supplier, "buyerAccountId": w.account, "lines": []any{line(w.black, "12", "19.9")}, "version": w.Owner.Get(t, "/purchase-orders/"+po.String()).At("version"),
	}).Want(t, http.StatusOK, "")
	a = w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if a.Text("errors", 0, "code") != "placing.order_changed" {
		t.Fatalf("answer: %s", a.Body)
	}
}

// An attempt that was given up turns up after its lines were planned anew: whichever stands
// then is the one, and there is no other.
func TestFoundAfterPlannedAnew(t *testing.T) {
	t.Parallel()
	w := setup(t)
	// given up makes an order that 1688 made and shows late, of which a person was told that
	// the next attempt was refused.
	givenUp := func() db.ID {
		w.Switch(t, map[string]any{"orderListLag": "30m"})
		po := w.shirts(t)
		v := w.preview(t, po)
		w.Fault(t, "cut", apiCreate)
		w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
		w.Work(t)
		w.Fault(t, "business", apiCreate, "code", "500_004", "message", "库存不足")
		w.pass(t, 6*time.Minute, 15*time.Second)
		if v = w.see(t, po); v.Text("parts", 0, "state") != "refused" || w.standing(t, po) != 1 {
			t.Fatalf("given up: %s", v.Body)
		}
		return po
	}
	later := func(po db.ID, state string) {
		t.Helper()
		for range 12 {
			w.Clock.Advance(5 * time.Minute)
			w.sweep(t)
			w.pass(t, time.Minute, 15*time.Second)
		}
		w.settled(t, po)
		if v := w.see(t, po); v.At("parts", 1) != nil || v.Text("parts", 0, "orders", 0, "state") != "read" {
			t.Fatalf("%s: %s", state, v.Body)
		}
	}
	po := givenUp()
	later(po, "nothing else was done")
	po = givenUp()
	w.preview(t, po)
	later(po, "previewed anew")
	po = givenUp()
	w.place(t, po)
	w.Work(t)
	if n := w.standing(t, po); n != 2 {
		t.Fatalf("%d stand", n)
	}
	later(po, "placed anew")
	// Shown in time, it is found before another is made.
	po = givenUp()
	w.Switch(t, map[string]any{"orderListLag": "0s"})
	w.Clock.Advance(2 * time.Minute)
	w.place(t, po)
	w.pass(t, time.Minute, 15*time.Second)
	w.settled(t, po)
}

// Freight beyond the tolerance is told as freight.
func TestFreightBeyondTolerance(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Owner.Do(t, http.MethodPut, "/placing-setting", map[string]any{"priceBps": 0, "freightOver": "0", "version": 0}).Want(t, http.StatusOK, "")
	w.Control(t, http.MethodPatch, fmt.Sprintf("offers/%d", w.shirt.ID), map[string]any{"freightTemplateId": 14_502_117})
	po := w.shirts(t)
	v := w.preview(t, po)
	if v.Text("parts", 0, "preview", "freight") == "0.00" || v.At("parts", 0, "preview", "blocked") != true {
		t.Fatalf("preview: %s", v.Body)
	}
	a := w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	if a.Text("errors", 0, "code") != "placing.freight" {
		t.Fatalf("answer: %s", a.Body)
	}
}

// An order that was made and cannot be read is told as that, never as one that was not made;
// once it is read nothing is told of it any more.
func TestMadeButNotRead(t *testing.T) {
	t.Parallel()
	w := setup(t)
	id := regexp.MustCompile(`"(id|idOfStr)":("?)\d+`)
	w.Gate.Rewrite(func(api string, body []byte) []byte {
		if api != apiRead {
			return body
		}
		return id.ReplaceAll(body, []byte(`"$1":${2}1`))
	})
	po := w.shirts(t)
	w.place(t, po)
	w.pass(t, 5*time.Minute, 15*time.Second)
	if v := w.see(t, po); v.Text("parts", 0, "state") != "placed" || v.Text("parts", 0, "refusal", "code") != "placing.not_seen" || w.standing(t, po) != 1 {
		t.Fatalf("not read: %s", v.Body)
	}
	w.Gate.Rewrite(nil)
	w.pass(t, 15*time.Minute, time.Minute)
	w.settled(t, po)
}

// Attempts that were given up are asked about together, and those of an account that cannot
// be asked keep no others waiting.
func TestGivenUpAreAskedTogether(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Switch(t, map[string]any{"orderListLag": "30m"})
	var orders []db.ID
	for range 3 {
		po := w.shirts(t)
		v := w.preview(t, po)
		w.Fault(t, "cut", apiCreate)
		w.Owner.Do(t, http.MethodPost, of(po, "/place"), map[string]any{"parts": picks(v, nil)}).Want(t, http.StatusOK, "")
		w.Work(t)
		w.Fault(t, "business", apiCreate, "code", "500_004", "message", "库存不足")
		w.pass(t, 6*time.Minute, 15*time.Second)
		if v = w.see(t, po); v.Text("parts", 0, "state") != "refused" {
			t.Fatalf("given up: %s", v.Body)
		}
		orders = append(orders, po)
	}
	w.Clock.Advance(10 * time.Minute)
	lists := 0
	w.Gate.Rewrite(func(api string, body []byte) []byte {
		if api == apiList {
			lists++
		}
		return body
	})
	w.sweep(t)
	if lists != len(orders)+1 { // each by its number, then one walk for all
		t.Errorf("1688 was asked for lists of orders %d times, want %d", lists, len(orders)+1)
	}
	for range 6 {
		w.Clock.Advance(10 * time.Minute)
		w.sweep(t)
		w.pass(t, time.Minute, 15*time.Second)
	}
	for _, po := range orders {
		w.settled(t, po)
	}
}
