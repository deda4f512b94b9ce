package catalog

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
)

// Service is the one entrance to the catalogue.
type Service struct {
	db       *db.DB
	party    *party.Service
	files    *fileStore
	usage    []UsageFunc
	onDelete []DeleteFunc
}

// UsageFunc tells which of the SKUs something refers to: stock moves, documents.
// It is asked inside the transaction that would delete them.
type UsageFunc func(ctx context.Context, tx *db.Tx, skus []db.ID) ([]db.ID, error)

// DeleteFunc runs inside the transaction that deletes the products and SKUs,
// before they go. A SKU may go without its product; then products is empty.
type DeleteFunc func(ctx context.Context, tx *db.Tx, products, skus []db.ID) error

// New makes the service. Uploaded pictures are kept below dir, which is made
// when the first one arrives.
func New(d *db.DB, p *party.Service, dir string) *Service {
	return &Service{db: d, party: p, files: &fileStore{dir: dir}}
}

// UsedBy adds a source of references; a SKU that any of them names cannot be
// deleted. Called while the program is put together, before it serves.
func (s *Service) UsedBy(f UsageFunc) { s.usage = append(s.usage, f) }

// OnDelete adds a hook; an error keeps everything. Called while the program is
// put together, before it serves.
func (s *Service) OnDelete(f DeleteFunc) { s.onDelete = append(s.onDelete, f) }
