package api

import (
	"context"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

// Invitation lets whoever holds its link join the account set, once.
type Invitation struct {
	ID         db.ID    `json:"id"`
	Name       string   `json:"name"`
	RoleIDs    []db.ID  `json:"roleIds"`
	RoleNames  []string `json:"roleNames" builtin:"role"`
	Warehouses Scope    `json:"warehouses" doc:"Warehouses whoever joins may work with"`
	Shops      Scope    `json:"shops" doc:"Shops whoever joins may work with"`
	State      string   `json:"state" enum:"open,accepted,revoked,expired"`
	CreatedAt  db.Time  `json:"createdAt"`
	ExpiresAt  db.Time  `json:"expiresAt"`
}

// NewInvitation is an invitation with its link, which is shown once.
type NewInvitation struct {
	Invitation
	Token string `json:"token"`
	URL   string `json:"url"`
}

// InvitationOffer is what an invitation promises.
type InvitationOffer struct {
	AccountSet string  `json:"accountSet"`
	Name       string  `json:"name"`
	InvitedBy  string  `json:"invitedBy"`
	ExpiresAt  db.Time `json:"expiresAt"`
}

type (
	invitationsInput struct {
		ListQuery
		State  string `query:"state" enum:"open,accepted,revoked,expired"`
		RoleID db.ID  `query:"roleId"`
	}
	inviteInput struct {
		Body struct {
			Name       string  `json:"name" minLength:"1" maxLength:"50" doc:"Of the person meant"`
			RoleIDs    []db.ID `json:"roleIds" minItems:"1" maxItems:"50"`
			Warehouses *Scope  `json:"warehouses,omitempty" doc:"Warehouses the person may work with; those of whoever invites when left out"`
			Shops      *Scope  `json:"shops,omitempty" doc:"Shops the person may work with; those of whoever invites when left out"`
			Days       int     `json:"days,omitempty" minimum:"1" maximum:"90" doc:"How long the link is good; a week when left out"`
		}
	}
	newInvitationOutput struct{ Body NewInvitation }
	invitationToken     struct {
		Body struct {
			Token string `json:"token" minLength:"1" maxLength:"100"`
		}
	}
	offerOutput struct{ Body InvitationOffer }
	joinInput   struct {
		UserAgent string `header:"User-Agent"`
		Body      struct {
			Token    string `json:"token" minLength:"1" maxLength:"100"`
			Login    string `json:"login" minLength:"1" maxLength:"100"`
			Name     string `json:"name" minLength:"1" maxLength:"50"`
			Password string `json:"password" minLength:"8" maxLength:"200"`
		}
	}
)

func (a *API) registerInvitations() {
	Get(a, Route{Path: "/invitations", ID: "list-invitations", Summary: "List invitations", Tag: "people", Permission: PermUserManage},
		func(ctx context.Context, sc db.Scope, in *invitationsInput) (*PageOf[Invitation], error) {
			list, err := a.tenants.Invitations(ctx, sc)
			if err != nil {
				return nil, err
			}
			var out []Invitation
			for i := range list {
				v := invitationOf(&list[i])
				if in.State != "" && v.State != in.State || in.RoleID != 0 && !slices.Contains(v.RoleIDs, in.RoleID) {
					continue
				}
				out = append(out, v)
			}
			return pageOf(in.ListQuery, out, func(v Invitation) string { return withRoles(ctx, v.RoleNames, v.Name) }, map[string]func(a, b Invitation) int{
				"name":      func(a, b Invitation) int { return strings.Compare(a.Name, b.Name) },
				"createdAt": func(a, b Invitation) int { return a.CreatedAt.Compare(b.CreatedAt.Time) },
				"expiresAt": func(a, b Invitation) int { return a.ExpiresAt.Compare(b.ExpiresAt.Time) },
			})
		})
	Post(a, Route{
		Path: "/invitations", ID: "create-invitation", Summary: "Invite a person", Tag: "people", Permission: PermUserManage, Secret: true,
		Description: "The link is shown once; hand it to the person. Roles and data scope beyond one's own cannot be given.",
	},
		func(ctx context.Context, sc db.Scope, in *inviteInput) (*newInvitationOutput, error) {
			inv, token, err := a.tenants.Invite(ctx, sc, requestOf(ctx).access, tenant.InvitationInput{
				Name: in.Body.Name, RoleIDs: in.Body.RoleIDs, Days: in.Body.Days,
				Warehouses: (*tenant.Limit)(in.Body.Warehouses), Shops: (*tenant.Limit)(in.Body.Shops),
			})
			if err != nil {
				return nil, err
			}
			// Behind # the token reaches no server's log.
			url := strings.TrimSuffix(a.opts.PublicURL, "/") + "/invitation#" + token
			return &newInvitationOutput{Body: NewInvitation{Invitation: invitationOf(inv), Token: token, URL: url}}, nil
		})
	Delete(a, Route{Path: "/invitations/{id}", ID: "revoke-invitation", Summary: "Revoke an invitation", Tag: "people", Permission: PermUserManage},
		func(ctx context.Context, sc db.Scope, in *idInput) (*Empty, error) {
			return nil, a.tenants.RevokeInvitation(ctx, sc, in.ID)
		})
	Post(a, Route{Path: "/invitations/actions/revoke", ID: "revoke-invitations", Summary: "Revoke several invitations", Tag: "people", Permission: PermUserManage},
		func(ctx context.Context, sc db.Scope, in *BatchInput) (*BatchOutput, error) {
			return Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error { return a.tenants.RevokeInvitation(ctx, sc, id) })
		})
	Post(a, Route{Path: "/invitations/actions/look", ID: "look-at-invitation", Summary: "See what an invitation promises", Tag: "people", Permission: Public},
		func(ctx context.Context, _ db.Scope, in *invitationToken) (*offerOutput, error) {
			o, err := a.tenants.Offer(ctx, in.Body.Token)
			if err != nil {
				return nil, err
			}
			return &offerOutput{Body: InvitationOffer{AccountSet: o.SetName, Name: o.Name, InvitedBy: o.InvitedBy, ExpiresAt: o.ExpiresAt}}, nil
		})
	Post(a, Route{Path: "/invitations/actions/join", ID: "join-by-invitation", Summary: "Register with an invitation", Tag: "people", Permission: Public},
		func(ctx context.Context, _ db.Scope, in *joinInput) (*openedOutput, error) {
			token, err := a.tenants.AcceptAsNew(ctx, client(ctx, in.UserAgent), in.Body.Token,
				tenant.NewPerson{Login: in.Body.Login, Name: in.Body.Name, Password: in.Body.Password, Language: Lang(ctx)})
			return a.opened(ctx, token, err)
		})
	Post(a, Route{Path: "/invitations/actions/accept", ID: "accept-invitation", Summary: "Accept an invitation with one's own account", Tag: "people", Permission: SessionOnly},
		func(ctx context.Context, sc db.Scope, in *invitationToken) (*sessionOutput, error) {
			if err := a.tenants.Accept(ctx, sc, in.Body.Token); err != nil {
				return nil, err
			}
			s, err := a.session(ctx, requestOf(ctx).access)
			return &sessionOutput{Body: s}, err
		})
}

func invitationOf(v *tenant.Invitation) Invitation {
	return Invitation{ID: v.ID, Name: v.Name, RoleIDs: v.RoleIDs, RoleNames: v.RoleNames, Warehouses: Scope(v.Warehouses), Shops: Scope(v.Shops), State: v.State, CreatedAt: v.CreatedAt, ExpiresAt: v.ExpiresAt}
}
