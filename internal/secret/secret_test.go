package secret_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/secret"
)

const word = "tok-9f3a"

func box(t *testing.T, keys ...string) *secret.Box {
	t.Helper()
	b, err := secret.NewBox(secret.Text(strings.Join(keys, ",")))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var (
	oldKey = strings.Repeat("old", 12)
	newKey = strings.Repeat("new", 12)
)

func TestTextNeverPrints(t *testing.T) {
	type holder struct{ Token secret.Text }
	h := holder{word}
	body, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, nil)).Info("x", "token", h.Token, "holder", h)
	for _, out := range []string{
		fmt.Sprint(h.Token), fmt.Sprintf("%s %v %q %x %+v %#v", h.Token, h.Token, h.Token, h.Token, h, h), string(body), logged.String(), fmt.Errorf("x %w %v", errors.New("y"), h.Token).Error(),
	} {
		if strings.Contains(out, word) || strings.Contains(out, fmt.Sprintf("%x", word)) {
			t.Errorf("shown: %s", out)
		}
	}
	if h.Token.Reveal() != word {
		t.Error("Reveal is wrong")
	}
}

func TestSealedOpensForItsPurposeAndSetOnly(t *testing.T) {
	b := box(t, newKey)
	sealed := b.Seal("shop.token", 7, word)
	if strings.Contains(sealed, word) || sealed == b.Seal("shop.token", 7, word) {
		t.Error("not encrypted with a fresh nonce")
	}
	if got, err := b.Open("shop.token", 7, sealed); err != nil || got.Reveal() != word {
		t.Errorf("open = %q, %v", got.Reveal(), err)
	}
	middle := len(sealed) / 2 // at the end are bits that mean nothing
	damaged := sealed[:middle] + "A" + sealed[middle+1:]
	if damaged == sealed {
		damaged = sealed[:middle] + "B" + sealed[middle+1:]
	}
	for name, open := range map[string]func() (secret.Text, error){
		"other purpose": func() (secret.Text, error) { return b.Open("shop.refresh", 7, sealed) },
		"other set":     func() (secret.Text, error) { return b.Open("shop.token", 8, sealed) },
		"damaged":       func() (secret.Text, error) { return b.Open("shop.token", 7, damaged) },
		"not sealed":    func() (secret.Text, error) { return b.Open("shop.token", 7, "plain") },
	} {
		if got, err := open(); !errors.Is(err, secret.ErrDamaged) || got != "" {
			t.Errorf("%s: %q, %v", name, got.Reveal(), err)
		}
	}
	if got, err := b.Open("x", 1, ""); err != nil || got != "" {
		t.Errorf("empty: %q, %v", got.Reveal(), err)
	}
}

func TestKeysRotateAndAWrongKeyIsNamed(t *testing.T) {
	sealed := box(t, oldKey).Seal("p", 1, word)
	both := box(t, newKey, oldKey)
	if got, err := both.Open("p", 1, sealed); err != nil || got.Reveal() != word {
		t.Errorf("old value: %q, %v", got.Reveal(), err)
	}
	if !both.Stale(sealed) || both.Stale(both.Seal("p", 1, word)) {
		t.Error("Stale is wrong")
	}
	if _, err := box(t, newKey).Open("p", 1, sealed); !errors.Is(err, secret.ErrKey) {
		t.Errorf("wrong key: %v", err)
	}
	if _, err := secret.NewBox("short"); !errors.Is(err, secret.ErrShortKey) {
		t.Errorf("short key: %v", err)
	}
	if _, err := secret.NewBox(secret.NewKey()); err != nil {
		t.Errorf("new key: %v", err)
	}
}
