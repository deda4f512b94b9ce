// Package archtest holds tests about the code itself: who imports whom, by the
// table in docs/architecture.md; package comments; the size of files; no floats
// where money is; no skipped tests; nothing that ties the project to one machine.
package archtest
