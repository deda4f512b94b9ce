package soak_test

import (
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// killing is what the tests that kill the program have in common.
type killing struct {
	*house
	r     *rand.Rand
	taken int // starts that found jobs of a killed process
}

// takenOver is what the server logs when it goes on with the jobs of a killed process.
const takenOver = "jobs of a stopped process taken over"

func newKilling(t *testing.T, h *house) *killing {
	t.Helper()
	seed := rand.Uint64() //nolint:gosec // a test's choice
	t.Logf("seed %d", seed)
	return &killing{house: h, r: rand.New(rand.NewPCG(seed, 0))} //nolint:gosec // a test's choice
}

// rounds does as many rounds as are asked for, and stops at the first that fails.
func (k *killing) rounds(t *testing.T, run func(*testing.T)) {
	t.Helper()
	rounds := killRounds
	if text := os.Getenv("SOAK_ROUNDS"); text != "" {
		var err error
		if rounds, err = strconv.Atoi(text); err != nil {
			t.Fatalf("SOAK_ROUNDS: %v", err)
		}
	}
	start := time.Now()
	for round := 1; round <= rounds; round++ {
		run(t)
		if t.Failed() {
			t.Fatalf("round %d; what the server said last:\n%s", round, k.server.Output())
		}
	}
	t.Logf("%d rounds in %s; %d times the jobs of a killed process were taken over", rounds, time.Since(start).Round(time.Second), k.taken)
}

// misbehave makes the sandbox fail in all but one of so many rounds, where one of the APIs
// is called.
func (k *killing) misbehave(t *testing.T, rounds int, apis ...string) {
	t.Helper()
	if k.r.IntN(rounds) == 0 {
		return
	}
	kinds := []map[string]any{
		{"kind": "timeoutBefore", "millis": 300},
		{"kind": "timeoutAfter", "millis": 300},
		{"kind": "http", "status": 503},
		{"kind": "cut"},
		{"kind": "malformed"},
		{"kind": "latency", "millis": 300},
		{"kind": "throttle"},
	}
	fault := maps.Clone(kinds[k.r.IntN(len(kinds))])
	fault["api"] = apis[k.r.IntN(len(apis))]
	fault["count"] = 1 + k.r.IntN(2)
	fault["skip"] = k.r.IntN(3)
	k.sandbox.Must(t, http.MethodPost, "/faults", fault, nil)
}

// restart kills the program within one of the times, in milliseconds, and starts it again
// when those at work have noticed, on a sandbox that does not fail any more.
func (k *killing) restart(t *testing.T, atWork *sync.WaitGroup, within ...int) {
	t.Helper()
	time.Sleep(time.Duration(k.r.IntN(within[k.r.IntN(len(within))])) * time.Millisecond)
	k.server.Kill()
	k.taken += strings.Count(k.server.Output(), takenOver)
	atWork.Wait()
	k.sandbox.Must(t, http.MethodDelete, "/faults", nil, nil)
	k.start(t)
}
