package party

import (
	"cmp"
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of suppliers.
var (
	// ErrSupplierNotFound is the answer to a supplier that is unknown to the set.
	ErrSupplierNotFound = fault.Define(fault.NotFound, "supplier.not_found",
		fault.ZH("找不到这个供应商", "它可能已被删除，或不属于当前账套；请刷新后重新选择"),
		fault.EN("Supplier not found", "It may have been deleted or belongs to another account set; reload and pick another"))
	// ErrSupplierCodeTaken has the parameters code and name.
	ErrSupplierCodeTaken = fault.Define(fault.Conflict, "supplier.code_taken",
		fault.ZH("供应商编码 {code} 已被“{name}”使用", "换一个编码"), fault.EN("Code {code} belongs to {name}", "Use another code"))
	// ErrSupplierInUse has the parameter name.
	ErrSupplierInUse = fault.Define(fault.Conflict, "supplier.in_use",
		fault.ZH("供应商“{name}”已有货源或单据，不能删除", "不再往来的供应商可以停用"), fault.EN("{name} has sources or documents and cannot be deleted", "Deactivate a supplier you no longer deal with"))
	// ErrSupplierCodeTwice has the parameters code and row.
	ErrSupplierCodeTwice = fault.Define(fault.Invalid, "supplier_sheet.code_twice",
		fault.ZH("供应商代码 {code} 与第 {row} 行重复", "每个供应商用不同的代码"), fault.EN("Code {code} is that of row {row} too", "Give each supplier its own code"))
	// ErrSellerTaken has the parameters code, a 1688 login id, and name.
	ErrSellerTaken = fault.Define(fault.Conflict, "supplier.seller_taken",
		fault.ZH("旺旺 {code} 已属于供应商“{name}”", "在那个供应商上继续，或先清空它的旺旺"), fault.EN("The 1688 seller {code} is supplier {name} already", "Go on with that supplier, or clear the login id there first"))
	// ErrSellerTwice has the parameters code, a 1688 login id, and row.
	ErrSellerTwice = fault.Define(fault.Invalid, "supplier_sheet.seller_twice",
		fault.ZH("旺旺 {code} 与第 {row} 行重复", "一个 1688 卖家只建一个供应商"), fault.EN("The 1688 seller {code} is that of row {row} too", "Make one supplier for one 1688 seller"))
	// ErrSellerCurrency refuses another currency for a seller on 1688.
	ErrSellerCurrency = fault.Define(fault.Invalid, "supplier.seller_currency",
		fault.ZH("1688 上的卖家用人民币结算，不能选其他币种", "选人民币；另有外币往来的，单独建一个不填旺旺、没有 1688 货源的供应商"),
		fault.EN("A seller on 1688 is paid in yuan", "Choose yuan; for what you buy in another currency make a supplier of its own, without a login id and sources on 1688"))
	// ErrPrepaidShare refuses a share of no use.
	ErrPrepaidShare = fault.Define(fault.Invalid, "supplier.prepaid_share",
		fault.ZH("预付比例要大于 0、不超过 100", "填写百分数，如 30"), fault.EN("The prepaid share must be above 0 and at most 100", "Enter a percentage, such as 30"))
	// ErrCreditDays refuses days of no use.
	ErrCreditDays = fault.Define(fault.Invalid, "supplier.credit_days",
		fault.ZH("账期要在 1 到 365 天之间", "改一个天数"), fault.EN("Credit days must lie between 1 and 365", "Enter another number of days"))
)

// Terms is when a supplier is paid (结算方式).
type Terms string

// The terms of suppliers.
const (
	TermsPrepaid Terms = "prepaid" // 款到发货: all of it before the goods leave
	TermsShare   Terms = "share"   // 预付定金: a share before, the rest on receipt
	TermsReceipt Terms = "receipt" // 货到付款: on receipt
	TermsCredit  Terms = "credit"  // 账期: some days after receipt
)

// AllTerms lists the terms there are.
var AllTerms = []Terms{TermsPrepaid, TermsShare, TermsReceipt, TermsCredit}

const termsWords = "supplier.terms"

func init() {
	fault.AddWords(termsWords,
		fault.Word{Code: string(TermsPrepaid), ZH: "款到发货", EN: "Pay before shipment"}, fault.Word{Code: string(TermsShare), ZH: "预付定金", EN: "Share in advance"},
		fault.Word{Code: string(TermsReceipt), ZH: "货到付款", EN: "Pay on receipt"}, fault.Word{Code: string(TermsCredit), ZH: "账期", EN: "On credit"})
}

// Supplier is a supplier with everything people enter, and who it is on 1688.
type Supplier struct {
	Card
	Terms        Terms        // pay before shipment when left out
	PrepaidShare dec.Quantity // percent of the total, with TermsShare only
	CreditDays   int64        // after the receipt, with TermsCredit only
	Currency     string       // that it is bought from in; yuan when left out
	LoginID      string       // of the seller on 1688, the name of its Wangwang; empty for one elsewhere
	MemberID     string       // of the seller on 1688, learnt from what 1688 answers
	OpenID       string       // of the seller on 1688, as this app knows it
}

func supplierBook(d *db.DB) book[Supplier, *Supplier] {
	return book[Supplier, *Supplier]{
		db: d, kind: "supplier", notFound: ErrSupplierNotFound, inUse: ErrSupplierInUse,
		unique: []unique[*Supplier]{
			{"code", "code", func(s *Supplier) string { return s.Code }, ErrSupplierCodeTaken, ErrSupplierCodeTwice},
			{"login_id", "loginId", func(s *Supplier) string { return s.LoginID }, ErrSellerTaken, ErrSellerTwice},
		},
		checker: func(context.Context, *db.Tx) (func(*Supplier, *fault.Fields), error) {
			return (*Supplier).checkOwn, nil
		},
		keep: func(before, s *Supplier) {
			if s.LoginID == before.LoginID {
				s.MemberID, s.OpenID = before.MemberID, before.OpenID
			}
		},
	}
}

func (s *Supplier) columns() []column {
	return append(s.Card.columns(), column{"terms", "terms", &s.Terms}, column{"prepaid_share", "prepaidShare", &s.PrepaidShare}, column{"credit_days", "creditDays", &s.CreditDays},
		column{"currency", "currency", &s.Currency}, column{"login_id", "loginId", &s.LoginID}, column{"member_id", "memberId", &s.MemberID}, column{"open_id", "openId", &s.OpenID})
}

func (s *Supplier) found() []string { return []string{s.LoginID} }

func (s *Supplier) checkOwn(f *fault.Fields) {
	s.LoginID = check.Line(f, "loginId", s.LoginID, 100)
	if s.Terms == "" {
		s.Terms = TermsPrepaid
	}
	s.Currency = cmp.Or(s.Currency, currency.Base)
	if s.Currency != currency.Base && s.LoginID != "" {
		f.Add("currency", ErrSellerCurrency)
	}
	f.AddErr("", CheckTerms(s.Terms, &s.PrepaidShare, &s.CreditDays))
}

// CheckTerms keeps of share and days what the terms need, and tells at which of them
// something is missing.
func CheckTerms(terms Terms, share *dec.Quantity, days *int64) error {
	var f fault.Fields
	if terms != TermsShare {
		*share = 0
	} else if *share <= 0 || *share > dec.MustQuantity("100") {
		f.Add("prepaidShare", ErrPrepaidShare)
	}
	if terms != TermsCredit {
		*days = 0
	} else if *days <= 0 || *days > 365 {
		f.Add("creditDays", ErrCreditDays)
	}
	return f.Err()
}

// SaveSupplier makes a supplier, or replaces the one with the id when its version
// is still the one given. It returns field faults for wrong input. Who the supplier is
// on 1688 beyond the login id is kept as long as the login id is.
func (s *Service) SaveSupplier(ctx context.Context, sc db.Scope, in Supplier) (*Supplier, error) {
	var out *Supplier
	err := s.suppliers.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		one := in
		out = &one
		var f fault.Fields
		if err := s.currencyTx(ctx, tx, out); err != nil && !f.AddErr("currency", err) {
			return err
		}
		if err := s.suppliers.saveTx(ctx, tx, out); err != nil && (f.Len() == 0 || !f.AddErr("", err)) {
			return err
		}
		if f.Len() == 0 && out.Currency != currency.Base && (out.MemberID != "" || out.OpenID != "") {
			f.Add("currency", ErrSellerCurrency)
		}
		return f.Err()
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// currencyTx refuses a currency that cannot be chosen, or that what there is of the
// supplier does not allow. One that a supplier has may stay.
func (s *Service) currencyTx(ctx context.Context, tx *db.Tx, v *Supplier) error {
	var was string
	if v.ID != 0 {
		if _, err := tx.Row(ctx, "SELECT currency FROM supplier WHERE tenant_id = ? AND id = ?"+tx.ForUpdate(), []any{tx.Tenant, v.ID}, &was); err != nil {
			return err
		}
	}
	if v.Currency == "" || v.Currency == was || v.Currency == currency.Base {
		return nil
	}
	if err := currency.UsableTx(ctx, tx, v.Currency); err != nil || v.ID == 0 {
		return err
	}
	for _, ask := range s.inYuan {
		used, err := ask(ctx, tx, []db.ID{v.ID})
		if err != nil {
			return err
		}
		if len(used) > 0 {
			return ErrSellerCurrency
		}
	}
	return nil
}

// Supplier reads one supplier.
func (s *Service) Supplier(ctx context.Context, sc db.Scope, id db.ID) (*Supplier, error) {
	return s.suppliers.get(ctx, sc, id)
}

// SupplierInfo is what documents need to know of a supplier.
type SupplierInfo struct {
	ID           db.ID
	Code, Name   string
	Terms        Terms
	PrepaidShare dec.Quantity // percent
	CreditDays   int64
	Currency     string
	LoginID      string // on 1688; empty for none
	Active       bool
}

// SuppliersTx gives the suppliers with the ids; unknown ids are absent.
func (s *Service) SuppliersTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*SupplierInfo, error) {
	out := make(map[db.ID]*SupplierInfo, len(ids))
	err := s.suppliers.eachTx(ctx, tx, "id, code, name, terms, prepaid_share, credit_days, currency, login_id, active", ids, func(rows *sql.Rows) error {
		var v SupplierInfo
		err := rows.Scan(&v.ID, &v.Code, &v.Name, &v.Terms, &v.PrepaidShare, &v.CreditDays, &v.Currency, &v.LoginID, &v.Active)
		out[v.ID] = &v
		return err
	})
	return out, err
}

// SuppliersByTextTx finds suppliers by what people write for them: code, else login id
// on 1688, else name. Unknown texts are absent, and so is a name that two have.
func (s *Service) SuppliersByTextTx(ctx context.Context, tx *db.Tx, texts []string) (map[string]db.ID, error) {
	out := make(map[string]db.ID, len(texts))
	for _, column := range []string{"name", "login_id", "code"} {
		found, err := s.suppliers.ownersTx(ctx, tx, column, texts)
		if err != nil {
			return nil, err
		}
		for text, o := range found {
			if !o.many {
				out[text] = o.id
			}
		}
	}
	return out, nil
}

// LockSupplierTx is SupplierTx with the supplier's row held until the commit, for
// what must be decided about a supplier by one transaction at a time.
func (s *Service) LockSupplierTx(ctx context.Context, tx *db.Tx, id db.ID) (*SupplierInfo, error) {
	if err := s.suppliers.lockTx(ctx, tx, id); err != nil {
		return nil, err
	}
	return s.SupplierTx(ctx, tx, id)
}

// SupplierTx gives one supplier, or ErrSupplierNotFound.
func (s *Service) SupplierTx(ctx context.Context, tx *db.Tx, id db.ID) (*SupplierInfo, error) {
	found, err := s.SuppliersTx(ctx, tx, []db.ID{id})
	if err != nil {
		return nil, err
	}
	if v := found[id]; v != nil {
		return v, nil
	}
	return nil, ErrSupplierNotFound
}
