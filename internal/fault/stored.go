package fault

import (
	"encoding/json"
	"fmt"
)

// StoredParams is the parameters as JSON, to be kept beside the code; "{}" without any,
// and of no fault.
func (e *Error) StoredParams() string {
	if e == nil || len(e.Params) == 0 {
		return "{}"
	}
	text, _ := json.Marshal(e.Params) // texts only: cannot fail
	return string(text)
}

// Restore brings back a fault that was kept as code and parameters: nil for an empty
// code, ErrInternal for one of another version of the program.
func Restore(code, params string) (*Error, error) {
	if code == "" {
		return nil, nil
	}
	e := Lookup(code)
	if e == nil {
		return ErrInternal, nil
	}
	out := *e
	if err := json.Unmarshal([]byte(params), &out.Params); err != nil {
		return nil, fmt.Errorf("parameters of %s: %w", code, err)
	}
	return &out, nil
}
