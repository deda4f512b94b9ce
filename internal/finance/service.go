package finance

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
)

// Service is the one entrance to the books.
type Service struct {
	db    *db.DB
	party *party.Service

	onReversed []func(ctx context.Context, tx *db.Tx, r Reversed) error
}

// New makes the service.
func New(d *db.DB, p *party.Service) *Service { return &Service{db: d, party: p} }

// chunk bounds the rows of one statement, for the engines' parameter limits.
const chunk = 500
