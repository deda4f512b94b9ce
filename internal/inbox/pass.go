package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
)

// passAtOnce is small, since those who wait for an acknowledgement wait meanwhile.
const passAtOnce = 128

// passAlong moves on what came in. Of several callers one works and one waits to look
// again for what came since; the others need not.
func (s *Service) passAlong(ctx context.Context) {
	select {
	case s.queued <- struct{}{}:
	default:
		return
	}
	s.waitForCalm(ctx)
	if err := s.passAll(ctx, func() { <-s.queued }); err != nil {
		s.Log.ErrorContext(ctx, "messages of 1688 are passed on later", "err", err)
	}
}

// passAll moves on what came in until nothing is left; begun is called once it looks.
func (s *Service) passAll(ctx context.Context, begun func()) error {
	s.passing.Lock()
	defer s.passing.Unlock()
	begun()
	for {
		n, err := s.pass(ctx)
		if err != nil || n < passAtOnce {
			return err
		}
	}
}

// pass moves on the oldest messages: a transaction for each set that has an account they
// are for, and one that notes it. Doing it twice changes nothing, since an account has a
// message once.
func (s *Service) pass(ctx context.Context) (int, error) {
	var (
		list   []arrived
		owners map[string][]channel.Owned
	)
	err := s.DB.View(ctx, system, func(ctx context.Context, tx *db.Tx) (err error) {
		if list, err = newMessagesTx(ctx, tx, passAtOnce); err != nil || len(list) == 0 {
			return err
		}
		owners, err = ownersTx(ctx, tx, list)
		return err
	})
	if err != nil || len(list) == 0 {
		return 0, err
	}
	sets := map[db.ID][]delivery{}
	var passed, nobody []string
	for i := range list {
		m := &list[i]
		for _, o := range owners[m.member] {
			sets[o.Set] = append(sets[o.Set], delivery{account: o.Account, arrived: m})
		}
		if owners[m.member] == nil {
			nobody = append(nobody, m.id)
		} else {
			passed = append(passed, m.id)
		}
	}
	for set, deliveries := range sets {
		own := system
		own.Tenant = set
		err := s.DB.InTx(ctx, own, func(ctx context.Context, tx *db.Tx) error { return s.deliverTx(ctx, tx, deliveries) })
		if err != nil {
			return 0, fmt.Errorf("pass on to account set %d: %w", set, err)
		}
	}
	known := false
	err = s.DB.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		known = false
		if err := markTx(ctx, tx, inNew, inPassed, ", body = ''", passed); err != nil {
			return err
		}
		if err := markTx(ctx, tx, inNew, inNobody, "", nobody); err != nil || len(nobody) == 0 {
			return err
		}
		// An account that was authorised meanwhile may have looked for them already. One
		// that is from here on finds them, since it waits for the rows.
		late, err := ownersTx(ctx, tx, list)
		if err != nil {
			return err
		}
		var again []string
		for i := range list {
			if m := &list[i]; owners[m.member] == nil && late[m.member] != nil {
				again = append(again, m.id)
			}
		}
		known = len(again) > 0
		return markTx(ctx, tx, inNobody, inNew, "", again)
	})
	if known {
		return passAtOnce, err // there is more to pass on
	}
	return len(list), err
}

// ownersTx finds the accounts that the messages are for, by member.
func ownersTx(ctx context.Context, tx *db.Tx, list []arrived) (map[string][]channel.Owned, error) {
	var members []string
	for i := range list {
		members = append(members, list[i].member)
	}
	slices.Sort(members)
	found, err := channel.OwnersTx(ctx, tx, slices.Compact(members))
	if err != nil {
		return nil, err
	}
	out := map[string][]channel.Owned{}
	for _, o := range found {
		out[o.Member] = append(out[o.Member], o)
	}
	return out, nil
}

func markTx(ctx context.Context, tx *db.Tx, from, to, also string, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	keys := padded(texts(ids), 1)
	_, err := tx.Exec(ctx, "UPDATE inbox_message SET state = ?"+also+" WHERE state = ? AND message_id IN "+db.Tuples(1, len(keys)), append([]any{to, from}, keys...)...)
	if err != nil {
		return fmt.Errorf("note what was passed on: %w", err)
	}
	return nil
}

// delivery is a message on its way to an account.
type delivery struct {
	account db.ID
	*arrived
}

const (
	deliveryColumns = 13
	deliverChunk    = 256
)

