package suggest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/sheet"
	"github.com/huotong/huotong/internal/tenant"
)

// maxImportRows is how many rules one sheet may hold.
const maxImportRows = 20_000

// sheetFields are the columns of the sheet of rules; an export has them too.
var sheetFields = []sheet.Field{
	{Key: "skuId", Titles: []string{"SKU编码", "SKU code"}},
	{Key: "categoryId", Titles: []string{"分类", "Category"}},
	{Key: "warehouseId", Titles: []string{"仓库", "Warehouse"}},
	{Key: "model", Titles: []string{"补货方式", "Rule"}, Required: true},
	{Key: "min", Titles: []string{"最低库存", "Minimum"}},
	{Key: "max", Titles: []string{"最高库存", "Maximum"}},
	{Key: "coverDays", Titles: []string{"备货天数", "Days of cover"}},
	{Key: "reviewDays", Titles: []string{"采购周期", "Review days"}},
	{Key: "target", Titles: []string{"服务目标", "Service target"}},
	{Key: "serviceBps", Titles: []string{"服务水平 %", "Service level %"}},
	{Key: "safetyStock", Titles: []string{"安全库存", "Safety stock"}},
	{Key: "rateDays", Titles: []string{"销量天数", "Days of the mean"}},
	{Key: "leadDays", Titles: []string{"交期", "Lead days"}},
	{Key: "perDay", Titles: []string{"预计日销", "Expected per day"}},
	{Key: "note", Titles: []string{"备注", "Note"}},
}

// SheetOptions says how a sheet is imported.
type SheetOptions struct {
	DryRun  bool // only check, exactly as the import would
	SkipBad bool // leave out rows with problems instead of refusing the sheet
	Within  tenant.Limit
}

// SheetResult is what an import did, or would do.
type SheetResult struct {
	Rows, Created, Changed, Skipped int
	Problems                        []fault.Field
}

// sheetRule is the rule of one row, with the names its scope is given by.
type sheetRule struct {
	Rule
	row                      int
	sku, category, warehouse string
	wrong                    fault.Fields // paths are columns
}

var errDryRun = errors.New("dry run")

