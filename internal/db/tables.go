package db

// TableKind says how a table would be spread over many machines.
type TableKind string

// The kinds of tables. A new table gets its line in Tables in the same change.
const (
	// TenantTable rows belong to one account set; tenant_id leads every key.
	TenantTable TableKind = "tenant"
	// ReferenceTable rows are the same on every machine and unique across sets.
	ReferenceTable TableKind = "reference"
	// LocalTable rows stay on the coordinator.
	LocalTable TableKind = "local"
)

// Tables lists every table of ours with its kind; a test compares it with the schema.
var Tables = map[string]TableKind{
	"account_set":     TenantTable,
	"person":          ReferenceTable,
	"session":         LocalTable,
	"login_failure":   LocalTable,
	"login_address":   LocalTable,
	"secret_key":      ReferenceTable,
	"api_token":       ReferenceTable,
	"invitation":      ReferenceTable,
	"password_reset":  ReferenceTable,
	"preference":      ReferenceTable,
	"role":            TenantTable,
	"member":          TenantTable,
	"member_role":     TenantTable,
	"number_rule":     TenantTable,
	"number_counter":  TenantTable,
	"audit":           TenantTable,
	"idempotency_key": TenantTable,
	"search_index":    TenantTable,

	// 0002: jobs; the job engine's own river_ tables are local too
	"job_lane":    LocalTable,
	"job_process": LocalTable,
	"task":        TenantTable,

	// 0003: catalog, party
	"price_level":        TenantTable,
	"customer":           TenantTable,
	"customer_price":     TenantTable,
	"unit":               TenantTable,
	"unit_group":         TenantTable,
	"unit_group_unit":    TenantTable,
	"category":           TenantTable,
	"attribute":          TenantTable,
	"attribute_value":    TenantTable,
	"product":            TenantTable,
	"product_attribute":  TenantTable,
	"sku":                TenantTable,
	"sku_value":          TenantTable,
	"sku_barcode":        TenantTable,
	"sku_price":          TenantTable,
	"stored_file":        TenantTable,
	"product_picture":    TenantTable,
	"product_attachment": TenantTable,

	// 0004: stock
	"warehouse":           TenantTable,
	"stock_balance":       TenantTable,
	"cost_pool":           TenantTable,
	"stock_move":          TenantTable,
	"provisional_issue":   TenantTable,
	"stock_document":      TenantTable,
	"stock_document_line": TenantTable,

	// 0005: finance
	"account":            TenantTable,
	"fund_account":       TenantTable,
	"entry":              TenantTable,
	"entry_line":         TenantTable,
	"receivable":         TenantTable,
	"receipt":            TenantTable,
	"receipt_allocation": TenantTable,
	"advance_refund":     TenantTable,
	"fund_transfer":      TenantTable,

	"sale":      TenantTable,
	"sale_line": TenantTable,

	"preorder":         TenantTable,
	"preorder_attempt": TenantTable,
	"escrow":           TenantTable,
	"escrow_refund":    TenantTable,

	// 0007: channel
	"shop":               TenantTable,
	"shop_authorization": TenantTable,
	"shop_log":           TenantTable,
	"download":           TenantTable,
	"download_issue":     TenantTable,
	"online_offer":       TenantTable,
	"online_sku":         TenantTable,
	"online_sku_detail":  TenantTable,
	"online_pair":        TenantTable,
	"platform_category":  ReferenceTable,
	"call_rate":          LocalTable,
}
