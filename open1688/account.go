package open1688

import "context"

// AccountService tells who a token belongs to.
type AccountService service

// Account is an account of the platform (reference §3.8).
type Account struct {
	LoginID            string   `json:"loginId"` // Wangwang nick; main:sub for a sub-account
	UserID             ID       `json:"userId"`
	MemberID           string   `json:"memberId"` // b2b-…
	OpenUID            string   `json:"openUid"`  // differs per app
	CompanyName        string   `json:"companyName"`
	SupplierName       string   `json:"supplierName"`
	SellerName         string   `json:"sellerName"`
	ShopURL            string   `json:"shopUrl"`
	HomepageURL        string   `json:"homepageUrl"`
	DomainInPlatforms  []string `json:"domainInPlatforms"`
	EnterpriseAccount  bool     `json:"enterpriseAccount"`
	PersonAccount      bool     `json:"personAccount"`
	MemberBizType      string   `json:"memberBizType"` // ENTERPRISE "5", SELF_EMPLOYED "6", ORGANIZATION "7", PERSONAL "8"; number or name
	Status             string   `json:"status"`        // state of a sub-account; enabled
	CategoryID         ID       `json:"categoryId"`
	CategoryName       string   `json:"categoryName"`
	Industry           string   `json:"industry"`
	Product            string   `json:"product"`
	MobileNo           string   `json:"mobileNo"`
	PhoneNo            string   `json:"phoneNo"`
	Email              string   `json:"email"`
	AddressLocation    string   `json:"addressLocation"`
	Icon               string   `json:"icon"`
	TPYear             int      `json:"tpYear"` // years as a paying member
	TrustScore         Decimal  `json:"trustScore"`
	Maturity           Decimal  `json:"maturity"`
	RateNum            int64    `json:"rateNum"`
	RateSum            Decimal  `json:"rateSum"`
	BuyRate            Decimal  `json:"buyRate"`
	BuyKeywords        string   `json:"buyKeywords"`
	SaleKeywords       string   `json:"saleKeywords"`
	JoinFrom           string   `json:"joinFrom"`
	CrossBorder        bool     `json:"crossBorder"`
	KuaJingBao         bool     `json:"kuaJingBao"`
	IsPM               bool     `json:"isPm"`
	PM                 bool     `json:"pm"`
	FM                 bool     `json:"fm"`
	OfficialLogistics  bool     `json:"isOfficalLogistics"` // sic
	CreateDate         Time     `json:"createDate"`
	ModifyDate         Time     `json:"modifyDate"`
	PaidMembershipFrom Time     `json:"gmtPaidJoin"`
	Extra              Extra    `json:"-"`
}

// AccountReply is the whole answer of account.basic.
type AccountReply struct {
	Result *Account `json:"result"`
	Extra  Extra    `json:"-"`
}

// Basic tells which account a token belongs to. Call it right after an
// authorisation to bind the shop to it.
//
// API com.alibaba.account:alibaba.account.basic-1. Precondition: a valid token.
func (s *AccountService) Basic(ctx context.Context, token Token) (*Account, *Response, error) {
	var reply AccountReply
	resp, err := s.client.call(ctx, &opAccountBasic, token, nil, &reply)
	if err != nil {
		return nil, resp, err
	}
	if reply.Result == nil {
		return nil, resp, empty(&opAccountBasic, "account")
	}
	return reply.Result, resp, nil
}
