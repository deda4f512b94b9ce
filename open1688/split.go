package open1688

import (
	"encoding/json"
	"strings"
)

// Objects and lists are taken apart here and not by encoding/json, which would
// check and scan every level again: an offer page is seven levels deep, and
// downloads are bound by this. All input has passed json.Valid as a whole.

// eachMember calls f with the name and raw value of each member of an object, in
// order; a name that stands twice comes twice. It returns errMismatch when data
// is not an object, or the first error of f.
func eachMember(data []byte, f func(name string, raw json.RawMessage) error) error {
	i := skipSpace(data, 0)
	if i >= len(data) || data[i] != '{' {
		return errMismatch
	}
	for i = skipSpace(data, i+1); data[i] != '}'; {
		end := skipValue(data, i)
		name, err := scalarText(data[i:end])
		if err != nil {
			return err
		}
		i = skipSpace(data, skipSpace(data, end)+1) // past the colon
		end = skipValue(data, i)
		if err := f(name, json.RawMessage(data[i:end])); err != nil {
			return err
		}
		if i = skipSpace(data, end); data[i] == ',' {
			i = skipSpace(data, i+1)
		}
	}
	return nil
}

// elements returns the raw elements of a list, or errMismatch.
func elements(data []byte) ([]json.RawMessage, error) {
	i := skipSpace(data, 0)
	if i >= len(data) || data[i] != '[' {
		return nil, errMismatch
	}
	out := []json.RawMessage{}
	for i = skipSpace(data, i+1); data[i] != ']'; {
		end := skipValue(data, i)
		out = append(out, json.RawMessage(data[i:end]))
		if i = skipSpace(data, end); data[i] == ',' {
			i = skipSpace(data, i+1)
		}
	}
	return out, nil
}

func skipSpace(data []byte, i int) int {
	for i < len(data) && (data[i] == ' ' || data[i] == '\t' || data[i] == '\n' || data[i] == '\r') {
		i++
	}
	return i
}

// skipValue returns the end of the value that starts at i.
func skipValue(data []byte, i int) int {
	switch data[i] {
	case '"':
		return skipString(data, i)
	case '{', '[':
		for depth := 0; ; {
			switch data[i] {
			case '"':
				i = skipString(data, i)
				continue
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			}
			if i++; depth == 0 {
				return i
			}
		}
	default:
		for i < len(data) && strings.IndexByte(",]} \t\r\n", data[i]) < 0 {
			i++
		}
		return i
	}
}

func skipString(data []byte, i int) int {
	for i++; data[i] != '"'; i++ {
		if data[i] == '\\' {
			i++
		}
	}
	return i + 1
}
