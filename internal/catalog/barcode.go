package catalog

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// checkDigit gives the fault of a barcode that has the form of an EAN-8, UPC-A,
// EAN-13 or GTIN-14 with a wrong check digit, else nil. Many stalls print codes
// of their own in that form, so it is a warning only.
func checkDigit(barcode string) *fault.Error {
	switch len(barcode) {
	case 8, 12, 13, 14:
	default:
		return nil
	}
	sum, weight := 0, 3
	for i := len(barcode) - 2; i >= 0; i-- {
		if barcode[i] < '0' || barcode[i] > '9' {
			return nil
		}
		sum += weight * int(barcode[i]-'0')
		weight = 4 - weight
	}
	last := barcode[len(barcode)-1]
	if last < '0' || last > '9' {
		return nil
	}
	if want := (10 - sum%10) % 10; int(last-'0') != want {
		return ErrBarcodeCheckDigit.With("barcode", barcode, "expected", strconv.Itoa(want))
	}
	return nil
}

// validURL says whether s may be shown as a picture: an address on the web, or
// the path of an upload of ours.
func validURL(s string) bool {
	if s == "" || len(s) > maxURL || strings.ContainsAny(s, " \t\r\n\"'<>\\") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (((u.Scheme == "https" || u.Scheme == "http") && u.Host != "") || uploadOf(s) != 0)
}

// uploadOf gives the upload that an address leads to, zero for an address elsewhere.
func uploadOf(address string) db.ID {
	text, ours := strings.CutPrefix(address, filePrefix)
	id, err := db.ParseID(text)
	if !ours || err != nil {
		return 0
	}
	return id
}

// filePrefix is where uploads are served.
const filePrefix = "/api/v1/files/"
