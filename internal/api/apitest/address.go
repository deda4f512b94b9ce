package apitest

import (
	"fmt"
	"math/rand/v2"
	"net"
	"testing"
)

// FreeAddress is one of this machine that nobody listens on now. Its port is below those
// that a system gives to whoever asks for any, so that nobody gets it while the program
// under test is not running.
func FreeAddress(tb testing.TB) string {
	tb.Helper()
	var lc net.ListenConfig
	for range 1000 {
		ln, err := lc.Listen(tb.Context(), "tcp", fmt.Sprintf("127.0.0.1:%d", 10_000+rand.IntN(10_000))) //nolint:gosec // any will do
		if err != nil {
			continue // somebody listens there
		}
		if err := ln.Close(); err != nil {
			tb.Fatal(err)
		}
		return ln.Addr().String()
	}
	tb.Fatal("no port from 10000 to 19999 is free")
	return ""
}
