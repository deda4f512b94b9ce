package inbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// State says how far an account is with a message.
type State string

// The states of a message of an account.
const (
	Waiting   State = "waiting"   // to be handled, or tried again
	Handled   State = "handled"   // every subscriber is through
	Unused    State = "unused"    // nobody wants the topic
	Stuck     State = "stuck"     // given up; a person has to look at it
	Dismissed State = "dismissed" // a person, or the end of the account, put it aside
)

const (
	// handleAtOnce is how many messages of an account are read together.
	handleAtOnce = 200
	// handleFor is how long a job works before others get their turn.
	handleFor = 20 * time.Second
	// handleWithin bounds the work on one message.
	handleWithin = time.Minute
	// giveUpAfter is how long a message may wait for what it is about.
	giveUpAfter = 24 * time.Hour
	// holdFor is how long all messages of an account wait when 1688 cannot be asked.
	holdFor   = time.Minute
	firstWait = 2 * time.Second
	longest   = time.Hour
)

// Why a message waits or is stuck.
var (
	// ErrNotHere is kept of a message whose subscriber answers ErrLater.
	ErrNotHere = fault.Define(fault.Conflict, "inbox.not_here",
		fault.ZH("消息所说的订单在这里还没有", "订单可能正在生成或还没有取回；系统会自动再试，也可以在“1688 订单”中取回后重试"),
		fault.EN("The order that the message is about is not here yet", "It may be under way or not have been fetched; it is tried again by itself, or fetch the orders of 1688 and try again"))
	// ErrProgram is kept of a message whose subscriber failed for a reason that means
	// nothing to people; the log has it.
	ErrProgram = fault.Define(fault.Internal, "inbox.failed",
		fault.ZH("处理消息时系统出错", "系统会自动再试；若一直如此，把消息编号发给管理员"),
		fault.EN("The program failed on the message", "It is tried again by itself; if it stays, give the message's number to your administrator"))
)

type handleArgs struct {
	Account db.ID `json:"account"`
}

// Kind names the job; it is a wire format.
func (handleArgs) Kind() string { return "inbox.handle" }

// handleRequest is the job of an account. Accounts do not wait for each other, nor for
// their orders to be placed.
func handleRequest(account db.ID, at time.Time) jobs.Request {
	return jobs.Request{Args: handleArgs{Account: account}, Options: jobs.Options{Lane: "inbox:" + account.String(), RunAt: at, MaxAttempts: 3}}
}

// letter is a message of an account that is due.
type letter struct {
	id       db.ID
	m        Message
	received db.Time
	due      db.Time  // when it was to be tried, as read
	done     []string // names of the subscribers that are through
	attempts int64

	state State // what is to be noted
	next  db.Time
	why   *fault.Error
}

// workHandle gives the due messages of an account to their subscribers. It is idempotent
// as far as they are: what was handled is noted afterwards.
func (s *Service) workHandle(ctx context.Context, sc db.Scope, j jobs.Job[handleArgs]) error {
	account, until := j.Args.Account, s.DB.Now().Add(handleFor)
	for {
		list, err := s.due(ctx, sc, account)
		if err != nil {
			return err
		}
		held := s.give(ctx, sc, list)
		if ctx.Err() != nil {
			return ctx.Err() // not noted, so tried again
		}
		more, err := s.note(ctx, sc, account, list, held)
		if err != nil || !more {
			return err
		}
		if s.DB.Now().After(until) { // others have their turn
			return s.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return s.wakeTx(ctx, tx, []db.ID{account}) })
		}
	}
}

// due reads the messages of an account whose time has come, in the order they are tried.
func (s *Service) due(ctx context.Context, sc db.Scope, account db.ID) ([]*letter, error) {
	var list []*letter
	err := s.DB.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		list, err = dueTx(ctx, tx, account)
		return err
	})
	return list, err
}

// give hands the messages to their subscribers and decides what becomes of each. It ends
// early with what holds up the whole account; those after are left as they are.
func (s *Service) give(ctx context.Context, sc db.Scope, list []*letter) (held error) {
	covered, silent := s.covered(list), 0
	for i, l := range list {
		if covered[i] != nil { // the newest about the same has been or will be read
			continue
		}
		err := s.handOver(ctx, sc, l)
		if ctx.Err() != nil {
			return err
		}
		if holdsAccount(err) {
			held = err
			break
		}
		s.judge(ctx, l, err)
		if !unanswered(err) {
			silent = 0
		} else if silent++; silent == maxSilent {
			held = err
			break
		}
	}
	for i, l := range list {
		if by := covered[i]; by != nil && by.state != "" {
			l.state, l.next, l.why = by.state, by.next, by.why
			l.attempts++
		}
	}
	return held
}

// covered tells for each message which newer one makes it needless: of the same subject,
// wanted by the same subscribers, all of which go by the newest.
func (s *Service) covered(list []*letter) []*letter {
	out, newest := make([]*letter, len(list)), map[string]*letter{}
	key := func(l *letter) string {
		wanting := s.wanting(l.m.Topic)
		if l.m.Subject == "" || len(wanting) == 0 || slices.ContainsFunc(wanting, func(sub *Subscriber) bool { return !sub.Latest }) {
			return ""
		}
		k := []string{l.m.Subject}
		for _, sub := range wanting {
			k = append(k, sub.Name)
		}
		return strings.Join(k, "\n")
	}
	for _, l := range list {
		if k := key(l); k != "" && (newest[k] == nil || l.id > newest[k].id) {
			newest[k] = l
		}
	}
	for i, l := range list {
		if k := key(l); k != "" && newest[k] != l {
			out[i] = newest[k]
		}
	}
	return out
}

