package sourcing

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// State says whether a source can be bought from.
type State string

// The states of a source. One that is not bought on 1688 is always active.
const (
	StateActive      State = "active"
	StateUnmatched   State = "unmatched"    // the offer is known, its spec not chosen yet
	StateGone        State = "gone"         // the offer is off the shelf or deleted
	StateSpecChanged State = "spec_changed" // the offer is there, the spec is not
)

// Source is one way to buy a SKU.
type Source struct {
	ID            db.ID
	SKUID         db.ID
	SupplierID    db.ID
	AccountID     db.ID  // the buyer account it is bought with; zero: any
	OfferID       int64  // 0 where it is not bought on 1688
	SpecID        string // what an order names; empty for an offer without specs
	PlatformSKUID int64  // what messages of 1688 name; 0 for an offer without specs
	LinkSKUID     int64  // what the link of an unmatched one names
	Code          string // the supplier's code of it
	Unit          string // what the sale unit is called
	Num, Den      int64  // one sale unit is Num/Den base units
	Multiple      int64  // sale units are bought in multiples of it
	Minimum       int64  // sale units
	LeadDays      int64  // from order to sellable
	Priority      int64  // 1 is tried first
	Price         *dec.Price
	Title         string // what stands here of the offer is as last seen
	Picture       string
	Spec          string // the attribute values as text
	Attributes    []Value
	Reason        Reason // by what the spec was chosen
	State         State
	CheckedAt     db.Time
	Note          string
	CreatedAt     db.Time
	UpdatedAt     db.Time
	Version       int64
}

// Value is a named value of an offer or of one of its specs.
type Value struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// specText is how people read the values of a spec.
func specText(values []Value) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = v.Value
	}
	return strings.Join(texts, " / ")
}

// Faults of sources.
var (
	// ErrNotFound is the answer to a source unknown to the set or outside the person's data scope.
	ErrNotFound = fault.Define(fault.NotFound, "source.not_found",
		fault.ZH("找不到这个货源", "它可能已被删除，或不在您的数据范围内；请刷新列表"),
		fault.EN("Source not found", "It may have been deleted or lies outside your data scope; reload the list"))
	// ErrTwice refuses a second source of a SKU for the same spec. It has the parameter sku.
	ErrTwice = fault.Define(fault.Conflict, "source.twice",
		fault.ZH("SKU {sku} 已有这个商品规格的货源", "修改已有的货源，或选择另一个规格"),
		fault.EN("The SKU {sku} has a source for this spec already", "Change that one, or choose another spec"))
	// ErrCodeTwice refuses a second source of a SKU by a supplier and code. It has the parameter sku.
	ErrCodeTwice = fault.Define(fault.Conflict, "source.code_twice",
		fault.ZH("SKU {sku} 已有这个供应商的货源", "修改已有的货源；同一供应商的另一种货请填写不同的供应商货号"),
		fault.EN("The SKU {sku} has a source of this supplier already", "Change that one; give another article of the supplier a code of its own"))
	// ErrOtherSupplier tells that an offer is another supplier's. It has the parameters name and other.
	ErrOtherSupplier = fault.Define(fault.Conflict, "source.other_supplier",
		fault.ZH("这个 1688 商品的卖家是“{other}”，不是“{name}”", "核对链接；确实换了供应商就改用“{other}”"),
		fault.EN("The seller of this offer is {other}, not {name}", "Check the link; if the supplier did change, take {other}"))
	// ErrSupplierCurrency has the parameters name and currency.
	ErrSupplierCurrency = fault.Define(fault.Invalid, "source.supplier_currency",
		fault.ZH("供应商“{name}”用{currency:currency}结算，1688 货源只能是人民币供应商的", "换成人民币供应商，或清空 1688 链接"),
		fault.EN("{name} is paid in another currency ({currency:currency}); sources on 1688 are of suppliers in yuan", "Choose a supplier in yuan, or leave the link to 1688 empty"))
	// ErrOrder refuses an order that is not of exactly the SKU's sources.
	ErrOrder = fault.Define(fault.Conflict, "source.order",
		fault.ZH("这个 SKU 的货源刚有变化，不能这样排序", "刷新后重新排序"),
		fault.EN("The sources of this SKU have just changed, so they cannot be put in this order", "Reload and order them again"))
)

