package channel_test

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/tenant"
)

// product makes a product of one's own; each sku is code, colour. It gives the SKU ids.
func (w *world) product(tb testing.TB, code, name string, skus ...[2]string) []db.ID {
	tb.Helper()
	p := catalog.ImportProduct{Source: catalog.Source{Ref: "own-" + code, Shop: 1}, Code: code, Name: name, Unit: "件", Category: []string{"自有"}}
	for _, k := range skus {
		p.Attributes = []string{"颜色"}
		p.SKUs = append(p.SKUs, catalog.ImportSKU{Code: k[0], Values: []string{k[1]}})
	}
	var ids []db.ID
	w.Tx(tb, func(ctx context.Context, tx *db.Tx) error {
		out, err := w.Goods.ImportTx(ctx, tx, []catalog.ImportProduct{p})
		if err != nil {
			return err
		}
		if out[0].Problem != nil {
			return out[0].Problem
		}
		ids = nil
		for _, k := range out[0].SKUs {
			ids = append(ids, k.ID)
		}
		return nil
	})
	return ids
}

func (w *world) line(tb testing.TB, q string) db.ID {
	tb.Helper()
	a := w.Owner.Get(tb, "/online-skus?q="+url.QueryEscape(q)).Want(tb, http.StatusOK, "")
	if n, _ := a.At("total").(int); n != 1 {
		tb.Fatalf("%q finds %v lines: %s", q, n, a.Body)
	}
	return a.ID("items", 0, "id")
}

func TestAutomaticMatching(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	noCode := w.offer(t, "无货号商品", "")
	w.offer(t, "短袖", "T1", [2]string{"T1-R", "红色"}, [2]string{"T1-B", "蓝色"}, [2]string{"", "白色"})
	w.offer(t, "平商品对规格", "S1-R")                        // plain online, our SKU has attributes
	w.offer(t, "规格对平商品", "X9", [2]string{"P1", "红色"})   // SKU online, ours is plain
	w.offer(t, "同款不同码", "T1X", [2]string{"T1-Z", "红色"}) // only the product's code is equal
	w.offer(t, "重复一", "D1")
	w.offer(t, "重复二", "D1")
	w.offer(t, "平商品", "P2")
	w.offer(t, "没有对应", "Q7")
	w.offer(t, "停用一", "OFF")
	w.offer(t, "停用二", "OFF")
	w.offer(t, "已有匹配", "M1")
	w.product(t, "T1", "短袖", [2]string{"T1-R", "红色"}, [2]string{"T1-B", "蓝色"})
	w.product(t, "S1", "裤子", [2]string{"S1-R", "红色"})
	w.product(t, "P1", "腰带")
	w.product(t, "T1X", "外套", [2]string{"T1X-R", "红色"})
	w.product(t, "D1", "手套")
	w.product(t, "P2", "帽子")
	w.product(t, noCode, "按编号")
	w.product(t, "M1", "同码")
	off := w.product(t, "OFF", "停用的")[0] // is there, but nothing is matched with it
	w.Exec(t, `UPDATE sku SET active = FALSE WHERE tenant_id = ? AND id = ?`, w.A.ID, off)
	kept := w.product(t, "M2", "手工匹配")[0]
	w.download(t, shop, channel.DownloadOnlineOnly, "")
	w.Owner.Do(t, http.MethodPut, "/online-skus/"+w.line(t, "已有匹配").String()+"/match", map[string]any{"skuId": kept}).Want(t, http.StatusOK, "")

	// What was noted of a line before does not take it out of doubt.
	w.Exec(t, `UPDATE online_sku SET note = 'product_deleted' WHERE tenant_id = ? AND id = ?`, w.A.ID, w.line(t, "重复一"))

	path := "/shops/" + shop.String() + "/actions/match"
	a := w.Owner.Do(t, http.MethodPost, path, nil).Want(t, http.StatusOK, "")
	if got := string(a.Body); !strings.Contains(got, `"matched":4`) || !strings.Contains(got, `"ambiguous":2`) || !strings.Contains(got, `"unmatched":7`) {
		t.Errorf("result: %s", got)
	}
	want := []string{
		"短袖|红色|T1-R|auto|", "短袖|蓝色|T1-B|auto|", "短袖|白色|||", "平商品对规格||||", "规格对平商品|红色|||", "同款不同码|红色|||",
		"重复一||||ambiguous", "重复二||||ambiguous", "平商品||P2|auto|", "没有对应||||", "停用一||||", "停用二||||", "已有匹配||M2|manual|", "无货号商品||" + noCode + "|auto|",
	}
	got := w.lines(t, "")
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("lines:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := w.lines(t, "&state=ambiguous"); len(got) != 2 {
		t.Errorf("ambiguous: %v", got)
	}
	// Again: nothing more. One of the two goes, the other is no longer in doubt.
	if a := w.Owner.Do(t, http.MethodPost, path, nil); !strings.Contains(string(a.Body), `"matched":0`) {
		t.Errorf("again: %s", a.Body)
	}
	w.Owner.Do(t, http.MethodPost, "/online-skus/actions/remove", map[string]any{"ids": []db.ID{w.line(t, "重复二")}}).Want(t, http.StatusOK, "")
	if a := w.Owner.Do(t, http.MethodPost, path, nil); !strings.Contains(string(a.Body), `"matched":1`) || !strings.Contains(string(a.Body), `"ambiguous":0`) {
		t.Errorf("after removing one: %s", a.Body)
	}
}

