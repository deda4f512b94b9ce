package channel_test

import (
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
)

// The SKUs made from offers are the best suggestions for them, although their
// siblings share product, title and often the picture.
func TestTheBestSuggestionIsTheRightSibling(t *testing.T) {
	t.Parallel()
	w := setup(t)
	shop := w.AuthorizeShop(t, w.Owner, clothes)
	w.download(t, shop, channel.DownloadCreate, "")
	lines, err := w.Shops.Lines(t.Context(), w.Scope(), api.ListQuery{Page: 1, PageSize: 100}, channel.LineFilter{Match: "matched", Reach: all})
	if err != nil {
		t.Fatal(err)
	}
	if len(lines.Items) < 50 {
		t.Fatalf("only %d lines are matched", len(lines.Items))
	}
	for _, l := range lines.Items {
		list, err := w.Shops.Suggest(t.Context(), w.Scope(), all, l.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 || list[0].SKU.ID != l.SKUID || list[0].Score < 95 {
			t.Errorf("%s %s (%s): %+v", l.Title, l.Name, l.SKUCode, list)
			continue
		}
		// A sibling with other values is never so likely that it is accepted unseen.
		for _, other := range list[1:] {
			if other.SKU.ProductID == l.ProductID && other.Score > 60 {
				t.Errorf("%s %s: sibling %s scores %d", l.Title, l.Name, other.SKU.Code, other.Score)
			}
		}
	}
}
