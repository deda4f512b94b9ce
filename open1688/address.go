package open1688

import "context"

// AddressService reads a buyer's address book, takes addresses in words apart, and
// walks the tree of divisions.
type AddressService service

// AddressListReply is the whole answer of receiveAddress.get (reference §4.2.1).
type AddressListReply struct {
	Result struct {
		Addresses []ReceiveAddress `json:"receiveAddressItems"`
		Extra     Extra            `json:"-"`
	} `json:"result"`
	Extra Extra `json:"-"`
}

// ReceiveAddress is an address in the buyer's book. Texts may carry blanks at
// either end.
type ReceiveAddress struct {
	ID              ID     `json:"id"`
	FullName        string `json:"fullName"`
	Address         string `json:"address"` // street
	Post            string `json:"post"`
	Phone           string `json:"phone"`
	MobilePhone     string `json:"mobilePhone"`
	AddressCode     string `json:"addressCode"`     // six digits, of the district
	AddressCodeText string `json:"addressCodeText"` // two or three names
	TownCode        string `json:"townCode"`        // nine digits
	TownName        string `json:"townName"`
	Default         bool   `json:"isDefault"`
	Extra           Extra  `json:"-"`
}

// ParsedAddressReply is the whole answer of addresscode.parse (reference §4.2.2).
type ParsedAddressReply struct {
	Result *ParsedAddress `json:"result"`
	Extra  Extra          `json:"-"`
}

// ParsedAddress is what the platform made of a free text.
type ParsedAddress struct {
	Address         string `json:"address"`
	AddressCode     string `json:"addressCode"`
	AddressCodeText string `json:"addressCodeText"`
	AddressID       ID     `json:"addressId"`
	BizType         string `json:"bizType"`
	FullName        string `json:"fullName"`
	Mobile          string `json:"mobile"`
	Phone           string `json:"phone"`
	PostCode        string `json:"postCode"`
	Default         bool   `json:"isDefault"`
	Latest          bool   `json:"latest"`
	Extra           Extra  `json:"-"`
}

// DecodeAddresses reads an answer of receiveAddress.get.
func DecodeAddresses(body []byte) (*AddressListReply, error) {
	return decodeReply[AddressListReply](&opAddressList, body)
}

// DecodeParsedAddress reads an answer of addresscode.parse.
func DecodeParsedAddress(body []byte) (*ParsedAddressReply, error) {
	return decodeReply[ParsedAddressReply](&opAddressParse, body)
}

// Division is a province, a city, a district or a town (reference §4.2.2). Codes are
// those of GB/T 2260: six digits down to the district, nine for a town.
type Division struct {
	Code       string   `json:"code"`
	Name       string   `json:"name"`
	ParentCode string   `json:"parentCode"`
	Post       string   `json:"post"`
	Children   []string `json:"children"` // codes
	Extra      Extra    `json:"-"`
}

type divisionReply struct {
	Result *Division `json:"result"`
}

type divisionsReply struct {
	Result []Division `json:"result"`
}

type parseParams struct {
	Text string `param:"addressInfo,required"`
}

type divisionParams struct {
	Code    string `param:"areaCode,required"`
	WebSite string `param:"webSite"`
}

type divisionsParams struct {
	Code    string `param:"areaCode"`
	WebSite string `param:"webSite"`
}

// List returns the whole address book of a buyer.
//
// API com.alibaba.trade:alibaba.trade.receiveAddress.get-1. Precondition: the token of a buyer.
func (s *AddressService) List(ctx context.Context, token Token) ([]ReceiveAddress, *Response, error) {
	var reply AddressListReply
	resp, err := s.client.call(ctx, &opAddressList, token, nil, &reply)
	if err != nil {
		return nil, resp, err
	}
	return reply.Result.Addresses, resp, nil
}

// Parse takes an address in words apart, with or without a name and numbers. What it
// cannot read is an error of the kind business.
//
// API com.alibaba.trade:alibaba.trade.addresscode.parse-1. Precondition: the token of a buyer.
func (s *AddressService) Parse(ctx context.Context, token Token, text string) (*ParsedAddress, *Response, error) {
	var reply ParsedAddressReply
	resp, err := s.client.call(ctx, &opAddressParse, token, parseParams{text}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Result == nil {
		return nil, resp, empty(&opAddressParse, "address")
	}
	return reply.Result, resp, nil
}

// GetDivision returns the division with the code. One that does not exist is an error
// of the kind business.
//
// API com.alibaba.trade:alibaba.trade.addresscode.get-1. Precondition: the token of a buyer.
func (s *AddressService) GetDivision(ctx context.Context, token Token, code string) (*Division, *Response, error) {
	var reply divisionReply
	resp, err := s.client.call(ctx, &opAddressDivision, token, divisionParams{code, siteCN}, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Result == nil {
		return nil, resp, empty(&opAddressDivision, "division")
	}
	return reply.Result, resp, nil
}

// ListDivisions returns what lies directly in the division with the code; without one
// the provinces. A code that does not exist and one with nothing in it both give none.
//
// API com.alibaba.trade:alibaba.trade.addresscode.getchild-1. Precondition: the token of a buyer.
func (s *AddressService) ListDivisions(ctx context.Context, token Token, code string) ([]Division, *Response, error) {
	var reply divisionsReply
	resp, err := s.client.call(ctx, &opAddressDivisions, token, divisionsParams{code, siteCN}, &reply)
	if err != nil {
		return nil, resp, err
	}
	return reply.Result, resp, nil
}
