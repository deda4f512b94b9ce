package placing

import (
	"context"
	"net/http"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// PermPlace lets people place purchase orders on 1688, accept what it asks beyond the
// tolerance, and cancel what is not paid.
var PermPlace = api.DefinePermission("placing.place", "1688 下单和取消", "Place orders on 1688 and cancel them", "purchase", tenant.RolePurchaser)

type idInput struct {
	ID db.ID `path:"id"`
}

// ChoicesBody is what a person decides about placing.
type ChoicesBody struct {
	Flow      string `json:"flow" enum:",general,fenxiao,saleproxy,paired,boutiquefenxiao,boutiquepifa" doc:"订单类型; empty lets 1688 take the cheapest"`
	TradeMode string `json:"tradeMode,omitempty" maxLength:"40" doc:"交易方式; the first that protects the buyer when left out"`
	AddressID db.ID  `json:"addressId,omitempty" doc:"The address of the warehouse when left out"`
	Message   string `json:"message,omitempty" maxLength:"400" doc:"To the seller"`
}

func (b *ChoicesBody) choices() Choices {
	return Choices{Flow: b.Flow, TradeMode: b.TradeMode, AddressID: b.AddressID, Message: b.Message}
}

type previewInput struct {
	ID   db.ID `path:"id"`
	Body ChoicesBody
}

type placeInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Parts []struct {
			ID        db.ID       `json:"id"`
			PreviewID db.ID       `json:"previewId" doc:"The preview that was looked at"`
			TradeMode string      `json:"tradeMode,omitempty" maxLength:"40"`
			Accept    *dec.Amount `json:"accept,omitempty" doc:"The most that is agreed to, where 1688 asks more than the tolerance allows"`
		} `json:"parts" nullable:"false" maxItems:"100"`
		Message string `json:"message,omitempty" maxLength:"400" doc:"To the seller"`
	}
}

type decideInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		AttemptID   db.ID    `json:"attemptId"`
		PlatformIDs []string `json:"platformIds" nullable:"false" maxItems:"50" doc:"The orders that it made; none: it was not carried out"`
	}
}

type cancelInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		PartID db.ID                 `json:"partId"`
		Reason open1688.CancelReason `json:"reason" enum:"buyerCancel,sellerGoodsLack,other"`
		Remark string                `json:"remark,omitempty" maxLength:"200"`
	}
}

type placingOutput struct{ Body placingBody }

type batchInput struct {
	Body struct {
		ChoicesBody
		IDs []db.ID `json:"ids" minItems:"1" maxItems:"500"`
	}
}

type taskOutput struct{ Body jobs.Task }

type batchOutput struct {
	Body struct {
		ID        db.ID        `json:"id" doc:"Also that of its task"`
		StartedBy string       `json:"startedBy"`
		CreatedAt db.Time      `json:"createdAt"`
		Results   []resultBody `json:"results" nullable:"false"`
	}
}

type resultBody struct {
	OrderID  db.ID       `json:"orderId"`
	No       string      `json:"no"`
	Supplier string      `json:"supplier"`
	Account  string      `json:"account,omitempty"`
	State    string      `json:"state" enum:"waiting,done,failed"`
	Refusal  *refusalDTO `json:"refusal,omitempty"`
	Orders   []string    `json:"orders" nullable:"false" doc:"On 1688"`
}

type settingBody struct {
	PriceBPS    int64      `json:"priceBps" minimum:"0" maximum:"10000" doc:"How much dearer than planned goods may be without asking, in 1/10,000"`
	FreightOver dec.Amount `json:"freightOver" doc:"How much freight above the planned is paid without asking"`
	Version     int64      `json:"version"`
}

type settingIO struct{ Body settingBody }

// Register adds the routes of placing.
func (s *Service) Register(a *api.API) {
	const path, tag = "/purchase-orders", "placing"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: p}
	}
	slow := func(r api.Route) api.Route {
		r.Slow = true
		return r
	}
	api.Get(a, route(path+"/{id}/placing", "get-placing", "Get how far an order is on its way to 1688", purchase.PermRead), s.get)
	api.Post(a, slow(route(path+"/{id}/placing/preview", "preview-placing", "Ask 1688 what an order would cost", PermPlace)), s.askPreview)
	api.Post(a, route(path+"/{id}/placing/place", "place-purchase-order", "Place an order on 1688 as it was previewed", PermPlace), s.askPlace)
	api.Post(a, route(path+"/{id}/placing/check", "check-placing", "Look again now at what waits for an answer", PermPlace), s.askCheck)
	api.Post(a, route(path+"/{id}/placing/decide", "decide-placing", "Say which 1688 orders an attempt made", PermPlace), s.askDecide)
	api.Post(a, route(path+"/{id}/placing/cancel", "cancel-placing", "Cancel the unpaid 1688 orders of a part", PermPlace), s.askCancel)
	many := route(path+"/actions/place", "place-purchase-orders", "Place many orders on 1688 with the same choices", PermPlace)
	many.Status = http.StatusAccepted
	api.Post(a, slow(many), s.askBatch)
	api.Get(a, route("/placing-batches/{id}", "get-placing-batch", "Get what became of each order of a batch", purchase.PermRead), s.getBatch)
	again := route("/placing-batches/{id}/retry", "retry-placing-batch", "Place the orders of a batch again that failed", PermPlace)
	again.Status = http.StatusAccepted
	api.Post(a, slow(again), s.askRetry)
	api.Get(a, route("/placing-setting", "get-placing-setting", "Get how much more than planned is paid without asking", purchase.PermRead), s.getSetting)
	api.Put(a, route("/placing-setting", "set-placing-setting", "Set how much more than planned is paid without asking", api.PermSettingsUpdate), s.putSetting)
}

