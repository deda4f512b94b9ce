// Package finance owns the chart of accounts, the double-entry books under every
// posting, the fund accounts (cash, bank, Alipay, 1688 escrow), what customers owe
// and what they paid, what we owe suppliers and what we paid.
//
// # Books
//
// An entry balances to the sixth decimal and is never changed and never deleted;
// PostTx refuses what does not balance. Money and receivable lines are whole fen,
// inventory and cost lines carry six decimals, so that the inventory account
// equals the value of the stock exactly (ADR 0007). A mistake is reversed by an
// entry of its own.
//
// # Receivables
//
// Each document a customer owes for is one open item. Receipts are allocated to
// open items; what is not allocated is the customer's advance (预收), which settles
// later items or is given back by a refund that names the receipt. What a
// customer owes is the sum of the open items, kept nowhere else, so it cannot
// drift; Verify compares it with the accounts 1122 and 2203.
//
// # Payables
//
// What we owe suppliers is the same on the other side of the books: one open item per
// document (account 2202), payments that settle them or stay advances paid (预付, account
// 1123). One code serves both; a side says what differs (ADR 0010).
//
// The balance of a fund account is a cache of the entry lines that name it,
// changed by relative updates only.
package finance
