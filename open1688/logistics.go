package open1688

import (
	"context"
	"fmt"
)

// LogisticsService ships orders.
type LogisticsService service

// ShipmentOrder is one order, or part of one, in a shipment.
type ShipmentOrder struct {
	OrderID ID
	Lines   []ShipmentLine
}

// ShipmentLine is an order line that leaves. Lines leave whole, unless the
// platform has opened several parcels per line for the app.
type ShipmentLine struct {
	LineID ID      // sub-order id
	Amount int64   // pieces
	Weight Decimal // kg, may be empty
}

// OfflineShipment is a shipment with a carrier of the seller's own choice.
type OfflineShipment struct {
	Orders      []ShipmentOrder // of one receiver when there are several
	CarrierCode string          // companyNo such as SF, not the numeric id
	CarrierName string
	MailNo      string // waybill; one may be used 15 times at most
	Remarks     string
	SentAt      Time // zero leaves it to the platform
}

// NoCarrierCondition says why a shipment has no carrier.
type NoCarrierCondition int

// Conditions of a shipment without carrier.
const (
	NoCarrierThirdParty    NoCarrierCondition = 1
	NoCarrierPriceDiff     NoCarrierCondition = 2 // freight or price difference
	NoCarrierSellerBrings  NoCarrierCondition = 3
	NoCarrierBuyerPicksUp  NoCarrierCondition = 4 // hand-over at the stall
	NoCarrierOtherwiseSent NoCarrierCondition = 5
)

// DummyShipment is a shipment without carrier.
type DummyShipment struct {
	Orders    []ShipmentOrder
	Condition NoCarrierCondition
	Name      string // who brings or fetches
	Tel       string
	BillNo    string
	Remarks   string
	SentAt    Time
}

// The wire forms; extBody is JSON text inside the form, and conditions are text.
type sendGoods struct {
	SourceID string      `json:"sourceId"`
	Entries  []sendEntry `json:"sendGoodEntries"`
}

type sendEntry struct {
	SourceEntryID string  `json:"sourceEntryId"`
	Amount        int64   `json:"amount"`
	Weight        Decimal `json:"weight,omitempty"`
}

type offlineBody struct {
	CPCode string `json:"cpCode"`
	CPName string `json:"logisticsCpName"`
	MailNo string `json:"mailNo"`
}

type dummyBody struct {
	Condition string `json:"noLogisticsCondition"`
	Name      string `json:"noLogisticsName,omitempty"`
	Tel       string `json:"noLogisticsTel,omitempty"`
	BillNo    string `json:"noLogisticsBillNo,omitempty"`
}

type sendParams struct {
	SendGoods []sendGoods `param:"sendGoods,required"`
	ExtBody   any         `param:"extBody,required"`
	Remarks   string      `param:"remarks"`
	GmtSend   Time        `param:"gmtSend"`
}

// ShipmentReply is the whole answer of the two shipping calls.
type ShipmentReply struct {
	Result *Shipment `json:"result"`
	Extra  Extra     `json:"-"`
}

// Shipment tells what left and what did not.
type Shipment struct {
	LogisticsID string           `json:"logisticsId"`
	SendGoods   []ShippedOrder   `json:"sendGoods"`
	Sent        []ShipmentResult `json:"sendSuccessList"`
	Failed      []ShipmentResult `json:"sendFailList"` // partial failure comes with overall success
	Extra       Extra            `json:"-"`
}

// ShippedOrder repeats an order of the request.
type ShippedOrder struct {
	SourceID ID            `json:"sourceId"` // order; number or text
	Entries  []ShippedLine `json:"sendGoodEntries"`
	Extra    Extra         `json:"-"`
}

// ShippedLine repeats a line of the request.
type ShippedLine struct {
	SourceEntryID ID      `json:"sourceEntryId"`
	Amount        Decimal `json:"amount"`
	Weight        Decimal `json:"weight"`
	ExtBody       string  `json:"extBody"`
	Extra         Extra   `json:"-"`
}

