package sandbox1688

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// readParams merges the query and the body of a gateway call. When both carry a
// key the body wins. File parts of a multipart body are byte[] parameters: they
// are not signed and nothing here needs them, so they are read and dropped.
func readParams(r *http.Request) (map[string]string, error) {
	params := map[string]string{}
	if err := addQuery(params, r.URL.RawQuery); err != nil {
		return params, err
	}
	if r.Body == nil || r.Method == http.MethodGet {
		return params, nil
	}
	kind, options, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err == nil && kind == "multipart/form-data" {
		return params, addMultipart(params, r.Body, options["boundary"])
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return params, fmt.Errorf("body: %w", err)
	}
	return params, addQuery(params, string(body))
}

// addQuery adds URL-encoded pairs; of a key given twice the first one counts.
func addQuery(params map[string]string, text string) error {
	values, err := url.ParseQuery(text)
	if err != nil {
		return fmt.Errorf("form encoding: %w", err)
	}
	for k, v := range values {
		if !utf8.ValidString(k) || !utf8.ValidString(v[0]) {
			return fmt.Errorf("parameter %q is not UTF-8", k)
		}
		params[k] = v[0]
	}
	return nil
}

func addMultipart(params map[string]string, body io.Reader, boundary string) error {
	if boundary == "" {
		return errors.New("multipart body without a boundary")
	}
	parts := multipart.NewReader(body, boundary)
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("multipart body: %w", err)
		}
		value, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("multipart body: %w", err)
		}
		if part.FileName() != "" || part.FormName() == "" {
			continue
		}
		if !utf8.Valid(value) {
			return fmt.Errorf("parameter %q is not UTF-8", part.FormName())
		}
		params[part.FormName()] = string(value)
	}
}

// args reads typed values out of the parameters of one call and keeps the first
// error, so that a handler reads everything before it checks once.
type args struct {
	params map[string]string
	err    error
}

func (a *args) fail(name, want string) {
	if a.err == nil {
		a.err = &gatewayError{code: codeParamInvalid, status: http.StatusBadRequest, text: fmt.Sprintf("parameter %s must be %s", name, want)}
	}
}

func (a *args) text(name string) string { return a.params[name] }

func (a *args) long(name string) int64 {
	return a.longOr(name, 0)
}

func (a *args) longOr(name string, otherwise int64) int64 {
	text := a.params[name]
	if text == "" {
		return otherwise
	}
	v, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		a.fail(name, "a whole number")
	}
	return v
}

// boolean is nil when the parameter is absent.
func (a *args) boolean(name string) *bool {
	switch a.params[name] {
	case "":
		return nil
	case "true":
		return new(true)
	case "false":
		return new(false)
	}
	a.fail(name, "true or false")
	return nil
}

func (a *args) flag(name string) bool {
	v := a.boolean(name)
	return v != nil && *v
}

func (a *args) date(name string) time.Time {
	if a.params[name] == "" {
		return time.Time{}
	}
	t, err := parseDate(a.params[name])
	if err != nil {
		a.fail(name, "a date in the form yyyyMMddHHmmssSSSZ")
	}
	return t
}

func (a *args) price(name string) Price {
	if a.params[name] == "" {
		return 0
	}
	p, err := Yuan(a.params[name])
	if err != nil {
		a.fail(name, "a decimal number")
	}
	return p
}

func (a *args) longs(name string) []int64 {
	var values []flexInt
	a.json(name, &values)
	list := make([]int64, len(values))
	for i, v := range values {
		list[i] = int64(v)
	}
	return list
}

// json decodes a parameter whose value is a JSON text; an absent one leaves v alone.
func (a *args) json(name string, v any) {
	text := a.params[name]
	if text == "" {
		return
	}
	if err := json.Unmarshal([]byte(text), v); err != nil {
		a.fail(name, "JSON of the documented shape ("+strings.TrimPrefix(err.Error(), "json: ")+")")
	}
}

// paging reads a page number from 1 and a page size, and applies the platform's
// maximum by refusing or clamping.
func (a *args) paging(pageName string, most int64, clamp bool) (page, size int64, over bool) {
	page, size = a.longOr(pageName, 1), a.longOr("pageSize", most)
	if page < 1 {
		a.fail(pageName, "1 or more")
	}
	if size < 1 {
		a.fail("pageSize", "1 or more")
	}
	if size > most {
		if !clamp {
			return page, size, true
		}
		size = most
	}
	return page, size, false
}
