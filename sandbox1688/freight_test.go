package sandbox1688

import (
	"fmt"
	"testing"
)

// Seeded offers by a part of their titles, one for each rule of buying.
const (
	tee   = "2026夏季新款纯棉圆领短袖T恤女宽松" // quoteType 1, 19.9, mixed batch, by weight, free over 500
	card  = "防盗刷RFID卡包男"          // quoteType 0: 1:6.8 50:6.2 300:5.5
	polo  = "工厂团购广告POLO衫"         // quoteType 2 from 100 pieces on
	dress = "新中式国风改良旗袍连衣裙"        // quoteType 3, free freight
	purse = "短款钱包女ins学生卡包零钱包"     // mixed batch, at least 3
	tube  = "丁基胶内胎美嘴法嘴"           // lots of ten
	pen   = "中性笔0.5mm黑色签字笔"       // 0.3850 from 100 on
	plain = "样衣专拍链接"              // no online trade
	trunk = "铝框拉杆箱万向轮20寸"         // freight described in words
)

func TestFreight(t *testing.T) {
	t.Parallel()
	seller := &Account{Freight: []FreightTemplate{
		{ID: 1, Name: "重量", ChargeType: ChargeByWeight, FreeOver: 50_000, Rates: []FreightRate{{Provinces: []string{"650000"}, FirstUnit: 1000, FirstFee: 1800, NextUnit: 1000, NextFee: 1200}, {FirstUnit: 1000, FirstFee: 600, NextUnit: 500, NextFee: 250}}},
		{ID: 2, Name: "件数", ChargeType: ChargeByCount, Rates: []FreightRate{{FirstUnit: 6, FirstFee: 600, NextUnit: 6, NextFee: 300}}},
		{ID: 3, Name: "体积", ChargeType: ChargeByVolume, Rates: []FreightRate{{FirstUnit: 50_000, FirstFee: 2000, NextUnit: 50_000, NextFee: 1200}}},
	}}
	shirt := &Offer{ID: 1, Freight: 1, Weight: "0.25"}
	tape := &Offer{ID: 2, Freight: 2, Weight: "0.16"}
	tyre := &Offer{ID: 3, Freight: 3, Length: 60, Width: 60, Height: 5}
	gift := &Offer{ID: 4, Freight: FreightFree}
	case20 := &Offer{ID: 5, Freight: FreightDescribed}
	gone := &Offer{ID: 6, Freight: 99}
	line := func(o *Offer, n, sum int64) priced { return priced{want: want{offer: o, amount: n}, sum: sum} }
	for name, test := range map[string]struct {
		code  string
		lines []priced
		fen   int64
		words string
	}{
		"the first kilogram":         {"330108", []priced{line(shirt, 4, 100)}, 600, "[]"},
		"a begun half":               {"330108", []priced{line(shirt, 5, 100)}, 850, "[]"},
		"both lines together":        {"330108", []priced{line(shirt, 3, 100), line(shirt, 4, 100)}, 1100, "[]"},
		"a far province":             {"650102", []priced{line(shirt, 5, 100)}, 3000, "[]"},
		"free from 500 yuan on":      {"330108", []priced{line(shirt, 40, 49_999), line(shirt, 1, 1)}, 0, "[]"},
		"a fen less":                 {"330108", []priced{line(shirt, 4, 49_999)}, 600, "[]"},
		"pieces":                     {"330108", []priced{line(tape, 6, 100)}, 600, "[]"},
		"a seventh piece":            {"330108", []priced{line(tape, 7, 100)}, 900, "[]"},
		"volume":                     {"330108", []priced{line(tyre, 3, 100)}, 3200, "[]"}, // 54,000 cm³
		"templates add up":           {"330108", []priced{line(shirt, 4, 100), line(tape, 6, 100), line(gift, 9, 100)}, 1200, "[]"},
		"free":                       {"330108", []priced{line(gift, 9, 100)}, 0, "[]"},
		"described in words":         {"330108", []priced{line(case20, 1, 100), line(tape, 1, 100), line(case20, 2, 100)}, 600, "[5]"},
		"a template that is no more": {"330108", []priced{line(gone, 1, 100)}, 0, "[6]"},
	} {
		fen, described := freightOf(seller, test.lines, test.code)
		if fen != test.fen || fmt.Sprint(described) != test.words {
			t.Errorf("%s: %d %v, want %d %s", name, fen, described, test.fen, test.words)
		}
	}
	for _, a := range DefaultSeed().Accounts {
		if err := a.check(); err != nil {
			t.Errorf("%s: %v", a.LoginID, err)
		}
	}
	for name, bad := range map[string]FreightTemplate{
		"no rates": {ID: 1, Name: "x"}, "no name": {ID: 1, Rates: []FreightRate{{FirstUnit: 1, NextUnit: 1}}},
		"no step":             {ID: 1, Name: "x", Rates: []FreightRate{{FirstUnit: 1}}},
		"no rate for others":  {ID: 1, Name: "x", Rates: []FreightRate{{FirstUnit: 1, NextUnit: 1, Provinces: []string{"330000"}}}},
		"two rates for all":   {ID: 1, Name: "x", Rates: []FreightRate{{FirstUnit: 1, NextUnit: 1}, {FirstUnit: 1, NextUnit: 1}}},
		"charged by the hour": {ID: 1, Name: "x", ChargeType: 3, Rates: []FreightRate{{FirstUnit: 1, NextUnit: 1}}},
	} {
		if bad.check() == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestFreightEstimate(t *testing.T) {
	t.Parallel()
	b := setup(t)
	ask := func(part string, province, city, district string, n int) answer {
		return b.call(buyerWang, apiEstimate, map[string]string{"productFreightQueryParamsNew": fmt.Sprintf(
			`{"offerId":%d,"toProvinceCode":%q,"toCityCode":%q,"toCountryCode":%q,"totalNum":%d,"logisticsSkuNumModels":[{"skuId":"5","number":"1"}]}`, b.offer(part).ID, province, city, district, n)})
	}
	inner := func(path ...any) []any { return append([]any{"result", "result"}, path...) }
	a := ask(tee, "330000", "330100", "330108", 5)
	a.shape(`{"result":{"success":true,"code":"S0000","result":{"offerId":1,"freight":"8.5","templateId":1,"templateName":"x","templateType":2,"subTemplateType":0,"chargeType":0,"firstFee":"6","firstUnit":1,"nextFee":"2.5","nextUnit":1,"discount":"0","freePostage":false,"singleProductWeight":0.25,"singleProductWidth":25,"singleProductHeight":3,"singleProductLength":30,"productFreightSkuInfoModels":[{"skuId":5,"number":1}],"sizeValueType":1}}}`)
	a.want("8.5", inner("freight")...)
	ask(tee, "650000", "650100", "650102", 5).want("30", inner("freight")...)
	ask(tee, "330000", "330100", "330108", 26).want("0", inner("freight")...) // 517.40 yuan
	ask(dress, "330000", "330100", "330108", 1).want("1", inner("templateType")...)
	ask(dress, "330000", "330100", "330108", 1).want("true", inner("freePostage")...)
	ask("LED面板灯300×600", "440000", "441900", "441900", 4).want("32", inner("freight")...) // 4 × 13,056 cm³
	ask("LED面板灯300×600", "440000", "441900", "441900", 4).want("0.05", inner("firstUnit")...)
	if a := ask(trunk, "330000", "330100", "330108", 1); a.at(inner("freight")...) != nil {
		t.Errorf("described in words: %s", a.raw)
	}
	ask(tee, "330000", "330100", "440305", 1).want("400_2", "result", "code")
	ask(tee, "330000", "330200", "330108", 1).want("400_2", "result", "code")
	ask(tee, "330000", "330100", "330108", 0).want("400_2", "result", "code")
	b.call(buyerWang, apiEstimate, map[string]string{"productFreightQueryParamsNew": `{"offerId":7}`}).want("SP0056", "result", "code")
}
