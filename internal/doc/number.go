package doc

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// Type is a kind of document that is numbered.
type Type struct {
	Key    string // as passed to NextNumberTx: "sale"
	Prefix string // default prefix: "XH"
	ZH, EN string // the name on the settings page
}

// Types lists the kinds of documents with their default prefixes. A new kind
// gets its line here.
var Types = []Type{
	{"sale", "XH", "销货单", "Sales document"},
	{"sale_order", "XD", "销货订单", "Sales order"},
	{"sale_return", "XT", "销货退货单", "Sales return"},
	{"receipt", "SK", "收款单", "Receipt"},
	{"opening_receivable", "QCYS", "期初应收", "Opening receivable"},
	{"payment", "FK", "付款单", "Payment"},
	{"preorder", "YD", "预订单", "Pre-order"},
	{"opening_stock", "QC", "期初库存", "Opening stock"},
	{"other_in", "QTRK", "其他入库单", "Other receipt"},
	{"other_out", "QTCK", "其他出库单", "Other issue"},
	{"purchase", "PO", "采购单", "Purchase order"},
	{"product", "SP", "商品", "Product"},
	{"customer", "KH", "客户", "Customer"},
}

// The date parts a number may carry. The sequence starts anew when the part changes.
const (
	DateDay   = "yyyyMMdd"
	DateMonth = "yyyyMM"
	DateYear  = "yyyy"
	DateNone  = "none" // one sequence for ever
)

var dateLayouts = map[string]string{DateDay: "20060102", DateMonth: "200601", DateYear: "2006", DateNone: ""}

// Rule says how documents of a type are numbered: prefix, date, sequence.
type Rule struct {
	DocType string
	Prefix  string // 1 to 10 letters, digits or dashes
	Date    string // DateDay, DateMonth, DateYear or DateNone
	Digits  int64  // the sequence is padded to this many digits, 3 to 9; it may grow beyond
}

// ErrDocType has the parameter type.
var ErrDocType = fault.Define(fault.Invalid, "number.unknown_type",
	fault.ZH("没有“{type}”这种单据", "从单据类型列表中选择"),
	fault.EN("There is no document type {type}", "Pick one of the listed document types"))

func defaultRule(docType string) (Rule, error) {
	i := slices.IndexFunc(Types, func(t Type) bool { return t.Key == docType })
	if i < 0 {
		return Rule{}, ErrDocType.With("type", docType)
	}
	return Rule{DocType: docType, Prefix: Types[i].Prefix, Date: DateDay, Digits: 3}, nil
}

// NextNumberTx draws the next number of a document type, such as
// XH20190327001. It holds the counter's row until the transaction ends, so it is
// called as late as possible in a posting. Numbers are unique per account set and
// type; a transaction that rolls back leaves no gap, a voided document keeps its.
func NextNumberTx(ctx context.Context, tx *db.Tx, docType string, date db.Date) (string, error) {
	rule, err := ruleTx(ctx, tx, docType)
	if err != nil {
		return "", err
	}
	day, err := time.Parse(time.DateOnly, string(date))
	if err != nil {
		return "", fmt.Errorf("number of a %s: %w", docType, db.ErrDate)
	}
	period := ""
	if layout := dateLayouts[rule.Date]; layout != "" {
		period = day.Format(layout)
	}
	var last int64
	_, err = tx.Row(ctx, `INSERT INTO number_counter (tenant_id, doc_type, period, last) VALUES (?, ?, ?, 1)
		ON CONFLICT (tenant_id, doc_type, period) DO UPDATE SET last = number_counter.last + 1 RETURNING last`,
		[]any{tx.Tenant, docType, period}, &last)
	if err != nil {
		return "", fmt.Errorf("draw the number of a %s: %w", docType, err)
	}
	return fmt.Sprintf("%s%s%0*d", rule.Prefix, period, int(rule.Digits), last), nil
}

func ruleTx(ctx context.Context, tx *db.Tx, docType string) (Rule, error) {
	rule, err := defaultRule(docType)
	if err != nil {
		return rule, err
	}
	_, err = tx.Row(ctx, `SELECT prefix, date_format, digits FROM number_rule WHERE tenant_id = ? AND doc_type = ?`,
		[]any{tx.Tenant, docType}, &rule.Prefix, &rule.Date, &rule.Digits)
	if err != nil {
		return rule, fmt.Errorf("read the numbering of a %s: %w", docType, err)
	}
	return rule, nil
}

// RulesTx gives the rule in force of every document type, in the order of Types.
func RulesTx(ctx context.Context, tx *db.Tx) ([]Rule, error) {
	rules := make([]Rule, 0, len(Types))
	for _, t := range Types {
		r, err := ruleTx(ctx, tx, t.Key)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// SetRuleTx changes how a document type is numbered from now on and notes it in
// the audit log. Numbers given earlier stay. Field problems come back as
// fault.ErrFields, an unknown type as ErrDocType.
func SetRuleTx(ctx context.Context, tx *db.Tx, r Rule) error {
	before, err := ruleTx(ctx, tx, r.DocType)
	if err != nil {
		return err
	}
	if err := r.check(); err != nil {
		return err
	}
	if before == r {
		return nil
	}
	if _, err := tx.Exec(ctx, `INSERT INTO number_rule (tenant_id, doc_type, prefix, date_format, digits) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, doc_type) DO UPDATE SET prefix = excluded.prefix, date_format = excluded.date_format, digits = excluded.digits`,
		tx.Tenant, r.DocType, r.Prefix, r.Date, r.Digits); err != nil {
		return fmt.Errorf("save the numbering of a %s: %w", r.DocType, err)
	}
	return AuditTx(ctx, tx, Change{Action: "update", Entity: "number_rule", EntityNo: r.DocType, Before: before, After: r})
}

func (r Rule) check() error {
	var f fault.Fields
	allowed := func(c rune) bool {
		return c == '-' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
	}
	switch {
	case r.Prefix == "":
		f.Add("prefix", fault.ErrRequired)
	case len(r.Prefix) > 10 || strings.ContainsFunc(r.Prefix, func(c rune) bool { return !allowed(c) }):
		f.Add("prefix", fault.ErrFormat.With("expected", "A-Z a-z 0-9 -, ≤ 10"))
	case r.Prefix[len(r.Prefix)-1] >= '0' && r.Prefix[len(r.Prefix)-1] <= '9':
		// "A" + "12…" and "A1" + "2…" would be the same number.
		f.Add("prefix", fault.ErrFormat.With("expected", "A-Z, a-z, -"))
	}
	if _, ok := dateLayouts[r.Date]; !ok {
		f.Add("date", fault.ErrChoice.With("allowed", strings.Join([]string{DateDay, DateMonth, DateYear, DateNone}, ", ")))
	}
	if r.Digits < 3 || r.Digits > 9 {
		f.Add("digits", fault.ErrChoice.With("allowed", "3–9"))
	}
	return f.Err()
}
