package suggest

import (
	"testing"

	"github.com/huotong/huotong/internal/db"
)

// The nearest entry and the nearest season count, first for the warehouse; places for which
// the same holds share an outlook.
func TestTheNearestCounts(t *testing.T) {
	t.Parallel()
	const clothes, shirts, shoes, here, there, red = 1, 2, 3, 7, 8, 9
	today := dayNumber("2027-06-01")
	entry := func(id db.ID, days int) *Entry {
		return &Entry{ID: id, Kind: EntryFactor, FactorBPS: 20_000, Span: Span{dateOf(today), dateOf(today + days - 1)}}
	}
	o := &outlooks{
		today: today, parent: map[db.ID]db.ID{shirts: clothes},
		seasons: map[db.ID]*Season{clothes: {ID: 21, Months: Months{4: 10_000, 5: 30_000, 6: 10_000}}, 0: {ID: 22, Months: Months{4: 10_000, 5: 10_000, 6: 10_000}}},
		entries: map[ruleScope][]*Entry{
			{}:                                  {entry(11, 5)},
			{category: clothes}:                 {entry(12, 4)},
			{category: shirts, warehouse: here}: {entry(13, 3)},
			{sku: red}:                          {entry(14, 2)},
			{sku: red, warehouse: here}:         {entry(15, 1)},
		},
		ofSKU: map[db.ID]bool{red: true}, found: map[ruleScope]holding{}, calendars: map[string]*calendar{}, made: map[outlookKey]*outlook{},
	}
	for _, tt := range []struct {
		name                     string
		sku, category, warehouse db.ID
		season                   db.ID
		want                     [6]db.ID // the entry of each day
	}{
		{"all goods", 50, shoes, here, 22, [6]db.ID{11, 11, 11, 11, 11}},
		{"without category", 50, 0, here, 22, [6]db.ID{11, 11, 11, 11, 11}},
		{"the category above", 50, shirts, there, 21, [6]db.ID{12, 12, 12, 12, 11}},
		{"the category in the warehouse", 50, shirts, here, 21, [6]db.ID{13, 13, 13, 12, 11}},
		{"the SKU", red, shirts, there, 21, [6]db.ID{14, 14, 12, 12, 11}},
		{"the SKU in the warehouse", red, shirts, here, 21, [6]db.ID{15, 14, 13, 12, 11}},
	} {
		got := o.of(tt.sku, tt.category, tt.warehouse, 30)
		if got.season.ID != tt.season {
			t.Errorf("%s: season %d", tt.name, got.season.ID)
		}
		for day, want := range tt.want {
			var id db.ID
			if day < len(got.calendar.counts) {
				id = got.calendar.counts[day].ID
			}
			if id != want {
				t.Errorf("%s: entry %d counts on day %d, want %d", tt.name, id, day, want)
			}
		}
	}
	if o.of(50, shoes, here, 30) != o.of(51, 0, there, 30) {
		t.Error("goods for which the same holds have outlooks of their own")
	}
	// Measured in May, sold in June: three times as much, and on four days twice that.
	season, entries := o.of(50, shirts, there, 31).detail(4, today)
	if season.FactorBPS != 30_000 || len(entries) != 1 || entries[0].Days != 4 || o.of(50, shirts, there, 31).relative(30) != 10_000 {
		t.Errorf("told: %+v, %+v", season, entries)
	}
	if empty := (&outlooks{}).of(red, shirts, here, 30); empty != nil {
		t.Errorf("without anything entered: %+v", empty)
	}
}
