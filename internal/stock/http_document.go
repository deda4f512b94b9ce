package stock

import (
	"context"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

func (s *Service) registerDocuments(a *api.API) {
	const tag = "stock documents"
	api.Get(a, api.Route{Path: "/stock-documents", ID: "list-stock-documents", Summary: "List stock documents", Tag: tag, Permission: PermRead}, s.listDocuments)
	api.Get(a, api.Route{Path: "/stock-documents/{id}", ID: "get-stock-document", Summary: "Get a stock document", Tag: tag, Permission: PermRead}, s.getDocument)
	api.History(a, api.Record{
		Path: "/stock-documents", ID: "stock-document", Summary: "a stock document", Tag: tag, Permission: PermRead,
		See: func(ctx context.Context, sc db.Scope, id db.ID) ([]string, error) {
			limit := api.DataScope(ctx).Warehouses
			d, err := s.Document(ctx, sc, id, limit)
			if err != nil {
				return nil, err
			}
			return []string{string(d.Kind)}, nil
		},
	})
	api.Post(a, api.Route{
		Path: "/stock-documents", ID: "create-stock-document", Summary: "Enter opening stock, other stock in or out", Tag: tag, Permission: PermRead, Status: 201, MaxBody: 8 << 20,
		Description: "Opening stock needs stock.opening, the others stock.adjust. Where the account set has stock documents reviewed it stays a draft until it is posted.",
	}, s.createDocument)
	api.Put(a, api.Route{Path: "/stock-documents/{id}", ID: "update-stock-document", Summary: "Replace a draft", Tag: tag, Permission: PermRead, MaxBody: 8 << 20}, s.updateDocument)
	api.Delete(a, api.Route{Path: "/stock-documents/{id}", ID: "delete-stock-document", Summary: "Delete a draft as it was seen", Tag: tag, Permission: PermRead}, s.deleteDocument)
	api.Post(a, api.Route{
		Path: "/stock-documents/{id}/actions/post", ID: "post-stock-document", Summary: "Post a draft", Tag: tag, Permission: PermRead,
		Description: "Where the account set has stock documents reviewed this is the review and needs stock.review; else what entering it needs.",
	}, s.postDocument)
	api.Post(a, api.Route{
		Path: "/stock-documents/actions/post", ID: "post-stock-documents", Summary: "Post several drafts as they were seen", Tag: tag, Permission: PermRead, Slow: true,
		Description: "Needs for each what posting it alone needs.",
	}, s.postDocuments)
	api.Post(a, api.Route{Path: "/stock-documents/actions/delete", ID: "delete-stock-documents", Summary: "Delete several drafts as they were seen", Tag: tag, Permission: PermRead}, s.deleteDocuments)
	api.Post(a, api.Route{Path: "/stock-documents/{id}/actions/reverse", ID: "reverse-stock-document", Summary: "Take a posted document back by a counter-document", Tag: tag, Permission: PermReverse}, s.reverseDocument)
}

// requireEdit refuses who may not enter documents of the kind.
func requireEdit(ctx context.Context, kind Kind) error {
	if kind == KindOpening {
		return api.Require(ctx, PermOpening)
	}
	return api.Require(ctx, PermAdjust)
}

type listDocumentsInput struct {
	api.ListQuery
	Kind  string  `query:"kind" enum:"opening_stock,other_in,other_out"`
	State string  `query:"state" enum:"draft,posted,reversed"`
	From  db.Date `query:"from" doc:"First document date"`
	To    db.Date `query:"to" doc:"Last document date"`
}

func (s *Service) listDocuments(ctx context.Context, sc db.Scope, in *listDocumentsInput) (*api.PageOf[DocumentRowBody], error) {
	limit := api.DataScope(ctx).Warehouses
	page, err := s.Documents(ctx, sc, in.ListQuery, DocumentFilter{Kind: Kind(in.Kind), State: State(in.State), From: in.From, To: in.To, Warehouses: limit, HideCosts: !api.Can(ctx, api.CostSee)})
	if err != nil {
		return nil, err
	}
	return pageOf(page, func(d *Document) DocumentRowBody { return newDocumentRow(d, api.Can(ctx, api.CostSee)) }), nil
}

type documentOutput struct{ Body documentBody }

func (s *Service) getDocument(ctx context.Context, sc db.Scope, in *idInput) (*documentOutput, error) {
	return s.showDocument(ctx, sc, in.ID)
}

func (s *Service) showDocument(ctx context.Context, sc db.Scope, id db.ID) (*documentOutput, error) {
	v, err := s.visible(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	return &documentOutput{Body: newDocumentBody(v, api.Can(ctx, api.CostSee))}, nil
}

// visible gives a document inside the person's warehouses.
func (s *Service) visible(ctx context.Context, sc db.Scope, id db.ID) (*DocumentView, error) {
	limit := api.DataScope(ctx).Warehouses
	return s.Document(ctx, sc, id, limit)
}

type createDocumentInput struct {
	Body struct {
		DocumentSave
		Post bool `json:"post,omitempty" doc:"Post it at once"`
	}
}

func (s *Service) createDocument(ctx context.Context, sc db.Scope, in *createDocumentInput) (*documentOutput, error) {
	input := in.Body.input()
	if err := requireEdit(ctx, input.Kind); err != nil {
		return nil, err
	}
	if err := insideScope(ctx, input.Lines); err != nil {
		return nil, err
	}
	d, err := s.CreateDocument(ctx, sc, input, in.Body.Post)
	if err != nil {
		return nil, err
	}
	return s.showDocument(ctx, sc, d.ID)
}

// insideScope answers not found for warehouses the person does not work with.
func insideScope(ctx context.Context, lines []LineInput) error {
	limit := api.DataScope(ctx).Warehouses
	var f fault.Fields
	for i, l := range lines {
		if l.WarehouseID != 0 && !limit.Allows(l.WarehouseID) {
			f.Add("lines["+strconv.Itoa(i)+"].warehouseId", ErrWarehouseNotFound)
		}
	}
	return f.Err()
}

type updateDocumentInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		DocumentSave
		Version int64 `json:"version" doc:"The version the change was made on"`
	}
}

