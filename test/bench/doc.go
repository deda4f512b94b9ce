// Package bench measures the paths that have a figure to reach, each against the
// best that could be written by hand, in the same run. `make bench` prints the
// figures; with BENCH_WRITE=1 they go into docs/benchmarks.md.
package bench
