package tenant

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// maxTerms is how long the terms of a contract may be, in characters.
const maxTerms = 4000

// Letterhead is how an account set stands on paper 抬头.
type Letterhead struct {
	Company       string // empty: the name of the account set
	Contact       string
	Phone         string
	Address       string
	TaxNo         string
	Bank          string
	BankAccount   string
	PurchaseTerms string // of purchase contracts; empty: those that come with the program
	Version       int64  // 0: never set
}

func (l *Letterhead) check(f *fault.Fields) {
	for _, c := range []struct {
		field string
		text  *string
		limit int
	}{
		{"company", &l.Company, 100},
		{"contact", &l.Contact, 60},
		{"phone", &l.Phone, 60},
		{"address", &l.Address, 200},
		{"taxNo", &l.TaxNo, 40},
		{"bank", &l.Bank, 100},
		{"bankAccount", &l.BankAccount, 60},
	} {
		*c.text = check.Line(f, c.field, *c.text, c.limit)
	}
	l.PurchaseTerms = check.Text(f, "purchaseTerms", l.PurchaseTerms, maxTerms)
}

// LetterheadTx reads the letterhead of the account set; one that was never set is empty.
func LetterheadTx(ctx context.Context, tx *db.Tx) (*Letterhead, error) {
	return letterheadTx(ctx, tx, "")
}

func letterheadTx(ctx context.Context, tx *db.Tx, lock string) (*Letterhead, error) {
	l := &Letterhead{}
	_, err := tx.Row(ctx, "SELECT company, contact, phone, address, tax_no, bank, bank_account, purchase_terms, version FROM letterhead WHERE tenant_id = ?"+lock,
		[]any{tx.Tenant}, &l.Company, &l.Contact, &l.Phone, &l.Address, &l.TaxNo, &l.Bank, &l.BankAccount, &l.PurchaseTerms, &l.Version)
	if err != nil {
		return nil, fmt.Errorf("read the letterhead: %w", err)
	}
	return l, nil
}

// Letterhead reads the letterhead of the account set.
func (s *Service) Letterhead(ctx context.Context, sc db.Scope) (*Letterhead, error) {
	var l *Letterhead
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		l, err = LetterheadTx(ctx, tx)
		return err
	})
	return l, err
}

// SetLetterhead replaces the letterhead when its version is still the one given.
func (s *Service) SetLetterhead(ctx context.Context, sc db.Scope, l Letterhead) (*Letterhead, error) {
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		changed := l // the function may run twice
		var f fault.Fields
		changed.check(&f)
		if err := f.Err(); err != nil {
			return err
		}
		before, err := letterheadTx(ctx, tx, tx.ForUpdate())
		if err != nil {
			return err
		}
		if before.Version != changed.Version {
			return fault.ErrStale
		}
		changed.Version++
		n, err := tx.Exec(ctx, `INSERT INTO letterhead (tenant_id, company, contact, phone, address, tax_no, bank, bank_account, purchase_terms, updated_at, version)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (tenant_id) DO UPDATE SET company = excluded.company, contact = excluded.contact, phone = excluded.phone, address = excluded.address,
				tax_no = excluded.tax_no, bank = excluded.bank, bank_account = excluded.bank_account, purchase_terms = excluded.purchase_terms,
				updated_at = excluded.updated_at, version = excluded.version
			WHERE letterhead.version = ?`, tx.Tenant, changed.Company, changed.Contact, changed.Phone, changed.Address, changed.TaxNo, changed.Bank, changed.BankAccount,
			changed.PurchaseTerms, tx.Now, changed.Version, before.Version)
		if err != nil {
			return fmt.Errorf("set the letterhead: %w", err)
		}
		if n == 0 { // somebody set it first since it was read
			return fault.ErrStale
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "letterhead", Before: before.state(), After: changed.state()})
	})
	if err != nil {
		return nil, err
	}
	return s.Letterhead(ctx, sc)
}

func (l *Letterhead) state() map[string]any {
	return map[string]any{
		"company": l.Company, "contact": l.Contact, "phone": l.Phone, "address": l.Address, "taxNo": l.TaxNo, "bank": l.Bank, "bankAccount": l.BankAccount,
		"purchaseTerms": l.PurchaseTerms,
	}
}
