package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/huotong/huotong/internal/secret"
)

const secretKeyFile = "secret.key"

// secretKey gives the key that encrypts tokens: the one of the settings, or one
// made once and kept in the data folder, readable by its owner only.
func (c *Config) secretKey() (string, error) {
	key, err := c.keptKey()
	if err == nil {
		return key, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read the secret key: %w", err)
	}
	key = secret.NewKey().Reveal()
	// O_EXCL: of two programs started at once, the second reads what the first wrote.
	f, err := os.OpenFile(c.keyFile(), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return c.secretKey()
	}
	if err != nil {
		return "", fmt.Errorf("keep the secret key: %w", err)
	}
	if _, err := f.WriteString(key + "\n"); err != nil {
		_ = f.Close()
		return "", fmt.Errorf("keep the secret key: %w", err)
	}
	return key, f.Close()
}

// keptKey gives the key of the settings, or the one in the data folder; fs.ErrNotExist
// when there is neither.
func (c *Config) keptKey() (string, error) {
	if c.SecretKey != "" {
		return c.SecretKey, nil
	}
	b, err := os.ReadFile(c.keyFile())
	return strings.TrimSpace(string(b)), err
}

// keyFile is where the key is kept unless it is set.
func (c *Config) keyFile() string { return filepath.Join(c.Data, secretKeyFile) }

// makeData makes the data folder when it is missing.
func (c *Config) makeData() error {
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return &SettingError{"HUOTONG_DATA", fmt.Sprintf("the folder %q cannot be made (%v)", c.Data, errors.Unwrap(err)), "choose a folder this user may write to"}
	}
	probe, err := os.CreateTemp(c.Data, ".write-*")
	if err != nil {
		return &SettingError{"HUOTONG_DATA", fmt.Sprintf("the folder %q cannot be written to", c.Data), "choose a folder this user may write to"}
	}
	_ = probe.Close()
	return os.Remove(probe.Name())
}
