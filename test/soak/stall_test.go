package soak_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/test/world"
)

const (
	sandboxKey    = "4000001"
	sandboxSecret = "soak-app-secret"
	seller        = "云裳服饰批发"
)

// house is the built program beside a sandbox, each a process of its own.
type house struct {
	sandbox *world.Client // control API
	api     *world.Client
	server  *world.Process
	url     string
	env     []string
	stalls  []*stall
	posted  map[string]int // sales by stall
}

// stall is an account set with an authorised shop, ready to sell.
type stall struct {
	*world.Client
	name, shop, customer string
	goods                []good
}

// good is something that is online, matched and in stock.
type good struct {
	ID    string
	Price string
	Least int64
}

func newHouse(t *testing.T, stalls int) *house {
	t.Helper()
	binary := world.Binary(t)
	sandbox := apitest.FreeAddress(t)
	world.Start(t, "http://"+sandbox+"/console", nil, binary, "sandbox", "--addr", sandbox, "--app-key", sandboxKey, "--app-secret", sandboxSecret)
	addr := apitest.FreeAddress(t)
	h := &house{url: "http://" + addr, sandbox: world.NewClient(t, "http://"+sandbox+"/control"), posted: map[string]int{}}
	h.env = []string{
		"HUOTONG_ADDR=" + addr, "HUOTONG_DATA=" + t.TempDir(), "HUOTONG_SECRET_KEY=" + strings.Repeat("k", 40), "HUOTONG_1688_RATE=0",
		"HUOTONG_1688_GATEWAY=http://" + sandbox + "/openapi", "HUOTONG_1688_AUTHORIZE=http://" + sandbox + "/oauth/authorize",
		"HUOTONG_1688_APP_KEY=" + sandboxKey, "HUOTONG_1688_APP_SECRET=" + sandboxSecret,
	}
	if address := dbtest.EmptyAddress(t); strings.HasPrefix(address, "postgres://") {
		h.env = append(h.env, "HUOTONG_DATABASE_URL="+address)
	}
	h.start(t)
	h.api = world.NewClient(t, h.url+"/api/v1")
	h.api.Must(t, http.MethodPost, "/setup", map[string]any{"login": "owner", "name": "王老板", "password": "correct horse"}, nil)
	for i := range stalls {
		h.stalls = append(h.stalls, h.newStall(t, fmt.Sprintf("S%d", i+1)))
	}
	return h
}

func (h *house) start(t *testing.T) {
	t.Helper()
	h.server = world.Start(t, h.url+"/readyz", h.env, world.Binary(t), "serve")
}

