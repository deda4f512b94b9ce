package doc

import "github.com/huotong/huotong/internal/db"

// Ref names a document to a package that does not know its type.
type Ref struct {
	Kind string // as in Types: "sale", "opening_stock" …
	ID   db.ID
	No   string
	Date db.Date
}

// Finding is one thing that does not add up, as the verification reports it.
type Finding struct {
	Check   string // which rule is broken: "stock.balance", "finance.entry" …
	Subject string // what it is broken for, such as "warehouse 12, sku 34"
	Want    string // what the ledger says
	Got     string // what was found instead
	Costs   bool   // Want and Got tell what goods cost
}
