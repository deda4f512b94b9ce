package catalog

import (
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/search"
)

const (
	maxBrand      = 60
	maxSpec       = 200
	maxTaxRateBPS = 10_000
	maxExpiryDays = 36_500
)

// tidy cleans the input and notes every problem that shows without looking at
// other records. warnings are worth telling and never refuse.
func (in *ProductInput) tidy(f *fault.Fields, levels party.Levels) (warnings []fault.Field) {
	in.Code = check.Code(f, "code", in.Code)
	in.Name = check.Required(f, "name", in.Name, check.MaxName)
	if in.Mnemonic = check.Line(f, "mnemonic", in.Mnemonic, search.MaxMnemonic); in.Mnemonic == "" {
		in.Mnemonic = search.Mnemonic(in.Name)
	}
	in.Brand = check.Line(f, "brand", in.Brand, maxBrand)
	in.Spec = check.Line(f, "spec", in.Spec, maxSpec)
	in.Note = check.Text(f, "note", in.Note, check.MaxNote)
	if in.UnitGroupID == 0 {
		in.Unit = check.Required(f, "unit", in.Unit, maxUnitName)
	}
	check.Between(f, "taxRateBps", in.TaxRateBPS, 0, maxTaxRateBPS)
	check.Between(f, "expiryDays", in.ExpiryDays, 0, maxExpiryDays)
	for _, size := range []struct {
		path  string
		value dec.Quantity
	}{{"weight", in.Weight}, {"length", in.Length}, {"width", in.Width}, {"height", in.Height}} {
		if size.value.Sign() < 0 {
			f.Add(size.path, fault.ErrNegative)
		}
	}
	in.tidyPictures(f)
	in.tidyAttributes(f)
	return in.tidySKUs(f, levels)
}

func (in *ProductInput) tidyPictures(f *fault.Fields) {
	if len(in.Pictures) > maxPictures {
		f.Add("pictures", fault.ErrTooMany.With("max", maxPictures))
	}
	for i, p := range in.Pictures {
		if p.FileID == 0 && !validURL(p.URL) {
			f.Add(fmt.Sprintf("pictures[%d].url", i), fault.ErrFormat.With("expected", "https://…"))
		}
	}
}

func (in *ProductInput) tidyAttributes(f *fault.Fields) {
	if len(in.Attributes) > maxAttributes {
		f.Add("attributes", fault.ErrTooMany.With("max", maxAttributes))
	}
	names := make([]string, len(in.Attributes))
	for i, name := range in.Attributes {
		path := fmt.Sprintf("attributes[%d]", i)
		names[i] = check.Required(f, path, name, maxAttributeName)
		if slices.Contains(names[:i], names[i]) {
			f.Add(path, ErrAttributeTwice.With("name", names[i]))
		}
	}
	in.Attributes = names
}

func (in *ProductInput) tidySKUs(f *fault.Fields, levels party.Levels) (warnings []fault.Field) {
	plain := len(in.Attributes) == 0
	switch {
	case plain && len(in.SKUs) == 0:
		in.SKUs = []SKUInput{{}}
	case plain && len(in.SKUs) > 1:
		f.Add("skus", ErrPlainSKUs)
	case len(in.SKUs) == 0:
		f.Add("skus", fault.ErrRequired)
	case len(in.SKUs) > maxSKUs:
		f.Add("skus", fault.ErrTooMany.With("max", maxSKUs))
		return nil
	}
	var (
		skus         = make([]SKUInput, len(in.SKUs))
		codes        = map[string]bool{}
		barcodes     = map[string]bool{}
		combinations = map[string]bool{}
	)
	for i, k := range in.SKUs {
		at := fmt.Sprintf("skus[%d]", i)
		if k.Code = check.Code(f, at+".code", k.Code); plain {
			k.Code = in.Code
		}
		if k.Code != "" && codes[k.Code] {
			f.Add(at+".code", ErrSKUCodeTwice.With("code", k.Code))
		}
		codes[k.Code] = true
		k.Values = tidyValues(f, at, k.Values, len(in.Attributes))
		if text := spec(k.Values); combinations[text] && !plain {
			f.Add(at+".values", ErrCombinationTwice.With("spec", text))
		} else {
			combinations[text] = true
		}
		if k.Picture != "" && !validURL(k.Picture) {
			f.Add(at+".picture", fault.ErrFormat.With("expected", "https://…"))
		}
		k.Barcodes, warnings = tidyBarcodes(f, at, k.Barcodes, barcodes, warnings)
		tidyPrices(f, at, k.Prices, levels)
		skus[i] = k
	}
	in.SKUs = skus
	return warnings
}

func tidyValues(f *fault.Fields, at string, values []string, want int) []string {
	if len(values) != want {
		f.Add(at+".values", ErrValueCount.With("expected", want))
	}
	out := make([]string, len(values))
	for j, v := range values {
		out[j] = check.Required(f, fmt.Sprintf("%s.values[%d]", at, j), v, maxValueName)
	}
	return out
}

func tidyBarcodes(f *fault.Fields, at string, list []string, seen map[string]bool, warnings []fault.Field) ([]string, []fault.Field) {
	if len(list) > maxBarcodes {
		f.Add(at+".barcodes", fault.ErrTooMany.With("max", maxBarcodes))
		return nil, warnings
	}
	out := make([]string, 0, len(list))
	for j, code := range list {
		path := fmt.Sprintf("%s.barcodes[%d]", at, j)
		code = check.Code(f, path, code)
		switch {
		case code == "":
			f.Add(path, fault.ErrRequired)
			continue
		case seen[code]:
			f.Add(path, ErrBarcodeTwice.With("barcode", code))
		}
		seen[code] = true
		if warning := checkDigit(code); warning != nil {
			warnings = append(warnings, fault.Field{Path: path, Err: warning})
		}
		out = append(out, code)
	}
	return out, warnings
}

func tidyPrices(f *fault.Fields, at string, prices []LevelPrice, levels party.Levels) {
	for j, p := range prices {
		path := fmt.Sprintf("%s.prices[%d]", at, j)
		if levels.Find(p.LevelID) == nil {
			f.Add(path+".levelId", party.ErrLevelNotFound)
		}
		if slices.ContainsFunc(prices[:j], func(o LevelPrice) bool { return o.LevelID == p.LevelID }) {
			f.Add(path+".levelId", ErrLevelTwice)
		}
		if p.Price.Sign() < 0 {
			f.Add(path+".price", fault.ErrNegative)
		}
	}
}
