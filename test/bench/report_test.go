//go:build bench

package bench_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db/dbtest"
)

// row is one line of the report: a figure, what it is measured against, and
// whether that was the goal.
type row struct {
	engine, what, figure, baseline, ratio, goal string
	met                                         bool
}

// section is a part of docs/benchmarks.md, between two marks of its name.
type section struct {
	name string
	rows []row
}

var (
	reportMu sync.Mutex
	sections []*section
)

// report adds a line and prints it.
func report(t *testing.T, name string, r row) {
	t.Helper()
	if r.engine == "" {
		r.engine = string(dbtest.Engine(t))
	}
	t.Logf("%s | %s | %s | %s | %s | %s | %v", r.engine, r.what, r.figure, r.baseline, r.ratio, r.goal, r.met)
	reportMu.Lock()
	defer reportMu.Unlock()
	i := slices.IndexFunc(sections, func(s *section) bool { return s.name == name })
	if i < 0 {
		sections = append(sections, &section{name: name})
		i = len(sections) - 1
	}
	sections[i].rows = append(sections[i].rows, r)
}

func (s *section) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "Measured %s, load average %s at the end.\n\n| engine | what | figure | baseline | ratio | to reach | |\n|---|---|---|---|---|---|---|\n", time.Now().UTC().Format(time.DateOnly), loadAverage())
	for _, r := range s.rows {
		verdict := "reached"
		switch {
		case r.goal == "":
			verdict = ""
		case !r.met:
			verdict = "**missed**"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", r.engine, r.what, r.figure, r.baseline, r.ratio, r.goal, verdict)
	}
	return b.String()
}

const reportFile = "../../docs/benchmarks.md"

func TestMain(m *testing.M) {
	code := m.Run()
	for _, s := range sections {
		fmt.Printf("\n%s\n\n%s", s.name, s.table())
	}
	if code == 0 && os.Getenv("BENCH_WRITE") != "" {
		if err := write(filepath.FromSlash(reportFile)); err != nil {
			fmt.Fprintln(os.Stderr, "write the report:", err)
			code = 1
		}
	}
	os.Exit(code)
}

// loadAverage is how many programs wanted the processor over the last five
// minutes: on a busy machine rates mean little and ratios have to do.
func loadAverage() string {
	b, err := os.ReadFile("/proc/loadavg")
	if f := strings.Fields(string(b)); err == nil && len(f) > 1 {
		return f[1]
	}
	return "unknown"
}

// write replaces the parts of the file that were measured in this run.
func write(path string) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text := string(b)
	for _, s := range sections {
		from, to := "<!-- "+s.name+" -->\n", "<!-- /"+s.name+" -->\n"
		before, rest, ok := strings.Cut(text, from)
		_, after, closed := strings.Cut(rest, to)
		if !ok || !closed {
			return fmt.Errorf("%s has no place for %q", path, s.name)
		}
		text = before + from + s.table() + to + after
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// perSecond formats a rate.
func perSecond(n float64) string { return fmt.Sprintf("%.0f/s", n) }

func percent(ratio float64) string { return fmt.Sprintf("%.0f %%", ratio*100) }

// median sorts its argument.
func median(list []float64) float64 {
	slices.Sort(list)
	n := len(list)
	if n%2 == 1 {
		return list[n/2]
	}
	return (list[n/2-1] + list[n/2]) / 2
}

// quantile sorts its argument.
func quantile(list []time.Duration, q float64) time.Duration {
	slices.Sort(list)
	return list[min(int(float64(len(list))*q), len(list)-1)]
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
}
