package db_test

import (
	"context"
	"database/sql"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/db/migrate"
)

// table is what the rules look at.
type table struct {
	Columns map[string]string   // name → type, with " NOT NULL"
	Keys    map[string][]string // what is unique, the primary key too: "a,b" → columns in order
	Foreign []foreign
}

type foreign struct {
	Parent   string
	Columns  string // "tenant_id,sku_id"
	To       string // "tenant_id,id"
	OnDelete string
}

// Every table of ours is listed with its kind and keeps the rules that let the
// schema be spread over machines by account set later.
func TestSchemaKeepsTheRulesOfItsTableKinds(t *testing.T) {
	t.Parallel()
	schema := read(t, dbtest.New(t))
	names, listed := slices.Sorted(maps.Keys(schema)), slices.Sorted(maps.Keys(db.Tables))
	if d := cmp.Diff(listed, names); d != "" {
		t.Errorf("db.Tables (-) and the schema (+) differ:\n%s", d)
	}
	for name, tab := range schema {
		for _, f := range tab.Foreign {
			if f.OnDelete == "SET NULL" {
				t.Errorf("%s: ON DELETE SET NULL on %s cannot be distributed", name, f.Columns)
			}
			switch parent := db.Tables[f.Parent]; {
			case parent == db.LocalTable && db.Tables[name] != db.LocalTable:
				t.Errorf("%s (%s) refers to the local table %s", name, db.Tables[name], f.Parent)
			case parent == db.TenantTable && db.Tables[name] == db.ReferenceTable:
				t.Errorf("reference table %s refers to the tenant table %s", name, f.Parent)
			case parent == db.TenantTable && !(leads(f.Columns) && leads(f.To)):
				t.Errorf("%s: foreign key (%s) → %s (%s) does not start with tenant_id", name, f.Columns, f.Parent, f.To)
			}
		}
		if db.Tables[name] != db.TenantTable || name == "search_index" && tab.Columns["tenant_id"] == "" { // no columns but words on SQLite
			continue
		}
		if tab.Columns["tenant_id"] != "BIGINT NOT NULL" {
			t.Errorf("%s: tenant_id is %q, want BIGINT NOT NULL", name, tab.Columns["tenant_id"])
		}
		if len(tab.Keys) == 0 {
			t.Errorf("%s has no primary key", name)
		}
		for key := range tab.Keys {
			if !leads(key) {
				t.Errorf("%s: the key (%s) does not start with tenant_id", name, key)
			}
		}
	}
}

func leads(columns string) bool {
	return columns == "tenant_id" || strings.HasPrefix(columns, "tenant_id,")
}

// Both engines get the same tables, columns, keys and references. Under test on
// PostgreSQL the two are compared; on SQLite alone there is nothing to compare with.
func TestBothEnginesHaveTheSameSchema(t *testing.T) {
	t.Parallel()
	if dbtest.Engine(t) == db.SQLite {
		return
	}
	lite, err := db.Open(t.Context(), filepath.Join(t.TempDir(), "huotong.db"), db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lite.Close() })
	if _, err := migrate.Up(t.Context(), lite); err != nil {
		t.Fatal(err)
	}
	a, b := read(t, lite), read(t, dbtest.New(t))
	delete(a, "search_index")
	delete(b, "search_index") // differs by design
	if d := cmp.Diff(a, b); d != "" {
		t.Errorf("SQLite (-) and PostgreSQL (+) differ:\n%s", d)
	}
}

