package placing

import (
	"cmp"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// Preview is what 1688 said an order would cost.
type Preview struct {
	ID          db.ID
	PartID      db.ID
	ContentHash string // of what was asked
	Request     open1688.PreviewRequest
	Answer      *open1688.PreviewReply
	Goods       dec.Amount // after discounts
	Freight     dec.Amount
	Discount    dec.Amount
	Total       dec.Amount
	Differences []Difference
	MadeAt      db.Time
}

// DifferenceKind is what differs from the plan.
type DifferenceKind string

// The kinds.
const (
	DiffPrice   DifferenceKind = "price"   // of a spec, for all of its quantity
	DiffGoods   DifferenceKind = "goods"   // of all specs together, after discounts
	DiffFreight DifferenceKind = "freight" // where freight was planned, or is to be paid
	DiffSplit   DifferenceKind = "split"   // 1688 makes several orders of it
	DiffRefused DifferenceKind = "refused" // 1688 does not take a spec, or the whole
	DiffMode    DifferenceKind = "mode"    // the trade mode that was wanted cannot be had
)

// Difference is something that 1688 says otherwise than the purchase order.
type Difference struct {
	Kind    DifferenceKind `json:"kind"`
	Cargo   int            `json:"cargo"` // which spec, from 0; -1: the whole
	Plan    dec.Amount     `json:"plan"`
	Is      dec.Amount     `json:"is"`
	Code    string         `json:"code,omitempty"` // of 1688
	Message string         `json:"message,omitempty"`
	Blocks  bool           `json:"blocks"` // beyond the tolerance: a person accepts it first
}

// Setting is how much more than planned is paid without asking anybody.
type Setting struct {
	PriceBPS    int64      // of goods, in 1/10,000 of what was planned
	FreightOver dec.Amount // of an order, above what was planned
	Version     int64
}

// defaultSetting holds for sets that have not decided: no price above the order's is paid
// unseen, and freight as small parcels cost it is.
var defaultSetting = Setting{FreightOver: dec.AmountFromFen(20_00)}

// judge compares an answer with the part that asked.
func judge(p *Part, answer *open1688.PreviewReply, set *Setting) *Preview {
	v := &Preview{PartID: p.ID, Answer: answer}
	amounts, priced := make([]dec.Amount, len(p.Cargo)), make([]bool, len(p.Cargo))
	for i := range answer.Orders {
		o := &answer.Orders[i]
		v.Goods = v.Goods.Add(fen(o.SumPaymentNoCarriage))
		v.Freight = v.Freight.Add(fen(o.SumCarriage))
		v.Discount = v.Discount.Add(fen(o.DiscountFee))
		v.Total = v.Total.Add(fen(o.SumPayment))
		named := false
		for j := range o.Cargo {
			c := &o.Cargo[j]
			at := p.find(c)
			if at >= 0 {
				if sum, err := c.Amount.Fen(); err == nil {
					amounts[at], priced[at] = amounts[at].Add(fen(sum)), true
				}
			}
			if !o.Orderable && !succeeded(c.ResultCode) {
				named = true
				v.Differences = append(v.Differences, Difference{Kind: DiffRefused, Cargo: at, Code: c.ResultCode, Message: c.Message})
			}
		}
		if !o.Orderable && !named {
			v.Differences = append(v.Differences, Difference{Kind: DiffRefused, Cargo: -1, Code: o.ResultCode, Message: o.Message})
		}
	}
	dearer := over(v.Goods, p.PlanGoods, set.PriceBPS)
	for i := range p.Cargo {
		if plan := p.Cargo[i].Plan; priced[i] && amounts[i] != plan {
			v.Differences = append(v.Differences, Difference{Kind: DiffPrice, Cargo: i, Plan: plan, Is: amounts[i], Blocks: dearer && over(amounts[i], plan, set.PriceBPS)})
		}
	}
	if v.Goods != p.PlanGoods {
		v.Differences = append(v.Differences, Difference{Kind: DiffGoods, Cargo: -1, Plan: p.PlanGoods, Is: v.Goods, Blocks: dearer})
	}
	if v.Freight != p.PlanFreight {
		v.Differences = append(v.Differences, Difference{Kind: DiffFreight, Cargo: -1, Plan: p.PlanFreight, Is: v.Freight, Blocks: v.Freight > p.PlanFreight.Add(set.FreightOver)})
	}
	if len(answer.Orders) > 1 {
		v.Differences = append(v.Differences, Difference{Kind: DiffSplit, Cargo: -1})
	}
	if modes := v.Modes(); p.TradeMode != "" && !slices.ContainsFunc(modes, func(m Mode) bool { return m.Code == p.TradeMode }) {
		v.Differences = append(v.Differences, Difference{Kind: DiffMode, Cargo: -1, Code: p.TradeMode})
	}
	return v
}

func fen(f open1688.Fen) dec.Amount { return dec.AmountFromFen(int64(f)) }

// succeeded tells whether a result code of 1688 is one that says well.
func succeeded(code string) bool {
	return code == "" || code == "200" || code == "0" || strings.EqualFold(code, "success")
}

// find gives the cargo that a line of an answer is about; -1 when there is none.
func (p *Part) find(c *open1688.CargoPreview) int {
	offer, _ := c.OfferID.Int64() // what is no number is no offer of ours
	sku, _ := c.SKUID.Int64()
	return slices.IndexFunc(p.Cargo, func(g Cargo) bool { return g.same(offer, c.SpecID, sku) })
}

// Mode is a way of trading that an order may have.
type Mode struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Modes are the trade modes that may be sent for all orders of the preview.
func (v *Preview) Modes() []Mode {
	var out []Mode
	for i := range v.Answer.Orders {
		o := &v.Answer.Orders[i]
		if i > 0 {
			out = slices.DeleteFunc(out, func(m Mode) bool { return !slices.Contains(o.TradeModeNames, m.Code) })
			continue
		}
		for _, code := range o.TradeModeNames {
			m := Mode{Code: code, Name: code}
			usable := true
			for _, model := range o.TradeModels {
				if model.TradeType == code {
					m.Name, usable = cmp.Or(model.Name, code), model.OpSupport
				}
			}
			if usable {
				out = append(out, m)
			}
		}
	}
	return out
}

// preferred are the trade modes that protect the buyer, the best first.
var preferred = []string{"assureTrade", "fxassure", "nzassure", "assure", "alipay"}

// mode picks the trade mode: the one wanted, else the first that protects the buyer.
func (v *Preview) mode(wanted string) (string, *fault.Error) {
	modes := v.Modes()
	if len(modes) == 0 {
		return "", ErrNoTradeMode.With()
	}
	has := func(code string) bool {
		return slices.ContainsFunc(modes, func(m Mode) bool { return m.Code == code })
	}
	if wanted != "" {
		if has(wanted) {
			return wanted, nil
		}
		var names []string
		for _, m := range modes {
			names = append(names, m.Name)
		}
		return "", ErrTradeMode.With("name", wanted, "allowed", strings.Join(names, " / "))
	}
	for _, code := range preferred {
		if has(code) {
			return code, nil
		}
	}
	return modes[0].Code, nil
}

// refusal is why the part cannot be placed as previewed, whatever a person accepts.
func (v *Preview) refusal() *fault.Error {
	if len(v.Answer.Orders) == 0 {
		return ErrPlatform.With("code", "empty", "message", "preview")
	}
	for _, d := range v.Differences {
		if d.Kind == DiffRefused {
			return refused(d.Code, d.Message)
		}
	}
	return nil
}

// blocks tells whether a person has to accept what 1688 asks, unless done for as much.
func (v *Preview) blocks(p *Part) bool {
	return slices.ContainsFunc(v.Differences, func(d Difference) bool { return d.Blocks }) && (p.AcceptedTotal == nil || *p.AcceptedTotal < v.Total)
}

// differs says what 1688 asks beyond the tolerance.
func (v *Preview) differs() *fault.Error {
	for _, d := range v.Differences {
		if d.Blocks && d.Kind == DiffGoods {
			return ErrDiffers.With("expected", d.Plan, "total", d.Is)
		}
	}
	for _, d := range v.Differences {
		if d.Blocks && d.Kind == DiffFreight {
			return ErrFreight.With("expected", d.Plan, "total", d.Is)
		}
	}
	return ErrDiffers.With("expected", v.Goods, "total", v.Total)
}

// planned is what the purchase order says of the whole part.
func (p *Part) planned() dec.Amount { return p.PlanGoods.Add(p.PlanFreight) }

// flow is what creation is told: the preview names the cheapest where none was chosen.
func (v *Preview) flow(p *Part) string {
	if p.Flow != "" {
		return p.Flow
	}
	return cmp.Or(v.Answer.Orders[0].FlowFlag, open1688.FlowGeneral)
}

// promotion is the discount that 1688 chose for an order that stays one.
func (v *Preview) promotion() string {
	if len(v.Answer.Orders) == 1 {
		for _, q := range v.Answer.Orders[0].ShopPromotions {
			if q.Selected {
				return q.PromotionID
			}
		}
	}
	return ""
}
