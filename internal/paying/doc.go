// Package paying pays suppliers for purchase orders: requests 付款申请 that are approved and
// then paid by a cashier, what 1688 says was paid or given back, and whether what was
// ordered, charged, received and paid agrees.
//
// A request asks for the payment of orders of one supplier. Its approvals hold for what it
// said when it was submitted (the content hash) and for the orders as they were then; a
// change of either asks again. Whoever asks, approves and pays are different people, unless
// the account set allows otherwise.
//
// Money that moved is an order_payment, whoever moved it. It is booked through finance as
// a payment for its purchase order, which settles what is owed for its goods and is an
// advance beyond that; a source is booked once.
package paying
