package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/secret"
)

type lostKeyCmd struct {
	Config `embed:""`
}

// Run gives up what only a lost secret key could open, so that the server starts
// with the one that is set now: the shops concerned must be authorised again.
func (c *lostKeyCmd) Run(ctx context.Context, r *runtime) error {
	if err := c.Check(); err != nil {
		return err
	}
	d, closeAll, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer closeAll()
	box, err := c.box()
	if err != nil {
		return err
	}
	shops, lost := int64(0), 0
	err = d.InTx(ctx, db.System("lost key"), func(ctx context.Context, tx *db.Tx) error {
		shops, lost = 0, 0
		closed, err := closedTx(ctx, tx, box)
		if err != nil {
			return err
		}
		for m, why := range closed {
			if err := m.forgetTx(ctx, tx); err != nil {
				return err
			}
			if !errors.Is(why, secret.ErrKey) {
				continue // only the mark is damaged: the key is at hand and opens the tokens
			}
			n, err := channel.GiveUpTokensTx(ctx, tx, m.key)
			if err != nil {
				return err
			}
			shops, lost = shops+n, lost+1
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(r.Out, "%d lost keys given up; %d shops must be authorised again\n", lost, shops)
	return nil
}
