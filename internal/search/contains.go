package search

import (
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// Contains gives a WHERE condition, with its arguments for ? placeholders, that keeps
// the rows where each word of q is part of one of the columns, "a" being as good as
// "A" on both engines. It is empty when q is blank. It reads every row, so it is for
// lists that are short or narrowed otherwise, and for columns that are in no index;
// Match is for the rest.
func Contains(engine db.Engine, q string, columns ...string) (cond string, args []any) {
	var all []string
	for word := range strings.FieldsSeq(q) {
		pattern := "%" + likeEscape.Replace(lower(word)) + "%"
		places := make([]string, len(columns))
		for i, column := range columns {
			places[i] = folded(engine, column) + ` LIKE ? ESCAPE '\'`
			args = append(args, pattern)
		}
		all = append(all, strings.Join(places, " OR "))
	}
	if len(all) == 0 {
		return "", nil
	}
	return "(" + strings.Join(all, ") AND (") + ")", args
}

// folded is a column in small letters. SQLite knows those of ASCII only, so
// PostgreSQL is asked for these only too: what one engine finds the other finds.
func folded(engine db.Engine, column string) string {
	if engine == db.Postgres {
		return `LOWER((` + column + `) COLLATE "C")`
	}
	return "LOWER(" + column + ")"
}

// lower is what folded makes of a text.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
