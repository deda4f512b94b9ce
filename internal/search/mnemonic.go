package search

import (
	"strings"
	"unicode"
)

// MaxMnemonic bounds a mnemonic, in characters.
const MaxMnemonic = 60

// Mnemonic is the 助记码 made for a name: the pinyin initials of Han characters,
// letters and digits as they are, in upper case.
func Mnemonic(name string) string {
	letters := firstLetters()
	var b strings.Builder
	for _, r := range name {
		if b.Len() >= MaxMnemonic {
			break
		}
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			b.WriteRune(unicode.ToUpper(r))
		case unicode.Is(unicode.Han, r):
			if l, ok := letters[r]; ok {
				b.WriteByte(l - 'a' + 'A')
			}
		}
	}
	return b.String()
}
