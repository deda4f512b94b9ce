package channel_test

import (
	"net/http"
	"testing"

	"github.com/huotong/huotong/internal/channel"
)

func TestPlatformTellsWhetherShopsCanBeAuthorised(t *testing.T) {
	t.Parallel()
	w := setup(t)
	a := w.Owner.Get(t, "/shops/platform").Want(t, http.StatusOK, "")
	if a.At("ready") != true || a.Text("callbackUrl") != publicURL+channel.CallbackPath {
		t.Errorf("platform: %s", a.Body)
	}
}
