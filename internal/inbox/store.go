package inbox

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// states of what came in.
const (
	inNew        = "new"
	inPassed     = "passed"
	inNobody     = "nobody"     // no account is the member it names
	inUnreadable = "unreadable" // signed, but no message
)

var system = db.System("inbox")

const messageColumns = 9

// insert stores a batch with one statement and tells for each entry how many of its
// messages were new.
func (s *Service) insert(ctx context.Context, batch []*entry) ([]int, error) {
	var fresh []int
	err := s.DB.InTx(ctx, system, func(ctx context.Context, tx *db.Tx) error {
		fresh = make([]int, len(batch))
		owner := map[string]int{} // the entry that brought an id first
		var args []any
		for i, e := range batch {
			for j := range e.messages {
				m := &e.messages[j]
				if _, twice := owner[m.id]; !twice {
					owner[m.id] = i
					args = append(args, m.row(tx.Now)...)
				}
			}
		}
		args = padded(args, messageColumns)
		return tx.Each(ctx, `INSERT INTO inbox_message (message_id, topic, member_id, subject, born_at, received_at, replayed, body, state) VALUES `+
			db.Tuples(len(args)/messageColumns, messageColumns)+` ON CONFLICT DO NOTHING RETURNING message_id`, args, func(rows *sql.Rows) error {
			var id string
			err := rows.Scan(&id)
			fresh[owner[id]]++
			return err
		})
	})
	if err != nil {
		return nil, fmt.Errorf("store messages: %w", err)
	}
	return fresh, nil
}

func (m *message) row(now db.Time) []any {
	state := inNew
	if !m.readable {
		state = inUnreadable
	}
	return []any{m.id, m.topic, m.member, m.subject, m.born, now, m.replayed, m.body, state}
}

// arrived is a stored message that is to be passed on.
type arrived struct {
	message
	at db.Time
}

// newMessages are the oldest that are not passed on yet.
func newMessagesTx(ctx context.Context, tx *db.Tx, limit int) ([]arrived, error) {
	var out []arrived
	err := tx.Each(ctx, `SELECT message_id, topic, member_id, subject, born_at, received_at, replayed, body FROM inbox_message
		WHERE state = 'new' ORDER BY received_at, message_id LIMIT ?`, []any{limit}, func(rows *sql.Rows) error {
		var m arrived
		err := rows.Scan(&m.id, &m.topic, &m.member, &m.subject, &m.born, &m.at, &m.replayed, &m.body)
		out = append(out, m)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read new messages: %w", err)
	}
	return out, nil
}

// texts are strings as arguments of a statement.
func texts(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}

// padded repeats the last of the rows up to a power of two, so that few distinct
// statements are prepared; the statements mind no repetition.
func padded(args []any, columns int) []any {
	last := args[len(args)-columns:]
	for n := len(args) / columns; n&(n-1) != 0; n++ {
		args = append(args, last...)
	}
	return args
}
