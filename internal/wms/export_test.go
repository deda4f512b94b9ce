package wms

import (
	"context"
	"net/http"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// MaxAttempts is how often a version is tried by itself.
const MaxAttempts = maxAttempts

// Lease is when a call is taken for lost whose process ended.
const Lease = lease

// SetTimeout bounds calls until they are restored.
func (s *Service) SetTimeout(d time.Duration) (restore func()) {
	was := s.client.Timeout
	s.client.Timeout = d
	return func() { s.client.Timeout = was }
}

// Through makes calls through a transport until they are restored.
func (s *Service) Through(t http.RoundTripper) (restore func()) {
	was := s.client.Transport
	s.client.Transport = t
	return func() { s.client.Transport = was }
}

// WorkNow does what the job of a set does, whatever else is at it.
func (s *Service) WorkNow(ctx context.Context, sc db.Scope) error {
	return s.work(ctx, sc, jobs.Job[workArgs]{})
}

// SweepNow does what the sweep does.
func (s *Service) SweepNow(ctx context.Context, sc db.Scope) error {
	return s.sweepJob(ctx, sc, jobs.Job[sweepArgs]{})
}