// ShipmentResult tells what became of one line.
type ShipmentResult struct {
	SourceID      ID     `json:"sourceId"`
	SourceEntryID ID     `json:"sourceEntryId"`
	ExtBody       string `json:"extBody"`
	Success       bool   `json:"success"`
	LogisticsID   string `json:"logisticsId"`
	ErrorMessage  string `json:"errorMessage"`
	Extra         Extra  `json:"-"`
}

// SendOffline reports that goods left with a carrier. Look at Failed also when
// there is no error.
//
// API com.alibaba.logistics:alibaba.logistics.OpDeliverySendOrder.offline-1.
// Precondition: lines in waitsellersend with CanSendGoods.
func (s *LogisticsService) SendOffline(ctx context.Context, token Token, req OfflineShipment) (*Shipment, *Response, error) {
	op := &opLogisticsOffline
	switch {
	case req.CarrierCode == "":
		return nil, nil, inputError(op, "extBody", "cpCode is missing")
	case req.MailNo == "":
		return nil, nil, inputError(op, "extBody", "mailNo is missing")
	}
	return s.send(ctx, op, token, req.Orders, offlineBody{req.CarrierCode, req.CarrierName, req.MailNo}, req.Remarks, req.SentAt)
}

// SendDummy reports that goods left without a carrier, such as a hand-over at
// the stall. Look at Failed also when there is no error.
//
// API com.alibaba.logistics:alibaba.logistics.OpDeliverySendOrder.dummy-1.
// Precondition: lines in waitsellersend with CanSendGoods.
func (s *LogisticsService) SendDummy(ctx context.Context, token Token, req DummyShipment) (*Shipment, *Response, error) {
	op := &opLogisticsDummy
	if req.Condition < NoCarrierThirdParty || req.Condition > NoCarrierOtherwiseSent {
		return nil, nil, inputError(op, "extBody", "noLogisticsCondition must be 1 to 5")
	}
	body := dummyBody{fmt.Sprint(int(req.Condition)), req.Name, req.Tel, req.BillNo}
	return s.send(ctx, op, token, req.Orders, body, req.Remarks, req.SentAt)
}

func (s *LogisticsService) send(ctx context.Context, op *Operation, token Token, orders []ShipmentOrder, extBody any, remarks string, at Time) (*Shipment, *Response, error) {
	goods, failure := wireGoods(op, orders)
	if failure != nil {
		return nil, nil, failure
	}
	var reply ShipmentReply
	resp, err := s.client.call(ctx, op, token, sendParams{goods, extBody, remarks, at}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Result == nil {
		return nil, resp, malformed(op, errMismatch)
	}
	return reply.Result, resp, nil
}

func wireGoods(op *Operation, orders []ShipmentOrder) ([]sendGoods, *Error) {
	goods := make([]sendGoods, 0, len(orders))
	for _, order := range orders {
		if !order.OrderID.Numeric() {
			return nil, inputError(op, "sendGoods", "sourceId is not a decimal id")
		}
		if len(order.Lines) == 0 {
			return nil, inputError(op, "sendGoods", "order "+string(order.OrderID)+" has no lines")
		}
		entries := make([]sendEntry, 0, len(order.Lines))
		for _, line := range order.Lines {
			switch {
			case !line.LineID.Numeric():
				return nil, inputError(op, "sendGoods", "sourceEntryId is not a decimal id")
			case line.Amount <= 0:
				return nil, inputError(op, "sendGoods", "amount must be positive")
			case line.Weight != "" && !line.Weight.Valid():
				return nil, inputError(op, "sendGoods", "weight is not a decimal number")
			}
			entries = append(entries, sendEntry{string(line.LineID), line.Amount, line.Weight})
		}
		goods = append(goods, sendGoods{string(order.OrderID), entries})
	}
	return goods, nil
}
