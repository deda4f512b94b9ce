package platform

import (
	"time"

	"github.com/huotong/huotong/internal/db"
)

// askFor is for how long an order that is over is asked about: as long as the list of
// orders shows it without the archive, which is how long refunds are worth waiting for.
const askFor = 90 * 24 * time.Hour

// pollSteps say, for a state, how long to wait before asking again, by how long nothing
// new was heard. The last one holds from there on.
type pollStep struct{ quiet, pause time.Duration }

const day = 24 * time.Hour

var pollSteps = map[State][]pollStep{
	// Somebody may be paying just now, or the supplier changing the price.
	StateUnpaid:   {{time.Hour, 5 * time.Minute}, {day, 30 * time.Minute}, {0, 3 * time.Hour}},
	StateToShip:   {{day, 2 * time.Hour}, {0, 6 * time.Hour}},
	StateShipped:  {{3 * day, 3 * time.Hour}, {0, 8 * time.Hour}},
	StateReceived: {{day, 6 * time.Hour}, {0, day}},
	StateDone:     {{7 * day, day}, {30 * day, 3 * day}, {0, 7 * day}},
	StateClosed:   {{day, 6 * time.Hour}, {7 * day, day}, {0, 7 * day}},
	StateOther:    {{day, 2 * time.Hour}, {0, 12 * time.Hour}},
}

// nextPoll is when to ask about the order again: ever more seldom while nothing new is
// heard, also after it is over, since refunds come late. It is zero when nothing can
// change any more: what was never paid is not given back.
func (o *Order) nextPoll(now time.Time) (at db.Time) {
	quiet := now.Sub(o.ChangedAt.Time)
	if o.ChangedAt.Equal(o.CreatedAt.Time) { // known since then only; it may be long over
		quiet = now.Sub(o.ModifiedAt.Time)
	}
	if o.State.Over() && (quiet > askFor || (o.State == StateClosed && o.Paid <= o.Refund && quiet > day)) {
		return at
	}
	for _, step := range pollSteps[o.State] {
		if step.quiet == 0 || quiet < step.quiet {
			return db.At(now.Add(step.pause))
		}
	}
	return at
}
