package sourcing_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// run starts a bulk match of a pasted list and gives its id.
func (w *world) run(tb testing.TB, text string) string {
	tb.Helper()
	return w.Owner.Do(tb, http.MethodPost, "/match-runs", map[string]any{"accountId": w.account, "text": text}).Want(tb, http.StatusAccepted, "").Text("id")
}

func (w *world) get(tb testing.TB, run string) *apitest.Answer {
	tb.Helper()
	return w.Owner.Get(tb, "/match-runs/"+run).Want(tb, http.StatusOK, "")
}

func (w *world) rows(tb testing.TB, run, query string) *apitest.Answer {
	tb.Helper()
	return w.Owner.Get(tb, "/match-runs/"+run+"/rows?pageSize=200&"+query).Want(tb, http.StatusOK, "")
}

func figures(a *apitest.Answer) string {
	return fmt.Sprintf("%s total %v waiting %v found %v open %v bad %v failed %v saved %v", a.Text("state"), a.At("total"), a.At("waiting"), a.At("found"), a.At("open"), a.At("bad"), a.At("failed"), a.At("saved"))
}

func TestBulkMatchOfAList(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("T1-WL", "白色", "L"), own("T1-RL", "红色", "L"), map[string]any{"code": "T1-BL", "values": []string{"黑色", "L"}, "barcodes": []string{"6901234567892"}})
	w.product(t, w.Owner, "P1")
	o, bag := w.shirt(t), w.Sell(t, "购物袋", nil)
	gone := w.Sell(t, "没了", nil)
	w.Control(t, http.MethodDelete, "offers/"+gone.Ref(), nil)
	id := w.run(t, strings.Join([]string{
		"SKU编码\t1688链接\t规格",
		"T1-BM\t" + o.Link(),
		"T1-WL\t" + o.Link(),
		"T1-RL\t" + o.Link(),
		"6901234567892\t" + o.Link() + "\t黑色/L",
		"P1\t" + bag.Link(),
		"P1\t" + gone.Link(),
		"NOPE\t" + o.Link(),
		"T1-BM\thttps://detail.tmall.com/item.htm?id=1",
		"T1-BM",
		"\t" + o.Link(),
		"T1-BM\t" + o.Link(),
		"T1-BM\t" + o.Link() + "\t紫色",
	}, "\n"))
	if got := figures(w.get(t, id)); got != "running total 12 waiting 7 found 0 open 0 bad 5 failed 0 saved 0" {
		t.Errorf("begun: %s", got)
	}
	w.Work(t)
	run := w.get(t, id)
	if got := figures(run); got != "ready total 12 waiting 0 found 6 open 2 bad 5 failed 1 saved 0" {
		t.Errorf("read: %s", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM task WHERE tenant_id = ? AND id = ? AND state = 'succeeded' AND done = 6 AND failed = 1`, run.ID("taskId")); n != 1 {
		t.Error("the task tells something else")
	}
	rows := w.rows(t, id, "")
	var told []string
	for i := range 12 {
		told = append(told, strings.Join([]string{rows.Text("items", i, "state"), rows.Text("items", i, "reason"), rows.Text("items", i, "why", "code")}, " "))
	}
	want := []string{
		"found code ", "found attributes ", "found  ", "found given ", "found only ", "failed  source.offer_gone", "bad  sku.scan_unknown", "bad  offer.foreign_link",
		"bad  match_run.link_missing", "bad  match_run.code_missing", "bad  match_run.row_twice", "found  source.spec_unknown",
	}
	if got := strings.Join(told, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("rows:\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
	if rows.Text("items", 3, "skuId") != skus["T1-BL"].String() || rows.Text("items", 0, "offer", "specs", 0, "name") != "黑色 / M" || rows.Text("items", 0, "unit") != "件" {
		t.Errorf("rows: %s", rows.Body)
	}
	if got := w.rows(t, id, "state=open"); got.At("total") != 2 {
		t.Errorf("rows without a spec: %s", got.Body)
	}
	if got := w.rows(t, id, "q=购物"); got.At("total") != 1 {
		t.Errorf("rows by title: %s", got.Body)
	}

	// A person chooses, gives a ratio, leaves a row out.
	row := func(number int, body map[string]any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, fmt.Sprintf("/match-runs/%s/rows/%d", id, number), body)
	}
	if got := row(3, map[string]any{"chosen": true, "spec": o.SKUs[2].SpecID, "num": 6}).Want(t, http.StatusOK, ""); got.Text("reason") != "manual" || got.At("num") != 6 {
		t.Errorf("chosen: %s", got.Body)
	}
	row(12, map[string]any{"chosen": false, "skipped": true}).Want(t, http.StatusOK, "")
	row(1, map[string]any{"chosen": true, "spec": "nope"}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	row(1, map[string]any{"chosen": true}).Want(t, http.StatusUnprocessableEntity, "input.fields")
	row(6, map[string]any{"chosen": true}).Want(t, http.StatusConflict, "match_run.row_state")
	row(13, map[string]any{"chosen": true}).Want(t, http.StatusNotFound, "match_run.row_unknown")

	saved := w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/save", nil).Want(t, http.StatusOK, "")
	if saved.At("saved") != 5 || saved.At("failed") != 0 || saved.At("open") != 0 {
		t.Errorf("saved: %s", saved.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/save", nil).Want(t, http.StatusConflict, "match_run.nothing_to_save")
	if got := figures(w.get(t, id)); got != "ready total 12 waiting 0 found 1 open 0 bad 5 failed 1 saved 5" {
		t.Errorf("after saving: %s", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM sku_source WHERE tenant_id = ? AND state = 'active' AND account_id IS NOT NULL`); n != 5 {
		t.Errorf("%d sources", n)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM supplier WHERE tenant_id = ?`); n != 1 {
		t.Errorf("%d suppliers", n)
	}

	// The same list again: what is there is told and left out by itself.
	again := w.run(t, "T1-BM\t"+o.Link())
	w.Work(t)
	if got := w.rows(t, again, ""); got.Text("items", 0, "why", "code") != "source.twice" || got.At("items", 0, "skipped") != true {
		t.Errorf("again: %s", got.Body)
	}
	if got := w.Owner.Get(t, "/match-runs").Want(t, http.StatusOK, ""); got.At("total") != 2 || got.Text("items", 1, "accountName") != wang+"_buy" {
		t.Errorf("runs: %s", got.Body)
	}
	w.Owner.Do(t, http.MethodDelete, "/match-runs/"+again, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, "/match-runs/"+again).Want(t, http.StatusNotFound, "match_run.not_found")
	w.Other.Get(t, "/match-runs/"+id).Want(t, http.StatusNotFound, "match_run.not_found")
}

func TestBulkMatchOfChosenSKUs(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("T1-BL", "黑色", "L"), own("T1-WM", "白色", "M"))
	o := w.shirt(t)
	supplier := w.supplier(t, w.Owner, "别人", "")
	source := w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{"skuId": skus["T1-BM"], "supplierId": supplier, "link": o.Link()}).Want(t, http.StatusCreated, "").Text("id")
	w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{"skuId": skus["T1-BL"], "supplierId": supplier, "link": o.Link() + fmt.Sprintf("?skuId=%d", o.SKUs[3].ID)}).Want(t, http.StatusCreated, "")
	id := w.Owner.Do(t, http.MethodPost, "/match-runs", map[string]any{"accountId": w.account, "skuIds": []db.ID{skus["T1-BM"], skus["T1-BL"], skus["T1-WM"]}}).Want(t, http.StatusAccepted, "").Text("id")
	w.Work(t)
	rows := w.rows(t, id, "")
	if rows.Text("items", 0, "reason") != "code" || rows.Text("items", 0, "why", "code") != "source.other_supplier" || rows.Text("items", 1, "reason") != "link" || rows.Text("items", 2, "why", "code") != "match_run.no_link" {
		t.Errorf("rows: %s", rows.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/save", nil).Want(t, http.StatusOK, "")
	if got := w.Owner.Get(t, "/sources/"+source).Want(t, http.StatusOK, ""); got.Text("state") != "active" || got.Text("supplierName") != company || got.Text("spec") != "黑色 / M" {
		t.Errorf("the link became: %s", got.Body)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM sku_source WHERE tenant_id = ?`); n != 2 {
		t.Errorf("%d sources", n)
	}
	for want, body := range map[string]map[string]any{
		"accountId input.required": {"text": "A 1"}, "text input.required": {"accountId": w.account}, "skuIds[0] sku.not_found": {"accountId": w.account, "skuIds": []string{"77"}},
	} {
		got := w.Owner.Do(t, http.MethodPost, "/match-runs", body).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields()
		if len(got) == 0 || got[0] != want {
			t.Errorf("fields %q, want %q", got, want)
		}
	}
}

