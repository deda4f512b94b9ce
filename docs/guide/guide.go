// Package guide serves the user guide of this folder as pages of the program, so
// that whoever stands at the stall can read it without the internet.
package guide

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"path"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

//go:embed zh-CN/*.md en/*.md
var pages embed.FS

// Prefix is where the guide is served; the page of a language is Prefix + "zh-CN/".
const Prefix = "/guide/"

const index = "README.md"

// Handler serves the pages below Prefix; it takes no input but the path.
func Handler() http.Handler {
	md := goldmark.New(goldmark.WithExtensions(extension.Table), goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(inside{}, 0))))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-cache")
		name := strings.TrimPrefix(path.Clean(r.URL.Path), strings.TrimSuffix(Prefix, "/")+"/")
		for _, lang := range []string{"zh-CN", "en"} {
			if name != lang {
				continue
			}
			if !strings.HasSuffix(r.URL.Path, "/") { // relative links need it
				http.Redirect(w, r, Prefix+lang+"/", http.StatusMovedPermanently)
				return
			}
			name = path.Join(lang, index)
		}
		source, err := pages.ReadFile(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		var body bytes.Buffer
		if err := md.Convert(source, &body, parser.WithContext(parser.NewContext(parser.WithIDs(&anchors{})))); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		title, _, _ := strings.Cut(strings.TrimPrefix(string(source), "# "), "\n")
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = frame.Execute(w, map[string]any{
			"Lang": path.Dir(name), "Title": title, "Index": path.Base(name) == index,
			"Body": template.HTML(body.String()), //nolint:gosec // rendered from our own files, raw HTML is dropped
		})
	})
}

// inside turns links that leave the guide, which the program does not serve, into
// plain text, and gives headings the names that links use.
type inside struct{}

// Transform implements parser.ASTTransformer.
func (inside) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	var leaving []*ast.Link
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Heading:
			if entering {
				n.SetAttributeString("id", pc.IDs().Generate(n.Lines().Value(reader.Source()), ast.KindHeading))
			}
		case *ast.Link:
			if entering && strings.HasPrefix(string(n.Destination), "../../") {
				leaving = append(leaving, n)
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range leaving {
		for c := n.FirstChild(); c != nil; c = n.FirstChild() {
			n.Parent().InsertBefore(n.Parent(), n, c)
		}
		n.Parent().RemoveChild(n.Parent(), n)
	}
}

// anchors names headings as code hosts do, Chinese ones too.
type anchors struct{}

// Generate implements parser.IDs.
func (*anchors) Generate(value []byte, _ ast.NodeKind) []byte {
	return []byte(strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, strings.TrimSpace(string(value))))
}

// Put implements parser.IDs.
func (*anchors) Put([]byte) {}

var frame = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}} · 货通</title>
<style>
body { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; font: 16px/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #23221d; background: #fff; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.25rem; margin-top: 2.2rem; border-bottom: 1px solid #e3e0d6; padding-bottom: .2rem; } h3 { font-size: 1.05rem; }
a { color: #0b5cad; } code { background: #f5f4ef; padding: .1em .3em; border-radius: 3px; font-size: .9em; overflow-wrap: anywhere; }
pre { background: #f5f4ef; padding: .8rem; overflow-x: auto; border-radius: 4px; } pre code { padding: 0; overflow-wrap: normal; }
table { border-collapse: collapse; width: 100%; display: block; overflow-x: auto; } th, td { border: 1px solid #e3e0d6; padding: .35rem .6rem; text-align: left; vertical-align: top; } th { background: #f5f4ef; }
</style>
</head>
<body>
{{if not .Index}}<nav><a href="./">{{if eq .Lang "en"}}Contents{{else}}目录{{end}}</a></nav>{{end}}
<main>
{{.Body}}</main>
</body>
</html>
`))
