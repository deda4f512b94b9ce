package wms

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// When says when a notice is made and pushed by itself.
type When string

// The choices.
const (
	WhenApproved When = "approved" // as soon as the purchase order stands
	WhenShipped  When = "shipped"  // when its goods are under way; what is not bought on 1688, when it stands
	WhenManual   When = "manual"   // only when somebody asks for it
)

// Setting is how a set works with its WMS.
type Setting struct {
	Endpoint   string
	When       When
	Warehouses []db.ID // that the WMS works in
	HasSecret  bool
	UpdatedAt  db.Time
	Version    int64 // zero: nothing was set yet

	sealed string
	on     bool // the module
}

// ErrNotSetUp is the answer to a push that could go nowhere.
var ErrNotSetUp = fault.Define(fault.Conflict, "wms.not_set_up",
	fault.ZH("WMS 对接还没有设置好", "请有权限的人在“设置 → WMS 对接”里填写接口地址、生成签名密钥并选择仓库"),
	fault.EN("The connection to the WMS is not set up", "Somebody who may enters the address, makes the signing secret and chooses the warehouses under Settings, WMS connection"))

// ready refuses while nothing can be pushed.
func (s *Setting) ready() error {
	switch {
	case !s.on:
		return tenant.ErrModuleOff.With("module", tenant.ModuleWMS)
	case s.Endpoint == "" || s.sealed == "" || len(s.Warehouses) == 0:
		return ErrNotSetUp
	}
	return nil
}

func (s *Setting) serves(warehouse db.ID) bool { return slices.Contains(s.Warehouses, warehouse) }

// settingTx reads how the set works with its WMS.
func settingTx(ctx context.Context, tx *db.Tx) (*Setting, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	s := &Setting{When: WhenShipped, on: set.Has(tenant.ModuleWMS)}
	if _, err := tx.Row(ctx, "SELECT endpoint, push_when, secret, updated_at, version FROM wms_setting WHERE tenant_id = ?", []any{tx.Tenant},
		&s.Endpoint, &s.When, &s.sealed, &s.UpdatedAt, &s.Version); err != nil {
		return nil, fmt.Errorf("read the setting of the WMS: %w", err)
	}
	s.HasSecret = s.sealed != ""
	err = tx.Each(ctx, "SELECT warehouse_id FROM wms_warehouse WHERE tenant_id = ? ORDER BY warehouse_id", []any{tx.Tenant}, func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		s.Warehouses = append(s.Warehouses, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the warehouses of the WMS: %w", err)
	}
	return s, nil
}

// Setting tells how the set works with its WMS.
func (s *Service) Setting(ctx context.Context, sc db.Scope) (out *Setting, err error) {
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out, err = settingTx(ctx, tx)
		return err
	})
	return out, err
}

// SetSetting stores how the set works with its WMS. Notices of warehouses that it works in
// no more are withdrawn.
func (s *Service) SetSetting(ctx context.Context, sc db.Scope, in Setting) error {
	var f fault.Fields
	in.Endpoint = checkEndpoint(&f, "endpoint", in.Endpoint)
	if !slices.Contains([]When{WhenApproved, WhenShipped, WhenManual}, in.When) {
		f.Add("when", fault.ErrChoice.With("allowed", "approved, shipped, manual"))
	}
	if len(in.Warehouses) == 0 {
		f.Add("warehouseIds", fault.ErrRequired)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		was, err := settingTx(ctx, tx)
		if err != nil {
			return err
		}
		if err := checkWarehousesTx(ctx, tx, in.Warehouses); err != nil {
			return err
		}
		n, err := tx.Exec(ctx, `INSERT INTO wms_setting (tenant_id, endpoint, push_when, updated_at, version) VALUES (?, ?, ?, ?, 1)
			ON CONFLICT (tenant_id) DO UPDATE SET endpoint = excluded.endpoint, push_when = excluded.push_when, updated_at = excluded.updated_at,
				version = wms_setting.version + 1 WHERE wms_setting.version = ?`, tx.Tenant, in.Endpoint, string(in.When), tx.Now, in.Version)
		if err != nil {
			return fmt.Errorf("store the setting of the WMS: %w", err)
		}
		if n == 0 || was.Version != in.Version {
			return fault.ErrStale
		}
		if _, err := tx.Exec(ctx, "DELETE FROM wms_warehouse WHERE tenant_id = ?", tx.Tenant); err != nil {
			return fmt.Errorf("store the warehouses of the WMS: %w", err)
		}
		var args []any
		for _, id := range in.Warehouses {
			args = append(args, tx.Tenant, id)
		}
		if _, err := db.Insert(ctx, tx, "INSERT INTO wms_warehouse (tenant_id, warehouse_id) VALUES", 2, args, "ON CONFLICT DO NOTHING"); err != nil {
			return fmt.Errorf("store the warehouses of the WMS: %w", err)
		}
		if err := lookAtAllTx(ctx, tx); err != nil {
			return err
		}
		return settingSaidTx(ctx, tx, was.state(), in.state())
	})
}

