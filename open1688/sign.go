package open1688

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the platform prescribes HMAC-SHA1
	"encoding/hex"
	"slices"
	"strings"
)

// signatureParam carries the signature and is never part of its own base.
const signatureParam = "_aop_signature"

// Signature computes the value of _aop_signature: HMAC-SHA1 over urlPath
// followed by the sorted key+value strings, in upper-case hex (reference §2.1).
// urlPath starts at the protocol and has no leading slash, as in
// param2/1/com.alibaba.trade/alibaba.trade.cancel/1234567; it is empty for the
// parameter-only signature of push messages (§2.2). Values are the raw text
// before URL encoding. An entry named _aop_signature is left out.
func Signature(secret Secret, urlPath string, params map[string]string) string {
	return sign(secret, signatureBase(urlPath, params))
}

func sign(secret Secret, base string) string {
	mac := hmac.New(sha1.New, []byte(secret.Reveal()))
	mac.Write([]byte(base))
	return strings.ToUpper(hex.EncodeToString(mac.Sum(nil)))
}

// signatureBase is the text that is signed. The concatenated key+value strings
// are sorted, not the keys: the two differ when one key is a prefix of another
// (vector V6), and only the first is what the platform does.
func signatureBase(urlPath string, params map[string]string) string {
	pairs := make([]string, 0, len(params))
	for key, value := range params {
		if key != signatureParam {
			pairs = append(pairs, key+value)
		}
	}
	return joinBase(urlPath, pairs)
}

func joinBase(urlPath string, pairs []string) string {
	slices.Sort(pairs)
	return urlPath + strings.Join(pairs, "")
}
