package channel_test

import (
	"net/http"
	"net/url"
	"testing"
)

func TestShopsAreFoundByWhatPeopleKnowThemBy(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.authorize(t, w.Owner, clothes)
	w.authorize(t, w.Owner, office)
	for q, want := range map[string]float64{"": 2, "云裳": 1, "文彩 义乌": 1, "云裳 义乌": 0, "  ": 2} {
		a := w.Owner.Get(t, "/shops?q="+url.QueryEscape(q)).Want(t, http.StatusOK, "")
		if got := a.At("total"); got != want {
			t.Errorf("%q finds %v shops, want %v: %s", q, got, want, a.Body)
		}
	}
}
