package migrate

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
)

const (
	assumedRows = 1_000_000
	assumedFew  = 10 // rows that the columns behind the account set leave
)

// assume tells SQLite how it is to think of tables that all start with the account set,
// of which a file has one or a few. Without statistics it takes the first column of an
// index for one that leaves ten rows, and goes through all rows of the account set where
// another index names the few that are asked for. What ANALYZE finds in a new database,
// such as two rows in the search index, would be worse still once the tables have grown:
// so the figures are those of grown tables, and the same plans serve from the first day.
func assume(ctx context.Context, d *sql.DB) error {
	if _, err := d.ExecContext(ctx, "ANALYZE account_set"); err != nil { // makes the table of statistics
		return err
	}
	tx, err := d.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	figures, err := figures(ctx, tx)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM sqlite_stat1"); err != nil {
		return err
	}
	for _, f := range figures {
		if _, err := tx.ExecContext(ctx, "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)", f.table, f.index, f.stat); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	_, err = d.ExecContext(ctx, "ANALYZE sqlite_schema") // reads them
	return err
}

type figure struct{ table, index, stat string }

// figures are those of every index that starts with the account set, as SQLite keeps
// them: the rows, then how many have the same first column, the same first two and so on.
func figures(ctx context.Context, tx *sql.Tx) ([]figure, error) {
	rows, err := tx.QueryContext(ctx, `SELECT t.name, CASE WHEN i.origin = 'pk' AND l.wr THEN t.name ELSE i.name END, i."unique", i.partial, i.origin = 'pk', COUNT(*)
		FROM sqlite_schema t JOIN pragma_table_list(t.name) l JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
		WHERE t.type = 'table' AND l.schema = 'main' AND l.type = 'table'
		GROUP BY t.name, i.name HAVING MAX(CASE WHEN c.seqno = 0 THEN c.name END) = 'tenant_id'
		ORDER BY t.name, i.name`)
	if err != nil {
		return nil, fmt.Errorf("list indexes: %w", err)
	}
	defer rows.Close()
	var out []figure
	for rows.Next() {
		var (
			f                    figure
			unique, partial, key bool
			columns              int
		)
		if err := rows.Scan(&f.table, &f.index, &unique, &partial, &key, &columns); err != nil {
			return nil, err
		}
		all := assumedRows
		if partial {
			all /= 10
		}
		first := all
		if key {
			first /= 2 // rather the table itself than another index, when all of an account set is read
		}
		stat := []string{strconv.Itoa(all), strconv.Itoa(first)}
		for n := 1; n < columns; n++ {
			same := max(assumedFew+1-n, 2)
			if unique && n == columns-1 {
				same = 1
			}
			stat = append(stat, strconv.Itoa(same))
		}
		f.stat = strings.Join(stat, " ")
		out = append(out, f)
	}
	return out, rows.Err()
}
