package open1688

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
	return decodeReply[AddressListReply](&replyAddresses, body)
}

// DecodeParsedAddress reads an answer of addresscode.parse.
func DecodeParsedAddress(body []byte) (*ParsedAddressReply, error) {
	return decodeReply[ParsedAddressReply](&replyAddressParse, body)
}
