package suggest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/suggest"
)

// Rows come to whoever works on them all and in their order, however many there are; an
// error of either side ends both.
func TestPipe(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	numbers := func(most int) string {
		return fmt.Sprintf("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n ORDER BY i", most)
	}
	piped := func(query string, work func(int) error) error {
		return d.View(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error { return suggest.PipeNumbers(ctx, tx, query, work) })
	}
	for _, most := range []int{1, 512, 513, 20_000} {
		var got []int
		if err := piped(numbers(most), func(n int) error { got = append(got, n); return nil }); err != nil {
			t.Fatal(err)
		}
		if len(got) != most || !slices.IsSorted(got) {
			t.Errorf("of %d rows %d came, from %d to %d", most, len(got), got[0], got[len(got)-1])
		}
	}
	broken := errors.New("broken")
	did := 0
	if err := piped(numbers(20_000), func(int) error {
		if did++; did == 700 {
			return broken
		}
		return nil
	}); !errors.Is(err, broken) || did != 700 {
		t.Errorf("after %d rows: %v", did, err)
	}
	if err := piped("SELECT 'no number'", func(int) error { t.Error("worked on what could not be read"); return nil }); err == nil {
		t.Error("what could not be read was passed over")
	}
}
