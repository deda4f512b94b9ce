package open1688

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

// Response is the raw side of an answer. Methods return it whenever the platform
// answered at all, also beside an error.
type Response struct {
	Op         string      // official API name
	HTTPStatus int         // of the last attempt
	Header     http.Header // of the last attempt
	Attempts   int         // 1 unless a read was repeated
	// Body is the whole unpacked answer, for fields without a Go name. It is nil
	// after OAuth calls, whose answers are secrets.
	Body []byte
}

var errTooLarge = errors.New("open1688: answer is larger than allowed")

// call sends one API call, repeats it by the retry policy, judges the answer and
// decodes it into dst. The error is always an *Error; returning the interface
// keeps a nil pointer from becoming a non-nil error.
func (c *Client) call(ctx context.Context, op *Operation, token Token, req, dst any) (*Response, error) {
	resp, err := c.roundTrip(ctx, op, token, req, func(body []byte) *Error {
		if err := judge(op, body); err != nil {
			return err
		}
		if err := decodeInto(body, dst); err != nil {
			return malformed(op, err)
		}
		return nil
	})
	if err != nil {
		return resp, err
	}
	return resp, nil
}

func (c *Client) roundTrip(ctx context.Context, op *Operation, token Token, req any, read func([]byte) *Error) (*Response, *Error) {
	params, failure := encodeParams(op, req)
	if failure != nil {
		return nil, failure
	}
	if op.Token {
		if token.IsZero() {
			return nil, &Error{Kind: KindAuth, Code: CodeNoToken, Message: "an access token is needed", Op: op.String(), safe: op.Safe}
		}
		params["access_token"] = token.Reveal()
	}
	for attempt := 1; ; attempt++ {
		resp, err := c.attempt(ctx, op, params, read)
		if resp != nil {
			resp.Attempts = attempt
		}
		if err == nil {
			return resp, nil
		}
		c.scrub(err, params)
		pause, again := c.retry.pause(op, attempt, err)
		if !again || ctx.Err() != nil || sleep(ctx, pause) != nil {
			return resp, err
		}
	}
}

// attempt sends the request once, when the limiter lets it.
func (c *Client) attempt(ctx context.Context, op *Operation, params map[string]string, read func([]byte) *Error) (*Response, *Error) {
	begin := time.Now()
	var resp *Response
	failure := c.turn(ctx, op)
	sent := time.Now()
	if failure == nil {
		resp, failure = c.send(ctx, op, params, read)
	}
	if c.observe != nil {
		c.observe(Attempt{Operation: op, Err: failure, Waited: sent.Sub(begin), Took: time.Since(sent)})
	}
	return resp, failure
}

// turn waits until the limiter lets a call pass.
func (c *Client) turn(ctx context.Context, op *Operation) *Error {
	err := c.limiter.Wait(ctx)
	if err == nil {
		return nil
	}
	e := networkError(op, err, false)
	if e.Code == CodeNetwork { // rate.Limiter foresees that the deadline comes first
		e.Code = CodeLimiter
	}
	return e
}

// send sends the request and reads the answer.
func (c *Client) send(ctx context.Context, op *Operation, params map[string]string, read func([]byte) *Error) (*Response, *Error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()

	path := op.path(c.appKey)
	form := make(url.Values, len(params)+1)
	for key, value := range params {
		form.Set(key, value)
	}
	if !op.unsigned {
		form.Set(signatureParam, Signature(c.secret, path, params))
	}
	// GetConn without GotConn proves that nothing was sent. Anything else, also a
	// transport that does not report, counts as sent.
	var asked, got atomic.Bool
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GetConn: func(string) { asked.Store(true) },
		GotConn: func(httptrace.GotConnInfo) { got.Store(true) },
	})
	sent := func() bool { return got.Load() || !asked.Load() }

	req, err := http.NewRequestWithContext(traced, http.MethodPost, c.gateway+"/"+path, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, networkError(op, err, false)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.userAgent)

	httpResp, err := c.http.Do(req)
	if err != nil {
		return nil, networkError(op, err, sent())
	}
	defer func() { _ = httpResp.Body.Close() }() // nothing to do about it
	resp := &Response{Op: op.String(), HTTPStatus: httpResp.StatusCode, Header: httpResp.Header}
	body, err := c.readBody(httpResp)
	if err != nil {
		e := networkError(op, err, true)
		e.HTTPStatus = httpResp.StatusCode
		if errors.Is(err, errTooLarge) {
			e.Code = CodeTooLarge
		}
		return resp, e
	}
	if !op.unsigned {
		resp.Body = body
	}
	if httpResp.StatusCode < 200 || httpResp.StatusCode > 299 {
		return resp, statusError(op, httpResp.StatusCode, body)
	}
	if e := read(body); e != nil {
		e.HTTPStatus = httpResp.StatusCode
		return resp, e
	}
	return resp, nil
}

// readBody unpacks and bounds the body. net/http unpacks by itself unless the
// transport was told not to.
func (c *Client) readBody(resp *http.Response) ([]byte, error) {
	var r io.Reader = resp.Body
	if strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") && !resp.Uncompressed {
		unpacked, err := gzip.NewReader(resp.Body)
		if err != nil {
			return nil, fmt.Errorf("unpack answer: %w", err)
		}
		r = unpacked
	}
	body, err := io.ReadAll(io.LimitReader(r, c.maxBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if int64(len(body)) > c.maxBytes {
		return nil, errTooLarge
	}
	return bytes.TrimSpace(body), nil
}

// scrub takes secrets out of an error's text, should the platform repeat one.
func (c *Client) scrub(e *Error, params map[string]string) {
	secrets := []string{c.secret.Reveal()}
	for _, key := range []string{"access_token", "client_secret", "refresh_token", "code"} {
		secrets = append(secrets, params[key])
	}
	for _, secret := range secrets {
		if len(secret) > 4 { // a shorter one would blot out ordinary words
			e.Message = strings.ReplaceAll(e.Message, secret, masked)
		}
	}
}
