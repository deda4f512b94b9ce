package db

import "strings"

// Bigints gives the placeholders of a VALUES list of whole numbers to join with:
// "(CAST(? AS BIGINT),CAST(? AS BIGINT)),(?,?)". Its columns are column1, column2 …
// on both engines. PostgreSQL takes a column's type from the first row, and would
// else take it for text.
func Bigints(rows, columns int) string {
	first := "(" + strings.TrimSuffix(strings.Repeat("CAST(? AS BIGINT),", columns), ",") + ")"
	if rows == 1 {
		return first
	}
	return first + "," + Tuples(rows-1, columns)
}
