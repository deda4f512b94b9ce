package sourcing

import (
	"slices"
	"strings"
	"unicode"
)

// Reason says by what a spec was chosen.
type Reason string

// The reasons, the strongest first.
const (
	ReasonManual         Reason = "manual"          // a person chose it
	ReasonGiven          Reason = "given"           // the list names it
	ReasonLink           Reason = "link"            // the link names it
	ReasonCode           Reason = "code"            // its code is the SKU's
	ReasonBarcode        Reason = "barcode"         // its code is a barcode of the SKU, or its merchant code one of the SKU's codes
	ReasonSimilarCode    Reason = "similar_code"    // as code, but for case and punctuation
	ReasonAttributes     Reason = "attributes"      // all attribute values are equal
	ReasonSomeAttributes Reason = "some_attributes" // all values of the one that has fewer
	ReasonOnly           Reason = "only"            // the offer has no other
)

// wanted is what a spec is looked for with.
type wanted struct {
	given    string // as a list names the spec
	link     int64  // the SKU that a link names
	code     string
	barcodes []string
	values   []string
}

// guess gives the spec that a SKU is most likely bought as, and why; -1 when none fits,
// or several fit equally well. What a person has said counts before codes, codes before
// attribute values, and a spec that a person has named is never replaced by another one.
// The order of the specs does not matter.
func guess(w wanted, specs []Spec) (at int, why Reason) {
	if w.given != "" {
		return only(specs, w.names), ReasonGiven
	}
	if w.link != 0 {
		if at := only(specs, func(k *Spec) bool { return k.SKUID == w.link }); at >= 0 {
			return at, ReasonLink
		}
	}
	// A code that several specs have narrows the choice, which the values then make.
	left := make([]int, len(specs))
	for i := range specs {
		left[i] = i
	}
	for _, c := range w.criteria() {
		var hits []int
		for _, i := range left {
			if c.fits(&specs[i]) {
				hits = append(hits, i)
			}
		}
		if len(hits) == 1 {
			return hits[0], c.why
		}
		if len(hits) > 1 {
			left = hits
		}
	}
	if len(specs) == 1 && (len(w.values) == 0 || len(specs[0].Values) == 0 || shares(bareValues(w.values), bareValues(texts(specs[0].Values)))) {
		return 0, ReasonOnly
	}
	return -1, ""
}

type criterion struct {
	why  Reason
	fits func(*Spec) bool
}

func (w *wanted) criteria() []criterion {
	own := append(slices.Clone(w.barcodes), w.code)
	same, bare := normalValues(w.values), bareValues(w.values)
	return []criterion{
		{ReasonCode, func(k *Spec) bool { return k.Code != "" && k.Code == w.code }},
		{ReasonBarcode, func(k *Spec) bool {
			return k.Code != "" && slices.Contains(w.barcodes, k.Code) || k.Barcode != "" && slices.Contains(own, k.Barcode)
		}},
		{ReasonSimilarCode, func(k *Spec) bool { return bareCode(k.Code) != "" && bareCode(k.Code) == bareCode(w.code) }},
		{ReasonAttributes, func(k *Spec) bool { return len(same) > 0 && slices.Equal(normalValues(texts(k.Values)), same) }},
		{ReasonAttributes, func(k *Spec) bool { return len(bare) > 0 && slices.Equal(bareValues(texts(k.Values)), bare) }},
		{ReasonSomeAttributes, func(k *Spec) bool {
			theirs := bareValues(texts(k.Values))
			return holds(theirs, bare) || holds(bare, theirs)
		}},
	}
}