// A list matches the links that stand with its account or with none: those of another
// account are somebody else's. Whose supplier stood with a link is told.
func TestAListLeavesTheLinksOfOtherAccounts(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("T1-BL", "黑色", "L"))
	o := w.shirt(t)
	second := w.Authorize(t, w.Owner, haixi)
	supplier := w.supplier(t, w.Owner, "别人", "")
	link := func(sku string, account db.ID) string {
		body := map[string]any{"skuId": skus[sku], "supplierId": supplier, "link": o.Link()}
		if account != 0 {
			body["accountId"] = account
		}
		return w.Owner.Do(t, http.MethodPost, "/sources", body).Want(t, http.StatusCreated, "").Text("id")
	}
	theirs, anyones := link("T1-BM", second), link("T1-BL", 0)
	id := w.run(t, "T1-BM\t"+o.Link()+"\nT1-BL\t"+o.Link())
	w.Work(t)
	rows := w.rows(t, id, "")
	if rows.At("items", 0, "why") != nil || rows.Text("items", 1, "why", "code") != "source.other_supplier" {
		t.Errorf("rows: %s", rows.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/save", nil).Want(t, http.StatusOK, "")
	if got := w.Owner.Get(t, "/sources/"+theirs).Want(t, http.StatusOK, ""); got.Text("state") != "unmatched" || got.ID("supplierId") != supplier {
		t.Errorf("the link of the other account became: %s", got.Body)
	}
	if got := w.Owner.Get(t, "/sources/"+anyones).Want(t, http.StatusOK, ""); got.Text("state") != "active" || got.Text("supplierName") != company {
		t.Errorf("the link of none became: %s", got.Body)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM sku_source WHERE tenant_id = ?`); n != 3 {
		t.Errorf("%d sources", n)
	}
}

// An offer of which 1688 does not tell who sells it is a problem of its row, and none
// where the link stands with a supplier.
func TestOffersOfNobody(t *testing.T) {
	t.Parallel()
	w := setup(t)
	skus := w.product(t, w.Owner, "T1", own("T1-BM", "黑色", "M"), own("T1-BL", "黑色", "L"))
	plain := w.product(t, w.Owner, "P1")["P1"]
	o, bag := w.shirt(t), w.Sell(t, "购物袋", nil)
	supplier := w.supplier(t, w.Owner, "别人", "")
	w.Owner.Do(t, http.MethodPost, "/sources", map[string]any{"skuId": skus["T1-BL"], "supplierId": supplier, "link": o.Link()}).Want(t, http.StatusCreated, "")
	id := w.run(t, "T1-BM\t"+o.Link()+"\nT1-BL\t"+o.Link()+"\nP1\t"+bag.Link())
	w.Work(t)
	w.Exec(t, `UPDATE offer_seen SET seller_login = '', seller_open_id = '', seller_member = '' WHERE tenant_id = ? AND offer_id = ?`, w.A.ID, o.ID)
	saved := w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/save", nil).Want(t, http.StatusOK, "")
	if saved.At("saved") != 2 || saved.At("failed") != 1 {
		t.Errorf("saved: %s", saved.Body)
	}
	if rows := w.rows(t, id, ""); rows.Text("items", 0, "why", "code") != "source.no_seller" {
		t.Errorf("rows: %s", rows.Body)
	}
	body := map[string]any{"skuId": plain, "offerId": o.Ref(), "spec": o.SKUs[0].SpecID}
	if got := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", body).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, []string{"offerId source.no_seller"}) {
		t.Errorf("fields %q", got)
	}
	body["supplierId"] = supplier
	if got := w.Owner.Do(t, http.MethodPost, "/sources/actions/match", body).Want(t, http.StatusCreated, ""); got.ID("supplierId") != supplier {
		t.Errorf("matched: %s", got.Body)
	}
}

// A thousand wrong rows are told one by one, and do not keep the good one back.
func TestBulkMatchOfAThousandBadRows(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.product(t, w.Owner, "P1")
	bag := w.Sell(t, "购物袋", nil)
	f := excelize.NewFile()
	for i, title := range []string{"SKU编码", "1688链接", "规格"} {
		if err := f.SetCellValue("Sheet1", string(rune('A'+i))+"1", title); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 1001 {
		code, link := fmt.Sprintf("N%d", i), bag.Link()
		if i%2 == 1 {
			link = "https://item.taobao.com/item.htm?id=1"
		}
		if i == 500 {
			code = "P1"
		}
		if err := errors.Join(f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+2), code), f.SetCellValue("Sheet1", fmt.Sprintf("B%d", i+2), link)); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	id := w.Owner.Do(t, http.MethodPost, "/match-runs/import?accountId="+w.account.String(), file.Bytes(), apitest.Header("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")).Want(t, http.StatusAccepted, "").Text("id")
	w.Work(t)
	if got := figures(w.get(t, id)); got != "ready total 1001 waiting 0 found 1 open 0 bad 1000 failed 0 saved 0" {
		t.Errorf("read: %s", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM match_draft WHERE tenant_id = ? AND state = 'bad' AND code IN ('sku.scan_unknown', 'offer.foreign_link')`); n != 1000 {
		t.Errorf("%d are told", n)
	}
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/save", nil).Want(t, http.StatusOK, "")
	w.Owner.Get(t, "/match-runs/template").Want(t, http.StatusOK, "")
	bad := w.run(t, "X\thttps://item.taobao.com/item.htm?id=1")
	if got := figures(w.get(t, bad)); got != "ready total 1 waiting 0 found 0 open 0 bad 1 failed 0 saved 0" {
		t.Errorf("bad rows only: %s", got)
	}
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+bad+"/actions/retry", nil).Want(t, http.StatusConflict, "match_run.nothing_to_retry")
}

