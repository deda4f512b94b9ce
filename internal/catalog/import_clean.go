package catalog

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/fault"
)

// Limits of names that come from offers.
const (
	maxCategoryDepth = 5
	maxCategoryName  = 60
	maxAttributeName = 60
	maxValueName     = 100
	maxUnitName      = 20
	maxURL           = 1000
	maxPictures      = 20
	maxSKUs          = 500 // of one product
	maxAttributes    = 5   // of one product
	maxBarcodes      = 20  // of one SKU

	defaultUnit = "件"
)

// tidy makes one clean line of text that other people wrote, cut to limit
// characters: what cannot be seen becomes a blank.
func tidy(s string, limit int) string {
	s = strings.ToValidUTF8(s, " ")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) > limit {
		s = strings.TrimSpace(string([]rune(s)[:limit]))
	}
	return s
}

// clean mends what can be mended in an offer and notes what cannot.
func (p *ImportProduct) clean() error {
	var f fault.Fields
	if p.Code = check.Code(&f, "code", p.Code); p.Code == "" {
		f.Add("code", fault.ErrRequired)
	}
	if p.Name = tidy(p.Name, check.MaxName); p.Name == "" {
		f.Add("name", fault.ErrRequired)
	}
	if p.Unit = tidy(p.Unit, maxUnitName); p.Unit == "" {
		p.Unit = defaultUnit
	}
	var category []string
	for _, name := range p.Category {
		if name = tidy(name, maxCategoryName); name != "" && len(category) < maxCategoryDepth {
			category = append(category, name)
		}
	}
	p.Category = category
	p.Pictures = cleanURLs(p.Pictures)
	if p.Wholesale != nil && *p.Wholesale < 0 {
		f.Add("wholesale", fault.ErrNegative)
	}
	if p.Weight < 0 {
		p.Weight = 0
	}
	p.cleanAttributes(&f)
	p.cleanSKUs(&f)
	return f.Err()
}

func cleanURLs(urls []string) []string {
	var out []string
	for _, u := range urls {
		if u = strings.TrimSpace(u); validURL(u) && len(out) < maxPictures {
			out = append(out, u)
		}
	}
	return out
}

func (p *ImportProduct) cleanAttributes(f *fault.Fields) {
	names := make([]string, len(p.Attributes))
	seen := make(map[string]bool, len(names))
	for i, name := range p.Attributes {
		if name = tidy(name, maxAttributeName); name == "" {
			name = "规格"
		}
		// Two unnamed attributes of one offer are still two attributes.
		for base, n := name, 2; seen[name]; n++ {
			name = fmt.Sprintf("%s%d", base, n)
		}
		seen[name] = true
		names[i] = name
	}
	p.Attributes = names
	if len(names) > maxAttributes {
		f.Add("attributes", fault.ErrTooMany.With("max", maxAttributes))
	}
}

func (p *ImportProduct) cleanSKUs(f *fault.Fields) {
	switch {
	case len(p.SKUs) > maxSKUs:
		f.Add("skus", fault.ErrTooMany.With("max", maxSKUs))
		return
	case len(p.Attributes) == 0 && len(p.SKUs) > 1:
		f.Add("skus", fault.ErrTooMany.With("max", 1))
		return
	case len(p.Attributes) > 0 && len(p.SKUs) == 0:
		f.Add("skus", fault.ErrRequired)
	case len(p.SKUs) == 0:
		p.SKUs = []ImportSKU{{}}
	}
	skus := make([]ImportSKU, len(p.SKUs))
	for i, k := range p.SKUs {
		at := fmt.Sprintf("skus[%d].", i)
		if len(p.Attributes) == 0 {
			k.Code, k.Values = p.Code, nil
		}
		k.Code = check.Code(f, at+"code", k.Code)
		if k.Retail != nil && *k.Retail < 0 {
			f.Add(at+"retail", fault.ErrNegative)
		}
		if !validURL(k.Picture) {
			k.Picture = ""
		}
		if k.Barcode = strings.TrimSpace(k.Barcode); !check.CleanCode(k.Barcode) || utf8.RuneCountInString(k.Barcode) > check.MaxCode {
			k.Barcode = "" // unreadable by any scanner
		}
		if len(k.Values) != len(p.Attributes) {
			f.Add(at+"values", fault.ErrRequired)
		}
		values := make([]string, len(k.Values))
		for j, v := range k.Values {
			if values[j] = tidy(v, maxValueName); values[j] == "" {
				f.Add(fmt.Sprintf("%svalues[%d]", at, j), fault.ErrRequired)
			}
		}
		k.Values = values
		skus[i] = k
	}
	p.SKUs = skus
}

// spec is the attribute text of a combination.
func spec(values []string) string { return strings.Join(values, " / ") }
