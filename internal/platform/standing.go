package platform

import (
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Standing is where an order stands for the people who buy (处理状态): what it waits for,
// and whether somebody has to do something about it. State is what 1688 says.
type Standing string

// The standings. Each order has one: of those below that hold, freezing comes before goods
// that lack, those before problems, and problems before what the state tells.
const (
	StandingUnpaid  Standing = "unpaid"  // 待付款
	StandingReview  Standing = "review"  // 待发货审核: paid, and nobody has said what it was bought for
	StandingToShip  Standing = "to_ship" // 待发货: paid, with its purchase order known
	StandingShipped Standing = "shipped" // 已发货: some of it or all, receipt not confirmed
	StandingFrozen  Standing = "frozen"  // 冻结中: a refund is being talked about, so nothing should move
	StandingShort   Standing = "short"   // 缺货: goods that are waited for will not come
	StandingProblem Standing = "problem" // 问题件: a person has to look at it
	StandingDone    Standing = "done"    // 已完成
	StandingClosed  Standing = "closed"  // 已关闭
)

// Why says why an order has its standing.
type Why string

// The reasons, by standing.
const (
	WhyUnpaid Why = "unpaid"

	WhyUnmatched Why = "unmatched"

	WhyPaid Why = "paid"

	WhySent     Why = "sent"
	WhySentPart Why = "sent_part"
	WhySigned   Why = "signed" // every parcel was handed over

	WhyRefundAsked   Why = "refund_asked"
	WhyRefundRefused Why = "refund_refused" // it may be asked for again
	WhyReturnAwaited Why = "return_awaited" // agreed once the goods are sent back
	WhyReturnSent    Why = "return_sent"

	WhyClosedForLack  Why = "closed_for_lack"
	WhyRefundedUnsent Why = "refunded_unsent" // money was given back for goods that were not sent
	WhySentShort      Why = "sent_short"      // 1688 says that all was sent, and of a line that it was not

	WhyParcelRefused  Why = "parcel_refused"   // the carrier could not hand a parcel over
	WhyParcelNotTaken Why = "parcel_not_taken" // the carrier did not get it from the seller, or it was called off
	WhyParcelTrouble  Why = "parcel_trouble"   // its way ends with a return, a loss, a damage
	WhyReturned       Why = "returned"         // a line was sent back and nothing was paid for it
	WhyOverCharged    Why = "over_charged"     // more than its purchase order allows
	WhyNotOnOrder     Why = "not_on_order"     // a spec that nothing on the purchase order is bought as
	WhyMoneyOut       Why = "money_out"        // closed, and not all that was paid was given back
	WhyUnknownStatus  Why = "unknown_status"   // 1688 has a status that we do not know
	WhyUnread         Why = "unread"           // could not be read so many times in a row

	WhyReceived Why = "received"
	WhyDone     Why = "done"

	WhyClosed Why = "closed"
)

const (
	standingWords = "platform_order.standing"
	whyWords      = "platform_order.why"
)

func init() {
	fault.AddWords(standingWords,
		fault.Word{Code: string(StandingUnpaid), ZH: "待付款", EN: "To be paid"}, fault.Word{Code: string(StandingReview), ZH: "待发货审核", EN: "To be reviewed"},
		fault.Word{Code: string(StandingToShip), ZH: "待发货", EN: "To be shipped"}, fault.Word{Code: string(StandingShipped), ZH: "已发货", EN: "Shipped"},
		fault.Word{Code: string(StandingFrozen), ZH: "冻结中", EN: "Frozen"}, fault.Word{Code: string(StandingShort), ZH: "缺货", EN: "Out of stock"},
		fault.Word{Code: string(StandingProblem), ZH: "问题件", EN: "Problem"}, fault.Word{Code: string(StandingDone), ZH: "已完成", EN: "Completed"},
		fault.Word{Code: string(StandingClosed), ZH: "已关闭", EN: "Closed"})
	fault.AddWords(whyWords,
		fault.Word{Code: string(WhyUnpaid), ZH: "还没有付款", EN: "Not paid yet"},
		fault.Word{Code: string(WhyUnmatched), ZH: "已付款，还没有认领", EN: "Paid, not adopted yet"},
		fault.Word{Code: string(WhyPaid), ZH: "已付款，等卖家发货", EN: "Paid; the seller is to ship it"},
		fault.Word{Code: string(WhySent), ZH: "卖家已全部发货", EN: "The seller shipped all of it"},
		fault.Word{Code: string(WhySentPart), ZH: "卖家发了一部分", EN: "The seller shipped a part of it"},
		fault.Word{Code: string(WhySigned), ZH: "包裹都已签收，还没有在 1688 确认收货", EN: "All parcels were handed over; receipt is not confirmed on 1688"},
		fault.Word{Code: string(WhyRefundAsked), ZH: "已申请退款，等卖家同意", EN: "A refund was asked for; the seller has to agree"},
		fault.Word{Code: string(WhyRefundRefused), ZH: "卖家拒绝退款，可以修改申请", EN: "The seller refused the refund; the request may be changed"},
		fault.Word{Code: string(WhyReturnAwaited), ZH: "卖家同意退货，等我方寄回", EN: "The seller agreed to a return; the goods are to be sent back"},
		fault.Word{Code: string(WhyReturnSent), ZH: "退货已寄出，等卖家收货", EN: "The goods were sent back; the seller has to receive them"},
		fault.Word{Code: string(WhyClosedForLack), ZH: "因卖家缺货而关闭", EN: "Closed because the seller is out of stock"},
		fault.Word{Code: string(WhyRefundedUnsent), ZH: "没有发货的商品已退款", EN: "Goods that were not shipped were refunded"},
		fault.Word{Code: string(WhySentShort), ZH: "1688 显示已全部发货，但有商品没有发齐", EN: "1688 says that all was shipped, yet some goods were not"},
		fault.Word{Code: string(WhyParcelRefused), ZH: "有包裹签收失败", EN: "A parcel could not be handed over"},
		fault.Word{Code: string(WhyParcelNotTaken), ZH: "有包裹揽收失败或被取消", EN: "A parcel was not picked up, or was called off"},
		fault.Word{Code: string(WhyParcelTrouble), ZH: "有包裹的轨迹显示退回、拒收、丢失或破损", EN: "The way of a parcel tells of a return, a refusal, a loss or a damage"},
		fault.Word{Code: string(WhyReturned), ZH: "有商品被退回，还没有退款", EN: "Goods were returned and not refunded"},
		fault.Word{Code: string(WhyOverCharged), ZH: "1688 应付超出采购单金额和允许差异", EN: "1688 charges more than the purchase order and its tolerance"},
		fault.Word{Code: string(WhyNotOnOrder), ZH: "有商品与采购单对不上", EN: "Some goods are not on the purchase order"},
		fault.Word{Code: string(WhyMoneyOut), ZH: "已关闭，付的钱没有全部退回", EN: "Closed, and not all that was paid was given back"},
		fault.Word{Code: string(WhyUnknownStatus), ZH: "1688 的状态不认识", EN: "1688 has a status that is not known here"},
		fault.Word{Code: string(WhyUnread), ZH: "连续多次没有读到", EN: "Could not be read several times in a row"},
		fault.Word{Code: string(WhyReceived), ZH: "已确认收货", EN: "Receipt was confirmed"},
		fault.Word{Code: string(WhyDone), ZH: "交易成功", EN: "The trade is completed"},
		fault.Word{Code: string(WhyClosed), ZH: "已关闭", EN: "Closed"})
}

// beside is what a standing goes by that the order itself does not tell.
type beside struct {
	awaited   bool              // its goods are waited for: nobody has said what for, or its purchase order is neither over nor void
	replaced  bool              // an order made later serves the same purchase order
	over      bool              // the orders of its purchase order charge more than is tolerated
	strange   bool              // it has a line that nothing on its purchase order is bought as
	lastSteps map[string]string // what the carrier said last, by parcel
}

// standing works out where the order stands, and why. It goes by what is kept alone, so
// that it can be worked out again at any time. An order that was put aside is nobody's
// work: its state tells.
func (o *Order) standing(b beside) (Standing, Why) {
	if o.Link != LinkIgnored {
		if why := o.frozen(); why != "" {
			return StandingFrozen, why
		}
		if why := o.short(b); why != "" {
			return StandingShort, why
		}
		if why := o.problem(b); why != "" {
			return StandingProblem, why
		}
	}
	return o.plain()
}

// plain is the standing that the state tells.
func (o *Order) plain() (Standing, Why) {
	switch o.State {
	case StateUnpaid:
		return StandingUnpaid, WhyUnpaid
	case StateReceived:
		return StandingDone, WhyReceived
	case StateDone:
		return StandingDone, WhyDone
	case StateClosed:
		return StandingClosed, WhyClosed
	case StateToShip, StateShipped, StateOther:
	}
	switch {
	case o.Logistics == LogisticsSigned:
		return StandingShipped, WhySigned
	case o.State == StateShipped, o.Logistics == LogisticsSent:
		return StandingShipped, WhySent
	case o.Logistics == LogisticsPartial:
		return StandingShipped, WhySentPart
	case o.Link == LinkNone:
		return StandingReview, WhyUnmatched
	}
	return StandingToShip, WhyPaid
}

// refundsUnderWay are the states of a refund that is not over (reference §4.9.7).
var refundsUnderWay = map[string]Why{
	"waitselleragree": WhyRefundAsked, "waitbuyermodify": WhyRefundRefused, "waitbuyersend": WhyReturnAwaited, "waitsellerreceive": WhyReturnSent,
}

// frozen tells of a refund that is not over, also of one after the trade was completed.
func (o *Order) frozen() Why {
	if o.State == StateClosed {
		return ""
	}
	if why := refundsUnderWay[o.RefundStatus]; why != "" {
		return why
	}
	for i := range o.Lines {
		// The same words in capitals: WAIT_SELLER_AGREE.
		if why := refundsUnderWay[strings.ToLower(strings.ReplaceAll(o.Lines[i].RefundStatus, "_", ""))]; why != "" {
			return why
		}
	}
	return ""
}

// closedForLack is 1688's reason of an order that was closed since there are no goods.
const closedForLack = "sellerGoodsLack"

// short tells of goods that will not come. Of a closed order that is over with its
// purchase order, when another one takes its place, or when a person puts it aside.
func (o *Order) short(b beside) Why {
	switch o.State {
	case StateClosed:
		switch {
		case !b.awaited || b.replaced:
		case o.CloseReason == closedForLack:
			return WhyClosedForLack
		case o.PurchaseOrder != 0 && o.Logistics == LogisticsNone && o.Paid > 0 && o.Refund >= o.Paid:
			return WhyRefundedUnsent
		}
	case StateToShip, StateShipped:
		if o.Logistics == LogisticsNone && o.Refund > 0 || slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Refund > 0 && !l.sent() }) {
			return WhyRefundedUnsent
		}
		// Where no line is said to have been sent, 1688 does not tell by line.
		if o.State == StateShipped && o.sentLines() > 0 && slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Logistics == lineUnsent || l.Logistics == linePartly }) {
			return WhySentShort
		}
	case StateUnpaid, StateReceived, StateDone, StateOther:
	}
	return ""
}

