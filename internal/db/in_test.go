package db_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
)

func TestInsertAndKeysOverManyChunks(t *testing.T) {
	t.Parallel()
	const many = 3000
	err := dbtest.New(t).InTx(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		var args []any
		keys := make([]string, many)
		for i := range many {
			keys[i] = fmt.Sprint("k", i)
			args = append(args, keys[i], i%2, 1)
		}
		n, err := db.Insert(ctx, tx, "INSERT INTO login_failure (subject, failures, last_at) VALUES", 3, args, "")
		if err != nil || n != many {
			t.Errorf("%d rows written, %v", n, err)
			return err
		}
		changed, err := db.ExecIn(ctx, tx, "UPDATE login_failure SET last_at = ? WHERE subject IN ({in})", []any{2}, keys[:many-1])
		if err != nil || changed != many-1 {
			t.Errorf("%d rows changed, %v", changed, err)
		}
		seen := map[string]int{}
		err = db.EachIn(ctx, tx, "SELECT subject FROM login_failure WHERE failures = ? AND subject IN ({in})", []any{1}, slices.Concat(keys, []string{"nobody"}), func(rows *sql.Rows) error {
			var key string
			err := rows.Scan(&key)
			seen[key]++
			return err
		})
		if len(seen) != many/2 || seen["k2999"] != 1 || seen["k2998"] != 0 {
			t.Errorf("%d rows seen, the last %d times, %v", len(seen), seen["k2999"], err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