// handOver gives a message to the subscribers that are not through with it.
func (s *Service) handOver(ctx context.Context, sc db.Scope, l *letter) error {
	var failures []error
	for _, sub := range s.wanting(l.m.Topic) {
		if slices.Contains(l.done, sub.Name) {
			continue
		}
		limited, cancel := context.WithTimeout(ctx, handleWithin)
		err := safely(limited, sc, sub, l.m)
		cancel()
		if err != nil {
			failures = append(failures, err)
			continue
		}
		l.done = append(l.done, sub.Name)
	}
	return errors.Join(failures...)
}

// safely makes a panic of a subscriber a failure of its message.
func safely(ctx context.Context, sc db.Scope, sub *Subscriber, m Message) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("subscriber %s panicked: %v", sub.Name, p)
		}
	}()
	return channel.Explain(sub.Do(ctx, sc, m))
}

// maxSilent is after how many messages in a row without an answer 1688 is left alone:
// one that cannot be read must not hold up the others.
const maxSilent = 3

// unanswered tells that 1688 did not answer.
func unanswered(err error) bool {
	return errors.Is(err, channel.ErrUnreachable) || errors.Is(err, context.DeadlineExceeded)
}

// holdsAccount tells failures that every other message of the account would meet too.
func holdsAccount(err error) bool {
	for _, of := range []error{channel.ErrAuthorisation, channel.ErrShopDisabled, channel.ErrShopNotFound, channel.ErrNoApp, channel.ErrUsage, tenant.ErrModuleOff} {
		if errors.Is(err, of) {
			return true
		}
	}
	return open1688.IsRateLimited(err)
}

// judge decides what becomes of a message after an attempt.
func (s *Service) judge(ctx context.Context, l *letter, err error) {
	now := db.At(s.DB.Now())
	if l.attempts++; err == nil {
		l.state = Handled
		return
	}
	l.state, l.why, l.next = Waiting, ErrNotHere, db.At(now.Add(pause(l.attempts)))
	if !errors.Is(err, ErrLater) {
		if l.why = fault.As(err); l.why == nil {
			s.Log.ErrorContext(ctx, "a message of 1688 could not be handled", "message", l.m.ID, "topic", l.m.Topic, "err", err)
			l.why = ErrProgram
		}
	}
	if now.Sub(l.received.Time) >= giveUpAfter {
		l.state = Stuck
	}
}

// pause is how long a message waits after so many attempts: 2 s, 4 s, 8 s … an hour.
func pause(attempts int64) time.Duration {
	if attempts > 12 {
		return longest
	}
	return min(firstWait<<max(attempts-1, 0), longest)
}

// note writes what became of the messages, and sees to it that those that wait are tried
// in time. more tells that others are due already.
func (s *Service) note(ctx context.Context, sc db.Scope, account db.ID, list []*letter, held error) (more bool, err error) {
	err = s.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		more = false
		if err := writeTx(ctx, tx, list); err != nil {
			return err
		}
		switch {
		case errors.Is(held, channel.ErrShopNotFound): // removed
			return dismissAllTx(ctx, tx, account)
		case held != nil:
			why := fault.As(held)
			if why == nil {
				why = channel.ErrUnreachable
			}
			if err := holdTx(ctx, tx, account, why, db.At(tx.Now.Add(holdFor))); err != nil {
				return err
			}
		}
		next, err := nextTx(ctx, tx, account)
		if err != nil || next.IsZero() {
			return err
		}
		if more = !next.After(tx.Now.Time); more {
			return nil
		}
		planned, err := jobs.NextTx(ctx, tx, handleArgs{Account: account})
		if err != nil || !planned.IsZero() && !planned.After(next.Time) {
			return err
		}
		return jobs.EnqueueManyTx(ctx, tx, []jobs.Request{handleRequest(account, next.Time)})
	})
	return more, err
}

// WakeTx has what waits of an account tried at once: about the subjects given, such as
// an order that is here now, or everything.
func (s *Service) WakeTx(ctx context.Context, tx *db.Tx, account db.ID, subjects ...string) error {
	query, args := "UPDATE inbox_delivery SET next_at = ? WHERE tenant_id = ? AND account_id = ? AND state = 'waiting' AND next_at > ?", []any{tx.Now, tx.Tenant, account, tx.Now}
	if len(subjects) > 0 {
		query += " AND subject IN " + db.Tuples(1, len(subjects))
		args = append(args, texts(subjects)...)
	}
	n, err := tx.Exec(ctx, query, args...)
	if err != nil {
		return fmt.Errorf("wake messages: %w", err)
	}
	if n == 0 {
		return nil
	}
	return s.wakeTx(ctx, tx, []db.ID{account})
}

// message makes what subscribers are given.
func (l *letter) message(account db.ID, id, topic, subject, body string, born db.Time, replayed bool) {
	l.m = Message{ID: id, Topic: topic, Account: account, Subject: subject, Body: json.RawMessage(body), At: born.Time, Replayed: replayed}
}

// names reads the list of subscribers that are through.
func names(text string) []string { return strings.Fields(text) }
