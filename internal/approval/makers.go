package approval

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// Makers are the people who had a hand in what a document says, each once: none of them
// approves it. They are kept as ids with commas between them.
type Makers []db.ID

// With adds people; nobody is no maker.
func (m Makers) With(people ...db.ID) Makers {
	out := slices.Clone(m)
	for _, p := range people {
		if p != 0 && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// Value implements driver.Valuer.
func (m Makers) Value() (driver.Value, error) {
	texts := make([]string, len(m))
	for i, id := range m {
		texts[i] = id.String()
	}
	return strings.Join(texts, ","), nil
}

// Scan implements sql.Scanner.
func (m *Makers) Scan(src any) error {
	text, ok := src.(string)
	if raw, isBytes := src.([]byte); isBytes {
		text, ok = string(raw), true
	}
	if !ok {
		return fmt.Errorf("scan makers from %T", src)
	}
	*m = nil
	for part := range strings.SplitSeq(text, ",") {
		if part == "" {
			continue
		}
		id, err := db.ParseID(part)
		if err != nil {
			return err
		}
		*m = append(*m, id)
	}
	return nil
}
