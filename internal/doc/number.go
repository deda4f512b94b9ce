package doc

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
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
	{"refund", "TK", "退款单", "Refund"},
	{"settlement", "HX", "核销单", "Settlement"},
	{"fund_transfer", "ZZ", "资金转账单", "Fund transfer"},
	{"payment", "FK", "付款单", "Payment"},
	{"payment_request", "FKSQ", "付款申请", "Payment request"},
	{"opening_payable", "QCYF", "期初应付", "Opening payable"},
	{"supplier_refund", "GYTK", "供应商退款单", "Supplier refund"},
	{"payable_settlement", "YFHX", "应付核销单", "Payables settlement"},
	{"preorder", "YD", "预订单", "Pre-order"},
	{"opening_stock", "QC", "期初库存", "Opening stock"},
	{"other_in", "QTRK", "其他入库单", "Other receipt"},
	{"other_out", "QTCK", "其他出库单", "Other issue"},
	{"purchase", "PO", "采购单", "Purchase order"},
	{"purchase_receipt", "GH", "购货单", "Purchase receipt"},
	{"purchase_return", "GT", "购货退货单", "Purchase return"},
	{"purchase_cost", "CGFY", "采购费用单", "Purchase cost"},
	{"product", "SP", "商品", "Product"},
	{"customer", "KH", "客户", "Customer"},
	{"supplier", "GYS", "供应商", "Supplier"},
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

// ErrPrefixTaken has the parameters prefix and type, the other document type.
var ErrPrefixTaken = fault.Define(fault.Invalid, "number.prefix_taken",
	fault.ZH("“{type:document}”已使用前缀 {prefix}", "换一个前缀，让编号一看就知道是哪种单据；或先改掉“{type:document}”的前缀"),
	fault.EN("{type:document} has the prefix {prefix} already", "Use another prefix, so that a number tells what it is, or change that of {type:document} first"))

func defaultRule(docType string) (Rule, error) {
	i := slices.IndexFunc(Types, func(t Type) bool { return t.Key == docType })
	if i < 0 {
		return Rule{}, ErrDocType.With("type", docType)
	}
	return Rule{DocType: docType, Prefix: Types[i].Prefix, Date: DateDay, Digits: 3}, nil
}

// NextNumberTx draws the next number of a document type, such as
// XH20190327001. It holds the counter's row until the transaction ends, so it is
// called as late as possible in a posting. Numbers are unique per account set,
// whatever the types were called before: types that ever had the same prefix count
// on together. A transaction that rolls back leaves no gap, a voided document
// keeps its number.
func NextNumberTx(ctx context.Context, tx *db.Tx, docType string, date db.Date) (string, error) {
	numbers, err := NextNumbersTx(ctx, tx, docType, date, 1)
	if err != nil {
		return "", err
	}
	return numbers[0], nil
}

// NextNumbersTx is NextNumberTx for n records made at once, in a few statements
// whatever n is. The numbers come in their order.
func NextNumbersTx(ctx context.Context, tx *db.Tx, docType string, date db.Date, n int) ([]string, error) {
	rule, custom, err := ruleTx(ctx, tx, docType)
	if err != nil {
		return nil, err
	}
	day, err := time.Parse(time.DateOnly, string(date))
	if err != nil {
		return nil, fmt.Errorf("number of a %s: %w", docType, db.ErrDate)
	}
	stem := rule.Prefix
	if layout := dateLayouts[rule.Date]; layout != "" {
		stem += day.Format(layout)
	}
	numbers := make([]string, 0, n)
	for len(numbers) < n {
		var last int64
		missing := int64(n - len(numbers))
		_, err = tx.Row(ctx, `INSERT INTO number_counter (tenant_id, stem, last) VALUES (?, ?, ?)
			ON CONFLICT (tenant_id, stem) DO UPDATE SET last = number_counter.last + excluded.last RETURNING last`,
			[]any{tx.Tenant, stem, missing}, &last)
		if err != nil {
			return nil, fmt.Errorf("draw the number of a %s: %w", docType, err)
		}
		drawn := len(numbers)
		for sequence := last - missing + 1; sequence <= last; sequence++ {
			numbers = append(numbers, fmt.Sprintf("%s%0*d", stem, int(rule.Digits), sequence))
		}
		if !custom {
			continue // their date part has never been another
		}
		given, err := givenTx(ctx, tx, numbers[drawn:], rule.Prefix, stem)
		if err != nil {
			return nil, fmt.Errorf("draw the number of a %s: %w", docType, err)
		}
		numbers = slices.DeleteFunc(numbers, func(number string) bool { return given[number] })
	}
	return numbers, nil
}

