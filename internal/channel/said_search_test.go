package channel_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
)

// The lists of a shop are searched by what people read in them, in their language.
func TestListsOfAShopAreSearchedByWhatTheySay(t *testing.T) {
	t.Parallel()
	w := setup(t, empty)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	offer := w.offer(t, "圆领短袖", "A1")
	d := w.download(t, shop, channel.DownloadCreate, offer+",610000000001,610000000002")
	w.download(t, shop, channel.DownloadOnlineOnly, "")
	w.Owner.Do(t, http.MethodPut, "/shops/"+shop.String(), map[string]any{"name": "Lucky <店>", "market": "szmk01", "marketName": "深圳某市场", "enabled": true, "version": w.Owner.Get(t, "/shops/"+shop.String()).At("version")}).Want(t, http.StatusOK, "")
	if err := w.DB.InTx(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error { // as an earlier program wrote it
		_, err := tx.Exec(ctx, `UPDATE shop_log SET params = 'null' WHERE tenant_id = ? AND code = 'shop.log.download_started'`, tx.Tenant)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	log, downloads, issues := "/shops/"+shop.String()+"/log", "/shops/"+shop.String()+"/downloads", "/downloads/"+d.ID.String()+"/issues"
	for _, c := range []struct {
		path, lang, q string
		want          int
	}{
		{log, api.Chinese, "", 6},
		{log, api.Chinese, "  ", 6},
		{log, api.Chinese, "开始下载", 2},
		{log, api.Chinese, "began", 0},
		{log, api.English, "BEGAN", 2},
		{log, api.English, "开始下载", 0},
		{log, api.Chinese, "资料 深圳", 1},
		{log, api.Chinese, "深圳 开始", 0},
		{log, api.Chinese, "lucky", 1},
		{log, api.Chinese, "<店>", 1},
		{log, api.Chinese, "marketName", 0},
		{log, api.Chinese, "{name}", 0},
		{log, api.Chinese, "员工", 2},
		{log, api.Chinese, "%", 0},
		{issues, api.Chinese, "", 2},
		{issues, api.Chinese, "610000000001", 1},
		{issues, api.Chinese, "0000002", 1},
		{issues, api.Chinese, "店铺里没有", 2},
		{issues, api.Chinese, "简易 610000000002", 1},
		{issues, api.English, "simple", 2},
		{issues, api.Chinese, "simple", 0},
		{issues + "?kind=notice", api.English, "simple", 0},
		{downloads, api.Chinese, "", 2},
		{downloads, api.Chinese, offer, 1},
		{downloads, api.Chinese, "OWNER", 2},
		{downloads, api.Chinese, "没有这样的", 0},
	} {
		at, _ := url.Parse(c.path)
		query := at.Query()
		query.Set("q", c.q)
		got := w.Owner.Do(t, http.MethodGet, at.Path+"?"+query.Encode(), nil, apitest.Header("Accept-Language", c.lang)).Want(t, http.StatusOK, "")
		if got.At("total") != c.want {
			t.Errorf("%s, %q in %s: %v, want %v\n%s", c.path, c.q, c.lang, got.At("total"), c.want, got.Body)
		}
	}
}