func (s *Service) updateDocument(ctx context.Context, sc db.Scope, in *updateDocumentInput) (*documentOutput, error) {
	v, err := s.visible(ctx, sc, in.ID)
	if err != nil {
		return nil, err
	}
	if err := requireEdit(ctx, v.Kind); err != nil {
		return nil, err
	}
	input := in.Body.input()
	if err := insideScope(ctx, input.Lines); err != nil {
		return nil, err
	}
	if _, err := s.UpdateDocument(ctx, sc, in.ID, in.Body.Version, input); err != nil {
		return nil, err
	}
	return s.showDocument(ctx, sc, in.ID)
}

type deleteInput struct {
	ID      db.ID `path:"id"`
	Version int64 `query:"version" required:"true" doc:"The version it was seen in"`
}

func (s *Service) deleteDocument(ctx context.Context, sc db.Scope, in *deleteInput) (*api.Empty, error) {
	return &api.Empty{}, s.deleteOne(ctx, sc, in.ID, in.Version)
}

func (s *Service) deleteOne(ctx context.Context, sc db.Scope, id db.ID, version int64) error {
	v, err := s.visible(ctx, sc, id)
	if err != nil {
		return err
	}
	if err := requireEdit(ctx, v.Kind); err != nil {
		return err
	}
	return s.DeleteDocument(ctx, sc, id, version)
}

func (s *Service) deleteDocuments(ctx context.Context, sc db.Scope, in *api.SeenInput) (*api.BatchOutput, error) {
	return api.BatchSeen(ctx, in, func(ctx context.Context, id db.ID, version int64) error { return s.deleteOne(ctx, sc, id, version) })
}

type postInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64 `json:"version" doc:"The version it was seen in"`
	}
}

func (s *Service) postDocument(ctx context.Context, sc db.Scope, in *postInput) (*documentOutput, error) {
	if err := s.postOne(ctx, sc, in.ID, in.Body.Version); err != nil {
		return nil, err
	}
	return s.showDocument(ctx, sc, in.ID)
}

func (s *Service) postDocuments(ctx context.Context, sc db.Scope, in *api.SeenInput) (*api.BatchOutput, error) {
	return api.BatchSeen(ctx, in, func(ctx context.Context, id db.ID, version int64) error { return s.postOne(ctx, sc, id, version) })
}

// postOne posts a document that the person may see and post, as it was seen.
func (s *Service) postOne(ctx context.Context, sc db.Scope, id db.ID, version int64) error {
	v, err := s.visible(ctx, sc, id)
	if err != nil {
		return err
	}
	reviewed := false
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err == nil {
			reviewed = set.StockReview
		}
		return err
	})
	if err != nil {
		return err
	}
	if reviewed {
		err = api.Require(ctx, PermReview)
	} else {
		err = requireEdit(ctx, v.Kind)
	}
	if err != nil {
		return err
	}
	_, err = s.PostDocument(ctx, sc, id, version)
	return err
}

type reverseInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Date db.Date `json:"date,omitempty" doc:"Of the counter-document; today when left out"`
		Note string  `json:"note,omitempty" maxLength:"1000"`
	}
}

func (s *Service) reverseDocument(ctx context.Context, sc db.Scope, in *reverseInput) (*documentOutput, error) {
	if _, err := s.visible(ctx, sc, in.ID); err != nil {
		return nil, err
	}
	counter, err := s.ReverseDocument(ctx, sc, in.ID, in.Body.Date, in.Body.Note)
	if err != nil {
		return nil, err
	}
	return s.showDocument(ctx, sc, counter.ID)
}
