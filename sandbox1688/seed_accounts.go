package sandbox1688

// Login ids of the seeded sellers.
const (
	sellerClothes = "云裳服饰批发"
	sellerCycle   = "骑迹车品照明"
	sellerOffice  = "文彩办公包装"
)

// Ids of the seeded freight templates.
const (
	freightClothes = 14_502_117 + iota
	freightCycle
	freightBulky
	freightOffice
	freightBoxes
)

// farAway are the provinces most sellers ask more for.
var farAway = []string{"150000", "540000", "620000", "630000", "640000", "650000"}

func defaultAccounts() []Account {
	return append(defaultSellers(), defaultBuyers()...)
}

func defaultSellers() []Account {
	return []Account{
		{
			LoginID: sellerClothes, UserID: 2206184523176, MemberID: "b2b-2206184523176a1c04", Company: "杭州云裳服饰有限公司", Seller: true,
			Contact: "沈云", Mobile: "13900000101", ShopURL: "https://shop-yunshang.1688.com", Industry: "服装",
			Address:   Address{"浙江省", "杭州市", "上城区", "330102", "意法路1号四季青市场3楼A12", "310000"},
			MixAmount: 30_000, MixPieces: 20,
			Freight: []FreightTemplate{{
				ID: freightClothes, Name: "服装快递（满500包邮）", ChargeType: ChargeByWeight, FreeOver: 50_000,
				Rates: []FreightRate{{Provinces: farAway, FirstUnit: 1000, FirstFee: 1800, NextUnit: 1000, NextFee: 1200}, {FirstUnit: 1000, FirstFee: 600, NextUnit: 1000, NextFee: 250}},
			}},
			Promotions: []Promotion{
				{ID: "shop-2206184523176-1", Text: "满300元减10元", From: 30_000, Off: 1000},
				{ID: "shop-2206184523176-2", Text: "满800元减40元，包邮", From: 80_000, Off: 4000, FreePostage: true},
			},
		},
		{
			LoginID: sellerCycle, UserID: 2208450917342, MemberID: "b2b-2208450917342", Company: "天津骑迹车业配件商行", Seller: true,
			Contact: "马骏", Mobile: "13900000202", ShopURL: "https://shop-qiji.1688.com", Industry: "运动户外",
			Address:    Address{"天津市", "天津市", "武清区", "120114", "王庆坨自行车城B区208", "301700"},
			TradeModes: []string{modeNzAssure},
			Freight: []FreightTemplate{
				{
					ID: freightCycle, Name: "快递首重续重", ChargeType: ChargeByWeight,
					Rates: []FreightRate{{Provinces: farAway, FirstUnit: 1000, FirstFee: 1500, NextUnit: 500, NextFee: 700}, {FirstUnit: 1000, FirstFee: 800, NextUnit: 500, NextFee: 150}},
				},
				{
					ID: freightBulky, Name: "物流按体积", ChargeType: ChargeByVolume,
					Rates: []FreightRate{{FirstUnit: 50_000, FirstFee: 2000, NextUnit: 50_000, NextFee: 1200}},
				},
			},
		},
		{
			LoginID: sellerOffice, UserID: 2210093365871, MemberID: "b2b-2210093365871b7e52", Company: "义乌市文彩办公用品厂", Seller: true,
			Contact: "楼小文", Mobile: "13900000303", ShopURL: "https://shop-wencai.1688.com", Industry: "办公文教",
			Address:    Address{"浙江省", "金华市", "义乌市", "330782", "国际商贸城三区2楼1506", "322000"},
			MixAmount:  20_000,
			MixPieces:  100,
			TradeModes: []string{modeAssure, modeCredit, modePeriod},
			Freight: []FreightTemplate{
				{
					ID: freightOffice, Name: "小件快递", ChargeType: ChargeByWeight, FreeOver: 30_000,
					Rates: []FreightRate{{Provinces: farAway, FirstUnit: 1000, FirstFee: 1600, NextUnit: 1000, NextFee: 1000}, {FirstUnit: 3000, FirstFee: 500, NextUnit: 1000, NextFee: 120}},
				},
				{
					ID: freightBoxes, Name: "按件计费", ChargeType: ChargeByCount,
					Rates: []FreightRate{{Provinces: farAway, FirstUnit: 6, FirstFee: 1600, NextUnit: 6, NextFee: 1400}, {FirstUnit: 6, FirstFee: 600, NextUnit: 6, NextFee: 300}},
				},
			},
			Promotions: []Promotion{{ID: "shop-2210093365871-1", Text: "满100元减5元", From: 10_000, Off: 500}},
		},
	}
}

