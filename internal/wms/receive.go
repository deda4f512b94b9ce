package wms

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
)

// Faults of what a WMS says it received.
var (
	// ErrNotice is the answer to a number that no notice has.
	ErrNotice = fault.Define(fault.Invalid, "wms.notice_unknown",
		fault.ZH("找不到这张到货通知", "noticeNo 填到货通知里的 noticeNo，或用 externalNo 填推送时返回的单号；两个都填时要是同一张"),
		fault.EN("There is no such arrival notice", "Give the noticeNo of the notice, or as externalNo the number that was answered to it; given both, they must name the same"))
	// ErrNoticeCancelled has the parameter no.
	ErrNoticeCancelled = fault.Define(fault.Conflict, "wms.notice_cancelled",
		fault.ZH("到货通知 {no} 已取消，不能收货", "采购单已撤销、关闭或不再由 WMS 收货；确实到货的，请采购员重新打开采购单后再回传"),
		fault.EN("The arrival notice {no} is cancelled, so nothing is received under it", "The purchase order was withdrawn or closed, or is not for the WMS any more; if goods did come, have it reopened, then send this again"))
	// ErrSKU has the parameter sku.
	ErrSKU = fault.Define(fault.Invalid, "wms.sku_unknown",
		fault.ZH("没有编号为 {sku} 的 SKU", "填到货通知里的 sku"), fault.EN("There is no SKU with the code {sku}", "Use the sku of the notice"))
	// ErrSKUNotAwaited has the parameters sku and no.
	ErrSKUNotAwaited = fault.Define(fault.Invalid, "wms.sku_not_awaited",
		fault.ZH("到货通知 {no} 里没有 SKU {sku}", "核对商品；确实多发的，由仓库在货通里按购货单收下"),
		fault.EN("The arrival notice {no} has no SKU {sku}", "Check the goods; what came beyond the order is received by a purchase receipt here"))
	// ErrSKUTwice marks a SKU that an earlier line has.
	ErrSKUTwice = fault.Define(fault.Invalid, "wms.sku_twice",
		fault.ZH("同一个 SKU 只能有一行", "把数量合计到一行"), fault.EN("A SKU has one line", "Add the quantities up in one line"))
	// ErrReceiptDiffers has the parameters no and receipt.
	ErrReceiptDiffers = fault.Define(fault.Conflict, "wms.receipt_differs",
		fault.ZH("收货单号 {no} 已回传过（购货单 {receipt}），内容和这次不同", "重复回传要内容一致；另一次收货请用新的收货单号"),
		fault.EN("The receipt {no} was sent before (purchase receipt {receipt}) and said something else", "A repetition says the same; another receipt has another number"))
)

// Received is what a WMS says it received under a notice, in base units.
type Received struct {
	ReceiptNo  string         `json:"receiptNo"` // of the WMS, unique
	NoticeNo   string         `json:"noticeNo"`
	ExternalNo string         `json:"externalNo"`
	Date       db.Date        `json:"date"`
	Waybill    string         `json:"waybill"`
	Inspected  bool           `json:"inspected"`
	Note       string         `json:"note"`
	Lines      []ReceivedLine `json:"lines"`
}

// ReceivedLine is how much came of a SKU.
type ReceivedLine struct {
	SKU          string                `json:"sku"`
	Quantity     dec.Quantity          `json:"quantity"` // accepted
	Rejected     dec.Quantity          `json:"rejected"`
	RejectReason purchase.RejectReason `json:"rejectReason"`
	Short        dec.Quantity          `json:"short"`
}

// Made is the purchase receipt that was made of what a WMS received.
type Made struct {
	ID       db.ID
	No       string
	State    purchase.ReceiptState
	Repeated bool // it was made when the WMS said so before
}

const maxNumber = 100

func (in *Received) check() error {
	var f fault.Fields
	in.ReceiptNo = check.Required(&f, "receiptNo", in.ReceiptNo, maxNumber)
	in.NoticeNo = check.Line(&f, "noticeNo", in.NoticeNo, maxNumber)
	in.ExternalNo = check.Line(&f, "externalNo", in.ExternalNo, maxNumber)
	if in.NoticeNo == "" && in.ExternalNo == "" {
		f.Add("noticeNo", fault.ErrRequired)
	}
	seen := map[string]bool{}
	for i := range in.Lines {
		l := &in.Lines[i]
		if l.SKU = check.Required(&f, trade.Path(i)+".sku", l.SKU, check.MaxCode); l.SKU != "" && seen[l.SKU] {
			f.Add(trade.Path(i)+".sku", ErrSKUTwice)
		}
		seen[l.SKU] = true
	}
	return f.Err()
}

