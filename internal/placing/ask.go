package placing

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
)

// Faults of what people ask for.
var (
	// ErrOrderChanged has the parameter no.
	ErrOrderChanged = fault.Define(fault.Conflict, "placing.order_changed",
		fault.ZH("采购单 {no} 在预览之后有变化", "重新预览后再下单"),
		fault.EN("Purchase order {no} has changed since it was previewed", "Preview it again, then place it"))
	// ErrNotDraft is returned for a part that is not waiting to be placed.
	ErrNotDraft = fault.Define(fault.Conflict, "placing.not_draft",
		fault.ZH("这一笔已经下单或正在下单", "刷新查看最新状态"),
		fault.EN("This part is placed or being placed already", "Reload to see where it stands"))
	// ErrPreviewFirst is returned for a part without a preview, or with another one than was shown.
	ErrPreviewFirst = fault.Define(fault.Conflict, "placing.preview_first",
		fault.ZH("预览已更新或还没有预览", "核对最新的预览，再下单"),
		fault.EN("The preview was made anew, or there is none", "Look at the preview, then place it"))
	// ErrNoDecision is returned for an attempt that leaves nothing to decide.
	ErrNoDecision = fault.Define(fault.Conflict, "placing.no_decision",
		fault.ZH("这次下单不需要人工决定", "系统仍在核实，或结果已经确定；刷新查看"),
		fault.EN("There is nothing to decide about this attempt", "It is still being looked up, or its result is known; reload"))
	// ErrDecidedNone is kept with a part of which a person said that it was not made.
	ErrDecidedNone = fault.Define(fault.Conflict, "placing.decided_none",
		fault.ZH("{name} 核对后认定这次没有下成", "需要时重新预览、下单"),
		fault.EN("{name} found that it was not carried out", "Preview and place it again if it is still wanted"))
)

// Preview plans what is left to place of an order anew and asks 1688 what it would cost.
func (s *Service) Preview(ctx context.Context, sc db.Scope, order db.ID, c Choices) error {
	var f fault.Fields
	if c.check(&f); f.Len() > 0 {
		return f.Err()
	}
	var parts []*Part
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		orders, err := s.purchases.OrdersTx(ctx, tx, []db.ID{order}, true)
		if err != nil {
			return err
		}
		if orders[order] == nil {
			return purchase.ErrNotFound
		}
		plan, err := s.planTx(ctx, tx, []*purchase.Order{orders[order]}, &c)
		if err != nil {
			return err
		}
		if plan[0].why != nil {
			return plan[0].why
		}
		parts = plan[0].parts
		return replaceTx(ctx, tx, plan)
	})
	if err != nil {
		return err
	}
	var ids []db.ID
	for _, p := range parts {
		ids = append(ids, p.ID)
	}
	if err := s.each(ctx, ids, func(ctx context.Context, id db.ID) error {
		_, err := s.preview(ctx, sc, id)
		return err
	}); err != nil {
		return fmt.Errorf("preview order %d: %w", order, err)
	}
	return nil
}

// Pick is a part that is to be placed as it was previewed.
type Pick struct {
	PartID    db.ID
	PreviewID db.ID
	TradeMode string      // empty takes the first that protects the buyer
	Accept    *dec.Amount // the most that the person agrees to pay, differences and all
}

// Place has parts of an order placed. Asking twice, or by two people, places them once.
func (s *Service) Place(ctx context.Context, sc db.Scope, order db.ID, picks []Pick, message string) error {
	var f fault.Fields
	message = check.Text(&f, "message", message, maxNote)
	if len(picks) == 0 {
		f.Add("parts", fault.ErrRequired)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		orders, err := s.purchases.OrdersTx(ctx, tx, []db.ID{order}, true)
		if err != nil {
			return err
		}
		o := orders[order]
		if o == nil {
			return purchase.ErrNotFound
		}
		if err := s.placeableTx(ctx, tx, o); err != nil {
			return err
		}
		var wrong fault.Fields
		for i := range picks {
			at := fmt.Sprintf("parts[%d]", i)
			err := s.pickTx(ctx, tx, o, &picks[i], message)
			switch {
			case errors.Is(err, ErrNotFound):
				at += ".id"
			case errors.Is(err, ErrPreviewFirst):
				at += ".previewId"
			case errors.Is(err, ErrTradeMode):
				at += ".tradeMode"
			}
			if !wrong.AddErr(at, err) {
				return err
			}
		}
		if err := wrong.Err(); err != nil {
			return err
		}
		return wakeTx(ctx, tx, o.BuyerAccountID, tx.Now)
	})
}

