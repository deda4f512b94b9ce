// Package report reads across the domains and changes nothing: the home page,
// and the proof that balances equal their ledgers and documents their postings.
package report

import (
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
)

// Service is the one entrance to reports.
type Service struct {
	db      *db.DB
	stock   *stock.Service
	finance *finance.Service
}

// New makes the service.
func New(d *db.DB, s *stock.Service, f *finance.Service) *Service {
	return &Service{db: d, stock: s, finance: f}
}