// Pairs made by hand while the whole shop is being matched: each line keeps one.
func TestMatchingAtOnce(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	var lines []db.ID
	for _, code := range []string{"A1", "A2", "A3", "A4"} {
		w.offer(t, "发夹"+code, code)
		w.product(t, code, "发夹"+code)
	}
	own := w.product(t, "Z9", "手工匹配")[0]
	w.download(t, shop, channel.DownloadOnlineOnly, "")
	for _, code := range []string{"A1", "A2", "A3", "A4"} {
		lines = append(lines, w.line(t, "发夹"+code))
	}
	for range 5 {
		var all []any
		for _, l := range lines {
			all = append(all, l)
		}
		w.Owner.Do(t, http.MethodPost, "/online-skus/actions/unmatch", map[string]any{"ids": all}).Want(t, http.StatusOK, "")
		var wg sync.WaitGroup
		for _, l := range lines {
			wg.Go(func() {
				w.Owner.Do(t, http.MethodPut, "/online-skus/"+l.String()+"/match", map[string]any{"skuId": own}).Want(t, http.StatusOK, "")
			})
			wg.Go(func() {
				w.Owner.Do(t, http.MethodPost, "/shops/"+shop.String()+"/actions/match", nil).Want(t, http.StatusOK, "")
			})
		}
		wg.Wait()
		for _, l := range lines {
			if got := w.Owner.Get(t, "/online-skus/"+l.String()).Want(t, http.StatusOK, "").ID("skuId"); got != own {
				t.Fatalf("line %s is paired with %s, not with what was chosen by hand", l, got)
			}
		}
	}
}

