package placing

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// refusalDTO is a kept fault in the language of whoever reads it.
type refusalDTO struct {
	Code   string            `json:"code"`
	Detail string            `json:"detail"`
	Remedy string            `json:"remedy"`
	Params map[string]string `json:"params,omitempty"`
}

func newRefusal(ctx context.Context, r *Refusal) *refusalDTO {
	if r == nil {
		return nil
	}
	return faultDTO(ctx, r.Fault())
}

func faultDTO(ctx context.Context, e *fault.Error) *refusalDTO {
	if e == nil {
		return nil
	}
	lang := api.Lang(ctx)
	return &refusalDTO{Code: e.Code, Detail: e.Detail(lang), Remedy: e.Remedy(lang), Params: e.Params}
}

type placingBody struct {
	Placeable bool          `json:"placeable" doc:"Something may be previewed and placed"`
	Why       *refusalDTO   `json:"why,omitempty" doc:"Why not"`
	Address   string        `json:"address,omitempty" doc:"Where it goes by itself: the address of the warehouse"`
	Parts     []partBody    `json:"parts" nullable:"false"`
	Attempts  []attemptBody `json:"attempts" nullable:"false" doc:"Newest first"`
}

type partBody struct {
	ID            db.ID        `json:"id"`
	Number        int64        `json:"number"`
	State         State        `json:"state" enum:"draft,waiting,checking,unclear,placed,refused,cancelling,cancelled,retired"`
	Flow          string       `json:"flow" doc:"订单类型; empty lets 1688 take the cheapest"`
	TradeMode     string       `json:"tradeMode,omitempty" doc:"交易方式"`
	Message       string       `json:"message,omitempty"`
	Cargo         []cargoBody  `json:"cargo" nullable:"false"`
	PlanTotal     *dec.Amount  `json:"planTotal,omitempty" doc:"What the purchase order says; left out for those who may not see costs"`
	Preview       *previewBody `json:"preview,omitempty"`
	AcceptedTotal *dec.Amount  `json:"acceptedTotal,omitempty"`
	AcceptedBy    string       `json:"acceptedBy,omitempty"`
	Refusal       *refusalDTO  `json:"refusal,omitempty" doc:"Why it stands where it does, and what to do"`
	Orders        []madeBody   `json:"orders" nullable:"false" doc:"What it became on 1688"`
	DueAt         *db.Time     `json:"dueAt,omitempty" doc:"When something is done about it next"`
	AskedBy       string       `json:"askedBy,omitempty"`
	Cancellable   bool         `json:"cancellable" doc:"Something of it is not paid yet"`
}

type cargoBody struct {
	OfferID  string      `json:"offerId"`
	Title    string      `json:"title"`
	Spec     string      `json:"spec,omitempty"`
	Picture  string      `json:"picture,omitempty"`
	Quantity int64       `json:"quantity" doc:"Sale units"`
	Unit     string      `json:"unit,omitempty"`
	Minimum  int64       `json:"minimum,omitempty" doc:"Of the offer, as last seen"`
	Plan     *dec.Amount `json:"plan,omitempty"`
	Lines    []lineBody  `json:"lines" nullable:"false"`
}

type lineBody struct {
	Number int    `json:"number"`
	SKU    string `json:"sku"`
	Units  int64  `json:"units"`
}

type previewBody struct {
	ID          db.ID            `json:"id"`
	MadeAt      db.Time          `json:"madeAt"`
	Goods       *dec.Amount      `json:"goods,omitempty"`
	Freight     *dec.Amount      `json:"freight,omitempty"`
	Discount    *dec.Amount      `json:"discount,omitempty"`
	Total       *dec.Amount      `json:"total,omitempty"`
	Modes       []Mode           `json:"modes" nullable:"false" doc:"Trade modes that may be chosen"`
	Mode        string           `json:"mode,omitempty" doc:"The one taken unless another is chosen"`
	Differences []differenceBody `json:"differences" nullable:"false"`
	Blocked     bool             `json:"blocked" doc:"A person accepts the total first"`
	Refused     bool             `json:"refused" doc:"1688 does not take it as it is"`
}

type differenceBody struct {
	Kind    DifferenceKind `json:"kind" enum:"price,goods,freight,split,refused,mode"`
	Cargo   int            `json:"cargo" doc:"Which spec of the part, from 0; -1 for the whole"`
	Plan    *dec.Amount    `json:"plan,omitempty"`
	Is      *dec.Amount    `json:"is,omitempty"`
	Code    string         `json:"code,omitempty"`
	Message string         `json:"message,omitempty" doc:"As 1688 worded it"`
	Blocks  bool           `json:"blocks"`
}

type madeBody struct {
	PlatformID string      `json:"platformId"`
	Amount     *dec.Amount `json:"amount,omitempty" doc:"As creation said"`
	Extra      bool        `json:"extra" doc:"One more than was wanted; it is cancelled"`
	State      MadeState   `json:"state" enum:"told,read,closed,kept"`
}

type attemptBody struct {
	ID           db.ID           `json:"id"`
	Part         int64           `json:"part" doc:"The number of its part"`
	Number       int64           `json:"number"`
	State        AttemptState    `json:"state" enum:"open,unclear,created,refused,not_done,ended"`
	OutOrderID   string          `json:"outOrderId" doc:"Our number, which 1688 keeps with the order"`
	Token        string          `json:"token" doc:"The mark in the message to the seller"`
	Code         string          `json:"code,omitempty"`
	Said         string          `json:"said,omitempty" doc:"As 1688 worded it"`
	Lookups      int64           `json:"lookups"`
	StartedAt    db.Time         `json:"startedAt"`
	UnansweredAt *db.Time        `json:"unansweredAt,omitempty"`
	AnsweredAt   *db.Time        `json:"answeredAt,omitempty"`
	EndedAt      *db.Time        `json:"endedAt,omitempty"`
	DecidedBy    string          `json:"decidedBy,omitempty"`
	Evidence     []candidateBody `json:"evidence" nullable:"false" doc:"Orders that may be it"`
	Orders       []string        `json:"orders" nullable:"false"`
	Decidable    bool            `json:"decidable" doc:"A person says what became of it"`
}