func read(t *testing.T, d *db.DB) map[string]table {
	t.Helper()
	out := map[string]table{}
	err := d.View(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		if d.Engine() == db.Postgres {
			return readPostgres(ctx, tx, out)
		}
		return readSQLite(ctx, tx, out)
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// foreignTable tells tables that are not ours: the job engine's, the migrator's,
// and those behind a full-text table.
func foreignTable(name string) bool {
	return strings.HasPrefix(name, "river_") || strings.HasPrefix(name, "goose_") || strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "search_index_")
}

func addTable(out map[string]table, name string) bool {
	if foreignTable(name) {
		return false
	}
	if _, ok := out[name]; !ok {
		out[name] = table{Columns: map[string]string{}, Keys: map[string][]string{}}
	}
	return true
}

func addForeign(out map[string]table, name string, f foreign) {
	t := out[name]
	t.Foreign = append(t.Foreign, f)
	slices.SortFunc(t.Foreign, func(a, b foreign) int { return strings.Compare(a.Columns+a.Parent, b.Columns+b.Parent) })
	out[name] = t
}

func typeOf(kind string, required bool) string {
	if required {
		return strings.ToUpper(kind) + " NOT NULL"
	}
	return strings.ToUpper(kind)
}

func readSQLite(ctx context.Context, tx *db.Tx, out map[string]table) error {
	err := tx.Each(ctx, `SELECT m.name, c.name, c.type, c."notnull" FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`, nil,
		func(rows *sql.Rows) error {
			var name, column, kind string
			var required bool
			if err := rows.Scan(&name, &column, &kind, &required); err != nil {
				return err
			}
			if addTable(out, name) {
				out[name].Columns[column] = typeOf(kind, required)
			}
			return nil
		})
	if err != nil {
		return err
	}
	err = tx.Each(ctx, `SELECT m.name, group_concat(c.name, ',' ORDER BY c.seqno)
		FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c
		WHERE m.type = 'table' AND i."unique" = 1 GROUP BY m.name, i.name`, nil, func(rows *sql.Rows) error {
		var name, columns string
		if err := rows.Scan(&name, &columns); err != nil {
			return err
		}
		if addTable(out, name) {
			out[name].Keys[columns] = strings.Split(columns, ",")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Each(ctx, `SELECT m.name, f."table", group_concat(f."from", ',' ORDER BY f.seq), group_concat(f."to", ',' ORDER BY f.seq), MAX(f.on_delete)
		FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' GROUP BY m.name, f.id, f."table"`, nil, func(rows *sql.Rows) error {
		var name string
		var f foreign
		if err := rows.Scan(&name, &f.Parent, &f.Columns, &f.To, &f.OnDelete); err != nil {
			return err
		}
		if addTable(out, name) {
			addForeign(out, name, f)
		}
		return nil
	})
}

func readPostgres(ctx context.Context, tx *db.Tx, out map[string]table) error {
	err := tx.Each(ctx, `SELECT table_name, column_name, data_type, is_nullable = 'NO' FROM information_schema.columns WHERE table_schema = current_schema()`, nil,
		func(rows *sql.Rows) error {
			var name, column, kind string
			var required bool
			if err := rows.Scan(&name, &column, &kind, &required); err != nil {
				return err
			}
			if addTable(out, name) {
				out[name].Columns[column] = typeOf(kind, required)
			}
			return nil
		})
	if err != nil {
		return err
	}
	names := func(numbers, rel string) string {
		return `(SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(` + numbers + `) WITH ORDINALITY AS k(num, n)
			JOIN pg_attribute a ON a.attrelid = ` + rel + ` AND a.attnum = k.num)`
	}
	err = tx.Each(ctx, `SELECT c.relname, `+names("i.indkey::smallint[]", "i.indrelid")+` FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
		WHERE i.indisunique AND c.relnamespace = current_schema()::regnamespace`, nil, func(rows *sql.Rows) error {
		var name string
		var columns sql.NullString // of expressions there are none
		if err := rows.Scan(&name, &columns); err != nil {
			return err
		}
		if addTable(out, name) {
			out[name].Keys[columns.String] = strings.Split(columns.String, ",")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Each(ctx, `SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, `+names("c.conkey", "c.conrelid")+`, `+names("c.confkey", "c.confrelid")+`,
			CASE c.confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT' ELSE 'NO ACTION' END
		FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace`, nil, func(rows *sql.Rows) error {
		var name string
		var f foreign
		if err := rows.Scan(&name, &f.Parent, &f.Columns, &f.To, &f.OnDelete); err != nil {
			return err
		}
		if addTable(out, name) {
			addForeign(out, name, f)
		}
		return nil
	})
}
