package sourcing

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
)

const (
	// attempts is how often a part is tried while 1688 does not answer, over about an
	// hour; a part that got on counts anew.
	attempts = 8
	// part is how long one job works before it hands on to the next, so that shutting
	// down, deploying and cancelling never wait long.
	part = 30 * time.Second
)

type matchArgs struct {
	RunID db.ID `json:"runId"`
}

// Kind names the job; it is a wire format.
func (matchArgs) Kind() string { return "sourcing.match" }

func backoff(attempt int) time.Duration {
	return min(5*time.Second<<min(attempt-1, 10), 20*time.Minute)
}

// RegisterJobs adds the workers of match runs and checks.
func (s *Service) RegisterJobs(r *jobs.Registry) {
	jobs.Handle(r, s.workMatch, jobs.Policy{Backoff: backoff, Timeout: 10 * time.Minute})
	jobs.Handle(r, s.workCheck, jobs.Policy{Backoff: backoff, Timeout: 10 * time.Minute})
}

func enqueueRunTx(ctx context.Context, tx *db.Tx, r *Run, account string) error {
	// A lane of its own: orders of the account must not wait for a long list.
	return jobs.EnqueueTx(ctx, tx, matchArgs{RunID: r.ID}, jobs.Options{Lane: "match:" + r.AccountID.String(), MaxAttempts: attempts, Subject: account})
}

// workMatch does a part of a match run. It may run any number of times: a row is
// written while it waits and only then, in the transaction that counts it.
func (s *Service) workMatch(ctx context.Context, sc db.Scope, j jobs.Job[matchArgs]) error {
	until := s.db.Now().Add(part)
	for {
		r, ids, err := s.nextOffers(ctx, sc, j.Args.RunID)
		if err != nil || r == nil {
			return err
		}
		got, failure := s.fetch(ctx, sc, r.AccountID, ids)
		// What came is written, whatever became of the rest.
		more, err := s.keepFetched(ctx, sc, r, got, failure == nil && !s.db.Now().Before(until))
		if err != nil {
			return err
		}
		if failure != nil {
			return s.interrupted(ctx, sc, r, failure, j.Last())
		}
		if !more {
			return nil
		}
	}
}

// nextOffers gives a run that is under way and the offers to ask for next. There is
// always one: a run ends with its last.
func (s *Service) nextOffers(ctx context.Context, sc db.Scope, id db.ID) (r *Run, ids []int64, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		ids = nil
		r, err = runTx(ctx, tx, id, everywhere, "")
		if errors.Is(err, ErrRunNotFound) {
			return nil // removed meanwhile
		}
		if err != nil || r.State != RunRunning {
			r = nil
			return err
		}
		return tx.Each(ctx, `SELECT DISTINCT d.offer_id FROM match_draft d WHERE d.tenant_id = ? AND d.run_id = ? AND d.state = 'waiting' ORDER BY d.offer_id LIMIT ?`, []any{tx.Tenant, id, fetchBatch}, func(rows *sql.Rows) error {
			var n int64
			err := rows.Scan(&n)
			ids = append(ids, n)
			return err
		})
	})
	return r, ids, err
}

// keepFetched writes what a batch brought: the offers, and for each row that waited for
// one the best guess or what is wrong. It ends the run with its last row, or hands on
// to the next job; more says that this one goes on.
func (s *Service) keepFetched(ctx context.Context, sc db.Scope, asked *Run, got *fetched, handOn bool) (more bool, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		more = false
		r, err := runTx(ctx, tx, asked.ID, everywhere, tx.ForUpdate())
		if err != nil || r.State != RunRunning {
			return err
		}
		if cancelled, err := jobs.TaskCancelled(ctx, tx, r.TaskID); err != nil {
			return err
		} else if cancelled {
			return endRunTx(ctx, tx, r, RunCancelled, nil)
		}
		done, failed, err := s.guessTx(ctx, tx, r, got)
		if err != nil {
			return err
		}
		if err := jobs.ProgressTx(ctx, tx, r.TaskID, jobs.TaskDelta{Done: done, Failed: failed}); err != nil {
			return err
		}
		publishRunTx(tx, r)
		if err := countTx(ctx, tx, []*Run{r}); err != nil {
			return err
		}
		if r.Counts[DraftWaiting] == 0 {
			return endRunTx(ctx, tx, r, RunReady, logFetched.With("matched", r.Counts[DraftFound], "failed", r.Counts[DraftFailed]+r.Counts[DraftBad]))
		}
		if handOn {
			name, err := s.accountNameTx(ctx, tx, r.AccountID)
			if err != nil {
				return err
			}
			return enqueueRunTx(ctx, tx, r, name)
		}
		more = true
		return nil
	})
	return more, err
}