// RenewSecret makes the secret that signs what is sent, and gives it this once. The one
// before signs nothing from then on. It is no part of what people edit, so what they have
// on the screen meanwhile can be saved.
func (s *Service) RenewSecret(ctx context.Context, sc db.Scope) (secret.Text, error) {
	var raw [32]byte
	_, _ = rand.Read(raw[:]) // never fails
	made := secret.Text(hex.EncodeToString(raw[:]))
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO wms_setting (tenant_id, push_when, secret, updated_at, version) VALUES (?, ?, ?, ?, 0)
			ON CONFLICT (tenant_id) DO UPDATE SET secret = excluded.secret, updated_at = excluded.updated_at`,
			tx.Tenant, string(WhenShipped), s.box.Seal(secretPurpose, int64(tx.Tenant), made), tx.Now); err != nil {
			return fmt.Errorf("store the secret of the WMS: %w", err)
		}
		return settingSaidTx(ctx, tx, nil, map[string]any{"secret": "renewed"})
	})
	return made, err
}

const secretPurpose = "wms.secret"

func (s *Setting) state() map[string]any {
	return map[string]any{"endpoint": s.Endpoint, "when": s.When, "warehouses": s.Warehouses}
}

// settingSaidTx writes the line of the log about a changed setting.
func settingSaidTx(ctx context.Context, tx *db.Tx, was, is map[string]any) error {
	return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "wms_setting", EntityID: tx.Tenant, Before: was, After: is})
}

// checkWarehousesTx refuses warehouses that the set does not have.
func checkWarehousesTx(ctx context.Context, tx *db.Tx, ids []db.ID) error {
	known, err := stock.KnownWarehousesTx(ctx, tx, ids)
	if err != nil {
		return fmt.Errorf("look for the warehouses of the WMS: %w", err)
	}
	var f fault.Fields
	for i, id := range ids {
		if !slices.Contains(known, id) {
			f.Add(fmt.Sprintf("warehouseIds[%d]", i), fault.ErrNotFound.With("what", "warehouse"))
		}
	}
	return f.Err()
}

// SealedWithTx tells whether a secret of any account set is sealed with the key; it is
// asked once at the start, across sets.
func SealedWithTx(ctx context.Context, tx *db.Tx, keyID string) (bool, error) {
	var id db.ID
	found, err := tx.Row(ctx, "SELECT tenant_id FROM wms_setting WHERE secret LIKE ? LIMIT 1", []any{secret.SealedWith(keyID)}, &id)
	if err != nil {
		return false, fmt.Errorf("look for secrets of a key: %w", err)
	}
	return found, nil
}

// GiveUpSecretsTx forgets the secrets of all account sets that are sealed with a lost key,
// and tells how many must be made anew.
func GiveUpSecretsTx(ctx context.Context, tx *db.Tx, keyID string) (int64, error) {
	n, err := tx.Exec(ctx, "UPDATE wms_setting SET secret = '' WHERE secret LIKE ?", secret.SealedWith(keyID))
	if err != nil {
		return 0, fmt.Errorf("give up secrets of a lost key: %w", err)
	}
	return n, nil
}
