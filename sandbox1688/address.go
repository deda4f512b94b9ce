package sandbox1688

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// codeAddress is the code of every address that cannot be delivered to. Only its text
// for an unknown addressId is known; the others are made alike (assumption A27).
const codeAddress = "400"

// addressParam is the address of preview and creation (§4.5.2). addressId comes before
// the codes, those before the words.
type addressParam struct {
	AddressID    flexInt    `json:"addressId"`
	DistrictCode flexString `json:"districtCode"`
	AddressCode  flexString `json:"addressCode"`
	ProvinceText string     `json:"provinceText"`
	CityText     string     `json:"cityText"`
	AreaText     string     `json:"areaText"`
	TownText     string     `json:"townText"`
	TownCode     flexString `json:"townCode"`
	Address      string     `json:"address"`
	FullName     string     `json:"fullName"`
	Mobile       flexString `json:"mobile"`
	Phone        flexString `json:"phone"`
	PostCode     flexString `json:"postCode"`
}

const maxStreet = 200

var (
	mobileForm = regexp.MustCompile(`^(\+?86-?)?1[3-9]\d{9}$`)
	phoneForm  = regexp.MustCompile(`^[\d+() -]{5,24}$`)
	postForm   = regexp.MustCompile(`^\d{6}$`)
)

// receiverFrom checks an address a buyer gave.
func (a *Account) receiverFrom(p addressParam) (Receiver, *refusal) {
	if p.AddressID != 0 {
		if r := a.receiver(int64(p.AddressID)); r != nil {
			return *r, nil
		}
		return Receiver{}, &refusal{codeAddress, "AddressId invalid:AddressId invalid"}
	}
	r := Receiver{
		Name: strings.TrimSpace(p.FullName), Mobile: strings.TrimSpace(string(p.Mobile)), Phone: strings.TrimSpace(string(p.Phone)),
		Town: p.TownText, TownCode: string(p.TownCode),
		Address: Address{p.ProvinceText, p.CityText, p.AreaText, string(p.DistrictCode), strings.TrimSpace(p.Address), string(p.PostCode)},
	}
	fill(&r.Address.AreaCode, string(p.AddressCode))
	return r, r.complete()
}

// complete finds the place by the code of its district, or without one by its names,
// and fills in the rest. It refuses what cannot be delivered to.
func (r *Receiver) complete() *refusal {
	d := divisions()[r.Address.AreaCode]
	if r.Address.AreaCode == "" {
		d = locate(r.Address.Province, r.Address.City, r.Address.Area)
	}
	if d == nil || !d.addressable() {
		return &refusal{codeAddress, "Address invalid:省市区与地址库不匹配"}
	}
	d.in(&r.Address)
	r.findTown(d)
	return r.check()
}

// findTown completes the town by the tree: its code by its name, or the name by it.
func (r *Receiver) findTown(d *division) {
	for _, code := range d.children {
		if town := divisions()[code]; code == r.TownCode || (r.TownCode == "" && town.name == r.Town) {
			r.Town, r.TownCode = town.name, code
			return
		}
	}
	r.TownCode = ""
}

// check refuses what the platform is known to refuse (§4.5.2, §9).
func (r *Receiver) check() *refusal {
	switch {
	case utf8.RuneCountInString(r.Name) < 2:
		return &refusal{codeAddress, "FullName invalid:收货人姓名至少2个字"}
	case !mobileForm.MatchString(r.Mobile):
		return &refusal{codeAddress, "Mobile invalid:手机号码不正确"}
	case r.Phone != "" && !phoneForm.MatchString(r.Phone):
		return &refusal{codeAddress, "Phone invalid:电话只能填写号码"}
	case r.Address.Post != "" && !postForm.MatchString(r.Address.Post):
		return &refusal{codeAddress, "PostCode invalid:邮编不正确"}
	case r.Address.Street == "":
		return &refusal{codeAddress, "Address invalid:街道地址不能为空"}
	case utf8.RuneCountInString(r.Address.Street) > maxStreet:
		return &refusal{codeAddress, "Address invalid:街道地址不能超过200个字"}
	}
	return nil
}
