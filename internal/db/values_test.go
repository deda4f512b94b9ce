package db_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
)

func TestBigints(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"(CAST(? AS BIGINT))":                               db.Bigints(1, 1),
		"(CAST(? AS BIGINT),CAST(? AS BIGINT)),(?,?),(?,?)": db.Bigints(3, 2),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestContains(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	for _, c := range []struct {
		q    string
		want bool
	}{
		{"仓", true}, {"a-1", true}, {"A-1", true}, {"50%_", true}, {`\b`, true}, {" ab ", true},
		{"a_1", false}, {"50_", false}, {"%仓", false}, {`\\`, false}, {"xyz", false},
	} {
		cond, args := db.Contains(c.q, "t.one", "t.two")
		var n int64
		if err := d.View(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
			_, err := tx.Row(ctx, `SELECT COUNT(*) FROM (SELECT 'A-1 总仓' AS one, '50%_ \b AB' AS two) AS t WHERE `+cond, args, &n)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if (n == 1) != c.want {
			t.Errorf("%q is found: %v", c.q, n == 1)
		}
	}
	if cond, args := db.Contains(" ", "t.one"); cond != "" || args != nil {
		t.Errorf("a blank text gives %q %v", cond, args)
	}
}
