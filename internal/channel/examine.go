package channel

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// Verdict is what an examination says of one thing.
type Verdict string

// The verdicts.
const (
	VerdictGood Verdict = "good"
	VerdictNote Verdict = "note" // worth knowing, or not to be found out now
	VerdictBad  Verdict = "bad"
)

// Finding is one thing an examination of 1688 looked at.
type Finding struct {
	Subject string // code of the vocabulary "examination"
	Verdict Verdict
	What    *fault.Error // the finding, and what to do about it, in both languages
}

// Findings collects what an examination found.
type Findings []Finding

func (f *Findings) good(subject string, what *fault.Error) {
	*f = append(*f, Finding{subject, VerdictGood, what})
}

func (f *Findings) note(subject string, what *fault.Error) {
	*f = append(*f, Finding{subject, VerdictNote, what})
}

func (f *Findings) bad(subject string, what *fault.Error) {
	*f = append(*f, Finding{subject, VerdictBad, what})
}

const (
	examineWithin = 15 * time.Second
	// maxClockGap is how far clocks may differ before tokens and signatures suffer.
	maxClockGap = 2 * time.Minute
)

// ExamineCallback looks where 1688 sends owners back to: whether the address can
// be reached from outside at all, and whether this program answers there.
func ExamineCallback(ctx context.Context, publicURL string) Findings {
	var f Findings
	at := publicURL + CallbackPath
	u, err := url.Parse(at)
	if err != nil {
		f.bad("callback", foundNoAddress.With("url", at))
		return f
	}
	ip := net.ParseIP(u.Hostname())
	switch {
	case u.Hostname() == "localhost" || ip.IsLoopback():
		f.note("public_url", foundThisMachine)
	case ip.IsPrivate():
		f.note("public_url", foundThisNetwork)
	case u.Scheme != "https":
		f.note("public_url", foundNoHTTPS)
	}
	f.note("callback", foundRegister.With("url", at))
	switch text, err := beginning(ctx, at); {
	case err != nil:
		f.note("callback", foundNobody.With("url", at))
	case !strings.Contains(text, ErrStateMissing.Code): // what this program says to a visit without an authorisation
		f.bad("callback", foundSomebodyElse.With("url", at))
	default:
		f.good("callback", foundOurselves.With("url", at))
	}
	return f
}

// beginning gives the beginning of what an address answers, whatever the status.
func beginning(ctx context.Context, address string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, examineWithin)
	defer cancel()
	rq, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	answer, err := (&http.Client{}).Do(rq)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }() // only read
	body, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	return string(body), err
}

// ExamineApp asks the gateway for its time, which proves network, app key and
// clock, and tries the signature. A nil client is an installation without an app; now
// is the clock of this machine.
func ExamineApp(ctx context.Context, client *open1688.Client, now func() time.Time) Findings {
	var f Findings
	if client == nil {
		f.note("app", foundNoApp)
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, examineWithin)
	defer cancel()
	theirs, _, err := client.System.CurrentTime(ctx)
	if open1688.IsSignature(err) {
		f.bad("signature", foundSignatureRefused.With("answer", err))
		return f
	}
	if err != nil {
		f.bad("gateway", foundGatewaySilent.With("answer", err))
		return f
	}
	f.good("gateway", foundGateway)
	gap := now().Sub(theirs).Round(time.Second)
	if gap.Abs() > maxClockGap {
		f.bad("clock", foundClockOff.With("duration", gap))
	} else {
		f.good("clock", foundClock.With("duration", gap))
	}
	// The gateway looks at the signature before the token (reference §7.2): that it
	// minds only a token that nobody has proves the secret, without any shop.
	_, _, err = client.Account.Basic(ctx, open1688.NewToken("doctor"))
	switch {
	case err == nil, open1688.IsAuthExpired(err):
		f.good("signature", foundSignature)
	case open1688.IsRateLimited(err), open1688.IsUsageExhausted(err):
		f.note("signature", foundNoMoreCalls.With("answer", err))
	default:
		f.bad("signature", foundSignatureRefused.With("answer", err))
	}
	return f
}

