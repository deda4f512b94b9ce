package sandbox1688

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the platform prescribes HMAC-SHA1
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
)

// signatureParam carries the signature and is never part of what is signed.
const signatureParam = "_aop_signature"

// signatureBase is the text a signature is computed over (1688 reference §2.1):
// the path from the protocol on, then each parameter as key+value with raw values,
// the concatenations sorted bytewise. An empty path gives the parameter-only
// signature of §2.2.
func signatureBase(path string, params map[string]string) string {
	pairs := make([]string, 0, len(params))
	for k, v := range params {
		if k != signatureParam {
			pairs = append(pairs, k+v)
		}
	}
	slices.Sort(pairs)
	return path + strings.Join(pairs, "")
}

// sign is upper-case hex HMAC-SHA1 of base under secret.
func sign(secret, base string) string {
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(base))
	return strings.ToUpper(hex.EncodeToString(mac.Sum(nil)))
}

// diagnose says why got is not the signature of the call, by trying the mistakes
// clients are known to make. It never reveals the secret.
func diagnose(secret, path string, params map[string]string, got string) string {
	right := signatureBase(path, params)
	tries := []struct{ reason, base, secret string }{
		{"按参数名单独排序了，应按“名+值”拼接后排序 / the sort is by key alone; it must be by key and value joined", keySorted(path, params), secret},
		{"签名用了 URL 编码后的值，应使用原值 / the values were signed URL-encoded; they must be signed raw", encodedBase(path, params), secret},
		{"签名缺少路径 / the path was not signed", signatureBase("", params), secret},
		{"签名路径多了开头的斜杠 / the path was signed with a leading slash", "/" + right, secret},
		{"签名路径应从协议段开始，不含 openapi / the path was signed with its root; it must start at the protocol", "openapi/" + right, secret},
		{"签名路径应从协议段开始，不含 openapi / the path was signed with its root; it must start at the protocol", "/openapi/" + right, secret},
		{"access_token 没有参与签名 / access_token was sent but not signed", signatureBase(path, without(params, "access_token")), secret},
		{"_aop_timestamp 没有参与签名 / _aop_timestamp was sent but not signed", signatureBase(path, without(params, "_aop_timestamp")), secret},
		{"空值参数没有参与签名 / empty values were sent but not signed", signatureBase(path, withoutEmpty(params)), secret},
		{"密钥后多了 & / the secret was extended by &", right, secret + "&"},
	}
	if strings.ToUpper(got) == sign(secret, right) {
		return "签名应为大写十六进制 / the signature must be upper-case hexadecimal"
	}
	for _, try := range tries {
		if try.base != right || try.secret != secret {
			if strings.EqualFold(got, sign(try.secret, try.base)) {
				return try.reason
			}
		}
	}
	return "密钥不对或原因不明，请比对沙箱的签名原文 / neither the secret nor a known mistake explains it: compare the text the sandbox signed with your own"
}

func keySorted(path string, params map[string]string) string {
	keys := make([]string, 0, len(params))
	for k := range params {
		if k != signatureParam {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var b strings.Builder
	b.WriteString(path)
	for _, k := range keys {
		b.WriteString(k + params[k])
	}
	return b.String()
}

func encodedBase(path string, params map[string]string) string {
	encoded := make(map[string]string, len(params))
	for k, v := range params {
		encoded[k] = url.QueryEscape(v)
	}
	return signatureBase(path, encoded)
}

func without(params map[string]string, key string) map[string]string {
	rest := make(map[string]string, len(params))
	for k, v := range params {
		if k != key {
			rest[k] = v
		}
	}
	return rest
}

func withoutEmpty(params map[string]string) map[string]string {
	rest := make(map[string]string, len(params))
	for k, v := range params {
		if v != "" {
			rest[k] = v
		}
	}
	return rest
}
