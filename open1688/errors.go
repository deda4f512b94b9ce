package open1688

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// Kind says at which station a call failed.
type Kind string

// Kinds of failure.
const (
	// KindInput: the request was refused by this package and never sent.
	KindInput Kind = "input"
	// KindTransport: no usable answer, such as a broken connection, a timeout, a 5xx
	// page of something in between, or an answer that cannot be read.
	KindTransport Kind = "transport"
	// KindGateway: the gateway refused the call before the API was reached (reference §7.2).
	KindGateway Kind = "gateway"
	// KindAuth: the token is missing, unknown or expired, or OAuth refused.
	KindAuth Kind = "auth"
	// KindBusiness: the API itself answered with a refusal (reference §7.3).
	KindBusiness Kind = "business"
)

// Codes of failures found on this side of the wire. All other codes are the
// platform's own.
const (
	CodeInput     = "client.input"     // a field of the request is missing or out of range
	CodeNoToken   = "client.no_token"  // the API needs an access token and none was given
	CodeTimeout   = "client.timeout"   // no answer in time
	CodeCanceled  = "client.canceled"  // the caller gave up
	CodeNetwork   = "client.network"   // connection refused, broken, or not resolvable
	CodeLimiter   = "client.limiter"   // the rate limiter would not let the call pass in time
	CodeStatus    = "client.status"    // an HTTP status without an error body of the platform
	CodeMalformed = "client.malformed" // the answer is not what the API promises
	CodeTooLarge  = "client.too_large" // the answer is larger than Config.MaxResponseBytes
	CodeEmpty     = "client.empty"     // a successful answer without the thing asked for
)

// Codes of the gateway that callers act on.
const (
	gwPrefix            = "gw."
	gwAppFrequencyLimit = "gw.QosAppFrequencyLimit"
	gwAPIFrequencyLimit = "gw.QosApiFrequencyLimit"
	gwSignatureInvalid  = "gw.SignatureInvalid"
	gwACLDecline        = "gw.APIACLDecline"
	gwNoUsageLeft       = "gw.NoUsageLeftError"
	gwISPPrefix         = "gw.ISP"
	codeUnauthorized    = "401"
)

// Error is every failure of this package's calls. Its text holds no secret.
type Error struct {
	Kind       Kind
	Code       string // the platform's code, or one of the Code constants
	Message    string // the platform's text, often Chinese; may be empty
	Op         string // official API name, as in com.alibaba.trade:alibaba.trade.cancel-1
	RequestID  string // the platform's request id, for its support; may be empty
	HTTPStatus int    // 0 when no answer came
	Param      string // KindInput: the parameter at fault

	err     error // the cause, for Unwrap
	safe    bool  // the call changes nothing
	sent    bool  // the request may have reached the platform
	noReply bool  // nothing the platform said tells whether it did the work
}

// Error names the API, kind, code and text.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "open1688: %s: %s %s", e.Op, e.Kind, e.Code)
	if e.Param != "" {
		fmt.Fprintf(&b, " (%s)", e.Param)
	}
	if e.HTTPStatus != 0 && e.Kind != KindBusiness {
		fmt.Fprintf(&b, " [HTTP %d]", e.HTTPStatus)
	}
	if e.Message != "" {
		fmt.Fprintf(&b, ": %s", e.Message)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, " (request %s)", e.RequestID)
	}
	return b.String()
}

// Unwrap returns the cause, such as context.DeadlineExceeded.
func (e *Error) Unwrap() error { return e.err }

// Unknown reports whether a write may have been carried out although it failed
// here: the request left and no clear answer came back (timeout, connection
// lost, 5xx, an answer that cannot be read). Look up what happened before
// trying again. It is always false for reads.
func (e *Error) Unknown() bool { return !e.safe && e.sent && e.noReply }

// Retryable reports whether the same call may be sent again without harm and
// with some hope. It is never true when Unknown is.
func (e *Error) Retryable() bool {
	if e.Unknown() || e.Code == CodeCanceled || e.Code == CodeTooLarge {
		return false
	}
	switch e.Kind {
	case KindTransport:
		return true
	case KindGateway:
		return e.rateLimited() || e.HTTPStatus >= 500 || strings.HasPrefix(e.Code, gwISPPrefix)
	case KindBusiness:
		return e.busy()
	case KindInput, KindAuth:
	}
	return false
}

func (e *Error) rateLimited() bool {
	return e.Code == gwAppFrequencyLimit || e.Code == gwAPIFrequencyLimit || (e.Code == CodeStatus && e.HTTPStatus == http.StatusTooManyRequests)
}

// busy recognises the transient provider failures which the platform dresses up
// as business answers (reference §5.7.1, §7.4). The provider gave up somewhere on
// its way, so they do not tell whether a write was carried out.
func (e *Error) busy() bool {
	return e.Code == "SYS_ERROR" || strings.Contains(e.Message, "HSF Server unexpected exception")
}

func asError(err error) (*Error, bool) {
	var e *Error
	ok := errors.As(err, &e)
	return e, ok
}

// IsUnknown reports whether err is an [*Error] whose outcome is unknown.
func IsUnknown(err error) bool {
	e, ok := asError(err)
	return ok && e.Unknown()
}

// IsAuthExpired reports whether the access token is expired, revoked, unknown or
// missing: refresh it, or ask the account's owner to authorise again.
func IsAuthExpired(err error) bool {
	e, ok := asError(err)
	return ok && e.Kind == KindAuth && (e.Code == codeUnauthorized || e.Code == CodeNoToken)
}

// IsReauthorize reports whether OAuth refused the code or refresh token, so that
// only a new authorisation by the account's owner helps.
func IsReauthorize(err error) bool {
	e, ok := asError(err)
	return ok && e.Kind == KindAuth && !IsAuthExpired(err)
}

// IsSignature reports whether the platform refused the signature: the app's
// secret is wrong, or does not belong to the key.
func IsSignature(err error) bool {
	e, ok := asError(err)
	return ok && e.Code == gwSignatureInvalid
}

// IsRateLimited reports whether the call came too early after others.
func IsRateLimited(err error) bool {
	e, ok := asError(err)
	return ok && e.rateLimited()
}

// IsUsageExhausted reports whether the app's package of calls is used up:
// repeating does not help until more are bought.
func IsUsageExhausted(err error) bool {
	e, ok := asError(err)
	return ok && e.Code == gwNoUsageLeft
}

// IsPermission reports whether the app may not call this API, or the account may
// not touch this object.
func IsPermission(err error) bool {
	e, ok := asError(err)
	if !ok {
		return false
	}
	switch e.Code {
	case gwACLDecline, "order.nopermission.buyer", "order.nopermission.seller":
		return true
	case "400_3":
		return e.Op == opTradeCancel.String()
	case "400_4":
		return e.Op == opTradeAddMemo.String()
	}
	return false
}
