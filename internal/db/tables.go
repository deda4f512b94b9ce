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
	"currency":           TenantTable,
	"currency_rate":      TenantTable,
	"customer_price":     TenantTable,
	"supplier":           TenantTable, // 0011
	"supplier_price":     TenantTable, // 0015
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

	// 0013: payables
	"payable":                TenantTable,
	"payment":                TenantTable,
	"payment_allocation":     TenantTable,
	"payment_advance_refund": TenantTable,

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

	// 0012: sourcing
	"offer_seen":  TenantTable,
	"sku_source":  TenantTable,
	"match_run":   TenantTable,
	"match_draft": TenantTable,

	// 0015: approvals, purchases
	"approval_policy":     TenantTable,
	"purchase_order":      TenantTable,
	"purchase_order_line": TenantTable,
	"purchase_reference":  TenantTable,

	// 0017: suggestions
	"replenish_policy":      TenantTable,
	"replenish_rule":        TenantTable,
	"sales_history":         TenantTable,
	"suggestion_state":      TenantTable,
	"suggestion_run":        TenantTable,
	"suggestion":            TenantTable,
	"purchase_demand":       TenantTable,
	"purchase_receipt":      TenantTable, // 0016
	"purchase_receipt_line": TenantTable,

	// 0020: paying suppliers
	"payment_request":      TenantTable,
	"payment_request_line": TenantTable,
	"order_payment":        TenantTable,
	"pay_attempt":          TenantTable,
	"pay_account":          TenantTable,
	"pay_setting":          TenantTable,
	"order_agreement":      TenantTable,

	// 0033: wms
	"wms_setting":   TenantTable,
	"wms_warehouse": TenantTable,
	"wms_notice":    TenantTable,
	"wms_push":      TenantTable,
	"wms_receipt":   TenantTable,

	// 0018: platform
	"platform_order":        TenantTable,
	"platform_order_line":   TenantTable,
	"platform_price_change": TenantTable,
	"platform_parcel":       TenantTable,
	"platform_trace":        TenantTable,
	"platform_fetch":        TenantTable,
	"platform_watch":        TenantTable,

	// 0019: placing
	"placing_setting":     TenantTable,
	"placing_batch":       TenantTable,
	"placing_batch_order": TenantTable,
	"placing_part":        TenantTable,
	"placing_preview":     TenantTable,
	"placing_attempt":     TenantTable,
	"placing_order":       TenantTable,

	// 0022: receiving
	"purchase_cost":      TenantTable,
	"purchase_cost_line": TenantTable,

	// 0030: paper
	"letterhead": TenantTable,

	// 0036: demand and days off
	"supplier_day_off":       TenantTable,
	"demand_entry":           TenantTable,
	"demand_season":          TenantTable,
	"demand_season_category": TenantTable,

	// 0014: address
	"platform_division":         ReferenceTable,
	"receiving_address":         TenantTable,
	"receiving_address_account": TenantTable,
	"warehouse_address":         TenantTable,

	// 0021: inbox
	"inbox_message":  LocalTable,
	"inbox_delivery": TenantTable,
}
