package sale

import (
	"cmp"
	"context"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of what may be done to a document in its state.
var (
	// ErrState has the parameters no and state.
	ErrState = fault.Define(fault.Conflict, "sale.state",
		fault.ZH("单据 {no} 当前是“{state:sale.state}”状态，不能这样操作", "刷新查看最新状态"),
		fault.EN("Document {no} is {state:sale.state}; this cannot be done now", "Reload to see where it stands"))
	// ErrOwnReview is returned to a reviewer who made the document or changed it last.
	ErrOwnReview = fault.Define(fault.Forbidden, "sale.own_review",
		fault.ZH("不能审核自己制的或改过的单据", "请同事审核，或在账套设置里允许审核自己的单据"),
		fault.EN("Nobody reviews a document they made or changed", "Ask a colleague, or allow own review in the settings of the account set"))
	// ErrReasonRequired is returned for a rejection without a reason.
	ErrReasonRequired = fault.Define(fault.Invalid, "sale.reason_required",
		fault.ZH("驳回要写明原因", "填写原因"), fault.EN("A rejection needs a reason", "Enter the reason"))
)

// Mode says how far a saved document goes.
type Mode string

// The modes.
const (
	ModeDraft Mode = "draft" // keep it, no effect
	ModePost  Mode = "post"  // post it, or submit it where the set reviews documents
)

// Create saves a new document. In ModePost it is posted, or submitted for review
// where the set asks for that. It returns field faults for wrong input and
// stock.ErrShort, naming every SKU, when there is not enough.
func (s *Service) Create(ctx context.Context, sc db.Scope, in Input, mode Mode) (*Sale, error) {
	var out *Sale
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		c, d, err := s.buildTx(ctx, tx, &in)
		if err != nil {
			return err
		}
		d.ID, d.Version = tx.NewID(), 1
		d.CreatedBy, d.ChangedBy, d.CreatedAt, d.UpdatedAt = tx.Actor.UserID, tx.Actor.UserID, tx.Now, tx.Now
		for i := range d.Lines {
			d.Lines[i].ID = tx.NewID()
		}
		if err := s.advanceTx(ctx, tx, c, d, mode); err != nil {
			return err
		}
		if d.No == "" {
			if d.No, err = doc.NextNumberTx(ctx, tx, d.Kind.docType(), d.Date); err != nil {
				return err
			}
		}
		if err := insertTx(ctx, tx, d); err != nil {
			return err
		}
		out = d
		return s.savedTx(ctx, tx, "create", nil, d, c.customer.name)
	})
	return out, err
}

// Update replaces the content of a draft or submitted document.
func (s *Service) Update(ctx context.Context, sc db.Scope, id db.ID, version int64, in Input, mode Mode) (*Sale, error) {
	var out *Sale
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		old, err := getTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		if err := old.editable(version); err != nil {
			return err
		}
		in.Kind = old.Kind
		c, d, err := s.buildTx(ctx, tx, &in)
		if err != nil {
			return err
		}
		d.ID, d.No, d.Version = old.ID, old.No, old.Version+1
		d.CreatedBy, d.ChangedBy, d.CreatedAt, d.UpdatedAt = old.CreatedBy, tx.Actor.UserID, old.CreatedAt, tx.Now
		for i := range d.Lines {
			d.Lines[i].ID = tx.NewID()
		}
		if err := s.advanceTx(ctx, tx, c, d, mode); err != nil {
			return err
		}
		if err := replaceTx(ctx, tx, d); err != nil {
			return err
		}
		out = d
		action := "update"
		if d.State == StatePosted {
			action = "post"
		}
		return s.savedTx(ctx, tx, action, old.summary(), d, c.customer.name)
	})
	return out, err
}

// editable refuses a change to a document that has had its effect, or that
// somebody else has changed since.
func (s *Sale) editable(version int64) error {
	if s.State != StateDraft && s.State != StateSubmitted {
		return ErrState.With("no", s.No, "state", s.State)
	}
	if s.Version != version {
		return fault.ErrStale
	}
	return nil
}

// advanceTx takes a built document as far as mode and the set's policy say. The
// local stock check comes with the posting; a document waiting for review is
// checked as well, so that the clerk learns of it and not the reviewer.
func (s *Service) advanceTx(ctx context.Context, tx *db.Tx, c *inputContext, d *Sale, mode Mode) error {
	if mode != ModePost {
		d.State = StateDraft
		return nil
	}
	if err := s.creditTx(ctx, tx, d); err != nil {
		return err
	}
	if c.set.StockReview && d.Kind != KindOrder {
		d.State = StateSubmitted
		if d.Kind == KindIssue {
			return s.stock.CheckTx(ctx, tx, stock.Posting{Lines: d.stockLines(), Kept: d.kept})
		}
		return nil
	}
	return s.postTx(ctx, tx, c.set, d)
}

