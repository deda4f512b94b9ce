package app

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type verifyCmd struct {
	Config `embed:""`
}

// Run proves every account set and prints what does not add up. It may run
// beside a working server, on the same snapshot throughout per set.
func (c *verifyCmd) Run(ctx context.Context, r *runtime) error {
	if err := c.Check(); err != nil {
		return err
	}
	d, err := c.look(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	s, err := newServer(ctx, &c.Config, d, r.logger(c.LogFormat), r.version)
	if err != nil {
		return err
	}
	defer s.hub.Close()
	sets, err := s.tenants.SetIDs(ctx)
	if err != nil {
		return err
	}
	bad := 0
	for _, id := range sets {
		sc := db.System("verify")
		sc.Tenant = id
		findings, err := s.reports.Verify(api.InLanguage(ctx, api.English), sc)
		if err != nil {
			return err
		}
		for _, f := range findings {
			_, _ = fmt.Fprintf(r.Out, "account set %s: %s: %s: ledger says %s, found %s\n", id, f.Check, f.Subject, f.Want, f.Got)
		}
		bad += len(findings)
	}
	if bad > 0 {
		_, _ = fmt.Fprintf(r.Out, "%d finding(s) in %d account set(s)\n", bad, len(sets))
		return errFindings
	}
	_, _ = fmt.Fprintf(r.Out, "%d account set(s): every balance equals its ledger, every document has its postings\n", len(sets))
	return nil
}
