package channel_test

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/sandbox1688"
)

// empty starts the sandbox without offers.
func empty(c *sandbox1688.Config) {
	seed := sandbox1688.EmptySeed()
	seed.Accounts = sandbox1688.DefaultSeed().Accounts
	c.Seed = seed
}

func (w *world) generate(tb testing.TB, offers, skus int) {
	tb.Helper()
	w.Control(tb, http.MethodPost, "generate", map[string]any{"seller": clothes, "offers": offers, "skusPerOffer": skus, "seed": 7})
}

// offer adds an offer of the clothes seller and gives its id. Each sku is code, colour.
func (w *world) offer(tb testing.TB, subject, code string, skus ...[2]string) string {
	tb.Helper()
	body := map[string]any{"seller": clothes, "subject": subject, "cargoNumber": code, "quoteType": 0, "stock": 100, "priceRanges": []map[string]any{{"startQuantity": 1, "price": "12.5"}}}
	var list []map[string]any
	for _, k := range skus {
		list = append(list, map[string]any{"cargoNumber": k[0], "price": "20", "stock": 9, "attributes": []map[string]any{{"name": "颜色", "value": k[1]}}})
	}
	if list != nil {
		body["skus"], body["quoteType"] = list, 1
	}
	id, _ := w.Control(tb, http.MethodPost, "offers", body).At("id").(int)
	return strconv.Itoa(id)
}

// lines gives the match list as "code|name|sku" texts.
func (w *world) lines(tb testing.TB, query string) []string {
	tb.Helper()
	a := w.Owner.Get(tb, "/online-skus?pageSize=200"+query).Want(tb, http.StatusOK, "")
	var out []string
	items, _ := a.At("items").([]any)
	for i := range items {
		out = append(out, strings.Join([]string{a.Text("items", i, "offerTitle"), a.Text("items", i, "onlineName"), a.Text("items", i, "skuCode"), a.Text("items", i, "how"), a.Text("items", i, "note")}, "|"))
	}
	return out
}