// guessTx fills in the rows that waited for the offers; as many statements for ten rows
// as for one.
func (s *Service) guessTx(ctx context.Context, tx *db.Tx, r *Run, got *fetched) (done, failed int64, err error) {
	if err := s.applyTx(ctx, tx, got); err != nil {
		return 0, 0, err
	}
	offers := map[int64]*Offer{}
	ids := slices.Clone(got.gone)
	for _, o := range got.found {
		offers[o.ID] = o
		ids = append(ids, o.ID)
	}
	for id := range got.failed {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return 0, 0, nil
	}
	if err := s.knowSuppliersTx(ctx, tx, got.found); err != nil {
		return 0, 0, err
	}
	args, in := db.InKeys(nil, ids)
	drafts, err := draftsTx(ctx, tx, r.ID, "d.state = 'waiting' AND d.offer_id IN ("+in+")", args...)
	if err != nil {
		return 0, 0, err
	}
	g, err := s.guesserTx(ctx, tx, drafts, r.AccountID)
	if err != nil {
		return 0, 0, err
	}
	for _, d := range drafts {
		o := offers[d.OfferID]
		switch {
		case got.failed[d.OfferID] != nil:
			d.State, d.Why = DraftFailed, got.failed[d.OfferID]
		case o == nil || o.State != OfferOn:
			d.State, d.Why = DraftFailed, ErrOfferGone.With("id", d.OfferID)
		default:
			g.guess(d, o)
		}
		if d.State == DraftFailed {
			failed++
		} else {
			done++
		}
	}
	return done, failed, writeDraftsTx(ctx, tx, r.ID, drafts)
}

// guesser knows of the SKUs of rows what guessing needs.
type guesser struct {
	wants   map[db.ID]wanted
	sources map[db.ID][]*Source
	names   *Names
	account db.ID // of the run
}

func (s *Service) guesserTx(ctx context.Context, tx *db.Tx, drafts []*Draft, account db.ID) (*guesser, error) {
	var skus []db.ID
	for _, d := range drafts {
		skus = append(skus, d.SKUID)
	}
	skus = slices.Compact(slices.Sorted(slices.Values(skus)))
	g := &guesser{account: account}
	var err error
	if g.wants, err = s.wantedTx(ctx, tx, skus); err != nil {
		return nil, err
	}
	if g.sources, err = s.SourcesTx(ctx, tx, skus); err != nil {
		return nil, err
	}
	var all []*Source
	for _, list := range g.sources {
		all = append(all, list...)
	}
	g.names, err = s.namesTx(ctx, tx, all)
	return g, err
}

// guess chooses the spec of a row, as far as something speaks for one, and tells what a
// person should know: a spec that was named and is not there, a match that exists, a
// link that stood with another supplier.
func (g *guesser) guess(d *Draft, o *Offer) {
	w := g.wants[d.SKUID]
	w.link, w.given = d.LinkSKUID, d.Given
	d.State, d.Why, d.Chosen, d.Spec, d.Reason = DraftFound, nil, false, "", ""
	at, why := guess(w, o.Specs)
	switch {
	case len(o.Specs) == 0:
		d.Chosen, d.Reason = true, ReasonOnly
	case at >= 0:
		d.Chosen, d.Spec, d.Reason = true, o.Specs[at].Key(), why
	case d.Given != "":
		d.Why = ErrSpecUnknown.With("spec", d.Given)
	}
	for _, x := range g.sources[d.SKUID] {
		switch {
		case d.Chosen && x.OfferID == d.OfferID && x.matched() && x.SpecID == o.specID(d.Spec):
			d.Why, d.Skipped = ErrTwice.With("sku", d.SKUCode), true
		case d.Why == nil && x.takes(d, g.account) && o.SupplierID != x.SupplierID:
			other := o.Seller.Name
			if name := g.names.Suppliers[o.SupplierID]; name != "" {
				other = name
			}
			d.Why = ErrOtherSupplier.With("name", g.names.Suppliers[x.SupplierID], "other", other)
		}
	}
}