// Import makes rules of a workbook, one per row, in place of those that are for the same
// goods and warehouse. Either all of it is done or nothing, unless SkipBad leaves out
// rows with problems, which come under "row <number>.<column>".
func (s *Service) Import(ctx context.Context, sc db.Scope, data []byte, o SheetOptions) (*SheetResult, error) {
	var list []*sheetRule
	if err := sheet.Read(data, sheetFields, maxImportRows, func(r sheet.Row) error {
		list = append(list, readRule(r))
		return nil
	}); err != nil {
		return nil, err
	}
	var result *SheetResult
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		result = &SheetResult{Rows: len(list)}
		found, err := s.findScopesTx(ctx, tx, list)
		if err != nil {
			return err
		}
		good, names := result.judge(list, found, o.Within)
		if len(result.Problems) > 0 && !o.SkipBad {
			var f fault.Fields
			for _, p := range result.Problems {
				f.Add(p.Path, p.Err)
			}
			return f.Err()
		}
		result.Created, result.Changed, err = replaceRulesTx(ctx, tx, good, func(r *Rule) string { return names[r] })
		if err == nil && o.DryRun {
			err = errDryRun
		}
		return err
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

func readRule(r sheet.Row) *sheetRule {
	x := &sheetRule{row: r.Number, sku: r.Get("skuId"), category: r.Get("categoryId"), warehouse: r.Get("warehouseId")}
	f := &x.wrong
	x.Model = wordOf(f, r, "model", "replenish.model", models)
	x.Target = wordOf(f, r, "target", "replenish.target", []replenish.Target{replenish.TargetCycle, replenish.TargetFill})
	x.Min, x.Max, x.SafetyStock = quantityOf(f, r, "min"), quantityOf(f, r, "max"), quantityOf(f, r, "safetyStock")
	if r.Get("perDay") != "" {
		q := quantityOf(f, r, "perDay")
		x.PerDay = &q
	}
	x.CoverDays, x.RateDays = countOf(f, r, "coverDays"), countOf(f, r, "rateDays")
	for _, o := range []struct {
		key  string
		into **int64
	}{{"reviewDays", &x.ReviewDays}, {"leadDays", &x.LeadDays}} {
		if r.Get(o.key) != "" {
			n := countOf(f, r, o.key)
			*o.into = &n
		}
	}
	if text := strings.TrimSuffix(strings.TrimSpace(r.Decimal("serviceBps")), "%"); text != "" {
		q, err := dec.ParseQuantity(strings.TrimSpace(text))
		if err != nil {
			f.Add("serviceBps", fault.ErrFormat.With("expected", "95"))
		}
		if q > 0 && q <= dec.Scale { // a cell with a percent format
			q *= 100
		}
		x.ServiceBPS = int64(q) / (dec.Scale / 100)
	}
	x.Note = r.Get("note")
	if f.Len() == 0 {
		x.check(f)
	}
	if x.sku != "" && (x.category != "" || x.warehouse == "") {
		f.Add("warehouseId", ErrRuleScope)
	}
	return x
}

// wordOf reads a code that people write as a word of either language, or as it is.
func wordOf[T ~string](f *fault.Fields, r sheet.Row, key, words string, codes []T) T {
	text := r.Get(key)
	if text == "" {
		return ""
	}
	for _, code := range codes {
		if strings.EqualFold(text, string(code)) || text == fault.WordFor("zh-CN", words, string(code)) || strings.EqualFold(text, fault.WordFor("en-US", words, string(code))) {
			return code
		}
	}
	var allowed []string
	for _, code := range codes {
		allowed = append(allowed, fault.WordFor("zh-CN", words, string(code))+" ("+fault.WordFor("en-US", words, string(code))+")")
	}
	f.Add(key, fault.ErrChoice.With("allowed", strings.Join(allowed, ", ")))
	return ""
}

func quantityOf(f *fault.Fields, r sheet.Row, key string) dec.Quantity {
	text := r.Decimal(key)
	if text == "" {
		return 0
	}
	q, err := dec.ParseQuantity(text)
	if err != nil {
		f.Add(key, fault.ErrFormat.With("expected", "12.5"))
	}
	return q
}

func countOf(f *fault.Fields, r sheet.Row, key string) int64 {
	text := r.Decimal(key)
	if text == "" {
		return 0
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil {
		f.Add(key, fault.ErrFormat.With("expected", "7"))
	}
	return n
}

// scopes are the ids of what rows name.
type scopes struct{ skus, categories, warehouses map[string]db.ID }

// findScopesTx finds what the rows name: SKUs and warehouses by code or name, categories
// by name or by their path.
func (s *Service) findScopesTx(ctx context.Context, tx *db.Tx, list []*sheetRule) (*scopes, error) {
	out := &scopes{map[string]db.ID{}, map[string]db.ID{}, map[string]db.ID{}}
	codes := map[string]bool{}
	var wanted []string
	for _, x := range list {
		if x.sku != "" && !codes[x.sku] {
			codes[x.sku] = true
			wanted = append(wanted, x.sku)
		}
	}
	found, err := s.catalog.SKUIDsByCodeTx(ctx, tx, wanted)
	if err != nil {
		return nil, err
	}
	for code, ref := range found {
		out.skus[code] = ref.ID
	}
	named := func(query string, into map[string]db.ID) error {
		return tx.Each(ctx, query, []any{tx.Tenant}, func(rows *sql.Rows) error {
			var id db.ID
			var code, name string
			if err := rows.Scan(&id, &code, &name); err != nil {
				return err
			}
			if into[name] != 0 {
				into[name] = -1 // two of that name: neither is meant for sure
			} else {
				into[name] = id
			}
			if code != "" {
				into[code] = id
			}
			return nil
		})
	}
	if err := named(`SELECT id, code, name FROM warehouse WHERE tenant_id = ? ORDER BY id`, out.warehouses); err != nil {
		return nil, fmt.Errorf("read warehouses: %w", err)
	}
	if err := named(`SELECT id, '', name FROM category WHERE tenant_id = ? ORDER BY id`, out.categories); err != nil {
		return nil, fmt.Errorf("read categories: %w", err)
	}
	return out, nil
}

// judge notes what is wrong, and gives the rules of rows without problems and their names.
func (r *SheetResult) judge(list []*sheetRule, found *scopes, within tenant.Limit) (good []*Rule, names map[*Rule]string) {
	names = map[*Rule]string{}
	first := map[ruleScope]int{}
	for _, x := range list {
		f := x.wrong // the function that asks may run twice
		rule := x.Rule
		find := func(key, text string, ids map[string]db.ID, into *db.ID) {
			if text == "" {
				return
			}
			if *into = ids[text]; *into <= 0 {
				f.Add(key, ErrUnknownCode.With("code", text))
			}
		}
		find("skuId", x.sku, found.skus, &rule.SKUID)
		find("categoryId", x.category, found.categories, &rule.CategoryID)
		find("warehouseId", x.warehouse, found.warehouses, &rule.WarehouseID)
		if f.Len() == 0 {
			f.AddErr("warehouseId", rule.may(within))
			if other := first[rule.scope()]; other != 0 {
				f.Add("skuId", ErrRuleRowTwice.With("row", other))
			} else {
				first[rule.scope()] = x.row
			}
		}
		if e := fault.As(f.Err()); e != nil {
			r.Skipped++
			for _, p := range e.Fields {
				r.Problems = append(r.Problems, fault.Field{Path: "row " + strconv.Itoa(x.row) + "." + p.Path, Err: p.Err})
			}
			continue
		}
		good = append(good, &rule)
		names[&rule] = strings.Join(strings.Fields(x.sku+" "+x.category+" "+x.warehouse), " / ")
	}
	return good, names
}
