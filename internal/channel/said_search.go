package channel

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// saidIn is the condition that each word of q is in what a line of a table says, as
// its reader sees it: in the sentence of its code, in the parameters of that, or in one
// of the columns. The lists it is for belong to one shop or one download, so each line
// is looked at.
func saidIn(ctx context.Context, tx *db.Tx, q, table string, columns ...string) (cond string, args []any) {
	parameters := "json_each(" + table + ".params)"
	if tx.Engine() == db.Postgres {
		// Lines of earlier programs that had none hold null, of which PostgreSQL has no each.
		parameters = "json_each_text(CAST(CASE WHEN " + table + ".params LIKE '{%' THEN " + table + ".params ELSE '{}' END AS json))"
	}
	var all []string
	for word := range strings.FieldsSeq(q) {
		part, more := search.Contains(tx.Engine(), word, columns...)
		args = append(args, more...)
		in, more := search.Contains(tx.Engine(), word, "v.value")
		part += " OR EXISTS (SELECT 1 FROM " + parameters + " v WHERE " + in + ")"
		args = append(args, more...)
		if codes := fault.Saying(api.Lang(ctx), word); len(codes) > 0 {
			part += " OR " + table + ".code IN " + db.Tuples(1, len(codes))
			for _, code := range codes {
				args = append(args, code)
			}
		}
		all = append(all, part)
	}
	if len(all) == 0 {
		return "", nil
	}
	return "(" + strings.Join(all, ") AND (") + ")", args
}