type candidateBody struct {
	PlatformID string      `json:"platformId"`
	OrderedAt  db.Time     `json:"orderedAt"`
	Total      *dec.Amount `json:"total,omitempty"`
	Status     string      `json:"status"`
	Seller     string      `json:"seller"`
}

// seen leaves a figure out for those who may not see what things cost.
func seen[T any](ctx context.Context, v T) *T {
	if !api.Can(ctx, api.CostSee) {
		return nil
	}
	return &v
}

// given leaves a time out of the answer that was never set.
func given(t db.Time) *db.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (s *Service) newBody(ctx context.Context, v *View) placingBody {
	out := placingBody{Placeable: v.Why == nil, Why: faultDTO(ctx, fault.As(v.Why)), Address: v.Address, Parts: make([]partBody, 0, len(v.Parts)), Attempts: make([]attemptBody, 0, len(v.Attempts))}
	for _, p := range v.Parts {
		out.Parts = append(out.Parts, s.newPart(ctx, v, p))
	}
	for _, a := range v.Attempts {
		out.Attempts = append(out.Attempts, s.newAttempt(ctx, v, a))
	}
	return out
}

func (s *Service) newPart(ctx context.Context, v *View, p *Part) partBody {
	b := partBody{
		ID: p.ID, Number: p.Number, State: p.State, Flow: p.Flow, TradeMode: p.TradeMode, Message: p.Message, Cargo: make([]cargoBody, 0, len(p.Cargo)), PlanTotal: seen(ctx, p.planned()),
		AcceptedBy: p.AcceptedBy, Refusal: newRefusal(ctx, p.Refusal), Orders: []madeBody{}, DueAt: given(p.DueAt), AskedBy: p.AskedBy,
	}
	if p.AcceptedTotal != nil {
		b.AcceptedTotal = seen(ctx, *p.AcceptedTotal)
	}
	for i := range p.Cargo {
		c := &p.Cargo[i]
		body := cargoBody{
			OfferID: idText(c.OfferID), Title: c.Title, Spec: c.Spec, Picture: s.shops.Picture(c.Picture), Quantity: c.Quantity, Unit: c.Unit, Minimum: c.Minimum, Plan: seen(ctx, c.Plan),
			Lines: make([]lineBody, 0, len(c.Lines)),
		}
		for _, l := range c.Lines {
			body.Lines = append(body.Lines, lineBody{l.Number, l.SKU, l.Units})
		}
		b.Cargo = append(b.Cargo, body)
	}
	for _, m := range v.Made {
		if m.PartID != p.ID {
			continue
		}
		b.Cancellable = b.Cancellable || p.State == StatePlaced && v.Unpaid[m.PlatformID]
		body := madeBody{PlatformID: m.PlatformID, Extra: m.Extra, State: m.State}
		if m.Amount != nil {
			body.Amount = seen(ctx, *m.Amount)
		}
		b.Orders = append(b.Orders, body)
	}
	if q := v.Previews[p.PreviewID]; q != nil {
		b.Preview = newPreview(ctx, p, q)
	}
	return b
}

func newPreview(ctx context.Context, p *Part, q *Preview) *previewBody {
	b := &previewBody{
		ID: q.ID, MadeAt: q.MadeAt, Goods: seen(ctx, q.Goods), Freight: seen(ctx, q.Freight), Discount: seen(ctx, q.Discount), Total: seen(ctx, q.Total),
		Modes: append([]Mode{}, q.Modes()...), Differences: make([]differenceBody, 0, len(q.Differences)), Blocked: q.blocks(p), Refused: q.refusal() != nil,
	}
	b.Mode, _ = q.mode("") // none: then there is none to choose either
	for _, d := range q.Differences {
		body := differenceBody{Kind: d.Kind, Cargo: d.Cargo, Code: d.Code, Message: d.Message, Blocks: d.Blocks}
		if d.Kind == DiffPrice || d.Kind == DiffGoods || d.Kind == DiffFreight {
			body.Plan, body.Is = seen(ctx, d.Plan), seen(ctx, d.Is)
		}
		b.Differences = append(b.Differences, body)
	}
	return b
}

func (s *Service) newAttempt(ctx context.Context, v *View, a *Attempt) attemptBody {
	b := attemptBody{
		ID: a.ID, Part: v.Numbers[a.PartID], Number: a.Number, State: a.State, OutOrderID: a.OutOrderID, Token: a.Token, Code: a.Code, Said: a.Said, Lookups: a.Lookups, StartedAt: a.StartedAt,
		UnansweredAt: given(a.UnansweredAt), AnsweredAt: given(a.AnsweredAt), EndedAt: given(a.EndedAt), DecidedBy: a.DecidedBy, Evidence: []candidateBody{}, Orders: []string{},
	}
	for _, c := range a.Evidence {
		b.Evidence = append(b.Evidence, candidateBody{c.PlatformID, c.OrderedAt, seen(ctx, c.Total), c.Status, c.Seller})
	}
	for _, m := range v.Made {
		if m.AttemptID == a.ID {
			b.Orders = append(b.Orders, m.PlatformID)
		}
	}
	for _, p := range v.Parts {
		if p.ID == a.PartID {
			b.Decidable = s.decidable(p, a)
		}
	}
	return b
}
