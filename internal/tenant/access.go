package tenant

import "github.com/huotong/huotong/internal/db"

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
	Renewed   bool // the session's expiry was just moved: the cookie should be too
	Tenant    db.ID
	SetName   string
	Modules   []string
	Member    bool // of the account set Tenant
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
