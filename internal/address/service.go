package address

import (
	"context"
	"log/slog"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Service is the one entrance to receiving addresses. It is safe for concurrent use.
type Service struct {
	db       *db.DB
	accounts *channel.Service
	log      *slog.Logger
	usage    []UsageFunc
}

// UsageFunc tells which of the addresses something refers to: purchase orders. It is
// asked inside the transaction that would delete them.
type UsageFunc func(ctx context.Context, tx *db.Tx, addresses []db.ID) ([]db.ID, error)

// New makes the service on an open database; accounts call 1688. A nil log discards.
func New(d *db.DB, accounts *channel.Service, log *slog.Logger) *Service {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Service{db: d, accounts: accounts, log: log}
}

// UsedBy adds a source of references; an address that any of them names cannot be
// deleted. Called while the program is put together, before it serves.
func (s *Service) UsedBy(f UsageFunc) { s.usage = append(s.usage, f) }

// ErrNoAccount is the answer when no buyer account can be asked about addresses.
var ErrNoAccount = fault.Define(fault.Conflict, "address.no_account",
	fault.ZH("没有可用的采购账号，无法向 1688 核对地址", "先在“采购账号”中授权一个账号；已停用或授权失效的请启用或重新授权"),
	fault.EN("No buyer account works, so 1688 cannot be asked about addresses", "Authorise a buyer account first; enable or authorise again one that is disabled or has ended"))

// needsModule lets fn run only while buying on 1688 is switched on.
func needsModule(fn func(context.Context, *db.Tx) error) func(context.Context, *db.Tx) error {
	return func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := set.RequireModule(tenant.ModuleBuy1688); err != nil {
			return err
		}
		return fn(ctx, tx)
	}
}

// read runs fn in a reading transaction, provided that buying is switched on.
func (s *Service) read(ctx context.Context, sc db.Scope, fn func(context.Context, *db.Tx) error) error {
	return s.db.View(ctx, sc, needsModule(fn))
}

// write is read for changes.
func (s *Service) write(ctx context.Context, sc db.Scope, fn func(context.Context, *db.Tx) error) error {
	return s.db.InTx(ctx, sc, needsModule(fn))
}

// Asker is who asks 1688: a buyer account of those within reach.
type Asker struct {
	Account db.ID // zero takes the first one that works
	Reach   tenant.Limit
}

// find gives the account to ask with. One that was named must be within reach; that
// it works is told by the call.
func (s *Service) find(ctx context.Context, sc db.Scope, by Asker) (db.ID, error) {
	if by.Account != 0 {
		if !by.Reach.Allows(by.Account) {
			return 0, channel.ErrShopNotFound
		}
		account, err := s.accounts.Account(ctx, sc, channel.Buy, by.Account)
		if err != nil {
			return 0, err
		}
		return account.ID, nil
	}
	list, err := s.accounts.Accounts(ctx, sc, channel.Buy, by.Reach)
	if err != nil {
		return 0, err
	}
	for _, account := range list {
		if account.Authorised() {
			return account.ID, nil
		}
	}
	return 0, ErrNoAccount
}
