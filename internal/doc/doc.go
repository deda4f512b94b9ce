// Package doc holds what all documents share: their numbers and the audit log.
//
// A number is drawn with NextNumberTx, or several with NextNumbersTx, inside the
// transaction that saves the document. AuditTx writes who changed what, with the state before and after, in
// the transaction that makes the change; audit lines are never updated or deleted.
package doc