// sent tells whether any of the line was sent.
func (l *Line) sent() bool {
	switch l.Logistics {
	case lineSent, lineReceived, lineReturned, linePartly:
		return true
	}
	return false
}

// problem tells what a person has to look at.
func (o *Order) problem(b beside) Why {
	switch o.State {
	case StateReceived, StateDone:
		return "" // what does not agree then is told with the figures of the purchase order
	case StateClosed:
		if b.awaited && o.Paid > o.Refund {
			return WhyMoneyOut
		}
		return ""
	case StateUnpaid, StateToShip, StateShipped, StateOther:
	}
	if why := o.parcelTrouble(b.lastSteps); why != "" {
		return why
	}
	switch {
	case slices.ContainsFunc(o.Lines, func(l Line) bool { return l.Logistics == lineReturned && l.Refund == 0 }):
		return WhyReturned
	case b.over:
		return WhyOverCharged
	case b.strange:
		return WhyNotOnOrder
	case o.State == StateOther:
		return WhyUnknownStatus
	case o.Failures >= toldAfter:
		return WhyUnread
	}
	return ""
}

// States of a parcel that went wrong (reference §4.9.1).
const (
	parcelRefused  = "UNSIGN"
	parcelNotTaken = "NOGET"
	parcelOff      = "CANCEL"
)

// troubleWords are what carriers say of parcels that do not arrive as they should.
var troubleWords = []string{"拒收", "退回", "退件", "丢失", "遗失", "破损"}

// parcelTrouble tells of a parcel that does not arrive. What the carrier said last counts:
// one that goes on is none any more. A parcel that was called off is no trouble while
// there is another, which went in its place.
func (o *Order) parcelTrouble(lastSteps map[string]string) Why {
	off := 0
	for _, p := range o.Parcels {
		switch p.Status {
		case parcelRefused:
			return WhyParcelRefused
		case parcelNotTaken:
			return WhyParcelNotTaken
		case parcelOff:
			off++
			continue
		}
		if !p.signed() && slices.ContainsFunc(troubleWords, func(word string) bool { return strings.Contains(lastSteps[p.LogisticsID], word) }) {
			return WhyParcelTrouble
		}
	}
	if off > 0 && off == len(o.Parcels) {
		return WhyParcelNotTaken
	}
	return ""
}

// charges is what the order costs as it stands: of a closed one what was not given back.
func (o *Order) charges() dec.Amount {
	if o.State == StateClosed {
		return max(0, o.Paid.Sub(o.Refund))
	}
	return o.Total.Sub(o.Refund)
}