func TestDownloadCreatesProducts(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	d := w.download(t, shop, channel.DownloadCreate, "")
	if d.State != channel.DownloadSucceeded || d.Products == 0 || d.Added != d.Total || d.Failed != 0 {
		t.Fatalf("download: %+v", d)
	}
	// Every line on sale that is not in the issues is matched with a SKU of the product made from its offer.
	wrong := w.Number(t, `SELECT COUNT(*) FROM online_sku o LEFT JOIN online_pair r ON r.tenant_id = o.tenant_id AND r.line_id = o.id LEFT JOIN sku k ON k.tenant_id = o.tenant_id AND k.id = r.sku_id LEFT JOIN product p ON p.tenant_id = o.tenant_id AND p.id = k.product_id
		WHERE o.tenant_id = ? AND (p.source_ref IS NULL OR p.source_ref <> CAST(o.offer_id AS TEXT))
		AND NOT EXISTS (SELECT 1 FROM download_issue i WHERE i.tenant_id = o.tenant_id AND i.offer_id = o.offer_id)`)
	if wrong != 0 {
		t.Errorf("%d lines are not matched with their own products", wrong)
	}
	// Duplicate 货号 in the shop: the second is refused, with the reason, and listed.
	issues := w.Owner.Get(t, "/downloads/"+d.ID.String()+"/issues?kind=refused").Want(t, http.StatusOK, "")
	if issues.Text("items", 0, "said", "code") != "product.code_taken" || issues.Text("items", 0, "said", "remedy") == "" {
		t.Errorf("issues: %s", issues.Body)
	}
	// Pictures are absolute, categories are shop and leaf.
	if n := w.Number(t, `SELECT COUNT(*) FROM product WHERE tenant_id = ? AND picture <> '' AND picture NOT LIKE 'http%'`); n != 0 {
		t.Errorf("%d relative pictures", n)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM category c JOIN category r ON r.tenant_id = c.tenant_id AND r.id = c.parent_id WHERE c.tenant_id = ? AND r.name = '杭州云裳服饰有限公司' AND r.parent_id IS NULL`); n == 0 {
		t.Error("no leaf category below the shop's")
	}
	task := w.Number(t, `SELECT done FROM task WHERE tenant_id = ? AND id = ? AND state = 'succeeded'`, d.TaskID)
	if task != d.Total {
		t.Errorf("the task counts %d, the download %d", task, d.Total)
	}

	// Again: nothing has changed online, so nothing is written but the run itself.
	w.Clock.Advance(time.Minute)
	again := w.download(t, shop, channel.DownloadCreate, "")
	if again.State != channel.DownloadSucceeded || again.Added+again.Changed+again.Delisted+again.Products != 0 || again.Unchanged != d.Total {
		t.Errorf("second download: %+v", again)
	}
	// Only the offers that were refused are tried again.
	touched := w.Number(t, `SELECT COUNT(*) FROM online_offer WHERE tenant_id = ? AND updated_at > created_at`)
	if refused := w.Number(t, `SELECT COUNT(DISTINCT offer_id) FROM download_issue WHERE tenant_id = ? AND download_id = ? AND kind = 'refused'`, again.ID); refused == 0 || touched != refused {
		t.Errorf("%d offers written, %d refused before", touched, refused)
	}
}

func TestDownloadOnlineOnlyThenMatch(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop := w.AuthorizeShop(t, w.Owner, office)
	d := w.download(t, shop, channel.DownloadOnlineOnly, "")
	if d.State != channel.DownloadSucceeded || d.Products != 0 {
		t.Fatalf("download: %+v", d)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM product WHERE tenant_id = ?`); n != 0 {
		t.Errorf("%d products made", n)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM online_pair WHERE tenant_id = ?`); n != 0 {
		t.Errorf("%d lines matched without being asked", n)
	}
	// Asking for products later makes them, though nothing changed online.
	if d := w.download(t, shop, channel.DownloadCreate, ""); d.Products == 0 {
		t.Errorf("products afterwards: %+v", d)
	}
}

func TestOfferIDsAreChecked(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	a, b := w.offer(t, "圆领短袖", "A1"), w.offer(t, "长裤", "A2")
	path := "/shops/" + shop.String() + "/downloads"
	bad := w.Owner.Do(t, http.MethodPost, path, map[string]any{"mode": "create", "offerIds": a + "，abc、" + a + ",https://www.taobao.com/offer/1.html, " + b})
	bad.Want(t, http.StatusUnprocessableEntity, "input.fields")
	if got := strings.Join(bad.Fields(), " "); got != "offerIds[1] offer.not_numeric offerIds[2] offer.twice offerIds[3] offer.foreign_link" {
		t.Errorf("fields: %s", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM download WHERE tenant_id = ?`); n != 0 {
		t.Error("a download began all the same")
	}
	d := w.download(t, shop, channel.DownloadCreate, a+"，https://detail.1688.com/offer/"+b+".html?spm=1，610000000001")
	if d.State != channel.DownloadSucceeded || d.Added != 2 || d.Failed != 1 || d.Products != 2 {
		t.Fatalf("download: %+v", d)
	}
	issues := w.Owner.Get(t, "/downloads/"+d.ID.String()+"/issues")
	if issues.Text("items", 0, "said", "code") != "offer.unknown" || issues.Text("items", 0, "offerId") != "610000000001" {
		t.Errorf("issues: %s", issues.Body)
	}
	// Only what failed is read again.
	before := w.Calls(t, "getByIdList")
	again := w.Owner.Do(t, http.MethodPost, "/downloads/"+d.ID.String()+"/actions/retry", nil).Want(t, http.StatusAccepted, "")
	w.Work(t)
	if r := w.get(t, again.ID("id")); r.Total != 1 || r.Failed != 1 || w.Calls(t, "getByIdList") != before+1 {
		t.Errorf("retry: %+v", r)
	}
}

