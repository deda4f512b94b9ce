package doc

import "github.com/huotong/huotong/internal/db"

// Ref names a document to a package that does not know its type.
type Ref struct {
	Kind string // as in Types: "sale", "opening_stock" …
	ID   db.ID
	No   string
	Date db.Date
}
