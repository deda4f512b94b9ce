package world

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

var (
	buildOnce sync.Once
	builtPath string
	errBuild  error
)

// Binary builds the program once per test process, without the page and without
// the race detector, and gives its path.
func Binary(tb testing.TB) string {
	tb.Helper()
	buildOnce.Do(func() {
		dir, err := os.MkdirTemp("", "huotong-binary-") //nolint:usetesting // outlives the first test that asks
		if err != nil {
			errBuild = err
			return
		}
		builtPath = filepath.Join(dir, "huotong")
		cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-o", builtPath, "github.com/huotong/huotong/cmd/huotong") //nolint:noctx // serves every test of the process
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			errBuild = fmt.Errorf("%w\n%s", err, out)
		}
	})
	if errBuild != nil {
		tb.Fatalf("build the program: %v", errBuild)
	}
	return builtPath
}

// Process is a running program that ends with the test.
type Process struct {
	cmd    *exec.Cmd
	output *tail
	done   chan struct{} // closed when it has ended
	killed bool
}

// Start runs a program with HUOTONG_ settings of its own and waits until the
// address answers 200.
func Start(tb testing.TB, ready string, env []string, name string, args ...string) *Process {
	tb.Helper()
	p := &Process{cmd: exec.Command(name, args...), output: &tail{}, done: make(chan struct{})} //nolint:noctx // our own program, ended below
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "HUOTONG_") {
			p.cmd.Env = append(p.cmd.Env, e)
		}
	}
	p.cmd.Env = append(p.cmd.Env, env...)
	p.cmd.Stdout, p.cmd.Stderr = p.output, p.output
	if err := p.cmd.Start(); err != nil {
		tb.Fatalf("start %s: %v", args[0], err)
	}
	go func() {
		_ = p.cmd.Wait()
		close(p.done)
	}()
	tb.Cleanup(func() { p.Kill() })
	for until := time.Now().Add(time.Minute); ; time.Sleep(2 * time.Millisecond) {
		if answers(tb.Context(), ready) {
			return p
		}
		select {
		case <-p.done:
			tb.Fatalf("%s ended by itself: %s\n%s", args[0], p.cmd.ProcessState, p.output)
		default:
		}
		if time.Now().After(until) {
			tb.Fatalf("%s is not ready after a minute\n%s", args[0], p.output)
		}
	}
}

func answers(ctx context.Context, url string) bool {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// PID is the process's number.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Kill ends the process without warning, as a power cut would.
func (p *Process) Kill() {
	if p.killed {
		return
	}
	p.killed = true
	_ = p.cmd.Process.Kill()
	<-p.done
}

// Output is the end of what it printed.
func (p *Process) Output() string { return p.output.String() }

// tail keeps the end of what is written to it.
type tail struct {
	mu sync.Mutex
	b  []byte
}

const tailSize = 32 << 10

func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.b = append(t.b, b...)
	if len(t.b) > 2*tailSize {
		t.b = bytes.Clone(t.b[len(t.b)-tailSize:])
	}
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.b)
}
