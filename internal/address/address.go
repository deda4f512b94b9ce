package address

import (
	"net/mail"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// Kind is what an address is for.
type Kind string

// Receive1688 is an address that orders on 1688 are sent to (1688 收货地址).
const Receive1688 Kind = "receive_1688"

// China is the country 1688 delivers in; its tree of divisions holds no other.
const China = "CN"

// The longest texts, in characters. What 1688 gets is one text of at most MaxStreet.
const (
	maxContact = 40
	maxLine    = 120
	MaxStreet  = 200
)

// Address is a receiving address.
type Address struct {
	ID      db.ID
	Kind    Kind
	Name    string // what people call it here; unique in the set
	Company string
	Contact string // who takes the goods
	Country string // China
	Place
	Postcode                   string
	Mobile, Phone, Fax, Email  string
	Line1, Line2, Door, Detail string // street; further; number of the door; anything else
	Note                       string // for ourselves, never sent
	Active                     bool
	CreatedAt, UpdatedAt       db.Time
	Version                    int64
}

// Faults of addresses.
var (
	// ErrNotFound is the answer to an address that is unknown to the set.
	ErrNotFound = fault.Define(fault.NotFound, "address.not_found",
		fault.ZH("找不到这个收货地址", "它可能已被删除，或不属于当前账套；请刷新后重新选择"),
		fault.EN("Receiving address not found", "It may have been deleted or belongs to another account set; reload and pick another"))
	// ErrNameTaken has the parameter name.
	ErrNameTaken = fault.Define(fault.Conflict, "address.name_taken",
		fault.ZH("已有收货地址叫“{name}”", "换一个名称"), fault.EN("An address is called {name} already", "Use another name"))
	// ErrInUse has the parameter name.
	ErrInUse = fault.Define(fault.Conflict, "address.in_use",
		fault.ZH("“{name}”是仓库的收货地址，不能删除或停用", "先在“仓库收货地址”中给这些仓库换一个地址"),
		fault.EN("{name} is the address of a warehouse and cannot be deleted or deactivated", "Give the warehouse another address first"))
	// ErrUsed has the parameter name.
	ErrUsed = fault.Define(fault.Conflict, "address.used",
		fault.ZH("“{name}”已有单据使用，不能删除", "不再使用的地址可以停用"), fault.EN("Documents name {name}, so it cannot be deleted", "Deactivate an address you no longer use"))
	// ErrInactive has the parameter name.
	ErrInactive = fault.Define(fault.Conflict, "address.inactive",
		fault.ZH("收货地址“{name}”已停用", "启用它，或换一个地址"), fault.EN("The address {name} is not active", "Activate it or pick another"))
	// ErrContactShort is what 1688 says to names of one character.
	ErrContactShort = fault.Define(fault.Invalid, "address.contact_short",
		fault.ZH("1688 要求收货人至少 2 个字", "写全名，或加上“先生”“女士”"), fault.EN("1688 wants at least two characters", "Write the full name"))
	// ErrStreetLong has the parameter max.
	ErrStreetLong = fault.Define(fault.Invalid, "address.street_too_long",
		fault.ZH("街道、门牌和详细地址合起来太长，1688 最多收 {max} 个字", "缩短其中一项"),
		fault.EN("Street, door and details are too long together: 1688 takes {max} characters", "Shorten one of them"))
	// ErrCountry is what 1688 cannot deliver to.
	ErrCountry = fault.Define(fault.Invalid, "address.country",
		fault.ZH("1688 只送到中国（含港澳台）的地址", "填写国内的集运仓或转运地址"),
		fault.EN("1688 delivers within China only, Hong Kong, Macau and Taiwan included", "Give the address of a forwarder in China"))
)

var (
	mobileForm = regexp.MustCompile(`^1[3-9]\d{9}$`)
	abroadForm = regexp.MustCompile(`^\+?\d{6,15}$`) // of Hong Kong, Macau and Taiwan
	phoneForm  = regexp.MustCompile(`^[\d+() -]{5,24}$`)
	postForm   = regexp.MustCompile(`^\d{6}$`)
	codeForm   = regexp.MustCompile(`^(\d{6}|\d{9})$`)
)

// check cleans what people entered and notes what is wrong. The place is left to the
// atlas.
func (a *Address) check(f *fault.Fields) {
	if a.Kind == "" {
		a.Kind = Receive1688
	}
	if a.Country == "" {
		a.Country = China
	}
	if a.Country != China {
		f.Add("country", ErrCountry)
	}
	a.Name = check.Required(f, "name", a.Name, 60)
	a.Company = check.Line(f, "company", a.Company, 100)
	a.Contact = check.Required(f, "contact", a.Contact, maxContact)
	if utf8.RuneCountInString(a.Contact) == 1 {
		f.Add("contact", ErrContactShort)
	}
	a.checkNumbers(f)
	a.Line1 = check.Required(f, "line1", a.Line1, maxLine)
	a.Line2 = check.Line(f, "line2", a.Line2, maxLine)
	a.Door = check.Line(f, "doorNumber", a.Door, 40)
	a.Detail = check.Line(f, "detail", a.Detail, maxLine)
	if utf8.RuneCountInString(a.Street()) > MaxStreet {
		f.Add("line1", ErrStreetLong.With("max", MaxStreet))
	}
	a.Note = check.Text(f, "note", a.Note, 500)
	for _, part := range []entered{{"province", &a.Province}, {"city", &a.City}, {"district", &a.District}, {"town", &a.Town}} {
		*part.text = check.Line(f, part.field, *part.text, 60)
	}
}

// entered is a text with the field it was entered in.
type entered struct {
	field string
	text  *string
}

// checkNumbers checks what a courier calls and writes by.
func (a *Address) checkNumbers(f *fault.Fields) {
	a.Mobile = plainMobile(a.Mobile)
	switch {
	case a.Mobile == "":
		f.Add("mobile", fault.ErrRequired)
	case !mobileForm.MatchString(a.Mobile) && !(a.abroad() && abroadForm.MatchString(a.Mobile)):
		f.Add("mobile", fault.ErrFormat.With("expected", "13800000000"))
	}
	for _, number := range []entered{{"phone", &a.Phone}, {"fax", &a.Fax}} {
		if *number.text = strings.TrimSpace(*number.text); *number.text != "" && !phoneForm.MatchString(*number.text) {
			f.Add(number.field, fault.ErrFormat.With("expected", "0571-88888888"))
		}
	}
	if a.Postcode = strings.TrimSpace(a.Postcode); a.Postcode != "" && !postForm.MatchString(a.Postcode) {
		f.Add("postcode", fault.ErrFormat.With("expected", "310000"))
	}
	if a.Email = check.Line(f, "email", a.Email, 100); a.Email != "" {
		if at, err := mail.ParseAddress(a.Email); err != nil || at.Address != a.Email {
			f.Add("email", fault.ErrFormat.With("expected", "name@example.com"))
		}
	}
}

// abroad tells Hong Kong, Macau and Taiwan, whose numbers have other forms.
func (a *Address) abroad() bool {
	return slices.ContainsFunc([]string{"71", "81", "82"}, func(code string) bool { return strings.HasPrefix(a.DivisionCode, code) }) ||
		slices.ContainsFunc([]string{"香港", "澳门", "台湾"}, func(name string) bool { return strings.HasPrefix(a.Province, name) })
}

// plainMobile takes what people write into a mobile number for better reading out of it.
func plainMobile(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '-' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
	for _, prefix := range []string{"+86", "0086", "86"} {
		if rest, ok := strings.CutPrefix(s, prefix); ok && mobileForm.MatchString(rest) {
			return rest
		}
	}
	return s
}

// Street is what 1688 gets below the division: all that stands behind the town.
func (a *Address) Street() string { return joined(a.Line1, a.Line2, a.Door, a.Detail) }

// Text is the whole address in one line, without who takes the goods.
func (a *Address) Text() string {
	return joined(a.Province, a.City, a.District, a.Town, a.Street())
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), " ")
}

// sent is what an order tells 1688 of the address, to compare by.
func (a *Address) sent() string {
	return strings.Join([]string{a.Contact, a.Mobile, a.Phone, a.DivisionCode, a.Town, a.Street()}, "\n")
}

func (a *Address) searchDoc() search.Doc {
	return search.Doc{ID: a.ID, Text: []string{a.Name, a.Contact, a.Company, a.Mobile, a.Phone, a.Province, a.City, a.District, a.Town, a.Street()}}
}

// state is what the audit log keeps.
func (a *Address) state() map[string]any {
	return map[string]any{
		"name": a.Name, "company": a.Company, "contact": a.Contact, "mobile": a.Mobile, "phone": a.Phone, "fax": a.Fax, "email": a.Email,
		"province": a.Province, "city": a.City, "district": a.District, "town": a.Town, "divisionCode": a.DivisionCode, "postcode": a.Postcode,
		"street": a.Street(), "note": a.Note, "active": a.Active,
	}
}
