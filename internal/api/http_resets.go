package api

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/db"
)

// PasswordReset is a link with which a person chooses a new password; it is shown once.
type PasswordReset struct {
	Token     string  `json:"token"`
	URL       string  `json:"url"`
	ExpiresAt db.Time `json:"expiresAt"`
}

// PasswordResetOffer tells whose password a link sets.
type PasswordResetOffer struct {
	Login      string  `json:"login"`
	Name       string  `json:"name"`
	AccountSet string  `json:"accountSet"`
	MadeBy     string  `json:"madeBy"`
	ExpiresAt  db.Time `json:"expiresAt"`
}

type (
	resetOutput struct{ Body PasswordReset }
	resetToken  struct {
		Body struct {
			Token string `json:"token" minLength:"1" maxLength:"100"`
		}
	}
	resetOfferOutput struct{ Body PasswordResetOffer }
	useResetInput    struct {
		UserAgent string `header:"User-Agent"`
		Body      struct {
			Token    string `json:"token" minLength:"1" maxLength:"100"`
			Password string `json:"password" minLength:"8" maxLength:"200" doc:"The new one"`
		}
	}
)

func (a *API) registerResets() {
	Post(a, Route{
		Path: "/users/{id}/password-reset", ID: "create-password-reset", Summary: "Make a link to a new password for a person", Tag: "people", Permission: PermUserManage, Secret: true,
		Description: "For somebody who forgot theirs: the link is good once, for a day, and shown once; one made before ends. Not by a program, and not for people who belong to other account sets too, administer the installation, or may do or see more than who asks; only owners make one for owners.",
	},
		func(ctx context.Context, sc db.Scope, in *idInput) (*resetOutput, error) {
			access := requestOf(ctx).access
			if access.TokenID != 0 { // or a leaked token could become a person
				return nil, errSessionOnly
			}
			link, err := a.tenants.NewResetLink(ctx, sc, access, in.ID)
			if err != nil {
				return nil, err
			}
			// Behind # the token reaches no server's log.
			url := strings.TrimSuffix(a.opts.PublicURL, "/") + "/password-reset#" + link.Token
			return &resetOutput{Body: PasswordReset{Token: link.Token, URL: url, ExpiresAt: link.ExpiresAt}}, nil
		})
	Post(a, Route{Path: "/password-resets/actions/look", ID: "look-at-password-reset", Summary: "See whose password a link sets", Tag: "people", Permission: Public},
		func(ctx context.Context, _ db.Scope, in *resetToken) (*resetOfferOutput, error) {
			o, err := a.tenants.LookAtReset(ctx, in.Body.Token)
			if err != nil {
				return nil, err
			}
			return &resetOfferOutput{Body: PasswordResetOffer{Login: o.Login, Name: o.Name, AccountSet: o.SetName, MadeBy: o.MadeBy, ExpiresAt: o.ExpiresAt}}, nil
		})
	Post(a, Route{
		Path: "/password-resets/actions/use", ID: "use-password-reset", Summary: "Choose a new password with a link", Tag: "people", Permission: Public,
		Description: "Ends every session of the person and opens a new one.",
	},
		func(ctx context.Context, _ db.Scope, in *useResetInput) (*openedOutput, error) {
			token, err := a.tenants.UseReset(ctx, client(ctx, in.UserAgent), in.Body.Token, in.Body.Password)
			return a.opened(ctx, token, err)
		})
}
