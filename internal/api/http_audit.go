package api

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/tenant"
)

// PermAuditRead shows the audit log.
var PermAuditRead = DefinePermission("audit.read", "查看操作日志", "See the audit log", "settings", tenant.RoleAccount)

// AuditEntry is a line of the audit log.
type AuditEntry struct {
	ID        db.ID           `json:"id"`
	At        db.Time         `json:"at"`
	ActorKind string          `json:"actorKind" enum:"user,token,job,system"`
	ActorID   db.ID           `json:"actorId,omitempty" doc:"The person, also behind a token"`
	ActorName string          `json:"actorName"`
	IP        string          `json:"ip,omitempty"`
	RequestID string          `json:"requestId,omitempty"`
	Action    string          `json:"action"`
	Entity    string          `json:"entity"`
	EntityID  db.ID           `json:"entityId,omitempty"`
	EntityNo  string          `json:"entityNo,omitempty" doc:"Number, code or name of the record"`
	Before    json.RawMessage `json:"before,omitempty"`
	After     json.RawMessage `json:"after,omitempty"`

	Names map[string]string `json:"names,omitempty" doc:"What the ids and codes in before and after are called, as far as they have names"`
}

type auditInput struct {
	ListQuery
	Entity   string  `query:"entity" maxLength:"50"`
	EntityID db.ID   `query:"entityId"`
	PersonID db.ID   `query:"personId"`
	Action   string  `query:"action" maxLength:"50"`
	From     db.Date `query:"from" doc:"First day, in the account set's zone"`
	To       db.Date `query:"to" doc:"Last day"`
}

func (a *API) registerAudit() {
	Get(a, Route{Path: "/audit", ID: "list-audit", Summary: "Search the audit log", Tag: "audit", Permission: PermAuditRead, Description: "Costs need cost.see."},
		func(ctx context.Context, sc db.Scope, in *auditInput) (*PageOf[AuditEntry], error) {
			out := &PageOf[AuditEntry]{}
			err := a.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
				filter, err := in.filterTx(ctx, tx)
				if err != nil {
					return err
				}
				where, args := filter.Where(tx.Tenant)
				l := List{Where: []string{where}, Args: args, Sorts: map[string]string{"at": "audit.at"}, Default: "-at"}
				cond, args := searchNamed(ctx, tx, in.Q, slices.Sorted(maps.Values(auditNumbers)), "audit.entity_no", "audit.actor_name")
				l.And(cond, args...)
				out.Body, err = a.auditPageTx(ctx, tx, in.ListQuery, l)
				return err
			})
			return out, err
		})
}

// filterTx turns days of the account set's zone into instants.
func (in *auditInput) filterTx(ctx context.Context, tx *db.Tx) (doc.AuditFilter, error) {
	f := doc.AuditFilter{Entity: in.Entity, EntityID: in.EntityID, PersonID: in.PersonID, Action: in.Action}
	if in.From == "" && in.To == "" {
		return f, nil
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return f, err
	}
	day := func(d db.Date, add int) db.Time {
		t, err := time.ParseInLocation(time.DateOnly, string(d), set.Zone)
		if err != nil { // dates were parsed on the way in
			return db.Time{}
		}
		return db.At(t.AddDate(0, 0, add))
	}
	if in.From != "" {
		f.From = day(in.From, 0)
	}
	if in.To != "" {
		f.To = day(in.To, 1)
	}
	return f, nil
}
