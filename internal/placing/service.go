package placing

import (
	"context"
	"log/slog"
	"maps"
	"regexp"
	"time"

	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sourcing"
)

// Service is the one entrance to placing. It is safe for concurrent use.
type Service struct {
	db        *db.DB
	catalog   *catalog.Service
	purchases *purchase.Service
	platform  *platform.Service
	sources   *sourcing.Service
	addresses *address.Service
	shops     *channel.Service
	log       *slog.Logger
	sets      func(context.Context) ([]db.ID, error)

	settleTime, lookAgain time.Duration
}

// Options are what the service is made of.
type Options struct {
	DB        *db.DB
	Catalog   *catalog.Service
	Purchases *purchase.Service
	Platform  *platform.Service
	Sources   *sourcing.Service
	Addresses *address.Service
	Accounts  *channel.Service
	Log       *slog.Logger // nil is silent
	// Settle is how long 1688 may take to show what it did, LookAgain the pause between two
	// looks; zero takes the defaults. Soak rounds shorten them.
	Settle, LookAgain time.Duration
}

// How an attempt is made, and looked up while it has no answer.
const (
	// sendWithin is how long after the intent was written the call may still leave. A
	// process that was held up longer leaves it to others, who may have looked the attempt
	// up meanwhile.
	sendWithin = 5 * time.Second
	// callWithin bounds the call itself, waiting for its turn included.
	callWithin = time.Minute
	// settleTime is counted from when the attempt was first seen without an answer; before
	// it, not found proves nothing. It outlasts any call that may still be on its way.
	settleTime = 2 * time.Minute
	// lookupsNeeded is how often it must be missing after that time.
	lookupsNeeded = 2
	// lookAgain is the pause between two looks, at first.
	lookAgain = 3 * time.Second
	// maxAttempts is how many attempts may be taken for not carried out before a person
	// looks.
	maxAttempts = 4
	// maxFailures is how many failures in a row may pass by themselves.
	maxFailures = 8
	// cancelAfter is how long after it was made 1688 cancels no order.
	cancelAfter = 11 * time.Second
	// watchFor is how long attempts that were taken for not carried out are asked about.
	watchFor = 7 * 24 * time.Hour
)

// New makes the service; purchase orders that were placed are held from then on.
func New(o Options) *Service {
	s := &Service{
		db: o.DB, catalog: o.Catalog, purchases: o.Purchases, platform: o.Platform, sources: o.Sources, addresses: o.Addresses, shops: o.Accounts, log: o.Log,
		settleTime: settleTime, lookAgain: lookAgain,
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if o.Settle > 0 {
		s.settleTime = o.Settle
	}
	if o.LookAgain > 0 {
		s.lookAgain = o.LookAgain
	}
	s.purchases.OnChange(s.holdTx)
	s.platform.OnFact(s.factTx)
	s.platform.Tolerate(toleratedTx)
	s.shops.OnAuthorised(s.authorisedTx)
	return s
}

// RegisterJobs adds the workers and schedules of this package. sets lists the account sets.
func (s *Service) RegisterJobs(r *jobs.Registry, sets func(context.Context) ([]db.ID, error)) {
	s.sets = sets
	jobs.Handle(r, s.work)
	jobs.Handle(r, s.sweepJob)
	r.Every(sweepEvery, sweepArgs{})
}

// addressText finds what 1688 says about an address among the refusals without a code.
var addressText = regexp.MustCompile(`(?i)address|地址`)

// entity names placing in the audit log: what happens is told of the purchase order.
const entity = "purchase"

// changedTx writes a part and tells open pages.
func (s *Service) changedTx(ctx context.Context, tx *db.Tx, p *Part) error {
	if err := updatePartTx(ctx, tx, p); err != nil {
		return err
	}
	if p.State != StateWaiting || p.BatchID == 0 { // nobody watches each step of hundreds
		live.PublishTx(tx, "purchase", map[string]any{"id": p.OrderID})
	}
	if p.State == StateWaiting || p.State == StateChecking {
		return nil
	}
	return s.settleBatchTx(ctx, tx, p)
}

// saidTx writes a line of the purchase order's log.
func saidTx(ctx context.Context, tx *db.Tx, p *Part, action string, more map[string]any) error {
	after := map[string]any{"part": p.Number, "shopId": p.AccountID}
	maps.Copy(after, more)
	if p.Refusal != nil {
		after["refusal"] = p.Refusal.Code
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: action, Entity: entity, EntityID: p.OrderID, EntityNo: p.orderNo, After: after})
}

// refuseTx keeps why a part is not placed. One that was only previewed stays a draft.
func (s *Service) refuseTx(ctx context.Context, tx *db.Tx, p *Part, why *fault.Error) error {
	if p.State == StateDraft {
		p.Refusal = refusalOf(why)
		return s.changedTx(ctx, tx, p)
	}
	p.rest(StateRefused, refusalOf(why))
	if err := saidTx(ctx, tx, p, "place_refused", nil); err != nil {
		return err
	}
	return s.changedTx(ctx, tx, p)
}
