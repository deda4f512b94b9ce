package sandbox1688

// Login ids of the seeded sellers.
const (
	sellerClothes = "云裳服饰批发"
	sellerCycle   = "骑迹车品照明"
	sellerOffice  = "文彩办公包装"
)

func defaultAccounts() []Account {
	return []Account{
		{
			LoginID: sellerClothes, UserID: 2206184523176, MemberID: "b2b-2206184523176a1c04", Company: "杭州云裳服饰有限公司", Seller: true,
			Contact: "沈云", Mobile: "13900000101", ShopURL: "https://shop-yunshang.1688.com", Industry: "服装",
			Address:   Address{"浙江省", "杭州市", "上城区", "330102", "意法路1号四季青市场3楼A12", "310000"},
			MixAmount: 30_000, MixPieces: 20,
		},
		{
			LoginID: sellerCycle, UserID: 2208450917342, MemberID: "b2b-2208450917342", Company: "天津骑迹车业配件商行", Seller: true,
			Contact: "马骏", Mobile: "13900000202", ShopURL: "https://shop-qiji.1688.com", Industry: "运动户外",
			Address: Address{"天津市", "天津市", "武清区", "120114", "王庆坨自行车城B区208", "301700"},
		},
		{
			LoginID: sellerOffice, UserID: 2210093365871, MemberID: "b2b-2210093365871b7e52", Company: "义乌市文彩办公用品厂", Seller: true,
			Contact: "楼小文", Mobile: "13900000303", ShopURL: "https://shop-wencai.1688.com", Industry: "办公文教",
			Address:   Address{"浙江省", "金华市", "义乌市", "330782", "国际商贸城三区2楼1506", "322000"},
			MixAmount: 20_000, MixPieces: 100,
		},
		{
			LoginID: "小王服装店", UserID: 2214067712394, MemberID: "b2b-2214067712394", Company: "宁波市海曙小王服装店", Contact: "王小明", Mobile: "13800000001",
			Address: Address{"浙江省", "宁波市", "海曙区", "330203", "中山东路100号", "315000"},
		},
		{
			LoginID: "阿芳精品女装", UserID: 2215580139467, MemberID: "b2b-2215580139467c33d1", Company: "长沙市芙蓉区阿芳服饰店", Contact: "李芳", Mobile: "13800000002",
			Address: Address{"湖南省", "长沙市", "芙蓉区", "430102", "五一大道56号", "410000"},
		},
		{
			LoginID: "老张车行", UserID: 2216901240588, MemberID: "b2b-2216901240588", Company: "济南老张自行车行", Contact: "张建国", Mobile: "13800000003",
			Address: Address{"山东省", "济南市", "历下区", "370102", "泉城路8号", "250000"},
		},
		{
			LoginID: "海西贸易采购", UserID: 2217334806215, MemberID: "b2b-22173348062157f9a0", Company: "厦门海西进出口有限公司", Contact: "陈静", Mobile: "13800000004",
			Address: Address{"福建省", "厦门市", "思明区", "350203", "鹭江道200号", "361000"},
		},
	}
}