func (in *Received) hash() string {
	text, err := json.Marshal(in)
	if err != nil {
		panic("wms: what was received has no JSON: " + err.Error()) // plain values only
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Receive makes a purchase receipt of what a WMS received, posted or waiting for its review
// as the set has it; said again under the same number it gives the same receipt. What the
// rules of receipts refuse is told at the lines of the WMS, and nothing is kept.
func (s *Service) Receive(ctx context.Context, sc db.Scope, in Received, within tenant.DataScope) (out *Made, err error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out, err = s.receiveTx(ctx, tx, &in, within)
		return err
	})
	return out, err
}

func (s *Service) receiveTx(ctx context.Context, tx *db.Tx, in *Received, within tenant.DataScope) (*Made, error) {
	set, err := settingTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	if !set.on {
		return nil, tenant.ErrModuleOff.With("module", tenant.ModuleWMS)
	}
	n, err := in.noticeTx(ctx, tx)
	if err != nil {
		return nil, err
	}
	orders, err := s.purchases.OrdersTx(ctx, tx, []db.ID{n.OrderID}, true)
	if err != nil {
		return nil, err
	}
	o := orders[n.OrderID]
	if !within.Allows(o.WarehouseID, o.BuyerAccountID) {
		return nil, in.unknown()
	}
	if made, err := in.beforeTx(ctx, tx, n); made != nil || err != nil {
		return made, err
	}
	if !set.awaits(o) {
		return nil, ErrNoticeCancelled.With("no", o.No)
	}
	receipt, lines, err := s.receiptTx(ctx, tx, in, o)
	if err != nil {
		return nil, err
	}
	receipt.Within = within
	r, err := s.purchases.ReceiveTx(ctx, tx, *receipt, true)
	if err != nil {
		return nil, in.told(err, lines)
	}
	count, err := tx.Exec(ctx, `INSERT INTO wms_receipt (tenant_id, receipt_no, notice_id, receipt_id, content_hash, created_at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		tx.Tenant, in.ReceiptNo, n.ID, r.ID, in.hash(), tx.Now)
	switch {
	case err != nil:
		return nil, fmt.Errorf("keep the number of a receipt of the WMS: %w", err)
	case count == 0: // the number came twice at once, for two notices
		return nil, db.ErrAgain
	}
	return &Made{ID: r.ID, No: r.No, State: r.State}, nil
}

// noticeTx finds the notice that is meant.
func (in *Received) noticeTx(ctx context.Context, tx *db.Tx) (n *Notice, err error) {
	if in.NoticeNo != "" {
		n, err = noticeTx(ctx, tx, "o.no = ?", in.NoticeNo, false)
	} else {
		n, err = noticeTx(ctx, tx, "n.external_no = ?", in.ExternalNo, false)
	}
	if err == nil && (n == nil || in.ExternalNo != "" && n.ExternalNo != in.ExternalNo) {
		err = in.unknown()
	}
	return n, err
}

func (in *Received) unknown() error {
	var f fault.Fields
	if in.NoticeNo != "" {
		f.Add("noticeNo", ErrNotice)
	} else {
		f.Add("externalNo", ErrNotice)
	}
	return f.Err()
}

// beforeTx gives the receipt that was made of the number before; nil for a new number.
func (in *Received) beforeTx(ctx context.Context, tx *db.Tx, n *Notice) (*Made, error) {
	var (
		m         = Made{Repeated: true}
		hash      string
		notice    db.ID
		submitted bool
	)
	found, err := tx.Row(ctx, `SELECT w.notice_id, w.content_hash, r.id, r.no, r.state, r.submitted FROM wms_receipt w JOIN purchase_receipt r ON r.tenant_id = w.tenant_id AND r.id = w.receipt_id
		WHERE w.tenant_id = ? AND w.receipt_no = ?`, []any{tx.Tenant, in.ReceiptNo}, &notice, &hash, &m.ID, &m.No, &m.State, &submitted)
	switch {
	case err != nil:
		return nil, fmt.Errorf("look for a receipt of the WMS: %w", err)
	case !found:
		return nil, nil
	case notice != n.ID:
		var f fault.Fields
		f.Add("receiptNo", ErrReceiptDiffers.With("no", in.ReceiptNo, "receipt", m.No))
		return nil, f.Err()
	case hash != in.hash():
		return nil, ErrReceiptDiffers.With("no", in.ReceiptNo, "receipt", m.No)
	}
	if submitted && m.State == purchase.ReceiptDraft {
		m.State = purchase.ReceiptSubmitted
	}
	return &m, nil
}

// receiptTx makes the input of the purchase receipt, and tells of each of its lines which
// line of the WMS it comes from.
func (s *Service) receiptTx(ctx context.Context, tx *db.Tx, in *Received, o *purchase.Order) (*purchase.ReceiptInput, []int, error) {
	codes := make([]string, len(in.Lines))
	for i := range in.Lines {
		codes[i] = in.Lines[i].SKU
	}
	known, err := s.catalog.SKUIDsByCodeTx(ctx, tx, codes)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]db.ID, 0, len(known))
	for _, ref := range known {
		ids = append(ids, ref.ID)
	}
	skus, err := s.catalog.SKUsTx(ctx, tx, ids)
	if err != nil {
		return nil, nil, err
	}
	out := &purchase.ReceiptInput{OrderID: o.ID, Date: in.Date, Waybill: in.Waybill, Inspected: in.Inspected, Note: in.Note}
	var (
		f    fault.Fields
		from []int
	)
	for i := range in.Lines {
		l := &in.Lines[i]
		ref, ok := known[l.SKU]
		if !ok {
			f.Add(trade.Path(i)+".sku", ErrSKU.With("sku", l.SKU))
			continue
		}
		parts := l.spread(skus[ref.ID], o)
		if len(parts) == 0 {
			f.Add(trade.Path(i)+".sku", ErrSKUNotAwaited.With("sku", l.SKU, "no", o.No))
		}
		for _, p := range parts {
			out.Lines, from = append(out.Lines, p), append(from, i)
		}
	}
	return out, from, f.Err()
}

// spread lays what came of a SKU over the lines of the order that await it, the first first;
// what is more than they await is left to the last, whose rules decide. What was rejected or
// is short goes with the last too.
func (l *ReceivedLine) spread(sku *catalog.SKUInfo, o *purchase.Order) []purchase.ReceiptLineInput {
	var await []*purchase.Line
	for i := range o.Lines {
		if o.Lines[i].SKUID == sku.ID {
			await = append(await, &o.Lines[i])
		}
	}
	var out []purchase.ReceiptLineInput
	left := l.Quantity
	for i, of := range await {
		last := i == len(await)-1
		part := ReceivedLine{Quantity: min(left, of.Remaining())}
		if last || left == part.Quantity {
			part, last = *l, true
			part.Quantity = left
		}
		if last || part.Quantity > 0 {
			out = append(out, part.of(sku, of))
		}
		if left = left.Sub(part.Quantity); last {
			break
		}
	}
	return out
}

// of is a line of the receipt: in the unit of the order where that is exact, so that the
// price is the order's, else in the base unit.
func (l *ReceivedLine) of(sku *catalog.SKUInfo, from *purchase.Line) purchase.ReceiptLineInput {
	unit, numbers := from.UnitID, [3]dec.Quantity{l.Quantity, l.Rejected, l.Short}
	for i, q := range numbers {
		inUnit, err := q.Times(from.UnitDen, from.UnitNum)
		if err != nil || sku.CheckQuantity(unit, inUnit) != nil {
			unit, numbers = sku.BaseUnitID, [3]dec.Quantity{l.Quantity, l.Rejected, l.Short}
			break
		}
		numbers[i] = inUnit
	}
	return purchase.ReceiptLineInput{
		LineInput: trade.LineInput{SKUID: sku.ID, UnitID: unit, Quantity: numbers[0], SourceLineID: from.ID},
		Rejected:  numbers[1], RejectReason: l.RejectReason, Short: numbers[2],
	}
}

var linePath = regexp.MustCompile(`^lines\[(\d+)\]\.(.+)$`)

// told gives the problems of the receipt the names that the WMS knows.
func (in *Received) told(err error, lines []int) error {
	e := fault.As(err)
	if e == nil || len(e.Fields) == 0 {
		return err
	}
	var f fault.Fields
	for _, p := range e.Fields {
		path := p.Path
		if m := linePath.FindStringSubmatch(path); m != nil {
			i, _ := strconv.Atoi(m[1]) // digits
			field := m[2]
			if field == "skuId" || field == "sourceLineId" || field == "unitId" {
				field = "sku"
			}
			path = trade.Path(lines[i]) + "." + field
		} else if path == "orderId" {
			path = "noticeNo"
		}
		f.Add(path, p.Err)
	}
	return f.Err()
}
