package sale

import (
	"context"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
)

// docKind names sales in the stock ledger and the books.
const docKind = "sale"

// postTx gives a built document its effect: stock, books, receivable, what was
// paid at once and the wish for a pre-order. The caller writes the document, whose
// number is drawn here, as late as possible, since its counter is held until the
// commit.
func (s *Service) postTx(ctx context.Context, tx *db.Tx, set *tenant.Set, d *Sale) error {
	if d.No == "" {
		// The ledger rows carry the number, so it cannot wait until they are written.
		no, err := doc.NextNumberTx(ctx, tx, d.Kind.docType(), d.Date)
		if err != nil {
			return err
		}
		d.No = no
	}
	if err := tenant.LockPoliciesTx(ctx, tx, set, d.No); err != nil {
		return err
	}
	d.State, d.PostedAt, d.PostedBy = StatePosted, tx.Now, tx.Actor.UserID
	if d.Kind == KindOrder {
		d.Fulfilment = FulfilmentOpen
		return s.stock.ReserveTx(ctx, tx, d.promised())
	}
	inventory, adjustment, err := s.moveTx(ctx, tx, set, d)
	if err != nil {
		return err
	}
	if err := s.finance.PostTx(ctx, tx, d.entry(inventory, adjustment)); err != nil {
		return err
	}
	owed := d.Total
	if d.Kind == KindReturn {
		owed = owed.Neg()
	}
	if err := s.owe(ctx, tx, d, owed); err != nil {
		return err
	}
	if d.ReversesID != 0 {
		return nil
	}
	if d.order != nil {
		if err := s.serveTx(ctx, tx, d.order, d, false); err != nil {
			return err
		}
	}
	if d.Kind == KindIssue {
		if err := s.party.RememberPricesTx(ctx, tx, d.soldPrices()); err != nil {
			return err
		}
	}
	return s.wantPreorderTx(ctx, tx, d)
}

// moveTx takes the goods out, or in, and fills in what they cost.
func (s *Service) moveTx(ctx context.Context, tx *db.Tx, set *tenant.Set, d *Sale) (inventory, adjustment dec.Cost, err error) {
	p := stock.Posting{DocKind: docKind, DocID: d.ID, DocNo: d.No, Date: d.Date, Reverses: d.ReversesID, Kept: d.kept}
	if d.ReversesID != 0 {
		if p.Lines, err = s.stock.ReversalTx(ctx, tx, d.ReversesID); err != nil {
			return 0, 0, err
		}
		for i := range p.Lines { // in the order of the original's lines, which the twin keeps
			p.Lines[i].LineID = d.Lines[i].ID
		}
	} else {
		p.Lines = d.stockLines()
	}
	posted, err := s.stock.PostTx(ctx, tx, set, p)
	if err != nil {
		return 0, 0, err
	}
	d.Cost = 0
	for i := range d.Lines {
		d.Lines[i].Cost = posted.Costs[i].Neg() // a cost is positive when goods leave
		d.Cost = d.Cost.Add(d.Lines[i].Cost)
	}
	return posted.Inventory(), posted.Adjustment(), nil
}

// stockLines are the movements of a document that is no reversal. What comes
// back from a customer comes back at what it cost when it left, if that is known.
func (s *Sale) stockLines() []stock.Line {
	lines := make([]stock.Line, 0, len(s.Lines))
	for i := range s.Lines {
		l := &s.Lines[i]
		move := stock.Line{LineID: l.ID, WarehouseID: s.WarehouseID, SKUID: l.SKUID, Quantity: l.BaseQuantity.Neg()}
		if s.Kind == KindReturn {
			move.Quantity = l.BaseQuantity
			move.Cost = l.leftAt
		}
		lines = append(lines, move)
	}
	return lines
}

