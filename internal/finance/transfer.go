package finance

import (
	"context"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// Faults of transfers.
var (
	// ErrTransferNotFound is the answer to a transfer unknown to the set.
	ErrTransferNotFound = fault.Define(fault.NotFound, "fund_transfer.not_found",
		fault.ZH("找不到这张资金转账单", "它可能不属于当前账套；请刷新后重试"),
		fault.EN("Fund transfer not found", "It may belong to another account set; reload and try again"))
	// ErrTransferReversed has the parameter no.
	ErrTransferReversed = fault.Define(fault.Conflict, "fund_transfer.reversed",
		fault.ZH("资金转账单 {no} 已红冲，或本身就是红冲单", "刷新后查看最新状态"),
		fault.EN("Fund transfer {no} has been reversed, or is a reversal itself", "Reload to see its current state"))
	// ErrTransferFixed has the parameters no and source.
	ErrTransferFixed = fault.Define(fault.Conflict, "fund_transfer.fixed",
		fault.ZH("资金转账单 {no} 由{source:document}自动生成，不能在这里红冲", "打开“1688 担保交易”里的这一笔，点“冲销放款”"),
		fault.EN("Fund transfer {no} was made by {source:document}, so it is not reversed here", "Take the release back at the payment under 1688 escrow"))
	// ErrSameAccount marks a transfer from an account to itself.
	ErrSameAccount = fault.Define(fault.Invalid, "fund_transfer.same_account",
		fault.ZH("转出和转入是同一个账户", "选两个不同的账户"),
		fault.EN("Both sides are the same account", "Choose two different accounts"))
	// ErrReleaseKind marks an escrow account chosen to pay escrow out to.
	ErrReleaseKind = fault.Define(fault.Invalid, "fund_account.release_kind",
		fault.ZH("1688 担保账户不能作为放款账户", "选择支付宝、银行或现金账户"),
		fault.EN("1688 does not pay out to an escrow account", "Choose an Alipay, bank or cash account"))
)

// Transfer is money moved between two fund accounts.
type Transfer struct {
	From, To db.ID
	Date     db.Date    // empty means today
	Amount   dec.Amount // what arrives
	Fee      dec.Amount // what left the first account on top of it
	ShopID   db.ID      // of whose money: who may see it; zero for nobody's in particular
	// SourceKind and SourceID name what caused it, such as money that 1688 released;
	// the same source is booked once only, unless it was reversed.
	SourceKind string
	SourceID   db.ID
	Note       string
}

// ReleaseAccountTx gives the fund account that 1688 pays out to: the one asked for, or
// the default of Alipay. It must be in use and hold money that is not in escrow.
func ReleaseAccountTx(ctx context.Context, tx *db.Tx, id db.ID) (*FundAccount, error) {
	if id == 0 {
		return fundAccount(ctx, tx, "is_default = TRUE AND kind = ?", FundAlipay)
	}
	a, err := fundAccount(ctx, tx, "id = ?", id)
	switch {
	case err != nil:
		return nil, err
	case a.Kind == FundEscrow:
		return nil, ErrReleaseKind
	}
	return a, a.Usable()
}

// TransferTx books a transfer. For a source booked before, and not reversed since, it
// changes nothing and returns that transfer. What a person enters, which has no source,
// must be between accounts in use. Problems of the input come as fault.ErrFields.
func (s *Service) TransferTx(ctx context.Context, tx *db.Tx, t Transfer) (id db.ID, no string, err error) {
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	if t.Date == "" {
		t.Date = set.Today(tx.Now)
	}
	if err := set.CheckNewDate(t.Date, tx.Now); err != nil {
		return 0, "", err
	}
	two, err := t.lock(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	if id, no, err = transferredBefore(ctx, tx, t); err != nil || id != 0 {
		return id, no, err
	}
	if err := t.check(two); err != nil {
		return 0, "", err
	}
	if no, err = doc.NextNumberTx(ctx, tx, docTransfer, t.Date); err != nil {
		return 0, "", err
	}
	if err := tenant.LockPoliciesTx(ctx, tx, set, no); err != nil {
		return 0, "", err
	}
	id = tx.NewID()
	n, err := tx.Exec(ctx, `INSERT INTO fund_transfer (tenant_id, id, no, from_id, to_id, transfer_date, amount, fee, state, shop_id, source_kind, source_id, note, created_by, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'posted', ?, ?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, source_kind, source_id) WHERE source_id IS NOT NULL AND state = 'posted' DO NOTHING`,
		tx.Tenant, id, no, t.From, t.To, t.Date, t.Amount, t.Fee, t.ShopID, nullText(t.SourceKind), t.SourceID, t.Note, tx.Actor.Name, tx.Now)
	if err != nil {
		return 0, "", fmt.Errorf("insert fund transfer %s: %w", no, err)
	}
	if n == 0 { // another transaction booked the source while this one waited
		return transferredBefore(ctx, tx, t)
	}
	if err := s.PostTx(ctx, tx, t.entry(id, no, two)); err != nil {
		return 0, "", err
	}
	return id, no, doc.AuditTx(ctx, tx, doc.Change{Action: "post", Entity: docTransfer, EntityID: id, EntityNo: no, After: t.state()})
}

// docTransfer is the kind of document a transfer is.
const docTransfer = "fund_transfer"

func transferredBefore(ctx context.Context, tx *db.Tx, t Transfer) (id db.ID, no string, err error) {
	if t.SourceID == 0 {
		return 0, "", nil
	}
	if _, err = tx.Row(ctx, `SELECT id, no FROM fund_transfer WHERE tenant_id = ? AND source_kind = ? AND source_id = ? AND state = 'posted'`,
		[]any{tx.Tenant, t.SourceKind, t.SourceID}, &id, &no); err != nil {
		return 0, "", fmt.Errorf("look for the transfer of %s %d: %w", t.SourceKind, t.SourceID, err)
	}
	return id, no, nil
}

// sides are the two accounts of a transfer, as locked; nil where there is none.
type sides struct{ from, to *FundAccount }

func (t *Transfer) lock(ctx context.Context, tx *db.Tx) (sides, error) {
	funds, err := lockFunds(ctx, tx, "id IN (?, ?)", t.From, t.To)
	return sides{funds[t.From], funds[t.To]}, err
}

func (t *Transfer) check(of sides) error {
	var f fault.Fields
	for _, side := range []struct {
		field string
		id    db.ID
		fund  *FundAccount
	}{{"fromAccountId", t.From, of.from}, {"toAccountId", t.To, of.to}} {
		switch {
		case side.id == 0:
			f.Add(side.field, fault.ErrRequired)
		case side.fund == nil:
			f.Add(side.field, ErrFundNotFound)
		case t.SourceID == 0:
			f.AddErr(side.field, side.fund.Usable())
		}
	}
	if t.From == t.To && t.From != 0 {
		f.Add("toAccountId", ErrSameAccount)
	}
	if t.Amount <= 0 {
		f.Add("amount", fault.ErrPositive)
	}
	if t.Fee < 0 {
		f.Add("fee", fault.ErrNegative)
	}
	return f.Err()
}

func (t *Transfer) entry(id db.ID, no string, of sides) Entry {
	return Entry{DocKind: docTransfer, DocID: id, DocNo: no, Date: t.Date, Memo: t.Note, Lines: []EntryLine{
		{Account: of.to.Account, FundAccountID: of.to.ID, Amount: t.Amount.Cost()},
		{Account: AccountFinanceCost, Amount: t.Fee.Cost()},
		{Account: of.from.Account, FundAccountID: of.from.ID, Amount: t.Amount.Add(t.Fee).Neg().Cost()},
	}}
}

func (t *Transfer) state() map[string]any {
	state := map[string]any{"fromAccountId": t.From, "toAccountId": t.To, "date": t.Date, "amount": t.Amount, "note": t.Note}
	if t.Fee != 0 {
		state["fee"] = t.Fee
	}
	return state
}

// ReverseTransferTx takes a transfer back by a counter-transfer of today. It returns
// the counter-transfer; ErrTransferReversed the second time. What a source caused is
// taken back by the package of the source only, which says so: ErrTransferFixed.
func (s *Service) ReverseTransferTx(ctx context.Context, tx *db.Tx, id db.ID, sourceKind, note string) (counter db.ID, no string, err error) {
	var (
		t             Transfer
		was           string
		twin, earlier db.ID
	)
	found, err := tx.Row(ctx, `SELECT no, from_id, to_id, transfer_date, amount, fee, shop_id, COALESCE(source_kind, ''), reverses_id, reversed_by_id FROM fund_transfer WHERE tenant_id = ? AND id = ?`+tx.ForUpdate(),
		[]any{tx.Tenant, id}, &was, &t.From, &t.To, &t.Date, &t.Amount, &t.Fee, &t.ShopID, &t.SourceKind, &twin, &earlier)
	switch {
	case err != nil:
		return 0, "", fmt.Errorf("lock fund transfer: %w", err)
	case !found:
		return 0, "", ErrTransferNotFound
	case twin != 0 || earlier != 0:
		return 0, "", ErrTransferReversed.With("no", was)
	case t.SourceKind != sourceKind:
		return 0, "", ErrTransferFixed.With("no", was, "source", t.SourceKind)
	}
	set, err := tenant.GetTx(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	date := set.Today(tx.Now)
	if err := set.CheckReversalDate(date, tx.Now, was, t.Date); err != nil {
		return 0, "", err
	}
	t.Date, t.Amount, t.Fee, t.Note = date, t.Amount.Neg(), t.Fee.Neg(), note
	two, err := t.lock(ctx, tx)
	if err != nil {
		return 0, "", err
	}
	if no, err = doc.NextNumberTx(ctx, tx, docTransfer, date); err != nil {
		return 0, "", err
	}
	counter = tx.NewID()
	if _, err := tx.Exec(ctx, `INSERT INTO fund_transfer (tenant_id, id, no, from_id, to_id, transfer_date, amount, fee, state, shop_id, reverses_id, note, created_by, created_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'posted', ?, ?, ?, ?, ?)`,
		tx.Tenant, counter, no, t.From, t.To, t.Date, t.Amount, t.Fee, t.ShopID, id, t.Note, tx.Actor.Name, tx.Now); err != nil {
		return 0, "", fmt.Errorf("insert fund transfer %s: %w", no, err)
	}
	if _, err := tx.Exec(ctx, `UPDATE fund_transfer SET state = 'reversed', reversed_by_id = ? WHERE tenant_id = ? AND id = ?`, counter, tx.Tenant, id); err != nil {
		return 0, "", fmt.Errorf("mark fund transfer %s as reversed: %w", was, err)
	}
	if err := s.PostTx(ctx, tx, t.entry(counter, no, two)); err != nil {
		return 0, "", err
	}
	return counter, no, doc.AuditTx(ctx, tx,
		doc.Change{Action: "reverse", Entity: docTransfer, EntityID: id, EntityNo: was, After: map[string]any{"by": no}},
		doc.Change{Action: "post", Entity: docTransfer, EntityID: counter, EntityNo: no, After: t.state()})
}
