package placing

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// previewHolds is how long a preview may be placed on; after it 1688 is asked again.
const previewHolds = 10 * time.Minute

// deliveryTx is where a part goes, as 1688 is told of it now.
func (s *Service) deliveryTx(ctx context.Context, tx *db.Tx, p *Part) (open1688.DeliveryAddress, error) {
	a, err := s.addresses.AddressTx(ctx, tx, p.AddressID)
	if err != nil {
		return open1688.DeliveryAddress{}, err
	}
	if !a.Active {
		return open1688.DeliveryAddress{}, ErrAddressInactive.With("name", a.Name)
	}
	entry, err := s.addresses.PlatformIDTx(ctx, tx, p.AddressID, p.AccountID)
	return delivery(a, entry), err
}

// preview asks 1688 what a part would cost, and keeps what it says. A refusal by 1688 or
// by a rule of ours is kept with the part and is no error; others come back as they are.
// For a part that is to be placed it gives the attempt, written down with the preview.
func (s *Service) preview(ctx context.Context, sc db.Scope, id db.ID) (*Attempt, error) {
	var (
		req  open1688.PreviewRequest
		part *Part
		hash string
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err := lockTx(ctx, tx, id)
		if err != nil {
			return err
		}
		part = t.Part
		to, err := s.deliveryTx(ctx, tx, part)
		if err != nil {
			return err
		}
		hash = part.hash(to)
		req = open1688.PreviewRequest{Address: to, Cargo: part.basket(), Flow: part.Flow}
		return nil
	})
	if err == nil {
		var answer *open1688.PreviewReply
		err = s.shops.Call(ctx, sc, part.AccountID, func(ctx context.Context, c *open1688.Client, token open1688.Token) (err error) {
			answer, _, err = c.Trade.Preview(ctx, token, req)
			return err
		})
		if err == nil {
			return s.keepPreview(ctx, sc, id, hash, req, answer)
		}
	}
	if passes(err) || ctx.Err() != nil {
		return nil, err
	}
	return nil, s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		t, err2 := lockTx(ctx, tx, id)
		if err2 != nil || !t.previewable() {
			return err2
		}
		why := fault.As(err)
		if why == nil {
			why = explain(err)
		}
		t.PreviewID = 0
		return s.refuseTx(ctx, tx, t.Part, why)
	})
}

// previewable tells whether a preview still says something about the part. One that another
// process is placing is past that: what 1688 refuses now may be what that one ordered.
func (t *tried) previewable() bool {
	return t.State == StateDraft || (t.State == StateWaiting && liveOf(t.attempts) == nil)
}

// keepPreview stores an answer with its differences from the plan.
func (s *Service) keepPreview(ctx context.Context, sc db.Scope, id db.ID, hash string, req open1688.PreviewRequest, answer *open1688.PreviewReply) (a *Attempt, err error) {
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		a = nil
		t, err := lockTx(ctx, tx, id)
		if err != nil || !t.previewable() {
			return err
		}
		set, err := settingTx(ctx, tx)
		if err != nil {
			return err
		}
		v := judge(t.Part, answer, set)
		v.ID, v.ContentHash, v.Request, v.MadeAt = tx.NewID(), hash, req, tx.Now
		if _, err := tx.Exec(ctx, `INSERT INTO placing_preview (tenant_id, id, part_id, content_hash, request, answer, goods, freight, discount, total, differences, made_at)
			VALUES (?,?,?,?,?,?,?,?,?,?,?,?)`, tx.Tenant, v.ID, v.PartID, v.ContentHash, jsonText(v.Request), jsonText(v.Answer), v.Goods, v.Freight, v.Discount, v.Total,
			jsonText(v.Differences), v.MadeAt); err != nil {
			return fmt.Errorf("keep preview: %w", err)
		}
		t.PreviewID, t.ContentHash = v.ID, hash
		if t.State == StateDraft {
			t.Refusal = nil
		}
		if why := v.refusal(); why != nil {
			return s.refuseTx(ctx, tx, t.Part, why)
		}
		if t.State == StateDraft {
			return s.changedTx(ctx, tx, t.Part)
		}
		if err := updatePartTx(ctx, tx, t.Part); err != nil {
			return err
		}
		a, err = s.intendTx(ctx, tx, t, v)
		return err
	})
	return a, err
}

const previewColumns = "id, part_id, content_hash, request, answer, goods, freight, discount, total, differences, made_at"

// previewsTx reads previews by their ids.
func previewsTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*Preview, error) {
	out := map[db.ID]*Preview{}
	err := db.EachIn(ctx, tx, "SELECT "+previewColumns+" FROM placing_preview WHERE tenant_id = ? AND id IN ({in})", []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		v := &Preview{Answer: &open1688.PreviewReply{}}
		var request, answer, differences string
		if err := rows.Scan(&v.ID, &v.PartID, &v.ContentHash, &request, &answer, &v.Goods, &v.Freight, &v.Discount, &v.Total, &differences, &v.MadeAt); err != nil {
			return err
		}
		out[v.ID] = v
		if err := fromJSON(request, &v.Request); err != nil {
			return err
		}
		if err := fromJSON(answer, v.Answer); err != nil {
			return err
		}
		return fromJSON(differences, &v.Differences)
	})
	if err != nil {
		return nil, fmt.Errorf("read previews: %w", err)
	}
	return out, nil
}

func previewTx(ctx context.Context, tx *db.Tx, id db.ID) (*Preview, error) {
	if id == 0 {
		return nil, nil
	}
	found, err := previewsTx(ctx, tx, []db.ID{id})
	return found[id], err
}

// settingTx reads what the set has decided.
func settingTx(ctx context.Context, tx *db.Tx) (*Setting, error) {
	set := defaultSetting
	if _, err := tx.Row(ctx, "SELECT price_bps, freight_over, version FROM placing_setting WHERE tenant_id = ?", []any{tx.Tenant}, &set.PriceBPS, &set.FreightOver, &set.Version); err != nil {
		return nil, fmt.Errorf("read placing setting: %w", err)
	}
	return &set, nil
}

// toleratedTx tells how much more than purchase orders say their orders on 1688 may charge:
// what the set tolerates, and what a person agreed to when they were placed.
func toleratedTx(ctx context.Context, tx *db.Tx, purchases []db.ID) (map[db.ID]dec.Amount, error) {
	set, err := settingTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	out := make(map[db.ID]dec.Amount, len(purchases))
	err = db.EachIn(ctx, tx, `SELECT p.id, p.goods_amount, COALESCE((SELECT SUM(g.accepted_total - g.plan_goods - g.plan_freight) FROM placing_part g
			WHERE g.tenant_id = p.tenant_id AND g.order_id = p.id AND g.accepted_total > g.plan_goods + g.plan_freight AND g.state <> 'retired'), 0)
		FROM purchase_order p WHERE p.tenant_id = ? AND p.id IN ({in})`, []any{tx.Tenant}, purchases, func(rows *sql.Rows) error {
		var (
			id              db.ID
			goods, accepted dec.Amount
		)
		if err := rows.Scan(&id, &goods, &accepted); err != nil {
			return err
		}
		dearer, err := goods.MulRatio(set.PriceBPS, 10_000)
		out[id] = dearer.Add(set.FreightOver).Add(accepted)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what is tolerated of purchase orders: %w", err)
	}
	return out, nil
}