// placeableTx refuses an order that cannot be placed as it stands now.
func (s *Service) placeableTx(ctx context.Context, tx *db.Tx, o *purchase.Order) error {
	var k known
	var err error
	if k.foreign, err = s.foreignTx(ctx, tx, []db.ID{o.ID}); err != nil {
		return err
	}
	if k.accounts, err = s.buyersTx(ctx, tx); err != nil {
		return err
	}
	return k.refuse(o)
}

// pickTx has one part placed.
func (s *Service) pickTx(ctx context.Context, tx *db.Tx, o *purchase.Order, pick *Pick, message string) error {
	t, err := lockOfTx(ctx, tx, o.ID, pick.PartID)
	switch {
	case err != nil:
		return err
	case t.State != StateDraft:
		return ErrNotDraft
	case t.OrderHash != o.ContentHash || t.AccountID != o.BuyerAccountID:
		return ErrOrderChanged.With("no", o.No)
	case t.PreviewID == 0 || t.PreviewID != pick.PreviewID:
		return ErrPreviewFirst
	}
	v, err := previewTx(ctx, tx, t.PreviewID)
	if err != nil {
		return err
	}
	if v == nil {
		return ErrPreviewFirst
	}
	if refusal := v.refusal(); refusal != nil {
		return refusal
	}
	if pick.Accept != nil {
		t.AcceptedTotal, t.AcceptedBy, t.AcceptedAt = pick.Accept, tx.Actor.Name, tx.Now
	}
	if v.blocks(t.Part) {
		return v.differs()
	}
	if _, refusal := v.mode(pick.TradeMode); refusal != nil {
		return refusal
	}
	t.TradeMode, t.Message, t.AskedBy, t.Refusal, t.Failures = pick.TradeMode, message, tx.Actor.Name, nil, 0
	t.wait(StateWaiting, tx.Now)
	more := map[string]any{"cost": map[string]any{"total": v.Total}}
	if pick.Accept != nil {
		more["cost"] = map[string]any{"total": v.Total, "accepted": *pick.Accept}
	}
	if err := saidTx(ctx, tx, t.Part, "place_ask", more); err != nil {
		return err
	}
	return s.changedTx(ctx, tx, t.Part)
}

