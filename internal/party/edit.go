package party

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// searchKind is the kind of customers in the search index.
const searchKind = "customer"

// Faults of customers.
var (
	// ErrCodeTaken has the parameters code and name.
	ErrCodeTaken = fault.Define(fault.Conflict, "customer.code_taken",
		fault.ZH("客户编码 {code} 已被“{name:builtin.customer}”使用", "换一个编码"), fault.EN("Code {code} belongs to {name:builtin.customer}", "Use another code"))
	// ErrInUse has the parameter name.
	ErrInUse = fault.Define(fault.Conflict, "customer.in_use",
		fault.ZH("客户“{name:builtin.customer}”已有单据，不能删除", "不再往来的客户可以停用"), fault.EN("{name:builtin.customer} has documents and cannot be deleted", "Deactivate a customer you no longer deal with"))
)

// Customer is a customer with everything people enter.
type Customer struct {
	ID          db.ID
	Code        string // given empty: one is made on creation, kept on change
	Name        string
	Mnemonic    string
	LevelID     db.ID
	Contact     string
	Phone       string
	Address     string
	CreditLimit dec.Amount // 0 means none
	Note        string
	Active      bool
	CreatedAt   db.Time
	UpdatedAt   db.Time
	Version     int64
}

func (c *Customer) check(f *fault.Fields) {
	c.Code = check.Code(f, "code", c.Code)
	c.Name = check.Required(f, "name", c.Name, 100)
	c.Contact = check.Line(f, "contact", c.Contact, 60)
	c.Phone = check.Line(f, "phone", c.Phone, 40)
	c.Address = check.Line(f, "address", c.Address, 200)
	c.Note = check.Text(f, "note", c.Note, 500)
	if c.CreditLimit < 0 {
		f.Add("creditLimit", fault.ErrNegative)
	}
	c.Mnemonic = search.Mnemonic(c.Name)
}

// SaveCustomer makes a customer, or replaces the one with the id when its version
// is still the one given. It returns field faults for wrong input.
func (s *Service) SaveCustomer(ctx context.Context, sc db.Scope, in Customer) (*Customer, error) {
	var out *Customer
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c := in
		var f fault.Fields
		c.check(&f)
		levels, err := s.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		if c.LevelID == 0 {
			c.LevelID = levels.Retail()
		}
		if levels.Find(c.LevelID) == nil {
			f.AddErr("levelId", ErrLevelNotFound)
		}
		if err := takenTx(ctx, tx, &c, &f); err != nil {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		if err := s.writeTx(ctx, tx, &c); err != nil {
			return err
		}
		out = &c
		return search.PutTx(ctx, tx, searchKind, []search.Doc{c.searchDoc()})
	})
	return out, err
}

// takenTx notes a code that another customer has.
func takenTx(ctx context.Context, tx *db.Tx, c *Customer, f *fault.Fields) error {
	if c.Code == "" {
		return nil
	}
	owners, err := ownersTx(ctx, tx, []string{c.Code})
	if o, ok := owners[c.Code]; ok && o.id != c.ID {
		f.Add("code", ErrCodeTaken.With("code", c.Code, "name", o.name))
	}
	return err
}