func defaultBuyers() []Account {
	return []Account{
		{
			LoginID: "小王服装店", UserID: 2214067712394, MemberID: "b2b-2214067712394", Company: "宁波市海曙小王服装店", Contact: "王小明", Mobile: "13800000001",
			Address: Address{"浙江省", "宁波市", "海曙区", "330203", "中山东路100号", "315000"},
			Receivers: []Receiver{
				{
					ID: 560_954_849, Name: "王小明", Mobile: "13800000001", Phone: "0574-87000001", Default: true, Town: "江厦街道", TownCode: "330203002",
					Address: Address{"浙江省", "宁波市", "海曙区", "330203", "中山东路100号", "315000"},
				},
				{
					ID: 560_954_901, Name: "王小明（仓库）", Mobile: "13800000011", Town: "长河街道", TownCode: "330108002",
					Address: Address{"浙江省", "杭州市", "滨江区", "330108", "网商路699号1号仓", "310051"},
				},
			},
			Payment: Payment{Alipay: Agreement{true, true}, Shegou: Agreement{Bound: true}, Balance: 5_000_000},
		},
		{
			LoginID: "阿芳精品女装", UserID: 2215580139467, MemberID: "b2b-2215580139467c33d1", Company: "长沙市芙蓉区阿芳服饰店", Contact: "李芳", Mobile: "13800000002",
			Address: Address{"湖南省", "长沙市", "芙蓉区", "430102", "五一大道56号", "410000"},
			Receivers: []Receiver{{
				ID: 547_009_002, Name: "李芳", Mobile: "13800000002", Default: true, Town: "定王台街道", TownCode: "430102009",
				Address: Address{"湖南省", "长沙市", "芙蓉区", "430102", "五一大道56号", "410000"},
			}},
			Payment: Payment{Alipay: Agreement{Bound: true}},
		},
		{
			LoginID: "老张车行", UserID: 2216901240588, MemberID: "b2b-2216901240588", Company: "济南老张自行车行", Contact: "张建国", Mobile: "13800000003",
			Address: Address{"山东省", "济南市", "历下区", "370102", "泉城路8号", "250000"},
			Receivers: []Receiver{{
				ID: 561_960_001, Name: "张建国", Mobile: "13800000003", Default: true, Town: "泉城路街道", TownCode: "370102004",
				Address: Address{"山东省", "济南市", "历下区", "370102", "泉城路8号", "250000"},
			}},
			Payment: Payment{Alipay: Agreement{true, true}, Balance: 30_000},
		},
		{
			LoginID: "海西贸易采购", UserID: 2217334806215, MemberID: "b2b-22173348062157f9a0", Company: "厦门海西进出口有限公司", Contact: "陈静", Mobile: "13800000004",
			Address: Address{"福建省", "厦门市", "思明区", "350203", "鹭江道200号", "361000"},
			Receivers: []Receiver{
				{
					ID: 584_414_269, Name: "陈静", Mobile: "13800000004", Phone: "0592-2000004", Default: true, Town: "鹭江街道", TownCode: "350203004",
					Address: Address{"福建省", "厦门市", "思明区", "350203", "鹭江道200号", "361000"},
				},
				{
					ID: 584_414_302, Name: "海西东莞集货仓", Mobile: "13800000044", Town: "南城街道", TownCode: "441900004",
					Address: Address{"广东省", "东莞市", "", "441900", "宏图路88号集运中心2楼", "523000"},
				},
				{
					ID: 584_414_377, Name: "海西乌鲁木齐办事处", Mobile: "13800000045",
					Address: Address{"新疆维吾尔自治区", "乌鲁木齐市", "天山区", "650102", "解放北路10号", "830000"},
				},
			},
			Payment: Payment{Alipay: Agreement{true, true}, Shegou: Agreement{true, true}, Balance: 20_000_000, Credit: 10_000_000, CrossBorder: true},
		},
	}
}

