package channel_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/channel/channeltest"
)

func TestPlatformTellsWhetherShopsCanBeAuthorised(t *testing.T) {
	t.Parallel()
	w := setup(t)
	a := w.Owner.Get(t, "/shops/platform").Want(t, http.StatusOK, "")
	if a.At("ready") != true || a.Text("callbackUrl") != channeltest.PublicURL+channel.CallbackPath {
		t.Errorf("platform: %s", a.Body)
	}
}

func TestExaminationOfAShop(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	path := "/shops/" + shop.String() + "/examination"
	found := func(a *apitest.Answer) map[string]string {
		var list struct {
			Items []struct {
				Subject, Verdict string
				Said             struct{ Code string }
			}
		}
		a.JSON(t, &list)
		out := map[string]string{}
		for _, f := range list.Items {
			out[f.Subject] = f.Verdict + " " + f.Said.Code
		}
		return out
	}
	want := func(got map[string]string, subject, line string) {
		t.Helper()
		if got[subject] != line {
			t.Errorf("%s: %q, want %q", subject, got[subject], line)
		}
	}
	platform := found(w.Owner.Get(t, "/shops/platform/examination").Want(t, http.StatusOK, ""))
	want(platform, "gateway", "good shop.found.gateway")
	want(platform, "signature", "good shop.found.signature")
	got := found(w.Owner.Get(t, path).Want(t, http.StatusOK, ""))
	want(got, "token", "good shop.found.token")
	want(got, "authorisation", "good shop.found.end")
	want(got, "calls", "good shop.found.entitled")
	want(got, "market", "note shop.found.no_market")

	// What is said is said in both languages, and what is wrong has its remedy.
	w.Deny(t, "com.alibaba.trade:alibaba.preOrder.*")
	a := w.Owner.Get(t, path).Want(t, http.StatusOK, "")
	want(found(a), "calls", "bad shop.found.denied")
	if text := string(a.Body); !strings.Contains(text, "应用没有权限调用 alibaba.preOrder.create") || !strings.Contains(text, "the app may not call alibaba.preOrder.create") || !strings.Contains(text, "订购或申请") {
		t.Errorf("denied: %s", text)
	}
}
