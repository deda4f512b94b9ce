package sale

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// cameBack is what was returned of a line.
type cameBack struct {
	quantity dec.Quantity
	amount   dec.Amount
}

// returnsTx gives the posted returns of an issue and what came back of each of
// its lines with them.
func returnsTx(ctx context.Context, tx *db.Tx, issue db.ID) (docs []db.ID, back map[db.ID]cameBack, err error) {
	back = map[db.ID]cameBack{}
	err = tx.Each(ctx, `SELECT s.id, COALESCE(l.source_line_id, 0), COALESCE(l.base_quantity, 0), COALESCE(l.settled_amount, 0)
		FROM sale s LEFT JOIN sale_line l ON l.tenant_id = ? AND l.sale_id = s.id
		WHERE s.tenant_id = ? AND s.source_id = ? AND s.kind = ? AND s.state = ? ORDER BY s.id`,
		[]any{tx.Tenant, tx.Tenant, issue, KindReturn, StatePosted}, func(rows *sql.Rows) error {
			var (
				doc, line db.ID
				c         cameBack
			)
			if err := rows.Scan(&doc, &line, &c.quantity, &c.amount); err != nil {
				return err
			}
			if len(docs) == 0 || docs[len(docs)-1] != doc {
				docs = append(docs, doc)
			}
			sum := back[line]
			back[line] = cameBack{sum.quantity.Add(c.quantity), sum.amount.Add(c.amount)}
			return nil
		})
	return docs, back, err
}
