package app

import (
	"context"
	"errors"
	"fmt"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/wms"
)

type lostKeyCmd struct {
	Config `embed:""`
}

// Run gives up what only a lost secret key could open, so that the server starts
// with the one that is set now: the shops concerned must be authorised again, and the
// signing secrets of WMSs made anew.
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
	shops, systems, lost := int64(0), int64(0), 0
	err = d.InTx(ctx, db.System("lost key"), func(ctx context.Context, tx *db.Tx) error {
		shops, systems, lost = 0, 0, 0
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
			signing, err := wms.GiveUpSecretsTx(ctx, tx, m.key)
			if err != nil {
				return err
			}
			shops, systems, lost = shops+n, systems+signing, lost+1
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, _ = fmt.Fprintf(r.Out, "%d lost keys given up; %d shops must be authorised again, %d signing secrets of a WMS made anew\n", lost, shops, systems)
	return nil
}
