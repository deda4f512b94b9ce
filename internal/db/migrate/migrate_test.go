package migrate_test

import (
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/db/migrate"
)

func TestUpFromEmptyAndAgain(t *testing.T) {
	t.Parallel()
	d, err := db.Open(t.Context(), dbtest.EmptyAddress(t), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	first, err := migrate.Up(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	if first.Current != first.Latest || first.Latest == 0 {
		t.Fatalf("status after Up: %+v", first)
	}
	again, err := migrate.Up(t.Context(), d)
	if err != nil || again != first {
		t.Fatalf("a second Up gave %+v, %v", again, err)
	}
}

// A set made by a program without payables gets the accounts they are booked on.
func TestSetsMadeBeforeGetTheAccountsOfPayables(t *testing.T) {
	t.Parallel()
	d, err := db.Open(t.Context(), dbtest.EmptyAddress(t), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := migrate.UpTo(t.Context(), d, 11); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Writer().ExecContext(t.Context(), `INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, created_at)
		VALUES (7, '老账套', '2026-01-01', 'apparel', 'set', TRUE, FALSE, 1)`); err != nil {
		t.Fatal(err)
	}
	if _, err := migrate.Up(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	var n int
	err = d.Writer().QueryRowContext(t.Context(), `SELECT COUNT(*) FROM account WHERE tenant_id = 7 AND (code = '1123' AND kind = 'asset' OR code = '2202' AND kind = 'liability')`).Scan(&n)
	if err != nil || n != 2 {
		t.Errorf("%d accounts, %v", n, err)
	}
}

// Orders and agreed prices from before there were other currencies are in yuan, and say
// what they said.
func TestOrdersMadeBeforeAreInYuan(t *testing.T) {
	t.Parallel()
	d, err := db.Open(t.Context(), dbtest.EmptyAddress(t), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	if err := migrate.UpTo(t.Context(), d, 36); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, created_at) VALUES (7, '老账套', '2026-01-01', 'apparel', 'set', TRUE, FALSE, 1)`,
		`INSERT INTO unit (tenant_id, id, name, created_at) VALUES (7, 1, '件', 1)`,
		`INSERT INTO unit_group (tenant_id, id, name, base_unit_id, created_at) VALUES (7, 2, '件', 1, 1)`,
		`INSERT INTO product (tenant_id, id, code, name, unit_group_id, created_at, updated_at) VALUES (7, 3, 'T1', 'T恤', 2, 1, 1)`,
		`INSERT INTO sku (tenant_id, id, product_id, code) VALUES (7, 4, 3, 'T1-R')`,
		`INSERT INTO warehouse (tenant_id, id, code, name, created_at, updated_at) VALUES (7, 5, '01', '默认仓', 1, 1)`,
		`INSERT INTO supplier (tenant_id, id, code, name, created_at, updated_at) VALUES (7, 6, 'G1', '老供应商', 1, 1)`,
		`INSERT INTO supplier_price (tenant_id, supplier_id, sku_id, unit_id, price, agreed_on, doc_no) VALUES (7, 6, 4, 1, 2500000, '2026-02-01', 'PO1')`,
		`INSERT INTO purchase_order (tenant_id, id, no, date, state, supplier_id, warehouse_id, terms, discount, freight, other_fee, goods_amount, tax_amount, total, created_at, updated_at)
			VALUES (7, 8, 'PO1', '2026-02-01', 'draft', 6, 5, 'prepaid', 1000000, 2000000, 3000000, 25000000, 0, 29000000, 1, 1)`,
		`INSERT INTO purchase_order_line (tenant_id, order_id, position, id, sku_id, unit_id, unit_num, unit_den, quantity, base_quantity, price, amount, settled_amount)
			VALUES (7, 8, 1, 9, 4, 1, 1, 1, 10000000, 10000000, 2500000, 25000000, 24000000)`,
	} {
		if _, err := d.Writer().ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%v: %s", err, statement)
		}
	}
	if _, err := migrate.Up(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	var n int
	err = d.Writer().QueryRowContext(t.Context(), `SELECT COUNT(*) FROM purchase_order o
		JOIN purchase_order_line l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
		JOIN supplier s ON s.tenant_id = o.tenant_id AND s.id = o.supplier_id
		JOIN supplier_price p ON p.tenant_id = o.tenant_id AND p.supplier_id = s.id
		WHERE o.currency = 'CNY' AND o.exchange_rate = 100000000 AND o.own_discount = o.discount AND o.own_freight = o.freight AND o.own_other_fee = o.other_fee AND o.own_goods_amount = o.goods_amount
			AND o.own_total = 29000000 AND l.own_price = l.price AND l.own_amount = l.amount AND l.own_settled_amount = 24000000 AND s.currency = 'CNY' AND p.currency = 'CNY' AND p.price = 2500000`).Scan(&n)
	if err != nil || n != 1 {
		t.Errorf("%d orders are as they were, %v", n, err)
	}
}

func TestUpRefusesANewerDatabase(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	if _, err := d.Writer().ExecContext(t.Context(), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (9999, TRUE)"); err != nil {
		t.Fatal(err)
	}
	if _, err := migrate.Up(t.Context(), d); err == nil {
		t.Fatal("a database of a newer program was accepted")
	}
}

func TestStatementsSplitAndFence(t *testing.T) {
	t.Parallel()
	const text = `-- comment
CREATE TABLE a (
    x BIGINT
) WITHOUT ROWID;
--@sqlite
CREATE VIRTUAL TABLE v;
--@end
--@postgres
CREATE EXTENSION e;
--@end
`
	lite, err := migrate.Statements(text, db.SQLite)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"CREATE TABLE a (\n    x BIGINT\n) WITHOUT ROWID", "CREATE VIRTUAL TABLE v"}; !slices.Equal(lite, want) {
		t.Errorf("SQLite: %q", lite)
	}
	pg, err := migrate.Statements(text, db.Postgres)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"CREATE TABLE a (\n    x BIGINT\n)", "CREATE EXTENSION e"}; !slices.Equal(pg, want) {
		t.Errorf("PostgreSQL: %q", pg)
	}
	for _, bad := range []string{"CREATE TABLE a (", "--@mysql\n", "--@sqlite\nSELECT 1;\n", "--@end\n"} {
		if _, err := migrate.Statements(bad, db.SQLite); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}
