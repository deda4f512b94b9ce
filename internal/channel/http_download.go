package channel

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type downloadInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Mode     DownloadMode `json:"mode" enum:"create,online_only" doc:"create makes products too; online_only reads online data only 仅下载线上商品信息"`
		OfferIDs string       `json:"offerIds,omitempty" maxLength:"100000" doc:"Offer ids or links to offers, separated by commas; all online offers when blank"`
	}
}

type downloadOutput struct{ Body downloadBody }

type downloadsInput struct {
	ID    db.ID  `path:"id"`
	State string `query:"state" enum:"running,paused,succeeded,failed,cancelled"`
	Mode  string `query:"mode" enum:"create,online_only"`
	api.ListQuery
}

type issuesInput struct {
	ID   db.ID  `path:"id"`
	Kind string `query:"kind" enum:"failed,refused,notice"`
	api.ListQuery
}

func (s *Service) registerDownloads(a *api.API) {
	const tag = "downloads"
	api.Post(a, api.Route{
		Path: "/shops/{id}/downloads", ID: "start-download", Summary: "Download offers of a shop", Tag: tag, Permission: PermDownload, Status: 202,
		Description: "Every wrong or repeated offer id is a field problem; nothing starts then. Progress is that of the task.",
	}, s.startDownload)
	api.Get(a, api.Route{Path: "/shops/{id}/downloads", ID: "list-downloads", Summary: "List the downloads of a shop", Tag: tag, Permission: PermRead}, s.listDownloads)
	api.Get(a, api.Route{Path: "/downloads/{id}", ID: "get-download", Summary: "Get a download", Tag: tag, Permission: PermRead}, s.getDownload)
	api.Get(a, api.Route{Path: "/downloads/{id}/issues", ID: "list-download-issues", Summary: "List what a person should know of a download", Tag: tag, Permission: PermRead}, s.listIssues)
	api.Post(a, api.Route{Path: "/downloads/{id}/actions/cancel", ID: "cancel-download", Summary: "End a download; what was read stays", Tag: tag, Permission: PermDownload}, s.cancelDownload)
	api.Post(a, api.Route{
		Path: "/downloads/{id}/actions/retry", ID: "retry-download", Summary: "Go on with a stopped download, or read the failed offers again", Tag: tag, Permission: PermDownload, Status: 202,
	}, s.retryDownload)
	batch := func(verb, summary string, one func(context.Context, db.Scope, *idInput) (*downloadOutput, error)) {
		api.Post(a, api.Route{Path: "/downloads/actions/" + verb, ID: verb + "-downloads", Summary: summary, Tag: tag, Permission: PermDownload},
			func(ctx context.Context, sc db.Scope, in *api.BatchInput) (*api.BatchOutput, error) {
				return api.Batch(ctx, in.Body.IDs, func(ctx context.Context, id db.ID) error {
					_, err := one(ctx, sc, &idInput{id})
					return err
				})
			})
	}
	batch("cancel", "End several downloads; what was read stays", s.cancelDownload)
	batch("retry", "Go on with several stopped downloads, or read their failed offers again", s.retryDownload)
}

func downloadAnswer(ctx context.Context, d *Download, err error) (*downloadOutput, error) {
	if err != nil {
		return nil, err
	}
	return &downloadOutput{Body: newDownloadBody(ctx, d)}, nil
}

func (s *Service) startDownload(ctx context.Context, sc db.Scope, in *downloadInput) (*downloadOutput, error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	d, err := s.StartDownload(ctx, sc, in.ID, in.Body.Mode, in.Body.OfferIDs)
	return downloadAnswer(ctx, d, err)
}

func (s *Service) listDownloads(ctx context.Context, sc db.Scope, in *downloadsInput) (*api.PageOf[downloadBody], error) {
	if err := visible(ctx, in.ID); err != nil {
		return nil, err
	}
	page, err := s.Downloads(ctx, sc, in.ListQuery, DownloadFilter{ShopID: in.ID, State: DownloadState(in.State), Mode: DownloadMode(in.Mode)})
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(d *Download) downloadBody { return newDownloadBody(ctx, d) }), nil
}

// reachable reads a download of a shop within the person's data scope.
func (s *Service) reachable(ctx context.Context, sc db.Scope, id db.ID) (*Download, error) {
	d, err := s.Download(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	if visible(ctx, d.ShopID) != nil {
		return nil, ErrDownloadNotFound
	}
	return d, nil
}

func (s *Service) getDownload(ctx context.Context, sc db.Scope, in *idInput) (*downloadOutput, error) {
	d, err := s.reachable(ctx, sc, in.ID)
	return downloadAnswer(ctx, d, err)
}

func (s *Service) listIssues(ctx context.Context, sc db.Scope, in *issuesInput) (*api.PageOf[issueBody], error) {
	if _, err := s.reachable(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	page, err := s.Issues(ctx, sc, in.ID, in.Kind, in.ListQuery)
	if err != nil {
		return nil, err
	}
	return pageBody(page, func(i *Issue) issueBody { return newIssueBody(ctx, i) }), nil
}

func (s *Service) cancelDownload(ctx context.Context, sc db.Scope, in *idInput) (*downloadOutput, error) {
	if _, err := s.reachable(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	d, err := s.CancelDownload(ctx, sc, in.ID)
	return downloadAnswer(ctx, d, err)
}

func (s *Service) retryDownload(ctx context.Context, sc db.Scope, in *idInput) (*downloadOutput, error) {
	if _, err := s.reachable(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	d, err := s.RetryDownload(ctx, sc, in.ID)
	return downloadAnswer(ctx, d, err)
}
