package inbox

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/open1688"
)

// Message is what a subscriber is given.
type Message struct {
	ID       string          // of the platform, the same however often it comes
	Topic    string          // one of open1688's Topic constants, or a new one
	Account  db.ID           // of the set in scope
	Subject  string          // id of the order or offer it is about; empty when it names none
	Body     json.RawMessage // the payload, see Decode
	At       time.Time       // when the platform says it was born; zero when it does not
	Replayed bool            // it was fetched, since it could not be pushed
}

// Decode reads the payload into T, such as open1688.OrderEvent.
func Decode[T any](m Message) (*T, error) { return open1688.Decode[T](m.Body) }

// Limits of what is stored of a message; what is longer is no message of the platform.
const (
	maxID    = 64
	maxTopic = 100
	maxText  = 64 << 10
)

// message is one as it came in.
type message struct {
	id       string
	topic    string
	member   string
	subject  string
	born     db.Time
	body     string
	replayed bool
	readable bool
}

// read makes a message of a form that passed [open1688.VerifyPush].
func read(form url.Values) message {
	m, err := open1688.ParsePush(form)
	if err != nil {
		return unreadable(form.Encode())
	}
	return take(m)
}

// take makes a message of one that was parsed. One that lacks what it is known by, or has
// text in it that no database keeps, is stored as it is: the platform would send it again
// and again, and nobody would see why.
func take(m *open1688.Message) message {
	out := message{id: m.ID.String(), topic: m.Type, member: m.UserInfo, body: string(m.Data), readable: true}
	if out.body == "" {
		out.body = "{}"
	}
	if !plain(out.id, maxID) || !plain(out.topic, maxTopic) || !plain(out.member, maxTopic) || !keepable(out.body) {
		all, err := json.Marshal(m)
		if err != nil {
			all = []byte(m.ID)
		}
		return unreadable(string(all))
	}
	if year := m.Born.Year(); year >= 2000 && year < 2200 {
		out.born = db.At(m.Born.Time)
	}
	out.subject = subject(m.Data)
	return out
}

// unreadable is a signed text that is no message: its key is what it says.
func unreadable(text string) message {
	sum := sha256.Sum256([]byte(text))
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "�")
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "")
	}
	return message{id: "sha256:" + hex.EncodeToString(sum[:16]), body: text}
}

// plain tells a short text of printable characters, not empty.
func plain(s string, limit int) bool {
	return s != "" && len(s) <= limit && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) })
}

// keepable tells a text that both databases keep.
func keepable(s string) bool {
	return len(s) <= maxText && utf8.ValidString(s) && !strings.Contains(s, "\x00")
}

// about are the places in which payloads name what they are about (reference §6.4).
type about struct {
	OrderID open1688.ID `json:"orderId"`
	Trace   lines       `json:"OrderLogisticsTracingModel"`
	MailNo  lines       `json:"MailNoChangeModel"`
	Paid    []struct {
		OrderID open1688.ID `json:"orderId"`
	} `json:"batchPay"`
	ProductIDs string      `json:"productIds"`
	ProductID  open1688.ID `json:"productId"`
	Stock      []struct {
		OfferID open1688.ID `json:"offerId"`
	} `json:"OfferInventoryChangeList"`
}

type lines struct {
	Lines []struct {
		OrderID open1688.ID `json:"orderId"`
	} `json:"orderLogsItems"`
}

// subject is the id of the order or offer that the payload is about, the first of several.
func subject(body json.RawMessage) string {
	a, err := open1688.Decode[about](body)
	if err != nil {
		return ""
	}
	first, _, _ := strings.Cut(a.ProductIDs, ",")
	ids := []open1688.ID{a.OrderID, a.ProductID, open1688.ID(strings.TrimSpace(first))}
	for _, list := range []lines{a.Trace, a.MailNo} {
		for _, l := range list.Lines {
			ids = append(ids, l.OrderID)
		}
	}
	for _, p := range a.Paid {
		ids = append(ids, p.OrderID)
	}
	for _, c := range a.Stock {
		ids = append(ids, c.OfferID)
	}
	for _, id := range ids {
		if id.Numeric() {
			return id.String()
		}
	}
	return ""
}
