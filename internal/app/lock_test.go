package app

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
)

// printed is output that may be read while it is written.
type printed struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.Write(b)
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

// program runs the program and gives its exit code and what it printed.
func program(ctx context.Context, args ...string) (code int, out, errs string) {
	var o, e printed
	code = Run(ctx, args, Streams{Out: &o, Err: &e}, "test")
	return code, o.String(), e.String()
}

// installation is a data folder, or a PostgreSQL database, that the program may be started on.
type installation struct {
	data    string
	address string   // of the database
	place   []string // the flags that name both
	args    []string // those of a server there
}

func newInstallation(t *testing.T) *installation {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	i := &installation{data: data, address: filepath.Join(data, "huotong.db")}
	i.place = []string{"--data", data}
	if dbtest.Engine(t) == db.Postgres {
		i.address = dbtest.EmptyAddress(t)
		i.place = append(i.place, "--database-url", i.address)
	}
	i.args = slices.Concat(i.place, []string{"--addr", "127.0.0.1:0", "--secret-key", strings.Repeat("k", 32)})
	return i
}

// open opens the database beside the program.
func (i *installation) open(t *testing.T, o db.Options) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), i.address, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func (i *installation) run(ctx context.Context, command string, args ...string) (code int, out, errs string) {
	return program(ctx, slices.Concat([]string{command}, i.args, args)...)
}

// serve starts the server and gives what stops it and waits for its end.
func (i *installation) serve(t *testing.T) (stop func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var out, errs printed
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, append([]string{"serve"}, i.args...), Streams{Out: &out, Err: &errs}, "test")
	}()
	var once sync.Once
	code := -1
	stop = func() int {
		once.Do(func() { cancel(); code = <-ended })
		return code
	}
	t.Cleanup(func() { stop() })
	for !strings.Contains(out.String(), "Huotong") {
		select {
		case code := <-ended:
			ended <- code
			t.Fatalf("the server ended with %d: %s", code, errs.String())
		case <-time.After(10 * time.Millisecond):
		}
	}
	return stop
}

func TestOneServerWorksOnASQLiteFile(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	stop := i.serve(t)
	if dbtest.Engine(t) == db.Postgres { // where several may
		i.serve(t)
		if code, _, errs := i.run(t.Context(), "migrate"); code != exitOK {
			t.Errorf("migrate ended with %d: %s", code, errs)
		}
		return
	}
	for _, command := range []string{"serve", "migrate"} {
		ctx, cancel := context.WithTimeout(t.Context(), startWithin)
		code, _, errs := i.run(ctx, command)
		cancel()
		if code != exitFailure || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "--data: ") || !strings.Contains(errs, i.data) || !strings.Contains(errs, "stop that one first") {
			t.Errorf("%s beside a server ended with %d: %s", command, code, errs)
		}
	}
	demo := []string{"demo", "--data", i.data, "--addr", "127.0.0.1:0", "--sandbox-addr", "127.0.0.1:0"}
	ctx, cancel := context.WithTimeout(t.Context(), startWithin)
	defer cancel()
	if code, _, errs := program(ctx, demo...); code != exitFailure || !strings.Contains(errs, "--data: ") {
		t.Errorf("demo beside a server ended with %d: %s", code, errs)
	}
	if code := stop(); code != exitOK {
		t.Errorf("the server ended with %d", code)
	}
	if code, _, errs := i.run(t.Context(), "migrate"); code != exitOK {
		t.Errorf("migrate after the server ended with %d: %s", code, errs)
	}
	i.serve(t) // the folder is free again
}

func TestWhatOnlyReadsRunsBesideAServer(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.serve(t)
	for _, command := range []string{"doctor", "verify"} {
		if code, out, errs := i.run(t.Context(), command); code != exitOK {
			t.Errorf("%s ended with %d: %s%s", command, code, out, errs)
		}
	}
	if code, out, errs := program(t.Context(), "openapi"); code != exitOK || !strings.Contains(out, `"openapi"`) {
		t.Errorf("openapi ended with %d: %s", code, errs)
	}
}

func TestWhatOnlyReadsNeitherMakesNorMigratesADatabase(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	for command, want := range map[string]int{"doctor": exitOK, "verify": exitFailure} {
		code, out, errs := i.run(t.Context(), command)
		if code != want || !strings.Contains(out+errs, "huotong migrate") {
			t.Errorf("%s without a database ended with %d: %s%s", command, code, out, errs)
		}
	}
	if names, _ := filepath.Glob(filepath.Join(i.data, "*.db")); names != nil {
		t.Errorf("reading made %q", names)
	}
	if code, out, errs := i.run(t.Context(), "migrate"); code != exitOK {
		t.Fatalf("migrate ended with %d: %s%s", code, out, errs)
	}
	if code, out, errs := i.run(t.Context(), "verify"); code != exitOK {
		t.Errorf("verify ended with %d: %s%s", code, out, errs)
	}
}
