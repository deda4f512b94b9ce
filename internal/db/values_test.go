package db_test

import (
	"testing"

	"github.com/huotong/huotong/internal/db"
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
