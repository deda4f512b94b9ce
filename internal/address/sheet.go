package address

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sheet"
)

// maxImportRows is how many addresses one sheet may hold.
const maxImportRows = 2_000

// sheetFields are the columns of the sheet of addresses.
var sheetFields = []sheet.Field{
	{Key: "name", Titles: []string{"地址名称", "Name"}},
	{Key: "contact", Titles: []string{"收货人", "Contact"}, Required: true},
	{Key: "mobile", Titles: []string{"手机", "Mobile"}, Required: true},
	{Key: "phone", Titles: []string{"电话", "Phone"}},
	{Key: "company", Titles: []string{"公司", "Company"}},
	{Key: "province", Titles: []string{"省", "Province"}},
	{Key: "city", Titles: []string{"市", "City"}},
	{Key: "district", Titles: []string{"区县", "District"}},
	{Key: "town", Titles: []string{"街道", "Town"}},
	{Key: "divisionCode", Titles: []string{"区划编码", "Division code"}},
	{Key: "postcode", Titles: []string{"邮编", "Postcode"}},
	{Key: "line1", Titles: []string{"地址", "Street"}, Required: true},
	{Key: "line2", Titles: []string{"地址 2", "Street 2"}},
	{Key: "doorNumber", Titles: []string{"门牌号", "Door number"}},
	{Key: "detail", Titles: []string{"详细地址", "Details"}},
	{Key: "fax", Titles: []string{"传真", "Fax"}},
	{Key: "email", Titles: []string{"邮箱", "E-mail"}},
	{Key: "note", Titles: []string{"备注", "Note"}},
}

// ErrNameTwice has the parameters name and row.
var ErrNameTwice = fault.Define(fault.Invalid, "address_sheet.name_twice",
	fault.ZH("地址名称“{name}”与第 {row} 行重复", "每个地址用不同的名称"), fault.EN("The name {name} is that of row {row} too", "Give each address its own name"))

// SheetOptions says how a sheet is imported.
type SheetOptions struct {
	DryRun  bool // only check, exactly as the import would
	SkipBad bool // leave out rows with problems instead of refusing the sheet
}

// SheetResult is what an import did, or would do.
type SheetResult struct {
	Rows     int // of the sheet
	Created  int
	Skipped  int // rows left out
	Problems []fault.Field
}

// sheetAddress is an address of one row.
type sheetAddress struct {
	Address
	row   int
	wrong fault.Fields // paths are columns
}

// errDryRun takes back what a dry run has written.
var errDryRun = errors.New("dry run")

// Import makes addresses of a workbook, one per row. Either all of them are made or
// none, unless SkipBad leaves out those with problems; existing addresses are never
// changed. Problems come with the paths "row <number>.<column>", as fault.ErrFields or
// in the result where bad ones are skipped. The bounds are those of sheet.Read.
func (s *Service) Import(ctx context.Context, sc db.Scope, by Asker, data []byte, o SheetOptions) (*SheetResult, error) {
	if err := s.read(ctx, sc, func(context.Context, *db.Tx) error { return nil }); err != nil {
		return nil, err
	}
	var list []*sheetAddress
	if err := sheet.Read(data, sheetFields, maxImportRows, func(r sheet.Row) error {
		list = append(list, readAddress(r))
		return nil
	}); err != nil {
		return nil, err
	}
	places := make([]*placed, len(list))
	for i, a := range list {
		places[i] = &placed{Place: &a.Place, wrong: &a.wrong}
	}
	if err := s.atlas(sc, by).locate(ctx, places...); err != nil {
		return nil, err
	}
	for _, a := range list {
		if a.Name == "" {
			a.Name = nameOf(&a.Address)
		}
		if a.Postcode == "" {
			a.Postcode = a.Post
		}
	}
	nameTwice(list)
	var result *SheetResult
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		result = &SheetResult{Rows: len(list)}
		taken, err := namesTaken(ctx, tx, list)
		if err != nil {
			return err
		}
		good := result.judge(list, taken)
		if len(result.Problems) > 0 && !o.SkipBad {
			var f fault.Fields
			for _, p := range result.Problems {
				f.Add(p.Path, p.Err)
			}
			return f.Err()
		}
		if err := insertTx(ctx, tx, good); err != nil {
			return err
		}
		if o.DryRun {
			return errDryRun
		}
		return nil
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	if err != nil {
		return nil, err
	}
	return result, nil
}

func readAddress(r sheet.Row) *sheetAddress {
	a := &sheetAddress{row: r.Number, Address: Address{
		Name: r.Get("name"), Contact: r.Get("contact"), Mobile: number(r, "mobile"), Phone: number(r, "phone"), Company: r.Get("company"),
		Place:    Place{Province: r.Get("province"), City: r.Get("city"), District: r.Get("district"), Town: r.Get("town"), DivisionCode: number(r, "divisionCode")},
		Postcode: number(r, "postcode"), Line1: r.Get("line1"), Line2: r.Get("line2"), Door: r.Get("doorNumber"), Detail: r.Get("detail"),
		Fax: number(r, "fax"), Email: r.Get("email"), Note: r.Get("note"), Active: true,
	}}
	if n := len(a.Postcode); n > 0 && n < 6 { // a spreadsheet cuts the zeros in front
		a.Postcode = strings.Repeat("0", 6-n) + a.Postcode
	}
	named := a.Name != ""
	if !named {
		a.Name = "-" // made of the place once that is known
	}
	a.check(&a.wrong)
	if !named {
		a.Name = ""
	}
	return a
}

// number is a number that is a name: a long one the spreadsheet may have taken for one
// to calculate with.
func number(r sheet.Row, key string) string {
	text := r.Get(key)
	if strings.ContainsAny(text, "eE") {
		return r.Decimal(key)
	}
	return text
}

// nameTwice notes names that stand in the sheet twice.
func nameTwice(list []*sheetAddress) {
	first := make(map[string]*sheetAddress, len(list))
	for _, a := range list {
		if other := first[a.Name]; other != nil {
			a.wrong.Add("name", ErrNameTwice.With("name", a.Name, "row", other.row))
			continue
		}
		first[a.Name] = a
	}
}

// namesTaken gives the addresses of the sheet whose names others have.
func namesTaken(ctx context.Context, tx *db.Tx, list []*sheetAddress) (map[*sheetAddress]bool, error) {
	names := make([]string, len(list))
	for i, a := range list {
		names[i] = a.Name
	}
	owners, err := ownersTx(ctx, tx, names)
	taken := map[*sheetAddress]bool{}
	for _, a := range list {
		if owners[a.Name] != 0 {
			taken[a] = true
		}
	}
	return taken, err
}

// judge counts and gives the rows without problems.
func (r *SheetResult) judge(list []*sheetAddress, taken map[*sheetAddress]bool) (good []*Address) {
	for _, a := range list {
		f := a.wrong // the function that asks may run twice
		if taken[a] {
			f.Add("name", ErrNameTaken.With("name", a.Name))
		}
		e := fault.As(f.Err())
		if e == nil {
			good = append(good, &a.Address)
			continue
		}
		r.Skipped++
		for _, p := range e.Fields {
			r.Problems = append(r.Problems, fault.Field{Path: "row " + strconv.Itoa(a.row) + "." + p.Path, Err: p.Err})
		}
	}
	r.Created = len(good)
	return good
}