// names says whether a list's text names the spec: one of its ids or codes, or its
// values in any order.
func (w *wanted) names(k *Spec) bool {
	if w.given == k.SpecID || w.given == k.Code || w.given == k.Barcode || k.SKUID != 0 && w.given == k.Key() || k.SKUID != 0 && w.given == (&Spec{SKUID: k.SKUID}).Key() {
		return true
	}
	values := texts(k.Values)
	if len(values) == 0 {
		return false
	}
	parts := strings.FieldsFunc(w.given, func(r rune) bool { return strings.ContainsRune("/／;；,，、|>", r) })
	for i, p := range parts { // "颜色:黑色" names the attribute too
		if _, value, found := strings.Cut(strings.ReplaceAll(p, "：", ":"), ":"); found {
			parts[i] = value
		}
	}
	whole := normal(strings.Join(values, ""))
	return slices.Equal(bareValues(values), bareValues(parts)) || whole != "" && whole == normal(w.given)
}

// only gives the one spec that fits, -1 when none does or several do.
func only(specs []Spec, fits func(*Spec) bool) int {
	at := -1
	for i := range specs {
		if !fits(&specs[i]) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}

func texts(values []Value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Value
	}
	return out
}

// normalValues are the values in a form that can be compared, sorted, without blank ones.
func normalValues(values []string) []string { return formed(values, normal) }

// bareValues are normalValues without what stands in brackets: 黑色（现货） is 黑色.
func bareValues(values []string) []string { return formed(values, bareNormal) }

func formed(values []string, form func(string) string) []string {
	var out []string
	for _, v := range values {
		if v = form(v); v != "" {
			out = append(out, v)
		}
	}
	slices.Sort(out)
	return out
}

// holds says whether all of few are among many, each as often, and there are any.
func holds(many, few []string) bool {
	if len(few) == 0 || len(few) > len(many) {
		return false
	}
	rest := slices.Clone(many)
	for _, v := range few {
		i := slices.Index(rest, v)
		if i < 0 {
			return false
		}
		rest = slices.Delete(rest, i, i+1)
	}
	return true
}

func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(v string) bool { return slices.Contains(b, v) })
}

// normal is an attribute value as it is compared: without case, width, blanks and
// punctuation other than between digits, sizes in one spelling, without the words 色, 码
// and 号 at its end.
func normal(s string) string {
	runes := []rune(strings.ToLower(strings.Map(narrow, s)))
	var b strings.Builder
	digit := func(i int) bool { return i >= 0 && i < len(runes) && unicode.IsDigit(runes[i]) }
	for i, r := range runes {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			b.WriteRune(r)
		case digit(i-1) && digit(i+1) && strings.ContainsRune("./-", r): // 1.5 is not 15
			b.WriteRune(r)
		case digit(i-1) && digit(i+1) && r == '*':
			b.WriteRune('x')
		}
	}
	return size(unsuffixed(b.String()))
}

// bareNormal is normal of what stands outside brackets, or of all where that is nothing.
func bareNormal(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("([{（【［｛〔", r):
			depth++
		case strings.ContainsRune(")]}）】］｝〕", r):
			depth = max(depth-1, 0)
		case depth == 0:
			b.WriteRune(r)
		}
	}
	if out := normal(b.String()); out != "" {
		return out
	}
	return normal(s)
}

// narrow makes wide letters and signs plain ones, and signs that mean the same one.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		r = r - '！' + '!'
	case strings.ContainsRune("×✕╳", r):
		return '*'
	}
	if strings.ContainsRune("~～—–−至", r) {
		return '-'
	}
	return r
}

// unsuffixed takes away the word that says what a value is: 黑色 and 黑, 38码 and 38.
func unsuffixed(s string) string {
	runes := []rune(s)
	for len(runes) >= 2 {
		last, before := runes[len(runes)-1], runes[len(runes)-2]
		plain := before < unicode.MaxASCII
		if !(last == '色' && !plain) && !((last == '码' || last == '号') && plain) {
			break
		}
		runes = runes[:len(runes)-1]
	}
	return string(runes)
}

// size spells XXL as 2xl.
func size(s string) string {
	x := strings.TrimSuffix(s, "l")
	if n := len(x); n >= 2 && n <= 6 && x != s && strings.Trim(x, "x") == "" {
		return string(rune('0'+n)) + "xl"
	}
	return s
}

// bareCode is a code without case, width, blanks and punctuation.
func bareCode(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.Map(narrow, s))
}
