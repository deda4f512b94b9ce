package api

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/url"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/sheet"
)

// ExportQuery holds the parameters every export of a list has besides the list's
// filters; embed it in the input.
type ExportQuery struct {
	Q      string `query:"q" maxLength:"100" doc:"As for the list"`
	Sort   string `query:"sort" maxLength:"50" doc:"As for the list"`
	Format string `query:"format" enum:"xlsx,csv" default:"xlsx"`
}

// Export is the output of a route that answers with a file to be saved.
type Export struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        Stream
}

// Rows takes the rows of an export, values as sheet.Writer takes them.
type Rows interface{ Row(values ...any) error }

// WriteExport answers with a list as a file. Nothing has been sent when fill
// fails, so its error is answered like any other.
func WriteExport(format, name string, columns []sheet.Column, fill func(Rows) error) (*Export, error) {
	var (
		w interface {
			Rows
			io.WriterTo
			io.Closer
		}
		err  error
		kind = sheet.ContentType
	)
	if format == "csv" {
		w, err = sheet.NewCSVWriter(columns)
		kind = sheet.CSVType
	} else {
		format = "xlsx"
		w, err = sheet.NewWriter(name, columns)
	}
	if err != nil {
		return nil, err
	}
	if err := fill(w); err != nil {
		_ = w.Close()
		return nil, err
	}
	return &Export{
		ContentType: kind,
		Disposition: Disposition(name + "." + format),
		Body: func(answer io.Writer) {
			defer func() { _ = w.Close() }()
			_, _ = w.WriteTo(answer) // a reader that went away is nobody's fault
		},
	}, nil
}

// Columns gives the columns of an export, their titles in the language of the request.
func Columns(ctx context.Context, titles ...[2]string) []sheet.Column {
	columns := make([]sheet.Column, len(titles))
	for i, t := range titles {
		columns[i] = sheet.Column{Title: Say(ctx, t[0], t[1]), Width: 16}
	}
	return columns
}

// WriteTemplate answers with an empty sheet to be filled in, the titles in the
// language of the request; sheet.Read takes either language.
func WriteTemplate(ctx context.Context, name string, fields []sheet.Field) (*Export, error) {
	columns := make([]sheet.Column, 0, len(fields))
	for _, f := range fields {
		title := Title(ctx, f)
		if f.Required {
			title = "*" + title
		}
		columns = append(columns, sheet.Column{Title: title, Width: 18})
	}
	return WriteExport("xlsx", name, columns, func(Rows) error { return nil })
}

// Title is the title of a column in the language of the request; a field with one
// title has it in both.
func Title(ctx context.Context, f sheet.Field) string {
	if Lang(ctx) == English {
		return f.Titles[len(f.Titles)-1]
	}
	return f.Titles[0]
}

// Say picks the text in the language of the request: titles, names of files and words
// in the cells of an export. Sentences are faults.
func Say(ctx context.Context, zh, en string) string {
	if Lang(ctx) == English {
		return en
	}
	return zh
}

// Disposition is the header of a file to be saved under a name.
func Disposition(name string) string { return "attachment; filename*=UTF-8''" + url.PathEscape(name) }

// EachRow reads a whole list in the order asked, for exports. scan must not ask
// the database itself while the rows are open.
func EachRow(ctx context.Context, tx *db.Tx, q ExportQuery, l List, scan func(*sql.Rows) error) error {
	order, err := l.order(q.Sort)
	if err != nil {
		return err
	}
	where := l.found(tx, q.Q)
	if err := tx.EachFresh(ctx, "SELECT "+l.Columns+" FROM "+l.From+where+" ORDER BY "+order, l.Args, scan); err != nil {
		return fmt.Errorf("read list: %w", err)
	}
	return nil
}
