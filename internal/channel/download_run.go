package channel

import (
	"context"
	"errors"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

const (
	// downloadAttempts is how often a part is tried again while 1688 does not answer,
	// over about an hour; a part that got on counts anew.
	downloadAttempts = 8
	// downloadPart is how long one job works before it hands on to the next, so that
	// shutting down, deploying and cancelling never wait long.
	downloadPart = 30 * time.Second
	// batchPages is how many pages one transaction takes at most.
	batchPages = 5
	// ahead is how many pages are read while others are being written.
	ahead = 4
)

type downloadArgs struct {
	DownloadID db.ID `json:"downloadId"`
}

// Kind names the job; it is a wire format.
func (downloadArgs) Kind() string { return "channel.download" }

func downloadBackoff(attempt int) time.Duration {
	return min(5*time.Second<<min(attempt-1, 10), 20*time.Minute)
}

// workDownload does a part of a download. It may run any number of times: what is
// written moves the cursor in the same transaction, and a worker whose cursor is
// behind writes nothing.
func (s *Service) workDownload(ctx context.Context, sc db.Scope, j jobs.Job[downloadArgs]) error {
	r := &run{s: s, sc: sc, until: s.db.Now().Add(downloadPart)}
	on, err := r.load(ctx, j.Args.DownloadID)
	if err != nil || !on {
		return err
	}
	err = r.work(ctx)
	if err == nil || ctx.Err() != nil {
		return err
	}
	why := fault.As(explain(err))
	switch {
	case why == nil:
		return err // our own mistake or the database: tried again, and in the log
	case errors.Is(why, ErrAuthorisation):
		return r.pause(ctx, why)
	case why.Kind == fault.Unavailable && !j.Last():
		return err
	case why.Kind == fault.Internal && !j.Last():
		return err
	}
	return r.stop(ctx, func(ctx context.Context, tx *db.Tx) error { return endDownloadTx(ctx, tx, r.d, DownloadFailed, why) })
}

// run is one job's part of a download.
type run struct {
	s     *Service
	sc    db.Scope
	shop  *Shop
	asked []int64 // as in the download; for the goroutines that read ahead
	until time.Time
	d     *Download // changes with every batch written
}

// load reads the download; false means there is nothing to do.
func (r *run) load(ctx context.Context, id db.ID) (on bool, err error) {
	err = r.s.read(ctx, r.sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		if r.d, err = downloadTx(ctx, tx, id, ""); err != nil {
			return err
		}
		on, r.asked = r.d.State == DownloadRunning, r.d.Asked
		r.shop, err = shopTx(ctx, tx, r.d.ShopID, "")
		return err
	})
	if errors.Is(err, ErrShopNotFound) || errors.Is(err, ErrDownloadNotFound) {
		return false, nil // the shop was removed
	}
	return on, err
}

// pause lets the download wait for an authorisation, unless one came meanwhile.
func (r *run) pause(ctx context.Context, why *fault.Error) error {
	return r.s.db.InTx(ctx, r.sc, func(ctx context.Context, tx *db.Tx) error {
		back, err := r.s.AuthorisedTx(ctx, tx, r.d.ShopID)
		if err != nil {
			return err
		}
		if back {
			return why // tried again
		}
		return r.stopTx(ctx, tx, func(ctx context.Context, tx *db.Tx) error { return pauseDownloadTx(ctx, tx, r.d, why) })
	})
}

// stop changes the state of a download that is still running.
func (r *run) stop(ctx context.Context, change func(context.Context, *db.Tx) error) error {
	return r.s.db.InTx(ctx, r.sc, func(ctx context.Context, tx *db.Tx) error { return r.stopTx(ctx, tx, change) })
}

func (r *run) stopTx(ctx context.Context, tx *db.Tx, change func(context.Context, *db.Tx) error) error {
	d, err := downloadTx(ctx, tx, r.d.ID, tx.ForUpdate())
	if err != nil || d.State != DownloadRunning {
		return err
	}
	r.d = d
	return change(ctx, tx)
}

// work reads and writes until the end, the end of the part, or something is wrong.
func (r *run) work(ctx context.Context) error {
	for {
		again, err := r.walk(ctx)
		if err != nil || !again {
			return err
		}
	}
}

// walk is work with one reader. It asks to begin again when the shop lost offers
// meanwhile and pages moved; the cursor has been stepped back then.
func (r *run) walk(ctx context.Context) (again bool, err error) {
	reading, stop := context.WithCancel(ctx)
	defer stop()
	next := r.reader(reading)
	for {
		b, err := r.collect(ctx, next)
		if errors.Is(err, errNoMore) {
			return true, nil
		}
		if err != nil || b.rewind {
			return err == nil, err
		}
		if err := r.findGone(ctx, b); err != nil {
			return false, err
		}
		if err := r.nameCategories(ctx, b); err != nil {
			return false, err
		}
		on, err := r.apply(ctx, b)
		if err != nil || !on || b.end {
			return false, err
		}
	}
}