func TestOnlineChangesAreFollowed(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	tee := w.offer(t, "圆领短袖", "T1", [2]string{"T1-R", "红色"}, [2]string{"T1-B", "蓝色"})
	hat := w.offer(t, "棒球帽", "H1")
	w.offer(t, "围巾", "W1")
	w.download(t, shop, channel.DownloadCreate, "")
	want := []string{"圆领短袖|红色|T1-R|download|", "圆领短袖|蓝色|T1-B|download|", "棒球帽||H1|download|", "围巾||W1|download|"}
	if got := w.lines(t, ""); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Fatalf("lines: %v", got)
	}
	// A title keeps the pair, other specifications drop it, what is gone stays as taken down.
	w.Control(t, http.MethodPatch, "offers/"+hat, map[string]any{"subject": "遮阳棒球帽"})
	offer := w.Control(t, http.MethodGet, "offers/"+tee, nil)
	red, blue := offer.At("skus", 0, "skuId"), offer.At("skus", 1, "skuId")
	w.Control(t, http.MethodPatch, fmt.Sprintf("offers/%s/skus/%v", tee, red), map[string]any{"attributes": []map[string]any{{"name": "颜色", "value": "酒红"}}})
	w.Control(t, http.MethodDelete, fmt.Sprintf("offers/%s/skus/%v", tee, blue), nil)
	w.offer(t, "袜子", "S1")
	d := w.download(t, shop, channel.DownloadCreate, "")
	if d.Added != 1 || d.Changed != 2 || d.Unchanged != 1 || d.Delisted != 0 {
		t.Errorf("download: %+v", d)
	}
	want = []string{"圆领短袖|酒红|||specs_changed", "圆领短袖|蓝色|T1-B|download|", "遮阳棒球帽||H1|download|", "围巾||W1|download|", "袜子||S1|download|"}
	if got := w.lines(t, ""); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("lines: %v", got)
	}
	if got := w.lines(t, "&offer=offline"); len(got) != 1 || !strings.HasPrefix(got[0], "圆领短袖|蓝色") {
		t.Errorf("offline: %v", got)
	}
	w.Control(t, http.MethodPatch, "offers/"+hat, map[string]any{"status": "member expired"})
	w.Control(t, http.MethodDelete, "offers/"+tee, nil)
	d = w.download(t, shop, channel.DownloadCreate, "")
	if d.Delisted != 1 || d.Changed != 1 {
		t.Errorf("download: %+v", d)
	}
	if got := w.lines(t, "&offer=offline"); len(got) != 3 {
		t.Errorf("offline: %v", got)
	}
	// A person took the pair apart: a later download must not put it together again.
	id := w.Owner.Get(t, "/online-skus?q="+"W1").ID("items", 0, "id")
	w.Owner.Do(t, http.MethodDelete, "/online-skus/"+id.String()+"/match", nil).Want(t, http.StatusOK, "")
	w.download(t, shop, channel.DownloadCreate, "")
	if got := w.lines(t, "&state=unmatched&q=W1"); len(got) != 1 {
		t.Errorf("the pair came back: %v", got)
	}
}

