package open1688

import (
	"context"
	"fmt"
	"unicode/utf8"
)

// Limits of preview and creation (reference §4.5.1, §4.5.2).
const (
	// MaxCargoLines is how many SKUs one creation takes; the caller splits what is more.
	MaxCargoLines = 50
	// MaxOrderMessage is how long the note for the seller may be, in characters.
	MaxOrderMessage = 500
	maxStreetLength = 200
)

// FlowGeneral is the ordinary market (大市场). The flow decides prices and the buyer's
// protection; others need relations or contracts of their own.
const FlowGeneral = "general"

// CargoLine is a line of a basket: a spec of an offer of the one seller.
type CargoLine struct {
	OfferID  ID     `json:"offerId"`
	SpecID   string `json:"specId,omitempty"` // 32 hex digits; left out for an offer without SKUs
	Quantity int64  `json:"quantity"`         // sale units
}

// DeliveryAddress is where an order goes. An id of the account's address book goes
// before everything else; then the code of the district, with the street in words;
// then names, which must be those of the platform's divisions.
type DeliveryAddress struct {
	AddressID    ID     `json:"addressId,omitempty"`
	FullName     string `json:"fullName,omitempty"` // two characters at least
	Mobile       string `json:"mobile,omitempty"`
	Phone        string `json:"phone,omitempty"`
	PostCode     string `json:"postCode,omitempty"`
	DistrictCode string `json:"districtCode,omitempty"`
	Province     string `json:"provinceText,omitempty"`
	City         string `json:"cityText,omitempty"`
	District     string `json:"areaText,omitempty"`
	Town         string `json:"townText,omitempty"`
	Street       string `json:"address,omitempty"` // at most 200 characters
}

func (a DeliveryAddress) problem() string {
	switch {
	case a.AddressID != "" && !a.AddressID.Numeric():
		return "addressId is not a decimal id"
	case a.AddressID != "":
		return ""
	case utf8.RuneCountInString(a.FullName) < 2:
		return "fullName must have two characters"
	case a.Street == "" || utf8.RuneCountInString(a.Street) > maxStreetLength:
		return fmt.Sprintf("address must have 1 to %d characters", maxStreetLength)
	case a.DistrictCode == "" && a.Province == "":
		return "needs addressId, districtCode or names"
	}
	return ""
}

func checkBasket(to DeliveryAddress, cargo []CargoLine) (param, problem string) {
	if problem := to.problem(); problem != "" {
		return "addressParam", problem
	}
	if len(cargo) > MaxCargoLines {
		return "cargoParamList", fmt.Sprintf("holds more than %d SKUs", MaxCargoLines)
	}
	for i, line := range cargo {
		switch {
		case !line.OfferID.Numeric():
			return "cargoParamList", fmt.Sprintf("line %d: offerId is not a decimal id", i+1)
		case line.Quantity <= 0:
			return "cargoParamList", fmt.Sprintf("line %d: quantity must be positive", i+1)
		}
	}
	return "", ""
}

// PreviewRequest describes an order that might be made.
type PreviewRequest struct {
	Address DeliveryAddress `param:"addressParam,required"`
	Cargo   []CargoLine     `param:"cargoParamList,required"`
	// Flow empty lets the platform compare; it names the cheapest in the answer.
	Flow       string `param:"flow"`
	OutOrderID string `param:"outOrderId"`
}

func (r PreviewRequest) check() (string, string) { return checkBasket(r.Address, r.Cargo) }

// Preview tells what an order would cost, whether it can be made, and how it may be
// paid. It makes nothing.
//
// API com.alibaba.trade:alibaba.createOrder.preview-1. Precondition: a buyer's token;
// goods of one seller.
func (s *TradeService) Preview(ctx context.Context, token Token, req PreviewRequest) (*PreviewReply, *Response, error) {
	var reply PreviewReply
	resp, err := s.client.call(ctx, &opTradePreview, token, req, &reply)
	if err != nil {
		return nil, resp, err
	}
	return &reply, resp, nil
}

// CreateOrderRequest describes an order to make.
type CreateOrderRequest struct {
	Flow    string          `param:"flow,required"` // as the preview named it
	Address DeliveryAddress `param:"addressParam,required"`
	Cargo   []CargoLine     `param:"cargoParamList,required"`
	Message string          `param:"message"` // for the seller
	// TradeType is one of the preview's TradeModeNames. Without it the platform takes
	// credit where the buyer has it, else the guarantee of Alipay.
	TradeType       string `param:"tradeType"`
	ShopPromotionID string `param:"shopPromotionId"` // of the preview
	// OutOrderID is the caller's unique number. What a second creation with it does is
	// not documented (U11); it is what an order is found by.
	OutOrderID string `param:"outOrderId"`
}

func (r CreateOrderRequest) check() (string, string) {
	if !utf8.ValidString(r.Message) || utf8.RuneCountInString(r.Message) > MaxOrderMessage {
		return "message", fmt.Sprintf("must be text of at most %d characters", MaxOrderMessage)
	}
	return checkBasket(r.Address, r.Cargo)
}

// CreateOrder makes an order, or several where the platform splits it; see
// [CreateOrderReply.Created]. It is never repeated here. When the error is
// [Error.Unknown], look for OutOrderID in the buyer's orders before creating again.
//
// API com.alibaba.trade:alibaba.trade.createCrossOrder-1. Precondition: a buyer's token;
// at most [MaxCargoLines] SKUs of one seller.
func (s *TradeService) CreateOrder(ctx context.Context, token Token, req CreateOrderRequest) (*CreateOrderReply, *Response, error) {
	var reply *CreateOrderReply
	resp, err := s.client.roundTrip(ctx, &opTradeCreate, token, req, func(body []byte) *Error {
		var err *Error
		reply, err = readCreated(&opTradeCreate, body)
		return err
	})
	if err != nil {
		return nil, resp, err
	}
	return reply, resp, nil
}
