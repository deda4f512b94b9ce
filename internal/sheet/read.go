package sheet

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/huotong/huotong/internal/fault"
)

// Faults of files to be read.
var (
	// ErrFile marks what is no workbook.
	ErrFile = fault.Define(fault.Invalid, "sheet.file",
		fault.ZH("这不是有效的 XLSX 工作簿", "用 Excel 或 WPS 另存为 .xlsx 后再上传"),
		fault.EN("This is not a valid XLSX workbook", "Save it as .xlsx in your spreadsheet program and upload it again"))
	// ErrColumns has the parameter missing.
	ErrColumns = fault.Define(fault.Invalid, "sheet.columns",
		fault.ZH("缺少列：{missing}", "下载模板，保留第一行的标题"), fault.EN("Columns are missing: {missing}", "Download the template and keep its first row"))
	// ErrEmpty marks a sheet without a row below the titles.
	ErrEmpty = fault.Define(fault.Invalid, "sheet.empty",
		fault.ZH("工作表没有数据", "从第二行开始填写"), fault.EN("The sheet holds no data", "Fill it in from the second row on"))
)

// The bounds of a workbook to be read, against files made to unfold without end.
const (
	unzipLimit    = 256 << 20
	unzipXMLLimit = 16 << 20 // beyond it a part is unfolded to a temporary file
)

// Field is a column to be read; any of its titles names it.
type Field struct {
	Key      string
	Titles   []string
	Required bool
	Percent  bool // read with Row.Percent
}

// Row is one row below the titles.
type Row struct {
	Number int // as the spreadsheet counts, the titles being 1
	cells  map[string]string
}

// Get gives the trimmed text of a column; "" when there is none.
func (r Row) Get(key string) string { return r.cells[key] }

// Decimal is Get for a number. What a spreadsheet computed carries digits that
// nobody meant ("3.3000000000000003") and tiny numbers come as "1E-4"; both are
// turned into the plain decimal of 15 digits that people see.
func (r Row) Decimal(key string) string {
	s := r.cells[key]
	_, places, _ := strings.Cut(s, ".")
	if !strings.ContainsAny(s, "eE") && len(places) <= 6 {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if err == nil {
		v, err = strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	}
	if err != nil || v > 1e15 || v < -1e15 {
		return s
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// Read calls fn for each row of the first sheet that is not empty, numbers as
// the file holds them, not as they are shown. It stops at the error of fn. Faults:
// ErrFile, ErrColumns, ErrEmpty, fault.ErrTooMany beyond most rows.
func Read(data []byte, fields []Field, most int, fn func(Row) error) error {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: unzipLimit, UnzipXMLSizeLimit: unzipXMLLimit})
	if err != nil {
		return ErrFile.Because(err)
	}
	defer func() { _ = f.Close() }()
	list := f.GetSheetList()
	if len(list) == 0 {
		return ErrFile
	}
	rows, err := f.Rows(list[0])
	if err != nil {
		return ErrFile.Because(err)
	}
	defer func() { _ = rows.Close() }()
	shown, err := shownRows(f, list[0], fields)
	if err != nil {
		return err
	}
	defer shown.close()
	var at map[string]int
	count := 0
	for n := 1; rows.Next(); n++ {
		cells, err := rows.Columns()
		if err != nil {
			return ErrFile.Because(err)
		}
		display, err := shown.next()
		if err != nil {
			return ErrFile.Because(err)
		}
		if at == nil {
			if at, err = columns(cells, fields); err != nil {
				return err
			}
			continue
		}
		row := Row{Number: n, cells: make(map[string]string, len(at))}
		for key, i := range at {
			if i < len(cells) {
				if text := strings.TrimSpace(cells[i]); text != "" {
					row.cells[key] = text
				}
			}
		}
		if len(row.cells) == 0 {
			continue
		}
		row.percents(fields, at, display)
		if count++; count > most {
			return fault.ErrTooMany.With("max", most)
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return ErrFile.Because(err)
	}
	if count == 0 {
		return ErrEmpty
	}
	return nil
}

// columns finds the fields by their titles.
func columns(titles []string, fields []Field) (map[string]int, error) {
	at := make(map[string]int, len(fields))
	var missing []string
	for _, f := range fields {
		i := slices.IndexFunc(titles, func(t string) bool {
			return slices.ContainsFunc(f.Titles, func(want string) bool { return strings.EqualFold(want, strings.Trim(strings.TrimSpace(t), "*")) })
		})
		switch {
		case i >= 0:
			at[f.Key] = i
		case f.Required:
			missing = append(missing, strings.Join(f.Titles, " / "))
		}
	}
	if len(missing) > 0 {
		return nil, ErrColumns.With("missing", strings.Join(missing, ", "))
	}
	return at, nil
}
