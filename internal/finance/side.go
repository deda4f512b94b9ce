package finance

import (
	"context"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// side is one half of the open items: what customers owe us, or what we owe
// suppliers. The rules are the same on both; a side names the tables, the accounts,
// the sign of the money, the kinds of documents and the refusals (ADR 0010).
type side struct {
	names *strings.Replacer // of tables and columns in a statement of both sides

	item     string // an open item, for errors of the program: "receivable"
	party    string // the kind of party on entry lines, and in the search index
	partyKey string // what input calls the party: "customerId"
	moneyKey string // what input calls a document of money: "receiptId"

	account  string // of the open items
	advances string // of money that settles nothing yet
	// credit says how the items are booked: a receivable debits its account, a payable
	// credits it. The money that settles them moves the fund account the same way.
	credit bool

	// The kinds of documents: money that settles, money given back, two items set
	// against each other, an item from before the books.
	money, refund, settlement, opening string

	// partyTx gives the name of a party, or its fault when there is none.
	partyTx func(ctx context.Context, s *Service, tx *db.Tx, id db.ID) (string, error)

	titles titles // of exports

	// fixed are the kinds of sources whose money is not reversed, each with the refusal.
	fixed map[string]*fault.Error

	faults refusals
}

// refusals are the faults of a side, which name its documents and its parties.
type refusals struct {
	noItem, overAllocated, otherParty, itemReversed, settledBy                 *fault.Error
	notFound, reversed, sourceMismatch, twice                                  *fault.Error
	allocatedTotal, refundTotal, settlementTotal, advanceLeft, advanceRefunded *fault.Error
}

// sideNames are the tables of a side and the stems of its columns.
func sideNames(item, money, allocation, draw, party string) *strings.Replacer {
	return strings.NewReplacer("{item}", item, "{money}", money, "{allocation}", allocation, "{draw}", draw, "{party}", party)
}

// receivables is the side of the customers.
var receivables = &side{
	names: sideNames("receivable", "receipt", "receipt_allocation", "advance_refund", "customer"),
	item:  "receivable", party: PartyCustomer, partyKey: "customerId", moneyKey: "receiptId",
	account: AccountReceivable, advances: AccountAdvance,
	money: string(KindReceipt), refund: string(KindRefund), settlement: string(KindSettlement), opening: docOpening,
	partyTx: func(ctx context.Context, s *Service, tx *db.Tx, id db.ID) (string, error) {
		c, err := s.party.CustomerTx(ctx, tx, id)
		if err != nil {
			return "", err
		}
		return c.Name, nil
	},
	titles: titles{
		items: said{"应收款", "Receivables"}, money: said{"收款单", "Receipts"}, party: said{"客户", "Customer"},
		moved: said{"收款金额", "Received"}, open: said{"未收", "Open"}, advance: said{"预收余额", "Advance left"},
	},
	fixed: map[string]*fault.Error{},
	faults: refusals{
		noItem: ErrNoReceivable, overAllocated: ErrOverAllocated, otherParty: ErrOtherCustomer, itemReversed: ErrReceivableReversed, settledBy: ErrSettledBy,
		notFound: ErrReceiptNotFound, reversed: ErrReceiptReversed, sourceMismatch: ErrSourceMismatch, twice: ErrAllocatedTwice,
		allocatedTotal: ErrAllocatedTotal, refundTotal: ErrRefundTotal, settlementTotal: ErrSettlementTotal, advanceLeft: ErrAdvanceLeft, advanceRefunded: ErrAdvanceRefunded,
	},
}

// bothSides are all there are.
var bothSides = []*side{receivables, payables}

// statements is one statement of SQL as each side says it.
type statements map[*side]string

// onSides makes the statements of both sides from one text, once: {item}, {money},
// {allocation} and {draw} are the tables, {party} and {money} the stems of their
// columns. Nothing that people send ever becomes part of it.
func onSides(text string) statements {
	out := make(statements, len(bothSides))
	for _, sd := range bothSides {
		out[sd] = sd.names.Replace(text)
	}
	return out
}

// booked is an amount of the side's documents as an entry books it: what is owed, and
// the money that comes for it.
func (sd *side) booked(a dec.Amount) dec.Cost {
	if sd.credit {
		return a.Neg().Cost()
	}
	return a.Cost()
}

// line is the line of an entry on one of the side's accounts, which names the party.
func (sd *side) line(account string, party db.ID, a dec.Amount) EntryLine {
	return EntryLine{Account: account, PartyKind: sd.party, PartyID: party, Amount: sd.booked(a)}
}
