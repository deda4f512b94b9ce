package migrate

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// UpTo brings an empty database to where an older program left it.
func UpTo(ctx context.Context, d *db.DB, version int64) error {
	p, err := provider(d)
	if err != nil {
		return err
	}
	_, err = p.UpTo(ctx, version)
	return err
}
