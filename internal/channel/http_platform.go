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
	api.Get(a, api.Route{
		Path: "/shops/platform/examination", ID: "examine-platform", Summary: "Examine address, clock, keys and signature", Tag: "shops", Permission: PermManage,
		Description: "Asks 1688 a few things; nothing is changed there or here.",
	}, s.examinePlatform)
}

type findingBody struct {
	Subject string      `json:"subject" enum:"public_url,callback,app,gateway,clock,signature,token,authorisation,calls,market,messages"`
	Verdict Verdict     `json:"verdict" enum:"good,note,bad"`
	Said    *api.Reason `json:"said"`
}

type findingsOutput struct {
	Body struct {
		Items []findingBody `json:"items" nullable:"false"`
	}
}

func findingsAnswer(ctx context.Context, list Findings) *findingsOutput {
	out := &findingsOutput{}
	out.Body.Items = []findingBody{}
	for _, f := range list {
		out.Body.Items = append(out.Body.Items, findingBody{Subject: f.Subject, Verdict: f.Verdict, Said: api.NewReason(ctx, f.What)})
	}
	return out
}

func (s *Service) examinePlatform(ctx context.Context, _ db.Scope, _ *struct{}) (*findingsOutput, error) {
	return findingsAnswer(ctx, append(ExamineCallback(ctx, s.publicURL), ExamineApp(ctx, s.client, s.db.Now)...)), nil
}

// platform lets the page say what is missing before anybody tries to authorise.
func (s *Service) platform(context.Context, db.Scope, *struct{}) (*platformOutput, error) {
	out := &platformOutput{}
	out.Body.Ready = s.client != nil
	out.Body.CallbackURL = s.redirectURI()
	return out, nil
}
