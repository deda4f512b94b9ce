package purchase

import (
	"context"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/stock"
)

// Accounts is what purchases ask of the 1688 accounts, which lie above them.
type Accounts interface {
	// MayBuyTx tells whether the account is one of the set's that buys and works.
	MayBuyTx(ctx context.Context, tx *db.Tx, account db.ID) (bool, error)
}

// Platform is what purchases ask of the orders on 1688, which lie above them.
type Platform interface {
	// ChargedTx adds up what the orders on 1688 that serve a purchase order charge.
	ChargedTx(ctx context.Context, tx *db.Tx, order db.ID) (Charged, error)
}

// Service is the one entrance to purchase orders and to what comes of them.
type Service struct {
	db       *db.DB
	party    *party.Service
	catalog  *catalog.Service
	stock    *stock.Service
	finance  *finance.Service
	accounts Accounts
	address  Receivers
	platform Platform
	onChange []ChangeFunc
	onSaved  []FollowFunc
	notices  NoticeFilter
}

// New makes the service. The 1688 side is built on top of purchases and given later
// by Connect; without it there are no accounts to buy with.
func New(d *db.DB, p *party.Service, c *catalog.Service, s *stock.Service, f *finance.Service) *Service {
	return &Service{db: d, party: p, catalog: c, stock: s, finance: f}
}

// ConnectReceivers gives the service the receiving addresses; without them contracts name the
// warehouse's own address. Called once, before serving.
func (s *Service) ConnectReceivers(receivers Receivers) { s.address = receivers }

// Connect gives the service the 1688 side. Called once, before serving.
func (s *Service) Connect(accounts Accounts) { s.accounts = accounts }

// ConnectPlatform gives the service the orders on 1688. Called once, before serving.
func (s *Service) ConnectPlatform(p Platform) { s.platform = p }
