package wms

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/secret"
)

// Service is the one entrance to the WMS. It is safe for concurrent use.
type Service struct {
	db        *db.DB
	catalog   *catalog.Service
	purchases *purchase.Service
	platform  *platform.Service
	box       *secret.Box
	client    *http.Client
	log       *slog.Logger
	sets      func(context.Context) ([]db.ID, error)
}

// Options are what the service is made of.
type Options struct {
	DB        *db.DB
	Catalog   *catalog.Service
	Purchases *purchase.Service
	Platform  *platform.Service
	Box       *secret.Box
	Log       *slog.Logger // nil is silent
}

// New makes the service; it follows purchase orders and orders of 1688 from then on.
func New(o Options) *Service {
	s := &Service{
		db: o.DB, catalog: o.Catalog, purchases: o.Purchases, platform: o.Platform, box: o.Box, client: newClient(), log: o.Log,
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.purchases.OnSaved(s.followTx)
	s.purchases.ConnectNotices(whereNotice)
	s.platform.OnFact(s.factTx)
	return s
}

// RegisterJobs adds the workers and schedules of this package. sets lists the account sets.
func (s *Service) RegisterJobs(r *jobs.Registry, sets func(context.Context) ([]db.ID, error)) {
	s.sets = sets
	jobs.Handle(r, s.work)
	jobs.Handle(r, s.sweepJob)
	r.Every(sweepEvery, sweepArgs{})
}
