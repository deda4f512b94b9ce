package wms

import (
	"bytes"
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/secret"
)

// The headers of a push.
const (
	HeaderKey       = "Idempotency-Key"
	HeaderTimestamp = "X-Huotong-Timestamp" // seconds since 1970
	HeaderSignature = "X-Huotong-Signature" // "sha256=" and the signature in hex
)

const (
	callWithin  = 20 * time.Second
	dialWithin  = 5 * time.Second
	maxAnswer   = 64 << 10
	maxSaid     = 500 // characters kept of what a WMS answers
	maxExternal = 100
)

// What a WMS answers.
var (
	// ErrRefused has the parameters status and message.
	ErrRefused = fault.Define(fault.Conflict, "wms.refused",
		fault.ZH("WMS 不接受（HTTP {status}）：{message}", "按 WMS 的提示处理，再重新推送"),
		fault.EN("The WMS does not take it (HTTP {status}): {message}", "Do what the WMS asks for, then push again"))
	// ErrRedirected has the parameters status and location.
	ErrRedirected = fault.Define(fault.Conflict, "wms.redirected",
		fault.ZH("WMS 让系统转到别的地址（HTTP {status}）：{location}", "地址没变时请 WMS 管理员处理；变了就到“设置 → WMS 对接”改成新地址，再重新推送"),
		fault.EN("The WMS points to another address (HTTP {status}): {location}", "If it has moved, enter the new address under Settings, WMS connection; then push again"))
	// ErrBusy has the parameters status and message.
	ErrBusy = fault.Define(fault.Conflict, "wms.busy",
		fault.ZH("WMS 出错或繁忙（HTTP {status}）：{message}", "系统会自动再试；多次失败后请 WMS 管理员处理，再重新推送"),
		fault.EN("The WMS is not well or busy (HTTP {status}): {message}", "It is tried again by itself; if it stays, have the WMS looked at and push again"))
	// ErrUnanswered has the parameter message.
	ErrUnanswered = fault.Define(fault.Conflict, "wms.unanswered",
		fault.ZH("没有收到 WMS 的答复：{message}", "系统会用同一个编号再试，WMS 不会重复登记；多次失败后检查网络和接口地址"),
		fault.EN("The WMS did not answer: {message}", "It is sent again under the same key, which the WMS registers once; if it stays, check the network and the address"))
)

// newClient makes the client that talks to WMSs. What answers with another address is not
// followed: the goods of a company are told to the address somebody entered, or to nobody.
func newClient() *http.Client {
	return &http.Client{
		Timeout:       callWithin,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy:                  http.ProxyFromEnvironment,
			DialContext:            (&net.Dialer{Timeout: dialWithin}).DialContext,
			TLSHandshakeTimeout:    dialWithin,
			ResponseHeaderTimeout:  callWithin,
			MaxResponseHeaderBytes: maxAnswer,
			IdleConnTimeout:        time.Minute,
			ForceAttemptHTTP2:      true,
		},
	}
}

// answer is how a call ended.
type answer struct {
	outcome    Outcome
	status     int
	said       string
	externalNo string
	why        *fault.Error // of what was not taken
}

// Sign gives the signature of a body sent at a time, in seconds since 1970.
func Sign(key secret.Text, timestamp string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(key.Reveal()))
	mac.Write([]byte(timestamp + "."))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// send makes a call.
func (s *Service) send(ctx context.Context, c *call) *answer {
	body, at := c.notice.body(), strconv.FormatInt(s.db.Now().Unix(), 10)
	rq, err := http.NewRequestWithContext(ctx, http.MethodPost, c.endpoint, bytes.NewReader(body))
	if err != nil {
		return unanswered(err)
	}
	for name, value := range map[string]string{
		"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "huotong",
		HeaderKey: c.notice.key(), HeaderTimestamp: at, HeaderSignature: Sign(c.secret, at, body),
	} {
		rq.Header.Set(name, value)
	}
	res, err := s.client.Do(rq)
	if err != nil {
		return unanswered(err)
	}
	defer func() { _ = res.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer+1))
	switch {
	case err != nil:
		return unanswered(err)
	case len(text) > maxAnswer:
		text = nil // nobody reads as much; the status tells what counts
	}
	return judge(res, text)
}

func unanswered(err error) *answer {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err // without the address
	}
	message := clip(err.Error())
	return &answer{outcome: OutcomeUnanswered, said: message, why: ErrUnanswered.With("message", message)}
}

// judge tells what an answer means.
func judge(res *http.Response, text []byte) *answer {
	a := &answer{status: res.StatusCode}
	var told struct {
		ExternalNo string `json:"externalNo"`
		Message    string `json:"message"`
		Detail     string `json:"detail"`
		Error      any    `json:"error"`
		Title      string `json:"title"`
	}
	_ = json.Unmarshal(text, &told) // what is no JSON says nothing but its status and text
	named, _ := told.Error.(string)
	a.said = clip(cmp.Or(told.Detail, told.Message, named, told.Title, string(text)))
	with := func(e *fault.Error, name, value string) *fault.Error { return e.With("status", a.status, name, value) }
	switch {
	case a.status >= 200 && a.status < 300:
		a.outcome, a.externalNo = OutcomeTaken, strings.TrimSpace(told.ExternalNo)
		if r := []rune(a.externalNo); len(r) > maxExternal {
			a.externalNo = string(r[:maxExternal])
		}
	case a.status >= 300 && a.status < 400:
		a.outcome, a.why = OutcomeRefused, with(ErrRedirected, "location", clip(res.Header.Get("Location")))
	case a.status >= 500, a.status == http.StatusRequestTimeout, a.status == http.StatusTooEarly, a.status == http.StatusTooManyRequests:
		a.outcome, a.why = OutcomeBusy, with(ErrBusy, "message", a.said)
	default:
		a.outcome, a.why = OutcomeRefused, with(ErrRefused, "message", a.said)
	}
	return a
}

// clip makes text of others fit to be kept and shown in one line.
func clip(text string) string {
	r := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", " "), "")), " "))
	if len(r) > maxSaid {
		return string(r[:maxSaid]) + "…"
	}
	return string(r)
}

// status reads what the version says.
func (n *Notice) status() Status {
	var c Content
	_ = json.Unmarshal([]byte(n.Content), &c) // our own
	return c.Status
}
