package soak_test

import (
	"context"
	"math/rand/v2"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/test/world"
)

// clerk does acts one after another and remembers what it was told.
type clerk struct {
	*world.World
	r          *rand.Rand
	sc         db.Scope
	warehouses []db.ID
	outcomes   map[string]outcome // of the acts that make a document, by the note on it
	tally      tally
	sales      []*sale.Sale // posted issues and returns, not yet taken back
	documents  []db.ID      // posted stock documents
	receipts   []db.ID
	err        error
}

func (c *clerk) sku() db.ID       { return c.SKUs[c.r.IntN(len(c.SKUs))] }
func (c *clerk) customer() db.ID  { return c.Customers[c.r.IntN(len(c.Customers))] }
func (c *clerk) warehouse() db.ID { return c.warehouses[c.r.IntN(len(c.warehouses))] }

// quantity has up to four decimals, since halves of a cost are where rounding shows.
func (c *clerk) quantity(most int64) dec.Quantity {
	if c.r.IntN(4) == 0 {
		return dec.Quantity((c.r.Int64N(most*10_000) + 1) * dec.Scale / 10_000)
	}
	return dec.QuantityFromInt(c.r.Int64N(most) + 1)
}

// act does one random act; token marks the document it makes.
func (c *clerk) act(ctx context.Context, token string) error {
	switch n := c.r.IntN(20); {
	case n < 4:
		return c.stockIn(ctx, token)
	case n < 5:
		return c.stockOut(ctx, token)
	case n < 11:
		return c.sell(ctx, token)
	case n < 13:
		return c.takeBack(ctx, token)
	case n < 15:
		return c.reverseSale(ctx, token)
	case n < 16:
		return c.reverseDocument(ctx, token)
	case n < 19:
		return c.receive(ctx, token)
	default:
		return c.reverseReceipt(ctx, token)
	}
}

func (c *clerk) stockIn(ctx context.Context, token string) error {
	in := stock.DocumentInput{Kind: stock.KindOtherIn, Reason: "found", Note: token}
	if c.r.IntN(4) == 0 {
		in.Kind, in.Reason = stock.KindOpening, ""
	}
	for range 1 + c.r.IntN(4) {
		q, cost := c.quantity(20), dec.Cost(c.r.Int64N(30*dec.Scale)+1)
		in.Lines = append(in.Lines, stock.LineInput{WarehouseID: c.warehouse(), SKUID: c.sku(), Quantity: &q, UnitCost: &cost})
	}
	return c.document(ctx, token, in)
}

func (c *clerk) stockOut(ctx context.Context, token string) error {
	q := c.quantity(5)
	return c.document(ctx, token, stock.DocumentInput{
		Kind: stock.KindOtherOut, Reason: "lost", Note: token,
		Lines: []stock.LineInput{{WarehouseID: c.warehouse(), SKUID: c.sku(), Quantity: &q}},
	})
}

func (c *clerk) document(ctx context.Context, token string, in stock.DocumentInput) error {
	return c.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		d, err := c.Stock.CreateDocument(ctx, sc, in, true)
		if err == nil {
			c.documents = append(c.documents, d.ID)
		}
		return err
	})
}

// sell posts an issue at once, or keeps a draft and posts that.
func (c *clerk) sell(ctx context.Context, token string) error {
	in := c.saleInput(sale.KindIssue, token)
	for range 1 + c.r.IntN(4) {
		price := dec.Price(c.r.Int64N(500_000) * dec.Scale / 10_000)
		in.Lines = append(in.Lines, sale.LineInput{SKUID: c.sku(), UnitID: c.Unit, Quantity: dec.QuantityFromInt(c.r.Int64N(6) + 1), Price: &price})
	}
	switch c.r.IntN(4) {
	case 0:
		in.DiscountBPS = c.r.Int64N(3000)
	case 1:
		in.CustomerFee = dec.AmountFromFen(c.r.Int64N(2000))
	}
	if c.r.IntN(3) == 0 {
		in.PaidNow, in.FundAccountID = dec.AmountFromFen(c.r.Int64N(3000)+1), c.Cash
	}
	direct := c.r.IntN(4) != 0
	return c.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		if direct {
			return c.posted(c.Sales.Create(ctx, sc, in, sale.ModePost))
		}
		draft, err := c.Sales.Create(ctx, db.Scope{Tenant: sc.Tenant, Actor: sc.Actor}, in, sale.ModeDraft)
		if err != nil {
			return err
		}
		return c.posted(c.Sales.Update(ctx, sc, draft.ID, draft.Version, in, sale.ModePost))
	})
}

