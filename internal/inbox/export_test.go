package inbox

import (
	"context"
	"errors"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// Purge removes what is old, as the schedule does.
func Purge(ctx context.Context, s *Service) error {
	return s.workPurge(ctx, system, jobs.Job[purgeArgs]{})
}

// Sweep passes on what a killed process left behind, as the schedule does.
func Sweep(ctx context.Context, s *Service) error {
	return s.workSweep(ctx, system, jobs.Job[sweepArgs]{})
}

// Claim passes on again what came for an account before it was known, as the job does.
func Claim(ctx context.Context, s *Service, sc db.Scope, account db.ID) error {
	return s.workClaim(ctx, sc, jobs.Job[claimArgs]{Args: claimArgs{account}})
}

// Opened is what is kept of a body.
type Opened struct {
	ID, Topic, Member, Subject, Body string
	Readable                         bool
}

// Open reads a body and checks its signature; forged tells that it was refused.
func Open(body, secret string) (o Opened, refused bool, err error) {
	m, err := open(body, open1688.NewSecret(secret))
	if _, ok := errors.AsType[*open1688.PushError](err); ok {
		return o, true, nil
	}
	return Opened{m.id, m.topic, m.member, m.subject, m.body, m.readable}, false, err
}
