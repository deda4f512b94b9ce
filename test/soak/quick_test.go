//go:build !soak

package soak_test

import (
	"testing"
	"time"
)

// The short form: the engine under test, a few seconds.
const (
	clerksFor  = 8 * time.Second
	killRounds = 5
)

func onEngines(t *testing.T, fn func(*testing.T)) {
	t.Helper()
	fn(t)
}

// beside lets tests that mostly wait do so at the same time.
func beside(t *testing.T) {
	t.Helper()
	t.Parallel()
}
