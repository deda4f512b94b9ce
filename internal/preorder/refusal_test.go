package preorder_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/sandbox1688"
)

// Each refusal says why and what to do, in both languages, and after the remedy the
// pre-order is made.
func TestEveryRefusalAndItsRemedy(t *testing.T) { //nolint:tparallel // the cases change one stall after the other
	t.Parallel()
	s := setup(t)
	for name, c := range map[string]struct {
		code   string
		spoil  func(t *testing.T, s *stall)
		change func(s *stall) func(*sale.Input)
		remedy func(t *testing.T, s *stall) // nil where the document has to be changed
	}{
		"SKU not matched": {
			"preorder.sku_not_matched",
			func(t *testing.T, s *stall) { s.matched(t, false) }, nil,
			func(t *testing.T, s *stall) { s.matched(t, true) },
		},
		"online stock short": {
			"preorder.online_stock_short",
			func(t *testing.T, s *stall) { s.onlineStock(t, 2) }, nil,
			func(t *testing.T, s *stall) { s.onlineStock(t, 500) },
		},
		"authorisation expired": {
			"shop.authorisation_lost",
			func(t *testing.T, s *stall) {
				s.Revoke(t)
			}, nil,
			func(t *testing.T, s *stall) { s.authorise(t) },
		},
		"shop disabled": {
			"shop.disabled",
			func(t *testing.T, s *stall) { s.enable(t, false) }, nil,
			func(t *testing.T, s *stall) { s.enable(t, true) },
		},
		"shop gone": {
			"preorder.shop_gone",
			func(t *testing.T, s *stall) {
				if err := s.Shops.RemoveShop(t.Context(), s.scope, s.shop, true); err != nil {
					t.Fatal(err)
				}
			}, nil,
			func(t *testing.T, s *stall) { s.authorise(t); s.matched(t, true) },
		},
		"too many items": {
			"preorder.too_many_items", nil,
			func(*stall) func(*sale.Input) {
				return func(in *sale.Input) {
					for range 50 {
						in.Lines = append(in.Lines, in.Lines[0])
					}
				}
			}, nil,
		},
		"ACL": {
			"preorder.no_permission",
			func(t *testing.T, s *stall) {
				s.Deny(t, "com.alibaba.trade:alibaba.preOrder.*")
			}, nil,
			func(t *testing.T, s *stall) { s.Deny(t) },
		},
		"usage exhausted": {
			"preorder.usage_exhausted",
			func(t *testing.T, s *stall) {
				s.Fault(t, sandbox1688.FaultGateway, apiCreate, "code", "gw.NoUsageLeftError", "message", "SLA bill has no usage left", "count", -1)
			}, nil,
			func(t *testing.T, s *stall) { s.NoFaults(t) },
		},
		"unreachable": {
			"preorder.unreachable",
			func(t *testing.T, s *stall) {
				s.Fault(t, "throttle", apiCreate, "count", -1)
			}, nil,
			func(t *testing.T, s *stall) { s.NoFaults(t) },
		},
		"whatever else 1688 says": {
			"preorder.platform_refused",
			func(t *testing.T, s *stall) {
				s.Fault(t, "business", apiCreate, "code", "X_1", "message", "店铺被限制", "count", -1)
			}, nil,
			func(t *testing.T, s *stall) { s.NoFaults(t) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			var change []func(*sale.Input)
			if c.change != nil {
				change = append(change, c.change(s))
			}
			d := s.sell(t, "3", change...)
			if c.spoil != nil {
				c.spoil(t, s)
			}
			for range 25 { // as often as a job is tried
				_ = s.work(t)
				if s.of(t, d).Upload == "refused" {
					break
				}
				s.Clock.Advance(14 * time.Hour)
			}
			p := s.of(t, d)
			if p.Upload != "refused" || p.Refusal == nil || p.Refusal.Code != c.code || !p.Uploadable || s.live(t, d) != 0 {
				t.Fatalf("%d live, shown %+v %+v", s.live(t, d), p, p.Refusal)
			}
			for _, lang := range []string{"zh-CN", "en-US"} {
				var told shown
				s.Owner.Do(t, http.MethodGet, "/preorders/"+p.ID, nil, withLanguage(lang)).JSON(t, &told)
				if told.Refusal.Detail == "" || told.Refusal.Remedy == "" || strings.Contains(told.Refusal.Detail+told.Refusal.Remedy, "{") {
					t.Errorf("%s: %+v", lang, told.Refusal)
				}
			}
			if c.remedy == nil {
				return
			}
			c.remedy(t, s)
			s.uploadAgain(t, p)
			s.pass(t, time.Minute, 20*time.Second)
			if p = s.of(t, d); p.Upload != "uploaded" || p.Pay != "unpaid" || s.live(t, d) != 1 || p.Refusal != nil {
				t.Fatalf("after the remedy: %d live, shown %+v %+v", s.live(t, d), p, p.Refusal)
			}
			s.act(t, p.PlatformID, "pay")
			s.pass(t, time.Minute, 20*time.Second)
		})
	}
	s.sound(t)
}

