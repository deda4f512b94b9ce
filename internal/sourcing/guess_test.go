package sourcing

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func values(list ...string) []Value {
	out := []Value{}
	for i, v := range list {
		out = append(out, Value{Name: []string{"颜色", "尺码", "款式"}[i], Value: v})
	}
	return out
}

func spec(id string, sku int64, code string, list ...string) Spec {
	return Spec{SpecID: id, SKUID: sku, Code: code, Values: values(list...)}
}

func TestGuess(t *testing.T) {
	t.Parallel()
	shirts := []Spec{spec("a", 1, "T1-BM", "黑色", "M"), spec("b", 2, "T1-BL", "黑色", "L"), spec("c", 3, "T1-WM", "白色", "M"), spec("d", 4, "T1-WL", "白色", "L")}
	uncoded := []Spec{spec("a", 1, "", "黑色（现货）", "XXL【120-130斤】"), spec("b", 2, "", "白色", "XXL"), spec("c", 3, "", "黑色", "均码")}
	sizes := []Spec{spec("a", 1, "", "1.5米"), spec("b", 2, "", "15米"), spec("c", 3, "", "300×600"), spec("d", 4, "", "300X300")}
	twins := []Spec{spec("a", 1, "T1", "黑色", "M"), spec("b", 2, "T1", "黑色", "L"), spec("c", 3, "T2", "白色", "M")}
	for _, c := range []struct {
		name  string
		w     wanted
		specs []Spec
		want  string // spec id, "" for none
		why   Reason
	}{
		{"by code", wanted{code: "T1-BL", values: []string{"白色", "M"}}, shirts, "b", ReasonCode},
		{"code is exact before it is similar", wanted{code: "t1bm"}, shirts, "a", ReasonSimilarCode},
		{"by barcode", wanted{code: "X", barcodes: []string{"690", "T1-WM"}}, shirts, "c", ReasonBarcode},
		{"by merchant code", wanted{code: "M9"}, []Spec{{SpecID: "a", Values: values("黑")}, {SpecID: "b", Barcode: "M9", Values: values("白")}}, "b", ReasonBarcode},
		{"by values in another order", wanted{code: "X", values: []string{"L", "白"}}, shirts, "d", ReasonAttributes},
		{"brackets and sizes", wanted{code: "X", values: []string{"黑", "2XL码"}}, uncoded, "a", ReasonAttributes},
		{"exact values before bare ones", wanted{code: "X", values: []string{"白色", "2XL"}}, uncoded, "b", ReasonAttributes},
		{"wide letters", wanted{code: "X", values: []string{"白色", "ＸＸＬ"}}, uncoded, "b", ReasonAttributes},
		{"a decimal is no whole number", wanted{code: "X", values: []string{"15米"}}, sizes, "b", ReasonAttributes},
		{"signs of multiplication", wanted{code: "X", values: []string{"300*600"}}, sizes, "c", ReasonAttributes},
		{"some values", wanted{code: "X", values: []string{"白色"}}, uncoded, "b", ReasonSomeAttributes},
		{"several fit", wanted{code: "X", values: []string{"黑色"}}, shirts, "", ""},
		{"nothing fits", wanted{code: "X", values: []string{"红色", "M"}}, shirts, "", ""},
		{"a plain SKU and many specs", wanted{code: "X"}, shirts, "", ""},
		{"a code of two is decided by values", wanted{code: "T1", values: []string{"黑", "l"}}, twins, "b", ReasonAttributes},
		{"the only spec", wanted{code: "X"}, shirts[:1], "a", ReasonOnly},
		{"the only spec is another colour", wanted{code: "X", values: []string{"红色"}}, shirts[:1], "", ""},
		{"the link says it", wanted{code: "T1-BL", link: 4}, shirts, "d", ReasonLink},
		{"the link says what is not there", wanted{code: "T1-BL", link: 99}, shirts, "b", ReasonCode},
		{"the list says it by values", wanted{code: "T1-BL", given: "白色/L"}, shirts, "d", ReasonGiven},
		{"the list says it with names", wanted{code: "T1-BL", given: "颜色：白色；尺码：L"}, shirts, "d", ReasonGiven},
		{"the list says it without blanks", wanted{code: "T1-BL", given: "白色L"}, shirts, "d", ReasonGiven},
		{"the list says it by id", wanted{code: "T1-BL", given: "c"}, shirts, "c", ReasonGiven},
		{"the list says it by SKU id", wanted{code: "T1-BL", given: "3"}, shirts, "c", ReasonGiven},
		{"the list says it by code", wanted{code: "T1-BL", given: "T1-WM"}, shirts, "c", ReasonGiven},
		{"what the list says is never replaced", wanted{code: "T1-BL", given: "红色"}, shirts, "", ""},
		{"no specs", wanted{code: "X"}, nil, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			at, why := guess(c.w, c.specs)
			got := ""
			if at >= 0 {
				got = c.specs[at].SpecID
			} else {
				why = ""
			}
			if got != c.want || why != c.why {
				t.Errorf("got %q %s, want %q %s", got, why, c.want, c.why)
			}
		})
	}
}

