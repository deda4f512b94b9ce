package open1688

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
)

var (
	errNoVerdict = errors.New("open1688: answer does not say whether it succeeded")
	errNoID      = errors.New("open1688: answer says success but holds no id")
)

// malformed is an answer of HTTP 200 which cannot be understood.
func malformed(op *Operation, cause error) *Error {
	return &Error{
		Kind: KindTransport, Code: CodeMalformed, Message: cause.Error(), Op: op.String(), HTTPStatus: http.StatusOK,
		err: cause, safe: op.Safe, sent: true, noReply: true,
	}
}

// empty is a success without the thing asked for, such as the offer of somebody else.
func empty(op *Operation, what string) *Error {
	return &Error{Kind: KindBusiness, Code: CodeEmpty, Message: "the answer holds no " + what, Op: op.String(), safe: op.Safe, sent: true}
}

func inputError(op *Operation, param, text string) *Error {
	return &Error{Kind: KindInput, Code: CodeInput, Message: text, Param: param, Op: op.String(), safe: op.Safe}
}

// networkError classifies a failure to send or to read; sent says whether the
// request may have left this machine.
func networkError(op *Operation, cause error, sent bool) *Error {
	e := &Error{Kind: KindTransport, Code: CodeNetwork, Message: cause.Error(), Op: op.String(), err: cause, safe: op.Safe, sent: sent, noReply: true}
	var timeout net.Error
	switch {
	case errors.Is(cause, context.Canceled):
		e.Code = CodeCanceled
	case errors.Is(cause, context.DeadlineExceeded), errors.As(cause, &timeout) && timeout.Timeout():
		e.Code = CodeTimeout
	}
	return e
}

// gatewayError reads {error_code, error_message, exception, request_id}.
func gatewayError(op *Operation, v *verdict, status int) *Error {
	e := &Error{
		Kind: KindGateway, Code: v.GatewayCode, Message: firstOf(v.GatewayMessage, v.GatewayText),
		Op: op.String(), RequestID: v.RequestID, HTTPStatus: status, safe: op.Safe, sent: true,
	}
	switch {
	case status == http.StatusUnauthorized, e.Code == codeUnauthorized:
		e.Kind, e.Code = KindAuth, codeUnauthorized
	case op.unsigned && !strings.HasPrefix(e.Code, gwPrefix) && status < http.StatusInternalServerError:
		e.Kind = KindAuth
	}
	// The provider was called or was being called: it may have done the work.
	e.noReply = status >= http.StatusInternalServerError || strings.HasPrefix(e.Code, gwISPPrefix)
	return e
}

// statusError reads an answer whose HTTP status is not a success.
func statusError(op *Operation, status int, body []byte) *Error {
	var v verdict
	readable := decodeInto(body, &v) == nil
	switch {
	case readable && v.GatewayCode != "":
		return gatewayError(op, &v, status)
	case status == http.StatusUnauthorized:
		return &Error{
			Kind: KindAuth, Code: codeUnauthorized, Message: firstOf(v.OAuthText, v.message(), http.StatusText(status)),
			Op: op.String(), RequestID: v.RequestID, HTTPStatus: status, safe: op.Safe, sent: true,
		}
	case op.unsigned && status >= 400 && status < 500 && readable:
		return &Error{
			Kind: KindAuth, Code: firstOf(v.OAuthError, v.code(), "oauth.refused"), Message: firstOf(v.OAuthText, v.message()),
			Op: op.String(), RequestID: v.RequestID, HTTPStatus: status, safe: op.Safe, sent: true,
		}
	}
	e := &Error{
		Kind: KindTransport, Code: CodeStatus, Message: http.StatusText(status),
		Op: op.String(), HTTPStatus: status, safe: op.Safe, sent: true,
	}
	// A plain 4xx is a refusal by something in front of the API. Everything else,
	// a redirect included, says nothing about what happened behind it.
	e.noReply = status < 400 || status >= 500 || status == http.StatusRequestTimeout
	if !e.noReply {
		e.Kind = KindGateway
	}
	return e
}
