package paying

import (
	"context"
	"log/slog"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
)

// Service is the one entrance to payment requests and to what was paid for purchase
// orders. It is safe for concurrent use.
type Service struct {
	db        *db.DB
	party     *party.Service
	purchases *purchase.Service
	finance   *finance.Service
	platform  *platform.Service
	shops     *channel.Service
	log       *slog.Logger
	sets      func(context.Context) ([]db.ID, error)
}

// New makes the service. A nil log is silent.
func New(d *db.DB, p *party.Service, purchases *purchase.Service, f *finance.Service, pf *platform.Service, shops *channel.Service, log *slog.Logger) *Service {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Service{db: d, party: p, purchases: purchases, finance: f, platform: pf, shops: shops, log: log}
	f.OnPaymentReversed(s.reversed)
	pf.OnFact(s.fact)
	return s
}

// sweepEvery is how often what is held is tried again.
const sweepEvery = 30 * time.Minute

// RegisterJobs adds the workers and schedules of this package. sets lists the account
// sets.
func (s *Service) RegisterJobs(r *jobs.Registry, sets func(context.Context) ([]db.ID, error)) {
	s.sets = sets
	jobs.Handle(r, s.bookJob)
	jobs.Handle(r, s.attemptJob)
	jobs.Handle(r, s.lookJob)
	jobs.Handle(r, s.sweepJob)
	r.Every(sweepEvery, sweepArgs{})
}
