package api

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// Record says how the history of one kind of record is told.
type Record struct {
	Path       string // of the records: "/products"
	ID         string // of one of them, for the route: "product"
	Summary    string // the record with its article: "a product"
	Tag        string // groups the reference
	Permission Permission
	// See gives what the audit log calls the record, or refuses as reading the record
	// does: not found outside the account set or the data scope.
	See func(ctx context.Context, sc db.Scope, id db.ID) (entities []string, err error)
}

// SeenBy makes a Record.See of how such a record is read and what the audit log
// calls it.
func SeenBy[T any](read func(ctx context.Context, sc db.Scope, id db.ID) (T, error), entities ...string) func(context.Context, db.Scope, db.ID) ([]string, error) {
	return func(ctx context.Context, sc db.Scope, id db.ID) ([]string, error) {
		_, err := read(ctx, sc, id)
		return entities, err
	}
}

type historyInput struct {
	ID       db.ID `path:"id"`
	Page     int   `query:"page" minimum:"1" maximum:"1000000" default:"1"`
	PageSize int   `query:"pageSize" minimum:"1" maximum:"200" default:"50"`
}

// History adds the route that tells what has been done to a record, the newest
// first. Whoever may see the record may see its history; the audit log of
// everything needs audit.read.
func History(a *API, r Record) {
	Get(a, Route{
		Path: r.Path + "/{id}/history", ID: "list-" + r.ID + "-history", Summary: "List what was done to " + r.Summary, Tag: r.Tag, Permission: r.Permission,
		Description: "The lines of the audit log about it, the newest first. Costs need cost.see.",
	}, func(ctx context.Context, sc db.Scope, in *historyInput) (*PageOf[AuditEntry], error) {
		entities, err := r.See(ctx, sc, in.ID)
		if err != nil {
			return nil, err
		}
		out := &PageOf[AuditEntry]{}
		err = a.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			l := List{Where: []string{"audit.tenant_id = ?"}, Args: []any{tx.Tenant}, Sorts: map[string]string{"id": "audit.id"}, Default: "-id"}
			l.And("audit.entity IN "+db.Tuples(1, len(entities)), anys(entities)...)
			l.And("audit.entity_id = ?", in.ID)
			var err error
			out.Body, err = a.auditPageTx(ctx, tx, ListQuery{Page: in.Page, PageSize: in.PageSize}, l)
			return err
		})
		return out, err
	})
}

func anys(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}

// auditPageTx reads a page of the audit log: l says which lines in which order.
func (a *API) auditPageTx(ctx context.Context, tx *db.Tx, q ListQuery, l List) (Page[AuditEntry], error) {
	costs := Can(ctx, CostSee)
	l.Columns, l.From, l.Tie = doc.EntryColumns, "audit", "audit.id"
	page, err := RunList(ctx, tx, q, l, func(rows *sql.Rows) (AuditEntry, error) {
		e, err := doc.ScanEntry(rows.Scan)
		if err == nil && !costs {
			e, err = e.WithoutCosts()
		}
		return AuditEntry{
			ID: e.ID, At: e.At, ActorKind: e.ActorKind, ActorID: e.PersonID, ActorName: actorName(ctx, &e), IP: e.IP, RequestID: e.RequestID,
			Action: e.Action, Entity: e.Entity, EntityID: e.EntityID, EntityNo: e.EntityNo, Before: e.Before, After: e.After,
		}, err
	})
	if err != nil {
		return page, err
	}
	return page, a.nameTx(ctx, tx, page.Items)
}

// What the program did by itself, and what made it do so.
func init() {
	fault.AddWords("actor",
		fault.Word{Code: "schedule", ZH: "系统定时任务", EN: "Schedule"},
		fault.Word{Code: "jobs", ZH: "系统后台任务", EN: "Background job"},
		fault.Word{Code: "inbox", ZH: "1688 消息", EN: "Message of 1688"},
		fault.Word{Code: "demo", ZH: "演示数据", EN: "Demo"},
	)
}

// actorName is who did it, in the language of the request where that was nobody but the
// program: a job that a person set off goes by the name of the person.
func actorName(ctx context.Context, e *doc.Entry) string {
	if e.ActorKind != "system" && e.ActorKind != "job" {
		return e.ActorName
	}
	if word := fault.WordFor(Lang(ctx), "actor", e.ActorName); word != "" {
		return word
	}
	return e.ActorName
}

// NamesFunc gives the names of those of the ids that are records of the
// transaction's account set.
type NamesFunc func(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]string, error)

