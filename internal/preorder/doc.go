// Package preorder owns the pre-orders (预订单) that sales documents become on
// 1688: the bill a customer pays by scanning a QR code.
//
// # Exactly once
//
// preOrder.create knows no duplicate protection, so an attempt is written down
// first, with a token that goes into the remark. An attempt without an answer is
// looked up by that token before another may be made; that there is at most one
// attempt that may live is a unique index. What 1688 has stands with the attempt that
// made it, and everything seen is filed in one place, record.go (ADR 0009).
//
// # Payment
//
// There is no push message for pre-orders. A job asks for the state, often while
// the customer stands at the counter, then less and less, and for a week about
// attempts that were given up. Payment posts the receipt against the sale's receivable
// in the transaction that records it, once for each attempt. A sweep gives a
// pre-order a new job when it has lost its own.
//
// # Escrow
//
// What was paid lies in the escrow account until 1688 pays it out. A row for each paid
// attempt says how far the order is, and a job asks for that until it is confirmed
// there: then the transfer to the account of the shop is booked in the transaction that
// marks it released, once for its source. The tenth day after shipping is when the job
// looks and what people see; it books nothing. Money that 1688 gave back is a
// difference, held until a person names the refund. What is given back after the
// release is not followed.
//
// # What it leaves to others
//
// sale asks for a pre-order with the job sale.PreorderWanted; channel knows the
// shops, their tokens and which SKU is which online.
package preorder
