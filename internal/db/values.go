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

// Contains is the condition that a text stands in one of the columns, whatever the
// case of its letters, with its arguments; "" for a blank text. It reads every row:
// long lists have the search index.
func Contains(text string, columns ...string) (cond string, args []any) {
	if text = strings.TrimSpace(text); text == "" {
		return "", nil
	}
	pattern := "%" + likeEscape.Replace(strings.ToLower(text)) + "%"
	conds := make([]string, len(columns))
	for i, c := range columns {
		conds[i] = "LOWER(" + c + `) LIKE ? ESCAPE '\'`
		args = append(args, pattern)
	}
	return "(" + strings.Join(conds, " OR ") + ")", args
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
