package sheet

import (
	"testing"
	"time"
)

func TestDate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                    "",
		"46355":               "2026-11-29",
		"46355.75":            "2026-11-29",
		"25569":               "1970-01-01",
		"2026-11-29":          "2026-11-29",
		"2026-1-9":            "2026-01-09",
		"2026/11/29":          "2026-11-29",
		"2026/11/29 08:30:00": "2026-11-29",
		"2026.1.9":            "2026-01-09",
		"2026年1月9日":           "2026-01-09",
		"20261129":            "2026-11-29",
	} {
		if got, ok := (Row{cells: map[string]string{"d": text}}).Date("d"); !ok || got != want {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
	for _, text := range []string{"2026-02-30", "29/11/2026", "x", "12", "9999999", "0001-01-01", "-46355", "NaN", "1e9"} {
		if got, ok := (Row{cells: map[string]string{"d": text}}).Date("d"); ok {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, s := range []string{"46355", "2026/1/9", "2026年1月9日", "1e5", "NaN", "+Inf", "2026-11-29 08:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := (Row{cells: map[string]string{"d": text}}).Date("d")
		if got == "" {
			if ok != (text == "") {
				t.Fatalf("%q: no date, ok %v", text, ok)
			}
			return
		}
		day, err := time.Parse(time.DateOnly, got)
		if !ok || err != nil || day.Year() < 1970 || day.Year() >= 2100 {
			t.Fatalf("%q is read as %q, ok %v", text, got, ok)
		}
		if again, ok := (Row{cells: map[string]string{"d": got}}).Date("d"); !ok || again != got {
			t.Fatalf("%q is read as %q, and that as %q", text, got, again)
		}
	})
}