const entitySource = "source"

const sourceColumns = `x.id, x.sku_id, x.supplier_id, x.account_id, x.offer_id, x.spec_id, x.platform_sku_id, x.link_sku_id, x.code, x.unit, x.unit_num, x.unit_den,
	x.multiple, x.minimum, x.lead_days, x.priority, x.price, x.title, x.picture, x.spec, x.attributes, x.reason, x.state, x.checked_at, x.note, x.created_at, x.updated_at, x.version`

// insertSource is followed by rows of sourceArgs; upsertSource makes it change those there are.
const (
	insertSource = `INSERT INTO sku_source (tenant_id, id, sku_id, supplier_id, account_id, offer_id, spec_id, platform_sku_id, link_sku_id, code, unit, unit_num, unit_den,
		multiple, minimum, lead_days, priority, price, title, picture, spec, attributes, reason, state, checked_at, note, created_at, updated_at, version) VALUES`
	upsertSource = `ON CONFLICT (tenant_id, id) DO UPDATE SET supplier_id = excluded.supplier_id, account_id = excluded.account_id, offer_id = excluded.offer_id, spec_id = excluded.spec_id,
		platform_sku_id = excluded.platform_sku_id, link_sku_id = excluded.link_sku_id, code = excluded.code, unit = excluded.unit, unit_num = excluded.unit_num, unit_den = excluded.unit_den,
		multiple = excluded.multiple, minimum = excluded.minimum, lead_days = excluded.lead_days, priority = excluded.priority, price = excluded.price, title = excluded.title,
		picture = excluded.picture, spec = excluded.spec, attributes = excluded.attributes, reason = excluded.reason, state = excluded.state, checked_at = excluded.checked_at,
		note = excluded.note, updated_at = excluded.updated_at, version = excluded.version`
	sourceArgs = 29
)

func (x *Source) args(tx *db.Tx) []any {
	var price any
	if x.Price != nil {
		price = *x.Price
	}
	return []any{
		tx.Tenant, x.ID, x.SKUID, x.SupplierID, x.AccountID, x.OfferID, x.SpecID, x.PlatformSKUID, x.LinkSKUID, x.Code, x.Unit, x.Num, x.Den,
		x.Multiple, x.Minimum, x.LeadDays, x.Priority, price, x.Title, x.Picture, x.Spec, jsonText(x.Attributes), string(x.Reason), string(x.State), x.CheckedAt, x.Note,
		x.CreatedAt, x.UpdatedAt, x.Version,
	}
}

func (x *Source) scan(rows *sql.Rows, more ...any) error {
	var attributes string
	err := rows.Scan(append([]any{
		&x.ID, &x.SKUID, &x.SupplierID, &x.AccountID, &x.OfferID, &x.SpecID, &x.PlatformSKUID, &x.LinkSKUID, &x.Code, &x.Unit, &x.Num, &x.Den,
		&x.Multiple, &x.Minimum, &x.LeadDays, &x.Priority, &x.Price, &x.Title, &x.Picture, &x.Spec, &attributes, &x.Reason, &x.State, &x.CheckedAt, &x.Note,
		&x.CreatedAt, &x.UpdatedAt, &x.Version,
	}, more...)...)
	if err != nil {
		return err
	}
	return fromJSON(attributes, &x.Attributes)
}

// jsonText is v as a JSON column holds it; an empty list stays a list.
func jsonText[T any](v []T) string {
	if len(v) == 0 {
		return "[]"
	}
	text, _ := json.Marshal(v) // texts and numbers only: cannot fail
	return string(text)
}

func fromJSON[T any](text string, v *T) error {
	if err := json.Unmarshal([]byte(text), v); err != nil {
		return fmt.Errorf("read what is kept of an offer: %w", err)
	}
	return nil
}

