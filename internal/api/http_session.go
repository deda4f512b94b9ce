package api

import (
	"context"
	"encoding/json"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// Session is who is signed in and what they may do in which account set.
type Session struct {
	User                SessionUser  `json:"user"`
	Token               *TokenUse    `json:"token,omitempty" doc:"The token that asks, when it is one; a service token is not its user, who made it"`
	AccountSets         []SessionSet `json:"accountSets"`
	MayCreateAccountSet bool         `json:"mayCreateAccountSet"`
}

// SessionUser is the person of a session.
type SessionUser struct {
	ID       db.ID  `json:"id"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Language string `json:"language" enum:"zh-CN,en-US"`
}

// TokenUse says which API token asks.
type TokenUse struct {
	ID   db.ID  `json:"id"`
	Kind string `json:"kind" enum:"personal,service"`
	Name string `json:"name"`
}

// SessionSet is an account set the person belongs to.
type SessionSet struct {
	ID          db.ID        `json:"id"`
	Name        string       `json:"name"`
	Modules     []string     `json:"modules" doc:"Modules that are switched on: sell1688, buy1688"`
	Owner       bool         `json:"owner"`
	Permissions []Permission `json:"permissions"`
	Warehouses  Scope        `json:"warehouses" doc:"Warehouses the person may work with"`
	Shops       Scope        `json:"shops" doc:"Shops the person may work with"`
}

type sessionOutput struct{ Body Session }

type visitorOutput struct {
	Body struct {
		Session *Session `json:"session,omitempty" doc:"Missing when nobody is signed in"`
	}
}

// openedOutput answers with the session and its cookie.
type openedOutput struct {
	SetCookie string `header:"Set-Cookie"`
	Body      Session
}

type loginInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Login    string `json:"login" minLength:"1" maxLength:"100"`
		Password string `json:"password" minLength:"1" maxLength:"200"`
	}
}

type setupInput struct {
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Login    string `json:"login" minLength:"1" maxLength:"100"`
		Name     string `json:"name" minLength:"1" maxLength:"50"`
		Password string `json:"password" minLength:"8" maxLength:"200"`
	}
}

type setupOutput struct {
	Body struct {
		Needed bool `json:"needed" doc:"Nobody has registered yet"`
	}
}

type meInput struct {
	Body struct {
		Name     string `json:"name,omitempty" maxLength:"50"`
		Language string `json:"language,omitempty" enum:"zh-CN,en-US"`
	}
}

type passwordInput struct {
	Body struct {
		Password    string `json:"password" minLength:"1" maxLength:"200" doc:"The present one"`
		NewPassword string `json:"newPassword" minLength:"8" maxLength:"200"`
	}
}

// OwnSession is one of the person's sessions.
type OwnSession struct {
	ID        db.ID   `json:"id"`
	Current   bool    `json:"current" doc:"The one that asks"`
	CreatedAt db.Time `json:"createdAt"`
	SeenAt    db.Time `json:"seenAt"`
	ExpiresAt db.Time `json:"expiresAt"`
	IP        string  `json:"ip"`
	UserAgent string  `json:"userAgent"`
}

type preferenceInput struct {
	Key string `path:"key" maxLength:"100"`
}

// Preference is what the page remembers under a key; null when nothing is.
type Preference struct {
	Value json.RawMessage `json:"value"`
}

type preferencePut struct {
	Key  string `path:"key" maxLength:"100"`
	Body Preference
}

type preferenceOutput struct{ Body Preference }

func (a *API) registerSession() {
	Get(a, Route{Path: "/setup", ID: "get-setup", Summary: "Tell whether the first person must still register", Tag: "session", Permission: Public},
		func(ctx context.Context, _ db.Scope, _ *struct{}) (*setupOutput, error) {
			needed, err := a.tenants.SetupNeeded(ctx)
			out := &setupOutput{}
			out.Body.Needed = needed
			return out, err
		})
	Post(a, Route{Path: "/setup", ID: "setup", Summary: "Register the first person", Tag: "session", Permission: Public},
		func(ctx context.Context, _ db.Scope, in *setupInput) (*openedOutput, error) {
			token, err := a.tenants.Setup(ctx, client(ctx, in.UserAgent), tenant.NewPerson{Login: in.Body.Login, Name: in.Body.Name, Password: in.Body.Password, Language: Lang(ctx)})
			return a.opened(ctx, token, err)
		})
	Post(a, Route{
		Path: "/login", ID: "login", Summary: "Sign in", Tag: "session", Permission: Public,
		Description: "Opens a session and sets its cookie. After several wrong tries the answer is 429 with the seconds to wait.",
	},
		func(ctx context.Context, _ db.Scope, in *loginInput) (*openedOutput, error) {
			token, err := a.tenants.Login(ctx, client(ctx, in.UserAgent), in.Body.Login, in.Body.Password)
			return a.opened(ctx, token, err)
		})
	Post(a, Route{Path: "/logout", ID: "logout", Summary: "Sign out", Tag: "session", Permission: SessionOnly},
		func(ctx context.Context, sc db.Scope, _ *struct{}) (*struct {
			SetCookie string `header:"Set-Cookie"`
		}, error,
		) {
			if err := a.tenants.EndSession(ctx, sc, requestOf(ctx).access.SessionID); err != nil {
				return nil, err
			}
			return &struct {
				SetCookie string `header:"Set-Cookie"`
			}{a.sessionCookie("").String()}, nil
		})
	Get(a, Route{
		Path: "/session", ID: "get-session", Summary: "Who is signed in, if anybody", Tag: "session", Permission: Visitor,
		Description: "What the page asks first. Unlike /me it is no error that nobody is signed in.",
	},
		func(ctx context.Context, _ db.Scope, _ *struct{}) (*visitorOutput, error) {
			out := &visitorOutput{}
			who := requestOf(ctx).access
			if who.PersonID == 0 { // nobody
				return out, nil
			}
			s, err := a.session(ctx, who)
			out.Body.Session = &s
			return out, err
		})
	Get(a, Route{Path: "/me", ID: "get-me", Summary: "Who is signed in and what they may do", Tag: "session", Permission: Person},
		func(ctx context.Context, _ db.Scope, _ *struct{}) (*sessionOutput, error) {
			s, err := a.session(ctx, requestOf(ctx).access)
			return &sessionOutput{Body: s}, err
		})
	Put(a, Route{Path: "/me", ID: "update-me", Summary: "Change own name or language", Tag: "session", Permission: SessionOnly},
		func(ctx context.Context, sc db.Scope, in *meInput) (*sessionOutput, error) {
			if err := a.tenants.UpdateSelf(ctx, sc, in.Body.Name, in.Body.Language); err != nil {
				return nil, err
			}
			access := *requestOf(ctx).access
			if in.Body.Name != "" {
				access.Name = in.Body.Name
			}
			if in.Body.Language != "" {
				access.Language = in.Body.Language
			}
			s, err := a.session(ctx, &access)
			return &sessionOutput{Body: s}, err
		})
	Post(a, Route{
		Path: "/me/password", ID: "change-password", Summary: "Change own password", Tag: "session", Permission: SessionOnly,
		Description: "Ends every other session of the person.",
	},
		func(ctx context.Context, sc db.Scope, in *passwordInput) (*Empty, error) {
			access := requestOf(ctx).access
			return nil, a.tenants.ChangePassword(ctx, sc, access.SessionID, access.Login, in.Body.Password, in.Body.NewPassword)
		})
	a.registerOwn()
}

// registerOwn registers what a person keeps for themselves.
func (a *API) registerOwn() {
	Get(a, Route{Path: "/me/sessions", ID: "list-own-sessions", Summary: "List own sessions", Tag: "session", Permission: SessionOnly},
		func(ctx context.Context, sc db.Scope, in *ListQuery) (*PageOf[OwnSession], error) {
			list, err := a.tenants.Sessions(ctx, sc)
			if err != nil {
				return nil, err
			}
			own := make([]OwnSession, len(list))
			for i, s := range list {
				own[i] = OwnSession{ID: s.ID, Current: s.ID == requestOf(ctx).access.SessionID, CreatedAt: s.CreatedAt, SeenAt: s.SeenAt, ExpiresAt: s.ExpiresAt, IP: s.IP, UserAgent: s.UserAgent}
			}
			return pageOf(*in, own, func(s OwnSession) string { return s.IP + " " + s.UserAgent }, nil)
		})
	Delete(a, Route{Path: "/me/sessions/{id}", ID: "end-own-session", Summary: "End one of one's own sessions", Tag: "session", Permission: SessionOnly},
		func(ctx context.Context, sc db.Scope, in *idInput) (*Empty, error) {
			return nil, a.tenants.EndSession(ctx, sc, in.ID)
		})
	Get(a, Route{Path: "/me/preferences/{key}", ID: "get-preference", Summary: "Read what the page remembers", Tag: "session", Permission: SessionOnly},
		func(ctx context.Context, sc db.Scope, in *preferenceInput) (*preferenceOutput, error) {
			v, err := a.tenants.Preference(ctx, sc, in.Key)
			return &preferenceOutput{Body: Preference{Value: v}}, err
		})
	Put(a, Route{
		Path: "/me/preferences/{key}", ID: "set-preference", Summary: "Remember something for the page", Tag: "session", Permission: SessionOnly,
		Description: "Up to 16 KiB of JSON; null forgets.",
	},
		func(ctx context.Context, sc db.Scope, in *preferencePut) (*preferenceOutput, error) {
			err := a.tenants.SetPreference(ctx, sc, in.Key, in.Body.Value)
			return &preferenceOutput{Body: in.Body}, err
		})
}

// idInput is the input of routes about one record.
type idInput struct {
	ID db.ID `path:"id"`
}

func client(ctx context.Context, userAgent string) tenant.Client {
	rq := requestOf(ctx)
	return tenant.Client{IP: rq.ip, UserAgent: userAgent, RequestID: rq.id}
}

// opened answers a sign-in.
func (a *API) opened(ctx context.Context, token string, err error) (*openedOutput, error) {
	if err != nil {
		return nil, err
	}
	access, err := a.tenants.BySession(ctx, token, 0, false)
	if err != nil {
		return nil, err
	}
	s, err := a.session(ctx, access)
	if err != nil {
		return nil, err
	}
	return &openedOutput{SetCookie: a.sessionCookie(token).String(), Body: s}, nil
}

// session describes who is signed in. A token sees its own set only.
func (a *API) session(ctx context.Context, who *tenant.Access) (Session, error) {
	s := Session{User: SessionUser{ID: who.PersonID, Login: who.Login, Name: who.Name, Language: who.Language}}
	if who.TokenID != 0 {
		s.Token, s.AccountSets = &TokenUse{ID: who.TokenID, Kind: who.TokenKind, Name: who.TokenName}, []SessionSet{sessionSet(who)}
		return s, nil
	}
	sets, err := a.tenants.SessionSets(ctx, who.PersonID)
	if err != nil {
		return s, err
	}
	s.MayCreateAccountSet = who.Admin
	for _, set := range sets {
		s.AccountSets = append(s.AccountSets, sessionSet(set))
		s.MayCreateAccountSet = s.MayCreateAccountSet || set.Owner
	}
	return s, nil
}

func sessionSet(set *tenant.Access) SessionSet {
	return SessionSet{ID: set.Tenant, Name: set.SetName, Modules: set.Modules, Owner: set.Owner, Permissions: set.Permissions.Keys(), Warehouses: Scope(set.Warehouses), Shops: Scope(set.Shops)}
}
