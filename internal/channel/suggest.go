package channel

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/search"
	"github.com/huotong/huotong/internal/tenant"
)

// Reason says what speaks for a suggestion.
type Reason string

// The reasons, the strongest first.
const (
	ReasonCode        Reason = "code"         // equal code
	ReasonBarcode     Reason = "barcode"      // the online SKU's merchant code is the SKU's code
	ReasonSimilarCode Reason = "similar_code" // equal but for case and punctuation
	ReasonProductCode Reason = "product_code" // the product has the offer's 货号, or its id where it has none
	ReasonAttributes  Reason = "attributes"   // attribute values in common
	ReasonTitle       Reason = "title"        // similar titles
	ReasonPicture     Reason = "picture"      // the same picture
)

// The weights of the reasons. A score of 100 is certain.
const (
	weightCode        = 100
	weightBarcode     = 90
	weightSimilarCode = 80
	weightProductCode = 35
	weightAttributes  = 30 // for all values
	weightTitle       = 35 // for the same title
	weightPicture     = 20

	// What weaker reasons can add up to: only an equal code is certain, and a
	// SKU of the right product with other attribute values is the wrong one.
	mostWithCode    = 99
	mostWithoutCode = 95
	mostOther       = 60

	leastScore     = 15
	maxSuggestions = 10
)

// Suggestion is a SKU that may be what a line sells.
type Suggestion struct {
	SKU     *catalog.SKUInfo
	Score   int // 1 to 100
	Reasons []Reason

	sum int // of the weights, which tells apart what has the same score
}

// Suggest ranks SKUs for a line of the match list, the best first, at most ten.
func (s *Service) Suggest(ctx context.Context, sc db.Scope, reach tenant.Limit, id db.ID) ([]Suggestion, error) {
	var out []Suggestion
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		lines, err := linesTx(ctx, tx, []db.ID{id})
		if err != nil {
			return err
		}
		l := lines[id]
		if l == nil || !reach.Allows(l.ShopID) {
			return ErrLineNotFound
		}
		out, err = s.suggestTx(ctx, tx, l)
		return err
	})
	return out, err
}

func (s *Service) suggestTx(ctx context.Context, tx *db.Tx, l *Line) ([]Suggestion, error) {
	w := wanted{line: l}
	if _, err := tx.Row(ctx, `SELECT o.code, d.barcode FROM online_sku o JOIN online_sku_detail d ON d.tenant_id = ? AND d.id = o.id WHERE o.tenant_id = ? AND o.id = ?`,
		[]any{tx.Tenant, tx.Tenant, l.ID}, &w.code, &w.barcode); err != nil {
		return nil, err
	}
	w.values = strings.Split(l.Name, " / ")
	if l.Name == "" {
		w.values = nil
	}
	ids, err := candidatesTx(ctx, tx, &w)
	if err != nil {
		return nil, err
	}
	infos, err := s.catalog.SKUsTx(ctx, tx, ids)
	if err != nil {
		return nil, err
	}
	return w.rank(slices.Collect(maps.Values(infos))), nil
}

// wanted is what a suggestion is compared with.
type wanted struct {
	line          *Line
	code, barcode string
	values        []string
}

// candidatesTx finds SKUs of the right kind by code, by the product's code, and by
// pieces of the title, alone and with the attribute values.
func candidatesTx(ctx context.Context, tx *db.Tx, w *wanted) ([]db.ID, error) {
	found := map[db.ID]bool{}
	collect := func(rows *sql.Rows) error {
		var id db.ID
		err := rows.Scan(&id)
		found[id] = true
		return err
	}
	const from = `SELECT k.id FROM sku k JOIN product p ON p.tenant_id = k.tenant_id AND p.id = k.product_id
		WHERE k.tenant_id = ? AND p.tenant_id = ? AND k.active = TRUE AND p.active = TRUE AND (k.value_key = '') = ? AND `
	base := []any{tx.Tenant, tx.Tenant, w.line.Plain}
	var codes []string
	for _, c := range []string{w.code, w.barcode, w.line.OfferCode, w.line.OfferID.String()} {
		for _, form := range []string{c, strings.ToUpper(c), strings.ToLower(c)} {
			if form != "" && !slices.Contains(codes, form) {
				codes = append(codes, form)
			}
		}
	}
	if err := db.EachIn(ctx, tx, from+`k.code IN ({in})`, base, codes, collect); err != nil {
		return nil, err
	}
	if err := db.EachIn(ctx, tx, from+`p.code IN ({in}) LIMIT 200`, base, codes, collect); err != nil {
		return nil, err
	}
	queries := []string{w.code}
	for _, piece := range pieces(w.line.Title) {
		if len(w.values) > 0 {
			queries = append(queries, piece+" "+strings.Join(w.values, " "))
		}
		queries = append(queries, piece)
	}
	for _, q := range queries {
		cond, args := search.Match(tx.Engine(), tx.Tenant, skuSearchKind, "k.id", q)
		if cond == "" {
			continue
		}
		if err := tx.Each(ctx, from+cond+` ORDER BY k.id LIMIT 40`, append(slices.Clone(base), args...), collect); err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(found)), nil
}