// entry is the document in the books. A return and a reversal have the signs turned.
func (s *Sale) entry(inventory, adjustment dec.Cost) finance.Entry {
	sign := func(a dec.Amount) dec.Cost {
		if s.Kind == KindReturn {
			a = a.Neg()
		}
		return a.Cost()
	}
	revenue := s.Total.Sub(s.CustomerFee).Sub(s.TaxAmount)
	return finance.Entry{
		DocKind: docKind, DocID: s.ID, DocNo: s.No, Date: s.Date, Memo: s.Note,
		Lines: []finance.EntryLine{
			{Account: finance.AccountReceivable, PartyKind: finance.PartyCustomer, PartyID: s.CustomerID, Amount: sign(s.Total)},
			{Account: finance.AccountSales, Amount: sign(revenue).Neg()},
			{Account: finance.AccountTax, Amount: sign(s.TaxAmount).Neg()},
			{Account: finance.AccountOtherIncome, Amount: sign(s.CustomerFee).Neg()},
			{Account: finance.AccountCostOfSales, Amount: inventory.Add(adjustment).Neg()},
			{Account: finance.AccountCostAdjustment, Amount: adjustment},
			{Account: finance.AccountInventory, Amount: inventory},
		},
	}
}

// owe opens the customer's item and settles it as far as it was paid at once.
func (s *Service) owe(ctx context.Context, tx *db.Tx, d *Sale, owed dec.Amount) error {
	if owed == 0 {
		return nil
	}
	item := finance.Receivable{CustomerID: d.CustomerID, DocKind: docKind, DocID: d.ID, DocNo: d.No, Date: d.Date, Amount: owed, WarehouseID: d.WarehouseID, ShopID: d.ShopID}
	if d.ReversesID != 0 {
		return s.finance.ReverseReceivableTx(ctx, tx, d.ReversesID, item)
	}
	if err := s.finance.OpenReceivableTx(ctx, tx, item); err != nil || d.PaidNow == 0 {
		return err
	}
	_, _, err := s.finance.ReceiveTx(ctx, tx, finance.Receipt{
		CustomerID: d.CustomerID, FundAccountID: d.FundAccountID, Date: d.Date, Amount: d.PaidNow,
		Allocations: []finance.Allocation{{DocKind: docKind, DocID: d.ID, Amount: d.PaidNow}},
		SourceKind:  docKind, SourceID: d.ID,
	})
	return err
}

func (s *Sale) soldPrices() []party.LastPrice {
	prices := make([]party.LastPrice, 0, len(s.Lines))
	for i := range s.Lines {
		l := &s.Lines[i]
		prices = append(prices, party.LastPrice{PartyID: s.CustomerID, SKUID: l.SKUID, UnitID: l.UnitID, Price: l.Price, Date: s.Date, DocNo: s.No})
	}
	return prices
}

// wantPreorderTx enqueues the pre-order when there is still something to pay.
func (s *Service) wantPreorderTx(ctx context.Context, tx *db.Tx, d *Sale) error {
	if !d.WantsPreorder || d.Kind != KindIssue || d.ShopID == 0 || d.PaidNow >= d.Total {
		return nil
	}
	return jobs.EnqueueTx(ctx, tx, PreorderWanted{SaleID: d.ID}, jobs.Options{
		Lane: "preorder:" + d.ShopID.String(), Subject: d.No, // not behind a download of the shop
	})
}

// savedTx writes what every saved document leaves behind: the audit line, the
// words it is found by and the news to open pages.
func (s *Service) savedTx(ctx context.Context, tx *db.Tx, action string, before any, d *Sale, customerName string) error {
	if err := search.PutTx(ctx, tx, searchKind, []search.Doc{{ID: d.ID, Text: []string{d.No, customerName, d.Note}}}); err != nil {
		return err
	}
	live.PublishTx(tx, "sale", map[string]any{"id": d.ID, "state": d.State})
	return doc.AuditTx(ctx, tx, doc.Change{
		Action: action, Entity: "sale", EntityID: d.ID, EntityNo: d.No, Before: before, After: d.summary(),
	})
}

// searchKind is the kind of sales documents in the search index.
const searchKind = "sale"

// summary is what the audit log keeps of a document.
func (s *Sale) summary() map[string]any {
	return map[string]any{
		"kind": s.Kind, "state": s.State, "date": s.Date, "customerId": s.CustomerID, "lines": len(s.Lines),
		"total": s.Total, "paidNow": s.PaidNow, "discount": s.Discount, "customerFee": s.CustomerFee, "version": s.Version,
	}
}
