package suggest

import (
	"context"
	"log/slog"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
)

// Service is the one entrance to rules, runs and suggestions. It is safe for concurrent use.
type Service struct {
	db        *db.DB
	party     *party.Service
	catalog   *catalog.Service
	sources   *sourcing.Service
	purchases *purchase.Service
	accounts  *channel.Service
	log       *slog.Logger
	sets      func(context.Context) ([]db.ID, error)
}

// New makes the service. A nil log discards.
func New(d *db.DB, p *party.Service, c *catalog.Service, sources *sourcing.Service, purchases *purchase.Service, accounts *channel.Service, log *slog.Logger) *Service {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Service{db: d, party: p, catalog: c, sources: sources, purchases: purchases, accounts: accounts, log: log}
}
