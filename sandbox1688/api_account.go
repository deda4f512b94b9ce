package sandbox1688

// basicReply is {result, success} of account.basic (§3.8).
type basicReply struct {
	Result  basicInfo `json:"result"`
	Success bool      `json:"success"`
}

type basicInfo struct {
	LoginID           string   `json:"loginId"`
	UserID            int64    `json:"userId"`
	MemberID          string   `json:"memberId"`
	CompanyName       string   `json:"companyName"`
	SupplierName      string   `json:"supplierName"`
	SellerName        string   `json:"sellerName"`
	ShopURL           string   `json:"shopUrl,omitempty"`
	HomepageURL       string   `json:"homepageUrl,omitempty"`
	DomainInPlatforms []string `json:"domainInPlatforms,omitempty"`
	EnterpriseAccount bool     `json:"enterpriseAccount"`
	PersonAccount     bool     `json:"personAccount"`
	Industry          string   `json:"industry,omitempty"`
	MobileNo          string   `json:"mobileNo,omitempty"`
	AddressLocation   string   `json:"addressLocation,omitempty"`
	TpYear            int      `json:"tpYear"`
	TrustScore        int      `json:"trustScore"`
	MemberBizType     string   `json:"memberBizType"`
	Fm                bool     `json:"fm"`
	Pm                bool     `json:"pm"`
	Status            string   `json:"status"`
	OpenUID           string   `json:"openUid"`
	CreateDate        date     `json:"createDate"`
}

func accountAPIs() []api {
	return []api{{namespace: "com.alibaba.account", name: "alibaba.account.basic", version: 1, auth: true, fail: failE1, run: accountBasic}}
}

func accountBasic(c *call) (any, error) {
	a := c.acct
	info := basicInfo{
		LoginID: a.LoginID, UserID: a.UserID, MemberID: a.MemberID, CompanyName: a.Company, SupplierName: a.Company,
		SellerName: a.Contact, ShopURL: a.ShopURL, HomepageURL: a.ShopURL, EnterpriseAccount: a.Seller, PersonAccount: !a.Seller,
		Industry: a.Industry, MobileNo: a.Mobile, AddressLocation: a.Address.Province + " " + a.Address.City,
		MemberBizType: "SELF_EMPLOYED", Status: "enabled", OpenUID: openUID(c.app.Key, a.UserID), CreateDate: c.date(seedStart.AddDate(-6, 0, 0)),
	}
	if a.Seller {
		info.MemberBizType, info.TpYear, info.TrustScore, info.Pm = "ENTERPRISE", 6, 180, true
		info.DomainInPlatforms = []string{a.ShopURL}
	}
	return basicReply{info, true}, nil
}
