package catalog

import (
	"context"
	"io"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type uploadInput struct {
	RawBody []byte `contentType:"image/jpeg,image/png,image/webp"`
}

type fileOutput struct{ Body File }

type contentOutput struct {
	ContentType  string `header:"Content-Type"`
	CacheControl string `header:"Cache-Control"`
	Policy       string `header:"Content-Security-Policy"`
	Body         api.Stream
}

func (s *Service) registerFiles(a *api.API) {
	const tag = "files"
	api.Post(a, api.Route{
		Path: "/files", ID: "upload-file", Summary: "Upload a picture", Tag: tag, Permission: PermWrite, Status: 201, MaxBody: MaxFile, Slow: true,
		Description: "JPEG, PNG or WebP of at most 5 MiB, told from the content. The same content again is the same file.",
	}, func(ctx context.Context, sc db.Scope, in *uploadInput) (*fileOutput, error) {
		f, err := s.Upload(ctx, sc, in.RawBody)
		if err != nil {
			return nil, err
		}
		return &fileOutput{*f}, nil
	})
	api.Get(a, api.Route{
		Path: "/files/{id}", ID: "get-file", Summary: "Get the content of an upload", Tag: tag, Permission: api.Person, Slow: true,
		Description: "For members of the account set it belongs to, without naming the set, so that the address works in a page.",
	}, func(ctx context.Context, sc db.Scope, in *idInput) (*contentOutput, error) {
		f, content, err := s.OpenFile(ctx, sc, in.ID)
		if err != nil {
			return nil, err
		}
		return &contentOutput{
			ContentType:  f.ContentType,
			CacheControl: "private, max-age=31536000, immutable",        // the content of an id never changes
			Policy:       "default-src 'none'; sandbox",                 // opened by itself it is a picture and nothing else
			Body:         func(w io.Writer) { _, _ = w.Write(content) }, // a reader that went away is nobody's fault
		}, nil
	})
}