// some makes random values, codes and specs of a few words, so that many coincide.
func some(r *rand.Rand) (wanted, []Spec) {
	words := []string{"黑", "黑色", "白色", "白（现货）", "M", "L", "XXL", "2xl", "38", "38码", ""}
	codes := []string{"", "A1", "a-1", "A2", "B"}
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	w := wanted{code: pick(codes)}
	for range r.IntN(3) {
		w.values = append(w.values, pick(words))
	}
	if r.IntN(4) == 0 {
		w.barcodes = []string{pick(codes[1:])}
	}
	if r.IntN(5) == 0 {
		w.link = int64(r.IntN(6))
	}
	if r.IntN(5) == 0 {
		w.given = pick(words)
	}
	var specs []Spec
	for i := range r.IntN(6) {
		k := spec(string(rune('a'+i)), int64(i+1), pick(codes))
		for range r.IntN(3) {
			k.Values = append(k.Values, Value{Value: pick(words)})
		}
		specs = append(specs, k)
	}
	return w, specs
}

func TestGuessProperties(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same numbers each time
	for range 20_000 {
		w, specs := some(r)
		at, why := guess(w, specs)
		if at < -1 || at >= len(specs) {
			t.Fatalf("guess(%+v, %+v) = %d", w, specs, at)
		}
		// The order of the specs does not matter.
		shuffled := slices.Clone(specs)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		again, _ := guess(w, shuffled)
		if (at < 0) != (again < 0) || at >= 0 && specs[at].SpecID != shuffled[again].SpecID {
			t.Fatalf("guess(%+v, %+v) depends on the order: %d, %d", w, specs, at, again)
		}
		if at < 0 {
			continue
		}
		// One that was named is named, and a code that is one spec's alone wins.
		if w.given != "" && (why != ReasonGiven || !w.names(&specs[at])) {
			t.Fatalf("guess(%+v, %+v) = %d by %s in spite of what was given", w, specs, at, why)
		}
		if w.given == "" && w.link == 0 && w.code != "" {
			if exact := only(specs, func(k *Spec) bool { return k.Code == w.code }); exact >= 0 && exact != at {
				t.Fatalf("guess(%+v, %+v) = %d, but %d has the code", w, specs, at, exact)
			}
		}
		// A twin of the winner makes it a question.
		twin := specs[at]
		twin.SpecID, twin.SKUID = "twin", 77
		if w.link == 0 && w.given == "" {
			if got, _ := guess(w, append(slices.Clone(specs), twin)); got == at {
				t.Fatalf("guess(%+v, %+v) takes one of two that are alike", w, specs)
			}
		}
	}
}

