package sale

import (
	"context"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/stock"
)

// Shop is what a sale must know of a 1688 shop.
type Shop struct {
	ID          db.ID
	Name        string
	WarehouseID db.ID // what documents of the shop sell from when they name none; zero: the set's default
	// Preorders tells whether documents of the shop become pre-orders by default:
	// it is authorised and its market is bound.
	Preorders bool
}

// Shops is what sales ask of the 1688 shops, which lie above them.
type Shops interface {
	// ShopsTx gives the shops of the set; none when selling on 1688 is switched off.
	ShopsTx(ctx context.Context, tx *db.Tx) ([]Shop, error)
}

// Preorders is what sales ask of the pre-orders, which lie above them.
type Preorders interface {
	// BeforeReverseTx is called before a document is taken back; it refuses when the
	// document's pre-order has been paid and gives up an unpaid one.
	BeforeReverseTx(ctx context.Context, tx *db.Tx, sale db.ID) error
}

// PreorderWanted asks for the 1688 pre-order of a posted sale. The worker is
// channel's.
type PreorderWanted struct {
	SaleID db.ID `json:"saleId"`
}

// Kind names the job; it is a wire format.
func (PreorderWanted) Kind() string { return "sale.preorder_wanted" }

// Service is the one entrance to sales documents.
type Service struct {
	db        *db.DB
	party     *party.Service
	catalog   *catalog.Service
	stock     *stock.Service
	finance   *finance.Service
	shops     Shops
	preorders Preorders
}

// New makes the service. The 1688 side is built on top of sales and given later
// by Connect; without it there are no shops.
func New(d *db.DB, p *party.Service, c *catalog.Service, s *stock.Service, f *finance.Service) *Service {
	return &Service{db: d, party: p, catalog: c, stock: s, finance: f}
}

// Connect gives the service the 1688 side. Called once, before serving.
func (s *Service) Connect(shops Shops, preorders Preorders) { s.shops, s.preorders = shops, preorders }
