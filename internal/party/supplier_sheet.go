package party

import (
	"context"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

// supplierFields are the columns of the supplier sheet.
var supplierFields = []sheet.Field{
	{Key: "code", Titles: []string{"供应商代码", "Code"}},
	{Key: "name", Titles: []string{"供应商名称", "Name"}, Required: true},
	{Key: "loginId", Titles: []string{"旺旺", "1688 login id"}},
	{Key: "contact", Titles: []string{"联系人", "Contact"}},
	{Key: "phone", Titles: []string{"电话", "Phone"}},
	{Key: "address", Titles: []string{"地址", "Address"}},
	{Key: "terms", Titles: []string{"结算方式", "Settlement terms"}},
	{Key: "prepaidShare", Titles: []string{"预付比例%", "Prepaid share %"}, Percent: true},
	{Key: "creditDays", Titles: []string{"账期天数", "Credit days"}},
	{Key: "currency", Titles: []string{"币种", "Currency"}},
	{Key: "note", Titles: []string{"备注", "Note"}},
}

// ErrTermsUnknown has the parameter allowed.
var ErrTermsUnknown = fault.Define(fault.Invalid, "supplier_sheet.terms_unknown",
	fault.ZH("没有这种结算方式", "填写以下之一：{allowed:supplier.terms}"), fault.EN("There are no such settlement terms", "Write one of: {allowed:supplier.terms}"))

func supplierReader(ctx context.Context, tx *db.Tx) (rowReader[*Supplier], error) {
	usable := map[string]error{} // by what was written
	return func(r sheet.Row, s *Supplier, wrong *fault.Fields) {
		s.LoginID = r.Get("loginId")
		if text := r.Get("terms"); text != "" {
			if s.Terms = termsNamed(text); s.Terms == "" {
				wrong.Add("terms", ErrTermsUnknown.With("allowed", fault.Codes(AllTerms)))
			}
		}
		if s.Currency = strings.ToUpper(r.Get("currency")); s.Currency != "" {
			why, asked := usable[s.Currency]
			if !asked {
				why = currency.UsableTx(ctx, tx, s.Currency)
				usable[s.Currency] = why
			}
			wrong.AddErr("currency", why)
		}
		share, _, err := r.Percent("prepaidShare")
		s.PrepaidShare = share
		wrong.AddErr("prepaidShare", err)
		if text := r.Decimal("creditDays"); text != "" {
			var err error
			if s.CreditDays, err = strconv.ParseInt(text, 10, 64); err != nil {
				wrong.Add("creditDays", ErrCreditDays)
			}
		}
	}, nil
}

// termsNamed gives the terms that are called so in either language, or by their code.
func termsNamed(text string) Terms {
	words := fault.Words(termsWords)
	for _, t := range AllTerms {
		if w := words[string(t)]; text == w.Code || text == w.ZH || strings.EqualFold(text, w.EN) {
			return t
		}
	}
	return ""
}

// cells is a supplier as a row of its sheet.
func (s *SupplierBody) cells(ctx context.Context) []any {
	days := ""
	if s.CreditDays != 0 {
		days = strconv.FormatInt(s.CreditDays, 10)
	}
	terms := fault.WordFor(api.Lang(ctx), termsWords, string(s.Terms))
	return []any{s.Code, s.Name, s.LoginID, s.Contact, s.Phone, s.Address, terms, sheet.PercentCell(s.PrepaidShare), sheet.Number(days), s.Currency, s.Note}
}
