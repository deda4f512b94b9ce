package channel

import (
	"context"
	"log/slog"
	"sync"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// Options are what New needs.
type Options struct {
	DB      *db.DB
	Catalog *catalog.Service
	Tenants *tenant.Service
	Box     *secret.Box // seals the tokens
	// Client is nil when the installation has no 1688 app; then everything that
	// calls 1688 answers ErrNoApp.
	Client *open1688.Client
	// PublicURL is where 1688 sends the owner back to, without a trailing slash.
	PublicURL string
	// PictureBase is put before the relative picture paths of 1688, with its slash at
	// the end; empty takes the platform's own. A sandbox serves its own pictures.
	PictureBase string
	Log         *slog.Logger // nil discards
}

// Preorders is what shops ask of the pre-orders, which lie above them.
type Preorders interface {
	// OpenMoneyTx tells what of the shop's money is still open on 1688.
	OpenMoneyTx(ctx context.Context, tx *db.Tx, shop db.ID) (OpenMoney, error)
	// BeforeRemoveShopTx is called before a shop is removed: what was to be made of its
	// pre-orders is refused.
	BeforeRemoveShopTx(ctx context.Context, tx *db.Tx, shop db.ID) error
}

// OpenMoney is what of a shop's money 1688 has still to decide: bills that customers may
// yet pay, and payments it holds. Nobody hears of either without the shop.
type OpenMoney struct {
	Preorders int64
	Unpaid    dec.Amount
	Payments  int64
	Held      dec.Amount
}

// AuthorisedFunc runs in the transaction that makes an account's authorisation good
// again, after what waited for it in here goes on.
type AuthorisedFunc func(ctx context.Context, tx *db.Tx, account db.ID) error

// OnAuthorised adds work that waits for an authorisation. Called while the program is
// put together, before it serves.
func (s *Service) OnAuthorised(f AuthorisedFunc) { s.onAuthorised = append(s.onAuthorised, f) }

// ExamineFunc adds to the examination of an account what a package above knows of it.
type ExamineFunc func(ctx context.Context, sc db.Scope, purpose Purpose, account *Shop) (Findings, error)

// OnExamine adds to the examination of accounts. Called while the program is put
// together, before it serves.
func (s *Service) OnExamine(f ExamineFunc) { s.onExamine = append(s.onExamine, f) }

// resumeAllTx lets everything go on that waits for the account.
func (s *Service) resumeAllTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	if err := s.resumeDownloadsTx(ctx, tx, account); err != nil {
		return err
	}
	for _, f := range s.onAuthorised {
		if err := f(ctx, tx, account); err != nil {
			return err
		}
	}
	return nil
}

// Connect gives the service the pre-orders. Called once, before serving.
func (s *Service) Connect(preorders Preorders) { s.preorders = preorders }

// Service is the one entrance to shops, downloads and matching. It is safe for
// concurrent use.
type Service struct {
	db        *db.DB
	catalog   *catalog.Service
	tenants   *tenant.Service
	box       *secret.Box
	client    *open1688.Client
	preorders Preorders
	publicURL string
	pictures  string
	log       *slog.Logger

	onAuthorised []AuthorisedFunc
	onExamine    []ExamineFunc

	categories sync.Map // id of a leaf category of the platform → name
}

// New makes the service and has the catalogue tell it of deleted SKUs.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		db: o.DB, catalog: o.Catalog, tenants: o.Tenants, box: o.Box, client: o.Client,
		publicURL: o.PublicURL, pictures: o.PictureBase, log: o.Log,
	}
	s.catalog.OnDelete(s.forgetSKUsTx)
	return s
}