func TestMatchingByHand(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	w.offer(t, "2026夏季新款圆领短袖纯棉T恤", "K1", [2]string{"K1-01", "红色"}, [2]string{"K1-02", "蓝色"})
	w.offer(t, "帆布腰带", "B1")
	w.offer(t, "厚袜子", "")
	tee := w.product(t, "TEE", "圆领短袖T恤", [2]string{"TEE-R", "红色"}, [2]string{"TEE-B", "蓝色"})
	belt := w.product(t, "BELT", "帆布腰带")
	w.download(t, shop, channel.DownloadOnlineOnly, "")
	red, blue, plain, sock := w.line(t, "K1-01"), w.line(t, "K1-02"), w.line(t, "帆布腰带"), w.line(t, "厚袜子")

	put := func(line, sku db.ID, status int, code string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, "/online-skus/"+line.String()+"/match", map[string]any{"skuId": sku}).Want(t, status, code)
	}
	put(red, belt[0], http.StatusConflict, "match.sku_to_plain")
	put(plain, tee[0], http.StatusConflict, "match.plain_to_sku")
	put(red, 12345, http.StatusNotFound, "sku.not_found")
	put(54321, tee[0], http.StatusNotFound, "online_sku.not_found")

	s := w.Owner.Get(t, "/online-skus/"+red.String()+"/suggestions").Want(t, http.StatusOK, "")
	if s.Text("items", 0, "skuCode") != "TEE-R" || !strings.Contains(string(s.Body), `"title"`) || !strings.Contains(string(s.Body), `"attributes"`) {
		t.Errorf("suggestions: %s", s.Body)
	}
	if n, _ := s.At("items").([]any); len(n) == 0 {
		t.Error("nothing is suggested")
	}
	best := w.Owner.Do(t, http.MethodPost, "/online-skus/actions/suggest", map[string]any{"ids": []db.ID{red, blue, plain, sock}}).Want(t, http.StatusOK, "")
	var pairs []map[string]any
	for i := range 4 {
		if id := best.ID("results", i, "suggestion", "skuId"); id != 0 {
			pairs = append(pairs, map[string]any{"id": best.ID("results", i, "id"), "skuId": id})
		}
	}
	if len(pairs) != 3 {
		t.Fatalf("best suggestions: %s", best.Body)
	}
	pairs = append(pairs, map[string]any{"id": sock, "skuId": tee[0]})
	batch := w.Owner.Do(t, http.MethodPost, "/online-skus/actions/match", map[string]any{"pairs": pairs}).Want(t, http.StatusOK, "")
	if batch.At("results", 0, "ok") != true || batch.At("results", 3, "ok") != false || batch.Text("results", 3, "problem", "code") != "match.plain_to_sku" {
		t.Errorf("batch: %s", batch.Body)
	}
	// Two SKUs for one line: neither is taken, and the rest is.
	twice := w.Owner.Do(t, http.MethodPost, "/online-skus/actions/match", map[string]any{"pairs": []map[string]any{
		{"id": red, "skuId": tee[1]}, {"id": blue, "skuId": tee[1]}, {"id": red, "skuId": tee[0]},
	}}).Want(t, http.StatusOK, "")
	if n, _ := twice.At("results").([]any); len(n) != 2 || twice.Text("results", 0, "problem", "code") != "online_sku.twice" || twice.At("results", 1, "ok") != true {
		t.Errorf("one line twice: %s", twice.Body)
	}
	want := []string{"2026夏季新款圆领短袖纯棉T恤|红色|TEE-R|manual|", "2026夏季新款圆领短袖纯棉T恤|蓝色|TEE-B|manual|", "帆布腰带||BELT|manual|", "厚袜子||||"}
	if got := w.lines(t, ""); !slices.Equal(got, want) {
		t.Errorf("lines: %v", got)
	}
	w.expectOnline(t, shop, tee[0], "K1-01")

	// The list finds what came from 1688 and what it is matched with, word by word.
	for q, n := range map[string]int{"圆领": 2, "K1-02": 1, "TEE-R": 1, "夏季 红色": 1, "BELT": 1, "蓝色": 1, "不存在": 0, "tee 纯棉": 2} {
		if got := w.lines(t, "&q="+url.QueryEscape(q)); len(got) != n {
			t.Errorf("%q finds %v, want %d", q, got, n)
		}
	}
	// Matched before or not, another SKU can be chosen; a deleted SKU leaves its line unmatched.
	put(red, tee[1], http.StatusOK, "")
	w.expectOnline(t, shop, tee[1], "K1-02") // of two, the one read last
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		return w.Shops.ForgetSKUsTx(ctx, tx, belt)
	})
	if got := w.lines(t, "&q="+url.QueryEscape("腰带")); !slices.Equal(got, []string{"帆布腰带||||product_deleted"}) {
		t.Errorf("after deleting: %v", got)
	}
	// Unmatch and remove leave the products alone.
	w.Owner.Do(t, http.MethodPost, "/online-skus/actions/unmatch", map[string]any{"ids": []db.ID{red, sock, 99}}).Want(t, http.StatusOK, "")
	a := w.Owner.Do(t, http.MethodPost, "/online-skus/actions/remove", map[string]any{"ids": []db.ID{red, blue, plain}}).Want(t, http.StatusOK, "")
	if a.At("results", 0, "ok") != true {
		t.Errorf("remove: %s", a.Body)
	}
	if got := w.lines(t, ""); len(got) != 1 {
		t.Errorf("lines left: %v", got)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM sku WHERE tenant_id = ?`); n != 3 {
		t.Errorf("%d SKUs, want 3", n)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM online_offer WHERE tenant_id = ?`); n != 1 {
		t.Errorf("%d offers left, want 1", n)
	}
	if n := w.Number(t, `SELECT COUNT(*) FROM audit WHERE tenant_id = ? AND entity = 'online_sku'`); n < 8 {
		t.Errorf("%d audit lines", n)
	}
	// What was removed comes back with the next download.
	w.download(t, shop, channel.DownloadOnlineOnly, "")
	if got := w.lines(t, ""); len(got) != 4 {
		t.Errorf("lines after another download: %v", got)
	}
}