// deliverTx gives messages to accounts of the set, and lets those be handled that
// somebody wants.
func (s *Service) deliverTx(ctx context.Context, tx *db.Tx, list []delivery) error {
	var due []db.ID
	for part := range slices.Chunk(list, deliverChunk) {
		args := make([]any, 0, len(part)*deliveryColumns)
		for _, d := range part {
			state, ended := Waiting, db.Time{}
			if s.wanting(d.topic) == nil {
				state, ended = Unused, tx.Now
			} else if !slices.Contains(due, d.account) {
				due = append(due, d.account)
			}
			args = append(args, tx.Tenant, tx.NewID(), d.account, d.id, d.topic, d.subject, d.born, d.at, d.replayed, d.body, state, tx.Now, ended)
		}
		args = padded(args, deliveryColumns)
		_, err := tx.Exec(ctx, `INSERT INTO inbox_delivery (tenant_id, id, account_id, message_id, topic, subject, born_at, received_at, replayed, body, state, next_at, ended_at)
			VALUES `+db.Tuples(len(args)/deliveryColumns, deliveryColumns)+" ON CONFLICT DO NOTHING", args...)
		if err != nil {
			return fmt.Errorf("deliver messages: %w", err)
		}
	}
	return s.wakeTx(ctx, tx, due)
}

// wakeTx has the due messages of accounts handled now, unless they are going to be.
func (s *Service) wakeTx(ctx context.Context, tx *db.Tx, accounts []db.ID) error {
	args := make([]jobs.Args, len(accounts))
	for i, id := range accounts {
		args[i] = handleArgs{Account: id}
	}
	next, err := jobs.NextManyTx(ctx, tx, args)
	if err != nil {
		return err
	}
	var missing []jobs.Request
	for i, id := range accounts {
		if next[i].IsZero() || next[i].After(tx.Now.Time) { // one for later is of no use now
			missing = append(missing, handleRequest(id, time.Time{}))
		}
	}
	return jobs.EnqueueManyTx(ctx, tx, missing)
}

// authorisedTx is a channel.AuthorisedFunc: what waits for the account goes on, and what
// came before it was known is fetched from among what nobody wanted.
func (s *Service) authorisedTx(ctx context.Context, tx *db.Tx, account db.ID) error {
	if err := s.WakeTx(ctx, tx, account); err != nil {
		return err
	}
	return jobs.EnqueueTx(ctx, tx, claimArgs{Account: account}, jobs.Options{})
}

type claimArgs struct {
	Account db.ID `json:"account"`
}

// Kind names the job; it is a wire format.
func (claimArgs) Kind() string { return "inbox.claim" }

// workClaim passes on again what came for an account before it was one of ours. It is
// idempotent: the second time nothing is left to be passed on.
func (s *Service) workClaim(ctx context.Context, sc db.Scope, j jobs.Job[claimArgs]) error {
	account, err := s.Accounts.Account(ctx, sc, "", j.Args.Account)
	if errors.Is(err, channel.ErrShopNotFound) || errors.Is(err, tenant.ErrModuleOff) {
		return nil // removed, or switched off, meanwhile
	}
	if err != nil {
		return err
	}
	err = s.DB.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		// New ones too: whoever is about to mark them nobody's has not seen the account.
		_, err := tx.Exec(ctx, "UPDATE inbox_message SET state = 'new' WHERE state IN ('nobody', 'new') AND member_id = ?", account.MemberID)
		return err
	})
	if err != nil {
		return err
	}
	return s.passAll(ctx, func() {})
}

type sweepArgs struct{}

// Kind names the job; it is a wire format.
func (sweepArgs) Kind() string { return "inbox.sweep" }

// workSweep passes on what a killed process left behind, and gives due messages the job
// they lack. It is idempotent as these are.
func (s *Service) workSweep(ctx context.Context, sc db.Scope, _ jobs.Job[sweepArgs]) error {
	return errors.Join(s.passAll(ctx, func() {}), jobs.EachSet(ctx, sc, s.Sets, s.sweepSet))
}

func (s *Service) sweepSet(ctx context.Context, sc db.Scope) error {
	var due []db.ID
	err := s.DB.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		due, err = dueAccountsTx(ctx, tx)
		return err
	})
	if err != nil || len(due) == 0 {
		return err
	}
	return s.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return s.wakeTx(ctx, tx, due) })
}
