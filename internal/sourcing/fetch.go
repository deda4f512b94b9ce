package sourcing

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

const (
	// fetchBatch is how many offers one transaction writes.
	fetchBatch = 10
	// ahead is how many are asked for at the same time; the client spaces the calls.
	ahead = 4
)

// fetched is what looking up several offers brought; those that were not asked for any
// more are in none of the lists.
type fetched struct {
	found  []*Offer
	gone   []int64
	failed map[int64]*fault.Error // 1688 does not show them, or sent what cannot be read
}

// fetch asks for offers, each once. The error, a fault where 1688 is to blame, is one
// that concerns all of them: no answer, no authorisation, no more calls.
func (s *Service) fetch(ctx context.Context, sc db.Scope, account db.ID, ids []int64) (*fetched, error) {
	if _, err := s.shops.Account(ctx, sc, channel.Buy, account); err != nil {
		return &fetched{}, err
	}
	out := &fetched{failed: map[int64]*fault.Error{}}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var (
		mu    sync.Mutex
		wg    sync.WaitGroup
		first error
		queue = make(chan int64)
	)
	for range min(ahead, len(ids)) {
		wg.Go(func() {
			for id := range queue {
				o, err := s.ask(ctx, sc, account, id)
				mu.Lock()
				switch why := fault.As(err); {
				case err == nil:
					out.found = append(out.found, o)
				case errors.Is(err, ErrOfferGone):
					out.gone = append(out.gone, id)
				case why != nil && concernsOne(why):
					out.failed[id] = why
				case first == nil:
					first = err
					stop()
				}
				mu.Unlock()
			}
		})
	}
feed:
	for _, id := range ids {
		select {
		case queue <- id:
		case <-ctx.Done():
			break feed
		}
	}
	close(queue)
	wg.Wait()
	// Written in one order, so that two workers cannot wait for each other.
	slices.SortFunc(out.found, func(a, b *Offer) int { return cmp.Compare(a.ID, b.ID) })
	slices.Sort(out.gone)
	if first == nil {
		first = context.Cause(ctx)
	}
	return out, first
}

// concernsOne tells a refusal of one offer from what would be answered to any.
func concernsOne(why *fault.Error) bool {
	return errors.Is(why, ErrOfferClosed) || errors.Is(why, channel.ErrPlatform)
}
