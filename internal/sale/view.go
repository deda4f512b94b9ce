package sale

import (
	"context"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// Detail is a document with the names that a page shows.
type Detail struct {
	Sale
	CustomerCode    string
	CustomerName    string
	WarehouseName   string
	SalespersonName string
	CreatedByName   string
	ReversesNo      string
	ReversedByNo    string
	SourceNo        string
	Settled         dec.Amount
	Pay             PayState
	SKUs            map[db.ID]*catalog.SKUInfo
}

// Get reads one document; one outside the warehouses or shops allowed is not found.
func (s *Service) Get(ctx context.Context, sc db.Scope, id db.ID, warehouses, shops tenant.Limit) (*Detail, error) {
	var d *Detail
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		sale, err := getTx(ctx, tx, id, false)
		if err != nil {
			return err
		}
		if !warehouses.Allows(sale.WarehouseID) || (sale.ShopID != 0 && !shops.Allows(sale.ShopID)) {
			return ErrNotFound
		}
		d, err = s.detailTx(ctx, tx, sale)
		return err
	})
	return d, err
}

func (s *Service) detailTx(ctx context.Context, tx *db.Tx, sale *Sale) (*Detail, error) {
	d := &Detail{Sale: *sale}
	var settled, setOff, amount *dec.Amount
	_, err := tx.Row(ctx, `SELECT c.code, c.name, w.name, COALESCE(sp.name, ''), COALESCE(cb.name, ''), COALESCE(rv.no, ''), COALESCE(rb.no, ''), COALESCE(so.no, ''), r.settled, r.set_off, r.amount
		FROM sale s
		JOIN customer c ON c.tenant_id = ? AND c.id = s.customer_id
		JOIN warehouse w ON w.tenant_id = ? AND w.id = s.warehouse_id
		LEFT JOIN member sm ON sm.tenant_id = ? AND sm.person_id = s.salesperson_id
		LEFT JOIN person sp ON sp.id = sm.person_id
		LEFT JOIN member cm ON cm.tenant_id = ? AND cm.person_id = s.created_by
		LEFT JOIN person cb ON cb.id = cm.person_id
		LEFT JOIN sale rv ON rv.tenant_id = ? AND rv.id = s.reverses_id
		LEFT JOIN sale rb ON rb.tenant_id = ? AND rb.id = s.reversed_by_id
		LEFT JOIN sale so ON so.tenant_id = ? AND so.id = s.source_id
		LEFT JOIN receivable r ON r.tenant_id = ? AND r.doc_id = s.id
		WHERE s.tenant_id = ? AND s.id = ?`,
		[]any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, sale.ID},
		&d.CustomerCode, &d.CustomerName, &d.WarehouseName, &d.SalespersonName, &d.CreatedByName, &d.ReversesNo, &d.ReversedByNo, &d.SourceNo, &settled, &setOff, &amount)
	if err != nil {
		return nil, err
	}
	if amount != nil {
		d.Settled, d.Pay = *settled, payState(*amount, *settled, *setOff)
	}
	d.SKUs, err = s.catalog.SKUsTx(ctx, tx, sale.skuIDs())
	return d, err
}

func (s *Sale) skuIDs() []db.ID {
	ids := make([]db.ID, 0, len(s.Lines))
	for i := range s.Lines {
		ids = append(ids, s.Lines[i].SKUID)
	}
	return ids
}

// Quote computes a document without saving it: prices, amounts, and what stock
// lacks, as the page shows while the clerk types. A shortage is not an error here.
func (s *Service) Quote(ctx context.Context, sc db.Scope, in Input) (*Sale, *fault.Error, error) {
	var (
		out   *Sale
		short *fault.Error
	)
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, d, err := s.buildTx(ctx, tx, &in)
		if err != nil {
			return err
		}
		out = d
		if d.Kind != KindIssue {
			return nil
		}
		err = s.stock.CheckTx(ctx, tx, stock.Posting{Lines: d.stockLines(), Kept: d.kept})
		if short = fault.As(err); short != nil && short.Is(stock.ErrShort) {
			return nil
		}
		return err
	})
	return out, short, err
}

// PreorderSource is what a pre-order is made from.
type PreorderSource struct {
	SaleID        db.ID
	No            string
	Date          db.Date
	ShopID        db.ID
	CustomerID    db.ID
	CustomerName  string
	Note          string
	Total         dec.Amount // settlement amount 结算金额, the fee included
	CustomerFee   dec.Amount
	State         State
	Reversed      bool
	WantsPreorder bool
	WarehouseID   db.ID
	Lines         []PreorderLine
	Returns       []db.ID // posted returns of the sale, reversed ones and their twins too
}

// PreorderLine is a line as 1688 is told of it.
type PreorderLine struct {
	LineID       db.ID
	SKUID        db.ID
	BaseQuantity dec.Quantity // without what came back
	Amount       dec.Amount   // what the customer owes for that, after all discounts
	Note         string
}

// PreorderSourceTx reads what the pre-order of a sale is made from; ErrNotFound
// when there is no such issue. lock holds the document until the commit, so that it
// is not taken back meanwhile.
func (s *Service) PreorderSourceTx(ctx context.Context, tx *db.Tx, id db.ID, lock bool) (*PreorderSource, error) {
	d, err := getTx(ctx, tx, id, lock)
	if err != nil {
		return nil, err
	}
	if d.Kind != KindIssue {
		return nil, ErrNotFound
	}
	customer, err := s.party.CustomerTx(ctx, tx, d.CustomerID)
	if err != nil {
		return nil, err
	}
	src := &PreorderSource{
		SaleID: d.ID, No: d.No, Date: d.Date, ShopID: d.ShopID, CustomerID: d.CustomerID, CustomerName: customer.Name, Note: d.Note,
		Total: d.Total, CustomerFee: d.CustomerFee, State: d.State,
		Reversed: d.ReversedByID != 0 || d.ReversesID != 0, WantsPreorder: d.WantsPreorder, WarehouseID: d.WarehouseID,
	}
	var back map[db.ID]cameBack
	if src.Returns, back, err = returnsTx(ctx, tx, d.ID); err != nil {
		return nil, err
	}
	for i := range d.Lines {
		l := &d.Lines[i]
		src.Lines = append(src.Lines, PreorderLine{
			LineID: l.ID, SKUID: l.SKUID, BaseQuantity: l.BaseQuantity.Sub(back[l.ID].quantity), Amount: l.SettledAmount.Sub(back[l.ID].amount), Note: l.Note,
		})
	}
	return src, nil
}