// specID is the spec id of the spec with a key.
func (o *Offer) specID(key string) string {
	if at := o.spec(key); at >= 0 {
		return o.Specs[at].SpecID
	}
	return ""
}

// interrupted says what becomes of a run that cannot go on now.
func (s *Service) interrupted(ctx context.Context, sc db.Scope, asked *Run, err error, last bool) error {
	why := fault.As(channel.Explain(err))
	if ctx.Err() != nil || why == nil {
		return err // hung up, our own mistake or the database: tried again
	}
	lost := errors.Is(why, channel.ErrAuthorisation)
	if !lost && !last && (why.Kind == fault.Unavailable || why.Kind == fault.Internal) {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if lost { // the account before the run, as where it is authorised
			back, err := s.shops.AuthorisedTx(ctx, tx, asked.AccountID)
			if err != nil {
				return err
			}
			if back {
				return why // tried again
			}
		}
		r, err := runTx(ctx, tx, asked.ID, everywhere, tx.ForUpdate())
		if err != nil || r.State != RunRunning {
			return err
		}
		if lost {
			return stateTx(ctx, tx, r, RunPaused, why)
		}
		return endRunTx(ctx, tx, r, RunFailed, why)
	})
}

func stateTx(ctx context.Context, tx *db.Tx, r *Run, state RunState, why *fault.Error) error {
	code, params := faultArgs(why)
	r.State, r.Reason, r.UpdatedAt = state, why, tx.Now
	if _, err := tx.Exec(ctx, `UPDATE match_run SET state = ?, code = ?, params = ?, updated_at = ?, finished_at = ?, task_id = ? WHERE tenant_id = ? AND id = ?`,
		string(state), code, params, tx.Now, r.FinishedAt, r.TaskID, tx.Tenant, r.ID); err != nil {
		return fmt.Errorf("change match run: %w", err)
	}
	publishRunTx(tx, r)
	return nil
}

// endRunTx gives a run its last state, and its task. what is why it failed, or a summary
// of one that is ready.
func endRunTx(ctx context.Context, tx *db.Tx, r *Run, state RunState, what *fault.Error) error {
	r.FinishedAt = tx.Now
	why, task := what, jobs.StateCancelled
	switch state {
	case RunReady:
		why, task = nil, jobs.StateSucceeded
	case RunFailed:
		task = jobs.StateFailed
	case RunRunning, RunPaused, RunCancelled:
	}
	if err := stateTx(ctx, tx, r, state, why); err != nil {
		return err
	}
	return jobs.FinishTx(ctx, tx, r.TaskID, task, what)
}

// resumeRunsTx lets the runs of an account that is authorised again go on; it is a
// channel.AuthorisedFunc.
func resumeRunsTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	var list []*Run
	err := tx.Each(ctx, `SELECT `+runColumns+` FROM match_run r WHERE r.tenant_id = ? AND r.account_id = ? AND r.state = 'paused' ORDER BY r.id`+tx.ForUpdate(), []any{tx.Tenant, account}, func(rows *sql.Rows) error {
		r := &Run{}
		list = append(list, r)
		return r.scan(rows)
	})
	if err != nil || len(list) == 0 {
		return err
	}
	for _, r := range list {
		if err := stateTx(ctx, tx, r, RunRunning, nil); err != nil {
			return err
		}
		if err := enqueueRunTx(ctx, tx, r, ""); err != nil {
			return err
		}
	}
	return doc.AuditTx(ctx, tx, changesOf("resume", list)...)
}

func changesOf(action string, list []*Run) []doc.Change {
	out := make([]doc.Change, len(list))
	for i, r := range list {
		out[i] = doc.Change{Action: action, Entity: entityRun, EntityID: r.ID, EntityNo: r.CreatedAt.Format(time.DateTime)}
	}
	return out
}
