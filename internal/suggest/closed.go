package suggest

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/replenish"
)

// closed is when a supplier does not work, from the day of a run.
type closed struct {
	days  []*DayOff        // by first day; they may overlap
	stops []replenish.Stop // the same, merged
}

// closures finds when a supplier does not work. It keeps what it made, as a run asks for
// the same suppliers again and again.
type closures struct {
	today    int
	days     map[db.ID][]*DayOff // by supplier; those of all under 0
	supplier map[db.ID]*closed
}

// of gives when a supplier does not work; of none (0) when all do not.
func (c *closures) of(supplier db.ID) *closed {
	own := c.days[supplier]
	if len(own) == 0 {
		supplier = 0
	}
	if made := c.supplier[supplier]; made != nil {
		return made
	}
	made := &closed{days: c.days[0]}
	if supplier != 0 {
		made.days = slices.Concat(own, c.days[0])
		slices.SortStableFunc(made.days, func(a, b *DayOff) int { return cmp.Compare(a.From, b.From) })
	}
	for _, d := range made.days {
		s := d.stop(c.today)
		if n := len(made.stops); n > 0 && s.From <= made.stops[n-1].To+1 {
			made.stops[n-1].To = max(made.stops[n-1].To, s.To)
			continue
		}
		made.stops = append(made.stops, s)
	}
	c.supplier[supplier] = made
	return made
}

func (s *Span) stop(today int) replenish.Stop {
	return replenish.Stop{From: dayNumber(s.From) - today, To: dayNumber(s.To) - today}
}

// worked is on how many days from one on, before another, the supplier works.
func (c *closed) worked(from, before int) int {
	days := max(before-from, 0)
	for _, s := range c.stops {
		days -= max(min(s.To+1, before)-max(s.From, from), 0)
	}
	return days
}

// readDaysOff reads when suppliers do not work: as far back as deliveries tell lead times,
// which do not run on these days.
func (r *records) readDaysOff(ctx context.Context, tx *db.Tx, _ db.ID) error {
	r.closed = &closures{today: r.today, days: map[db.ID][]*DayOff{}, supplier: map[db.ID]*closed{}}
	err := tx.Each(ctx, "SELECT "+dayOffColumns+" FROM supplier_day_off d WHERE d.tenant_id = ? AND d.last_day >= ? ORDER BY d.first_day, d.id",
		[]any{tx.Tenant, dateOf(r.today - 2*leadYear)}, func(rows *sql.Rows) error {
			d := &DayOff{}
			err := rows.Scan(d.fields()...)
			r.closed.days[d.SupplierID] = append(r.closed.days[d.SupplierID], d)
			return err
		})
	if err != nil {
		return fmt.Errorf("read days off of suppliers: %w", err)
	}
	return nil
}

// daysOff are the days off that count in what was found, today being the day of the run.
func (f *finding) daysOff(today int) []DayOffDetail {
	var out []DayOffDetail
	next := f.nextRound()
	var told [2]int // day before which it has been told who was off, of now and of the next round
	told[1] = next.From
	for _, d := range f.closed.days {
		s := d.stop(today)
		count := func(told *int, before int) int {
			days := max(min(s.To+1, before)-max(s.From, *told), 0)
			*told = max(*told, s.To+1)
			return days
		}
		o := DayOffDetail{Name: d.Name, From: d.From, To: d.To, Days: count(&told[0], f.need.Arrives), Next: count(&told[1], next.To)}
		if o.Days > 0 || o.Next > 0 {
			out = append(out, o)
		}
	}
	return out
}

// nextRound is from when to when goods ordered in the next round are on their way, where
// the stock has to last until they come; To is not one of these days.
func (f *finding) nextRound() replenish.Stop {
	r, n := &f.item.Rule, &f.need
	s := replenish.Stop{From: r.ReviewDays}
	switch r.Model {
	case replenish.ModelMinMax: // the next round does not matter
	case replenish.ModelCover:
		s.To = n.Protects - r.CoverDays
	case replenish.ModelPeriodic:
		s.To = n.Protects
	case replenish.ModelContinuous:
		if n.Protects > n.Arrives {
			s.To = n.Protects + r.ReviewDays
		}
	}
	return s
}
