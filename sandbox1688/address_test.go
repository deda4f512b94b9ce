package sandbox1688

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const (
	apiReceivers   = "com.alibaba.trade:alibaba.trade.receiveAddress.get"
	apiDivision    = "com.alibaba.trade:alibaba.trade.addresscode.get"
	apiDivisions   = "com.alibaba.trade:alibaba.trade.addresscode.getchild"
	apiParse       = "com.alibaba.trade:alibaba.trade.addresscode.parse"
	apiEstimate    = "com.alibaba.fenxiao.crossborder:product.freight.estimate"
	buyerWang      = "小王服装店"
	buyerZhang     = "老张车行"
	buyerHaixi     = "海西贸易采购"
	wangsReceiver  = "560954849"
	haixisDongguan = "584414302"
)

func TestDivisions(t *testing.T) {
	t.Parallel()
	tree := divisions()
	if len(tree) < 600 || len(tree[""].children) != 34 {
		t.Errorf("%d divisions, %d provinces", len(tree), len(tree[""].children))
	}
	for code, d := range tree {
		if code == "" {
			continue
		}
		if d.name == "" || tree[d.parent] == nil || (len(code) != 6 && len(code) != 9) || (d.parent != "" && !strings.HasPrefix(code, strings.TrimRight(d.parent, "0"))) {
			t.Errorf("%+v", d)
		}
	}
	for words, want := range map[string]string{
		"浙江省 杭州市 滨江区": "330108", "浙江 杭州市 滨江区": "330108", "北京市 北京市 西城区": "110102", "北京 北京市 西城区": "110102", //nolint:dupword // a city of its own is in itself
		"广东省 东莞市 ": "441900", "青海省 海东市 民和回族土族自治县": "630222", "湖北省 省直辖县级行政区划 仙桃市": "429004",
		"浙江省 杭州市 ": "", "浙江省 杭州市 滨江": "", "浙江省 宁波市 滨江区": "", "台湾省 台北市 ": "", " 杭州市 滨江区": "",
	} {
		part := strings.Split(words, " ")
		code := ""
		if d := locate(part[0], part[1], part[2]); d != nil {
			code = d.code
		}
		if code != want {
			t.Errorf("%q is %q, want %q", words, code, want)
		}
	}
	for _, a := range DefaultSeed().Accounts {
		for _, r := range a.Receivers {
			filled := r
			if no := filled.complete(); no != nil || filled != r {
				t.Errorf("%s: %+v becomes %+v, %v", a.LoginID, r, filled, no)
			}
		}
	}
}

