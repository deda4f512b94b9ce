package app

import (
	"context"
	"crypto/rand"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

type passwordCmd struct {
	Config `embed:""`
	Login  string `arg:"" help:"Login name of the person."`
}

// Run gives a person who forgot the password a new one, made up here so that it
// stands in no shell history. It may run beside a working server.
func (c *passwordCmd) Run(ctx context.Context, r *runtime) error {
	if err := c.Check(); err != nil {
		return err
	}
	d, err := c.look(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	next := rand.Text()[:16]
	if err := tenant.New(d, tenant.Options{}).ResetPassword(ctx, db.System("password"), c.Login, next); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(r.Out, "%s signs in with %s from now on, and is signed out everywhere; change it under 我的账号 (My account)\n", c.Login, next)
	return nil
}
