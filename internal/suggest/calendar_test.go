package suggest_test

import (
	"errors"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

// off enters days off, from and to so many days from today.
func (w *world) off(tb testing.TB, supplier db.ID, name string, from, to int) *suggest.DayOff {
	tb.Helper()
	d, err := w.svc.SaveDayOff(tb.Context(), w.scope, suggest.DayOff{SupplierID: supplier, Name: name, Span: suggest.Span{From: w.today(from), To: w.today(to)}})
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// needed is what a new run says of a SKU.
func (w *world) needed(t *testing.T, sku db.ID) string {
	t.Helper()
	w.run(t)
	return w.why(t, sku).Decision.Need.String()
}

// Two a day are sold, 5 days of lead time, 7 to the next round and 10 of cover: 44 pieces,
// of which 4 are there.
func sellsTwo(t *testing.T) *world {
	t.Helper()
	w := setup(t)
	w.month(t, map[db.ID]int64{w.red: 2, w.tape: 2})
	w.leave(t, w.red, 4)
	w.leave(t, w.tape, 4)
	w.rule(t, 0, cover(10))
	if red, tape := w.needed(t, w.red), w.needed(t, w.tape); red != "40" || tape != "40" {
		t.Fatalf("without any calendar %s and %s are needed", red, tape)
	}
	return w
}

// The supplier stops for eight days from the day after the next round: the goods of that
// round come eight days later, so what is ordered now has to last eight days longer.
func TestDaysOffAreBoughtFor(t *testing.T) {
	t.Parallel()
	w := sellsTwo(t)
	festival := w.off(t, w.seller, "春节放假", 8, 15)
	w.off(t, w.seller, "厂休", 12, 15) // on days that are off already
	w.off(t, w.seller, "去年春节", -300, -280)

	if got := w.needed(t, w.red); got != "56" {
		t.Errorf("with eight days off %s are needed, want 40 and eight days of 2", got)
	}
	if got := w.needed(t, w.tape); got != "40" {
		t.Errorf("of another supplier %s are needed", got)
	}
	why := w.why(t, w.red)
	if len(why.Lead.DaysOff) != 1 || why.Lead.DaysOff[0] != (suggest.DayOffDetail{Name: "春节放假", From: w.today(8), To: w.today(15), Next: 8}) || why.Decision.Protects != 30 {
		t.Errorf("why: %+v, protects %d", why.Lead.DaysOff, why.Decision.Protects)
	}

	festival.SupplierID, festival.To = 0, w.today(11) // of all, and only the first half
	if _, err := w.svc.SaveDayOff(t.Context(), w.scope, *festival); err != nil {
		t.Fatal(err)
	}
	if red, tape := w.needed(t, w.red), w.needed(t, w.tape); red != "56" || tape != "48" {
		t.Errorf("%s and %s are needed, want eight days off and four", red, tape)
	}
	why = w.why(t, w.red)
	if len(why.Lead.DaysOff) != 2 || why.Lead.DaysOff[0].Next != 4 || why.Lead.DaysOff[1].Next != 4 {
		t.Errorf("why: %+v", why.Lead.DaysOff)
	}

	if err := w.svc.DeleteDayOff(t.Context(), w.scope, festival.ID); err != nil {
		t.Fatal(err)
	}
	if red, tape := w.needed(t, w.red), w.needed(t, w.tape); red != "40" || tape != "40" {
		t.Errorf("%s and %s are needed: without the festival goods are there before the factory rests", red, tape)
	}
}

// What is ordered while the supplier is off comes when he works again.
func TestDaysOffNowMakeGoodsComeLater(t *testing.T) {
	t.Parallel()
	w := sellsTwo(t)
	w.off(t, 0, "国庆节", -2, 2)
	w.run(t)
	why := w.why(t, w.red)
	if why.Lead.Days != 5 || why.Lead.Arrives != 8 || len(why.Lead.DaysOff) != 1 || why.Lead.DaysOff[0].Days != 3 || why.Lead.DaysOff[0].Next != 0 {
		t.Errorf("lead %+v", why.Lead)
	}
}

// What another account set entered counts there only, and cannot be reached.
func TestCalendarOfAnotherSet(t *testing.T) {
	t.Parallel()
	w := sellsTwo(t)
	mine := w.scope
	w.scope = w.OtherScope()
	off := w.off(t, 0, "春节放假", 8, 15)
	entry := w.entry(t, suggest.Entry{Name: "年货节", Kind: suggest.EntryFactor, FactorBPS: 30_000}, 1, 5)
	season := w.season(t, suggest.Season{Name: "夏装", AllGoods: true, Months: suggest.Months{1: 1000, 6: 90_000}})
	w.scope = mine

	if got := w.needed(t, w.red); got != "40" {
		t.Errorf("%s are needed", got)
	}
	if page, err := w.svc.DaysOff(t.Context(), w.scope, api.ListQuery{}, suggest.DayOffFilter{}); err != nil || page.Total != 0 {
		t.Errorf("it lists %+v, %v", page, err)
	}
	if page, err := w.svc.Entries(t.Context(), w.scope, api.ListQuery{}, suggest.EntryFilter{Within: all}); err != nil || page.Total != 0 {
		t.Errorf("it lists %+v, %v", page, err)
	}
	if page, err := w.svc.Seasons(t.Context(), w.scope, api.ListQuery{}, suggest.SeasonFilter{}); err != nil || page.Total != 0 {
		t.Errorf("it lists %+v, %v", page, err)
	}
	_, readOff := w.svc.DayOff(t.Context(), w.scope, off.ID)
	_, saveOff := w.svc.SaveDayOff(t.Context(), w.scope, *off)
	_, readEntry := w.svc.Entry(t.Context(), w.scope, entry.ID, all)
	_, saveEntry := w.svc.SaveEntry(t.Context(), w.scope, *entry, all)
	_, readSeason := w.svc.Season(t.Context(), w.scope, season.ID)
	_, saveSeason := w.svc.SaveSeason(t.Context(), w.scope, *season)
	for _, tt := range []struct {
		what      string
		got, want error
	}{
		{"reads days off", readOff, suggest.ErrDayOffNotFound},
		{"changes days off", saveOff, suggest.ErrDayOffNotFound},
		{"deletes days off", w.svc.DeleteDayOff(t.Context(), w.scope, off.ID), suggest.ErrDayOffNotFound},
		{"reads an entry", readEntry, suggest.ErrEntryNotFound},
		{"changes an entry", saveEntry, suggest.ErrEntryNotFound},
		{"deletes an entry", w.svc.DeleteEntry(t.Context(), w.scope, entry.ID, all), suggest.ErrEntryNotFound},
		{"reads a season", readSeason, suggest.ErrSeasonNotFound},
		{"changes a season", saveSeason, suggest.ErrSeasonNotFound},
		{"deletes a season", w.svc.DeleteSeason(t.Context(), w.scope, season.ID), suggest.ErrSeasonNotFound},
	} {
		if !errors.Is(tt.got, tt.want) {
			t.Errorf("another set %s: %v", tt.what, tt.got)
		}
	}
}

var all = tenant.Limit{All: true}

// entry enters what is expected or known from one day to another, counted from today.
func (w *world) entry(tb testing.TB, e suggest.Entry, from, to int) *suggest.Entry {
	tb.Helper()
	e.Span = suggest.Span{From: w.today(from), To: w.today(to)}
	made, err := w.svc.SaveEntry(tb.Context(), w.scope, e, all)
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

// season enters a season; months that are left out are average.
func (w *world) season(tb testing.TB, s suggest.Season) *suggest.Season {
	tb.Helper()
	for i := range s.Months {
		if s.Months[i] == 0 {
			s.Months[i] = 10_000
		}
	}
	made, err := w.svc.SaveSeason(tb.Context(), w.scope, s)
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

// A promotion of five days at three times the usual demand needs two usual days more for
// each of them; the SKU's own entry stands instead of it on its days.
func TestAPromotionIsBoughtFor(t *testing.T) {
	t.Parallel()
	w := sellsTwo(t)
	w.entry(t, suggest.Entry{Name: "年货节", Kind: suggest.EntryFactor, FactorBPS: 30_000}, 3, 7)
	w.entry(t, suggest.Entry{Name: "以后的", Kind: suggest.EntryFactor, FactorBPS: 90_000}, 22, 30) // the stock need not last so long
	if red, tape := w.needed(t, w.red), w.needed(t, w.tape); red != "60" || tape != "60" {
		t.Errorf("%s and %s are needed, want 40 and five times 4", red, tape)
	}

	own := w.entry(t, suggest.Entry{Name: "停售", Kind: suggest.EntryFactor, SKUID: w.red}, 5, 7)
	w.entry(t, suggest.Entry{Name: "团购", Kind: suggest.EntryPerDay, SKUID: w.tape, WarehouseID: w.warehouse, PerDay: dec.QuantityFromInt(50)}, 4, 4)
	if red, tape := w.needed(t, w.red), w.needed(t, w.tape); red != "42" || tape != "104" {
		t.Errorf("%s and %s are needed, want 40 + 2·4 − 3·2, and 40 + 4·4 − 2 + 50", red, tape)
	}
	why := w.why(t, w.red).Demand.Calendar
	if len(why) != 2 || why[0].Name != "年货节" || why[0].Days != 2 || why[0].FactorBPS != 30_000 || why[1].ID != own.ID || why[1].Days != 3 {
		t.Errorf("why: %+v", why)
	}
	if err := w.svc.DeleteEntry(t.Context(), w.scope, own.ID, all); err != nil {
		t.Fatal(err)
	}
	if red := w.needed(t, w.red); red != "60" {
		t.Errorf("%s are needed when it is sold again", red)
	}
}

// A day far above the others is cut, unless somebody says why it was.
func TestEventsAreNotCut(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.stocked(t, w.red, 1000)
	for i := range 45 {
		pieces := int64(2)
		if i == 20 {
			pieces = 92
		}
		w.sold(t, w.red, pieces)
		w.Clock.Advance(day)
	}
	w.leave(t, w.red, 0)
	w.rule(t, w.red, cover(10))
	w.run(t)
	if d := w.why(t, w.red).Demand; d.Capped != 1 || d.PerDay.String() != "2" {
		t.Errorf("nobody explained it: %+v", d)
	}
	w.entry(t, suggest.Entry{Name: "直播", Kind: suggest.EntryEvent, SKUID: w.red}, -25, -25)
	w.run(t)
	if d := w.why(t, w.red).Demand; d.Capped != 0 || d.PerDay.String() != "4" || len(d.Calendar) != 1 || d.Calendar[0].Days != 1 {
		t.Errorf("it was an event: %+v", d)
	}
}

// The season moves demand by what the months are of the mean of the days it was measured in:
// thirty days, of which the mean demand of 2 is.
func TestSeasons(t *testing.T) {
	t.Parallel()
	w := sellsTwo(t)
	high := w.season(t, suggest.Season{Name: "全年一样", AllGoods: true, Months: suggest.Months{50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000, 50_000}})
	if got := w.needed(t, w.red); got != "40" {
		t.Errorf("with the same factor all year %s are needed", got)
	}

	now := w.Clock.Now().In(w.set().Zone)
	for i := range high.Months {
		high.Months[i] = 10_000 + 1000*int64(i)
	}
	if _, err := w.svc.SaveSeason(t.Context(), w.scope, *high); err != nil {
		t.Fatal(err)
	}
	of := func(days int) int64 { return high.Months[now.AddDate(0, 0, days).Month()-1] }
	var past, ahead int64
	for i := 1; i <= 30; i++ {
		past += of(-i)
	}
	for i := range 22 {
		ahead += (2*of(i)*30*10_000 + past) / (2 * past)
	}
	expected := dec.Quantity(2 * ahead * dec.Scale / 10_000)
	w.run(t)
	why := w.why(t, w.red)
	if why.Decision.Expected != expected || expected == dec.QuantityFromInt(44) {
		t.Errorf("%s are expected, want %s", why.Decision.Expected, expected)
	}
	if s := why.Demand.Season; s == nil || s.Name != "全年一样" || s.FactorBPS != (2*ahead+22)/44 {
		t.Errorf("why: %+v", s)
	}
}

func TestDemandIsChecked(t *testing.T) {
	t.Parallel()
	w := setup(t)
	span := suggest.Span{From: "2027-06-16", To: "2027-06-18"}
	good := suggest.Entry{Name: "618", Kind: suggest.EntryFactor, FactorBPS: 30_000, SKUID: w.red, Span: span}
	if _, err := w.svc.SaveEntry(t.Context(), w.scope, good, all); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		change func(*suggest.Entry)
		field  string
		want   error
	}{
		{"the same days", func(e *suggest.Entry) { e.From = e.To }, "from", suggest.ErrOverlap},
		{"an event on the same days", func(e *suggest.Entry) { e.Kind = suggest.EntryEvent }, "", nil},
		{"other goods", func(e *suggest.Entry) { e.SKUID = 0 }, "", nil},
		{"the day after", func(e *suggest.Entry) { e.From, e.To = "2027-06-19", "2027-06-19" }, "", nil},
		{"too much", func(e *suggest.Entry) { e.FactorBPS = 100_001 }, "factorBps", suggest.ErrFactor},
		{"below nothing", func(e *suggest.Entry) { e.FactorBPS = -1 }, "factorBps", suggest.ErrFactor},
		{"a figure for all warehouses", func(e *suggest.Entry) { e.Kind = suggest.EntryPerDay }, "warehouseId", suggest.ErrFigureScope},
		{"a figure for all goods", func(e *suggest.Entry) { e.Kind, e.SKUID = suggest.EntryPerDay, 0 }, "skuId", suggest.ErrFigureScope},
		{"a SKU and a category", func(e *suggest.Entry) { e.CategoryID = 1 }, "categoryId", suggest.ErrEntryScope},
		{"unknown SKU", func(e *suggest.Entry) { e.SKUID = 1 }, "skuId", fault.ErrNotFound},
		{"unknown kind", func(e *suggest.Entry) { e.Kind = "guess" }, "kind", fault.ErrChoice},
	} {
		e := good
		tt.change(&e)
		_, err := w.svc.SaveEntry(t.Context(), w.scope, e, all)
		if tt.want == nil && err != nil || tt.want != nil && !fieldIs(err, tt.field, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	some := tenant.Limit{IDs: []db.ID{w.warehouse}}
	if _, err := w.svc.SaveEntry(t.Context(), w.scope, suggest.Entry{Name: "双11", Kind: suggest.EntryEvent, Span: span}, some); !errors.Is(err, suggest.ErrWholeSet) {
		t.Errorf("somebody of one warehouse enters for all: %v", err)
	}
	if _, err := w.svc.SaveEntry(t.Context(), w.scope, suggest.Entry{Name: "双11", Kind: suggest.EntryEvent, WarehouseID: w.warehouse, Span: span}, some); err != nil {
		t.Errorf("and for his own: %v", err)
	}
}

func TestSeasonsAreChecked(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.season(t, suggest.Season{Name: "全年", AllGoods: true})
	for _, tt := range []struct {
		name   string
		season suggest.Season
		field  string
		want   error
	}{
		{"two of all goods", suggest.Season{Name: "又一条", AllGoods: true}, "allGoods", suggest.ErrSeasonTwice},
		{"of nothing", suggest.Season{Name: "夏装"}, "categoryIds", fault.ErrRequired},
		{"unknown category", suggest.Season{Name: "夏装", Categories: []db.ID{1}}, "categoryIds", fault.ErrNotFound},
		{"a month without sales", suggest.Season{Name: "夏装", AllGoods: true, Months: suggest.Months{3: 99}}, "monthsBps[3]", suggest.ErrFactor},
	} {
		s := tt.season
		for i := range s.Months {
			if s.Months[i] == 0 {
				s.Months[i] = 10_000
			}
		}
		if _, err := w.svc.SaveSeason(t.Context(), w.scope, s); !fieldIs(err, tt.field, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestDaysOffAreChecked(t *testing.T) {
	t.Parallel()
	w := setup(t)
	good := suggest.DayOff{SupplierID: w.seller, Name: "春节放假", Span: suggest.Span{From: "2027-02-05", To: "2027-02-05"}}
	for _, tt := range []struct {
		name   string
		change func(*suggest.DayOff)
		field  string
		want   error
	}{
		{"one day", func(*suggest.DayOff) {}, "", nil},
		{"a year", func(d *suggest.DayOff) { d.To = "2028-02-05" }, "", nil},
		{"longer", func(d *suggest.DayOff) { d.To = "2028-02-06" }, "to", suggest.ErrSpanLong},
		{"backwards", func(d *suggest.DayOff) { d.To = "2027-02-04" }, "to", suggest.ErrSpan},
		{"no end", func(d *suggest.DayOff) { d.To = "" }, "to", fault.ErrRequired},
		{"no name", func(d *suggest.DayOff) { d.Name = " " }, "name", fault.ErrRequired},
		{"unknown supplier", func(d *suggest.DayOff) { d.SupplierID = 1 }, "supplierId", fault.ErrNotFound},
	} {
		d := good
		tt.change(&d)
		_, err := w.svc.SaveDayOff(t.Context(), w.scope, d)
		if tt.want == nil && err != nil || tt.want != nil && !fieldIs(err, tt.field, tt.want) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	d := w.off(t, 0, "国庆节", 1, 7)
	if _, err := w.svc.SaveDayOff(t.Context(), w.scope, *d); err != nil {
		t.Fatal(err)
	}
	if _, err := w.svc.SaveDayOff(t.Context(), w.scope, *d); !errors.Is(err, fault.ErrStale) {
		t.Errorf("changed over a change: %v", err)
	}
}

// fieldIs says whether an error marks a field with a fault.
func fieldIs(err error, field string, want error) bool {
	e := fault.As(err)
	if e == nil {
		return false
	}
	for _, f := range e.Fields {
		if f.Path == field && errors.Is(f.Err, want) {
			return true
		}
	}
	return false
}