// Decide says which orders an attempt made that is left to a person; none means that it was
// not carried out. An attempt that cannot be looked up any more may be ended the same way.
func (s *Service) Decide(ctx context.Context, sc db.Scope, order, attempt db.ID, platformIDs []string) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		found, err := attemptsTx(ctx, tx, "id = ? AND order_id = ?", attempt, order)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return ErrNotFound
		}
		t, err := lockTx(ctx, tx, found[0].PartID)
		if err != nil {
			return err
		}
		a := t.attempt(attempt)
		if !s.decidable(t.Part, a) {
			return ErrNoDecision
		}
		a.DecidedBy = tx.Actor.Name
		if len(platformIDs) == 0 {
			a.State, a.EndedAt, a.Evidence = AttemptNotDone, tx.Now, nil
			if err := updateAttemptTx(ctx, tx, a); err != nil {
				return err
			}
			t.PreviewID = 0
			return s.refuseTx(ctx, tx, t.Part, ErrDecidedNone.With("name", tx.Actor.Name))
		}
		all, in := db.InKeys([]any{a.AccountID}, platformIDs)
		others, err := madeTx(ctx, tx, "account_id = ? AND platform_id IN ("+in+")", all...)
		if err != nil {
			return err
		}
		taken := map[string]bool{}
		for _, m := range others {
			taken[m.PlatformID] = true
		}
		var f fault.Fields
		var made []*Made
		chosen := map[string]bool{}
		for i, id := range platformIDs {
			at := slices.IndexFunc(a.Evidence, func(c Candidate) bool { return c.PlatformID == id })
			switch {
			case at < 0:
				f.Add(fmt.Sprintf("platformIds[%d]", i), fault.ErrNotFound.With("what", id))
			case taken[id]:
				f.Add(fmt.Sprintf("platformIds[%d]", i), ErrTakenElsewhere.With("order", id))
			case !chosen[id]:
				chosen[id] = true
				made = append(made, &Made{AccountID: a.AccountID, PlatformID: id, AttemptID: a.ID, PartID: t.ID, Amount: &a.Evidence[at].Total, State: MadeTold, MadeAt: tx.Now})
			}
		}
		if err := f.Err(); err != nil {
			return err
		}
		if err := s.foundTx(ctx, tx, t, a, made); err != nil {
			return err
		}
		// Two people may choose the same for two parts: then another attempt has it.
		if kept, err := madeTx(ctx, tx, "attempt_id = ?", a.ID); err != nil {
			return err
		} else if len(kept) < len(made) {
			return db.ErrAgain
		}
		return nil
	})
}

// decidable tells whether a person says what became of an attempt: orders may be its, or
// it cannot be looked up, long after any call of it has ended.
func (s *Service) decidable(p *Part, a *Attempt) bool {
	stuck := a.State == AttemptOpen && p.Refusal != nil && !a.UnansweredAt.IsZero() && s.db.Now().Sub(a.UnansweredAt.Time) > s.settleTime
	return a.State == AttemptUnclear || stuck
}

// Check has everything looked at again now that waits for something about an order.
func (s *Service) Check(ctx context.Context, sc db.Scope, order db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		accounts, err := accountsTx(ctx, tx, "SELECT DISTINCT account_id FROM placing_part WHERE tenant_id = ? AND order_id = ? AND due_at IS NOT NULL", order)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "UPDATE placing_part SET due_at = ? WHERE tenant_id = ? AND order_id = ? AND due_at > ?", tx.Now, tx.Tenant, order, tx.Now); err != nil {
			return fmt.Errorf("have an order looked at: %w", err)
		}
		for _, account := range accounts {
			if err := wakeTx(ctx, tx, account, tx.Now); err != nil {
				return err
			}
		}
		return nil
	})
}

// SetSetting stores how much more than planned is paid without asking anybody.
func (s *Service) SetSetting(ctx context.Context, sc db.Scope, in Setting) error {
	var f fault.Fields
	if in.PriceBPS < 0 || in.PriceBPS > 10_000 {
		f.Add("priceBps", fault.ErrRange.With("max", 10_000))
	}
	if in.FreightOver < 0 {
		f.Add("freightOver", fault.ErrNegative)
	}
	if err := f.Err(); err != nil {
		return err
	}
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		was, err := settingTx(ctx, tx)
		if err != nil {
			return err
		}
		if was.Version != in.Version {
			return fault.ErrStale
		}
		n, err := tx.Exec(ctx, `INSERT INTO placing_setting (tenant_id, price_bps, freight_over, updated_at, version) VALUES (?, ?, ?, ?, 1)
			ON CONFLICT (tenant_id) DO UPDATE SET price_bps = excluded.price_bps, freight_over = excluded.freight_over, updated_at = excluded.updated_at,
				version = placing_setting.version + 1 WHERE placing_setting.version = ?`, tx.Tenant, in.PriceBPS, in.FreightOver, tx.Now, in.Version)
		if err != nil {
			return fmt.Errorf("store placing setting: %w", err)
		}
		if n == 0 {
			return fault.ErrStale
		}
		if err := s.platform.ToleratedTx(ctx, tx); err != nil {
			return err
		}
		return settingSaidTx(ctx, tx, was, &in)
	})
}
