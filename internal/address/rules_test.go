package address

import (
	"slices"
	"testing"

	"github.com/huotong/huotong/internal/fault"
)

func wrongFields(f *fault.Fields) (out []string) {
	if e := fault.As(f.Err()); e != nil {
		for _, p := range e.Fields {
			out = append(out, p.Path)
		}
	}
	return out
}

// Mobile numbers are written in many ways, and outside the mainland they are others.
func TestMobileNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		written, code, province, kept string
		wrong                         bool
	}{
		{"13800000001", "330108", "", "13800000001", false},
		{" 138 0000-0001 ", "330108", "", "13800000001", false},
		{"+86-138 0000 0001", "", "浙江省", "13800000001", false},
		{"008613800000001", "", "浙江省", "13800000001", false},
		{"12800000001", "330108", "", "12800000001", true},
		{"1380000000", "330108", "", "1380000000", true},
		{"138000000012", "330108", "", "138000000012", true},
		{"1380000000a", "330108", "", "1380000000a", true},
		{"+852 9123 4567", "810101", "", "+85291234567", false},
		{"91234567", "", "香港特别行政区", "91234567", false},
		{"91234567", "440300", "广东省", "91234567", true},
		{"0912345678", "", "台湾省", "0912345678", false},
		{"12345", "", "台湾省", "12345", true},
	} {
		a := Address{Mobile: c.written, Place: Place{DivisionCode: c.code, Province: c.province}}
		var f fault.Fields
		a.checkNumbers(&f)
		if got := len(wrongFields(&f)) > 0; got != c.wrong || a.Mobile != c.kept {
			t.Errorf("%q in %s%s: kept %q, wrong %v", c.written, c.code, c.province, a.Mobile, got)
		}
	}
}

func TestOtherNumbers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		field, text string
		wrong       bool
	}{
		{"phone", "0571-88888888", false},
		{"phone", "+86 (571) 88888888", false},
		{"phone", "下午打", true},
		{"phone", "1234", true},
		{"fax", "0571-88888889", false},
		{"fax", "无", true},
		{"postcode", "310051", false},
		{"postcode", "000000", false},
		{"postcode", "3100510", true},
		{"postcode", "31005a", true},
		{"email", "wang@example.com", false},
		{"email", "王小明 <wang@example.com>", true},
		{"email", "wang", true},
		{"email", "", false},
	} {
		a := Address{Mobile: "13800000001"}
		*map[string]*string{"phone": &a.Phone, "fax": &a.Fax, "postcode": &a.Postcode, "email": &a.Email}[c.field] = c.text
		var f fault.Fields
		a.checkNumbers(&f)
		if got := wrongFields(&f); slices.Contains(got, c.field) != c.wrong {
			t.Errorf("%s %q: wrong %v", c.field, c.text, got)
		}
	}
}

// A division is meant by its name, by the beginning of it, or with a kind too many,
// as long as it is the only one.
func TestPick(t *testing.T) {
	t.Parallel()
	list := []*Division{{Code: "1", Name: "北京"}, {Code: "2", Name: "浙江省"}, {Code: "3", Name: "内蒙古自治区"}, {Code: "4", Name: "朝阳区"}, {Code: "5", Name: "朝阳县"}, {Code: "6", Name: "朝阳"}}
	for written, want := range map[string]string{
		"北京": "1", "北京市": "1", "浙江": "2", "浙江省": "2", "内蒙古": "3", "内蒙": "3", "朝阳区": "4", "朝阳县": "5", "朝阳": "6", "浙": "", "江浙": "", "": "", "浙江省杭州": "",
	} {
		got := ""
		if d := pick(list, written); d != nil {
			got = d.Code
		}
		if got != want {
			t.Errorf("%q means %q, want %q", written, got, want)
		}
	}
	if d := pick(list[3:5], "朝阳"); d != nil {
		t.Errorf("one of two is meant: %v", d)
	}
}

func TestNameOf(t *testing.T) {
	t.Parallel()
	for want, a := range map[string]Address{
		"王小明 滨江区": {Contact: "王小明", Place: Place{Province: "浙江省", City: "杭州市", District: "滨江区"}},
		"陈静 东莞市":  {Contact: "陈静", Place: Place{Province: "广东省", City: "东莞市"}},
		"网商路":     {Line1: "网商路"},
	} {
		if got := nameOf(&a); got != want {
			t.Errorf("named %q, want %q", got, want)
		}
	}
}
