package address

import (
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/fault"
)

// Place is where an address is, down to the town, in words and in codes. Given by its
// code it needs no words; given in words it needs no code.
type Place struct {
	Province, City, District, Town string
	DivisionCode                   string // of the district, or of a city that has none
	TownCode                       string // empty where 1688 knows no towns
	Post                           string // postcode of the division, as 1688 has it
}

// Faults of places; each stands at the field that is wrong.
var (
	// ErrProvince has the parameter name.
	ErrProvince = fault.Define(fault.Invalid, "address.province_unknown",
		fault.ZH("1688 的地址库里没有省份“{name}”", "从列表中选择，例如“浙江省”"),
		fault.EN("1688 knows no province {name}", "Choose one of the list, such as 浙江省"))
	// ErrPlace has the parameters name and place, what it should lie in.
	ErrPlace = fault.Define(fault.Invalid, "address.place_unknown",
		fault.ZH("1688 的地址库里，“{place}”下面没有“{name}”", "从列表中选择；名称以 1688 为准"),
		fault.EN("1688 knows no {name} in {place}", "Choose one of the list; the names are those of 1688"))
	// ErrMismatch has the parameters name and place, what the code says.
	ErrMismatch = fault.Define(fault.Invalid, "address.place_mismatch",
		fault.ZH("区划编码对应的是“{place}”，不是“{name}”", "改正名称，或重新选择省、市、区县"),
		fault.EN("The division code stands for {place}, not for {name}", "Correct the name, or choose province, city and district again"))
	// ErrTooWide has the parameter name.
	ErrTooWide = fault.Define(fault.Invalid, "address.too_wide",
		fault.ZH("“{name}”范围太大，1688 要求选到区县", "再选下一级"),
		fault.EN("{name} is too wide: 1688 wants the district", "Choose the next level too"))
	// ErrTownCode has the parameters code and place.
	ErrTownCode = fault.Define(fault.Invalid, "address.town_unknown",
		fault.ZH("“{place}”下面没有编码为 {code} 的街道", "重新选择街道，或留空"),
		fault.EN("{place} has no town with the code {code}", "Choose the town again, or leave it out"))
)

// placed is a place under question with what is wrong about it.
type placed struct {
	*Place
	wrong  *fault.Fields
	failed bool
	at     *Division // what has been found so far, in the end where the address ends
}

func (p *placed) fail(field string, why *fault.Error) {
	p.wrong.Add(field, why)
	p.failed = true
}

// locate completes places from the divisions, the names as 1688 writes them, and notes
// what it does not know. However many there are, the database is asked once per level;
// 1688 only about what nobody has asked yet. An error is one of asking.
func (a *atlas) locate(ctx context.Context, places ...*placed) error {
	var byCode, inWords []*placed
	var codes []string
	for _, p := range places {
		if p.clean(); p.failed {
			continue
		}
		if p.DivisionCode == "" {
			inWords = append(inWords, p)
			continue
		}
		byCode = append(byCode, p)
		codes = append(codes, p.DivisionCode, p.DivisionCode[:4]+"00") // the second is what it most likely lies in
	}
	if err := a.open(ctx, ""); err != nil {
		return err
	}
	if err := a.load(ctx, a.fresh(), distinct(codes)...); err != nil {
		return err
	}
	for _, p := range byCode {
		if err := a.locateCode(ctx, p); err != nil {
			return err
		}
	}
	if err := a.locateWords(ctx, inWords); err != nil {
		return err
	}
	return a.locateTowns(ctx, places)
}

// clean cuts blanks, and notes codes that cannot be any.
func (p *placed) clean() {
	for _, text := range []*string{&p.Province, &p.City, &p.District, &p.Town, &p.DivisionCode, &p.TownCode} {
		*text = strings.TrimSpace(*text)
	}
	for _, code := range []entered{{"divisionCode", &p.DivisionCode}, {"townCode", &p.TownCode}} {
		if *code.text != "" && !codeForm.MatchString(*code.text) {
			p.fail(code.field, fault.ErrFormat.With("expected", "330108"))
		}
	}
}

// locateCode finds a place by its code; names that were given must be those of the code.
func (a *atlas) locateCode(ctx context.Context, p *placed) error {
	path, err := a.path(ctx, p.DivisionCode)
	if err != nil && errors.Is(err, ErrCodeUnknown) {
		p.fail("divisionCode", ErrCodeUnknown.With("code", p.DivisionCode))
		return nil
	}
	if err != nil && errors.Is(err, ErrCodesUnasked) {
		p.fail("divisionCode", ErrCodesUnasked.With("code", p.DivisionCode))
		return nil
	}
	if err != nil {
		return err
	}
	last := path[len(path)-1]
	ends, err := a.ends(ctx, last)
	if err != nil {
		return err
	}
	if !ends {
		p.fail("divisionCode", ErrTooWide.With("name", last.Name))
		return nil
	}
	p.at, p.Post = last, last.Post
	for i, part := range []struct {
		field string
		name  *string
	}{{"province", &p.Province}, {"city", &p.City}, {"district", &p.District}} {
		said := *part.name
		*part.name = ""
		if i < len(path) {
			*part.name = path[i].Name
		}
		if said != "" && !same(said, *part.name) {
			p.fail(part.field, ErrMismatch.With("name", said, "place", names(path)))
		}
	}
	return nil
}

