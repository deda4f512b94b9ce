package sandbox1688

import "net/http"

// Codes of the gateway (reference §7.2, §11). gw.ParamInvalid and
// gw.TimestampInvalid are assumptions: the real ones are not published.
const (
	codeAppKeyMissing     = "gw.AppKeyMissing"
	codeAPIUnsupported    = "gw.APIUnsupported"
	codeSignatureMissing  = "gw.SignatureMissing"
	codeSignatureInvalid  = "gw.SignatureInvalid"
	codeACLDecline        = "gw.APIACLDecline"
	codeParamMissing      = "gw.ParamMissing"
	codeParamInvalid      = "gw.ParamInvalid"
	codeTimestampInvalid  = "gw.TimestampInvalid"
	codeFrequencyLimit    = "gw.QosAppFrequencyLimit"
	codeAPIFrequencyLimit = "gw.QosApiFrequencyLimit"
	codeNoUsageLeft       = "gw.NoUsageLeftError"
	codeInvokeError       = "gw.ISPInvokeError"
	codeConnectError      = "gw.ISPConnectError"
	codeInvokeTimeout     = "gw.ISPInvokeTimeout"
	codeUnauthorized      = "401"
)

const (
	textNotAuthorized    = "Request need user authorized"    // expired or unknown token
	textNotAuthenticated = "Request need user authenticated" // no token
)

// gatewayError is an answer given before the business API is reached.
type gatewayError struct {
	code   string
	status int
	text   string
	why    string // for the request log: what exactly is wrong
	signed string // for the request log: the text the sandbox signed
}

// Error implements error.
func (e *gatewayError) Error() string { return e.code + ": " + e.text }

// gatewayTexts are the texts of codes that faults may ask for by code alone.
var gatewayTexts = map[string]struct {
	status int
	text   string
}{
	codeAppKeyMissing:     {http.StatusBadRequest, "AppKey is missing"},
	codeAPIUnsupported:    {http.StatusBadRequest, "Unsupported API"},
	codeSignatureMissing:  {http.StatusBadRequest, "Signature is missing"},
	codeSignatureInvalid:  {http.StatusBadRequest, "Invalid signature"},
	codeACLDecline:        {http.StatusBadRequest, "AppKey is not allowed(acl)"},
	codeParamMissing:      {http.StatusBadRequest, "Required parameter is missing"},
	codeParamInvalid:      {http.StatusBadRequest, "Parameter is invalid"},
	codeTimestampInvalid:  {http.StatusBadRequest, "Invalid timestamp"},
	codeFrequencyLimit:    {http.StatusBadRequest, "App call exceeds limited frequency"},
	codeAPIFrequencyLimit: {http.StatusBadRequest, "Api call exceeds limited frequency"},
	codeNoUsageLeft:       {http.StatusBadRequest, "SLA bill has no usage left"},
	codeInvokeError:       {http.StatusInternalServerError, "ISP invoke error"},
	codeConnectError:      {http.StatusBadGateway, "ISP connect error"},
	codeInvokeTimeout:     {http.StatusGatewayTimeout, "ISP invoke timeout"},
	codeUnauthorized:      {http.StatusUnauthorized, textNotAuthorized},
}

// refuse makes the gateway's answer for a code with its usual text.
func refuse(code, why string) *gatewayError {
	known := gatewayTexts[code]
	fill(&known.status, http.StatusBadRequest)
	fill(&known.text, code)
	return &gatewayError{code: code, status: known.status, text: known.text, why: why}
}

// gatewayReply is the body of a gateway error.
type gatewayReply struct {
	ErrorCode    string `json:"error_code"`
	ErrorMessage string `json:"error_message"`
	Exception    string `json:"exception"`
	RequestID    string `json:"request_id"`
}
