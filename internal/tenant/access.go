package tenant

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// Limit is a data scope: all records of a kind, or the listed ones only.
type Limit struct {
	All bool
	IDs []db.ID
}

// Allows tells whether the record is inside the limit.
func (l Limit) Allows(id db.ID) bool { return l.All || slices.Contains(l.IDs, id) }

// Where narrows a query: a condition on column that holds inside the limit, and
// its arguments; "" when everything is allowed.
func (l Limit) Where(column string) (string, []any) {
	if l.All {
		return "", nil
	}
	if len(l.IDs) == 0 {
		return "1 = 0", nil
	}
	args := make([]any, len(l.IDs))
	for i, id := range l.IDs {
		args[i] = id
	}
	return column + " IN " + db.Tuples(1, len(l.IDs)), args
}

// DataScope is what a person may work with: documents of these warehouses and of
// these shops. What has neither a warehouse nor a shop is everybody's.
type DataScope struct{ Warehouses, Shops Limit }

// Everything is the scope that leaves nothing out.
var Everything = DataScope{Warehouses: Limit{All: true}, Shops: Limit{All: true}}

// All tells whether the scope leaves nothing out.
func (d DataScope) All() bool { return d.Warehouses.All && d.Shops.All }

// Allows tells whether a document of the warehouse and the shop is inside; zero
// stands for none.
func (d DataScope) Allows(warehouse, shop db.ID) bool {
	return (warehouse == 0 || d.Warehouses.Allows(warehouse)) && (shop == 0 || d.Shops.Allows(shop))
}

// Where narrows a query like Limit.Where, by columns that may be NULL.
func (d DataScope) Where(warehouseColumn, shopColumn string) (string, []any) {
	var conds []string
	var args []any
	for _, part := range []struct {
		limit  Limit
		column string
	}{{d.Warehouses, warehouseColumn}, {d.Shops, shopColumn}} {
		if cond, more := part.limit.Where(part.column); cond != "" {
			conds, args = append(conds, "("+part.column+" IS NULL OR "+cond+")"), append(args, more...)
		}
	}
	return strings.Join(conds, " AND "), args
}

// text is the stored form: "" for all, else a JSON list.
func (l Limit) text() (string, error) {
	if l.All {
		return "", nil
	}
	b, err := json.Marshal(append([]db.ID{}, l.IDs...))
	return string(b), err
}

func parseLimit(s string) (Limit, error) {
	if s == "" {
		return Limit{All: true}, nil
	}
	var l Limit
	if err := json.Unmarshal([]byte(s), &l.IDs); err != nil {
		return l, fmt.Errorf("data scope: %w", err)
	}
	return l, nil
}

// Access is who asks and what they may do, as found from a session or a token.
type Access struct {
	PersonID   db.ID
	Login      string
	Name       string
	Language   string
	Admin      bool  // may make account sets on this installation
	SessionID  db.ID // zero for tokens
	TokenID    db.ID // zero for sessions
	TokenName  string
	Renewed    bool // the session's expiry was just moved: the cookie should be too
	Tenant     db.ID
	SetName    string
	Modules    []string
	Member     bool // of the account set Tenant
	Owner      bool
	Warehouses Limit
	Shops      Limit
	// Permissions in the account set Tenant; nil outside one.
	Permissions PermissionSet
}

// Scope is the scope transactions of this access run in.
func (a *Access) Scope(ip, requestID string) db.Scope {
	actor := db.Actor{Kind: "user", UserID: a.PersonID, Name: a.Name, IP: ip, RequestID: requestID}
	if a.TokenID != 0 {
		actor.Kind, actor.Name = "token", a.Name+" · "+a.TokenName
	}
	return db.Scope{Tenant: a.Tenant, Actor: actor}
}