// neededCalls are the calls of 1688 that a purpose needs, as Go methods of open1688;
// a test compares them with what the packages call.
var neededCalls = map[Purpose][]string{
	Sell: {
		"Account.Basic", "Product.List", "Product.ListByID", "Product.Get", "Product.Category",
		"PreOrder.Create", "PreOrder.List", "Trade.GetSellerOrder", "System.CurrentTime",
	},
	Buy: {
		"Account.Basic", "System.CurrentTime", "Product.GetCrossDetail",
		"Address.List", "Address.Parse", "Address.GetDivision", "Address.ListDivisions",
		"Trade.Preview", "Trade.CreateOrder", "Trade.Cancel", "Trade.ListBuyerOrders", "Trade.GetBuyerOrder", "Trade.GetPayURL",
		"Logistics.ListParcels", "Logistics.ListTraces",
	},
}

// Examine tells whether the token of an account works, until when, and whether app
// and account may call what its purpose needs. Nothing is done on 1688.
func (s *Service) Examine(ctx context.Context, sc db.Scope, purpose Purpose, id db.ID) (Findings, error) {
	shop, err := s.Account(ctx, sc, purpose, id)
	if err != nil {
		return nil, err
	}
	var f Findings
	switch {
	case s.client == nil:
		f.note("token", foundNoProbe)
		return f, nil
	case !shop.Enabled:
		f.note("token", foundDisabled)
		return f, nil
	}
	err = s.Call(ctx, sc, id, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		_, _, err := c.Account.Basic(ctx, token)
		return err
	})
	if err != nil && !open1688.IsPermission(err) {
		f.bad("token", tokenFailure(err))
		return f, nil
	}
	if fresh, err := s.Account(ctx, sc, purpose, id); err == nil {
		shop = fresh // the token may have been refreshed just now
	}
	f.good("token", foundToken.With("until", shop.AccessExpiresAt.Format(time.DateTime)))
	switch {
	case shop.RefreshExpiresAt.IsZero():
		f.note("authorisation", foundNoEnd)
	case shop.State == ShopExpiring:
		f.bad("authorisation", foundEnding.With("until", shop.RefreshExpiresAt.Format(time.DateOnly)))
	default:
		f.good("authorisation", foundEnd.With("until", shop.RefreshExpiresAt.Format(time.DateOnly)))
	}
	s.examineCalls(ctx, sc, purpose, id, &f)
	if purpose == Sell && shop.Market == "" {
		f.note("market", foundNoMarket)
	}
	for _, more := range s.onExamine {
		found, err := more(ctx, sc, purpose, shop)
		if err != nil {
			return nil, err
		}
		f = append(f, found...)
	}
	return f, nil
}

// tokenFailure says why the token did not work: what 1688 answered, or what the
// program already says of it with its remedy.
func tokenFailure(err error) *fault.Error {
	if said := fault.As(err); said != nil {
		return said
	}
	if _, platform := errors.AsType[*open1688.Error](err); platform {
		return foundTokenRefused.With("answer", err)
	}
	return foundNotKnown.With("answer", err)
}

// examineCalls tries what the purpose calls without doing it.
func (s *Service) examineCalls(ctx context.Context, sc db.Scope, purpose Purpose, shop db.ID, f *Findings) {
	var denied, unknown []string
	for _, op := range open1688.Operations() {
		if !slices.Contains(neededCalls[purpose], op.Method) {
			continue
		}
		err := s.Call(ctx, sc, shop, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
			return c.Probe(ctx, token, op)
		})
		switch {
		case open1688.IsPermission(err):
			denied = append(denied, op.Name)
		case err != nil:
			unknown = append(unknown, op.Name)
		}
	}
	switch {
	case len(denied) > 0:
		f.bad("calls", foundDenied.With("calls", strings.Join(denied, ", ")))
	case len(unknown) == 0:
		f.good("calls", foundEntitled)
	}
	if len(unknown) > 0 {
		f.note("calls", foundCallsUnknown.With("calls", strings.Join(unknown, ", ")))
	}
}
