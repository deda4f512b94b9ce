package soak_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/huotong/huotong/test/world"
)

// settleWithin bounds the wait for the last answers: an attempt nobody knows the
// end of is looked up for three quarters of a minute, and retries back off.
const settleWithin = 8 * time.Minute

// own is a pre-order as the program shows it.
type own struct {
	ID         string `json:"id"`
	SaleNo     string `json:"saleNo"`
	Note       string `json:"note"`
	Upload     string `json:"upload"`
	Pay        string `json:"pay"`
	PlatformID string `json:"platformId"`
	Refusal    *struct {
		Code   string `json:"code"`
		Detail string `json:"detail"`
	} `json:"refusal"`
}

// settle lets everything come to its end without faults and compares both sides.
func (k *killer) settle(t *testing.T) {
	t.Helper()
	start := time.Now()
	preorders := map[string][]own{}
	for _, s := range k.stalls {
		eventually(t, settleWithin, func() string {
			list := s.list(t)
			preorders[s.name] = list
			if len(list) < k.posted[s.name] {
				return fmt.Sprintf("%s has %d pre-orders of %d sales", s.name, len(list), k.posted[s.name])
			}
			for _, p := range list {
				if p.Upload != "uploaded" && p.Upload != "refused" {
					return fmt.Sprintf("%s: the pre-order of %s is still %s", s.name, p.SaleNo, p.Upload)
				}
			}
			return ""
		})
	}
	t.Logf("everything came to its end %s after the last round", time.Since(start).Round(time.Second))
	live := k.once(t)
	sandbox := k.onSandbox(t)
	uploaded, refused, paid := 0, 0, 0
	for _, s := range k.stalls {
		if got := len(preorders[s.name]); got != k.posted[s.name] {
			t.Errorf("%s posted %d sales and has %d pre-orders", s.name, k.posted[s.name], got)
		}
		for _, p := range preorders[s.name] {
			there := false
			for _, q := range sandbox[p.Note] {
				if !q.live() {
					continue
				}
				there = fmt.Sprint(q.ID) == p.PlatformID
				if q.State == "paid" {
					paid++
					s.mustBePaid(t, p.ID)
				}
			}
			switch {
			case p.Upload == "refused":
				refused++
				t.Errorf("%s %s was refused: %+v", s.name, p.SaleNo, p.Refusal) // the sandbox has no reason to
			case !there:
				t.Errorf("%s %s is uploaded as %s, the sandbox has %+v", s.name, p.SaleNo, p.PlatformID, sandbox[p.Note])
			default:
				uploaded++
			}
		}
	}
	if live != uploaded {
		t.Errorf("%d live pre-orders on the sandbox, %d known", live, uploaded)
	}
	k.downloadSettles(t)
	k.verified(t)
	t.Logf("%d sales: %d uploaded, %d refused, %d paid", k.sales, uploaded, refused, paid)
}

// list gives all pre-orders of the set.
func (s *stall) list(t *testing.T) []own {
	t.Helper()
	var all []own
	for page := 1; ; page++ {
		var body struct {
			Items []own `json:"items"`
			Total int   `json:"total"`
		}
		s.Must(t, http.MethodGet, fmt.Sprintf("/preorders?page=%d&pageSize=200", page), nil, &body)
		all = append(all, body.Items...)
		if len(all) >= body.Total || len(body.Items) == 0 {
			return all
		}
	}
}

// mustBePaid asks for the payment as a person at the counter would.
func (s *stall) mustBePaid(t *testing.T, id string) {
	t.Helper()
	eventually(t, 30*time.Second, func() string {
		var p own
		s.Must(t, http.MethodPost, "/preorders/"+id+"/actions/check", nil, &p)
		if p.Pay != "paid" {
			return fmt.Sprintf("pre-order %s is %s, the buyer has paid", id, p.Pay)
		}
		return ""
	})
}

// downloadSettles reads the offers once more without faults, and then finds
// nothing new: the runs that were killed lost nothing and made nothing twice.
func (k *killer) downloadSettles(t *testing.T) {
	t.Helper()
	for _, s := range k.stalls {
		var d download
		for range 2 {
			eventually(t, settleWithin, func() string {
				err := s.Do(t.Context(), http.MethodPost, "/shops/"+s.shop+"/downloads", "", map[string]any{"mode": "create"}, &d)
				if refused, ok := world.IsRefused(err); ok && refused.Status == http.StatusConflict {
					return "another download is under way: " + refused.Body
				}
				if err != nil {
					t.Fatal(err)
				}
				return ""
			})
			d = s.waitDownload(t, d.ID)
		}
		if d.Added != 0 || d.Made != 0 || d.Failed != 0 {
			t.Errorf("%s: reading everything twice still finds something: %+v", s.name, d)
		}
	}
}