// act does something about an order, and tells where it stands then; one outside the person's
// scope is not found.
func (s *Service) act(ctx context.Context, sc db.Scope, id db.ID, do func() error) (*placingOutput, error) {
	if _, err := s.purchases.Get(ctx, sc, id, api.DataScope(ctx)); err != nil {
		return nil, err
	}
	if err := do(); err != nil {
		return nil, err
	}
	v, err := s.View(ctx, sc, id)
	if err != nil {
		return nil, err
	}
	return &placingOutput{Body: s.newBody(ctx, v)}, nil
}

func (s *Service) get(ctx context.Context, sc db.Scope, in *idInput) (*placingOutput, error) {
	return s.act(ctx, sc, in.ID, func() error { return nil })
}

func (s *Service) askPreview(ctx context.Context, sc db.Scope, in *previewInput) (*placingOutput, error) {
	return s.act(ctx, sc, in.ID, func() error {
		err := s.Preview(ctx, sc, in.ID, in.Body.choices())
		if err != nil && fault.As(err) == nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "an order cannot be previewed", "tenant", sc.Tenant, "doc", in.ID, "err", err)
			return explain(err)
		}
		return err
	})
}

func (s *Service) askPlace(ctx context.Context, sc db.Scope, in *placeInput) (*placingOutput, error) {
	return s.act(ctx, sc, in.ID, func() error {
		picks := make([]Pick, len(in.Body.Parts))
		for i, p := range in.Body.Parts {
			picks[i] = Pick{PartID: p.ID, PreviewID: p.PreviewID, TradeMode: p.TradeMode, Accept: p.Accept}
		}
		return s.Place(ctx, sc, in.ID, picks, in.Body.Message)
	})
}

func (s *Service) askCheck(ctx context.Context, sc db.Scope, in *idInput) (*placingOutput, error) {
	return s.act(ctx, sc, in.ID, func() error { return s.Check(ctx, sc, in.ID) })
}

func (s *Service) askDecide(ctx context.Context, sc db.Scope, in *decideInput) (*placingOutput, error) {
	return s.act(ctx, sc, in.ID, func() error { return s.Decide(ctx, sc, in.ID, in.Body.AttemptID, in.Body.PlatformIDs) })
}

func (s *Service) askCancel(ctx context.Context, sc db.Scope, in *cancelInput) (*placingOutput, error) {
	return s.act(ctx, sc, in.ID, func() error { return s.Cancel(ctx, sc, in.ID, in.Body.PartID, in.Body.Reason, in.Body.Remark) })
}

func (s *Service) askBatch(ctx context.Context, sc db.Scope, in *batchInput) (*taskOutput, error) {
	t, err := s.StartBatch(ctx, sc, in.Body.IDs, in.Body.choices(), api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &taskOutput{Body: *t}, nil
}

func (s *Service) askRetry(ctx context.Context, sc db.Scope, in *idInput) (*taskOutput, error) {
	t, err := s.RetryBatch(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	return &taskOutput{Body: *t}, nil
}

func (s *Service) getBatch(ctx context.Context, sc db.Scope, in *idInput) (*batchOutput, error) {
	b, err := s.Batch(ctx, sc, in.ID, api.DataScope(ctx))
	if err != nil {
		return nil, err
	}
	out := &batchOutput{}
	out.Body.ID, out.Body.StartedBy, out.Body.CreatedAt, out.Body.Results = b.ID, b.StartedBy, b.CreatedAt, make([]resultBody, 0, len(b.Results))
	for i := range b.Results {
		r := &b.Results[i]
		out.Body.Results = append(out.Body.Results, resultBody{r.OrderID, r.No, r.Supplier, r.Account, r.State, newRefusal(ctx, r.Refusal), append([]string{}, r.Orders...)})
	}
	return out, nil
}

func (s *Service) getSetting(ctx context.Context, sc db.Scope, _ *struct{}) (*settingIO, error) {
	var set *Setting
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		set, err = settingTx(ctx, tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &settingIO{settingBody{set.PriceBPS, set.FreightOver, set.Version}}, nil
}

func (s *Service) putSetting(ctx context.Context, sc db.Scope, in *settingIO) (*settingIO, error) {
	if err := s.SetSetting(ctx, sc, Setting{in.Body.PriceBPS, in.Body.FreightOver, in.Body.Version}); err != nil {
		return nil, err
	}
	return s.getSetting(ctx, sc, nil)
}

func idText(id int64) string { return strconv.FormatInt(id, 10) }
