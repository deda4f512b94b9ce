package party

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// Service is the one entrance to customers, suppliers and price levels.
type Service struct {
	db        *db.DB
	customers book[Customer, *Customer]
	suppliers book[Supplier, *Supplier]
	inYuan    []UsageFunc
}

// UsageFunc tells which of the customers, or suppliers, something refers to: documents,
// open items. It is asked inside the transaction that would delete them.
type UsageFunc func(ctx context.Context, tx *db.Tx, ids []db.ID) ([]db.ID, error)

// New makes the service on an open database.
func New(d *db.DB) *Service {
	return &Service{db: d, customers: customerBook(d), suppliers: supplierBook(d)}
}

// UsedBy adds a source of references; a customer that any of them names cannot
// be deleted. Called while the program is put together, before it serves.
func (s *Service) UsedBy(f UsageFunc) { s.customers.usage = append(s.customers.usage, f) }

// KeepsInYuan adds a source of references to suppliers that only one in yuan can have.
func (s *Service) KeepsInYuan(f UsageFunc) { s.inYuan = append(s.inYuan, f) }

// UsedBySupplier is UsedBy for suppliers.
func (s *Service) UsedBySupplier(f UsageFunc) { s.suppliers.usage = append(s.suppliers.usage, f) }
