package channel

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type platformOutput struct {
	Body struct {
		Ready       bool   `json:"ready" doc:"The installation has an app on the 1688 open platform, so shops can be authorised"`
		CallbackURL string `json:"callbackUrl" doc:"Where 1688 sends owners back to; its domain must be registered with the app"`
	}
}

func (s *Service) registerPlatform(a *api.API) {
	api.Get(a, api.Route{
		Path: "/shops/platform", ID: "get-platform", Summary: "Tell whether shops can be authorised", Tag: "shops", Permission: PermRead,
	}, s.platform)
}

// platform lets the page say what is missing before anybody tries to authorise.
func (s *Service) platform(context.Context, db.Scope, *struct{}) (*platformOutput, error) {
	out := &platformOutput{}
	out.Body.Ready = s.client != nil
	out.Body.CallbackURL = s.redirectURI()
	return out, nil
}
