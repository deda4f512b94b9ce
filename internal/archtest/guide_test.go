package archtest

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var (
	bold     = regexp.MustCompile(`\*\*(.+?)\*\*`)
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading  = regexp.MustCompile(`(?m)^#+ (.+)$`)
	quoted   = regexp.MustCompile(`"([^"\\]+)"`)
	codeRuns = regexp.MustCompile("(?s)```.*?```|`[^`\n]*`")
)

// guides are the folders of the user guide and the language of the page they describe.
var guides = map[string]string{"docs/guide/zh-CN": "zh-CN", "docs/guide/en": "en-US"}

// What the guide prints bold stands on the screen: it is a text of the page, or
// one that the program sends it.
func TestGuideUsesTheWordsOfThePage(t *testing.T) {
	t.Parallel()
	sent := map[string]bool{}
	for _, f := range sources(t, ".go") {
		if !strings.HasPrefix(f, "internal/") || strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range quoted.FindAllStringSubmatch(string(read(t, f)), -1) {
			sent[m[1]] = true
		}
	}
	for folder, lang := range guides {
		shown := map[string]bool{}
		for _, f := range sources(t, ".json") {
			if path.Dir(f) != "web/src/locales/"+lang {
				continue
			}
			var texts any
			if err := json.Unmarshal(read(t, f), &texts); err != nil {
				t.Fatalf("%s: %v", f, err)
			}
			collectTexts(texts, shown)
		}
		if len(shown) < 500 {
			t.Fatalf("only %d texts of %s were found: the search is broken", len(shown), lang)
		}
		labels := 0
		for _, f := range guideFiles(t, folder) {
			for _, m := range bold.FindAllStringSubmatch(string(read(t, f)), -1) {
				if labels++; !shown[m[1]] && !sent[m[1]] {
					t.Errorf("%s prints %q bold, which the page in %s does not show", f, m[1], lang)
				}
			}
		}
		if labels < 100 {
			t.Errorf("%s names only %d things on the screen", folder, labels)
		}
	}
}

// collectTexts adds the texts of a translation file; of one with a value in it,
// what stands before the value.
func collectTexts(v any, to map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		for _, inner := range v {
			collectTexts(inner, to)
		}
	case string:
		before, _, _ := strings.Cut(v, "{{")
		to[strings.TrimRight(before, " （(:：“")] = true
	}
}

func guideFiles(t *testing.T, folder string) []string {
	t.Helper()
	var out []string
	for _, f := range sources(t, ".md") {
		if path.Dir(f) == folder {
			out = append(out, f)
		}
	}
	return out
}

// Both languages have the same pages, and each page the same structure.
func TestGuideIsTheSameInBothLanguages(t *testing.T) {
	t.Parallel()
	zh, en := guideFiles(t, "docs/guide/zh-CN"), guideFiles(t, "docs/guide/en")
	base := func(files []string) []string {
		var out []string
		for _, f := range files {
			out = append(out, path.Base(f))
		}
		return out
	}
	if !slices.Equal(base(zh), base(en)) || len(zh) < 8 {
		t.Fatalf("zh-CN has %v, en %v", base(zh), base(en))
	}
	shape := func(file string) []string {
		var out []string
		text := codeRuns.ReplaceAllString(string(read(t, file)), "")
		for line := range strings.Lines(text) {
			if mark, _, ok := strings.Cut(line, " "); ok && (strings.Trim(mark, "#") == "" || mark == "|") {
				out = append(out, mark)
			}
		}
		return out
	}
	for i := range zh {
		if a, b := shape(zh[i]), shape(en[i]); !slices.Equal(a, b) {
			t.Errorf("%s and %s differ in headings or table rows:\n%v\n%v", zh[i], en[i], a, b)
		}
	}
}

// Links inside the project lead to files, and to headings, that exist.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	for _, file := range sources(t, ".md") {
		text := codeRuns.ReplaceAllString(string(read(t, file)), "")
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			to := file
			if target != "" {
				to = path.Join(path.Dir(file), target)
			}
			if _, err := os.Stat(filepath.Join(root, to)); err != nil {
				t.Errorf("%s links to %s, which does not exist", file, m[1])
				continue
			}
			if anchor != "" && !slices.Contains(anchors(string(read(t, to))), anchor) {
				t.Errorf("%s links to the heading #%s, which %s does not have", file, anchor, to)
			}
		}
	}
}

// anchors are the names of a page's headings as code hosts make them.
func anchors(text string) []string {
	var out []string
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		name := strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				return unicode.ToLower(r)
			}
			return -1
		}, m[1])
		out = append(out, name)
	}
	return out
}
