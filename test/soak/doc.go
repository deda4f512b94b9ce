// Package soak tries to break the program over many rounds: clerks who post at
// once and are cut short anywhere, and a server killed while it works with 1688.
// A few rounds run with every `go test`; `make soak` runs the long form on both
// engines, whose figures are in docs/reliability.md.
package soak
