package replenish

// addition is pieces added to a row.
type addition struct {
	row *row
	n   int64
}

// bulk bounds the work for huge minimums: above so many pieces a share of the
// rest is added at once instead of one step.
const bulk = 4096

// topUp adds to rows until nothing is left to add: a step at a time, always to
// the row that has the fewest days of cover after it. left tells about how many
// pieces are missing, 0 when it is enough. When the rows cannot take that much
// nothing is added, and the reason says what kept them.
func (p *planner) topUp(rows []*row, left func() int64) ([]addition, Reason) {
	added := make([]addition, len(rows))
	reason, most := ReasonBelowMinimum, int64(0)
	for i, r := range rows {
		can, why := p.capacity(r)
		added[i].row, reason, most = r, why, most+can
	}
	if most < left() {
		return nil, reason // not even if nothing is shared
	}
	for rest := left(); rest > 0; rest = left() {
		best, room := -1, int64(0)
		for i, r := range rows {
			can, why := p.capacity(r)
			if can < r.step {
				reason = why
				continue
			}
			if best < 0 || sooner(r, rows[best]) {
				best, room = i, can
			}
		}
		if best < 0 {
			p.undo(added)
			return nil, reason
		}
		r := rows[best]
		n := min(max(r.step, rest/bulk/r.step*r.step), room)
		p.take(r, n)
		added[best].n += n
	}
	given := added[:0]
	for _, a := range added {
		if a.n > 0 {
			given = append(given, a)
		}
	}
	return given, ""
}

// sooner says whether a lasts shorter than b when each gets a step. What does not
// sell comes last.
func sooner(a, b *row) bool {
	if a.want.Rate.IsZero() || b.want.Rate.IsZero() {
		return !a.want.Rate.IsZero()
	}
	cover := func(r *row) (stock, perDay int64) {
		w := r.want
		have := w.Position.Add(w.bought).Add(r.base(r.step))
		return min(max(int64(have), -maxStock), maxStock) * w.Rate.Days, int64(w.Rate.Units)
	}
	stockA, perDayA := cover(a)
	stockB, perDayB := cover(b)
	return compareFractions(stockA, perDayA, stockB, perDayB) < 0
}

// maxStock keeps a stock times the days of a history within 64 bits.
const maxStock = 1 << 54

func (p *planner) undo(added []addition) {
	for _, a := range added {
		if a.n != 0 {
			p.take(a.row, -a.n)
		}
	}
}

// trial is a topUp with what it costs, lot by lot.
type trial struct {
	added  []addition
	why    Reason // why it is impossible, empty when it was done
	option Option
}

// try tops rows up and prices what was added. The caller undoes it, or not.
func (p *planner) try(g *group, option Option, rows []*row, left func() int64) trial {
	was := make(map[*lot]state, len(g.lots))
	for _, r := range rows {
		if _, ok := was[r.lot]; !ok {
			was[r.lot] = r.lot.state()
		}
	}
	t := trial{option: option}
	t.added, t.why = p.topUp(rows, left)
	t.option.Refused = t.why
	for _, l := range g.lots {
		var mine []addition
		for _, a := range t.added {
			if a.row.lot == l {
				mine = append(mine, a)
			}
		}
		if len(mine) == 0 {
			continue
		}
		s := p.surplus(l, was[l], l.state(), reserveOf(mine))
		t.option.Pieces += s.Pieces
		t.option.Cash = t.option.Cash.Add(s.Cash)
		t.option.Cost = t.option.Cost.Add(s.Cost)
	}
	return t
}
