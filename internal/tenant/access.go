package tenant

import (
	"encoding/json"
	"fmt"

	"github.com/huotong/huotong/internal/db"
)

// Access is who asks and what they may do, as found from a session or a token.
type Access struct {
	PersonID  db.ID
	Login     string
	Name      string
	Language  string
	Admin     bool  // may make account sets on this installation
	SessionID db.ID // zero for tokens
	TokenID   db.ID // zero for sessions
	TokenName string
	TokenKind string // TokenPersonal or TokenService, "" for sessions
	Renewed   bool   // the session's expiry was just moved: the cookie should be too
	Tenant    db.ID
	SetName   string
	Modules   []string
	Member    bool // belongs to the account set Tenant
	Owner     bool
	DataScope
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

// mayGive refuses a role that holds more than whoever gives it; the owner's is given by
// owners only, who give every other too.
func (a *Access) mayGive(r *Role) error {
	switch {
	case a.Owner:
		return nil
	case r.Builtin == RoleOwner:
		return ErrOwnerOnly
	}
	return beyond(a.Permissions, r.Permissions)
}

// enter puts the access into a set with a stored data scope, the modules the set
// has, and no permissions yet.
func (a *Access) enter(set db.ID, warehouses, shops, modules string) error {
	if err := a.DataScope.parse(warehouses, shops); err != nil {
		return err
	}
	if err := json.Unmarshal([]byte(modules), &a.Modules); err != nil {
		return fmt.Errorf("modules: %w", err)
	}
	a.Tenant, a.Member, a.Permissions = set, true, PermissionSet{}
	return nil
}
