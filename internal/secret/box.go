package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/fault"
)

// Faults of sealed values and keys.
var (
	// ErrKey is a sealed value that the configured keys cannot open.
	ErrKey = fault.Define(fault.Internal, "secret.key",
		fault.ZH("密钥不对，无法读取加密保存的内容", "检查 HUOTONG_SECRET_KEY 是否为保存时所用的密钥；换密钥时把旧密钥放在逗号后面"),
		fault.EN("The key cannot open what was stored encrypted", "Check that HUOTONG_SECRET_KEY is the key it was stored with; when changing it, keep the old one after a comma"))
	// ErrDamaged is a stored value that was changed or belongs elsewhere.
	ErrDamaged = fault.Define(fault.Internal, "secret.damaged",
		fault.ZH("加密保存的内容已损坏", "请重新授权或重新填写"), fault.EN("What was stored encrypted is damaged", "Authorise again or enter it again"))
	// ErrShortKey refuses a key that could be guessed.
	ErrShortKey = errors.New("a secret key needs at least 32 characters, such as the output of: openssl rand -hex 32")
)

const (
	version   = "s1"
	minLength = 32
)

// Box seals and opens secrets with keys derived from the configured ones. It is
// safe for concurrent use.
type Box struct {
	seal string // id of the key that seals
	keys map[string]cipher.AEAD
}

// NewBox makes a Box of a key, or of several separated by commas: the first
// seals, all open, so a key is changed by putting a new one in front.
func NewBox(configured Text) (*Box, error) {
	b := &Box{keys: map[string]cipher.AEAD{}}
	for part := range strings.SplitSeq(configured.Reveal(), ",") {
		part = strings.TrimSpace(part)
		if len(part) < minLength {
			return nil, ErrShortKey
		}
		id, aead, err := derive(part)
		if err != nil {
			return nil, fmt.Errorf("derive the secret key: %w", err)
		}
		if b.seal == "" {
			b.seal = id
		}
		b.keys[id] = aead
	}
	return b, nil
}

// derive gives the AES key of a configured key, and an id that tells keys apart
// without giving anything away.
func derive(configured string) (id string, aead cipher.AEAD, err error) {
	key, err := hkdf.Key(sha256.New, []byte(configured), nil, "huotong secret box", 32)
	if err != nil {
		return "", nil, err
	}
	name, err := hkdf.Key(sha256.New, []byte(configured), nil, "huotong secret box key id", 4)
	if err != nil {
		return "", nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", nil, err
	}
	aead, err = cipher.NewGCMWithRandomNonce(block)
	return hex.EncodeToString(name), aead, err
}

// Seal encrypts t for a purpose ("shop.token") of an account set. The result is
// ASCII and opens for the same purpose and set only.
func (b *Box) Seal(purpose string, tenant int64, t Text) string {
	sealed := b.keys[b.seal].Seal(nil, nil, []byte(t.Reveal()), bound(purpose, tenant)) //nolint:gosec // this AEAD draws its own nonce
	return version + "." + b.seal + "." + base64.RawURLEncoding.EncodeToString(sealed)
}

// Open decrypts what Seal gave for the same purpose and account set. It returns
// ErrKey when none of the keys is the one it was sealed with, and ErrDamaged when
// it was changed or belongs to something else. An empty value is the empty secret.
func (b *Box) Open(purpose string, tenant int64, sealed string) (Text, error) {
	if sealed == "" {
		return "", nil
	}
	v, rest, _ := strings.Cut(sealed, ".")
	id, body, ok := strings.Cut(rest, ".")
	if v != version || !ok {
		return "", ErrDamaged
	}
	aead := b.keys[id]
	if aead == nil {
		return "", ErrKey
	}
	raw, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return "", ErrDamaged
	}
	plain, err := aead.Open(nil, nil, raw, bound(purpose, tenant))
	if err != nil {
		return "", ErrDamaged
	}
	return Text(plain), nil
}

// KeyID tells the key that seals apart from others without giving it away.
func (b *Box) KeyID() string { return b.seal }

// KeyOf gives the KeyID of the key a value was sealed with; "" for what is none.
func KeyOf(sealed string) string {
	v, rest, _ := strings.Cut(sealed, ".")
	id, _, ok := strings.Cut(rest, ".")
	if v != version || !ok {
		return ""
	}
	return id
}

// SealedWith gives the LIKE pattern of values sealed with a key.
func SealedWith(keyID string) string { return version + "." + keyID + ".%" }

// Stale reports whether a sealed value is better sealed again, since its key is
// no longer the first.
func (b *Box) Stale(sealed string) bool {
	return sealed != "" && !strings.HasPrefix(sealed, version+"."+b.seal+".")
}

// NewKey makes a key fit for NewBox.
func NewKey() Text {
	var raw [minLength]byte
	_, _ = rand.Read(raw[:]) // never fails
	return Text(hex.EncodeToString(raw[:]))
}

func bound(purpose string, tenant int64) []byte { return fmt.Appendf(nil, "%s\x00%d", purpose, tenant) }
