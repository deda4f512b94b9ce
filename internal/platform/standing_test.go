package platform

import (
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
)

// Every rule of where an order stands, and which of two that hold comes first.
func TestStanding(t *testing.T) {
	t.Parallel()
	const ours db.ID = 41
	yuan := dec.MustAmount
	order := func(state State, change ...func(*Order)) *Order {
		o := &Order{State: state, Logistics: LogisticsNone, Total: yuan("100"), Lines: []Line{{LineID: "1", Logistics: 8}, {LineID: "2", Logistics: 8}}}
		if state != StateUnpaid {
			o.Paid = yuan("100")
		}
		if state == StateShipped || state == StateReceived || state == StateDone {
			o.Logistics = LogisticsSent
			o.Lines[0].Logistics, o.Lines[1].Logistics = lineSent, lineSent
			o.Parcels = []Parcel{{LogisticsID: "LP1", Waybill: "SF1", Status: "TRANSPORT"}}
		}
		for _, c := range change {
			c(o)
		}
		return o
	}
	linked := func(o *Order) { o.PurchaseOrder, o.Link = ours, LinkAdopted }
	ignored := func(o *Order) { o.Link = LinkIgnored }
	part := func(o *Order) { o.Logistics, o.Lines[0].Logistics = LogisticsPartial, lineSent }
	refund := func(status string) func(*Order) { return func(o *Order) { o.RefundStatus = status } }
	back := func(amount string) func(*Order) { return func(o *Order) { o.Refund = yuan(amount) } }
	lacked := func(o *Order) { o.CloseReason = "sellerGoodsLack" }
	parcel := func(status string) func(*Order) { return func(o *Order) { o.Parcels[0].Status = status } }
	first := func(f func(*Line)) func(*Order) { return func(o *Order) { f(&o.Lines[0]) } }
	failed := func(n int64) func(*Order) { return func(o *Order) { o.Failures = n } }
	waits := beside{awaited: true}
	says := func(text string) beside { return beside{awaited: true, lastSteps: map[string]string{"LP1": text}} }

	cases := []struct {
		name     string
		order    *Order
		beside   beside
		standing Standing
		why      Why
	}{
		{"not paid", order(StateUnpaid), waits, StandingUnpaid, WhyUnpaid},
		{"not paid, adopted", order(StateUnpaid, linked), waits, StandingUnpaid, WhyUnpaid},
		{"paid, nobody looked at it", order(StateToShip), waits, StandingReview, WhyUnmatched},
		{"paid and adopted", order(StateToShip, linked), waits, StandingToShip, WhyPaid},
		{"partly shipped", order(StateToShip, linked, part), waits, StandingShipped, WhySentPart},
		{"partly shipped, nobody looked at it", order(StateToShip, part), waits, StandingShipped, WhySentPart},
		{"shipped", order(StateShipped, linked), waits, StandingShipped, WhySent},
		{"shipped, nobody looked at it", order(StateShipped), waits, StandingShipped, WhySent},
		{"handed over", order(StateShipped, linked, parcel("SIGN"), func(o *Order) { o.Logistics = LogisticsSigned }), waits, StandingShipped, WhySigned},
		{"received", order(StateReceived, linked), waits, StandingDone, WhyReceived},
		{"done", order(StateDone, linked), waits, StandingDone, WhyDone},
		{"cancelled before it was paid", order(StateClosed, linked, func(o *Order) { o.Paid = 0 }), waits, StandingClosed, WhyClosed},

		{"a refund is asked for", order(StateToShip, linked, refund("waitselleragree")), waits, StandingFrozen, WhyRefundAsked},
		{"a refund was refused", order(StateShipped, linked, refund("waitbuyermodify")), waits, StandingFrozen, WhyRefundRefused},
		{"goods are to be returned", order(StateShipped, linked, refund("waitbuyersend")), waits, StandingFrozen, WhyReturnAwaited},
		{"goods were returned", order(StateDone, linked, refund("waitsellerreceive")), waits, StandingFrozen, WhyReturnSent},
		{"a refund of one line is asked for", order(StateToShip, linked, first(func(l *Line) { l.RefundStatus = "WAIT_SELLER_AGREE" })), waits, StandingFrozen, WhyRefundAsked},
		{"a refund is over", order(StateShipped, linked, refund("refundsuccess"), back("5")), waits, StandingShipped, WhySent},
		{"a refund was withdrawn", order(StateToShip, linked, refund("refundclose")), waits, StandingToShip, WhyPaid},
		{"closed while a refund was asked for", order(StateClosed, linked, refund("waitselleragree"), func(o *Order) { o.Paid = 0 }), waits, StandingClosed, WhyClosed},

		{"closed for lack of goods", order(StateClosed, linked, lacked, back("100")), waits, StandingShort, WhyClosedForLack},
		{"the same, nobody looked at it", order(StateClosed, lacked, back("100")), waits, StandingShort, WhyClosedForLack},
		{"the same, bought elsewhere since", order(StateClosed, linked, lacked, back("100")), beside{awaited: true, replaced: true}, StandingClosed, WhyClosed},
		{"the same, and its purchase order is over", order(StateClosed, linked, lacked, back("100")), beside{}, StandingClosed, WhyClosed},
		{"given back in full, nothing sent", order(StateClosed, linked, back("100")), waits, StandingShort, WhyRefundedUnsent},
		{"the same, nobody wants it", order(StateClosed, back("100")), waits, StandingClosed, WhyClosed},
		{"given back in full, sent before", order(StateClosed, linked, back("100"), func(o *Order) { o.Logistics = LogisticsSent }), waits, StandingClosed, WhyClosed},
		{"a part given back, nothing sent", order(StateToShip, linked, back("30")), waits, StandingShort, WhyRefundedUnsent},
		{"a line given back, the other sent", order(StateShipped, linked, back("30"), first(func(l *Line) { l.Refund, l.Logistics = yuan("30"), lineUnsent })), waits, StandingShort, WhyRefundedUnsent},
		{"a line given back that was sent", order(StateShipped, linked, back("30"), first(func(l *Line) { l.Refund = yuan("30") })), waits, StandingShipped, WhySent},
		{"all sent, a line was not", order(StateShipped, linked, first(func(l *Line) { l.Logistics = lineUnsent })), waits, StandingShort, WhySentShort},
		{"all sent, a line was partly", order(StateShipped, linked, first(func(l *Line) { l.Logistics = linePartly })), waits, StandingShort, WhySentShort},
		{"all sent, told of no line", order(StateShipped, linked, func(o *Order) { o.Lines[0].Logistics, o.Lines[1].Logistics = lineUnsent, lineUnsent }), waits, StandingShipped, WhySent},

		{"a parcel was not accepted", order(StateShipped, linked, parcel("UNSIGN")), waits, StandingProblem, WhyParcelRefused},
		{"a parcel was not picked up", order(StateShipped, linked, parcel("NOGET")), waits, StandingProblem, WhyParcelNotTaken},
		{"the only parcel was called off", order(StateShipped, linked, parcel("CANCEL")), waits, StandingProblem, WhyParcelNotTaken},
		{"a parcel went in the place of another", order(StateShipped, linked, parcel("CANCEL"), func(o *Order) { o.Parcels = append(o.Parcels, Parcel{LogisticsID: "LP2", Status: "TRANSPORT"}) }), waits, StandingShipped, WhySent},
		{"a parcel goes back", order(StateShipped, linked), says("快件已退回寄件人"), StandingProblem, WhyParcelTrouble},
		{"a parcel was lost", order(StateToShip, linked, part, func(o *Order) { o.Parcels = []Parcel{{LogisticsID: "LP1"}} }), says("快件丢失，请联系客服"), StandingProblem, WhyParcelTrouble},
		{"a parcel arrived all the same", order(StateShipped, linked, parcel("SIGN")), says("客户拒收后同意签收"), StandingShipped, WhySent},
		{"a parcel is on its way", order(StateShipped, linked), says("快件到达杭州"), StandingShipped, WhySent},
		{"a line was returned", order(StateShipped, linked, first(func(l *Line) { l.Logistics = lineReturned })), waits, StandingProblem, WhyReturned},
		{"a line was returned and paid for", order(StateShipped, linked, first(func(l *Line) { l.Logistics, l.Refund = lineReturned, yuan("30") })), waits, StandingShipped, WhySent},
		{"too dear, not paid", order(StateUnpaid, linked), beside{awaited: true, over: true}, StandingProblem, WhyOverCharged},
		{"too dear, received", order(StateReceived, linked), beside{awaited: true, over: true}, StandingDone, WhyReceived},
		{"other goods than ordered", order(StateToShip, linked), beside{awaited: true, strange: true}, StandingProblem, WhyNotOnOrder},
		{"closed, money not given back", order(StateClosed, linked, back("40")), waits, StandingProblem, WhyMoneyOut},
		{"the same, and its purchase order is over", order(StateClosed, linked, back("40")), beside{}, StandingClosed, WhyClosed},
		{"a status that is not known", order(StateOther, linked), waits, StandingProblem, WhyUnknownStatus},
		{"cannot be read", order(StateToShip, linked, failed(toldAfter)), waits, StandingProblem, WhyUnread},
		{"could not be read at times", order(StateToShip, linked, failed(toldAfter-1)), waits, StandingToShip, WhyPaid},
		{"done, cannot be read", order(StateDone, linked, failed(toldAfter)), waits, StandingDone, WhyDone},

		// Which comes first.
		{"frozen before short", order(StateToShip, linked, back("30"), refund("waitselleragree")), waits, StandingFrozen, WhyRefundAsked},
		{"frozen before a problem", order(StateShipped, linked, parcel("UNSIGN"), refund("waitselleragree")), waits, StandingFrozen, WhyRefundAsked},
		{"short before a problem", order(StateToShip, linked, back("30")), beside{awaited: true, over: true}, StandingShort, WhyRefundedUnsent},
		{"closed for lack before money out", order(StateClosed, linked, lacked, back("40")), waits, StandingShort, WhyClosedForLack},
		{"a problem before review", order(StateToShip, failed(toldAfter)), waits, StandingProblem, WhyUnread},
		{"a parcel before the amount", order(StateShipped, linked, parcel("UNSIGN")), beside{awaited: true, over: true}, StandingProblem, WhyParcelRefused},
		{"the amount before the goods", order(StateToShip, linked), beside{awaited: true, over: true, strange: true}, StandingProblem, WhyOverCharged},

		// Put aside: the state alone.
		{"put aside, paid", order(StateToShip, ignored), waits, StandingToShip, WhyPaid},
		{"put aside, a refund is asked for", order(StateToShip, ignored, refund("waitselleragree")), waits, StandingToShip, WhyPaid},
		{"put aside, closed for lack", order(StateClosed, ignored, lacked), waits, StandingClosed, WhyClosed},
		{"put aside, not accepted", order(StateShipped, ignored, parcel("UNSIGN")), waits, StandingShipped, WhySent},
		{"put aside, unknown", order(StateOther, ignored), waits, StandingToShip, WhyPaid},
	}
	told := map[Why]bool{}
	for _, c := range cases {
		standing, why := c.order.standing(c.beside)
		if standing != c.standing || why != c.why {
			t.Errorf("%s: %s because of %s, want %s because of %s", c.name, standing, why, c.standing, c.why)
		}
		told[why] = true
		for _, lang := range []string{"zh-CN", "en-US"} {
			if text := fault.WordFor(lang, whyWords, string(why)); text == "" || text == string(why) {
				t.Errorf("%s has no words in %s", why, lang)
			}
			if text := fault.WordFor(lang, standingWords, string(standing)); text == "" || text == string(standing) {
				t.Errorf("%s has no words in %s", standing, lang)
			}
		}
	}
	for code := range fault.Words(whyWords) {
		if !told[Why(code)] {
			t.Errorf("no case has the reason %s", code)
		}
	}
}

// An order that was closed costs what was not given back.
func TestChargesOfAnOrder(t *testing.T) {
	t.Parallel()
	yuan := dec.MustAmount
	for _, c := range []struct {
		o    Order
		want string
	}{
		{Order{State: StateToShip, Total: yuan("100"), Paid: yuan("100"), Refund: yuan("30")}, "70.00"},
		{Order{State: StateClosed, Total: yuan("100")}, "0.00"},
		{Order{State: StateClosed, Total: yuan("100"), Paid: yuan("100"), Refund: yuan("30"), ShippedAt: db.At(time.Unix(1, 0))}, "70.00"},
		{Order{State: StateClosed, Total: yuan("100"), Paid: yuan("100"), Refund: yuan("100")}, "0.00"},
	} {
		if got := c.o.charges(); got.String() != c.want {
			t.Errorf("%+v costs %s, want %s", c.o, got, c.want)
		}
	}
}
