package party

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// Service is the one entrance to customers and price levels.
type Service struct {
	db       *db.DB
	usage    []UsageFunc
	onDelete []DeleteFunc
}

// UsageFunc tells which of the customers something refers to: documents,
// receivables. It is asked inside the transaction that would delete them.
type UsageFunc func(ctx context.Context, tx *db.Tx, customers []db.ID) ([]db.ID, error)

// DeleteFunc runs inside the transaction that deletes the customers, before they go.
type DeleteFunc func(ctx context.Context, tx *db.Tx, customers []db.ID) error

// New makes the service on an open database.
func New(d *db.DB) *Service { return &Service{db: d} }

// UsedBy adds a source of references; a customer that any of them names cannot
// be deleted. Called while the program is put together, before it serves.
func (s *Service) UsedBy(f UsageFunc) { s.usage = append(s.usage, f) }

// OnDelete adds a hook; an error keeps the customers. Called while the program
// is put together, before it serves.
func (s *Service) OnDelete(f DeleteFunc) { s.onDelete = append(s.onDelete, f) }