func (c *clerk) saleInput(kind sale.Kind, token string) sale.Input {
	return sale.Input{
		Kind: kind, CustomerID: c.customer(), WarehouseID: c.warehouse(), ShopID: c.Shop, Note: token,
		Warehouses: tenant.Limit{All: true}, Shops: tenant.Limit{All: true},
	}
}

func (c *clerk) posted(d *sale.Sale, err error) error {
	if err == nil {
		c.sales = append(c.sales, d)
	}
	return err
}

// takeBack posts a return, of an issue or without one.
func (c *clerk) takeBack(ctx context.Context, token string) error {
	in := c.saleInput(sale.KindReturn, token)
	if len(c.sales) > 0 && c.r.IntN(4) != 0 {
		of := c.sales[c.r.IntN(len(c.sales))] // perhaps a return itself, which is refused
		l := of.Lines[c.r.IntN(len(of.Lines))]
		in.CustomerID, in.WarehouseID, in.SourceID = of.CustomerID, of.WarehouseID, of.ID
		in.Lines = []sale.LineInput{{SKUID: l.SKUID, UnitID: l.UnitID, Quantity: dec.QuantityFromInt(c.r.Int64N(4) + 1), Price: &l.Price, SourceLineID: l.ID}}
	} else {
		price := dec.Price(c.r.Int64N(20 * dec.Scale))
		price -= price % (dec.Scale / 10_000)
		in.Lines = []sale.LineInput{{SKUID: c.sku(), UnitID: c.Unit, Quantity: dec.QuantityFromInt(c.r.Int64N(3) + 1), Price: &price}}
	}
	return c.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		return c.posted(c.Sales.Create(ctx, sc, in, sale.ModePost))
	})
}

// reverseSale takes a document back, now and then one that is back already.
func (c *clerk) reverseSale(ctx context.Context, token string) error {
	if len(c.sales) == 0 {
		return nil
	}
	d := c.sales[c.r.IntN(len(c.sales))]
	return c.try(ctx, token+" reversal", func(ctx context.Context, sc db.Scope) error {
		_, err := c.Sales.Reverse(ctx, sc, d.ID, d.Version)
		return err
	})
}

func (c *clerk) reverseDocument(ctx context.Context, token string) error {
	if len(c.documents) == 0 {
		return nil
	}
	id := c.documents[c.r.IntN(len(c.documents))]
	return c.try(ctx, token+" reversal", func(ctx context.Context, sc db.Scope) error {
		_, err := c.Stock.ReverseDocument(ctx, sc, id, "", "")
		return err
	})
}

// receive books money for an open item of the clerk's, or as an advance.
func (c *clerk) receive(ctx context.Context, token string) error {
	in := finance.Receipt{CustomerID: c.customer(), FundAccountID: c.Cash, Amount: dec.AmountFromFen(c.r.Int64N(5000) + 1), Note: token}
	if len(c.sales) > 0 {
		of := c.sales[c.r.IntN(len(c.sales))]
		in.CustomerID = of.CustomerID
		in.Allocations = []finance.Allocation{{DocKind: "sale", DocID: of.ID, Amount: in.Amount}}
		in.ExcessToAdvance = c.r.IntN(2) == 0
	}
	return c.try(ctx, token, func(ctx context.Context, sc db.Scope) error {
		var id db.ID
		err := c.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
			id, _, err = c.Finance.ReceiveTx(ctx, tx, in)
			return err
		})
		if err == nil {
			c.receipts = append(c.receipts, id)
		}
		return err
	})
}

func (c *clerk) reverseReceipt(ctx context.Context, token string) error {
	if len(c.receipts) == 0 {
		return nil
	}
	id := c.receipts[c.r.IntN(len(c.receipts))]
	return c.try(ctx, token+" reversal", func(ctx context.Context, sc db.Scope) error {
		return c.DB.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			_, _, err := c.Finance.ReverseReceiptTx(ctx, tx, id, "", "")
			return err
		})
	})
}