// expectOnline asks, as a pre-order would, what a SKU is online.
func (w *world) expectOnline(tb testing.TB, shop, sku db.ID, code string) {
	tb.Helper()
	err := w.DB.View(tb.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		found, err := w.Shops.OnlineSKUsTx(ctx, tx, shop, []db.ID{sku, 77})
		if k := found[sku]; len(found) != 1 || k.Code != code || k.OfferID == "" || k.PlatformSKUID == "" || k.SpecID == "" || k.Price == nil {
			tb.Errorf("online: %+v, want %s", found, code)
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
}

// A line that is given its pair just while it is to lose it has none in the end.
func TestUnpairedWhileItIsPaired(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	w.offer(t, "帆布腰带", "B1")
	belt := w.product(t, "BELT", "帆布腰带", [2]string{"BELT-1", "黑色"})
	w.download(t, shop, channel.DownloadOnlineOnly, "")
	line := w.line(t, "帆布腰带")
	done := make(chan error, 1)
	started := false
	w.Tx(t, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, "UPDATE online_sku SET note = note WHERE tenant_id = ? AND id = ?", tx.Tenant, line); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "INSERT INTO online_pair (tenant_id, line_id, sku_id, how) VALUES (?, ?, ?, 'manual')", tx.Tenant, line, belt[0]); err != nil {
			return err
		}
		if !started {
			started = true
			go func() {
				_, err := w.Shops.Unpair(t.Context(), w.Scope(), tenant.Limit{All: true}, []db.ID{line})
				done <- err
			}()
		}
		dbtest.AwaitBlocked(ctx, t, w.DB, 1)
		return nil
	})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if n := w.Number(t, "SELECT COUNT(*) FROM online_pair WHERE tenant_id = ?"); n != 0 {
		t.Errorf("%d pairs are left", n)
	}
}

