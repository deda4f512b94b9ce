package sandbox1688

import (
	"crypto/hmac"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// call is one gateway call on its way through the checks.
type call struct {
	s      *Server
	api    *api
	app    *app
	acct   *Account // owner of the token; nil for public APIs
	params map[string]string
	now    time.Time
	base   string
	method string
	id     string // request_id
	// unclear calls do their work and deny it, where that can be said.
	unclear bool
}

func (c *call) args() *args { return &args{params: c.params} }

// date writes t as the switches want it; the zero moment is left out.
func (c *call) date(t time.Time) date { return date{t, c.s.switches.ForeignDateZone} }

// reply is what goes back: a status and a JSON body.
type reply struct {
	status int
	body   []byte
	code   string // for the log: empty when all went well
	why    string
	signed string
}

// gateway answers /openapi/….
func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, POST")
		http.Error(w, "use GET or POST", http.StatusMethodNotAllowed)
		return
	}
	params, readErr := readParams(r)
	c := &call{s: s, params: params, base: s.base(r), method: r.Method}
	started := time.Now()
	out, f := s.answer(c, r, readErr)
	s.record(c, r, out, f, time.Since(started))
	w.Header().Set("Date", c.now.UTC().Format(http.TimeFormat)) // the sandbox's clock, as its other times
	if f != nil {
		s.deliverFaulty(w, r, f, out)
		return
	}
	writeReply(w, out)
}

func writeReply(w http.ResponseWriter, out reply) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(out.body)))
	w.WriteHeader(out.status)
	_, _ = w.Write(out.body) // the client went away; nothing to mend
}

// answer runs checks, fault and work under the lock and encodes after it: the
// wire structs share nothing with the state that is changed in place.
func (s *Server) answer(c *call, r *http.Request, readErr error) (reply, *Fault) {
	result, f, err := s.work(c, r, readErr)
	if err != nil {
		return c.refusal(err), f
	}
	body, err := encodeJSON(result)
	if err != nil {
		return c.refusal(refuse(codeInvokeError, err.Error())), f
	}
	out := reply{status: http.StatusOK, body: body}
	if failed, ok := result.(interface{ failure() (string, string) }); ok {
		out.code, out.why = failed.failure()
	}
	return out, f
}

func (c *call) refusal(err error) reply {
	if oauth, ok := errors.AsType[*oauthError](err); ok {
		body, _ := encodeJSON(oauth) // two texts always encode
		return reply{status: http.StatusBadRequest, body: body, code: oauth.Code, why: oauth.Description}
	}
	g, ok := errors.AsType[*gatewayError](err)
	if !ok {
		g = refuse(codeInvokeError, err.Error())
	}
	body, _ := encodeJSON(gatewayReply{g.code, g.text, g.text, c.id}) // four texts always encode
	return reply{status: g.status, body: body, code: g.code, why: g.why, signed: g.signed}
}

func (s *Server) work(c *call, r *http.Request, readErr error) (any, *Fault, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c.now = s.settle()
	s.calls++
	c.id = fmt.Sprintf("%016x", s.calls*0x9e3779b97f4a7c15)
	if err := s.admit(c, r, readErr); err != nil {
		return nil, nil, err
	}
	if err := c.checkParams(); err != nil {
		return nil, nil, err
	}
	f := s.faults.draw(c)
	if f != nil {
		if err := f.before(c); err != nil {
			return nil, f, err
		}
		if !f.works() {
			return nil, f, nil
		}
		if f.Kind == FaultBusiness {
			return c.api.fail(f.Code, f.Message), f, nil
		}
		c.unclear = f.Kind == FaultUnclear
	}
	result, err := c.api.run(c)
	return result, f, err
}

// admit runs the gateway's checks in the order of assumption U3: app key, API,
// signature, token, entitlement; the frequency limit comes last, so that only
// calls that are otherwise in order use up the allowance.
func (s *Server) admit(c *call, r *http.Request, readErr error) error {
	signedPath, err := s.route(c, r)
	if err != nil {
		return err
	}
	if readErr != nil {
		return refuse(codeParamInvalid, readErr.Error())
	}
	if err := c.checkSignature(signedPath); err != nil {
		return err
	}
	if err := c.checkToken(); err != nil {
		return err
	}
	if c.api.denied != nil && c.api.denied(c.s) {
		return refuse(codeACLDecline, "行为开关拒绝该接口 / a switch declines "+c.api.id())
	}
	for _, pattern := range c.app.Denied {
		if matches(pattern, c.api) {
			return refuse(codeACLDecline, "应用没有该接口的权限 / the app is denied "+pattern)
		}
	}
	return c.checkRate()
}

// route finds app and API. The path is {protocol}/{version}/{namespace}/{api}/{appKey}.
func (s *Server) route(c *call, r *http.Request) (string, error) {
	signedPath := strings.TrimPrefix(r.URL.Path, "/openapi/")
	parts := strings.Split(signedPath, "/")
	if len(parts) == 4 || (len(parts) == 5 && parts[4] == "") {
		return "", refuse(codeAppKeyMissing, "appKey 必须是路径的最后一段，作为参数无效 / the app key must be the last part of the path; as a parameter it does not count")
	}
	if len(parts) != 5 {
		return "", refuse(codeAPIUnsupported, "路径格式不正确 / the path must be {protocol}/{version}/{namespace}/{api}/{appKey}")
	}
	c.app = s.apps[parts[4]]
	if c.app == nil {
		return "", refuse(s.switches.UnknownAppKeyCode, "没有这个 appKey 的应用 / no app has the key "+parts[4])
	}
	c.api = s.apis[parts[2]+":"+parts[3]+"-"+parts[1]]
	if c.api == nil {
		return "", refuse(codeAPIUnsupported, "沙箱没有该接口 / the sandbox does not have "+parts[2]+":"+parts[3]+"-"+parts[1])
	}
	if protocol := parts[0]; protocol != "param2" && (protocol != "http" || c.api.sign != signNever) {
		return "", refuse(codeAPIUnsupported, "该接口请用 param2 协议 / protocol "+protocol+" is not offered for this API: use param2")
	}
	return signedPath, nil
}