// givenTx tells which of the numbers were given while the prefix had another date
// part: after a change from years to months, S2026 with 11001 is S202611 with 001.
func givenTx(ctx context.Context, tx *db.Tx, numbers []string, prefix, stem string) (map[string]bool, error) {
	type other struct {
		number   string
		sequence int64
	}
	others := map[string][]other{} // by the stem they would have had
	for _, number := range numbers {
		for _, layout := range dateLayouts {
			end := len(prefix) + len(layout)
			if end == len(stem) || end >= len(number) {
				continue
			}
			sequence, err := strconv.ParseInt(number[end:], 10, 64)
			if err != nil {
				continue // longer than any counter
			}
			others[number[:end]] = append(others[number[:end]], other{number, sequence})
		}
	}
	given := map[string]bool{}
	for part := range slices.Chunk(slices.Sorted(maps.Keys(others)), stemChunk) {
		args := []any{tx.Tenant}
		for _, s := range part {
			args = append(args, s)
		}
		err := tx.Each(ctx, `SELECT stem, last FROM number_counter WHERE tenant_id = ? AND stem IN `+db.Tuples(1, len(part)), args, func(rows *sql.Rows) error {
			var (
				s    string
				last int64
			)
			if err := rows.Scan(&s, &last); err != nil {
				return err
			}
			for _, o := range others[s] {
				given[o.number] = given[o.number] || last >= o.sequence
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return given, nil
}

// stemChunk bounds the stems looked up in one statement.
const stemChunk = 500

// ruleTx gives the rule in force of a document type and whether the set has
// ever departed from the default.
func ruleTx(ctx context.Context, tx *db.Tx, docType string) (rule Rule, custom bool, err error) {
	if rule, err = defaultRule(docType); err != nil {
		return rule, false, err
	}
	custom, err = tx.Row(ctx, `SELECT prefix, date_format, digits FROM number_rule WHERE tenant_id = ? AND doc_type = ?`,
		[]any{tx.Tenant, docType}, &rule.Prefix, &rule.Date, &rule.Digits)
	if err != nil {
		return rule, false, fmt.Errorf("read the numbering of a %s: %w", docType, err)
	}
	return rule, custom, nil
}

// RulesTx gives the rule in force of every document type, in the order of Types.
func RulesTx(ctx context.Context, tx *db.Tx) ([]Rule, error) {
	rules := make([]Rule, 0, len(Types))
	for _, t := range Types {
		r, _, err := ruleTx(ctx, tx, t.Key)
		if err != nil {
			return nil, err
		}
		rules = append(rules, r)
	}
	return rules, nil
}

// SetRuleTx changes how a document type is numbered from now on and notes it in
// the audit log. Numbers given earlier stay. Field problems come back as
// fault.ErrFields, among them ErrPrefixTaken, an unknown type as ErrDocType.
func SetRuleTx(ctx context.Context, tx *db.Tx, r Rule) error {
	if _, err := defaultRule(r.DocType); err != nil {
		return err
	}
	if err := r.check(); err != nil {
		return err
	}
	// One change of the set's numbering at a time, or two types could take the
	// same prefix at once.
	var one int64
	if _, err := tx.Row(ctx, `SELECT 1 FROM account_set WHERE tenant_id = ?`+tx.ForNoKeyUpdate(), []any{tx.Tenant}, &one); err != nil {
		return fmt.Errorf("lock the numbering: %w", err)
	}
	rules, err := RulesTx(ctx, tx)
	if err != nil {
		return err
	}
	var before Rule
	for _, o := range rules {
		if o.DocType == r.DocType {
			before = o
		} else if strings.EqualFold(o.Prefix, r.Prefix) {
			var f fault.Fields
			f.Add("prefix", ErrPrefixTaken.With("prefix", o.Prefix, "type", o.DocType))
			return f.Err()
		}
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