func TestFaultsDoNotStopADownload(t *testing.T) {
	t.Parallel()
	for _, f := range []sandbox1688.Fault{
		{Kind: sandbox1688.FaultHTTP, Probability: 0.3, Seed: 1, Count: 20},
		{Kind: sandbox1688.FaultMalformed, Probability: 0.3, Seed: 2, Count: 5}, // six on one offer would leave it out
		{Kind: sandbox1688.FaultCut, Probability: 0.3, Seed: 3, Count: 20},
		{Kind: sandbox1688.FaultThrottle, Probability: 0.3, Seed: 4, Count: 20},
		{Kind: sandbox1688.FaultExpiredToken, Count: 1, Skip: 2},
		{Kind: sandbox1688.FaultTimeoutBefore, Count: 1, Skip: 1, Millis: 50},
	} {
		t.Run(f.Kind, func(t *testing.T) {
			t.Parallel()
			w := setup(t, empty)
			w.generate(t, 130, 3)
			shop := w.AuthorizeShop(t, w.Owner, clothes)
			f.API = "alibaba.product.*"
			w.Control(t, http.MethodPost, "faults", f)
			d, err := w.Shops.StartDownload(t.Context(), w.Scope(), shop, channel.DownloadCreate, "")
			if err != nil {
				t.Fatal(err)
			}
			for range 20 {
				_ = w.tryWork(t.Context()) // failures wait for their retry
				if d = w.get(t, d.ID); d.State != channel.DownloadRunning {
					break
				}
				w.Clock.Advance(time.Minute)
			}
			if d.State != channel.DownloadSucceeded || d.Added != 130 || d.Failed != 0 {
				t.Errorf("download: %+v", d)
			}
			if n := w.Number(t, `SELECT COUNT(*) FROM online_pair WHERE tenant_id = ?`); n != 390 {
				t.Errorf("%d lines, want 390", n)
			}
		})
	}
}

func TestOneBadOfferIsListed(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.generate(t, 215, 2)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	// Pages with details and batches cannot be read at all, single offers can but one.
	w.Fault(t, sandbox1688.FaultMalformed, "alibaba.product.getByIdList", "count", -1)
	w.Fault(t, sandbox1688.FaultBusiness, "alibaba.product.get", "skip", 3, "count", 1, "code", "OFFER_BROKEN", "message", "商品数据异常")
	w.Fault(t, sandbox1688.FaultMalformed, "alibaba.product.list.get", "count", 2)
	d := w.download(t, shop, channel.DownloadCreate, "")
	if d.State != channel.DownloadSucceeded || d.Failed != 1 || d.Added != 214 {
		t.Fatalf("download: %+v", d)
	}
	issues := w.Owner.Get(t, "/downloads/"+d.ID.String()+"/issues?kind=failed")
	if issues.Text("items", 0, "said", "code") != "shop.platform" || !strings.Contains(issues.Text("items", 0, "said", "detail"), "商品数据异常") {
		t.Errorf("issues: %s", issues.Body)
	}
	w.NoFaults(t)
	again, err := w.Shops.RetryDownload(t.Context(), w.Scope(), d.ID)
	if err != nil {
		t.Fatal(err)
	}
	w.Work(t)
	if r := w.get(t, again.ID); r.Added != 1 || r.Failed != 0 {
		t.Errorf("retry: %+v", r)
	}
}

