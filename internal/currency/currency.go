// Package currency keeps the currencies that an account set works with beside the yuan,
// in which its books are, and what they are worth from day to day. A rate is entered by a
// person and holds from its date on until the next; rates are the yuan for 100 units, as
// banks in China quote them, so that small currencies have digits that count.
package currency

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// entity names currencies in the audit log.
const entity = "currency"

// Par is the rate of Base: 100 units are worth 100 yuan.
const Par dec.Cost = 100 * dec.Scale

// MaxRate is the most that 100 units of a currency may be worth.
const MaxRate dec.Cost = 1_000_000 * dec.Scale

// Faults of currencies.
var (
	// ErrUnknown has the parameter place.
	ErrUnknown = fault.Define(fault.NotFound, "currency.unknown",
		fault.ZH("没有币种“{place}”", "从列表中选择币种"), fault.EN("There is no currency {place}", "Pick one of the listed currencies"))
	// ErrBase marks the currency of the books, which needs no rate.
	ErrBase = fault.Define(fault.Conflict, "currency.base",
		fault.ZH("人民币是本位币，不用设置汇率", "选择其他币种"), fault.EN("The books are in yuan, which needs no rate", "Pick another currency"))
	// ErrInactive has the parameter place.
	ErrInactive = fault.Define(fault.Conflict, "currency.inactive",
		fault.ZH("币种 {place} 没有启用", "先启用这个币种，再填汇率"), fault.EN("The currency {place} is not switched on", "Switch it on first"))
	// ErrNoRate has the parameters place and date.
	ErrNoRate = fault.Define(fault.NotFound, "currency.no_rate",
		fault.ZH("{place} 在 {date} 没有汇率", "填一个这天或更早的汇率"), fault.EN("There is no rate of {place} for {date}", "Enter one of that day or before"))
)

// Currency is one that can be kept.
type Currency struct {
	Known
	Active  bool
	Rate    dec.Cost // of today, for 100 units; zero: none
	Date    db.Date  // from when on it holds
	Version int64    // 0: never switched on
}

// Rate is what 100 units are worth in yuan from a date on.
type Rate struct {
	Date      db.Date
	Rate      dec.Cost
	Note      string
	SetByName string
	SetAt     db.Time
}

// ListTx gives all currencies with the rate that holds on a day.
func ListTx(ctx context.Context, tx *db.Tx, day db.Date) ([]Currency, error) {
	kept := map[string]Currency{}
	err := tx.Each(ctx, `SELECT c.code, c.active, c.version, COALESCE(r.rate, 0), r.date FROM currency c
		LEFT JOIN currency_rate r ON r.tenant_id = ? AND r.code = c.code
			AND r.date = (SELECT MAX(l.date) FROM currency_rate l WHERE l.tenant_id = ? AND l.code = c.code AND l.date <= ?)
		WHERE c.tenant_id = ?`, []any{tx.Tenant, tx.Tenant, day, tx.Tenant}, func(rows *sql.Rows) error {
		var c Currency
		err := rows.Scan(&c.Code, &c.Active, &c.Version, &c.Rate, &c.Date)
		kept[c.Code] = c
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the currencies: %w", err)
	}
	out := make([]Currency, len(All))
	for i, k := range All {
		out[i] = kept[k.Code]
		out[i].Known = k
	}
	return out, nil
}

// SwitchTx switches a currency on or off; its rates stay.
func SwitchTx(ctx context.Context, tx *db.Tx, code string, active bool, version int64) error {
	k, err := find(code)
	if err != nil {
		return err
	}
	n, err := tx.Exec(ctx, `INSERT INTO currency (tenant_id, code, active, created_at) SELECT ?, ?, ?, ? WHERE ? = 0
		ON CONFLICT (tenant_id, code) DO NOTHING`, tx.Tenant, k.Code, active, tx.Now, version)
	if err == nil && n == 0 {
		n, err = tx.Exec(ctx, "UPDATE currency SET active = ?, version = version + 1 WHERE tenant_id = ? AND code = ? AND version = ?", active, tx.Tenant, k.Code, version)
	}
	switch {
	case err != nil:
		return fmt.Errorf("switch %s: %w", k.Code, err)
	case n == 0: // somebody else was first
		return fault.ErrStale
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: entity, EntityNo: k.Code, Before: map[string]any{"active": !active}, After: map[string]any{"active": active}})
}

