package party

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of customers.
var (
	// ErrCustomerNotFound is the answer to a customer that is unknown to the set.
	ErrCustomerNotFound = fault.Define(fault.NotFound, "customer.not_found",
		fault.ZH("找不到这个客户", "它可能已被删除，或不属于当前账套；请刷新后重新选择"),
		fault.EN("Customer not found", "It may have been deleted or belongs to another account set; reload and pick another"))
	// ErrCodeTaken has the parameters code and name.
	ErrCodeTaken = fault.Define(fault.Conflict, "customer.code_taken",
		fault.ZH("客户编码 {code} 已被“{name:builtin.customer}”使用", "换一个编码"), fault.EN("Code {code} belongs to {name:builtin.customer}", "Use another code"))
	// ErrInUse has the parameter name.
	ErrInUse = fault.Define(fault.Conflict, "customer.in_use",
		fault.ZH("客户“{name:builtin.customer}”已有单据，不能删除", "不再往来的客户可以停用"), fault.EN("{name:builtin.customer} has documents and cannot be deleted", "Deactivate a customer you no longer deal with"))
	// ErrCodeTwice has the parameters code and row.
	ErrCodeTwice = fault.Define(fault.Invalid, "customer_sheet.code_twice",
		fault.ZH("客户代码 {code} 与第 {row} 行重复", "每个客户用不同的代码"), fault.EN("Code {code} is that of row {row} too", "Give each customer its own code"))
)

// Customer is a customer with everything people enter.
type Customer struct {
	Card
	LevelID     db.ID      // retail when left out
	CreditLimit dec.Amount // 0 means none
}

func customerBook(d *db.DB) book[Customer, *Customer] {
	return book[Customer, *Customer]{
		db: d, kind: "customer", notFound: ErrCustomerNotFound, inUse: ErrInUse,
		unique: []unique[*Customer]{{"code", "code", func(c *Customer) string { return c.Code }, ErrCodeTaken, ErrCodeTwice}},
		checker: func(ctx context.Context, tx *db.Tx) (func(*Customer, *fault.Fields), error) {
			levels, err := levelsTx(ctx, tx)
			return func(c *Customer, f *fault.Fields) { c.checkOwn(levels, f) }, err
		},
	}
}

func (c *Customer) columns() []column {
	return append(c.Card.columns(), column{"level_id", "levelId", &c.LevelID}, column{"credit_limit", "creditLimit", &c.CreditLimit})
}

func (c *Customer) found() []string { return nil }

func (c *Customer) checkOwn(levels Levels, f *fault.Fields) {
	if c.CreditLimit < 0 {
		f.Add("creditLimit", fault.ErrNegative)
	}
	if c.LevelID == 0 {
		c.LevelID = levels.Retail()
	}
	if levels.Find(c.LevelID) == nil {
		f.AddErr("levelId", ErrLevelNotFound)
	}
}

// SaveCustomer makes a customer, or replaces the one with the id when its version
// is still the one given. It returns field faults for wrong input.
func (s *Service) SaveCustomer(ctx context.Context, sc db.Scope, in Customer) (*Customer, error) {
	return s.customers.save(ctx, sc, in)
}

// Customer reads one customer.
func (s *Service) Customer(ctx context.Context, sc db.Scope, id db.ID) (*Customer, error) {
	return s.customers.get(ctx, sc, id)
}

// CustomerInfo is what documents need to know of a customer.
type CustomerInfo struct {
	ID          db.ID
	Code, Name  string
	LevelID     db.ID
	CreditLimit dec.Amount // of the receivable; 0 means none is set
	Active      bool
}

// CustomersTx gives the customers with the ids; unknown ids are absent.
func (s *Service) CustomersTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*CustomerInfo, error) {
	out := make(map[db.ID]*CustomerInfo, len(ids))
	err := s.customers.eachTx(ctx, tx, "id, code, name, level_id, credit_limit, active", ids, func(rows *sql.Rows) error {
		var c CustomerInfo
		err := rows.Scan(&c.ID, &c.Code, &c.Name, &c.LevelID, &c.CreditLimit, &c.Active)
		out[c.ID] = &c
		return err
	})
	return out, err
}

// LockCustomerTx is CustomerTx with the customer's row held until the commit, for
// what must be decided about a customer by one transaction at a time.
func (s *Service) LockCustomerTx(ctx context.Context, tx *db.Tx, id db.ID) (*CustomerInfo, error) {
	if err := s.customers.lockTx(ctx, tx, id); err != nil {
		return nil, err
	}
	return s.CustomerTx(ctx, tx, id)
}

// CustomerTx gives one customer, or ErrCustomerNotFound.
func (s *Service) CustomerTx(ctx context.Context, tx *db.Tx, id db.ID) (*CustomerInfo, error) {
	found, err := s.CustomersTx(ctx, tx, []db.ID{id})
	if err != nil {
		return nil, err
	}
	if c := found[id]; c != nil {
		return c, nil
	}
	return nil, ErrCustomerNotFound
}
