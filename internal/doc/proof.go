package doc

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Proof is one rule of what must add up, as a query for what does not.
type Proof struct {
	Name   string // "stock.balance"
	ZH, EN string // what holds, for people
	// Query gives a row for each thing for which it does not hold: the subject as in
	// Finding, what there should be, what was found. Each ? is the account set.
	Query string
	Costs bool // what it compares tells what goods cost
}

// Finding is one thing that does not add up, as the proof of the books reports it.
type Finding struct {
	Check string // the rule that is broken, a code of the vocabulary "proof"
	// Subject is what it is broken for: kinds of records, each with an id or a number,
	// "warehouse 12 sku 34".
	Subject string
	Want    string // what the ledger says
	Got     string // what was found instead
	Costs   bool   // Want and Got tell what goods cost
}

// DeclareProofs gives rules the words they are shown with. The package that owns them
// calls it from its init function.
func DeclareProofs(list ...Proof) {
	for _, p := range list {
		fault.AddWords(ProofWords, fault.Word{Code: p.Name, ZH: p.ZH, EN: p.EN})
	}
}

// ProofWords is the vocabulary of the rules.
const ProofWords = "proof"

// ProveTx gives what does not add up by the rules.
func ProveTx(ctx context.Context, tx *db.Tx, list []Proof) ([]Finding, error) {
	var findings []Finding
	for _, p := range list {
		args := make([]any, strings.Count(p.Query, "?"))
		for i := range args {
			args[i] = tx.Tenant
		}
		err := tx.Each(ctx, p.Query, args, func(rows *sql.Rows) error {
			f := Finding{Check: p.Name, Costs: p.Costs}
			var want, got dec.Cost // printed with as many decimals as there are, like quantities
			if err := rows.Scan(&f.Subject, &want, &got); err != nil {
				return err
			}
			f.Want, f.Got = want.String(), got.String()
			findings = append(findings, f)
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("verify %s: %w", p.Name, err)
		}
	}
	return findings, nil
}
