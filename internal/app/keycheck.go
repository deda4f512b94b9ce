package app

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/wms"
)

// What a key seals so that it is known again.
const (
	keyPurpose = "app.key_check"
	keyContent = "huotong"
)

// box opens and seals with the key of the settings or of the data folder.
func (c *Config) box() (*secret.Box, error) {
	key, err := c.secretKey()
	if err != nil {
		return nil, err
	}
	return c.boxOf(key)
}

// boxOf refuses a key that is none, by where it comes from.
func (c *Config) boxOf(key string) (*secret.Box, error) {
	box, err := secret.NewBox(secret.Text(key))
	switch {
	case err == nil:
		return box, nil
	case c.SecretKey == "":
		return nil, &SettingError{"HUOTONG_SECRET_KEY", c.keyFile() + " holds no usable key", "restore the file from your backup, or set the key"}
	}
	return nil, &SettingError{"HUOTONG_SECRET_KEY", "is too short, or one of its keys is", "use at least 32 random characters, for example from: openssl rand -hex 32"}
}

// keyMark is what a key has left in the database so that it is known again.
type keyMark struct{ key, sealed string }

// closedTx gives the marks that the keys at hand cannot open, each with why: secret.ErrKey
// where the key is missing, secret.ErrDamaged where the mark itself is no good.
func closedTx(ctx context.Context, tx *db.Tx, box *secret.Box) (map[keyMark]error, error) {
	marks, err := keyMarksTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	closed := map[keyMark]error{}
	for _, m := range marks {
		if _, err := box.Open(keyPurpose, 0, m.sealed); err != nil {
			closed[m] = err
		}
	}
	return closed, nil
}

// checkKeys refuses keys that cannot open what the database holds: every key that
// something is sealed with has left a sealed value behind.
func (c *Config) checkKeys(ctx context.Context, d *db.DB, box *secret.Box) error {
	return d.View(ctx, db.System("key check"), func(ctx context.Context, tx *db.Tx) error {
		closed, err := closedTx(ctx, tx, box)
		if err == nil && len(closed) > 0 {
			err = c.wrongKey()
		}
		return err
	})
}

func (c *Config) wrongKey() error {
	if c.SecretKey == "" {
		return &SettingError{"HUOTONG_SECRET_KEY", "is not set, and the key in " + c.keyFile() + " cannot open what this database holds", "set the key the database was used with, or restore that file from your backup; if it is lost run huotong lostkey"}
	}
	return &SettingError{"HUOTONG_SECRET_KEY", "cannot open what this database holds", "set the key it was used with; to change keys give the new one, a comma, and the old one; if it is lost run huotong lostkey"}
}

// keepKeys leaves a value sealed with the key that seals from now on, and forgets
// earlier keys that nothing is sealed with any more, so that they can be taken out
// of the setting.
func (s *server) keepKeys(ctx context.Context) error {
	box := s.box
	return s.db.InTx(ctx, db.System("key check"), func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO secret_key (key_id, sealed, created_at) VALUES (?, ?, ?) ON CONFLICT (key_id) DO NOTHING`,
			box.KeyID(), box.Seal(keyPurpose, 0, keyContent), tx.Now); err != nil {
			return fmt.Errorf("keep the key check: %w", err)
		}
		marks, err := keyMarksTx(ctx, tx)
		if err != nil {
			return err
		}
		for _, m := range marks {
			if m.key == box.KeyID() {
				continue
			}
			if used, err := usedTx(ctx, tx, m.key); err != nil {
				return err
			} else if used {
				continue
			}
			if err := m.forgetTx(ctx, tx); err != nil {
				return err
			}
		}
		return nil
	})
}

// usedTx tells whether anything of any account set is sealed with a key.
func usedTx(ctx context.Context, tx *db.Tx, keyID string) (bool, error) {
	used, err := channel.SealedWithTx(ctx, tx, keyID)
	if err != nil || used {
		return used, err
	}
	return wms.SealedWithTx(ctx, tx, keyID)
}

func keyMarksTx(ctx context.Context, tx *db.Tx) ([]keyMark, error) {
	var marks []keyMark
	err := tx.Each(ctx, `SELECT key_id, sealed FROM secret_key ORDER BY key_id`, nil, func(rows *sql.Rows) error {
		var m keyMark
		err := rows.Scan(&m.key, &m.sealed)
		marks = append(marks, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the key check: %w", err)
	}
	return marks, nil
}

func (m keyMark) forgetTx(ctx context.Context, tx *db.Tx) error {
	if _, err := tx.Exec(ctx, `DELETE FROM secret_key WHERE key_id = ?`, m.key); err != nil {
		return fmt.Errorf("forget a key check: %w", err)
	}
	return nil
}
