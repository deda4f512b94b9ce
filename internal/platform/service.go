package platform

import (
	"context"
	"log/slog"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
)

// Service is the one entrance to orders as 1688 has them. It is safe for concurrent use.
type Service struct {
	db        *db.DB
	party     *party.Service
	purchases *purchase.Service
	sources   *sourcing.Service
	shops     *channel.Service
	log       *slog.Logger
	sets      func(context.Context) ([]db.ID, error)
	onFact    []FactFunc
	tolerate  TolerateFunc
}

// FactFunc is told what is new about an order, in the transaction that keeps it. What it
// returns undoes the whole, so it returns errors of the database only: an order that
// cannot be recorded is not followed any more.
type FactFunc func(ctx context.Context, tx *db.Tx, f Fact) error

// New makes the service. A nil log is silent.
func New(d *db.DB, p *party.Service, purchases *purchase.Service, sources *sourcing.Service, shops *channel.Service, log *slog.Logger) *Service {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	s := &Service{db: d, party: p, purchases: purchases, sources: sources, shops: shops, log: log}
	shops.OnAuthorised(s.authorisedTx)
	purchases.OnSaved(s.purchasedTx)
	return s
}

// OnFact adds somebody who is told what is new about orders. Called while the program is
// put together, before it serves.
func (s *Service) OnFact(f FactFunc) { s.onFact = append(s.onFact, f) }
