// Package secret keeps secrets secret: encrypted where they are stored, and
// printed as *** wherever a program might print them.
package secret

import (
	"fmt"
	"io"
	"log/slog"
)

// Text is a secret in memory. Every way of printing it gives ***; Reveal gives
// the content.
type Text string

const hidden = "***"

// Reveal gives the content, for the one place that needs it.
func (t Text) Reveal() string { return string(t) }

// String hides the content.
func (Text) String() string { return hidden }

// Format hides the content from every verb of fmt.
func (Text) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText hides the content from JSON and the like.
func (Text) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue hides the content from logs.
func (Text) LogValue() slog.Value { return slog.StringValue(hidden) }
