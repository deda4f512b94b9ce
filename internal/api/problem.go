package api

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"github.com/huotong/huotong/internal/fault"
)

// Problem is the body of every refusal, application/problem+json (RFC 9457).
type Problem struct {
	Type      string            `json:"type" doc:"Always about:blank; the code tells problems apart"`
	Status    int               `json:"status"`
	Code      string            `json:"code" doc:"Stable, for programs" example:"stock.short"`
	Title     string            `json:"title" doc:"The kind of problem, in the language asked for"`
	Detail    string            `json:"detail" doc:"What is wrong, in the language asked for"`
	Remedy    string            `json:"remedy,omitempty" doc:"What to do about it"`
	Messages  map[string]string `json:"messages" doc:"The detail in zh-CN and en-US"`
	Params    map[string]string `json:"params,omitempty" doc:"The values in the detail"`
	RequestID string            `json:"requestId,omitempty" doc:"Names this request in the server's log"`
	Errors    []FieldProblem    `json:"errors,omitempty" doc:"One entry per wrong input"`
}

// FieldProblem says what is wrong with one input.
type FieldProblem struct {
	Field    string            `json:"field" example:"lines[2].quantity"`
	Code     string            `json:"code" example:"decimal.too_many_places"`
	Detail   string            `json:"detail"`
	Messages map[string]string `json:"messages"`
	Params   map[string]string `json:"params,omitempty"`
}

// Reason is a refusal that was kept, such as why something waits, for whoever reads it
// later.
type Reason struct {
	Code     string            `json:"code"`
	Detail   string            `json:"detail" doc:"In the language asked for"`
	Remedy   string            `json:"remedy,omitempty" doc:"What to do, in the language asked for"`
	Messages map[string]string `json:"messages" doc:"The detail in zh-CN and en-US, since what a page shows changes its language with it"`
	Params   map[string]string `json:"params,omitempty" doc:"The values in the detail"`
}

// NewReason tells a kept refusal in the language of the request; nil for none.
func NewReason(ctx context.Context, why *fault.Error) *Reason {
	if why == nil {
		return nil
	}
	lang := Lang(ctx)
	return &Reason{Code: why.Code, Detail: why.Detail(lang), Remedy: why.Remedy(lang), Messages: messages(why), Params: why.Params}
}

const problemType = "application/problem+json"

// Faults of the edge itself.
var (
	errMalformed = fault.Define(fault.Invalid, "request.malformed",
		fault.ZH("请求内容不是有效的 JSON（第 {line} 行第 {column} 列附近）", "检查请求内容的格式"),
		fault.EN("The body is not valid JSON (near line {line}, column {column})", "Check the format of the body"))
	errBodyMissing = fault.Define(fault.Invalid, "request.empty",
		fault.ZH("请求没有内容", "把数据放在请求内容里"), fault.EN("The request has no body", "Send the data as the body"))
	errTooLarge = fault.Define(fault.Invalid, "request.too_large",
		fault.ZH("请求内容太大，最多 {max} 字节", "请分批提交"), fault.EN("The body is too large, at most {max} bytes", "Submit in several parts"))
	errMediaType = fault.Define(fault.Invalid, "request.media_type",
		fault.ZH("不支持的内容类型 {given}，应为 {expected}", "设置正确的 Content-Type"), fault.EN("Content type {given} is not supported, expected {expected}", "Set the right Content-Type"))
	errNoRoute = fault.Define(fault.NotFound, "request.no_route",
		fault.ZH("没有这个接口：{path}", "接口说明见 /api/docs"), fault.EN("There is no such route: {path}", "See /api/docs for the routes"))
	errMethod = fault.Define(fault.Invalid, "request.method",
		fault.ZH("此接口不支持 {method}，支持：{allowed}", "接口说明见 /api/docs"), fault.EN("{method} is not supported here; supported: {allowed}", "See /api/docs for the routes"))
	errCrossOrigin = fault.Define(fault.Forbidden, "request.cross_origin",
		fault.ZH("拒绝来自其他网站的写操作", "从本系统的页面操作，或使用 API 令牌"), fault.EN("Writes from another site are refused", "Use this system's page, or an API token"))
	errTimeout = fault.Define(fault.Unavailable, "request.timeout",
		fault.ZH("处理超时", "稍后再试；若数据量大，请缩小范围"), fault.EN("The request took too long", "Try again later; narrow the range if there is much data"))
	errUnknownField = fault.Define(fault.Invalid, "input.unknown",
		fault.ZH("没有这个字段", "删去它，或检查拼写"), fault.EN("There is no such field", "Leave it out or check the spelling"))
	errRepeated = fault.Define(fault.Invalid, "input.repeated",
		fault.ZH("同一个参数写了多次", "只写一次，多个值用逗号隔开"), fault.EN("The parameter is there more than once", "Give it once, with its values joined by commas"))
	errWrongType = fault.Define(fault.Invalid, "input.type",
		fault.ZH("类型不对，应为 {expected}", "按接口说明填写"), fault.EN("Wrong type, expected {expected}", "See the description of the API"))
	errMin = fault.Define(fault.Invalid, "input.min",
		fault.ZH("不能小于 {min}", "请填写 {min} 或更大的数"), fault.EN("Must be at least {min}", "Enter {min} or more"))
	errMax = fault.Define(fault.Invalid, "input.max",
		fault.ZH("不能大于 {max}", "请填写 {max} 或更小的数"), fault.EN("Must be at most {max}", "Enter {max} or less"))
	errTooShort = fault.Define(fault.Invalid, "input.too_short",
		fault.ZH("太短，至少 {min} 个字符", "请补充"), fault.EN("Too short, at least {min} characters", "Enter more"))
	errTooFew = fault.Define(fault.Invalid, "input.too_few",
		fault.ZH("至少要有 {min} 条", "请补充"), fault.EN("At least {min} needed", "Add more"))
	errDuplicate = fault.Define(fault.Invalid, "input.duplicate",
		fault.ZH("有重复的值", "删去重复的值"), fault.EN("A value occurs twice", "Remove the duplicate"))
	errText = fault.Define(fault.Invalid, "input.text",
		fault.ZH("含有不能保存的字符", "删去控制字符后再提交"), fault.EN("Contains a character that cannot be stored", "Remove control characters and submit again"))
)

