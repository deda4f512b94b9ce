package suggest

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/replenish"
)

const (
	// outlookDays is how many coming days seasons and calendar tell of: what is ordered has
	// to last a year at most, which a supplier's days off may make longer.
	outlookDays = 2 * maxDays
	// rateDays is the window of the mean demand of a rule that names none.
	rateDays = 90
	// rateLeast is with how many days of history the planner takes the mean of them.
	rateLeast = 7
	wholeBPS  = 10_000
)

// outlook is what is expected of the coming days beside the mean demand, for goods of the
// same season and entries, measured in the same window.
type outlook struct {
	today    int
	season   *Season
	window   int64     // days that the mean demand is of
	past     int64     // sum of their factors in the season
	calendar *calendar // never nil
	factors  *replenish.Season
}

// calendar is what the entries that hold for some goods come to.
type calendar struct {
	counts    []*Entry // by coming day what counts on it, nil where nothing was entered; to the last such day
	overrides []replenish.Override
	events    replenish.Mask
	past      []*Entry // events in the history
}

// outlooks finds the outlook of goods. It keeps what it made: a run asks for a hundred
// thousand places, of few categories.
type outlooks struct {
	today   int
	parent  map[db.ID]db.ID   // of categories
	seasons map[db.ID]*Season // by category; that of all goods under 0
	entries map[ruleScope][]*Entry
	ofSKU   map[db.ID]bool // SKUs with entries of their own

	found     map[ruleScope]holding
	calendars map[string]*calendar // by the scopes whose entries hold
	made      map[outlookKey]*outlook
}

// holding is what holds for a place, whatever its history.
type holding struct {
	season   *Season
	calendar *calendar
}

type outlookKey struct {
	holding
	window int
}

// of gives the outlook of a SKU of a category in a warehouse whose mean demand is that of
// so many past days; nil when nothing was entered for it.
func (o *outlooks) of(sku, category, warehouse db.ID, window int) *outlook {
	if len(o.seasons) == 0 && len(o.entries) == 0 {
		return nil
	}
	at := ruleScope{category: category, warehouse: warehouse}
	if o.ofSKU[sku] {
		at.sku = sku
	}
	h, known := o.found[at]
	if !known {
		h = o.hold(at)
		o.found[at] = h
	}
	if h.season == nil {
		if h.calendar == nil {
			return nil
		}
		window = 0 // makes no difference
	}
	key := outlookKey{h, window}
	made := o.made[key]
	if made == nil {
		made = o.outlook(key)
		o.made[key] = made
	}
	return made
}

// hold finds season and entries of a place. Nearest first, those are: of the SKU, of its
// category and of those above it, of all goods; each first for the warehouse.
func (o *outlooks) hold(at ruleScope) holding {
	var h holding
	var scopes []ruleScope
	if at.sku != 0 {
		scopes = append(scopes, ruleScope{sku: at.sku, warehouse: at.warehouse}, ruleScope{sku: at.sku})
	}
	for category := at.category; ; category = o.parent[category] {
		if h.season == nil {
			h.season = o.seasons[category]
		}
		scopes = append(scopes, ruleScope{category: category, warehouse: at.warehouse}, ruleScope{category: category})
		if category == 0 || len(scopes) > 2*maxDepth {
			break
		}
	}
	var name strings.Builder
	var lists [][]*Entry
	for _, scope := range scopes {
		if list := o.entries[scope]; len(list) > 0 {
			fmt.Fprint(&name, scope)
			lists = append(lists, list)
		}
	}
	if len(lists) == 0 {
		return h
	}
	if h.calendar = o.calendars[name.String()]; h.calendar == nil {
		h.calendar = o.calendar(lists)
		o.calendars[name.String()] = h.calendar
	}
	return h
}

// calendar makes one of lists of entries, the nearest first.
func (o *outlooks) calendar(lists [][]*Entry) *calendar {
	days := 0
	for _, list := range lists {
		for _, e := range list {
			if s := e.stop(o.today); e.Kind != EntryEvent && s.To >= days {
				days = min(s.To+1, outlookDays)
			}
		}
	}
	c := &calendar{counts: make([]*Entry, days)}
	for _, list := range slices.Backward(lists) {
		for _, e := range list {
			s := e.stop(o.today)
			if e.Kind != EntryEvent {
				for day := max(s.From, 0); day <= min(s.To, days-1); day++ {
					c.counts[day] = e
				}
				continue
			}
			for day := max(s.From, -replenish.HistoryDays); day <= min(s.To, -1); day++ {
				c.events.Set(-1 - day) // 0 is yesterday
			}
			if s.From < 0 {
				c.past = append(c.past, e)
			}
		}
	}
	for day, e := range c.counts {
		if e != nil && e.Kind == EntryPerDay {
			c.overrides = append(c.overrides, replenish.Override{Day: day, Quantity: e.PerDay})
		}
	}
	return c
}

// outlook puts a season and a calendar together. The mean demand is that of a window which
// has a season too: a coming day has the factor of its month by the mean of the window's.
func (o *outlooks) outlook(key outlookKey) *outlook {
	out := &outlook{today: o.today, season: key.season, window: int64(key.window), calendar: key.calendar}
	if out.calendar == nil {
		out.calendar = &calendar{}
	}
	days := len(out.calendar.counts)
	if out.season != nil {
		days = outlookDays
		for day := o.today - key.window; day < o.today; day++ {
			out.past += out.season.on(day)
		}
	}
	factors := make([]int64, days)
	changed := out.season != nil
	for day := range factors {
		factors[day] = out.relative(day)
		if day >= len(out.calendar.counts) {
			continue
		}
		if e := out.calendar.counts[day]; e != nil && e.Kind == EntryFactor {
			changed = true
			factors[day] = (2*factors[day]*e.FactorBPS + wholeBPS) / (2 * wholeBPS)
		}
	}
	if changed {
		out.factors = replenish.NewSeason(factors)
	}
	return out
}