// sourcesTx reads sources under a condition on x, whose first argument is the tenant.
func sourcesTx(ctx context.Context, tx *db.Tx, cond string, args []any, lock string) ([]*Source, error) {
	var out []*Source
	err := tx.Each(ctx, `SELECT `+sourceColumns+` FROM sku_source x WHERE x.tenant_id = ? AND `+cond+` ORDER BY x.id`+lock, append([]any{tx.Tenant}, args...), func(rows *sql.Rows) error {
		x := &Source{}
		out = append(out, x)
		return x.scan(rows)
	})
	if err != nil {
		return nil, fmt.Errorf("read sources: %w", err)
	}
	return out, nil
}

// sourcesInTx is sourcesTx for keys of a column.
func sourcesInTx[K any](ctx context.Context, tx *db.Tx, column string, keys []K, lock string) ([]*Source, error) {
	var out []*Source
	for part := range slices.Chunk(keys, lookupChunk) {
		args, in := db.InKeys(nil, part)
		list, err := sourcesTx(ctx, tx, "x."+column+" IN ("+in+")", args, lock)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
	}
	return out, nil
}

func sourceTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Source, error) {
	list, err := sourcesTx(ctx, tx, "x.id = ?", []any{id}, lock)
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, ErrNotFound
	}
	return list[0], nil
}

// SourcesTx gives the sources of SKUs, each SKU's in the order in which they are tried.
func (s *Service) SourcesTx(ctx context.Context, tx *db.Tx, skus []db.ID) (map[db.ID][]*Source, error) {
	list, err := sourcesInTx(ctx, tx, "sku_id", skus, "")
	if err != nil {
		return nil, err
	}
	out := make(map[db.ID][]*Source, len(skus))
	for _, x := range list {
		out[x.SKUID] = append(out[x.SKUID], x)
	}
	for _, of := range out {
		slices.SortStableFunc(of, byPriority)
	}
	return out, nil
}

func byPriority(a, b *Source) int {
	return cmp.Or(cmp.Compare(a.Priority, b.Priority), cmp.Compare(a.ID, b.ID))
}

// writeSourcesTx stores sources, new ones and those there are.
func writeSourcesTx(ctx context.Context, tx *db.Tx, list []*Source) error {
	var args []any
	for _, x := range list {
		args = append(args, x.args(tx)...)
	}
	if _, err := db.Insert(ctx, tx, insertSource, sourceArgs, args, upsertSource); err != nil {
		return fmt.Errorf("write sources: %w", err)
	}
	return nil
}

// state is what the audit log keeps. The price stands under the name that is left out
// for those who may not see purchase prices.
func (x *Source) state() map[string]any {
	out := map[string]any{
		"skuId": x.SKUID, "supplierId": x.SupplierID, "ratio": fmt.Sprintf("%d/%d", x.Num, x.Den), "multiple": x.Multiple, "minimum": x.Minimum,
		"leadDays": x.LeadDays, "priority": x.Priority, "state": x.State,
	}
	given := func(key, value string) {
		if value != "" {
			out[key] = value
		}
	}
	given("code", x.Code)
	given("unit", x.Unit)
	given("spec", x.Spec)
	given("specId", x.SpecID)
	given("title", x.Title)
	given("note", x.Note)
	if x.AccountID != 0 {
		out["accountId"] = x.AccountID
	}
	if x.OfferID != 0 {
		out["offerId"] = open1688.IDFromInt64(x.OfferID).String()
	}
	if x.Price != nil {
		out["cost"] = x.Price.String()
	}
	return out
}

// change is a line of the audit log about the source; what it is called is the SKU's code.
func (x *Source) change(action, sku string, before *Source) doc.Change {
	c := doc.Change{Action: action, Entity: entitySource, EntityID: x.ID, EntityNo: sku, After: x.state()}
	if before != nil {
		c.Before = before.state()
	}
	return c
}