// creditTx refuses what would take the customer beyond its credit limit.
func (s *Service) creditTx(ctx context.Context, tx *db.Tx, d *Sale) error {
	if d.Kind != KindIssue {
		return nil
	}
	return s.finance.CheckCreditTx(ctx, tx, d.CustomerID, d.Total.Sub(d.PaidNow))
}

// Approve posts a submitted document, in a transaction of its own. What may have
// changed while it waited is checked again: its source, its warehouse and the
// customer's credit; stock and dates are checked by the posting.
func (s *Service) Approve(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Sale, error) {
	var out *Sale
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := s.submittedTx(ctx, tx, id, version)
		if err != nil {
			return err
		}
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		if mine := d.CreatedBy == tx.Actor.UserID || d.ChangedBy == tx.Actor.UserID; mine && tx.Actor.UserID != 0 && !set.OwnApproval {
			return ErrOwnReview
		}
		before := d.summary()
		d.Version++
		d.UpdatedAt = tx.Now
		if err := s.sourceAgainTx(ctx, tx, d); err != nil {
			return err
		}
		if err := stock.OpenWarehouseTx(ctx, tx, d.WarehouseID); err != nil {
			return err
		}
		if err := s.creditTx(ctx, tx, d); err != nil {
			return err
		}
		if err := s.postTx(ctx, tx, set, d); err != nil {
			return err
		}
		if err := replaceTx(ctx, tx, d); err != nil {
			return err
		}
		customer, err := s.party.CustomerTx(ctx, tx, d.CustomerID)
		if err != nil {
			return err
		}
		out = d
		return s.savedTx(ctx, tx, "approve", before, d, customer.Name)
	})
	return out, err
}

// Reject sends a submitted document back to its maker with a reason.
func (s *Service) Reject(ctx context.Context, sc db.Scope, id db.ID, version int64, reason string) (*Sale, error) {
	if reason == "" {
		var f fault.Fields
		f.Add("reason", ErrReasonRequired)
		return nil, f.Err()
	}
	return s.change(ctx, sc, id, version, "reject", func(_ context.Context, _ *db.Tx, d *Sale) (State, string, error) {
		if d.State != StateSubmitted {
			return "", "", ErrState.With("no", d.No, "state", d.State)
		}
		return StateDraft, reason, nil
	})
}

// Withdraw takes a submitted document back into a draft (撤销).
func (s *Service) Withdraw(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Sale, error) {
	return s.change(ctx, sc, id, version, "withdraw", func(_ context.Context, _ *db.Tx, d *Sale) (State, string, error) {
		if d.State != StateSubmitted {
			return "", "", ErrState.With("no", d.No, "state", d.State)
		}
		return StateDraft, "", nil
	})
}

// Void gives up a document that has had no effect; it keeps its number. An order
// may be voided after it was posted, since it moved nothing, as long as nothing has
// been sold from it.
func (s *Service) Void(ctx context.Context, sc db.Scope, id db.ID, version int64) (*Sale, error) {
	return s.change(ctx, sc, id, version, "void", func(ctx context.Context, tx *db.Tx, d *Sale) (State, string, error) {
		if d.State == StateVoid || (d.State == StatePosted && d.Kind != KindOrder) {
			return "", "", ErrState.With("no", d.No, "state", d.State)
		}
		if d.State == StatePosted {
			if err := s.voidOrderTx(ctx, tx, d); err != nil {
				return "", "", err
			}
		}
		return StateVoid, "", nil
	})
}

func (s *Service) change(ctx context.Context, sc db.Scope, id db.ID, version int64, action string,
	to func(context.Context, *db.Tx, *Sale) (State, string, error),
) (*Sale, error) {
	var out *Sale
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		d, err := getTx(ctx, tx, id, true)
		if err != nil {
			return err
		}
		if d.Version != version {
			return fault.ErrStale
		}
		before := d.summary()
		state, reason, err := to(ctx, tx, d)
		if err != nil {
			return err
		}
		if err := stateTx(ctx, tx, d, state, reason); err != nil {
			return err
		}
		customer, err := s.party.CustomerTx(ctx, tx, d.CustomerID)
		if err != nil {
			return err
		}
		out = d
		return s.savedTx(ctx, tx, action, before, d, customer.Name)
	})
	return out, err
}

func (s *Service) submittedTx(ctx context.Context, tx *db.Tx, id db.ID, version int64) (*Sale, error) {
	d, err := getTx(ctx, tx, id, true)
	if err != nil {
		return nil, err
	}
	if d.State != StateSubmitted {
		return nil, ErrState.With("no", d.No, "state", d.State)
	}
	if d.Version != version {
		return nil, fault.ErrStale
	}
	return d, nil
}

// buildTx checks an input and makes the document of it, reading all it needs in
// a fixed number of queries.
func (s *Service) buildTx(ctx context.Context, tx *db.Tx, in *Input) (*inputContext, *Sale, error) {
	var f fault.Fields
	in.check(&f)
	if err := f.Err(); err != nil {
		return nil, nil, err
	}
	c, err := s.inputContextTx(ctx, tx, in, &f)
	if err != nil {
		return nil, nil, err
	}
	d := in.build(c, &f)
	if f.Len() == 0 && in.SourceID != 0 {
		if err := s.sourceTx(ctx, tx, d, tenant.DataScope{Warehouses: in.Warehouses, Shops: in.Shops}, &f); err != nil {
			return nil, nil, err
		}
	}
	return c, d, f.Err()
}

