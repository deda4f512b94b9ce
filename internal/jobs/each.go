package jobs

import (
	"context"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// EachSet does something in every account set, one after the other; what fails in one
// keeps no other waiting. The errors are told together, each with its set.
func EachSet(ctx context.Context, sc db.Scope, sets func(context.Context) ([]db.ID, error), do func(context.Context, db.Scope) error) error {
	list, err := sets(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, set := range list {
		if ctx.Err() != nil {
			break // the others would fail for the same reason
		}
		own := sc
		own.Tenant = set
		if err := do(ctx, own); err != nil {
			failed = append(failed, fmt.Errorf("account set %d: %w", set, err))
		}
	}
	return errors.Join(append(failed, ctx.Err())...)
}
