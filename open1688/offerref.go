package open1688

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// OfferRefError says why a pasted text names no offer.
type OfferRefError struct {
	Reason OfferRefReason
	Text   string // the text or host at fault, shortened
}

// OfferRefReason is a reason of an [OfferRefError].
type OfferRefReason string

// Reasons of an [OfferRefError].
const (
	OfferRefEmpty     OfferRefReason = "empty"
	OfferRefHost      OfferRefReason = "host"      // a link, but not to 1688
	OfferRefNoID      OfferRefReason = "no_id"     // nothing that looks like an offer id, or a short link
	OfferRefAmbiguous OfferRefReason = "ambiguous" // several different ids
)

// Error names the reason.
func (e *OfferRefError) Error() string {
	return fmt.Sprintf("open1688: %q names no offer: %s", e.Text, e.Reason)
}

var (
	linkPattern   = regexp.MustCompile(`(?i)\bhttps?://[^\s<>"'\p{Han}，。；、（）《》【】]+`)
	barePattern   = regexp.MustCompile(`(?i)(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?[/?][^\s<>"'\p{Han}，。；、（）《》【】]*`)
	pathPattern   = regexp.MustCompile(`(?i)/offer/([0-9]{1,19})(?:[^0-9]|$)`)
	digitsPattern = regexp.MustCompile(`[0-9]+`)
)

// OfferLink is what a pasted text names: an offer, and one SKU of it when the link
// says so.
type OfferLink struct {
	OfferID ID
	SKUID   ID // empty when the text names none, or several
}

// ParseOfferRef is [ParseOfferLink] for those who want the offer alone.
func ParseOfferRef(text string) (ID, error) {
	link, err := ParseOfferLink(text)
	return link.OfferID, err
}

// ParseOfferLink finds the offer id in what a person pastes: a link of the desktop
// or mobile site, a link with an offerId parameter, also one that leads to such a link
// (a sign-in page, a click counter), plain digits, also full-width ones, all with text
// around. It refuses links to other hosts and texts that name two offers. In free text
// an id has 9 to 19 digits. The error is a *[OfferRefError].
func ParseOfferLink(text string) (OfferLink, error) {
	text = strings.TrimSpace(strings.Map(narrow, text))
	if text == "" {
		return OfferLink{}, &OfferRefError{Reason: OfferRefEmpty}
	}
	links := linkPattern.FindAllString(text, -1)
	if len(links) == 0 {
		for _, bare := range barePattern.FindAllString(text, -1) {
			links = append(links, "https://"+bare)
		}
	}
	var candidates, skus []string
	if len(links) > 0 {
		for _, link := range links {
			found, of, err := idsOfLink(link)
			if err != nil {
				return OfferLink{}, err
			}
			candidates, skus = append(candidates, found...), append(skus, of...)
		}
	} else {
		for _, digits := range digitsPattern.FindAllString(text, -1) {
			if digits == text || len(digits) >= 9 {
				candidates = append(candidates, digits)
			}
		}
	}
	offer, err := oneID(text, candidates)
	if err != nil {
		return OfferLink{}, err
	}
	sku, err := oneID(text, skus)
	if err != nil {
		sku = "" // no SKU, or nobody knows which
	}
	return OfferLink{offer, sku}, nil
}

func oneID(text string, candidates []string) (ID, error) {
	var found ID
	for _, candidate := range candidates {
		id := ID(candidate)
		switch {
		case !id.Numeric() || len(id) > 19 || id == "0":
		case found != "" && found != id:
			return "", &OfferRefError{Reason: OfferRefAmbiguous, Text: clip(text, 80)}
		default:
			found = id
		}
	}
	if found == "" {
		return "", &OfferRefError{Reason: OfferRefNoID, Text: clip(text, 80)}
	}
	return found, nil
}

// idsOfLink looks only where 1688 puts offer ids, so that other numbers in a
// link are not taken for one, and only on hosts of 1688, so that a link on a
// foreign site which merely contains a 1688 link is refused.
func idsOfLink(link string) (offers, skus []string, err error) {
	u, err := url.Parse(link)
	if err != nil {
		return nil, nil, &OfferRefError{Reason: OfferRefNoID, Text: clip(link, 80)}
	}
	if host := strings.ToLower(u.Hostname()); !platformHost(host) {
		return nil, nil, &OfferRefError{Reason: OfferRefHost, Text: clip(host, 80)}
	}
	if offers, skus = idsIn(u); len(offers) > 0 {
		return offers, skus, nil
	}
	// A page of 1688 on the way to an offer, which it holds as a parameter.
	for _, values := range u.Query() {
		for _, value := range values {
			if to, err := url.Parse(value); err == nil && platformHost(strings.ToLower(to.Hostname())) {
				found, of := idsIn(to)
				offers, skus = append(offers, found...), append(skus, of...)
			}
		}
	}
	return offers, skus, nil
}

func platformHost(host string) bool {
	return host == "1688.com" || strings.HasSuffix(host, ".1688.com")
}

// idsIn gives the ids that a link itself names.
func idsIn(u *url.URL) (offers, skus []string) {
	if m := pathPattern.FindStringSubmatch(u.Path); m != nil {
		offers = []string{m[1]}
	}
	inPath := len(offers) > 0
	for key, values := range u.Query() {
		switch strings.ToLower(strings.ReplaceAll(key, "_", "")) {
		case "offerid", "offerids":
			for _, value := range values {
				if !inPath {
					offers = append(offers, strings.Split(value, ",")...)
				}
			}
		case "skuid":
			skus = append(skus, values...)
		}
	}
	return offers, skus
}

// narrow maps what an input method may have made full-width within a link or id
// to ASCII. Punctuation that ends a sentence stays, as it ends a link.
func narrow(r rune) rune {
	switch {
	case r >= '０' && r <= '９', r >= 'Ａ' && r <= 'Ｚ', r >= 'ａ' && r <= 'ｚ', strings.ContainsRune("：／．？＝＆－＿", r):
		return r - '！' + '!'
	case r == '　':
		return ' '
	default:
		return r
	}
}