func (s *Service) inputContextTx(ctx context.Context, tx *db.Tx, in *Input, f *fault.Fields) (*inputContext, error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	c := &inputContext{set: set, now: tx.Now}
	info, err := s.party.CustomerTx(ctx, tx, in.CustomerID)
	switch {
	case fault.KindOf(err) == fault.NotFound && err != nil:
		f.AddErr("customerId", err)
		c.customer.active = true
	case err != nil:
		return nil, err
	default:
		c.customer = customer{name: info.Name, level: info.LevelID, active: info.Active}
	}
	if err := s.shopTx(ctx, tx, in, c, f); err != nil {
		return nil, err
	}
	if c.warehouse, err = s.warehouseTx(ctx, tx, in, cmp.Or(in.WarehouseID, c.shop.WarehouseID), f); err != nil {
		return nil, err
	}
	if err := s.peopleAndMoneyTx(ctx, tx, in, f); err != nil {
		return nil, err
	}
	ids := make([]db.ID, 0, len(in.Lines))
	unpriced := make([]db.ID, 0, len(in.Lines))
	for i := range in.Lines {
		ids = append(ids, in.Lines[i].SKUID)
		if in.Lines[i].Price == nil {
			unpriced = append(unpriced, in.Lines[i].SKUID)
		}
	}
	if c.skus, err = s.catalog.SKUsTx(ctx, tx, ids); err != nil {
		return nil, err
	}
	c.prices = map[db.ID]dec.Price{}
	if len(unpriced) > 0 && c.customer.level != 0 {
		if c.prices, err = s.catalog.PricesTx(ctx, tx, c.customer.level, unpriced); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// warehouseTx finds the warehouse of the document: the one given, or its shop's, or
// the set's default.
func (s *Service) warehouseTx(ctx context.Context, tx *db.Tx, in *Input, wanted db.ID, f *fault.Fields) (db.ID, error) {
	find := s.stock.DefaultWarehouseTx
	if wanted != 0 {
		find = func(ctx context.Context, tx *db.Tx) (*stock.Warehouse, error) {
			return stock.WarehouseTx(ctx, tx, wanted)
		}
	}
	w, err := find(ctx, tx)
	if err != nil {
		if f.AddErr("warehouseId", err) {
			return 0, nil // told with the other fields
		}
		return 0, err
	}
	switch {
	case !in.Warehouses.Allows(w.ID):
		f.Add("warehouseId", fault.ErrNotFound.With("what", "warehouse"))
	case !w.Active:
		f.Add("warehouseId", stock.ErrWarehouseInactive.With("name", w.Name))
	}
	return w.ID, nil
}

// peopleAndMoneyTx checks the salesperson and the fund account, which drafts keep
// as well: neither may be another set's.
func (s *Service) peopleAndMoneyTx(ctx context.Context, tx *db.Tx, in *Input, f *fault.Fields) error {
	if in.SalespersonID != 0 {
		works, err := tenant.ActiveMemberTx(ctx, tx, in.SalespersonID)
		if err != nil {
			return err
		}
		if !works {
			f.Add("salespersonId", ErrSalesperson)
		}
	}
	if in.FundAccountID != 0 {
		fund, err := s.finance.FundAccountTx(ctx, tx, in.FundAccountID)
		if err == nil && !fund.Active {
			err = finance.ErrFundInactive.With("name", fund.Name)
		}
		if !f.AddErr("fundAccountId", err) {
			return err
		}
	}
	return nil
}

// shopTx finds the shop of the document: the one given, or the only one there is.
func (s *Service) shopTx(ctx context.Context, tx *db.Tx, in *Input, c *inputContext, f *fault.Fields) error {
	var shops []Shop
	if s.shops != nil {
		var err error
		if shops, err = s.shops.ShopsTx(ctx, tx); err != nil {
			return err
		}
		shops = slices.DeleteFunc(shops, func(shop Shop) bool { return !in.Shops.Allows(shop.ID) })
	}
	wanted := in.WantsPreorder == nil || *in.WantsPreorder
	switch {
	case in.ShopID != 0:
		for _, shop := range shops {
			if shop.ID == in.ShopID {
				c.shop, c.preorder = shop, wanted && (shop.Preorders || in.WantsPreorder != nil)
				return nil
			}
		}
		f.Add("shopId", ErrShopUnknown)
	case len(shops) == 1:
		c.shop, c.preorder = shops[0], wanted && (shops[0].Preorders || in.WantsPreorder != nil)
	case len(shops) > 1 && in.Kind == KindIssue && wanted:
		f.Add("shopId", ErrShopRequired)
	}
	return nil
}