func withLanguage(lang string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set("Accept-Language", lang) }
}

// matched takes the pairs of the SKU apart, or puts them together again.
func (s *stall) matched(t *testing.T, together bool) {
	t.Helper()
	path := "/online-skus?shopId=" + s.shop.String() + "&pageSize=200"
	var list struct {
		Items []struct{ ID, OfferID, SkuID string }
	}
	s.Owner.Get(t, path).Want(t, http.StatusOK, "").JSON(t, &list)
	if !together {
		s.lines = nil
		for _, l := range list.Items {
			if l.SkuID == s.sku.String() {
				s.lines = append(s.lines, l.ID)
				s.Owner.Do(t, http.MethodDelete, "/online-skus/"+l.ID+"/match", nil)
			}
		}
		if s.lines == nil {
			t.Fatal("no pair of the SKU")
		}
		return
	}
	for _, l := range list.Items {
		if l.SkuID == s.sku.String() {
			return // matched by the download
		}
	}
	for _, id := range s.lines {
		s.Owner.Do(t, http.MethodPut, "/online-skus/"+id+"/match", map[string]any{"skuId": s.sku}).Want(t, http.StatusOK, "")
	}
}

func (s *stall) onlineStock(t *testing.T, n int) {
	t.Helper()
	var o struct {
		SKUs []struct {
			ID int64 `json:"skuId"`
		} `json:"skus"`
	}
	s.Control(t, http.MethodGet, "offers/"+s.offer.String(), nil).JSON(t, &o)
	for _, k := range o.SKUs {
		s.Control(t, http.MethodPatch, "offers/"+s.offer.String()+"/skus/"+db.ID(k.ID).String(), map[string]any{"stock": n})
	}
}

func (s *stall) enable(t *testing.T, on bool) {
	t.Helper()
	p, err := s.Shops.Shop(t.Context(), s.scope, s.shop)
	if err != nil {
		t.Fatal(err)
	}
	s.Owner.Do(t, http.MethodPut, "/shops/"+s.shop.String()+"?force=true", map[string]any{"name": p.Name, "market": p.Market, "enabled": on, "version": p.Version}).Want(t, http.StatusOK, "")
}

// A document whose pre-order is being looked up is not reversed until that has ended.
func TestReversingWaitsForTheLook(t *testing.T) {
	t.Parallel()
	s := setup(t)
	s.Fault(t, "cut", apiCreate)
	d := s.sell(t, "3")
	_ = s.work(t)
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); !errors.Is(err, preorder.ErrStillChecking) {
		t.Fatalf("reversing gave %v", err)
	}
	// As well when the process died before it could note that there was no answer.
	s.Exec(t, "UPDATE preorder SET upload_state = 'waiting' WHERE tenant_id = ?", s.A.ID)
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); !errors.Is(err, preorder.ErrStillChecking) {
		t.Fatalf("reversing gave %v", err)
	}
	s.pass(t, time.Minute, 20*time.Second)
	if _, err := s.sales.Reverse(t.Context(), s.scope, d.ID, d.Version); err != nil {
		t.Fatal(err)
	}
	if p := s.of(t, d); p.Upload != "abandoned" {
		t.Errorf("shown %+v", p)
	}
}
