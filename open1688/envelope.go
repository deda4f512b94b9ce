package open1688

import (
	"encoding/json"
	"strings"
)

// shape says how to read the verdict of an API out of its answer. The zero
// shape fits most: an explicit success decides, otherwise an error code does.
type shape struct {
	nested      bool   // the verdict stands inside "result" (E3, E4)
	idWins      string // a value here means done, whatever success says (§4.5.1)
	codeWins    bool   // an error code means refused even with success true (memoAdd, §4.7)
	mustSucceed bool   // without an explicit success the outcome is unclear
}

// verdict holds the fields which the ten envelopes E1–E10 use for success and
// error, with all their spellings (reference §7.3).
type verdict struct {
	Success         *bool           `json:"success"`
	Succes          *bool           `json:"succes"`    // category.get
	IsSuccess       *bool           `json:"isSuccess"` // push.message.confirm
	ErrorCode       string          `json:"errorCode"`
	Code            string          `json:"code"`
	ResultCode      string          `json:"resultCode"`
	ErrorMessage    string          `json:"errorMessage"`
	ExtErrorMessage string          `json:"extErrorMessage"`
	Message         string          `json:"message"`
	ErrorMsg        string          `json:"errorMsg"`
	ErroMsg         string          `json:"erroMsg"` // alipay.url.get
	ErrMsg          string          `json:"errMsg"`
	ErrorInfo       string          `json:"errorInfo"`
	ResultMsg       string          `json:"resultMsg"`
	GatewayCode     string          `json:"error_code"`
	GatewayMessage  string          `json:"error_message"`
	GatewayText     string          `json:"exception"`
	RequestID       string          `json:"request_id"`
	OAuthError      string          `json:"error"`
	OAuthText       string          `json:"error_description"`
	Result          json.RawMessage `json:"result"`
}

func (v *verdict) success() *bool {
	for _, said := range []*bool{v.Success, v.Succes, v.IsSuccess} {
		if said != nil {
			return said
		}
	}
	return nil
}

// code returns the error code; the codes that stand for success (§7.4) are none.
func (v *verdict) code() string {
	code := firstOf(v.ErrorCode, v.Code, v.ResultCode)
	switch code {
	case "0", "200", "S0000", "SUCCESS":
		return ""
	}
	return code
}

func (v *verdict) message() string {
	text := firstOf(v.ErrorMessage, v.Message, v.ErrorMsg, v.ErroMsg, v.ErrMsg, v.ErrorInfo, v.ResultMsg)
	if v.ExtErrorMessage != "" && v.ExtErrorMessage != text {
		text = strings.TrimSpace(text + " " + v.ExtErrorMessage)
	}
	return text
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// judge returns nil when the answer is a success under the shape of op.
func judge(op *Operation, body []byte) *Error {
	var v verdict
	if err := decodeInto(body, &v); err != nil {
		return malformed(op, err)
	}
	if v.GatewayCode != "" { // a gateway refusal that came with HTTP 200
		return gatewayError(op, &v, 0)
	}
	if op.shape.idWins != "" && hasID(body, op.shape.idWins) {
		return nil
	}
	if err := judgeLevel(op, &v); err != nil {
		return err
	}
	if !op.shape.nested || len(v.Result) == 0 {
		return nil
	}
	var inner verdict
	if err := decodeInto(v.Result, &inner); err != nil {
		return nil //nolint:nilerr // a result that is no object carries no verdict
	}
	return judgeLevel(op, &inner)
}

func judgeLevel(op *Operation, v *verdict) *Error {
	code, success := v.code(), v.success()
	switch {
	case success != nil && *success:
		if !op.shape.codeWins || code == "" {
			return nil
		}
	case success != nil:
	case code != "":
	case op.shape.mustSucceed && !op.shape.nested:
		return malformed(op, errNoVerdict)
	default:
		return nil
	}
	e := &Error{Kind: KindBusiness, Code: code, Message: v.message(), Op: op.String(), RequestID: v.RequestID, safe: op.Safe, sent: true}
	e.noReply = e.busy()
	return e
}

// hasID looks for a usable id under key, at the top or inside "result".
func hasID(body []byte, key string) bool {
	var top map[string]json.RawMessage
	if json.Unmarshal(body, &top) != nil {
		return false
	}
	var inner map[string]json.RawMessage
	_ = json.Unmarshal(top["result"], &inner) // absent or not an object: nothing in it
	for _, object := range []map[string]json.RawMessage{top, inner} {
		if text, err := scalarText(object[key]); err == nil && ID(text).Numeric() && text != "0" {
			return true
		}
	}
	return false
}