// The authorisation dies in the middle: what came is kept, the run waits, and goes on by
// itself when the account is authorised again.
func TestBulkMatchOutlivesItsToken(t *testing.T) {
	t.Parallel()
	w := setup(t)
	var list []string
	for i := range 25 {
		code := fmt.Sprintf("P%02d", i)
		w.product(t, w.Owner, code)
		list = append(list, code+"\t"+w.Sell(t, "货"+code, nil).Link())
	}
	id := w.run(t, strings.Join(list, "\n"))
	// The first calls are answered; then the owner takes the authorisation back.
	w.Fault(t, "expiredToken", "product.search.queryProductDetail", "skip", 14, "count", -1)
	// A call that met a token just renewed by another is tried again, and lost then.
	paused := w.get(t, id)
	for try := 0; try < 5 && paused.Text("state") == "running"; try++ {
		_, _ = jobs.RunDue(t.Context(), w.DB, w.Jobs)
		w.Clock.Advance(time.Minute)
		paused = w.get(t, id)
	}
	if paused.Text("state") != "paused" || paused.Text("reason", "code") != channel.ErrAuthorisation.Code {
		t.Fatalf("the run does not wait: %s", paused.Body)
	}
	if found, _ := paused.At("found").(int); found == 0 || found == 25 {
		t.Errorf("%d of 25 were kept", found)
	}
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/retry", nil).Want(t, http.StatusConflict, "match_run.busy")
	w.Owner.Do(t, http.MethodDelete, "/match-runs/"+id, nil).Want(t, http.StatusConflict, "match_run.busy")
	w.NoFaults(t)
	if again := w.Authorize(t, w.Owner, wang); again != w.account {
		t.Fatalf("another account: %s", again)
	}
	w.Work(t)
	if got := figures(w.get(t, id)); got != "ready total 25 waiting 0 found 25 open 0 bad 0 failed 0 saved 0" {
		t.Errorf("afterwards: %s", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM task WHERE tenant_id = ? AND id = ? AND state = 'succeeded' AND done = 25`, paused.ID("taskId")); n != 1 {
		t.Error("the task counts something twice")
	}
	saved := w.Owner.Do(t, http.MethodPost, "/match-runs/"+id+"/actions/save", nil).Want(t, http.StatusOK, "")
	if saved.At("saved") != 25 {
		t.Errorf("saved: %s", saved.Body)
	}
}

func TestBulkMatchUnderThrottlingAndCancelled(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.product(t, w.Owner, "P1")
	w.product(t, w.Owner, "P2")
	bag, box := w.Sell(t, "购物袋", nil), w.Sell(t, "纸箱", nil)
	text := "P1\t" + bag.Link() + "\nP2\t" + box.Link()

	// Throttled for a while: the job is tried again and nothing is lost.
	w.Fault(t, "throttle", "", "count", 3)
	id := w.run(t, text)
	for range 4 {
		_, err := jobs.RunDue(t.Context(), w.DB, w.Jobs)
		if err != nil && !errors.Is(err, channel.ErrUnreachable) {
			t.Fatal(err)
		}
		w.Clock.Advance(30 * time.Minute)
	}
	if got := figures(w.get(t, id)); got != "ready total 2 waiting 0 found 2 open 0 bad 0 failed 0 saved 0" {
		t.Errorf("throttled for a while: %s", got)
	}

	// An offer that cannot be read is one row's trouble, and can be asked for again.
	w.Fault(t, "business", "", "code", "500_9", "message", "系统繁忙", "count", 6)
	part := w.run(t, "P1\t"+bag.Link())
	w.Work(t)
	if got := w.rows(t, part, ""); got.Text("items", 0, "state") != "failed" || got.Text("items", 0, "why", "code") != "source.offer_closed" {
		t.Errorf("refused: %s", got.Body)
	}
	w.NoFaults(t)
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+part+"/actions/retry", nil).Want(t, http.StatusAccepted, "")
	w.Work(t)
	if got := figures(w.get(t, part)); got != "ready total 1 waiting 0 found 1 open 0 bad 0 failed 0 saved 0" {
		t.Errorf("asked again: %s", got)
	}

	// Stopped before it began, and gone on with.
	stopped := w.run(t, text)
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+stopped+"/actions/cancel", nil).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+stopped+"/actions/cancel", nil).Want(t, http.StatusConflict, "match_run.ended")
	w.Work(t)
	if got := figures(w.get(t, stopped)); got != "cancelled total 2 waiting 2 found 0 open 0 bad 0 failed 0 saved 0" {
		t.Errorf("stopped: %s", got)
	}
	w.Owner.Do(t, http.MethodPost, "/match-runs/"+stopped+"/actions/retry", nil).Want(t, http.StatusAccepted, "")
	w.Work(t)
	if got := w.get(t, stopped); got.Text("state") != "ready" {
		t.Errorf("gone on with: %s", got.Body)
	}
}
