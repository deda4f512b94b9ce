package fault

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Word is what people call a code: a state, a kind, a permission.
type Word struct{ Code, ZH, EN string }

var (
	wordsMu      sync.RWMutex // written while packages start, read by every request
	vocabularies = map[string]map[string]Word{}
)

// AddWords gives the codes of a vocabulary their words, so that a sentence with
// {name:vocabulary} never shows a bare code, also when its parameters were kept
// and are told again later. Programs still find the code in Params. It panics on
// a code named twice or without a word, which is a programmer's mistake.
func AddWords(vocabulary string, words ...Word) {
	wordsMu.Lock()
	defer wordsMu.Unlock()
	known := vocabularies[vocabulary]
	if known == nil {
		known = map[string]Word{}
		vocabularies[vocabulary] = known
	}
	for _, w := range words {
		if _, twice := known[w.Code]; twice || w.Code == "" || w.ZH == "" || w.EN == "" {
			panic("fault: the word for " + vocabulary + " " + w.Code + " is declared twice or lacks a language")
		}
		known[w.Code] = w
	}
}

// Words gives a vocabulary by code; empty when nothing declared it.
func Words(vocabulary string) map[string]Word {
	wordsMu.RLock()
	defer wordsMu.RUnlock()
	return maps.Clone(vocabularies[vocabulary])
}

// WordFor gives the word for one code in the language asked for, Chinese unless it
// starts with "en"; "" when the vocabulary has none.
func WordFor(lang, vocabulary, code string) string {
	wordsMu.RLock()
	defer wordsMu.RUnlock()
	return vocabularies[vocabulary][code].in(lang)
}

func (w Word) in(lang string) string {
	if strings.HasPrefix(lang, "en") {
		return w.EN
	}
	return w.ZH
}

// Codes joins several codes into one parameter, which spells each of them.
func Codes[T ~string](codes []T) string {
	texts := make([]string, len(codes))
	for i, c := range codes {
		texts[i] = string(c)
	}
	return strings.Join(texts, codeSeparator)
}

const codeSeparator = ", "

// spell gives the words for the codes in value. What has no word stays as it is:
// better a code than nothing, and what people have typed is no code.
func spell(lang, vocabulary, value string) string {
	wordsMu.RLock()
	defer wordsMu.RUnlock()
	words := vocabularies[vocabulary]
	codes := strings.Split(value, codeSeparator)
	spelled := false
	for i, code := range codes {
		if w, known := words[code]; known {
			codes[i], spelled = w.in(lang), true
		}
	}
	switch {
	case !spelled:
		return value
	case strings.HasPrefix(lang, "en"):
		return strings.Join(codes, ", ")
	}
	return strings.Join(codes, "、")
}

// Placeholders gives the parameters a fault's sentences use, each with its
// vocabulary or "".
func (e *Error) Placeholders() map[string]string {
	out := map[string]string{}
	for _, t := range e.texts {
		for _, part := range placeholder.FindAllStringSubmatch(t.Detail+t.Remedy, -1) {
			if out[part[1]] == "" {
				out[part[1]] = part[2]
			}
		}
	}
	return out
}

// Vocabularies names those declared, sorted.
func Vocabularies() []string {
	wordsMu.RLock()
	defer wordsMu.RUnlock()
	return slices.Sorted(maps.Keys(vocabularies))
}