func (h *house) newStall(t *testing.T, name string) *stall {
	t.Helper()
	var set, shop, customer, warehouses struct {
		ID      string `json:"id"`
		Name    string `json:"name"`
		Version int64  `json:"version"`
		Items   []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	h.api.Must(t, http.MethodPost, "/account-sets", map[string]any{
		"name": name, "startDate": world.StartDate, "industry": "apparel", "costingScope": "set", "stockReview": false, "taxAccounted": false, "modules": []string{"sell1688"},
	}, &set)
	s := &stall{Client: h.api.In(set.ID), name: name}
	var begun struct {
		URL string `json:"url"`
	}
	s.Must(t, http.MethodPost, "/shops/authorizations", map[string]any{"thenDownload": true}, &begun)
	back := s.Location(t, begun.URL+"&sandbox_login="+url.QueryEscape(seller))
	done, err := url.Parse(s.Location(t, back))
	if err != nil {
		t.Fatal(err)
	}
	s.shop = done.Query().Get("authorized")
	s.Must(t, http.MethodGet, "/shops/"+s.shop, nil, &shop)
	s.Must(t, http.MethodPut, "/shops/"+s.shop, map[string]any{"name": shop.Name, "market": "dxc", "enabled": true, "version": shop.Version}, nil)
	s.waitDownload(t, done.Query().Get("download"))
	s.Must(t, http.MethodPost, "/customers", map[string]any{"name": "老张车行"}, &customer)
	s.customer = customer.ID
	s.Must(t, http.MethodGet, "/warehouses", nil, &warehouses)
	s.stockUp(t, warehouses.Items[0].ID)
	return s
}

// stockUp chooses goods that are on sale in quantity and puts plenty on the shelf.
func (s *stall) stockUp(t *testing.T, warehouse string) {
	t.Helper()
	var lines struct {
		Items []struct {
			SKUID    string  `json:"skuId"`
			Price    *string `json:"price"`
			Stock    int64   `json:"stock"`
			MinOrder int64   `json:"minOrder"`
		} `json:"items"`
	}
	s.Must(t, http.MethodGet, "/online-skus?state=matched&offer=online&pageSize=200", nil, &lines)
	var opening []map[string]any
	for _, l := range lines.Items {
		if l.Price == nil || l.Stock < 100 || l.MinOrder > 5 || len(s.goods) == 20 {
			continue
		}
		s.goods = append(s.goods, good{l.SKUID, *l.Price, max(l.MinOrder, 1)})
		opening = append(opening, map[string]any{"warehouseId": warehouse, "skuId": l.SKUID, "quantity": "100000", "unitCost": "3.3"})
	}
	if len(s.goods) < 3 {
		t.Fatalf("only %d goods to sell", len(s.goods))
	}
	s.Must(t, http.MethodPost, "/stock-documents", map[string]any{"kind": "opening_stock", "post": true, "lines": opening}, nil)
}

// download is a run of reading the shop's offers.
type download struct {
	ID     string `json:"id"`
	State  string `json:"state"`
	Added  int64  `json:"added"`
	Made   int64  `json:"products"`
	Failed int64  `json:"failed"`
}

func (s *stall) waitDownload(t *testing.T, id string) download {
	t.Helper()
	var d download
	eventually(t, 4*time.Minute, func() string {
		s.Must(t, http.MethodGet, "/downloads/"+id, nil, &d)
		if d.State == "running" {
			return "the download is still running"
		}
		return ""
	})
	if d.State != "succeeded" {
		t.Fatalf("the download ended as %+v", d)
	}
	return d
}

// eventually waits until check gives "", which else says what is missing.
func eventually(t *testing.T, within time.Duration, check func() string) {
	t.Helper()
	for until := time.Now().Add(within); ; time.Sleep(200 * time.Millisecond) {
		missing := check()
		if missing == "" {
			return
		}
		if time.Now().After(until) {
			t.Fatalf("after %s: %s", within, missing)
		}
	}
}

// preorder is one as the sandbox shows it.
type preorder struct {
	ID     int64  `json:"id"`
	State  string `json:"state"`
	Remark string `json:"remark"`
}

func (p *preorder) live() bool {
	return p.State == "waiting" || p.State == "ordered" || p.State == "paid"
}

// onSandbox gives the pre-orders of the sandbox by the sale they are of, which is
// the last word of the remark.
func (h *house) onSandbox(t *testing.T) map[string][]preorder {
	t.Helper()
	var list []preorder
	h.sandbox.Must(t, http.MethodGet, "/preorders?limit=1000", nil, &list)
	if len(list) == 1000 {
		t.Fatal("the sandbox shows no more than 1000 pre-orders: use fewer rounds")
	}
	out := map[string][]preorder{}
	for _, p := range list {
		words := strings.Fields(p.Remark)
		sale := words[len(words)-1]
		out[sale] = append(out[sale], p)
	}
	return out
}

// once fails when a sale has two live pre-orders.
func (h *house) once(t *testing.T) (live int) {
	t.Helper()
	for sale, list := range h.onSandbox(t) {
		n := 0
		for i := range list {
			if list[i].live() {
				n++
			}
		}
		if live += n; n > 1 {
			t.Errorf("sale %s has %d live pre-orders: %+v", sale, n, list)
		}
	}
	return live
}

// verified runs `huotong verify` beside the server.
func (h *house) verified(t *testing.T) {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), world.Binary(t), "verify")
	cmd.Env = h.env
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		t.Errorf("huotong verify: %v\n%s", err, &out)
	}
}
