package doc

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// Change is one line of the audit log: what was done to which record.
type Change struct {
	Action   string // a verb: "create", "update", "delete", "post", "void" …
	Entity   string // what it was done to: "product", "sale" …
	EntityID db.ID  // zero when the record has no id
	EntityNo string // number, code or name a person knows the record by
	Before   any    // marshalled to JSON; nil for a new record
	After    any    // marshalled to JSON; nil for a deleted one
}

// AuditTx writes audit lines in one statement (one per thousand). Who, when, from where come from
// the transaction. Values of fields named like a secret are masked.
func AuditTx(ctx context.Context, tx *db.Tx, changes ...Change) error {
	for chunk := range slices.Chunk(changes, auditChunk) {
		if err := auditTx(ctx, tx, chunk); err != nil {
			return err
		}
	}
	return nil
}

// auditChunk keeps a statement below the number of arguments a driver takes.
const auditChunk = 1000

func auditTx(ctx context.Context, tx *db.Tx, changes []Change) error {
	args := make([]any, 0, len(changes)*auditColumns)
	for _, c := range changes {
		before, err := state(c.Before)
		if err != nil {
			return fmt.Errorf("audit %s %s: %w", c.Action, c.Entity, err)
		}
		after, err := state(c.After)
		if err != nil {
			return fmt.Errorf("audit %s %s: %w", c.Action, c.Entity, err)
		}
		args = append(args, int64(tx.Tenant), tx.NewID(), tx.Now, tx.Actor.Kind, tx.Actor.UserID, tx.Actor.Name, tx.Actor.IP, tx.Actor.RequestID,
			c.Action, c.Entity, c.EntityID, c.EntityNo, before, after)
	}
	_, err := tx.Exec(ctx, `INSERT INTO audit (tenant_id, id, at, actor_kind, person_id, actor_name, ip, request_id,
		action, entity, entity_id, entity_no, before_state, after_state) VALUES `+db.Tuples(len(changes), auditColumns), args...)
	if err != nil {
		return fmt.Errorf("write the audit log: %w", err)
	}
	return nil
}

const auditColumns = 14

// state is the JSON of a record, or nil for none.
func state(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	if string(b) == "null" {
		return nil, nil
	}
	if !secretName.Match(b) {
		return string(b), nil
	}
	var tree any
	if err := json.Unmarshal(b, &tree); err != nil {
		return nil, err
	}
	mask(tree)
	b, err = json.Marshal(tree)
	return string(b), err
}

// secretName finds field names that may hold a secret; a caller that passes such
// a field by mistake must not write it where many people read.
var secretName = regexp.MustCompile(`(?i)"[^"]*(password|secret|token|cookie)[^"]*"\s*:`)

func mask(tree any) {
	switch v := tree.(type) {
	case map[string]any:
		for k, sub := range v {
			text, isText := sub.(string)
			if isText && text != "" && secretName.MatchString(`"`+k+`":`) {
				v[k] = "***"
				continue
			}
			mask(sub)
		}
	case []any:
		for _, sub := range v {
			mask(sub)
		}
	}
}

// Entry is a line of the audit log as read.
type Entry struct {
	ID        db.ID
	At        db.Time
	ActorKind string // "user", "token", "job" or "system"
	PersonID  db.ID  // zero for jobs and the system
	ActorName string
	IP        string
	RequestID string
	Action    string
	Entity    string
	EntityID  db.ID
	EntityNo  string
	Before    json.RawMessage // nil for a new record
	After     json.RawMessage // nil for a deleted one
}

// costName is what a state calls a cost or a purchase price. Whoever writes one into
// the audit log uses this name for it, so that it can be kept from those who may
// not see costs.
const costName = "cost"

// WithoutCosts gives the line without the costs in its states.
func (e Entry) WithoutCosts() (Entry, error) {
	var err error
	if e.Before, err = withoutCosts(e.Before); err == nil {
		e.After, err = withoutCosts(e.After)
	}
	return e, err
}

func withoutCosts(state json.RawMessage) (json.RawMessage, error) {
	if !bytes.Contains(state, []byte(`"`+costName+`"`)) {
		return state, nil
	}
	var tree any
	d := json.NewDecoder(bytes.NewReader(state))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return nil, fmt.Errorf("read a state of the audit log: %w", err)
	}
	dropCosts(tree)
	return json.Marshal(tree)
}

func dropCosts(tree any) {
	switch v := tree.(type) {
	case map[string]any:
		delete(v, costName)
		for _, sub := range v {
			dropCosts(sub)
		}
	case []any:
		for _, sub := range v {
			dropCosts(sub)
		}
	}
}

// AuditFilter narrows the audit log. Zero values mean not given.
type AuditFilter struct {
	Q        string // part of the record's number or the actor's name
	Entity   string
	EntityID db.ID
	PersonID db.ID
	Action   string
	From, To db.Time // From inclusive, To exclusive
}

// Where gives the WHERE condition of the filter on the table audit, without the
// word WHERE, for the account set asked.
func (f AuditFilter) Where(tenant db.ID) (string, []any) {
	conds, args := []string{"audit.tenant_id = ?"}, []any{int64(tenant)}
	add := func(given bool, cond string, values ...any) {
		if given {
			conds, args = append(conds, cond), append(args, values...)
		}
	}
	add(f.Entity != "", "audit.entity = ?", f.Entity)
	add(f.EntityID != 0, "audit.entity_id = ?", f.EntityID)
	add(f.PersonID != 0, "audit.person_id = ?", f.PersonID)
	add(f.Action != "", "audit.action = ?", f.Action)
	add(!f.From.IsZero(), "audit.at >= ?", f.From)
	add(!f.To.IsZero(), "audit.at < ?", f.To)
	if q := strings.TrimSpace(f.Q); q != "" {
		pattern := "%" + likeEscape.Replace(strings.ToLower(q)) + "%"
		add(true, `(LOWER(audit.entity_no) LIKE ? ESCAPE '\' OR LOWER(audit.actor_name) LIKE ? ESCAPE '\')`, pattern, pattern)
	}
	return strings.Join(conds, " AND "), args
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// EntryColumns are the columns ScanEntry reads, in order.
const EntryColumns = `audit.id, audit.at, audit.actor_kind, audit.person_id, audit.actor_name, audit.ip, audit.request_id,
	audit.action, audit.entity, audit.entity_id, audit.entity_no, audit.before_state, audit.after_state`

// ScanEntry reads one row of EntryColumns.
func ScanEntry(scan func(...any) error) (Entry, error) {
	var (
		e             Entry
		before, after *string
	)
	err := scan(&e.ID, &e.At, &e.ActorKind, &e.PersonID, &e.ActorName, &e.IP, &e.RequestID,
		&e.Action, &e.Entity, &e.EntityID, &e.EntityNo, &before, &after)
	if before != nil {
		e.Before = json.RawMessage(*before)
	}
	if after != nil {
		e.After = json.RawMessage(*after)
	}
	return e, err
}