// locateWords finds places by their names, level by level for all of them.
func (a *atlas) locateWords(ctx context.Context, places []*placed) error {
	for _, p := range places {
		switch d := pick(a.below[""], p.Province); {
		case p.Province == "":
			p.fail("province", fault.ErrRequired)
		case d == nil:
			p.fail("province", ErrProvince.With("name", p.Province))
		default:
			p.at, p.Province = d, d.Name
		}
	}
	if err := a.openAt(ctx, places); err != nil {
		return err
	}
	for _, p := range places {
		if p.failed {
			continue
		}
		cities := a.below[p.at.Code]
		if p.City == "" && len(cities) == 1 { // 北京 holds nothing but 北京市
			p.City = cities[0].Name
		}
		switch d := pick(cities, p.City); {
		case p.City == "":
			p.fail("city", fault.ErrRequired)
		case d == nil:
			p.fail("city", ErrPlace.With("name", p.City, "place", p.Province))
		default:
			p.at, p.City = d, d.Name
		}
	}
	if err := a.openAt(ctx, places); err != nil {
		return err
	}
	for _, p := range places {
		if !p.failed {
			a.locateDistrict(p)
		}
	}
	return nil
}

// locateDistrict ends a place at a district, or at a city that has none but towns,
// where people write the town for the district.
func (a *atlas) locateDistrict(p *placed) {
	inside := a.below[p.at.Code]
	if len(inside) > 0 && inside[0].isTown() {
		if p.Town == "" && p.District != "" {
			p.Town = p.District
		}
		p.District = ""
	} else if len(inside) > 0 {
		switch d := pick(inside, p.District); {
		case p.District == "":
			p.fail("district", fault.ErrRequired)
			return
		case d == nil:
			p.fail("district", ErrPlace.With("name", p.District, "place", p.Province+p.City))
			return
		default:
			p.at, p.District = d, d.Name
		}
	} else if strings.HasSuffix(p.at.Code, "00") || p.District != "" {
		p.fail("district", ErrPlace.With("name", p.District, "place", p.Province+p.City))
		return
	}
	p.DivisionCode, p.Post = p.at.Code, p.at.Post
}

// openAt opens what has been found of each place so far.
func (a *atlas) openAt(ctx context.Context, places []*placed) error {
	var codes []string
	for _, p := range places {
		if !p.failed {
			codes = append(codes, p.at.Code)
		}
	}
	return a.open(ctx, codes...)
}

// locateTowns completes the towns. Where 1688 knows none, whatever was written stays:
// it takes towns as words and does not mind.
func (a *atlas) locateTowns(ctx context.Context, places []*placed) error {
	var codes []string
	for _, p := range places {
		if !p.failed && p.Town+p.TownCode != "" {
			codes = append(codes, p.at.Code)
		}
	}
	if err := a.open(ctx, codes...); err != nil {
		return err
	}
	for _, p := range places {
		if p.failed || p.Town+p.TownCode == "" {
			continue
		}
		towns := a.below[p.at.Code]
		if p.TownCode != "" {
			at := -1
			for i, d := range towns {
				if d.Code == p.TownCode {
					at = i
				}
			}
			switch {
			case at < 0:
				p.fail("townCode", ErrTownCode.With("code", p.TownCode, "place", p.Province+p.City+p.District))
			case p.Town != "" && !same(p.Town, towns[at].Name):
				p.fail("town", ErrMismatch.With("name", p.Town, "place", towns[at].Name))
			default:
				p.Town = towns[at].Name
			}
			continue
		}
		if d := pick(towns, p.Town); d != nil {
			p.Town, p.TownCode = d.Name, d.Code
		} else if len(towns) > 0 {
			p.fail("town", ErrPlace.With("name", p.Town, "place", p.Province+p.City+p.District))
		}
	}
	return nil
}

// pick finds a division by how people write it; nil when none, or more than one, is meant.
func pick(list []*Division, name string) *Division {
	var meant []*Division
	for _, d := range list {
		if d.Name == name { // exactly, whatever else begins with it
			return d
		}
		if same(name, d.Name) {
			meant = append(meant, d)
		}
	}
	if len(meant) == 1 {
		return meant[0]
	}
	return nil
}

// same tells whether people mean the division by what they wrote: its name, the name
// without its kind (浙江 for 浙江省, 内蒙古, 朝阳 for 朝阳区), or with one it has not (北京市).
func same(written, name string) bool {
	if written == name {
		return true
	}
	return utf8.RuneCountInString(written) >= 2 && strings.HasPrefix(name, written) || name+"市" == written || name+"省" == written
}

// names puts the names of a path together.
func names(path []*Division) string {
	var b strings.Builder
	for _, d := range path {
		b.WriteString(d.Name)
	}
	return b.String()
}
