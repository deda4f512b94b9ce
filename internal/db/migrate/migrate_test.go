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