func TestRefind(t *testing.T) {
	t.Parallel()
	source := Source{OfferID: 9, SpecID: "b", PlatformSKUID: 2, Attributes: values("黑色", "L")}
	offer := func(specs ...Spec) *Offer { return &Offer{ID: 9, Specs: specs} }
	for _, c := range []struct {
		name  string
		x     Source
		o     *Offer
		want  string
		found bool
	}{
		{"unchanged", source, offer(spec("a", 1, "", "黑色", "M"), spec("b", 2, "", "黑色", "L")), "b", true},
		{"renamed", source, offer(spec("b", 2, "", "曜石黑", "L")), "b", true},
		{"another spec id", source, offer(spec("x", 2, "", "黑色", "L")), "x", true},
		{"another SKU id", source, offer(spec("b", 7, "", "黑色", "L")), "b", true},
		{"both ids are new", source, offer(spec("x", 7, "", "白色", "L"), spec("y", 8, "", "黑色（新）", "L")), "y", true},
		{"the ids part: values decide for the SKU id", source, offer(spec("b", 7, "", "白色", "L"), spec("x", 2, "", "黑色", "L")), "x", true},
		{"the ids part: values decide for the spec id", source, offer(spec("b", 7, "", "黑色", "L"), spec("x", 2, "", "白色", "L")), "b", true},
		{"the ids part and nothing decides", source, offer(spec("b", 7, "", "白色", "L"), spec("x", 2, "", "红色", "L")), "", false},
		{"gone", source, offer(spec("x", 7, "", "白色", "L")), "", false},
		{"two look like it", source, offer(spec("x", 7, "", "黑色", "L"), spec("y", 8, "", "黑", "l")), "", false},
		{"the offer lost its specs", source, offer(), "", false},
		{"plain stays plain", Source{OfferID: 9}, offer(), "", true},
		{"plain got specs", Source{OfferID: 9}, offer(spec("a", 1, "", "黑色")), "", false},
	} {
		at, found := refind(&c.x, c.o)
		got := ""
		if at >= 0 {
			got = c.o.Specs[at].SpecID
		}
		if got != c.want || found != c.found {
			t.Errorf("%s: got %q %v, want %q %v", c.name, got, found, c.want, c.found)
		}
	}
}

func FuzzNormal(f *testing.F) {
	for _, s := range []string{"黑色（现货）", "ＸＸＬ码", "1.5米", "300×600", "30至40", "((", "色", "xxxxl", "İ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, form := range map[string]func(string) string{"normal": normal, "bare": bareNormal, "code": bareCode} {
			once := form(s)
			if twice := form(once); twice != once {
				t.Errorf("%s(%q) = %q, and of that %q", name, s, once, twice)
			}
			if strings.ContainsAny(once, " \t\n") {
				t.Errorf("%s(%q) = %q has blanks", name, s, once)
			}
		}
	})
}

func FuzzGuess(f *testing.F) {
	f.Add("T1", "黑色/L", "黑色", "T1", "白色", "")
	f.Fuzz(func(t *testing.T, code, given, v1, code1, v2, code2 string) {
		specs := []Spec{spec("a", 1, code1, v1), spec("b", 2, code2, v2)}
		w := wanted{given: given, code: code, values: []string{v1}}
		at, _ := guess(w, specs)
		back, _ := guess(w, []Spec{specs[1], specs[0]})
		if at < -1 || at > 1 || at >= 0 && back != 1-at || at < 0 && back >= 0 {
			t.Errorf("guess(%+v, %+v) = %d, the other way round %d", w, specs, at, back)
		}
	})
}

func TestParseRows(t *testing.T) {
	t.Parallel()
	got := ParseRows("SKU编码\t1688链接\t规格\r\nT1-BM\thttps://detail.1688.com/offer/1.html?a=1,2\t黑色 / M\r\n\nT2 554456348334\nT3，https://m.1688.com/offer/2.html，白色 L\nT4\n")
	want := []Row{
		{"T1-BM", "https://detail.1688.com/offer/1.html?a=1,2", "黑色 / M"}, {"T2", "554456348334", ""}, {"T3", "https://m.1688.com/offer/2.html", "白色 L"}, {"T4", "", ""},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func FuzzParseRows(f *testing.F) {
	f.Add("A\tB\tC\n，，\n \t \n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, row := range ParseRows(text) {
			d := row.draft()
			if (d.State == DraftBad) == (d.Why == nil) || d.State == DraftWaiting && d.OfferID <= 0 {
				t.Errorf("%q gives %+v: %+v", text, row, d)
			}
		}
	})
}
