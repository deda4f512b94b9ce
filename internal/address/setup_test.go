package address_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel/channeltest"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/sandbox1688"
)

const (
	wang  = channeltest.Wang // has two entries in its address book
	haixi = "海西贸易采购"
	path  = "/receiving-addresses"
)

// world is two account sets with a 1688 beside them.
type world struct {
	*channeltest.World
	svc *address.Service
}

func setup(tb testing.TB) *world {
	tb.Helper()
	w := &world{}
	apitest.New(tb, func(a *apitest.World) {
		w.World = channeltest.Start(tb, a)
		w.svc = address.New(a.DB, w.Shops, nil)
		stock.New(a.DB, w.Goods, finance.New(a.DB, w.Parties)).Register(a.API)
		w.svc.Register(a.API)
	})
	return w
}

// away makes 1688 fail from now on.
func (w *world) away(tb testing.TB) {
	tb.Helper()
	w.Fault(tb, sandbox1688.FaultHTTP, "", "count", -1)
}

// good is an address that nothing is wrong with, changed by pairs of field and value.
func good(pairs ...any) map[string]any {
	body := map[string]any{"name": "杭州仓", "contact": "王小明", "mobile": "13800000001", "divisionCode": "330108", "line1": "网商路699号"}
	for i := 0; i+1 < len(pairs); i += 2 {
		field, _ := pairs[i].(string)
		if body[field] = pairs[i+1]; pairs[i+1] == nil {
			delete(body, field)
		}
	}
	return body
}

func (w *world) create(tb testing.TB, p *apitest.Person, pairs ...any) *apitest.Answer {
	tb.Helper()
	return p.Do(tb, http.MethodPost, path, good(pairs...)).Want(tb, http.StatusCreated, "")
}

// warehouse gives the id of the first warehouse of the person's set.
func warehouse(tb testing.TB, p *apitest.Person) string {
	tb.Helper()
	return p.Get(tb, "/warehouses").Want(tb, http.StatusOK, "").Text("items", 0, "id")
}

// switchOff switches buying on 1688 off.
func (w *world) switchOff(tb testing.TB) {
	tb.Helper()
	w.Exec(tb, `UPDATE account_set SET modules = '["sell1688"]' WHERE tenant_id = ?`, w.A.ID)
}

// limit takes every warehouse and account out of a person's reach.
func (w *world) limit(tb testing.TB, p *apitest.Person) {
	tb.Helper()
	user := w.Owner.Get(tb, "/users/"+p.ID.String()).Want(tb, http.StatusOK, "")
	none := map[string]any{"all": false, "ids": []string{}}
	w.Owner.Do(tb, http.MethodPut, "/users/"+p.ID.String(), map[string]any{
		"active": true, "roleIds": user.At("roleIds"), "warehouses": none, "shops": none, "version": user.At("version"),
	}).Want(tb, http.StatusOK, "")
}
