package tenant

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

const (
	maxPreference  = 16 << 10 // bytes of one value
	maxPreferences = 500      // per person
)

var preferenceKey = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$`)

var (
	errPreferenceSize = fault.Define(fault.Invalid, "preference.too_large",
		fault.ZH("内容太大，最多 {max} 字节", "减少要保存的内容"), fault.EN("Too large, at most {max} bytes", "Keep less"))
	errPreferenceMany = fault.Define(fault.Conflict, "preference.too_many",
		fault.ZH("保存的偏好太多，最多 {max} 项", "先清理不用的偏好"), fault.EN("Too many preferences, at most {max}", "Remove some you do not use"))
)

// Preference reads what the page remembers for the person under key; JSON null
// when nothing is.
func (s *Service) Preference(ctx context.Context, sc db.Scope, key string) (json.RawMessage, error) {
	value := "null"
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Row(ctx, `SELECT value FROM preference WHERE person_id = ? AND key = ?`, []any{sc.Actor.UserID, key}, &value)
		return err
	})
	return json.RawMessage(value), err
}

// SetPreference remembers a value; JSON null forgets it. Preferences are the
// page's own memory and leave no audit line.
func (s *Service) SetPreference(ctx context.Context, sc db.Scope, key string, value json.RawMessage) error {
	var f fault.Fields
	if !preferenceKey.MatchString(key) {
		f.Add("key", fault.ErrFormat.With("expected", "A-Z a-z 0-9 . _ : -"))
	}
	if len(value) > maxPreference {
		f.Add("value", errPreferenceSize.With("max", maxPreference))
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if len(value) == 0 || string(value) == "null" {
			_, err := tx.Exec(ctx, `DELETE FROM preference WHERE person_id = ? AND key = ?`, sc.Actor.UserID, key)
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO preference (person_id, key, value, updated_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (person_id, key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
			sc.Actor.UserID, key, string(value), tx.Now); err != nil {
			return fmt.Errorf("save preference: %w", err)
		}
		var n int
		if _, err := tx.Row(ctx, `SELECT COUNT(*) FROM preference WHERE person_id = ?`, []any{sc.Actor.UserID}, &n); err != nil {
			return err
		}
		if n > maxPreferences {
			return errPreferenceMany.With("max", maxPreferences)
		}
		return nil
	})
}
