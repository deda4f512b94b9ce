package sandbox1688

import (
	"fmt"
	"go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// The sandbox must not share code with any client, or both would agree on the same
// mistake: of other modules it may use the QR encoder alone.
func TestImportsNothingOfOurs(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("*.go")
	if err != nil || len(names) < 20 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		f, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			path := strings.Trim(i.Path.Value, `"`)
			if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") && path != "github.com/skip2/go-qrcode" && !strings.HasSuffix(path, "/huotong/sandbox1688") {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}

// Every API and every switch is described in docs/sandbox.md.
func TestDocumentIsComplete(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("../docs/sandbox.md")
	if err != nil {
		t.Fatal(err)
	}
	doc := string(raw)
	for id, a := range apiTable() {
		if !strings.Contains(doc, a.name) {
			t.Errorf("docs/sandbox.md does not mention %s", id)
		}
	}
	b := setup(t)
	switches, ok := b.control("GET", "switches", nil).at().(map[string]any)
	if !ok || len(switches) < 20 {
		t.Fatalf("%d switches", len(switches))
	}
	for name := range switches {
		if !strings.Contains(doc, "`"+name+"`") {
			t.Errorf("docs/sandbox.md does not mention the switch %s", name)
		}
	}
	for _, kind := range faultKinds {
		if !strings.Contains(doc, "`"+kind+"`") {
			t.Errorf("docs/sandbox.md does not mention the fault %s", kind)
		}
	}
}

func TestClock(t *testing.T) {
	t.Parallel()
	b := setup(t)
	millis := func() string {
		return string(b.do("GET", "/openapi/param2/1/system/currentTime/1234567", "").raw)
	}
	b.advance("36h")
	if millis() != `"20260802221500000+0800"` {
		t.Errorf("advanced: %s", millis())
	}
	b.control("POST", "clock", map[string]any{"set": "2027-01-01T00:00:00Z"}).want("2027-01-01T00:00:00Z", "now")
	b.control("DELETE", "clock", nil).want("0s", "offset")
	for _, body := range []map[string]any{{}, {"advance": "1h", "set": "2027-01-01T00:00:00Z"}, {"advance": 5}, {"advance": "later"}} {
		if a := b.tryControl("POST", "clock", body); a.status != 400 {
			t.Errorf("%v: %s", body, a.raw)
		}
	}
}

func TestReset(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.create(1)
	b.advance("1h")
	b.control("POST", "generate", map[string]any{"seller": sellerClothes, "offers": 5})
	b.control("PATCH", "switches", map[string]any{"maskReceiver": true})
	b.control("POST", "reset", nil)
	a := b.control("GET", "state", nil)
	a.want("0", "counts", "preOrders")
	a.want("92", "counts", "offers")
	a.want("0s", "offset")
	a.want("false", "switches", "maskReceiver")
	if o := b.offer("冰丝针织短袖T恤女"); o.SKUs[0].Stock == 1000 {
		t.Error("a reset returns to the seed's stock")
	}
}

func TestEmptySeedIsFilledByControl(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Seed = EmptySeed() })
	b.control("POST", "accounts", map[string]any{"loginId": "新店", "seller": true})
	b.control("POST", "offers", map[string]any{"seller": "新店", "subject": "胶带", "categoryId": catTape, "stock": 50, "priceRanges": []any{map[string]any{"startQuantity": 1, "price": 2.5}}})
	b.control("POST", "markets", map[string]any{"code": "ywgm", "name": "义乌国际商贸城"})
	b.control("GET", "markets", nil).want("ywgm", 3, "code")
	id := b.control("GET", "offers", nil).text("offers", 0, "id")
	a := b.call("新店", apiCreate, map[string]string{"marketName": "ywgm", "postFee": "0", "itemList": fmt.Sprintf(`[{"offerId":%s,"buyAmount":2,"auctionPrice":250}]`, id)})
	a.want("true", "success")
	if a := b.tryControl("POST", "accounts", map[string]any{"loginId": "新店"}); a.status != 400 {
		t.Errorf("the login is taken: %s", a.raw)
	}
}

func TestControlRefusesOtherSites(t *testing.T) {
	t.Parallel()
	b := setup(t)
	if a := b.do("POST", "/control/reset", "", "Sec-Fetch-Site", "cross-site"); a.status != 403 {
		t.Errorf("another site's page: %d %s", a.status, a.raw)
	}
	if a := b.do("POST", "/control/reset", "", "Sec-Fetch-Site", "same-origin"); a.status != 200 {
		t.Errorf("the console: %d %s", a.status, a.raw)
	}
}

func TestPagesAndPictures(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for path, want := range map[string]string{
		"/console": "控制台", "/console/static/console.js": "import", "/console/static/sandbox.css": "--brand", "/control/categories": "胶带",
	} {
		if a := b.do("GET", path, ""); a.status != 200 || !strings.Contains(string(a.raw), want) {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	picture := b.offer("冰丝针织短袖T恤女").SKUs[0].Attributes[0].Image
	full := b.do("GET", "/"+picture, "")
	small := b.do("GET", "/"+strings.TrimSuffix(picture, ".jpg")+".80x80.jpg", "")
	if !strings.HasPrefix(string(full.raw), "\xff\xd8") || len(small.raw) >= len(full.raw) {
		t.Errorf("pictures of %d and %d bytes", len(full.raw), len(small.raw))
	}
	for _, path := range []string{"/img/", "/img/x.png", "/img/../server.go", "/nothing"} {
		if a := b.do("GET", path, ""); a.status == 200 {
			t.Errorf("%s: %d", path, a.status)
		}
	}
	if a := b.do("GET", "/img/ibank/odd_name.jpg", ""); a.status != 200 {
		t.Errorf("a path the sandbox did not make: %d", a.status)
	}
}

// Many callers at once; the race detector watches.
func TestConcurrentCalls(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.stock("冰丝针织短袖T恤女", 100_000)
	b.token(sellerClothes)
	params := bill([]item{b.shirt(1)})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 10 {
				id := b.call(sellerClothes, apiCreate, params).text("orderId")
				b.control("POST", "preorders/"+id+"/pay", nil)
				b.preOrder(id)
				b.call(sellerClothes, apiList, map[string]string{"needDetail": "true"})
				b.call(sellerClothes, apiOrders, nil)
				b.control("GET", "offers?pageSize=5", nil)
			}
		})
	}
	wg.Wait()
	a := b.control("GET", "counters", nil)
	a.want("80", "counts", "preOrdersPaid")
	a.want("0", "counts", "preOrdersLive")
	if got := b.offer("冰丝针织短袖T恤女").SKUs[0].Stock; got != 100_000-80 {
		t.Errorf("stock %d", got)
	}
	a.want("80", "apis", apiCreate+"-1", "ok")
}
