package catalog

import (
	"context"
	"io"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
)

type attachmentInput struct {
	ID           db.ID `path:"id"`
	AttachmentID db.ID `path:"attachmentId"`
}

type attachInput struct {
	ID      db.ID  `path:"id"`
	Name    string `query:"name" required:"true" maxLength:"1000" doc:"Of the file; folders before it are left out"`
	RawBody []byte
}

type attachmentsOutput struct {
	Body struct {
		Items []Attachment `json:"items" nullable:"false"`
	}
}

type attachmentOutput struct{ Body Attachment }

type attachedOutput struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        api.Stream
}

func (s *Service) registerAttachments(a *api.API) {
	const tag, path = "products", "/products/{id}/attachments"
	api.Get(a, api.Route{Path: path, ID: "list-attachments", Summary: "List the attachments of a product", Tag: tag, Permission: PermRead},
		func(ctx context.Context, sc db.Scope, in *idInput) (*attachmentsOutput, error) {
			list, err := s.Attachments(ctx, sc, in.ID)
			if err != nil {
				return nil, err
			}
			out := &attachmentsOutput{}
			out.Body.Items = list
			return out, nil
		})
	api.Post(a, api.Route{
		Path: path, ID: "add-attachment", Summary: "Attach a file to a product", Tag: tag, Permission: PermWrite, Status: 201, MaxBody: MaxAttachment, Slow: true,
		Description: "Any kind of file of at most 20 MiB, as the body; at most 30 to a product.",
	}, func(ctx context.Context, sc db.Scope, in *attachInput) (*attachmentOutput, error) {
		made, err := s.Attach(ctx, sc, in.ID, in.Name, in.RawBody)
		if err != nil {
			return nil, err
		}
		return &attachmentOutput{*made}, nil
	})
	api.Get(a, api.Route{
		Path: path + "/{attachmentId}", ID: "get-attachment", Summary: "Get the content of an attachment", Tag: tag, Permission: PermRead, Slow: true,
		Description: "To be saved, never shown: whatever is inside does nothing in the browser.",
	}, func(ctx context.Context, sc db.Scope, in *attachmentInput) (*attachedOutput, error) {
		told, f, content, err := s.OpenAttachment(ctx, sc, in.ID, in.AttachmentID)
		if err != nil {
			return nil, err
		}
		return &attachedOutput{
			ContentType: f.ContentType,
			Disposition: api.Disposition(told.Name),
			Policy:      "default-src 'none'; sandbox",
			Body:        func(w io.Writer) { _, _ = w.Write(content) }, // a reader that went away is nobody's fault
		}, nil
	})
	api.Delete(a, api.Route{Path: path + "/{attachmentId}", ID: "delete-attachment", Summary: "Delete an attachment", Tag: tag, Permission: PermWrite},
		func(ctx context.Context, sc db.Scope, in *attachmentInput) (*api.Empty, error) {
			return nil, s.DeleteAttachment(ctx, sc, in.ID, in.AttachmentID)
		})
}