// batch is what one transaction writes.
type batch struct {
	offers []*offer
	issues []issue
	gone   []int64 // offers known here that 1688 no longer has
	cursor int64   // after the batch
	last   int64   // highest offer id so far
	total  int64
	end    bool
	rewind bool
	more   bool // hand on to another job
}

// issue is a line for people about one offer.
type issue struct {
	offer int64
	kind  string // failed, refused or notice
	title string
	why   *fault.Error
}

// page is what one reading call, or its replacement, gave.
type page struct {
	number   int64
	products []open1688.Product
	issues   []issue
	total    int64
	size     int64 // how many were listed or asked for
	end      bool
	err      error
}

// reader reads pages ahead, a few at a time, and returns a function that gives them
// in order. With wait false it gives nil when the next page is not there yet. The
// first page tells how many there are; once those are given it gives errNoMore, and
// who is not at the end starts a new reader.
func (r *run) reader(ctx context.Context) func(wait bool) *page {
	ready := make(chan chan *page, ahead-1)
	cursor := r.d.cursor
	fetch := func(i int64) *page { return r.fetchPage(ctx, cursor+1+i) }
	if len(r.asked) > 0 {
		fetch = func(i int64) *page { return r.fetchAsked(ctx, cursor+i*pageSize) }
	}
	go func() {
		defer close(ready)
		slot := make(chan *page, 1)
		ready <- slot
		first := fetch(0)
		slot <- first
		count := (first.total+pageSize-1)/pageSize - cursor
		if len(r.asked) > 0 {
			count = (int64(len(r.asked)) - cursor + pageSize - 1) / pageSize
		}
		for i := int64(1); first.err == nil && i < count; i++ {
			slot := make(chan *page, 1)
			select {
			case ready <- slot:
			case <-ctx.Done():
				return
			}
			go func() { slot <- fetch(i) }()
		}
	}()
	var pending chan *page
	return func(wait bool) *page {
		if pending == nil {
			var open bool
			if pending, open = <-ready; !open {
				return &page{err: errNoMore}
			}
		}
		if wait {
			p := <-pending
			pending = nil
			return p
		}
		select {
		case p := <-pending:
			pending = nil
			return p
		default:
			return nil
		}
	}
}

var errNoMore = errors.New("no more pages have been read ahead")

// collect takes the next page and those behind it that are there already.
func (r *run) collect(ctx context.Context, next func(bool) *page) (*batch, error) {
	b := &batch{cursor: r.d.cursor, last: r.d.last, total: r.d.Total}
	for n := range batchPages {
		p := next(n == 0)
		if p == nil {
			break
		}
		if p.err != nil && n > 0 {
			// What came before is written first; the failing page comes again.
			b.more = b.more || !errors.Is(p.err, errNoMore)
			return b, ctx.Err()
		}
		if p.err != nil {
			return nil, p.err
		}
		if len(r.asked) == 0 && n == 0 && r.lostPages(p, b) {
			return b, nil
		}
		r.take(b, p)
		if b.end {
			break
		}
	}
	b.more = b.more || (!b.end && !r.s.db.Now().Before(r.until))
	return b, ctx.Err()
}

// lostPages steps back when the shop has fewer offers than a page ago: those behind
// moved up, and one may have slipped over the border between two pages.
func (r *run) lostPages(p *page, b *batch) bool {
	lost := r.d.Total - p.total
	if r.d.cursor == 0 || lost <= 0 {
		return false
	}
	r.d.cursor = max(0, r.d.cursor-(lost+pageSize-1)/pageSize)
	r.d.Total = p.total
	b.rewind = true
	return true
}

// take adds a page to the batch, reading the offers on it.
func (r *run) take(b *batch, p *page) {
	b.issues = append(b.issues, p.issues...)
	if b.end = p.end; len(r.asked) > 0 {
		b.cursor += p.size
	} else {
		b.cursor = p.number
		b.total = p.total
	}
	for i := range p.products {
		o, err := newOffer(&p.products[i], r.s.picture)
		if o != nil {
			b.last = max(b.last, o.ID)
		}
		if err != nil {
			b.fail(p.products[i].ProductID, p.products[i].Subject, err)
			continue
		}
		b.offers = append(b.offers, o)
	}
}

// fail notes an offer that could not be read.
func (b *batch) fail(id open1688.ID, title string, err error) {
	n, _ := id.Int64()
	why := fault.As(explain(err))
	if why == nil {
		why = fault.ErrInternal
	}
	b.issues = append(b.issues, issue{offer: n, kind: issueFailed, title: clean(title, 200), why: why})
}
