package sandbox1688

import (
	"slices"
	"strings"
)

// Account is a member of 1688 who can log in: a seller, a buyer, or both.
type Account struct {
	// LoginID is the Wangwang nick, the key of an account in the control API. One with
	// a colon is a sub-account (main:sub).
	LoginID string `json:"loginId"`
	// UserID is the numeric id; the last six digits shape order ids.
	UserID   int64  `json:"userId"`
	MemberID string `json:"memberId"`
	Company  string `json:"companyName"`
	// Seller accounts own offers; every account may buy.
	Seller   bool    `json:"seller"`
	Contact  string  `json:"contact"`
	Mobile   string  `json:"mobile"`
	ShopURL  string  `json:"shopUrl,omitempty"`
	Industry string  `json:"industry,omitempty"`
	Address  Address `json:"address"`
	// MixAmount (fen) and MixPieces are the seller's mixed-batch rule: a bill that
	// reaches one of them may be below an offer's minimum. 0 and 0: no such rule.
	MixAmount int64 `json:"mixAmount"`
	MixPieces int64 `json:"mixPieces"`

	// TradeModes are the ways the seller lets orders be paid; nil means those of most
	// sellers, an empty list that nothing can be ordered through the gateway.
	TradeModes []string `json:"tradeModes"`
	// Freight are the seller's freight templates.
	Freight []FreightTemplate `json:"freightTemplates,omitempty"`
	// Promotions are the seller's discounts on whole orders.
	Promotions []Promotion `json:"promotions,omitempty"`

	// Receivers is the buyer's address book.
	Receivers []Receiver `json:"receivers,omitempty"`
	// Payment is how the buyer can pay without a cashier page.
	Payment Payment `json:"payment"`
	// Consigns are the login ids of sellers with whom the buyer has the relation that
	// the flow saleproxy needs.
	Consigns []string `json:"consigns,omitempty"`
	// Followed are the offers of whose changes the buyer wants to be told, Pushed those
	// it put on its list for alibaba.cross.productInfo.
	Followed []int64 `json:"followed,omitempty"`
	Pushed   []int64 `json:"pushed,omitempty"`
}

// Address is a place in China.
type Address struct {
	Province string `json:"province"`
	City     string `json:"city"`
	Area     string `json:"area"`
	AreaCode string `json:"areaCode"`
	Street   string `json:"street"`
	Post     string `json:"post"`
}

// Receiver is who gets goods and where: an entry of a buyer's address book, or a copy
// of what an order was given.
type Receiver struct {
	ID      int64   `json:"id,omitempty"`
	Name    string  `json:"fullName"`
	Mobile  string  `json:"mobile"`
	Phone   string  `json:"phone,omitempty"`
	Address Address `json:"address"`
	// Town may be given without a code when the tree does not know it.
	Town     string `json:"town,omitempty"`
	TownCode string `json:"townCode,omitempty"`
	Default  bool   `json:"isDefault,omitempty"`
}

// place is the whole division text, names apart by blanks.
func (r *Receiver) place() string {
	return strings.Join(strings.Fields(strings.Join([]string{r.Address.Province, r.Address.City, r.Address.Area}, " ")), " ")
}

// Payment is what a buyer can pay with besides a cashier page.
type Payment struct {
	Alipay Agreement `json:"alipay"`
	// Shegou is 诚e赊, buying on credit.
	Shegou  Agreement `json:"shegou"`
	Balance int64     `json:"balance"` // fen in the Alipay account
	Credit  int64     `json:"credit"`  // fen left of the credit
	Frozen  bool      `json:"frozen,omitempty"`
	// CrossBorder buyers have 跨境宝.
	CrossBorder bool `json:"crossBorder,omitempty"`
}

// Agreement is one to pay without a password; it works when bound and signed.
type Agreement struct {
	Bound  bool `json:"bound"`
	Signed bool `json:"signed"`
}

func (a Agreement) open() bool { return a.Bound && a.Signed }

// Promotion is a seller's discount on a whole order: from an amount of goods on, so
// much less, or no freight, or both.
type Promotion struct {
	ID          string `json:"id"`
	Text        string `json:"text"`
	From        int64  `json:"from"` // fen
	Off         int64  `json:"off"`  // fen
	FreePostage bool   `json:"freePostage,omitempty"`
}

// clone copies everything that can be changed in place.
func (a *Account) clone() *Account {
	c := *a
	if a.TradeModes != nil { // an empty list is not the same as none
		c.TradeModes = append([]string{}, a.TradeModes...)
	}
	c.Freight, c.Promotions, c.Receivers = slices.Clone(a.Freight), slices.Clone(a.Promotions), slices.Clone(a.Receivers)
	for i := range c.Freight {
		c.Freight[i].Rates = slices.Clone(c.Freight[i].Rates)
	}
	c.Consigns, c.Followed, c.Pushed = slices.Clone(a.Consigns), slices.Clone(a.Followed), slices.Clone(a.Pushed)
	return &c
}

// mixReached says whether so much of goods that take part in the seller's mixed-batch
// rule may be below their minimums.
func (a *Account) mixReached(pieces, fen int64) bool {
	return (a.MixPieces > 0 && pieces >= a.MixPieces) || (a.MixAmount > 0 && fen >= a.MixAmount)
}

// receiver finds in the address book; nil when there is none with the id.
func (a *Account) receiver(id int64) *Receiver {
	for i := range a.Receivers {
		if a.Receivers[i].ID == id {
			return &a.Receivers[i]
		}
	}
	return nil
}

// home is where goods go for which no address was given: the default of the address
// book, its first entry, or the account's own address.
func (a *Account) home() Receiver {
	for _, r := range a.Receivers {
		if r.Default {
			return r
		}
	}
	if len(a.Receivers) > 0 {
		return a.Receivers[0]
	}
	return Receiver{Name: a.Contact, Mobile: a.Mobile, Address: a.Address}
}

// main tells whether the account is nobody's sub-account.
func (a *Account) main() bool { return !strings.Contains(a.LoginID, ":") }
