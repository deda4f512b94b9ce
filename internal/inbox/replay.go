package inbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/open1688"
)

const (
	replayPage = 200
	// replayPages bounds one run; the next goes on where it stopped, since what was
	// confirmed is gone.
	replayPages = 50
)

type replayArgs struct{}

// Kind names the job; it is a wire format.
func (replayArgs) Kind() string { return "inbox.replay" }

// workReplay fetches what the platform could not push. It is idempotent: a message is
// confirmed only after it was stored, and stored once.
func (s *Service) workReplay(ctx context.Context, _ db.Scope, _ jobs.Job[replayArgs]) error {
	n, err := s.Replay(ctx)
	if n > 0 {
		s.Log.InfoContext(ctx, "messages of 1688 were fetched", "messages", n)
	}
	if open1688.IsPermission(err) { // the app has not bought it; the doctor tells what is missing
		return jobs.Cancel(err)
	}
	return err
}

var errNothingConfirmed = errors.New("1688 gives out the same messages again after they were confirmed")

// Replay fetches the messages that the platform could not push, stores and confirms
// them, and tells how many there were. None is lost: without a confirmation they come
// again.
func (s *Service) Replay(ctx context.Context) (int, error) {
	if s.Client == nil {
		return 0, nil
	}
	total := 0
	var last open1688.ID
	for range replayPages {
		page, _, err := s.Client.Push.List(ctx, open1688.MessageListRequest{Page: 1, PageSize: replayPage})
		if err != nil {
			return total, fmt.Errorf("list the messages that were not delivered: %w", err)
		}
		if len(page.Messages) == 0 {
			return total, nil
		}
		if page.Messages[0].ID == last {
			return total, errNothingConfirmed
		}
		last = page.Messages[0].ID
		confirm, err := s.keep(ctx, page.Messages)
		if err != nil {
			return total, err
		}
		if len(confirm) > 0 {
			if _, _, err := s.Client.Push.Confirm(ctx, confirm); err != nil {
				return total, fmt.Errorf("confirm messages: %w", err)
			}
		}
		total += len(page.Messages)
		if len(page.Messages) < replayPage {
			return total, nil
		}
	}
	return total, nil
}

// keep stores a page and gives the ids that can be confirmed.
func (s *Service) keep(ctx context.Context, page []open1688.Message) ([]open1688.ID, error) {
	list := make([]message, 0, len(page))
	confirm := make([]open1688.ID, 0, len(page))
	for i := range page {
		m := take(&page[i])
		m.replayed = true
		list = append(list, m)
		if page[i].ID.Numeric() {
			confirm = append(confirm, page[i].ID)
		}
	}
	if _, err := s.store(ctx, list...); err != nil {
		return nil, err
	}
	return slices.Compact(confirm), nil
}

type purgeArgs struct{}

// Kind names the job; it is a wire format.
func (purgeArgs) Kind() string { return "inbox.purge" }

// workPurge removes what is over and old. Running twice removes nothing more.
func (s *Service) workPurge(ctx context.Context, sc db.Scope, _ jobs.Job[purgeArgs]) error {
	before := db.At(s.DB.Now().Add(-time.Duration(s.KeepDays) * 24 * time.Hour))
	delivered := func(ctx context.Context, own db.Scope) error {
		return s.purge(ctx, own,
			"DELETE FROM inbox_delivery WHERE tenant_id = ? AND id IN (SELECT id FROM inbox_delivery WHERE tenant_id = ? AND received_at < ? AND state NOT IN ('waiting', 'stuck') LIMIT 1000)",
			own.Tenant, own.Tenant, before)
	}
	return errors.Join(jobs.EachSet(ctx, sc, s.Sets, delivered), s.purge(ctx, system,
		"DELETE FROM inbox_message WHERE message_id IN (SELECT message_id FROM inbox_message WHERE received_at < ? AND state <> 'new' LIMIT 1000)", before))
}

// purge repeats a statement that deletes some, so that nobody waits long for the writer.
func (s *Service) purge(ctx context.Context, sc db.Scope, query string, args ...any) error {
	for {
		var n int64
		err := s.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
			n, err = tx.Exec(ctx, query, args...)
			return err
		})
		if err != nil {
			return fmt.Errorf("remove old messages: %w", err)
		}
		if n == 0 {
			return nil
		}
	}
}
