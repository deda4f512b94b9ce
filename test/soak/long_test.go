//go:build soak

package soak_test

import (
	"testing"
	"time"

	"github.com/huotong/huotong/test/world"
)

// The long form: both engines. SOAK_DURATION and SOAK_ROUNDS change the length.
const (
	clerksFor  = 20 * time.Minute
	killRounds = 200
)

func onEngines(t *testing.T, fn func(*testing.T)) {
	t.Helper()
	world.On(t, fn)
}

// beside does nothing: the long form measures, one after the other.
func beside(t *testing.T) { t.Helper() }
