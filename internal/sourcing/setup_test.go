package sourcing_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/sourcing"
)

const (
	wang    = channeltest.Wang
	haixi   = "海西贸易采购"
	clothes = channeltest.Clothes
	company = "杭州云裳服饰有限公司"
)

// world is two account sets with a 1688 beside them; the owner of the first has a buyer
// account.
type world struct {
	*channeltest.World
	svc     *sourcing.Service
	account db.ID
}

func setup(tb testing.TB) *world {
	tb.Helper()
	w := &world{}
	apitest.New(tb, func(a *apitest.World) {
		w.World = channeltest.Start(tb, a)
		w.svc = sourcing.New(a.DB, w.Parties, w.Goods, w.Shops)
		w.svc.Register(a.API)
		w.svc.RegisterJobs(w.Jobs)
	})
	w.account = w.Authorize(tb, w.Owner, wang)
	return w
}

// variant is a spec of an offer: its code and its values by colour and size.
func variant(code, colour, size string) channeltest.Spec {
	spec := channeltest.Coloured(code, colour)
	spec.Attributes = append(spec.Attributes, map[string]string{"name": "尺码", "value": size})
	spec.Stock = 100
	return spec
}

// shirt is an offer of four specs, and our product of the same.
func (w *world) shirt(tb testing.TB) *channeltest.Offer {
	tb.Helper()
	return w.Sell(tb, "纯棉T恤", nil, variant("T1-BM", "黑色", "M"), variant("T1-BL", "黑色", "L"), variant("", "白色", "M"), variant("", "白色", "L"))
}

// product makes a product and gives the ids of its SKUs by their codes.
func (w *world) product(tb testing.TB, p *apitest.Person, code string, skus ...map[string]any) map[string]db.ID {
	tb.Helper()
	body := map[string]any{"code": code, "name": "商品" + code, "unit": "件"}
	if len(skus) > 0 {
		body["attributes"], body["skus"] = []string{"颜色", "尺码"}, skus
	}
	p.Do(tb, http.MethodPost, "/products", body).Want(tb, http.StatusCreated, "")
	var page struct {
		Items []struct {
			ID   db.ID  `json:"id"`
			Code string `json:"code"`
		}
	}
	p.Get(tb, "/skus?pageSize=200&q="+url.QueryEscape(code)).Want(tb, http.StatusOK, "").JSON(tb, &page)
	out := map[string]db.ID{}
	for _, k := range page.Items {
		out[k.Code] = k.ID
	}
	return out
}

func own(code, colour, size string) map[string]any {
	return map[string]any{"code": code, "values": []string{colour, size}}
}

func (w *world) supplier(tb testing.TB, p *apitest.Person, name, login string) db.ID {
	tb.Helper()
	return p.Do(tb, http.MethodPost, "/suppliers", map[string]any{"name": name, "loginId": login}).Want(tb, http.StatusCreated, "").ID("id")
}

func (w *world) look(tb testing.TB, sku db.ID, link string) *apitest.Answer {
	tb.Helper()
	return w.Owner.Do(tb, http.MethodPost, "/offers/actions/look-up", map[string]any{"accountId": w.account, "link": link, "skuId": sku})
}

// texts joins the values of a field over the items of a list.
func texts(a *apitest.Answer, list, field string) string {
	var out []string
	for i := 0; a.At(list, i) != nil; i++ {
		out = append(out, a.Text(list, i, field))
	}
	return strings.Join(out, " ")
}