// maxPieces bounds the pieces of a title, and with them the queries.
const maxPieces = 10

// pieces cuts a title into what a product's name may share with it: stretches of
// four Han characters, each half over the one before, and words of other letters.
func pieces(title string) []string {
	var out []string
	add := func(run []rune, han bool) {
		switch {
		case !han && len(run) >= 2, han && len(run) >= 2 && len(run) <= 4:
			out = append(out, string(run))
		case han:
			for at := 0; at+2 < len(run); at += 2 {
				out = append(out, string(run[at:min(at+4, len(run))]))
			}
		}
	}
	var run []rune
	han := false
	for _, r := range title {
		h := unicode.Is(unicode.Han, r)
		if word := unicode.IsLetter(r) || unicode.IsDigit(r); !word || h != han {
			add(run, han)
			run = nil
			if !word {
				continue
			}
		}
		run, han = append(run, r), h
	}
	add(run, han)
	return out[:min(len(out), maxPieces)]
}

// rank scores the candidates and keeps the best.
func (w *wanted) rank(list []*catalog.SKUInfo) []Suggestion {
	out := []Suggestion{}
	for _, k := range list {
		if g := w.score(k); g.Score >= leastScore {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.sum, a.sum), cmp.Compare(a.SKU.Code, b.SKU.Code))
	})
	return out[:min(len(out), maxSuggestions)]
}

func (w *wanted) score(k *catalog.SKUInfo) Suggestion {
	g := Suggestion{SKU: k}
	add := func(weight int, why Reason) {
		if weight > 0 {
			g.sum += weight
			g.Reasons = append(g.Reasons, why)
		}
	}
	most := mostWithoutCode
	switch {
	case w.code != "" && k.Code == w.code:
		add(weightCode, ReasonCode)
		most = 100
	case w.barcode != "" && k.Code == w.barcode:
		add(weightBarcode, ReasonBarcode)
		most = mostWithCode
	case w.code != "" && bare(k.Code) == bare(w.code):
		add(weightSimilarCode, ReasonSimilarCode)
		most = mostWithCode
	}
	// A product made of an offer without 货号 has the offer's id as its code.
	if bare(k.ProductCode) == bare(firstOf(w.line.OfferCode, w.line.OfferID.String())) {
		add(weightProductCode, ReasonProductCode)
	}
	if len(w.values) > 0 {
		own := strings.Split(k.Spec, " / ")
		shared := 0
		for _, v := range w.values {
			if slices.ContainsFunc(own, func(o string) bool { return bare(o) == bare(v) }) {
				shared++
			}
		}
		add(weightAttributes*shared/len(w.values), ReasonAttributes)
		if shared < len(w.values) && most == mostWithoutCode {
			most = mostOther
		}
	}
	if title := similarity(w.line.Title, k.ProductName); title >= 30 {
		add(weightTitle*title/100, ReasonTitle)
	}
	if w.line.Picture != "" && w.line.Picture == k.Picture {
		add(weightPicture, ReasonPicture)
	}
	g.Score = min(g.sum, most)
	return g
}

// bare is a text without case, blanks and punctuation.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// similarity is how much of the shorter text's pairs of characters the longer one
// holds, in per cent: online titles are product names with words of praise around.
func similarity(a, b string) int {
	x, y := pairsOf(a), pairsOf(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return 0
	}
	shared := 0
	for p := range x {
		if y[p] {
			shared++
		}
	}
	return 100 * shared / len(x)
}

func pairsOf(s string) map[string]bool {
	chars := []rune(bare(s))
	out := make(map[string]bool, len(chars))
	for i := range len(chars) - 1 {
		out[string(chars[i:i+2])] = true
	}
	return out
}
