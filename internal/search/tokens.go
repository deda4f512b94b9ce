// Package search finds records by what people type: two Han characters, the
// start of a code, the initials of a name in pinyin. Text is cut into tokens
// here, in Go, so both engines hold the same index (ADR 0006).
package search

import (
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"
)

// Tokens of a record:
//
//   - a run of Han characters gives each character and each pair of neighbours;
//   - a word of letters and digits gives its first 1 to maxPrefix characters and
//     itself; a word mixing letters with digits ("XH2026") gives its parts too;
//   - a run of digits gives its last minTail to maxPrefix digits: people know a
//     document, a phone or a waybill by how its number ends;
//   - a run of Han characters gives its pinyin initials as a word.
//
// A query asks for all of its tokens.
const (
	maxPrefix = 8
	minTail   = 3
	// maxWord bounds a token; longer words are cut, in records and queries alike.
	maxWord = 40
	// maxQueryTokens bounds a query; what comes after is ignored.
	maxQueryTokens = 32
	chunkSize      = 100
)

// token of a query: exact, or the start of tokens.
type token struct {
	text   string
	prefix bool
}

func isHan(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
}

func isWord(r rune) bool { return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isHan(r) }

// runs cuts s into runs of Han characters and words of other letters and digits.
func runs(s string) iter.Seq2[string, bool] {
	return func(yield func(string, bool) bool) {
		s := strings.ToLower(width.Fold.String(s))
		start, han := -1, false
		for i, r := range s {
			h, w := isHan(r), isWord(r)
			if start >= 0 && (!h && !w || h != han) {
				if !yield(s[start:i], han) {
					return
				}
				start = -1
			}
			if start < 0 && (h || w) {
				start, han = i, h
			}
		}
		if start >= 0 {
			yield(s[start:], han)
		}
	}
}

// tokens gives the distinct tokens of a record, sorted.
func tokens(texts []string) []string {
	var out []string
	for _, text := range texts {
		for run, han := range runs(text) {
			if !han {
				out = appendTails(appendWord(out, run), run)
				for _, part := range parts(run) {
					out = appendTails(appendWord(out, part), part)
				}
				continue
			}
			chars := []rune(run)
			for i := range chars {
				out = append(out, string(chars[i:i+1]), string(chars[i:min(i+2, len(chars))]))
			}
			if word := initials(chars); len(word) > 1 {
				out = appendWord(out, word)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func appendWord(out []string, word string) []string {
	chars := []rune(word)
	chars = chars[:min(len(chars), maxWord)]
	for n := range min(len(chars), maxPrefix) {
		out = append(out, string(chars[:n+1]))
	}
	if len(chars) > maxPrefix {
		out = append(out, string(chars))
	}
	return out
}

// appendTails gives how a run of digits at the end of a word ends.
func appendTails(out []string, word string) []string {
	digits := len(word) - len(strings.TrimRight(word, "0123456789"))
	for n := minTail; n < min(digits, maxPrefix+1); n++ {
		out = append(out, word[len(word)-n:])
	}
	return out
}

// parts cuts a word where letters meet digits; one part is none.
func parts(word string) []string {
	var (
		out   []string
		start int
		last  rune
	)
	for i, r := range word {
		if i > 0 && unicode.IsDigit(r) != unicode.IsDigit(last) {
			out = append(out, word[start:i])
			start = i
		}
		last = r
	}
	if start == 0 {
		return nil
	}
	return append(out[1:], word[start:]) // the first part is a prefix of the word already
}

// firstLetters holds the first letter of each character's most common reading; of
// two characters the one most common in names of goods: 长裤 (chang), 弹力 (tan).
var firstLetters = sync.OnceValue(func() map[rune]byte {
	letters := make(map[rune]byte, len(pinyin.PinyinDict))
	for r, readings := range pinyin.PinyinDict {
		// Taken apart, a letter with its tone mark starts with the letter.
		if l := norm.NFD.String(readings)[0]; l >= 'a' && l <= 'z' {
			letters[rune(r)] = l
		}
	}
	letters['长'], letters['弹'] = 'c', 't'
	return letters
})

// initials gives the first letters of the characters' pinyin; characters
// without one are left out.
func initials(chars []rune) string {
	b, letters := make([]byte, 0, len(chars)), firstLetters()
	for _, r := range chars {
		if l, ok := letters[r]; ok {
			b = append(b, l)
		}
	}
	return string(b)
}

// queryTokens cuts what a person typed. It is nil for a blank query and empty
// when there is text but no letter or digit in it.
func queryTokens(q string) []token {
	if strings.TrimSpace(q) == "" {
		return nil
	}
	out := []token{}
	for run, han := range runs(q) {
		chars := []rune(run)
		switch {
		case !han:
			chars = chars[:min(len(chars), maxWord)]
			out = append(out, token{string(chars), len(chars) > maxPrefix && len(chars) < maxWord})
		case len(chars) == 1:
			out = append(out, token{run, false})
		default:
			for i := range len(chars) - 1 {
				out = append(out, token{string(chars[i : i+2]), false})
			}
		}
		if len(out) >= maxQueryTokens {
			return out[:maxQueryTokens]
		}
	}
	return out
}

// sqliteQuery writes tokens as an FTS5 query. Tokens hold letters and digits
// only; the quotes keep AND, OR and NOT words.
func sqliteQuery(prefix string, list []token) string {
	var b strings.Builder
	for i, t := range list {
		if i > 0 {
			b.WriteString(" AND ")
		}
		b.WriteString(`"` + prefix + t.text + `"`)
		if t.prefix {
			b.WriteString("*")
		}
	}
	return b.String()
}

// postgresQuery writes tokens as a tsquery.
func postgresQuery(prefix string, list []token) string {
	var b strings.Builder
	for i, t := range list {
		if i > 0 {
			b.WriteString(" & ")
		}
		b.WriteString("'" + prefix + t.text + "'")
		if t.prefix {
			b.WriteString(":*")
		}
	}
	return b.String()
}

// chunks cuts a list so that statements come in few sizes and stay prepared.
func chunks[T any](list []T) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for len(list) > 0 {
			n := 1
			for _, size := range []int{chunkSize, 10} {
				if len(list) >= size {
					n = size
					break
				}
			}
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	}
}
