package sandbox1688

import "strconv"

// Whether an API wants a signature.
const (
	signAlways = iota
	signNever  // token calls are unsigned
	signIfSent // checked only when present
)

// api is one entry of the gateway's table.
type api struct {
	namespace, name string
	version         int
	sign            int
	auth            bool // needs the token of a user
	required        []string
	run             func(*call) (any, error)
	// fail wraps a business code in the API's own envelope.
	fail func(code, message string) any
	// public lifts the need for a token; denied declines the API for everybody.
	public, denied func(*Server) bool
}

func (a *api) id() string {
	return a.namespace + ":" + a.name + "-" + strconv.Itoa(a.version)
}

// apiTable is everything the gateway answers, by full name.
func apiTable() map[string]*api {
	table := map[string]*api{}
	for _, list := range [][]api{
		systemAPIs(), accountAPIs(), productAPIs(), stockAPIs(), preOrderAPIs(), orderAPIs(), logisticsAPIs(), pushAPIs(),
		lookupAPIs(), addressAPIs(), buyingAPIs(), buyerAPIs(), payAPIs(), trackAPIs(),
	} {
		for _, a := range list {
			table[a.id()] = &a
		}
	}
	return table
}

// Business envelopes of reference §7.3. Each tells its code for the log.

// e1 is {success, errorCode, errorMessage}.
type e1 struct {
	Success      bool   `json:"success"`
	ErrorCode    string `json:"errorCode,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

func (e e1) failure() (code, text string) { return e.ErrorCode, e.ErrorMessage }

func failE1(code, message string) any { return e1{false, code, message} }

// e2 is {success, code, message}.
type e2 struct {
	Success bool   `json:"success"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
}

func (e e2) failure() (code, text string) { return e.Code, e.Message }

func failE2(code, message string) any { return e2{false, code, message} }

// e5 is {errorCode, errorMessage}: that nothing failed shows in what is missing.
type e5 struct {
	ErrorCode    string `json:"errorCode,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

func (e e5) failure() (code, text string) { return e.ErrorCode, e.ErrorMessage }

func failE5(code, message string) any { return e5{code, message} }

// e3 wraps {success, code, message} and what was asked for in result.
type e3[T any] struct {
	Result e3Body[T] `json:"result"`
}

type e3Body[T any] struct {
	e2
	Result T `json:"result,omitzero"`
}

func (e e3[T]) failure() (code, text string) { return e.Result.Code, e.Result.Message }

func failE3(code, message string) any { return e3[*int]{e3Body[*int]{e2: e2{false, code, message}}} }

// e4 is {result:{success, errorCode, errorInfo}}.
type e4 struct {
	Result e4Body `json:"result"`
}

type e4Body struct {
	Success   bool   `json:"success"`
	ErrorCode string `json:"errorCode,omitempty"`
	ErrorInfo string `json:"errorInfo,omitempty"`
}

func (e e4) failure() (code, text string) { return e.Result.ErrorCode, e.Result.ErrorInfo }

func failE4(code, message string) any { return e4{e4Body{false, code, message}} }

// e6 is {errMsg}: it has no place for a code.
type e6 struct {
	ErrMsg string `json:"errMsg"`
}

func (e e6) failure() (code, text string) { return "errMsg", e.ErrMsg }

func failE6(code, message string) any {
	if message == "" {
		message = code
	}
	return e6{message}
}

// e8 is {succes, errorCode, errorMsg} with the platform's spelling and a text for
// a Boolean.
type e8 struct {
	Succes    string `json:"succes"`
	ErrorCode string `json:"errorCode,omitempty"`
	ErrorMsg  string `json:"errorMsg,omitempty"`
}

func (e e8) failure() (code, text string) { return e.ErrorCode, e.ErrorMsg }

func failE8(code, message string) any { return e8{"false", code, message} }

// e1Text is e1 with success as text, as the order details have it.
type e1Text struct {
	Success      string `json:"success"`
	ErrorCode    string `json:"errorCode,omitempty"`
	ErrorMessage string `json:"errorMessage,omitempty"`
}

func (e e1Text) failure() (code, text string) { return e.ErrorCode, e.ErrorMessage }

func failE1Text(code, message string) any { return e1Text{"false", code, message} }

// Codes several business APIs share (reference §7.4).
const (
	errParamMissing = "400_1"
	errParamWrong   = "400_2"
	errNoPermission = "400_3"
)