// Names tells how the records are called that a state in the audit log holds
// under field, an id or several; people cannot read ids.
func (a *API) Names(field string, find NamesFunc) {
	if a.names[field] != nil {
		panic("api: names registered twice: " + field)
	}
	a.names[field] = find
}

// vocabularies spell the codes that states hold under these fields. Codes of a
// handful of values are the page's to spell.
var vocabularies = map[string]string{"permissions": "permission", "modules": "module", "market": "market", "industry": "industry"}

// spelledNumbers are the entities whose number is a code.
var spelledNumbers = map[string]string{"number_rule": "document"}

// nameTx adds to each line what the records and codes are called that its states
// hold: one question per field for the whole page.
func (a *API) nameTx(ctx context.Context, tx *db.Tx, lines []AuditEntry) error {
	asked := map[string][]db.ID{} // by field
	held := make([][]db.ID, len(lines))
	for i := range lines {
		lines[i].tellNumber(ctx)
		for _, state := range []json.RawMessage{lines[i].Before, lines[i].After} {
			if len(state) == 0 {
				continue
			}
			var tree any
			d := json.NewDecoder(bytes.NewReader(state))
			d.UseNumber()
			if err := d.Decode(&tree); err != nil {
				return fmt.Errorf("read a state of the audit log: %w", err)
			}
			lines[i].tellBuiltin(ctx, tree, lines[i].Entity)
			a.eachNamed(tree, "", func(field, value string) {
				if a.names[field] == nil {
					lines[i].call(value, spell(ctx, field, value))
					return
				}
				id, err := db.ParseID(value)
				if err != nil {
					return
				}
				held[i] = append(held[i], id)
				if !slices.Contains(asked[field], id) {
					asked[field] = append(asked[field], id)
				}
			})
		}
	}
	names := map[db.ID]string{}
	for field, ids := range asked {
		for part := range slices.Chunk(ids, namesChunk) {
			found, err := a.names[field](ctx, tx, part)
			if err != nil {
				return fmt.Errorf("name what %s holds: %w", field, err)
			}
			maps.Copy(names, found)
		}
	}
	for i := range lines {
		for _, id := range held[i] {
			lines[i].call(id.String(), names[id])
		}
	}
	return nil
}

// tellNumber puts what the record is called into the language of the request, where
// that is a built-in name or a code.
func (e *AuditEntry) tellNumber(ctx context.Context) {
	if kind := auditNumbers[e.Entity]; kind != "" {
		e.EntityNo = Builtin(ctx, kind, e.EntityNo)
	}
	if word := fault.WordFor(Lang(ctx), spelledNumbers[e.Entity], e.EntityNo); word != "" {
		e.EntityNo = word
	}
}

// tellBuiltin adds what the built-in names in a state are called in the language of
// the request; path is where tree stands: "warehouse.name".
func (e *AuditEntry) tellBuiltin(ctx context.Context, tree any, path string) {
	switch v := tree.(type) {
	case map[string]any:
		for key, sub := range v {
			e.tellBuiltin(ctx, sub, path+"."+key)
		}
	case []any:
		for _, sub := range v {
			e.tellBuiltin(ctx, sub, path)
		}
	case string:
		if name := Builtin(ctx, auditFields[path], v); name != v {
			e.call(v, name)
		}
	}
}

func (e *AuditEntry) call(what, name string) {
	if name == "" {
		return
	}
	if e.Names == nil {
		e.Names = map[string]string{}
	}
	e.Names[what] = name
}

// spell gives the word for a code in the language of the request, or "".
func spell(ctx context.Context, field, code string) string {
	if field == "refusal" { // the code of a fault
		if e := fault.Lookup(code); e != nil && len(e.Placeholders()) == 0 {
			return e.Detail(Lang(ctx))
		}
		return ""
	}
	return fault.WordFor(Lang(ctx), vocabularies[field], code)
}

// namesChunk keeps a statement below the number of arguments a driver takes.
const namesChunk = 500

// eachNamed finds the values of fields that have names or words; a data scope
// holds its ids one level deeper.
func (a *API) eachNamed(tree any, field string, fn func(field, value string)) {
	switch v := tree.(type) {
	case map[string]any:
		for key, sub := range v {
			switch {
			case a.names[key] != nil, vocabularies[key] != "", key == "refusal":
				a.eachNamed(sub, key, fn)
			case field != "" && strings.EqualFold(key, "ids"):
				a.eachNamed(sub, field, fn)
			default:
				a.eachNamed(sub, "", fn)
			}
		}
	case []any:
		for _, sub := range v {
			a.eachNamed(sub, field, fn)
		}
	case string:
		if field != "" && v != "" {
			fn(field, v)
		}
	}
}
