package open1688

import (
	"bytes"
	"crypto/hmac"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// messageParam is the form field that holds a pushed message.
const messageParam = "message"

var errNoType = errors.New("no type")

// PushError says why a pushed form was refused.
type PushError struct {
	Reason PushReason
	Err    error // the cause, may be nil
}

// PushReason is a reason of a [PushError].
type PushReason string

// Reasons of a [PushError].
const (
	PushUnsigned  PushReason = "unsigned"  // no signature, or more than one
	PushForged    PushReason = "forged"    // the signature does not fit
	PushMalformed PushReason = "malformed" // the message cannot be read
)

// Error names the reason.
func (e *PushError) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("open1688: push message is %s: %v", e.Reason, e.Err)
	}
	return fmt.Sprintf("open1688: push message is %s", e.Reason)
}

// Unwrap returns the cause.
func (e *PushError) Unwrap() error { return e.Err }

// VerifyPush checks that a pushed form was signed with the app's secret
// (reference §6.2). form is the decoded body exactly as received, as in
// http.Request.PostForm; undo no HTML escaping and add nothing. Forms that carry
// the fields of the message one by one instead of a message field are signed
// over all of them. The error is a *[PushError].
func VerifyPush(form url.Values, secret Secret) error {
	given := form[signatureParam]
	if len(given) != 1 || given[0] == "" || secret.IsZero() {
		return &PushError{Reason: PushUnsigned}
	}
	var pairs []string
	if messages, ok := form[messageParam]; ok {
		if len(messages) != 1 { // a second one would ride on the first one's signature
			return &PushError{Reason: PushForged}
		}
		pairs = []string{messageParam + messages[0]}
	} else {
		for key, values := range form {
			if key == signatureParam {
				continue
			}
			if len(values) != 1 {
				return &PushError{Reason: PushForged}
			}
			pairs = append(pairs, key+values[0])
		}
	}
	if !hmac.Equal([]byte(sign(secret, joinBase("", pairs))), []byte(strings.ToUpper(given[0]))) {
		return &PushError{Reason: PushForged}
	}
	return nil
}

// Message is a pushed event (reference §6.3). Events come unordered and more than
// once: drop repeats by ID and read the order again for the truth.
type Message struct {
	ID         ID              `json:"msgId"`
	Born       Time            `json:"gmtBorn"`
	Type       string          `json:"type"`     // topic
	UserInfo   string          `json:"userInfo"` // member id of the account it is for
	Data       json.RawMessage `json:"data"`     // payload; text holding JSON is unwrapped
	BizKey     string          `json:"bizKey"`   // often, but not always, an order id: never use it as one
	AppKey     string          `json:"appKey"`   // replay API only
	TopicGroup string          `json:"topicGroup"`
	TopicName  string          `json:"topicName"`
	ExtraInfo  json.RawMessage `json:"extraInfo"`
	Extra      Extra           `json:"-"`
}

// ParsePush reads a pushed form, which must have passed [VerifyPush]. The error
// is a *[PushError].
func ParsePush(form url.Values) (*Message, error) {
	if _, ok := form[messageParam]; ok { // the other fields were not signed then
		return ParseMessage([]byte(form.Get(messageParam)))
	}
	fields := make(map[string]json.RawMessage, len(form))
	for key := range form {
		if key == signatureParam {
			continue
		}
		value := form.Get(key)
		if key == "data" || key == "extraInfo" {
			if json.Valid([]byte(value)) {
				fields[key] = json.RawMessage(value)
				continue
			}
		}
		quoted, err := json.Marshal(value)
		if err != nil {
			return nil, &PushError{Reason: PushMalformed, Err: err}
		}
		fields[key] = quoted
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return nil, &PushError{Reason: PushMalformed, Err: err}
	}
	return ParseMessage(body)
}

// ParseMessage reads the JSON text of a message.
func ParseMessage(text []byte) (*Message, error) {
	msg, err := Decode[Message](text)
	if err != nil {
		return nil, &PushError{Reason: PushMalformed, Err: err}
	}
	if msg.Type == "" {
		return nil, &PushError{Reason: PushMalformed, Err: errNoType}
	}
	msg.Data = unwrapJSON(msg.Data)
	return msg, nil
}

// unwrapJSON turns a JSON string that itself holds an object or array into that.
func unwrapJSON(raw json.RawMessage) json.RawMessage {
	var text string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &text) != nil {
		return raw
	}
	inner := bytes.TrimSpace([]byte(text))
	if len(inner) == 0 || (inner[0] != '{' && inner[0] != '[') || !json.Valid(inner) {
		return raw
	}
	return inner
}