// statuses are the codes whose status is not the one of their kind.
var statuses = map[string]int{
	errMalformed.Code:   http.StatusBadRequest,
	errBodyMissing.Code: http.StatusBadRequest,
	errTooLarge.Code:    http.StatusRequestEntityTooLarge,
	errMediaType.Code:   http.StatusUnsupportedMediaType,
	errMethod.Code:      http.StatusMethodNotAllowed,
}

type kindInfo struct {
	status int
	zh, en string
}

var kinds = map[fault.Kind]kindInfo{
	fault.Invalid:         {http.StatusUnprocessableEntity, "输入有误", "Invalid input"},
	fault.Unauthenticated: {http.StatusUnauthorized, "需要登录", "Sign-in needed"},
	fault.Forbidden:       {http.StatusForbidden, "不允许", "Not allowed"},
	fault.NotFound:        {http.StatusNotFound, "找不到", "Not found"},
	fault.Conflict:        {http.StatusConflict, "与当前状态冲突", "Conflict with the present state"},
	fault.Limited:         {http.StatusTooManyRequests, "操作太频繁", "Too many tries"},
	fault.Unavailable:     {http.StatusServiceUnavailable, "暂时不可用", "Not available at the moment"},
	fault.Internal:        {http.StatusInternalServerError, "系统内部出错", "Internal error"},
}

// toFault gives every error a meaning for the client. Drivers word the end of a
// request in ways of their own, so the context tells.
func toFault(ctx context.Context, err error) *fault.Error {
	switch f := fault.As(err); {
	case f != nil:
		return f
	case ctx.Err() != nil, errors.Is(err, context.DeadlineExceeded):
		return errTimeout.Because(err)
	default:
		return fault.ErrInternal.Because(err)
	}
}

func newProblem(f *fault.Error, lang, requestID string) *Problem {
	kind, ok := kinds[f.Kind]
	if !ok {
		kind = kinds[fault.Internal]
	}
	p := &Problem{
		Type: "about:blank", Status: kind.status, Code: f.Code, Title: kind.zh, Detail: f.Detail(lang), Remedy: f.Remedy(lang),
		Messages: messages(f), Params: f.Params, RequestID: requestID,
	}
	if lang == English {
		p.Title = kind.en
	}
	if s, ok := statuses[f.Code]; ok {
		p.Status = s
	}
	for _, field := range f.Fields {
		p.Errors = append(p.Errors, FieldProblem{
			Field: field.Path, Code: field.Err.Code, Detail: field.Err.Detail(lang), Messages: messages(field.Err), Params: field.Err.Params,
		})
	}
	return p
}

func messages(f *fault.Error) map[string]string {
	return map[string]string{Chinese: f.Detail(Chinese), English: f.Detail(English)}
}

// problemIn is the problem of err for the request of ctx.
func problemIn(ctx context.Context, err error) *Problem {
	f := toFault(ctx, err)
	rq := requestOf(ctx)
	if rq == nil {
		return newProblem(f, Chinese, "")
	}
	if f.Kind == fault.Internal {
		rq.log.ErrorContext(ctx, "internal error", slog.Any("error", err))
	}
	return newProblem(f, rq.lang, rq.id)
}

// refuse answers err as problem+json.
func (a *API) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := problemIn(r.Context(), err)
	if seconds, ok := p.Params["seconds"]; ok && (p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable) {
		w.Header().Set("Retry-After", seconds)
	}
	if rq := requestOf(r.Context()); rq != nil {
		rq.code = p.Code
	}
	b, err := json.Marshal(p)
	if err != nil { // a Problem always marshals
		http.Error(w, p.Code, p.Status)
		return
	}
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(p.Status)
	_, _ = w.Write(b)
}
