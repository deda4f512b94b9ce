package sandbox1688

import (
	"bytes"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

const apiBasic = "com.alibaba.account:alibaba.account.basic"

func TestGatewayChecksInOrder(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Switches.TimestampTolerance = 15 * time.Minute })
	token := b.token(sellerClothes)
	const path = "/openapi/param2/1/com.alibaba.product/alibaba.product.get/1234567"
	signedPath := strings.TrimPrefix(path, "/openapi/")
	good := map[string]string{"access_token": token, "productID": "1", "webSite": "1688"}
	with := func(change ...string) map[string]string {
		p := maps.Clone(good)
		for i := 0; i+1 < len(change); i += 2 {
			if change[i+1] == "-" {
				delete(p, change[i])
			} else {
				p[change[i]] = change[i+1]
			}
		}
		return p
	}
	for _, test := range []struct {
		name, path string
		params     map[string]string
		signature  string // empty: the right one
		status     int
		code, text string
	}{
		{"no app key", "/openapi/param2/1/com.alibaba.product/alibaba.product.get", good, "", 400, "gw.AppKeyMissing", ""},
		{"app key only as a parameter", "/openapi/param2/1/com.alibaba.product/alibaba.product.get/", with("appKey", "1234567"), "", 400, "gw.AppKeyMissing", ""},
		{"unknown app key", "/openapi/param2/1/com.alibaba.product/no.such/999", good, "", 400, "gw.SignatureInvalid", ""},
		{"unknown API before signature", "/openapi/param2/1/com.alibaba.product/no.such/1234567", good, "BAD", 400, "gw.APIUnsupported", ""},
		{"unknown version", "/openapi/param2/9/com.alibaba.product/alibaba.product.get/1234567", good, "", 400, "gw.APIUnsupported", ""},
		{"unknown protocol", "/openapi/xml2/1/com.alibaba.product/alibaba.product.get/1234567", good, "", 400, "gw.APIUnsupported", ""},
		{"path too long", path + "/more", good, "", 400, "gw.APIUnsupported", ""},
		{"no signature, before token", path, with("access_token", "-"), "none", 400, "gw.SignatureMissing", ""},
		{"wrong signature, before token", path, with("access_token", "-"), "BAD", 400, "gw.SignatureInvalid", "Invalid signature"},
		{"lower-case signature", path, good, strings.ToLower(sign("AbCdEf123456", signatureBase(signedPath, good))), 400, "gw.SignatureInvalid", ""},
		{"old timestamp", path, with("_aop_timestamp", "1700000000000"), "", 400, "gw.TimestampInvalid", ""},
		{"timestamp of now", path, with("_aop_timestamp", strconv.FormatInt(testStart.UnixMilli(), 10), "productID", "-"), "", 400, "gw.ParamMissing", ""},
		{"no token", path, with("access_token", "-"), "", 401, "401", "Request need user authenticated"},
		{"unknown token, before params", path, with("access_token", "x", "productID", "-"), "", 401, "401", "Request need user authorized"},
		{"missing parameter", path, with("productID", "-"), "", 400, "gw.ParamMissing", ""},
		{"parameter is no number", path, with("productID", "12a"), "", 400, "gw.ParamInvalid", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			form := url.Values{}
			for k, v := range test.params {
				form.Set(k, v)
			}
			switch test.signature {
			case "none":
			case "":
				form.Set(signatureParam, sign("AbCdEf123456", signatureBase(strings.TrimPrefix(test.path, "/openapi/"), test.params)))
			default:
				form.Set(signatureParam, test.signature)
			}
			a := b.do("POST", test.path, form.Encode(), "Content-Type", formType)
			if a.status != test.status || a.text("error_code") != test.code {
				t.Errorf("%d %s, want %d %s", a.status, a.raw, test.status, test.code)
			}
			if test.text != "" && a.text("error_message") != test.text {
				t.Errorf("text %q, want %q", a.text("error_message"), test.text)
			}
			a.shape(`{"error_code":"x","error_message":"x","exception":"x","request_id":"x"}`)
		})
	}
}

func TestGatewayTokenBeforeEntitlement(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.control("POST", "apps", map[string]any{"appKey": "1234567", "appSecret": "AbCdEf123456", "denied": []string{"com.alibaba.trade:*"}})
	const create = "com.alibaba.trade:alibaba.preOrder.create"
	a := b.call(sellerClothes, create, nil) // parameters missing too: entitlement comes first
	a.want("gw.APIACLDecline", "error_code")
	a.want("AppKey is not allowed(acl)", "error_message")
	path, body := b.signed(create, map[string]string{"access_token": "unknown"})
	b.do("POST", path, body, "Content-Type", formType).want("401", "error_code")
	if a := b.call(sellerClothes, apiBasic, nil); a.status != 200 {
		t.Errorf("an API that is not denied: %s", a.raw)
	}
}

