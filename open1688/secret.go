package open1688

import (
	"fmt"
	"io"
	"log/slog"
	"unique"
)

// masked stands for every secret in print.
const masked = "***"

// Secret holds a text that must not reach a log: app secret, access token,
// refresh token. It prints as *** under every verb of fmt, as JSON and in
// log/slog, also from inside an unexported field. The zero value is empty. Two
// secrets with the same text are equal under ==.
type Secret struct {
	// A handle is a pointer inside, so that fmt, which cannot call methods on
	// unexported fields of other structs, prints an address and not the text.
	text unique.Handle[string]
}

// Token is the access token of one authorised account.
type Token = Secret

// NewSecret wraps a text.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{text: unique.Make(text)}
}

// NewToken wraps an access token.
func NewToken(text string) Token { return NewSecret(text) }

// Reveal returns the text itself, for sending it or for encrypted storage.
func (s Secret) Reveal() string {
	if s == (Secret{}) {
		return ""
	}
	return s.text.Value()
}

// IsZero reports whether the secret is empty.
func (s Secret) IsZero() bool { return s == Secret{} }

// String returns ***.
func (s Secret) String() string { return masked }

// GoString returns ***.
func (s Secret) GoString() string { return masked }

// Format writes *** whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, masked) }

// LogValue returns *** for log/slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(masked) }

// MarshalJSON writes "***"; use Reveal to store a secret.
func (s Secret) MarshalJSON() ([]byte, error) { return []byte(`"` + masked + `"`), nil }

// MarshalText returns *** for encoders that go by text.
func (s Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }

// UnmarshalJSON reads the plain text.
func (s *Secret) UnmarshalJSON(data []byte) error {
	text, err := scalarText(data)
	if err != nil {
		return err
	}
	*s = NewSecret(text)
	return nil
}