// pack is what one piece of a kind of goods weighs and measures.
type pack struct {
	weight string // kg
	sides  [3]int64
}

// packs are those that differ from a folded garment.
var packs = map[int64]pack{
	catHoodie: {"0.55", [3]int64{32, 26, 5}}, catJacket: {"0.8", [3]int64{36, 30, 8}}, catMensJeans: {"0.6", [3]int64{32, 26, 5}},
	catTote: {"0.45", [3]int64{36, 30, 6}}, catCrossbody: {"0.35", [3]int64{28, 20, 8}}, catBackpack: {"0.7", [3]int64{44, 32, 12}},
	catWallet: {"0.12", [3]int64{14, 11, 3}}, catSuitcase: {"3.6", [3]int64{56, 38, 24}},
	catBrake: {"0.48", [3]int64{22, 16, 8}}, catChain: {"0.32", [3]int64{14, 10, 5}}, catPedal: {"0.42", [3]int64{18, 12, 8}}, catTyre: {"0.65", [3]int64{60, 60, 5}},
	catSaddle: {"0.6", [3]int64{30, 22, 12}}, catLamp: {"0.18", [3]int64{14, 9, 5}}, catLock: {"0.75", [3]int64{24, 20, 6}}, catPump: {"1.1", [3]int64{66, 24, 10}},
	catBulb: {"0.06", [3]int64{7, 7, 12}}, catStrip: {"0.08", [3]int64{20, 20, 3}}, catPanel: {"1.2", [3]int64{64, 34, 6}}, catDeskLamp: {"0.9", [3]int64{40, 20, 14}}, catFlood: {"0.85", [3]int64{26, 22, 8}},
	catPen: {"0.01", [3]int64{15, 1, 1}}, catPencil: {"0.006", [3]int64{18, 1, 1}}, catEraser: {"0.015", [3]int64{5, 3, 2}}, catNotebook: {"0.28", [3]int64{22, 15, 2}},
	catFile: {"0.12", [3]int64{31, 23, 2}}, catStapler: {"0.3", [3]int64{16, 7, 5}}, catTape: {"0.16", [3]int64{11, 11, 5}}, catDouble: {"0.05", [3]int64{10, 10, 2}},
	catMasking: {"0.04", [3]int64{11, 11, 2}}, catDuct: {"0.35", [3]int64{11, 11, 6}},
}

// sendBy is the freight template of seeded goods.
func sendBy(seller string, leaf int64) int64 {
	bulky := leaf == catTyre || leaf == catPanel || leaf == catPump
	rolls := leaf == catTape || leaf == catDuct
	switch {
	case seller == sellerClothes:
		return freightClothes
	case seller == sellerCycle && bulky:
		return freightBulky
	case seller == sellerCycle:
		return freightCycle
	case rolls:
		return freightBoxes
	}
	return freightOffice
}

// sentAs completes a seeded offer by how its kind is packed and sent.
func (o *Offer) sentAs(leaf int64) {
	o.Weight, o.Length, o.Width, o.Height = "0.25", 30, 25, 3
	if p, ok := packs[leaf]; ok {
		o.Weight, o.Length, o.Width, o.Height = p.weight, p.sides[0], p.sides[1], p.sides[2]
	}
	o.Freight = sendBy(o.Seller, leaf)
}