func (s *Service) writeTx(ctx context.Context, tx *db.Tx, c *Customer) error {
	c.UpdatedAt = tx.Now
	if c.ID == 0 {
		c.ID, c.CreatedAt, c.Version = tx.NewID(), tx.Now, 1
		if c.Code == "" {
			codes, err := drawCodes(ctx, tx, 1, nil)
			if err != nil {
				return err
			}
			c.Code = codes[0]
		}
		_, err := tx.Exec(ctx, insertCustomer+db.Tuples(1, insertColumns), tx.Tenant, c.ID, c.Code, c.Name, c.Mnemonic, c.LevelID, c.Contact, c.Phone, c.Address, c.CreditLimit, c.Note, c.Active, tx.Now, tx.Now)
		if err != nil {
			return fmt.Errorf("insert customer: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "create", Entity: "customer", EntityID: c.ID, EntityNo: c.Code, After: c.state()})
	}
	before, err := getTx(ctx, tx, c.ID, tx.ForUpdate())
	if err != nil {
		return err
	}
	if before.Version != c.Version {
		return fault.ErrStale
	}
	if c.Code == "" {
		c.Code = before.Code
	}
	c.CreatedAt, c.Version = before.CreatedAt, before.Version+1
	_, err = tx.Exec(ctx, `UPDATE customer SET code = ?, name = ?, mnemonic = ?, level_id = ?, contact = ?, phone = ?, address = ?, credit_limit = ?, note = ?, active = ?,
		updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?`, c.Code, c.Name, c.Mnemonic, c.LevelID, c.Contact, c.Phone, c.Address, c.CreditLimit, c.Note, c.Active,
		tx.Now, c.Version, tx.Tenant, c.ID)
	if err != nil {
		return fmt.Errorf("update customer: %w", err)
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: "customer", EntityID: c.ID, EntityNo: c.Code, Before: before.state(), After: c.state()})
}

const (
	insertCustomer = `INSERT INTO customer (tenant_id, id, code, name, mnemonic, level_id, contact, phone, address, credit_limit, note, active, created_at, updated_at) VALUES `
	insertColumns  = 14
)

func (c *Customer) searchDoc() search.Doc {
	return search.Doc{ID: c.ID, Text: append(api.BuiltinForms("customer", c.Name), c.Code, c.Phone, c.Contact)}
}

// state is what the audit log keeps.
func (c *Customer) state() map[string]any {
	return map[string]any{
		"code": c.Code, "name": c.Name, "levelId": c.LevelID, "contact": c.Contact, "phone": c.Phone, "address": c.Address,
		"creditLimit": c.CreditLimit, "note": c.Note, "active": c.Active,
	}
}

const customerColumns = `c.id, c.code, c.name, c.mnemonic, c.level_id, c.contact, c.phone, c.address, c.credit_limit, c.note, c.active, c.created_at, c.updated_at, c.version`

func (c *Customer) fields() []any {
	return []any{&c.ID, &c.Code, &c.Name, &c.Mnemonic, &c.LevelID, &c.Contact, &c.Phone, &c.Address, &c.CreditLimit, &c.Note, &c.Active, &c.CreatedAt, &c.UpdatedAt, &c.Version}
}

// getTx reads a customer; lock is empty or tx.ForUpdate().
func getTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Customer, error) {
	var c Customer
	found, err := tx.Row(ctx, "SELECT "+customerColumns+" FROM customer c WHERE c.tenant_id = ? AND c.id = ?"+lock, []any{tx.Tenant, id}, c.fields()...)
	if err != nil {
		return nil, fmt.Errorf("read customer: %w", err)
	}
	if !found {
		return nil, ErrCustomerNotFound
	}
	return &c, nil
}

// Customer reads one customer.
func (s *Service) Customer(ctx context.Context, sc db.Scope, id db.ID) (*Customer, error) {
	var c *Customer
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		c, err = getTx(ctx, tx, id, "")
		return err
	})
	return c, err
}

// Change alters one customer by fn, as a batch action does: the version is not asked for.
func (s *Service) Change(ctx context.Context, sc db.Scope, id db.ID, fn func(*Customer)) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, err := getTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		fn(c)
		levels, err := s.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		if levels.Find(c.LevelID) == nil {
			return ErrLevelNotFound
		}
		return s.writeTx(ctx, tx, c)
	})
}

// DeleteCustomer removes a customer that nothing refers to.
func (s *Service) DeleteCustomer(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, err := getTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		for _, used := range s.usage {
			ids, err := used(ctx, tx, []db.ID{id})
			if err != nil {
				return err
			}
			if slices.Contains(ids, id) {
				return ErrInUse.With("name", c.Name)
			}
		}
		for _, hook := range s.onDelete {
			if err := hook(ctx, tx, []db.ID{id}); err != nil {
				return err
			}
		}
		if err := search.DeleteTx(ctx, tx, searchKind, []db.ID{id}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM customer WHERE tenant_id = ? AND id = ?", tx.Tenant, id); err != nil {
			return fmt.Errorf("delete customer: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: "customer", EntityID: id, EntityNo: c.Code, Before: c.state()})
	})
}
