//go:build bench

package bench_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/test/world"
)

const (
	binary     = "../../bin/huotong" // with the page in it; `make bench` builds it
	starts     = 9
	idleFor    = 30 * time.Second
	binaryMax  = 70 << 20
	memoryMax  = 80 << 20
	startMax   = 500 * time.Millisecond
	scriptsMax = 450 // kB
)

// TestStart starts the built program on the database that `huotong demo` leaves.
func TestStart(t *testing.T) {
	world.On(t, func(t *testing.T) {
		url, env := demo(t)
		var took []time.Duration
		var p *world.Process
		for range starts {
			start := time.Now()
			p = world.Start(t, url+"/readyz", env, binary, "serve")
			page(t, url+"/")
			took = append(took, time.Since(start))
			p.Kill()
		}
		middle := quantile(took, 0.5)
		report(t, "start", row{
			what: fmt.Sprintf("start to `/readyz` and the page answering, median of %d", starts), figure: milliseconds(middle), baseline: "worst " + milliseconds(quantile(took, 1)),
			goal: "≤ 0.5 s", met: middle <= startMax,
		})
		p = world.Start(t, url+"/readyz", env, binary, "serve")
		page(t, url+"/")
		time.Sleep(idleFor)
		rss := residentMemory(t, p.PID())
		report(t, "start", row{what: "resident memory, idle for 30 s", figure: megabytes(rss), goal: "≤ 80 MB", met: rss <= memoryMax})
	})
	info, err := os.Stat(binary)
	if err != nil {
		t.Fatal(err)
	}
	report(t, "start", row{engine: "both", what: "binary", figure: megabytes(info.Size()), goal: "≤ 70 MB", met: info.Size() <= binaryMax})
	scripts := firstLoad(t)
	report(t, "start", row{engine: "both", what: "JavaScript before the first list shows, gzip", figure: fmt.Sprintf("%.0f kB", scripts), goal: "≤ 450 kB", met: scripts <= scriptsMax})
}

// demo fills a database as `huotong demo` does and gives the settings to serve it with.
func demo(t *testing.T) (url string, env []string) {
	t.Helper()
	addr := apitest.FreeAddress(t)
	url = "http://" + addr
	env = []string{"HUOTONG_ADDR=" + addr, "HUOTONG_DATA=" + t.TempDir()} // the demo seals with the key it leaves in its folder
	if address := dbtest.EmptyAddress(t); strings.HasPrefix(address, "postgres://") {
		env = append(env, "HUOTONG_DATABASE_URL="+address)
	}
	p := world.Start(t, url+"/readyz", append(env, "HUOTONG_SANDBOX_ADDR="+apitest.FreeAddress(t)), binary, "demo")
	for until := time.Now().Add(5 * time.Minute); !strings.Contains(p.Output(), "password"); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("the demo is not filled:\n%s", p.Output())
		}
	}
	p.Kill()
	return url, env
}

// page reads the first page whole.
func page(t *testing.T, url string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(resp.Body); err != nil || resp.StatusCode != http.StatusOK || !strings.Contains(b.String(), "<script") {
		t.Fatalf("%s answers %s, %v, without the page", url, resp.Status, err)
	}
}

var residentLine = regexp.MustCompile(`(?m)^VmRSS:\s*(\d+) kB$`)

// residentMemory is what Linux says a process holds.
func residentMemory(t *testing.T, pid int) int64 {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	m := residentLine.FindSubmatch(b)
	if m == nil {
		t.Fatalf("no VmRSS in\n%s", b)
	}
	kb, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb << 10
}

func megabytes(n int64) string { return fmt.Sprintf("%.0f MB", float64(n)/(1<<20)) }

var sizeLine = regexp.MustCompile(`([\d.]+) kB {2}before `)

// firstLoad asks the page's own measurement, which knows what is loaded when.
func firstLoad(t *testing.T) float64 {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "npm", "--prefix", "../../web", "run", "--silent", "size").CombinedOutput()
	m := sizeLine.FindSubmatch(out)
	if m == nil {
		t.Fatalf("npm run size: %v\n%s", err, out)
	}
	kb, err := strconv.ParseFloat(string(m[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	return kb
}
