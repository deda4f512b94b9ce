package party

import (
	"reflect"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// Card is what is kept of a customer and of a supplier alike.
type Card struct {
	ID        db.ID
	Code      string // given empty: one is made on creation, kept on change
	Name      string
	Mnemonic  string
	Contact   string
	Phone     string
	Address   string
	Note      string
	Active    bool
	CreatedAt db.Time
	UpdatedAt db.Time
	Version   int64
}

func (c *Card) base() *Card { return c }

func (c *Card) check(f *fault.Fields) {
	c.Code = check.Code(f, "code", c.Code)
	c.Name = check.Required(f, "name", c.Name, 100)
	c.Contact = check.Line(f, "contact", c.Contact, 60)
	c.Phone = check.Line(f, "phone", c.Phone, 40)
	c.Address = check.Line(f, "address", c.Address, 200)
	c.Note = check.Text(f, "note", c.Note, 500)
	c.Mnemonic = search.Mnemonic(c.Name)
}

// column is where a field of a record is kept: in which column, under which name
// in the audit log, and where the field itself is.
type column struct {
	name, key string
	field     any // a pointer
}

func (c column) value() any { return reflect.ValueOf(c.field).Elem().Interface() }

// columns are those that people enter; those of the row itself are written by the book.
func (c *Card) columns() []column {
	return []column{
		{"code", "code", &c.Code},
		{"name", "name", &c.Name},
		{"mnemonic", "", &c.Mnemonic},
		{"contact", "contact", &c.Contact},
		{"phone", "phone", &c.Phone},
		{"address", "address", &c.Address},
		{"note", "note", &c.Note},
		{"active", "active", &c.Active},
	}
}

func (c *Card) searchDoc(kind string, more ...string) search.Doc {
	return search.Doc{ID: c.ID, Text: append(append(api.BuiltinForms(kind, c.Name), c.Code, c.Phone, c.Contact), more...)}
}

// record is a Customer or a Supplier.
type record[T any] interface {
	*T
	base() *Card
	columns() []column // all that people enter
	found() []string   // what it is searched by beside name, code, phone and contact
}

// state is what the audit log keeps.
func state(columns []column) map[string]any {
	out := make(map[string]any, len(columns))
	for _, c := range columns {
		if c.key != "" {
			out[c.key] = c.value()
		}
	}
	return out
}