// What the platform is known to refuse of an address (§4.5.2, §9), and in what order an
// id, a code and words count.
func TestAddressRules(t *testing.T) {
	t.Parallel()
	a := defaultBuyers()[0]
	good := `"fullName":"王小明","mobile":"13800000001","address":"网商路699号"`
	words := `"provinceText":"浙江省","cityText":"杭州市","areaText":"滨江区"`
	for name, test := range map[string]struct{ param, want string }{
		"an id":                       {`{"addressId":` + wangsReceiver + `}`, "330203 330203002 315000"},
		"an id before anything else":  {`{"addressId":"560954901","fullName":"王","districtCode":"110102"}`, "330108 330108002 310051"},
		"another buyer's id":          {`{"addressId":547009002}`, "AddressId invalid:AddressId invalid"},
		"a code":                      {`{"districtCode":"110102",` + good + `}`, "110102  100000"},
		"a code before words":         {`{"districtCode":"110102",` + words + `,` + good + `}`, "110102  100000"},
		"a number as code":            {`{"districtCode":330108,` + good + `}`, "330108  310051"},
		"addressCode":                 {`{"addressCode":"330108",` + good + `}`, "330108  310051"},
		"words":                       {`{` + words + `,` + good + `}`, "330108  310051"},
		"words with a town":           {`{` + words + `,"townText":"长河街道",` + good + `}`, "330108 330108002 310051"},
		"a town nobody knows":         {`{` + words + `,"townText":"东莞庄",` + good + `}`, "330108  310051"},
		"a city without districts":    {`{"provinceText":"广东省","cityText":"东莞市","areaText":"","townText":"南城街道",` + good + `}`, "441900 441900004 523000"},
		"its own postcode":            {`{` + words + `,"postCode":"000000",` + good + `}`, "330108  000000"},
		"a code that does not exist":  {`{"districtCode":"339999",` + good + `}`, "省市区与地址库不匹配"},
		"the code of a city":          {`{"districtCode":"330100",` + good + `}`, "省市区与地址库不匹配"},
		"words of another place":      {`{"provinceText":"浙江省","cityText":"杭州市","areaText":"南山区",` + good + `}`, "省市区与地址库不匹配"},
		"no place":                    {`{` + good + `}`, "省市区与地址库不匹配"},
		"a name of one character":     {`{` + words + `,"fullName":"王","mobile":"13800000001","address":"网商路699号"}`, "FullName invalid"},
		"a name and a blank":          {`{` + words + `,"fullName":"王 ","mobile":"13800000001","address":"网商路699号"}`, "FullName invalid"},
		"no mobile":                   {`{` + words + `,"fullName":"王小明","address":"网商路699号"}`, "Mobile invalid"},
		"a telephone as mobile":       {`{` + words + `,"fullName":"王小明","mobile":"0571-88888888","address":"网商路699号"}`, "Mobile invalid"},
		"a telephone with a hyphen":   {`{` + words + `,"phone":"0571-00000000",` + good + `}`, "330108  310051"},
		"words in the telephone":      {`{` + words + `,"phone":"下午打",` + good + `}`, "Phone invalid"},
		"a postcode that is none":     {`{` + words + `,"postCode":"31005",` + good + `}`, "PostCode invalid"},
		"no street":                   {`{` + words + `,"fullName":"王小明","mobile":"13800000001"}`, "街道地址不能为空"},
		"a street of 201 characters":  {`{` + words + `,"fullName":"王小明","mobile":"13800000001","address":"` + strings.Repeat("路", 201) + `"}`, "不能超过200个字"},
		"a street of 200 characters":  {`{` + words + `,"fullName":"王小明","mobile":"13800000001","address":"` + strings.Repeat("路", 200) + `"}`, "330108  310051"},
		"null for what is not there":  {`{"addressId":null,"postCode":null,` + words + `,` + good + `}`, "330108  310051"},
		"an id nobody has, with more": {`{"addressId":5,` + words + `,` + good + `}`, "AddressId invalid"},
	} {
		var p addressParam
		if err := json.Unmarshal([]byte(test.param), &p); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		r, no := a.receiverFrom(p)
		got := fmt.Sprintf("%s %s %s", r.Address.AreaCode, r.TownCode, r.Address.Post)
		if no != nil {
			got = no.text
			if no.code != "400" {
				t.Errorf("%s: code %s", name, no.code)
			}
		}
		if got != test.want && (no == nil || !strings.Contains(got, test.want)) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestAddressAPIs(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.call(buyerWang, apiReceivers, nil)
	a.shape(`{"success":true,"result":{"receiveAddressItems":[{"id":560954849,"fullName":"x","address":"x","post":"x","phone":"x","mobilePhone":"x","addressCode":"330203","addressCodeText":"x","townCode":"x","townName":"x","isDefault":true}]}}`)
	a.want("浙江省 宁波市 海曙区", "result", "receiveAddressItems", 0, "addressCodeText")
	b.call(buyerHaixi, apiReceivers, nil).want("广东省 东莞市", "result", "receiveAddressItems", 1, "addressCodeText")

	a = b.call(buyerWang, apiDivision, map[string]string{"areaCode": "330100", "webSite": "1688"})
	a.shape(`{"result":{"code":"330100","name":"杭州市","parentCode":"330000","post":"310000","children":["330102"]}}`)
	if a.at("success") != nil {
		t.Errorf("this envelope has no success: %s", a.raw)
	}
	b.call(buyerWang, apiDivision, map[string]string{"areaCode": "999999"}).want("500_1", "errorCode")
	a = b.call(buyerWang, apiDivisions, nil)
	a.want("110000", "result", 0, "code")
	if n := a.len("result"); n != 34 {
		t.Errorf("%d provinces", n)
	}
	b.call(buyerWang, apiDivisions, map[string]string{"areaCode": "330108"}).want("长河街道", "result", 1, "name")
	for _, leaf := range []string{"330108002", "999999"} {
		if a := b.call(buyerWang, apiDivisions, map[string]string{"areaCode": leaf}); a.len("result") != 0 || a.at("errorCode") != nil {
			t.Errorf("below %s: %s", leaf, a.raw)
		}
	}
	for text, want := range map[string]string{
		"浙江省杭州市滨江区网商路699号":                               "330108 网商路699号   310051",
		"王小明，13800000001，浙江杭州市滨江区长河街道 网商路699号1号仓":        "330108 长河街道网商路699号1号仓 王小明 13800000001 310051",
		"北京市西城区展览馆路3号 李四 13900000009":                    "110102 展览馆路3号 李四 13900000009 100000",
		"广东省东莞市南城街道宏图路88号 0769-22000000 陈先生 13700000000": "441900 南城街道宏图路88号 陈先生 13700000000 523000",
	} {
		a := b.call(buyerWang, apiParse, map[string]string{"addressInfo": text})
		got := strings.Join([]string{a.text("result", "addressCode"), a.text("result", "address"), a.text("result", "fullName"), a.text("result", "mobile"), a.text("result", "postCode")}, " ")
		if got != want {
			t.Errorf("%s:\ngot  %q\nwant %q", text, got, want)
		}
	}
	b.call(buyerWang, apiParse, map[string]string{"addressInfo": "鼓楼区中山路1号"}).want("500_1", "errorCode")
}

func TestAddressBookByControl(t *testing.T) {
	t.Parallel()
	b := setup(t)
	path := "accounts/" + buyerWang + "/receivers"
	home := map[string]any{"areaCode": "440305", "street": "科技园路1号"}
	a := b.control("POST", path, map[string]any{"fullName": "王小二", "mobile": "13811112222", "isDefault": true, "town": "粤海街道", "address": home})
	a.want("广东省", "address", "province")
	a.want("440305007", "townCode")
	id := a.text("id")
	list := b.call(buyerWang, apiReceivers, nil)
	list.want(id, "result", "receiveAddressItems", 2, "id")
	if list.at("result", "receiveAddressItems", 0, "isDefault") != nil {
		t.Errorf("two defaults: %s", list.raw)
	}
	b.control("PUT", path+"/"+id, map[string]any{"fullName": "王小三", "mobile": "13811112222", "address": map[string]any{"province": "浙江省", "city": "金华市", "area": "义乌市", "street": "稠州路2号"}})
	b.call(buyerWang, apiReceivers, nil).want("330782", "result", "receiveAddressItems", 2, "addressCode")
	b.control("DELETE", path+"/"+id, nil)
	if n := b.call(buyerWang, apiReceivers, nil).len("result", "receiveAddressItems"); n != 2 {
		t.Errorf("%d receivers", n)
	}
	for _, body := range []map[string]any{
		{"fullName": "王", "mobile": "13811112222", "address": home}, {"fullName": "王小二", "mobile": "13811112222", "address": map[string]any{"areaCode": "440300", "street": "路"}}, {"name": "王小二"},
	} {
		if a := b.tryControl("POST", path, body); a.status != 400 {
			t.Errorf("%v: %s", body, a.raw)
		}
	}
	for method, path := range map[string]string{"POST": "accounts/nobody/receivers", "PUT": path + "/" + id, "DELETE": path + "/5"} {
		if a := b.tryControl(method, path, map[string]any{"fullName": "王小二", "mobile": "13811112222", "address": home}); a.status != 404 {
			t.Errorf("%s %s: %s", method, path, a.raw)
		}
	}
	b.control("POST", "accounts", map[string]any{"loginId": "新买家"})
	b.call("新买家", apiReceivers, nil).want("330108", "result", "receiveAddressItems", 0, "addressCode")
	b.control("POST", "reset", nil)
	b.tokens = map[string]string{}
	if n := b.call(buyerWang, apiReceivers, nil).len("result", "receiveAddressItems"); n != 2 {
		t.Errorf("after a reset: %d receivers", n)
	}
}
