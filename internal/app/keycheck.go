package app

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/secret"
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
	box, err := secret.NewBox(secret.Text(key))
	if err != nil {
		return nil, &SettingError{"HUOTONG_SECRET_KEY", err.Error(), "use at least 32 random characters, for example from: openssl rand -hex 32"}
	}
	return box, nil
}

// checkKeys refuses keys that cannot open what the database holds: every key that
// something is sealed with has left a sealed value behind.
func (c *Config) checkKeys(ctx context.Context, d *db.DB, box *secret.Box) error {
	return d.View(ctx, db.System("key check"), func(ctx context.Context, tx *db.Tx) error {
		marks, err := keyMarksTx(ctx, tx)
		if err != nil {
			return err
		}
		for _, mark := range marks {
			if _, err := box.Open(keyPurpose, 0, mark); err != nil {
				return c.wrongKey()
			}
		}
		return nil
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
		for _, mark := range marks {
			id := secret.KeyOf(mark)
			if id == box.KeyID() {
				continue
			}
			used, err := channel.SealedWithTx(ctx, tx, id)
			if err != nil {
				return err
			}
			if used {
				continue
			}
			if _, err := tx.Exec(ctx, `DELETE FROM secret_key WHERE key_id = ?`, id); err != nil {
				return fmt.Errorf("forget a key check: %w", err)
			}
		}
		return nil
	})
}

func keyMarksTx(ctx context.Context, tx *db.Tx) ([]string, error) {
	var marks []string
	rows, err := tx.Query(ctx, `SELECT sealed FROM secret_key ORDER BY key_id`)
	if err != nil {
		return nil, fmt.Errorf("read the key check: %w", err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var mark string
		if err := rows.Scan(&mark); err != nil {
			return nil, err
		}
		marks = append(marks, mark)
	}
	return marks, rows.Err()
}
