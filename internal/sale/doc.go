// Package sale owns the sales documents: the order (销货订单) that moves nothing,
// the issue (销货单) that takes stock out and opens a receivable, and the return
// (销货退货单) that brings both back.
//
// A document is a draft until it is posted; where the account set reviews stock
// documents it is submitted first and posted by somebody else's approval.
// Posting is one transaction: stock, cost of goods, revenue, receivable, what was
// paid at once, the audit line and the wish for a 1688 pre-order stand or fall
// together. A posted document is never changed or deleted: a reversal (红冲) of the
// same kind with negative quantities takes it back.
//
// Lines and amounts are those of package trade. A line without a price is refused; a
// gift has the price 0.
package sale