func TestGatewayTokenOfAnotherApp(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.control("POST", "apps", map[string]any{"appKey": "777", "appSecret": "other"})
	foreign := b.control("POST", "tokens", map[string]any{"loginId": sellerClothes, "appKey": "777"}).text("accessToken")
	path, body := b.signed(apiBasic, map[string]string{"access_token": foreign})
	if a := b.do("POST", path, body, "Content-Type", formType); a.status != 401 {
		t.Errorf("%d %s, want 401", a.status, a.raw)
	}
}

func TestGatewayMergesQueryAndBody(t *testing.T) {
	t.Parallel()
	b := setup(t)
	const path = "param2/1/com.alibaba.account/alibaba.account.basic/1234567"
	params := map[string]string{"access_token": b.token(sellerClothes), "memo": "a b+c&d=红"}
	signature := sign("AbCdEf123456", signatureBase(path, params))
	query := url.Values{"access_token": {params["access_token"]}, signatureParam: {signature}}
	body := url.Values{"memo": {params["memo"]}}

	if a := b.do("POST", "/openapi/"+path+"?"+query.Encode(), body.Encode(), "Content-Type", formType); a.status != 200 {
		t.Errorf("query and body: %s", a.raw)
	}
	if a := b.do("GET", "/openapi/"+path+"?"+query.Encode()+"&"+body.Encode(), ""); a.status != 200 {
		t.Errorf("GET: %s", a.raw)
	}
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for k, v := range map[string]string{"access_token": params["access_token"], "memo": params["memo"], signatureParam: signature} {
		if err := w.WriteField(k, v); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("imageBytes", "a.jpg") // byte[] parameters are not signed
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte{0xff, 0xd8, 0xff}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if a := b.do("POST", "/openapi/"+path, form.String(), "Content-Type", w.FormDataContentType()); a.status != 200 {
		t.Errorf("multipart: %s", a.raw)
	}
	if a := b.do("POST", "/openapi/"+path, "a=%zz", "Content-Type", formType); a.text("error_code") != "gw.ParamInvalid" {
		t.Errorf("broken encoding: %s", a.raw)
	}
	if a := b.do("DELETE", "/openapi/"+path, ""); a.status != http.StatusMethodNotAllowed {
		t.Errorf("DELETE: %d", a.status)
	}
}

func TestGatewayLimitsRate(t *testing.T) {
	t.Parallel()
	b := setup(t, func(c *Config) { c.Rate = 3; c.Switches.QosStatus = 429 })
	limited := 0
	for range 12 {
		if a := b.call(sellerClothes, apiBasic, nil); a.text("error_code") == "gw.QosAppFrequencyLimit" {
			limited++
			a.want("App call exceeds limited frequency", "error_message")
			if a.status != 429 {
				t.Errorf("status %d, want the switch's 429", a.status)
			}
		}
	}
	if limited != 9 {
		t.Errorf("%d of 12 calls limited, want all beyond the burst of 3", limited)
	}
	b.advance("1h")
	b.call(sellerClothes, apiBasic, nil).want("gw.QosAppFrequencyLimit", "error_code")
}

func TestSystemTime(t *testing.T) {
	t.Parallel()
	b := setup(t)
	a := b.do("GET", "/openapi/param2/1/system/currentTime/1234567", "")
	if string(a.raw) != `"20260801101500000+0800"` {
		t.Errorf("currentTime %s", a.raw)
	}
	if a := b.do("GET", "/openapi/param2/1/system/currentTimeMillis/1234567", ""); string(a.raw) != strconv.FormatInt(testStart.UnixMilli(), 10) {
		t.Errorf("currentTimeMillis %s", a.raw)
	}
	if a := b.do("GET", "/openapi/param2/1/system/currentTime/1234567?_aop_signature=BAD", ""); a.text("error_code") != "gw.SignatureInvalid" {
		t.Errorf("a signature that is sent is checked: %s", a.raw)
	}
	b.control("PATCH", "switches", map[string]any{"systemTimeSigned": true})
	b.do("GET", "/openapi/param2/1/system/currentTime/1234567", "").want("gw.SignatureMissing", "error_code")
}

func TestPublicAPIIgnoresBadToken(t *testing.T) {
	t.Parallel()
	b := setup(t)
	path, body := b.signed("com.alibaba.product:alibaba.category.get", map[string]string{"categoryID": "0", "access_token": "nonsense"})
	b.do("POST", path, body, "Content-Type", formType).want("true", "succes")
}

func TestRequestLogTellsWhy(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.do("POST", "/openapi/param2/1/com.alibaba.account/alibaba.account.basic/1234567", "_aop_signature=BAD&access_token=0123456789abcdef", "Content-Type", formType)
	log := b.control("GET", "requests?refused=1", nil)
	log.want("gw.SignatureInvalid", 0, "code")
	log.want("com.alibaba.account:alibaba.account.basic-1", 0, "api")
	if !strings.HasPrefix(log.text(0, "signed"), "param2/1/com.alibaba.account/") {
		t.Errorf("the signed text is missing: %s", log.raw)
	}
	log.want("0123***cdef", 0, "params", "access_token")
	counters := b.control("GET", "counters", nil)
	counters.want("1", "apis", "com.alibaba.account:alibaba.account.basic-1", "refused")
}