func TestDataScopeAndOtherSets(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	w.offer(t, "甲商品", "A1")
	mine := w.AuthorizeShop(t, w.Owner, clothes)
	theirs := w.AuthorizeShop(t, w.Other, clothes)
	buyer := w.Authorize(t, w.Other, wang)
	w.download(t, mine, channel.DownloadCreate, "")
	d, err := w.Shops.StartDownload(t.Context(), w.OtherScope(), theirs, channel.DownloadCreate, "")
	if err != nil {
		t.Fatal(err)
	}
	w.Work(t)
	line := w.Other.Get(t, "/online-skus").ID("items", 0, "id")
	sku := w.Owner.Get(t, "/online-skus").ID("items", 0, "skuId")
	own := w.Owner.Get(t, "/online-skus").ID("items", 0, "id")
	id := func(v db.ID) map[string]string { return map[string]string{"id": v.String()} }
	shop := func(body any) []apitest.Sample { return []apitest.Sample{{Params: id(theirs), Body: body}} }
	run := func(body any) []apitest.Sample { return []apitest.Sample{{Params: id(d.ID), Body: body}} }
	buys := func(body any) []apitest.Sample { return []apitest.Sample{{Params: id(buyer), Body: body}} }
	ids := []apitest.Sample{{Body: map[string]any{"ids": []db.ID{line}}, Field: "results"}}
	w.Isolation(t, map[string][]apitest.Sample{
		"get-shop": shop(nil), "list-shop-history": shop(nil), "update-shop": shop(map[string]any{"name": "x", "enabled": true, "version": 1}), "remove-shop": shop(nil), "verify-shop": shop(nil), "examine-shop": shop(nil),
		"get-buyer-account": buys(nil), "list-buyer-account-history": buys(nil), "update-buyer-account": buys(map[string]any{"name": "x", "enabled": true, "version": 1}),
		"remove-buyer-account": buys(nil), "verify-buyer-account": buys(nil), "examine-buyer-account": buys(nil), "list-buyer-account-log": buys(nil),
		"list-shop-log": shop(nil), "start-download": shop(map[string]any{"mode": "create"}), "list-downloads": shop(nil), "match-shop": shop(nil),
		"get-download": run(nil), "list-download-issues": run(nil), "cancel-download": run(nil), "retry-download": run(nil),
		"cancel-downloads": {{Body: map[string]any{"ids": []db.ID{d.ID}}, Field: "results"}}, "retry-downloads": {{Body: map[string]any{"ids": []db.ID{d.ID}}, Field: "results"}},
		"get-online-sku": {{Params: id(line)}}, "suggest-skus": {{Params: id(line)}}, "unmatch-online-sku": {{Params: id(line)}},
		"match-online-sku":    {{Params: id(line), Body: map[string]any{"skuId": sku}}},
		"match-online-skus":   {{Body: map[string]any{"pairs": []map[string]any{{"id": line, "skuId": sku}}}, Field: "results"}, {Body: map[string]any{"pairs": []map[string]any{{"id": own, "skuId": line}}}, Field: "results"}},
		"unmatch-online-skus": ids, "remove-online-skus": ids,
	}, "/shops/{id}", "/buyer-accounts/{id}", "/downloads", "/online-skus/{id}", "/online-skus/actions/match", "/online-skus/actions/unmatch", "/online-skus/actions/remove")
	best := w.Owner.Do(t, http.MethodPost, "/online-skus/actions/suggest", map[string]any{"ids": []db.ID{line}}).Want(t, http.StatusOK, "")
	if best.At("results", 0, "suggestion") != nil {
		t.Errorf("a suggestion for another set's line: %s", best.Body)
	}
	if n, _ := w.Owner.Get(t, "/online-skus?shopId="+theirs.String()).At("total").(int); n != 0 {
		t.Error("another set's lines are listed")
	}

	// Somebody who may work with other shops only sees none of this one.
	clerk := w.Member(t, "clerk", tenant.RoleSales)
	if err := w.limitShops(t.Context(), clerk.ID); err != nil {
		t.Fatal(err)
	}
	clerk.Get(t, "/shops/"+mine.String()).Want(t, http.StatusNotFound, "shop.not_found")
	clerk.Get(t, "/online-skus/"+own.String()).Want(t, http.StatusNotFound, "online_sku.not_found")
	for _, path := range []string{"/shops", "/online-skus"} {
		if items, _ := clerk.Get(t, path).Want(t, http.StatusOK, "").At("items").([]any); len(items) != 0 {
			t.Errorf("%s shows %d", path, len(items))
		}
	}
	clerk.Do(t, http.MethodPost, "/shops/authorizations", map[string]any{}).Want(t, http.StatusForbidden, "forbidden")
}

// limitShops gives a member a data scope with a shop that does not exist.
func (w *world) limitShops(ctx context.Context, person db.ID) error {
	return w.DB.InTx(ctx, w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE member SET shop_ids = '["5"]' WHERE tenant_id = ? AND person_id = ?`, tx.Tenant, person)
		return err
	})
}
