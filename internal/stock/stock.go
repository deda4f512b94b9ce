package stock

import (
	"context"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
)

// Books takes the value side of stock's own documents into the ledger. The
// amounts are by ledger account, debit above zero, and add up to zero.
type Books interface {
	PostAmountsTx(ctx context.Context, tx *db.Tx, of doc.Ref, amounts map[string]dec.Cost) error
}

// Service is the one entrance to stock.
type Service struct {
	db      *db.DB
	catalog *catalog.Service
	books   Books
}

// New makes the service.
func New(d *db.DB, c *catalog.Service, b Books) *Service {
	return &Service{db: d, catalog: c, books: b}
}

// Line is one movement wanted of a document.
type Line struct {
	LineID      db.ID // of the document's line; true-ups later name it
	WarehouseID db.ID
	SKUID       db.ID
	// Quantity in base units: in above zero, out below.
	Quantity dec.Quantity
	// Cost is the value of the line, never negative: for a receipt what it cost,
	// for an issue what the goods once came in at (return to a supplier, reversal).
	// nil means current cost. An issue that cannot leave at its Cost without
	// making the rest worth less than nothing leaves at current cost too.
	Cost *dec.Cost
}

// Posting is what a document wants moved. Its date must not lie before the
// account set's start date.
type Posting struct {
	DocKind string
	DocID   db.ID
	DocNo   string
	Date    db.Date
	// Reverses is the document this posting takes back, or zero. What of it is
	// still open below zero is settled before older issues.
	Reverses db.ID
	Lines    []Line // handled in order
	// Kept are promises that the document keeps: they end with it, and its lines may
	// take what they held although it is reserved. Below zero they are made again.
	Kept []Reservation
}

// Reservation is a quantity of a SKU in a warehouse that is promised to somebody.
// More may be promised than there is; who is served first gets it.
type Reservation struct {
	WarehouseID db.ID
	SKUID       db.ID
	Quantity    dec.Quantity // in base units
}

// Posted is what a posting did.
type Posted struct {
	// Costs is the value moved per line of the posting, same order, with the sign
	// of the quantity. An issue's cost is provisional as far as it went below zero.
	Costs []dec.Cost
	// TrueUps are the corrections of earlier issues that went below zero and are
	// settled by receipts of this posting.
	TrueUps []TrueUp
}

// TrueUp says what an earlier issue below zero cost beyond what it was booked at.
type TrueUp struct {
	DocID    db.ID // the document of the issue
	LineID   db.ID // its line
	SKUID    db.ID
	Quantity dec.Quantity // settled, above zero
	// Amount leaves the stock value and is a cost of sales of today (account 6402):
	// above zero when the goods were dearer than booked.
	Amount dec.Cost
}

// Inventory is what the posting changed the value of the stock by: the amount
// for the inventory account, to the sixth decimal.
func (p *Posted) Inventory() dec.Cost {
	var total dec.Cost
	for _, c := range p.Costs {
		total = total.Add(c)
	}
	return total.Sub(p.Adjustment())
}

// Adjustment is the sum of the true-ups: the amount for the cost adjustment account.
func (p *Posted) Adjustment() dec.Cost {
	var total dec.Cost
	for _, t := range p.TrueUps {
		total = total.Add(t.Amount)
	}
	return total
}
