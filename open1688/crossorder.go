package open1688

// CreateOrderReply is the whole answer of createCrossOrder and fastCreateOrder
// (reference §4.5.1), which comes flat or wrapped into result.
type CreateOrderReply struct {
	Result             *CreateOrderResult `json:"result"`
	OrderID            ID                 `json:"orderId"`
	TotalSuccessAmount Fen                `json:"totalSuccessAmount"`
	PostFee            Fen                `json:"postFee"`
	AccountPeriod      *AccountPeriod     `json:"accountPeriod"`
	FailedOffers       []FailedOffer      `json:"failedOfferList"`
	Extra              Extra              `json:"-"`
}

// CreateOrderResult tells which orders were made. OrderID and the sums are empty
// when there are several; Orders then lists them.
type CreateOrderResult struct {
	OrderID            ID             `json:"orderId"`
	TotalSuccessAmount Fen            `json:"totalSuccessAmount"` // goods and freight
	PostFee            Fen            `json:"postFee"`
	AccountPeriod      *AccountPeriod `json:"accountPeriod"`
	FailedOffers       []FailedOffer  `json:"failedOfferList"`
	Orders             []CreatedOrder `json:"orderList"`
	Extra              Extra          `json:"-"`
}

// CreatedOrder is one of several orders made by one call.
type CreatedOrder struct {
	OrderID      ID     `json:"orderId"`
	OrderAmount  Fen    `json:"orderAmmount"` // sic; goods + freight
	PostFee      Fen    `json:"postFee"`
	Discount     Fen    `json:"discount"`
	GoodsPayment Fen    `json:"sumPaymentNoCarriageFromClient"`
	Success      *bool  `json:"success"`
	ResultCode   string `json:"resultCode"`
	Message      string `json:"message"`
	PayChannel   string `json:"payChannel"`
	MergePay     bool   `json:"mergePay"`
	FreeFreight  bool   `json:"chooseFreeFreight"`
	Extra        Extra  `json:"-"`
}

// AccountPeriod holds the terms of an order on account.
type AccountPeriod struct {
	TapType    int   `json:"tapType"` // 1 monthly, 3 two-monthly, 6 three-monthly, 5 from receipt
	TapDate    int   `json:"tapDate"`
	TapOverdue int   `json:"tapOverdue"`
	Extra      Extra `json:"-"`
}

// FailedOffer is a line that was not ordered.
type FailedOffer struct {
	OfferID      ID     `json:"offerId"`
	SpecID       string `json:"specId"`
	ErrorCode    string `json:"errorCode"`
	ErrorMessage string `json:"errorMessage"`
	Extra        Extra  `json:"-"`
}

// Created lists the orders that were made, whichever form the answer has. An
// order counts by its id: official samples say success false beside one.
func (r *CreateOrderReply) Created() []CreatedOrder {
	id, amount, post := r.OrderID, r.TotalSuccessAmount, r.PostFee
	if r.Result != nil {
		if len(r.Result.Orders) > 0 {
			return r.Result.Orders
		}
		if r.Result.OrderID != "" {
			id, amount, post = r.Result.OrderID, r.Result.TotalSuccessAmount, r.Result.PostFee
		}
	}
	if id == "" {
		return nil
	}
	return []CreatedOrder{{OrderID: id, OrderAmount: amount, PostFee: post}}
}

// DecodeCreateOrder reads an answer of createCrossOrder or fastCreateOrder. A
// refusal is an error only when no order was made at all.
func DecodeCreateOrder(body []byte) (*CreateOrderReply, error) {
	reply, err := readCreated(&opTradeCreate, body)
	if err != nil {
		return nil, err
	}
	return reply, nil
}

func readCreated(op *Operation, body []byte) (*CreateOrderReply, *Error) {
	reply, err := Decode[CreateOrderReply](body)
	if err != nil {
		return nil, malformed(op, err)
	}
	if len(reply.Created()) > 0 {
		return reply, nil
	}
	if err := judge(op, body); err != nil {
		return nil, err
	}
	return nil, malformed(op, errNoID)
}