func TestDownloadWaitsForAuthorisation(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.generate(t, 60, 2)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	d, err := w.Shops.StartDownload(t.Context(), w.Scope(), shop, channel.DownloadCreate, "")
	if err != nil {
		t.Fatal(err)
	}
	w.Revoke(t)
	w.Work(t)
	a := w.Owner.Get(t, "/downloads/"+d.ID.String())
	if a.Text("state") != "paused" || a.Text("reason", "code") != "shop.authorisation_lost" {
		t.Fatalf("download: %s", a.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/shops/"+shop.String()+"/downloads", map[string]any{"mode": "create"}).Want(t, http.StatusConflict, "shop.authorisation_lost")
	w.AuthorizeShop(t, w.Owner, clothes)
	w.Work(t)
	if d = w.get(t, d.ID); d.State != channel.DownloadSucceeded || d.Added != 60 {
		t.Errorf("after authorising again: %+v", d)
	}
}

// The owner takes the authorisation back on 1688 while the download runs.
func TestAuthorisationEndsInTheMiddleOfADownload(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.generate(t, 215, 2)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	d, err := w.Shops.StartDownload(t.Context(), w.Scope(), shop, channel.DownloadCreate, "")
	if err != nil {
		t.Fatal(err)
	}
	page := w.Gate.Hold("alibaba.product.list.get", 7, false)
	page.Run(t, 1, func() { err = w.tryWork(t.Context()) }, nil)
	w.Revoke(t)
	if page.Resume(true); err != nil {
		t.Fatal(err)
	}
	a := w.Owner.Get(t, "/downloads/"+d.ID.String())
	before, _ := a.At("added").(int)
	if a.Text("state") != "paused" || a.Text("reason", "code") != "shop.authorisation_lost" || before == 0 || before >= 215 {
		t.Fatalf("download: %s", a.Body)
	}
	w.Clock.Advance(time.Second) // an answer that comes late is of the authorisation before
	w.AuthorizeShop(t, w.Owner, clothes)
	w.Work(t)
	if d = w.get(t, d.ID); d.State != channel.DownloadSucceeded || d.Added != 215 || d.Failed != 0 {
		t.Errorf("after authorising again: %+v", d)
	}
	for table, want := range map[string]int64{"product": 215, "online_offer": 215, "online_sku": 430} {
		if n := w.Number(t, "SELECT COUNT(*) FROM "+table+" WHERE tenant_id = ?"); n != want {
			t.Errorf("%d rows in %s, want %d", n, table, want)
		}
	}
}

func TestCancelDownload(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.generate(t, 60, 1)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	d, err := w.Shops.StartDownload(t.Context(), w.Scope(), shop, channel.DownloadCreate, "")
	if err != nil {
		t.Fatal(err)
	}
	path := "/downloads/" + d.ID.String() + "/actions/"
	w.Owner.Do(t, http.MethodPost, "/shops/"+shop.String()+"/downloads", map[string]any{"mode": "create"}).Want(t, http.StatusConflict, "download.open")
	w.Owner.Do(t, http.MethodDelete, "/shops/"+shop.String(), nil).Want(t, http.StatusConflict, "shop.busy")
	w.Owner.Do(t, http.MethodPost, path+"cancel", nil).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, path+"cancel", nil).Want(t, http.StatusConflict, "download.ended")
	w.Work(t)
	if d := w.get(t, d.ID); d.State != channel.DownloadCancelled || d.Added != 0 {
		t.Errorf("download: %+v", d)
	}
	listed := func(filter string) any {
		return w.Owner.Get(t, "/shops/"+shop.String()+"/downloads?"+filter).Want(t, http.StatusOK, "").At("total")
	}
	if listed("state=cancelled&mode=create") != 1 || listed("state=running") != 0 || listed("mode=online_only") != 0 {
		t.Error("the list does not keep to its filters")
	}
	both := map[string]any{"ids": []any{d.ID, d.ID + 1}}
	// A disabled shop is not one that must be authorised again.
	p := w.Owner.Get(t, "/shops/"+shop.String())
	edit := map[string]any{"name": p.Text("name"), "enabled": false, "version": p.At("version")}
	w.Owner.Do(t, http.MethodPut, "/shops/"+shop.String(), edit).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPost, path+"retry", nil).Want(t, http.StatusConflict, "shop.disabled")
	edit["enabled"], edit["version"] = true, p.At("version").(int)+1
	w.Owner.Do(t, http.MethodPut, "/shops/"+shop.String(), edit).Want(t, http.StatusOK, "")
	a := w.Owner.Do(t, http.MethodPost, "/downloads/actions/retry", both).Want(t, http.StatusOK, "")
	if a.At("results", 0, "ok") != true || a.Text("results", 1, "problem", "code") != "download.not_found" {
		t.Errorf("retried: %s", a.Body)
	}
	w.Work(t)
	if d := w.get(t, d.ID); d.State != channel.DownloadSucceeded || d.Added != 60 {
		t.Errorf("resumed: %+v", d)
	}
	if a := w.Owner.Do(t, http.MethodPost, "/downloads/actions/cancel", both).Want(t, http.StatusOK, ""); a.Text("results", 0, "problem", "code") != "download.ended" {
		t.Errorf("cancelled: %s", a.Body)
	}
}

