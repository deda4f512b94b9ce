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

// ParseOfferRef finds the offer id in what a person pastes: a link of the desktop
// or mobile site, a link with an offerId parameter, plain digits, also full-width
// ones, all with text around. It refuses links to other hosts and texts that name
// two offers. In free text an id has 9 to 19 digits. The error is a
// *[OfferRefError].
func ParseOfferRef(text string) (ID, error) {
	text = strings.TrimSpace(strings.Map(narrow, text))
	if text == "" {
		return "", &OfferRefError{Reason: OfferRefEmpty}
	}
	links := linkPattern.FindAllString(text, -1)
	if len(links) == 0 {
		for _, bare := range barePattern.FindAllString(text, -1) {
			links = append(links, "https://"+bare)
		}
	}
	var candidates []string
	if len(links) > 0 {
		for _, link := range links {
			found, err := idsOfLink(link)
			if err != nil {
				return "", err
			}
			candidates = append(candidates, found...)
		}
	} else {
		for _, digits := range digitsPattern.FindAllString(text, -1) {
			if digits == text || len(digits) >= 9 {
				candidates = append(candidates, digits)
			}
		}
	}
	return oneID(text, candidates)
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
func idsOfLink(link string) ([]string, error) {
	u, err := url.Parse(link)
	if err != nil {
		return nil, &OfferRefError{Reason: OfferRefNoID, Text: clip(link, 80)}
	}
	host := strings.ToLower(u.Hostname())
	if host != "1688.com" && !strings.HasSuffix(host, ".1688.com") {
		return nil, &OfferRefError{Reason: OfferRefHost, Text: clip(host, 80)}
	}
	if m := pathPattern.FindStringSubmatch(u.Path); m != nil {
		return []string{m[1]}, nil
	}
	var found []string
	for key, values := range u.Query() {
		if strings.EqualFold(key, "offerId") {
			found = append(found, values...)
		}
	}
	return found, nil
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