func (c *call) checkSignature(signedPath string) error {
	got := c.params[signatureParam]
	switch {
	case c.api.sign == signNever:
		return nil
	case got == "" && c.api.sign == signIfSent && !c.s.switches.SystemTimeSigned:
		return nil
	case got == "":
		return refuse(codeSignatureMissing, "缺少签名参数 / parameter "+signatureParam+" is absent")
	}
	base := signatureBase(signedPath, c.params)
	if !hmac.Equal([]byte(got), []byte(sign(c.app.Secret, base))) {
		err := refuse(codeSignatureInvalid, diagnose(c.app.Secret, signedPath, c.params, got))
		err.signed = base
		return err
	}
	return c.checkTimestamp()
}

func (c *call) checkTimestamp() error {
	text, tolerance := c.params["_aop_timestamp"], c.s.switches.TimestampTolerance
	if text == "" || tolerance == 0 {
		return nil
	}
	ms, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return refuse(codeTimestampInvalid, "时间戳应为毫秒 / _aop_timestamp must be Unix milliseconds")
	}
	if drift := c.now.Sub(time.UnixMilli(ms)); drift.Abs() > tolerance {
		return refuse(codeTimestampInvalid, fmt.Sprintf("时间戳偏差过大 / _aop_timestamp is off by %s, allowed are %s", drift.Round(time.Millisecond), tolerance))
	}
	return nil
}

func (c *call) checkToken() error {
	access := c.params["access_token"]
	if !c.api.auth || (c.api.public != nil && c.api.public(c.s)) {
		return nil // public APIs ignore even a bad token
	}
	if access == "" {
		err := refuse(codeUnauthorized, "缺少 access_token / parameter access_token is absent")
		err.text = textNotAuthenticated
		return err
	}
	t := c.s.auth.byAccess[access]
	if t == nil || t.AppKey != c.app.Key || !t.accessLives(c.now) {
		why := "令牌不存在 / access_token is unknown"
		switch {
		case t != nil && t.AppKey != c.app.Key:
			why = "令牌属于其他应用 / access_token belongs to another app"
		case t != nil:
			why = "令牌已过期 / access_token expired at " + t.AccessExpires.In(beijing).Format(time.DateTime)
		}
		return refuse(codeUnauthorized, why)
	}
	c.acct = c.s.account(t.LoginID)
	if c.acct == nil {
		return refuse(codeUnauthorized, "令牌的账号已不存在 / the account of access_token is gone")
	}
	return nil
}

// checkRate is a token bucket per app that holds one second's worth. It runs on
// Config.Now: a sandbox clock moved by the control API must not open the tap.
func (c *call) checkRate() error {
	rate := float64(c.s.cfg.Rate)
	if rate <= 0 {
		return nil
	}
	now := c.s.cfg.Now()
	if c.app.filled.IsZero() {
		c.app.tokens = rate
	} else {
		c.app.tokens = min(rate, c.app.tokens+now.Sub(c.app.filled).Seconds()*rate)
	}
	c.app.filled = now
	if c.app.tokens < 1 {
		return c.limited(codeFrequencyLimit)
	}
	c.app.tokens--
	return nil
}

func (c *call) limited(code string) *gatewayError {
	err := refuse(code, "调用过于频繁 / too many calls per second")
	err.status = c.s.switches.QosStatus
	return err
}

func (c *call) checkParams() error {
	for _, name := range c.api.required {
		if c.params[name] == "" {
			err := refuse(codeParamMissing, "缺少参数 / parameter "+name+" is missing")
			err.text = "Required parameter is missing: " + name
			return err
		}
	}
	return nil
}

// matches says whether the pattern (shell style) fits the API's full name, its
// name without version, or its bare name.
func matches(pattern string, a *api) bool {
	for _, name := range []string{a.id(), a.namespace + ":" + a.name, a.name} {
		if fits(pattern, name) {
			return true
		}
	}
	return false
}

// record keeps the call in the request log and the counters.
func (s *Server) record(c *call, r *http.Request, out reply, f *Fault, took time.Duration) {
	s.mu.Lock()
	entry := requestEntry{
		Time: c.now, Method: r.Method, Path: r.URL.Path, Status: out.status, Code: out.code, Reason: out.why, Signed: out.signed,
		RequestID: c.id, Millis: took.Milliseconds(),
	}.bounded(c.params)
	name := "?"
	if c.api != nil {
		name = c.api.id()
		entry.API = name
	}
	if c.acct != nil {
		entry.Account = c.acct.LoginID
	}
	if f != nil {
		entry.Fault = f.Kind
	}
	s.requests.add(entry)
	s.count(name, out)
	s.mu.Unlock()
	if out.code != "" {
		s.log.Info("call refused", slog.String("api", name), slog.String("code", out.code), slog.String("reason", out.why))
	}
}
