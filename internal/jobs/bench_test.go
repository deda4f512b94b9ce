package jobs_test

import (
	"context"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/jobs"
)

// What a job adds to the transaction that enqueues it, against that transaction
// with a task row alone.
func BenchmarkEnqueue(b *testing.B) {
	for name, o := range map[string]*jobs.Options{"none": nil, "plain": {Subject: "销售单 XH20261122-0001"}, "laned": {Subject: "销售单 XH20261122-0001", Lane: "shop:1"}} {
		b.Run(name, func(b *testing.B) {
			d := dbtest.New(b)
			if _, err := d.Writer().ExecContext(b.Context(), "CREATE TABLE scratch (id BIGINT PRIMARY KEY)"); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				err := d.InTx(b.Context(), scope(setA), func(ctx context.Context, tx *db.Tx) error {
					if _, err := tx.Exec(ctx, "INSERT INTO scratch VALUES (?)", tx.NewID()); err != nil || o == nil {
						return err
					}
					return jobs.EnqueueTx(ctx, tx, note{N: 1}, *o)
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
