package dec

import (
	"strconv"
	"strings"
)

const (
	capitalDigits = "零壹贰叁肆伍陆柒捌玖"
	capitalSteps  = "仟佰拾"
)

// Capitals writes the amount as Chinese law wants it on contracts and receipts 大写金额:
// 1001.50 is 人民币壹仟零壹元伍角整.
func (a Amount) Capitals() string {
	digit := []rune(capitalDigits)
	var b strings.Builder
	b.WriteString("人民币")
	if a < 0 {
		b.WriteString("负")
	}
	fen := a.Abs().Fen()
	yuan, jiao, fen := fen/100, fen/10%10, fen%10
	if yuan > 0 || jiao == 0 && fen == 0 {
		b.WriteString(capitalYuan(yuan))
		b.WriteString("元")
	}
	switch {
	case jiao == 0 && fen == 0:
		b.WriteString("整")
	case fen == 0:
		b.WriteRune(digit[jiao])
		b.WriteString("角整")
	default:
		if jiao > 0 {
			b.WriteRune(digit[jiao])
			b.WriteString("角")
		} else if yuan > 0 {
			b.WriteString("零")
		}
		b.WriteRune(digit[fen])
		b.WriteString("分")
	}
	return b.String()
}

// capitalYuan writes a whole number. Zeros between digits are said once, those at the
// end not at all.
func capitalYuan(n int64) string {
	if n == 0 {
		return "零"
	}
	digit, step := []rune(capitalDigits), []rune(capitalSteps)
	var b strings.Builder
	text := strconv.FormatInt(n, 10)
	zero, group := false, false // a zero to be said; the group of four digits has some
	for i, c := range text {
		place := len(text) - 1 - i
		if c == '0' {
			zero = true
		} else {
			if zero {
				b.WriteRune(digit[0])
			}
			zero, group = false, true
			b.WriteRune(digit[c-'0'])
			if place%4 > 0 {
				b.WriteRune(step[3-place%4])
			}
		}
		switch {
		case place == 8:
			b.WriteString("亿")
			group = false
		case place%4 == 0 && place > 0 && group:
			b.WriteString("万")
			group = false
		}
	}
	return b.String()
}
