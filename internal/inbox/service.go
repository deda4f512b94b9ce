package inbox

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

// Path is where 1688 pushes messages to, below the public address.
const Path = "/callback/1688/messages"

// ErrLater is the answer of a subscriber to a message about something that is not here
// yet, such as an order whose creation is still under way: it is given again later.
var ErrLater = errors.New("what the message is about is not here yet")

// Options are what New needs.
type Options struct {
	DB       *db.DB
	Accounts *channel.Service
	// Sets lists the account sets.
	Sets func(context.Context) ([]db.ID, error)
	// Client fetches what could not be pushed. It is nil when the installation has no
	// 1688 app; then nothing is taken and nothing fetched.
	Client *open1688.Client
	// Secret is the app's; messages are signed with it.
	Secret open1688.Secret
	// PublicURL is where 1688 reaches this server, without a trailing slash.
	PublicURL string
	// KeepDays is how long messages that are over stay; zero is DefaultKeepDays.
	KeepDays int
	// Observe is told what became of each request and how long it took; nil tells nobody.
	Observe func(result Result, took time.Duration)
	Log     *slog.Logger // nil discards
}

// DefaultKeepDays is longer than the week in which the platform may give a message again.
const DefaultKeepDays = 30

// Service is the one entrance to messages of 1688. It is safe for concurrent use.
type Service struct {
	Options
	subscribers []Subscriber
	intake      intake
	refusedAt   atomic.Int64 // when the last one with a wrong signature came, in microseconds; of this process

	passing sync.Mutex    // one at a time moves messages on
	queued  chan struct{} // holds one while somebody waits to do that

	beginning sync.Mutex // held to begin work and to wait for its end: a request may still come then
	work      sync.WaitGroup
}

// New makes the service, and lets it hear of accounts that are authorised.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.KeepDays <= 0 {
		o.KeepDays = DefaultKeepDays
	}
	if o.Observe == nil {
		o.Observe = func(Result, time.Duration) {}
	}
	s := &Service{Options: o, queued: make(chan struct{}, 1)}
	o.Accounts.OnAuthorised(s.authorisedTx)
	o.Accounts.OnExamine(s.examine)
	return s
}

// Close waits until what was taken is passed on as far as it will be by this process. A
// request that comes meanwhile waits.
func (s *Service) Close() {
	s.beginning.Lock()
	defer s.beginning.Unlock()
	s.work.Wait()
}

// Subscriber is somebody who wants messages.
type Subscriber struct {
	// Name stands in the database as long as a message is not through: never change it.
	Name   string
	Topics []string
	// Latest says that of several messages about the same subject the newest is enough,
	// since Do goes by what 1688 answers and not by what the message says.
	Latest bool
	// Do handles a message of an account of the set in scope: outside any transaction,
	// in any order, perhaps twice. ErrLater is for what is not here yet.
	Do func(ctx context.Context, sc db.Scope, m Message) error
}

// Handle adds a subscriber. Called while the program is put together, before it serves.
func (s *Service) Handle(sub Subscriber) { s.subscribers = append(s.subscribers, sub) }

// wanting are the subscribers of a topic.
func (s *Service) wanting(topic string) []*Subscriber {
	var out []*Subscriber
	for i := range s.subscribers {
		if slices.Contains(s.subscribers[i].Topics, topic) {
			out = append(out, &s.subscribers[i])
		}
	}
	return out
}

const (
	// sweepEvery is how long what a killed process left behind may wait.
	sweepEvery  = 15 * time.Second
	replayEvery = 5 * time.Minute
	purgeEvery  = time.Hour
)

// RegisterJobs adds the workers and schedules of this package.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	jobs.Handle(r, s.workHandle)
	jobs.Handle(r, s.workClaim)
	jobs.Handle(r, s.workSweep)
	jobs.Handle(r, s.workReplay)
	jobs.Handle(r, s.workPurge)
	r.Every(sweepEvery, sweepArgs{})
	r.Every(replayEvery, replayArgs{})
	r.Every(purgeEvery, purgeArgs{})
}