// SetRateTx enters what 100 units are worth from a date on, in place of what stood at
// that date. What was counted with a rate before is not counted again.
func SetRateTx(ctx context.Context, tx *db.Tx, code string, date db.Date, rate dec.Cost, note string) error {
	k, err := keptTx(ctx, tx, code)
	if err != nil {
		return err
	}
	var f fault.Fields
	switch {
	case rate <= 0:
		f.Add("rate", fault.ErrPositive)
	case rate > MaxRate:
		f.Add("rate", fault.ErrRange.With("max", MaxRate))
	}
	note = check.Line(&f, "note", note, check.MaxNote)
	if err := f.Err(); err != nil {
		return err
	}
	before, err := rateTx(ctx, tx, k.Code, date)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO currency_rate (tenant_id, code, date, rate, note, set_by, set_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, code, date) DO UPDATE SET rate = excluded.rate, note = excluded.note, set_by = excluded.set_by, set_at = excluded.set_at`,
		tx.Tenant, k.Code, date, rate, note, tx.Actor.UserID, tx.Now); err != nil {
		return fmt.Errorf("set the rate of %s: %w", k.Code, err)
	}
	return rateSetTx(ctx, tx, k.Code, date, before, map[string]any{"rate": rate, "note": note})
}

// DeleteRateTx takes a rate back: the one before it holds again.
func DeleteRateTx(ctx context.Context, tx *db.Tx, code string, date db.Date) error {
	k, err := find(code)
	if err != nil {
		return err
	}
	before, err := rateTx(ctx, tx, k.Code, date)
	if err != nil {
		return err
	}
	if before == nil {
		return ErrNoRate.With("place", k.Code, "date", date)
	}
	if _, err := tx.Exec(ctx, "DELETE FROM currency_rate WHERE tenant_id = ? AND code = ? AND date = ?", tx.Tenant, k.Code, date); err != nil {
		return fmt.Errorf("delete the rate of %s: %w", k.Code, err)
	}
	return rateSetTx(ctx, tx, k.Code, date, before, nil)
}

func rateSetTx(ctx context.Context, tx *db.Tx, code string, date db.Date, before, after map[string]any) error {
	for _, state := range []map[string]any{before, after} {
		if state != nil {
			state["date"] = date
		}
	}
	c := doc.Change{Action: "update", Entity: entity, EntityNo: code}
	if before != nil {
		c.Before = before
	}
	if after != nil {
		c.After = after
	}
	return doc.AuditTx(ctx, tx, c)
}

// rateTx gives what stands at a date, as the log tells it; nil for none.
func rateTx(ctx context.Context, tx *db.Tx, code string, date db.Date) (map[string]any, error) {
	var rate dec.Cost
	var note string
	found, err := tx.Row(ctx, "SELECT rate, note FROM currency_rate WHERE tenant_id = ? AND code = ? AND date = ?", []any{tx.Tenant, code, date}, &rate, &note)
	if err != nil || !found {
		return nil, err
	}
	return map[string]any{"rate": rate, "note": note}, nil
}

// keptTx finds a currency that is switched on, and holds it.
func keptTx(ctx context.Context, tx *db.Tx, code string) (Known, error) {
	k, err := find(code)
	if err != nil {
		return k, err
	}
	var active bool
	if _, err := tx.Row(ctx, "SELECT active FROM currency WHERE tenant_id = ? AND code = ?"+tx.ForUpdate(), []any{tx.Tenant, k.Code}, &active); err != nil {
		return k, fmt.Errorf("look for %s: %w", k.Code, err)
	}
	if !active {
		return k, ErrInactive.With("place", k.Code)
	}
	return k, nil
}

// UsableTx tells why nothing new may be in a currency; nil for Base and for one that is
// switched on.
func UsableTx(ctx context.Context, tx *db.Tx, code string) error {
	if code == Base {
		return nil
	}
	k, err := find(code)
	if err != nil {
		return err
	}
	var active bool
	if _, err := tx.Row(ctx, "SELECT active FROM currency WHERE tenant_id = ? AND code = ?", []any{tx.Tenant, k.Code}, &active); err != nil {
		return fmt.Errorf("look for %s: %w", k.Code, err)
	}
	if !active {
		return ErrInactive.With("place", k.Code)
	}
	return nil
}

// RateTx gives the rate that holds on a day, for 100 units; ErrNoRate when there is none.
// For Base it is 100.
func RateTx(ctx context.Context, tx *db.Tx, code string, day db.Date) (Rate, error) {
	if code == Base {
		return Rate{Rate: Par}, nil
	}
	k, err := find(code)
	if err != nil {
		return Rate{}, err
	}
	var r Rate
	found, err := tx.Row(ctx, `SELECT date, rate, note, set_at FROM currency_rate WHERE tenant_id = ? AND code = ? AND date <= ? ORDER BY date DESC LIMIT 1`,
		[]any{tx.Tenant, k.Code, day}, &r.Date, &r.Rate, &r.Note, &r.SetAt)
	if err != nil {
		return r, fmt.Errorf("read the rate of %s: %w", k.Code, err)
	}
	if !found {
		return r, ErrNoRate.With("place", k.Code, "date", day)
	}
	return r, nil
}