// A process dies at any moment: another one, with nothing in memory, goes on where
// the database says, and everything is there once.
func TestKilledDownloadGoesOn(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.generate(t, 300, 2)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	d, err := w.Shops.StartDownload(t.Context(), w.Scope(), shop, channel.DownloadCreate, "")
	if err != nil {
		t.Fatal(err)
	}
	kills, alive := 0, 30*time.Millisecond
	for {
		before := d.Added
		ctx, cancel := context.WithTimeout(t.Context(), alive)
		_ = w.tryWork(ctx)
		cancel()
		if d = w.get(t, d.ID); d.State != channel.DownloadRunning {
			break
		}
		if kills++; d.Added == before { // too short a life to get anywhere
			alive = alive * 5 / 4
		}
		// What the job engine does with jobs of a process that is gone.
		w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE river_job SET state = 'available', attempt = 0 WHERE state IN ('running', 'retryable')`)
			return err
		})
		w.restart(t)
	}
	t.Logf("killed %d times", kills)
	if d.State != channel.DownloadSucceeded || d.Added != 300 || d.Products != 300 || d.Failed != 0 {
		t.Errorf("download: %+v", d)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM online_pair WHERE tenant_id = ?`); n != 600 {
		t.Errorf("%d lines, want 600", n)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM sku WHERE tenant_id = ?`); n != 600 {
		t.Errorf("%d SKUs, want 600", n)
	}
}

// Offers that vanish while the shop is being walked move the pages; none may be lost.
func TestOffersVanishDuringTheWalk(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.generate(t, 300, 1)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	d, err := w.Shops.StartDownload(t.Context(), w.Scope(), shop, channel.DownloadOnlineOnly, "")
	if err != nil {
		t.Fatal(err)
	}
	w.Fault(t, sandbox1688.FaultHTTP, "alibaba.product.list.get", "skip", 8, "count", -1)
	_ = w.tryWork(t.Context())
	if d = w.get(t, d.ID); d.Added == 0 || d.State != channel.DownloadRunning {
		t.Fatalf("not in the middle: %+v", d)
	}
	w.NoFaults(t)
	list, _ := w.Control(t, http.MethodGet, "offers?pageSize=50", nil).At("offers").([]any)
	for i, o := range list {
		if i%3 == 0 {
			id, _ := o.(map[string]any)["id"].(int)
			w.Control(t, http.MethodDelete, fmt.Sprintf("offers/%d", id), nil)
		}
	}
	w.Clock.Advance(time.Minute)
	w.Work(t)
	if d = w.get(t, d.ID); d.State != channel.DownloadSucceeded {
		t.Fatalf("download: %+v", d)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM online_offer WHERE tenant_id = ?`); n < int64(300-(len(list)+2)/3) {
		t.Errorf("%d offers, want at least the %d that remain", n, 300-(len(list)+2)/3)
	}
	// The next walk finds those that went.
	if again := w.download(t, shop, channel.DownloadOnlineOnly, ""); again.Added != 0 || again.Changed != 0 {
		t.Errorf("something had been missed: %+v", again)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM online_offer WHERE tenant_id = ? AND state = 'published'`); n != int64(300-(len(list)+2)/3) {
		t.Errorf("%d offers on sale, want %d", n, 300-(len(list)+2)/3)
	}
}

func TestLog(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.generate(t, 3, 1)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	w.download(t, shop, channel.DownloadCreate, "")
	page, err := w.Shops.Log(t.Context(), w.Scope(), channel.Sell, shop, api.ListQuery{Page: 1, PageSize: 50})
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, l := range page.Items {
		codes = append(codes, l.What.Code)
		if strings.Contains(l.What.Detail("zh-CN"), "{") || strings.Contains(l.What.Detail("en-US"), "{") {
			t.Errorf("%s lacks a parameter: %s", l.What.Code, l.What.Detail("en-US"))
		}
	}
	if got := strings.Join(codes, " "); got != "shop.log.download_ended shop.log.download_started shop.log.authorized" {
		t.Errorf("log: %s", got)
	}
}
