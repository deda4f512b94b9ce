package suggest

import (
	"context"
	"database/sql"

	"golang.org/x/sync/errgroup"

	"github.com/huotong/huotong/internal/db"
)

const (
	pipeRows    = 512 // handed over at once
	pipeBatches = 4   // read ahead
)

// pipe reads rows with scan and hands them on, in their order, to work on another
// goroutine: the database reads on while they are worked on.
func pipe[T any](ctx context.Context, tx *db.Tx, query string, args []any, scan func(*sql.Rows, *T) error, work func(*T) error) error {
	g, ctx := errgroup.WithContext(ctx)
	batches := make(chan []T, pipeBatches)
	g.Go(func() error {
		defer close(batches)
		batch := make([]T, 0, pipeRows)
		send := func() error {
			select {
			case batches <- batch:
				batch = make([]T, 0, pipeRows)
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		err := tx.EachFresh(ctx, query, args, func(rows *sql.Rows) error {
			batch = append(batch, *new(T))
			if err := scan(rows, &batch[len(batch)-1]); err != nil {
				return err
			}
			if len(batch) == pipeRows {
				return send()
			}
			return nil
		})
		if err != nil || len(batch) == 0 {
			return err
		}
		return send()
	})
	g.Go(func() error {
		for batch := range batches {
			for i := range batch {
				if err := work(&batch[i]); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return g.Wait()
}