// relative is the season's factor of a coming day, of the mean of the window.
func (o *outlook) relative(day int) int64 {
	if o.season == nil {
		return wholeBPS
	}
	return (2*o.season.on(o.today+day)*o.window*wholeBPS + o.past) / (2 * o.past)
}

// on is the factor of a day since 1970: that of its month.
func (s *Season) on(day int) int64 {
	return s.Months[time.Unix(int64(day)*secondsOfDay, 0).UTC().Month()-1]
}

// windowOf is of how many past days the planner takes the mean, of so many it knows. Too
// few are not taken; then others stand in, measured in the whole window.
func windowOf(rule *Rule, known int) int {
	window := min(int(rule.RateDays), replenish.HistoryDays)
	if window == 0 {
		window = rateDays
	}
	if known < rateLeast {
		return window
	}
	return min(window, known)
}

// readOutlooks reads seasons and the demand calendar; entries that are over count while
// their days are in the history.
func (r *records) readOutlooks(ctx context.Context, tx *db.Tx, _ db.ID) error {
	o := &outlooks{
		today: r.today, parent: r.rules.parent, seasons: map[db.ID]*Season{}, entries: map[ruleScope][]*Entry{}, ofSKU: map[db.ID]bool{},
		found: map[ruleScope]holding{}, calendars: map[string]*calendar{}, made: map[outlookKey]*outlook{},
	}
	r.outlooks = o
	err := tx.Each(ctx, "SELECT "+entryColumns+" FROM demand_entry e WHERE e.tenant_id = ? AND e.last_day >= ? AND e.first_day < ? ORDER BY e.first_day, e.id",
		[]any{tx.Tenant, dateOf(r.today - replenish.HistoryDays), dateOf(r.today + outlookDays)}, func(rows *sql.Rows) error {
			e := &Entry{}
			err := rows.Scan(e.fields()...)
			o.entries[e.scope()] = append(o.entries[e.scope()], e)
			if e.SKUID != 0 {
				o.ofSKU[e.SKUID] = true
			}
			return err
		})
	if err != nil {
		return fmt.Errorf("read the demand calendar: %w", err)
	}
	err = tx.Each(ctx, `SELECT s.id, s.name, s.months, COALESCE(x.category_id, 0) FROM demand_season s
		LEFT JOIN demand_season_category x ON x.tenant_id = ? AND x.season_id = s.id
		WHERE s.tenant_id = ? AND (s.all_goods = TRUE OR x.category_id IS NOT NULL) ORDER BY s.id`, []any{tx.Tenant, tx.Tenant}, func(rows *sql.Rows) error {
		s := &Season{}
		var months []byte
		var category db.ID
		if err := rows.Scan(&s.ID, &s.Name, &months, &category); err != nil {
			return err
		}
		o.seasons[category] = s
		return json.Unmarshal(months, &s.Months)
	})
	if err != nil {
		return fmt.Errorf("read seasons: %w", err)
	}
	return nil
}

// apply gives the planner what is expected of the coming days, and marks the events.
func (o *outlook) apply(item *replenish.Item) {
	if o == nil {
		return
	}
	item.Season, item.Overrides, item.History.Event = o.factors, o.calendar.overrides, o.calendar.events
}

// SeasonDetail is the season of the goods.
type SeasonDetail struct {
	ID        db.ID  `json:"id"`
	Name      string `json:"name"`
	FactorBPS int64  `json:"factorBps" doc:"Mean factor of the days the stock has to last, of that of the days the demand was measured in, in 1/10,000"`
}

// EntryDetail is an entry of the demand calendar that counts.
type EntryDetail struct {
	ID        db.ID         `json:"id"`
	Name      string        `json:"name"`
	Kind      EntryKind     `json:"kind" enum:"factor,per_day,event"`
	From      db.Date       `json:"from"`
	To        db.Date       `json:"to"`
	FactorBPS int64         `json:"factorBps,omitempty" doc:"Of factor: how much of the usual demand, in 1/10,000; left out when nothing is expected"`
	PerDay    *dec.Quantity `json:"perDay,omitempty"`
	Days      int           `json:"days" doc:"On how many of the days the stock has to last it counts; of an event, on how many of the history"`
}

// detail tells what of the outlook counts within so many days.
func (o *outlook) detail(days, today int) (*SeasonDetail, []EntryDetail) {
	if o == nil {
		return nil, nil
	}
	days = min(max(days, 1), outlookDays)
	var season *SeasonDetail
	if o.season != nil {
		var sum int64
		for day := range days {
			sum += o.relative(day)
		}
		season = &SeasonDetail{ID: o.season.ID, Name: o.season.Name, FactorBPS: (2*sum + int64(days)) / int64(2*days)}
	}
	var entries []EntryDetail
	add := func(e *Entry, days int) {
		d := EntryDetail{ID: e.ID, Name: e.Name, Kind: e.Kind, From: e.From, To: e.To, FactorBPS: e.FactorBPS, Days: days}
		if e.Kind == EntryPerDay {
			d.PerDay = &e.PerDay
		}
		entries = append(entries, d)
	}
	for _, e := range o.calendar.past {
		s := e.stop(today)
		add(e, min(s.To, -1)-max(s.From, -replenish.HistoryDays)+1)
	}
	for _, e := range o.calendar.counts[:min(days, len(o.calendar.counts))] {
		if e == nil {
			continue
		}
		if i := slices.IndexFunc(entries, func(d EntryDetail) bool { return d.ID == e.ID }); i >= 0 {
			entries[i].Days++
			continue
		}
		add(e, 1)
	}
	return season, entries
}
