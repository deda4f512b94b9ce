package party

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/sheet"
)

// maxImportRows is how many customers one sheet may hold.
const maxImportRows = 20_000

// customerFields are the columns of the customer sheet.
var customerFields = []sheet.Field{
	{Key: "code", Titles: []string{"客户代码", "Code"}},
	{Key: "name", Titles: []string{"客户名称", "Name"}, Required: true},
	{Key: "level", Titles: []string{"客户等级", "Level"}},
	{Key: "contact", Titles: []string{"联系人", "Contact"}},
	{Key: "phone", Titles: []string{"电话", "Phone"}},
	{Key: "address", Titles: []string{"地址", "Address"}},
	{Key: "creditLimit", Titles: []string{"信用额度", "Credit limit"}},
	{Key: "note", Titles: []string{"备注", "Note"}},
}

// ErrCodeTwice has the parameters code and row.
var ErrCodeTwice = fault.Define(fault.Invalid, "customer_sheet.code_twice",
	fault.ZH("客户代码 {code} 与第 {row} 行重复", "每个客户用不同的代码"), fault.EN("Code {code} is that of row {row} too", "Give each customer its own code"))

// SheetOptions says how a sheet is imported.
type SheetOptions struct {
	DryRun  bool // only check, exactly as the import would
	SkipBad bool // leave out rows with problems instead of refusing the sheet
}

// SheetResult is what an import did, or would do.
type SheetResult struct {
	Rows     int // of the sheet
	Created  int
	Skipped  int // rows left out
	Problems []fault.Field
}

// sheetCustomer is a customer of one row.
type sheetCustomer struct {
	Customer
	row   int
	wrong fault.Fields // paths are columns
}

// errDryRun takes back what a dry run has written.
var errDryRun = errors.New("dry run")

// ImportCustomers makes customers of a workbook, one per row. Either all of them
// are made or none, unless SkipBad leaves out those with problems; existing
// customers are never changed. Problems come with the paths "row
// <number>.<column>", as fault.ErrFields or in the result where bad ones are
// skipped. The bounds are those of sheet.Read.
func (s *Service) ImportCustomers(ctx context.Context, sc db.Scope, data []byte, o SheetOptions) (*SheetResult, error) {
	var rows []sheet.Row
	if err := sheet.Read(data, customerFields, maxImportRows, func(r sheet.Row) error {
		rows = append(rows, r)
		return nil
	}); err != nil {
		return nil, err
	}
	var result *SheetResult
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		result = &SheetResult{Rows: len(rows)}
		levels, err := s.LevelsTx(ctx, tx)
		if err != nil {
			return err
		}
		customers := make([]*sheetCustomer, len(rows))
		for i, r := range rows {
			customers[i] = readCustomer(r, levels)
		}
		if err := findTaken(ctx, tx, customers); err != nil {
			return err
		}
		good := result.judge(customers)
		if len(result.Problems) > 0 && !o.SkipBad {
			var f fault.Fields
			for _, p := range result.Problems {
				f.Add(p.Path, p.Err)
			}
			return f.Err()
		}
		if err := insertCustomers(ctx, tx, good); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

// judge counts and gives the rows without problems.
func (r *SheetResult) judge(customers []*sheetCustomer) (good []*sheetCustomer) {
	for _, c := range customers {
		e := fault.As(c.wrong.Err())
		if e == nil {
			good = append(good, c)
			continue
		}
		r.Skipped++
		for _, f := range e.Fields {
			r.Problems = append(r.Problems, fault.Field{Path: "row " + strconv.Itoa(c.row) + "." + f.Path, Err: f.Err})
		}
	}
	r.Created = len(good)
	return good
}

func readCustomer(r sheet.Row, levels Levels) *sheetCustomer {
	c := &sheetCustomer{row: r.Number, Customer: Customer{
		Code: r.Get("code"), Name: api.BuiltinKept("customer", r.Get("name")), Contact: r.Get("contact"), Phone: r.Get("phone"), Address: r.Get("address"), Note: r.Get("note"),
		LevelID: levels.Retail(), Active: true,
	}}
	if strings.ContainsAny(c.Phone, "eE") { // a long number the spreadsheet took for one to calculate with
		c.Phone = r.Decimal("phone")
	}
	if name := r.Get("level"); name != "" {
		at := slices.IndexFunc(levels, func(l Level) bool {
			return slices.Contains([]string{name, api.BuiltinKept("level_customer", name)}, l.CustomerName) || slices.Contains([]string{name, api.BuiltinKept("level", name)}, l.Name)
		})
		if at < 0 {
			c.wrong.Add("level", ErrLevelNotFound)
		} else {
			c.LevelID = levels[at].ID
		}
	}
	if limit := r.Decimal("creditLimit"); limit != "" {
		var err error
		if c.CreditLimit, err = dec.ParseAmount(limit); err != nil {
			c.wrong.Add("creditLimit", check.Decimal(err))
		}
	}
	c.check(&c.wrong)
	return c
}

// findTaken notes codes that stand in the sheet twice or belong to customers there.
func findTaken(ctx context.Context, tx *db.Tx, customers []*sheetCustomer) error {
	byCode := make(map[string]*sheetCustomer, len(customers))
	var codes []string
	for _, c := range customers {
		if c.Code == "" {
			continue
		}
		if first := byCode[c.Code]; first != nil {
			c.wrong.Add("code", ErrCodeTwice.With("code", c.Code, "row", first.row))
			continue
		}
		byCode[c.Code] = c
		codes = append(codes, c.Code)
	}
	taken, err := ownersTx(ctx, tx, codes)
	for code, o := range taken {
		byCode[code].wrong.Add("code", ErrCodeTaken.With("code", code, "name", o.name))
	}
	return err
}

// giveCodes gives the customers without a code one of the numbering.
func giveCodes(ctx context.Context, tx *db.Tx, customers []*sheetCustomer) error {
	given := make(map[string]bool, len(customers))
	var without []*sheetCustomer
	for _, c := range customers {
		if c.Code == "" {
			without = append(without, c)
		}
		given[c.Code] = true
	}
	codes, err := drawCodes(ctx, tx, len(without), given)
	if err != nil {
		return err
	}
	for i, c := range without {
		c.Code = codes[i]
	}
	return nil
}

const insertChunk = 200

func insertCustomers(ctx context.Context, tx *db.Tx, customers []*sheetCustomer) error {
	if err := giveCodes(ctx, tx, customers); err != nil {
		return err
	}
	for part := range slices.Chunk(customers, insertChunk) {
		var (
			args    []any
			docs    []search.Doc
			changes []doc.Change
		)
		for _, c := range part {
			c.ID = tx.NewID()
			args = append(args, tx.Tenant, c.ID, c.Code, c.Name, c.Mnemonic, c.LevelID, c.Contact, c.Phone, c.Address, c.CreditLimit, c.Note, c.Active, tx.Now, tx.Now)
			docs = append(docs, c.searchDoc())
			changes = append(changes, doc.Change{Action: "create", Entity: "customer", EntityID: c.ID, EntityNo: c.Code, After: c.state()})
		}
		if _, err := tx.Exec(ctx, insertCustomer+db.Tuples(len(part), insertColumns), args...); err != nil {
			return fmt.Errorf("insert customers: %w", err)
		}
		if err := search.PutTx(ctx, tx, searchKind, docs); err != nil {
			return err
		}
		if err := doc.AuditTx(ctx, tx, changes...); err != nil {
			return err
		}
	}
	return nil
}
