package suggest

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/replenish"
)

// cell is what was sold and moved of a SKU in a warehouse on a day.
type cell struct {
	day  int   // since 1970
	sold int64 // units sold, in millionths
	net  int64 // by how much the stock changed
}

// dayNumber is the day of a date since 1970.
func dayNumber(d db.Date) int {
	if len(d) != 10 {
		return 0
	}
	num := func(s string) (n int) {
		for i := range len(s) {
			n = n*10 + int(s[i]-'0')
		}
		return n
	}
	t := time.Date(num(string(d[:4])), time.Month(num(string(d[5:7]))), num(string(d[8:])), 0, 0, 0, 0, time.UTC)
	return int(t.Unix() / secondsOfDay)
}

// dateOf is the date of a day since 1970.
func dateOf(day int) db.Date {
	return db.Date(time.Unix(int64(day)*secondsOfDay, 0).UTC().Format(time.DateOnly))
}

const secondsOfDay = 24 * 60 * 60

func timeOf(micros int64) time.Time { return time.UnixMicro(micros) }

// The units in which quantities are packed: what people enter has four decimals at most.
const (
	coarse = 100
	fine   = 1
)

var errPacked = errors.New("a packed sales history cannot be read")

// pack writes cells, which rise by day, as text: the unit, then for each the days since
// the one before with a bit that tells whether all that moved was sold, and the
// quantities. Cells in which nothing is left are dropped.
func pack(cells []cell) string {
	unit := int64(coarse)
	for _, c := range cells {
		if c.sold%coarse != 0 || c.net%coarse != 0 {
			unit = fine
		}
	}
	b := binary.AppendVarint(make([]byte, 0, 8+6*len(cells)), unit)
	var last int
	for _, c := range cells {
		if c.sold == 0 && c.net == 0 {
			continue
		}
		head := int64(c.day-last) << 1
		if c.net == -c.sold {
			b = binary.AppendVarint(binary.AppendVarint(b, head|1), c.sold/unit)
		} else {
			b = binary.AppendVarint(binary.AppendVarint(binary.AppendVarint(b, head), c.sold/unit), c.net/unit)
		}
		last = c.day
	}
	return base64.RawStdEncoding.EncodeToString(b)
}

// unpacker reads packed histories, using its memory again and again.
type unpacker struct {
	raw   []byte
	cells []cell
}

// unpack gives the cells; they hold until the next call.
func (u *unpacker) unpack(text string) ([]cell, error) {
	u.cells = u.cells[:0]
	if text == "" {
		return nil, nil
	}
	n := base64.RawStdEncoding.DecodedLen(len(text))
	u.raw = slices.Grow(u.raw[:0], n)[:n]
	n, err := base64.RawStdEncoding.Decode(u.raw, []byte(text))
	if err != nil {
		return nil, errPacked
	}
	b := u.raw[:n]
	next := func() int64 {
		v, size := binary.Varint(b)
		if size <= 0 {
			b, err = nil, errPacked
			return 0
		}
		b = b[size:]
		return v
	}
	unit := next()
	if unit != coarse && unit != fine {
		return nil, errPacked
	}
	day := 0
	for len(b) > 0 && err == nil {
		head := next()
		day += int(head >> 1)
		c := cell{day: day, sold: next() * unit}
		if c.net = -c.sold; head&1 == 0 {
			c.net = next() * unit
		}
		u.cells = append(u.cells, c)
	}
	return u.cells, err
}

// mergeCells adds cells of the same days up; both lists rise by day. What lies before a
// day is dropped.
func mergeCells(a, b []cell, from int) []cell {
	out := make([]cell, 0, len(a)+len(b))
	add := func(c cell) {
		if c.day < from {
			return
		}
		if n := len(out); n > 0 && out[n-1].day == c.day {
			out[n-1].sold += c.sold
			out[n-1].net += c.net
			return
		}
		out = append(out, c)
	}
	for len(a) > 0 || len(b) > 0 {
		if len(b) == 0 || len(a) > 0 && a[0].day <= b[0].day {
			add(a[0])
			a = a[1:]
		} else {
			add(b[0])
			b = b[1:]
		}
	}
	return out
}

// fill makes the history that the planner wants of cells, which rise by day. today is the
// day of the run, onHand what lies there now, since the first day the SKU was known.
func fill(h *replenish.History, cells []cell, today int, onHand dec.Quantity, since int) {
	*h = replenish.History{}
	known := today - since
	stock := int64(onHand) // at the end of the day looked at
	next := len(cells) - 1
	for next >= 0 && cells[next].day >= today {
		stock -= cells[next].net
		next--
	}
	if len(cells) > 0 {
		known = max(known, today-cells[0].day)
	}
	h.Known = min(max(known, 0), replenish.HistoryDays)
	for day := range h.Known {
		date := today - 1 - day
		before := stock
		if next >= 0 && cells[next].day == date {
			h.Sold[day] = dec.Quantity(cells[next].sold)
			before -= cells[next].net
			next--
		}
		if stock <= 0 && before <= 0 {
			h.Out.Set(day)
		}
		stock = before
	}
}
