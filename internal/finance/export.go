package finance

import (
	"cmp"
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

// said is a text in Chinese and in English.
type said [2]string

func (s said) in(ctx context.Context) string { return api.Say(ctx, s[0], s[1]) }

// titles are what an exported list of a side is called, and those of its columns that
// the sides call differently.
type titles struct{ items, money, party, moved, open, advance said }

// itemLine is an open item as exported.
type itemLine struct {
	kind, no, party, note   string
	date, due               db.Date
	amount, settled, setOff dec.Amount
}

// exportItems answers with the items as filtered.
func (s *Service) exportItems(ctx context.Context, sc db.Scope, q api.ExportQuery, f itemFilter) (*api.Export, error) {
	columns := []sheet.Column{
		{Title: api.Say(ctx, "单据编号", "Document"), Width: 18},
		{Title: api.Say(ctx, "单据类型", "Kind"), Width: 14},
		{Title: f.of.titles.party.in(ctx), Width: 24},
		{Title: api.Say(ctx, "日期", "Date")},
		{Title: api.Say(ctx, "到期日", "Due")},
		{Title: api.Say(ctx, "金额", "Amount")},
		{Title: api.Say(ctx, "已核销", "Settled")},
		{Title: f.of.titles.open.in(ctx)},
		{Title: api.Say(ctx, "备注", "Note"), Width: 30},
	}
	scan := func(rows *sql.Rows) (l itemLine, err error) {
		var id db.ID
		err = rows.Scan(&id, &l.kind, &l.no, &id, &l.party, &l.date, &l.due, &l.amount, &l.settled, &l.setOff, &l.note)
		return l, err
	}
	return api.WriteExport(q.Format, f.of.titles.items.in(ctx), columns, func(w api.Rows) error {
		return eachOfList(ctx, s, sc, q, f, scan, func(l *itemLine) error {
			settled := l.settled.Add(l.setOff)
			return w.Row(l.no, kindName(ctx, l.kind), api.Builtin(ctx, f.of.party, l.party), l.date, l.due, number(l.amount), number(settled), number(l.amount.Sub(settled)), l.note)
		})
	})
}

// moneyLine is a receipt or a payment as exported.
type moneyLine struct {
	MoneyRow
	kind, party string
}

// exportMoney answers with the money as filtered.
func (s *Service) exportMoney(ctx context.Context, sc db.Scope, q api.ExportQuery, f moneyFilter) (*api.Export, error) {
	columns := []sheet.Column{
		{Title: api.Say(ctx, "单据编号", "Number"), Width: 18},
		{Title: api.Say(ctx, "单据类型", "Kind"), Width: 14},
		{Title: api.Say(ctx, "日期", "Date")},
		{Title: f.of.titles.party.in(ctx), Width: 24},
		{Title: api.Say(ctx, "结算账户", "Fund account"), Width: 18},
		{Title: f.of.titles.moved.in(ctx)},
		{Title: api.Say(ctx, "已核销", "Allocated")},
		{Title: f.of.titles.advance.in(ctx)},
		{Title: api.Say(ctx, "状态", "State")},
		{Title: api.Say(ctx, "备注", "Note"), Width: 30},
		{Title: api.Say(ctx, "制单人", "Entered by")},
	}
	scan := func(rows *sql.Rows) (l moneyLine, err error) {
		var party db.ID
		err = l.scan(rows, &l.kind, &party, &l.party)
		return l, err
	}
	return api.WriteExport(q.Format, f.of.titles.money.in(ctx), columns, func(w api.Rows) error {
		return eachOfList(ctx, s, sc, q, f, scan, func(l *moneyLine) error {
			state := api.Say(ctx, "已入账", "Posted")
			switch {
			case l.ReversesID != 0:
				state = api.Say(ctx, "红冲单", "Reversal")
			case l.ReversedByID != 0:
				state = api.Say(ctx, "已红冲", "Reversed")
			}
			return w.Row(l.No, kindName(ctx, l.kind), l.Date, api.Builtin(ctx, f.of.party, l.party), api.Builtin(ctx, "fund", l.FundAccountName),
				number(l.Amount), number(l.Allocated), number(l.Amount.Sub(l.Allocated)), state, l.Note, l.CreatedBy)
		})
	})
}

// kindName is what a kind of document is called; one without a word stands as it is.
func kindName(ctx context.Context, kind string) string {
	return cmp.Or(fault.WordFor(api.Lang(ctx), "document", kind), kind)
}

func number(a dec.Amount) sheet.Number { return sheet.Number(a.String()) }
