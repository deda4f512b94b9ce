package dec_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/huotong/huotong/internal/dec"
)

func TestCapitals(t *testing.T) {
	t.Parallel()
	for amount, want := range map[string]string{
		"0":             "人民币零元整",
		"0.05":          "人民币伍分",
		"0.50":          "人民币伍角整",
		"0.55":          "人民币伍角伍分",
		"1":             "人民币壹元整",
		"10":            "人民币壹拾元整",
		"1.05":          "人民币壹元零伍分",
		"1409.50":       "人民币壹仟肆佰零玖元伍角整",
		"6007.14":       "人民币陆仟零柒元壹角肆分",
		"1680.32":       "人民币壹仟陆佰捌拾元叁角贰分",
		"107000.53":     "人民币壹拾万零柒仟元伍角叁分",
		"16409.02":      "人民币壹万陆仟肆佰零玖元零贰分",
		"325.04":        "人民币叁佰贰拾伍元零肆分",
		"100000000":     "人民币壹亿元整",
		"100000001":     "人民币壹亿零壹元整",
		"1000010000":    "人民币壹拾亿零壹万元整",
		"9999999999.99": "人民币玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
		"-20":           "人民币负贰拾元整",
	} {
		if got := dec.MustAmount(amount).Capitals(); got != want {
			t.Errorf("%s: %s, want %s", amount, got, want)
		}
	}
	// A sum may be larger than what may be entered.
	if got, want := dec.AmountFromFen(5_0000_0000_0000_00).Capitals(), "人民币伍万亿元整"; got != want {
		t.Errorf("five million millions: %s, want %s", got, want)
	}
}

// What is written says the amount, to the fen.
func TestCapitalsAreReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := amounts().Draw(t, "amount")
		if got := readCapitals(t, a.Capitals()); got != a {
			t.Fatalf("%s is written %s, which says %s", a, a.Capitals(), got)
		}
	})
}

// readCapitals reads as a person does: a digit and its step, groups closed by 万 and 亿.
func readCapitals(t *rapid.T, text string) dec.Amount {
	rest, ok := strings.CutPrefix(text, "人民币")
	if !ok {
		t.Fatalf("%s does not say the currency", text)
	}
	rest, negative := strings.CutPrefix(rest, "负")
	digits := map[rune]int64{}
	for i, r := range []rune("零壹贰叁肆伍陆柒捌玖") {
		digits[r] = int64(i)
	}
	var fen, above, group, digit int64
	for _, r := range rest {
		step := map[rune]int64{'拾': 10, '佰': 100, '仟': 1000}[r]
		switch {
		case step > 0:
			group += digit * step
			digit = 0
		case r == '万':
			group = (group + digit) * 10_000
			above += group
			group, digit = 0, 0
		case r == '亿':
			above = (above + group + digit) * 100_000_000
			group, digit = 0, 0
		case r == '元':
			fen += (above + group + digit) * 100
			above, group, digit = 0, 0, 0
		case r == '角':
			fen += digit * 10
			digit = 0
		case r == '分':
			fen += digit
			digit = 0
		case r != '整':
			d, known := digits[r]
			if !known {
				t.Fatalf("%s has %c", text, r)
			}
			digit = d
		}
	}
	if negative {
		fen = -fen
	}
	return dec.AmountFromFen(fen)
}
