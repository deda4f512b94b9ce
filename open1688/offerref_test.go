package open1688

import (
	"errors"
	"testing"
)

func TestParseOfferRef(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]ID{
		"https://detail.1688.com/offer/554456348334.html":                                                                   "554456348334",
		"http://detail.1688.com/offer/554456348334.html?spm=a261y.7663282&skuId=3332":                                       "554456348334",
		"https://m.1688.com/offer/554456348334.html":                                                                        "554456348334",
		"m.1688.com/offer/554456348334.html":                                                                                "554456348334",
		"detail.1688.com/offer/554456348334":                                                                                "554456348334",
		"https://detail.m.1688.com/page/index.html?offerId=554456348334&sk=consign":                                         "554456348334",
		"https://dj.1688.com/ci_bb?a=123456789012&OfferID=554456348334":                                                     "554456348334",
		"https://m.1688.com/page/x.html?offer_id=554456348334":                                                              "554456348334",
		"https://winport.m.1688.com/page/index.html?offerIds=554456348334":                                                  "554456348334",
		"wireless1688://ma.m.1688.com/plugin?offerId=554456348334":                                                          "554456348334",
		"https://login.1688.com/member/jump.htm?target=https%3A%2F%2Fdetail.1688.com%2Foffer%2F554456348334.html%3Fspm%3Da": "554456348334",
		"554456348334":        "554456348334",
		"  554456348334\n":    "554456348334",
		"５５４４５６３４８３３４":        "554456348334",
		"1040473674152":       "1040473674152",
		"123":                 "123",
		"款号 554456348334，要两件": "554456348334",
		"【1688】看看 https://detail.1688.com/offer/554456348334.html，谢谢！":                   "554456348334",
		"https://detail.1688.com/offer/554456348334.html, thanks":                        "554456348334",
		"ｈｔｔｐｓ：／／detail.1688.com／offer／５５４４５６３４８３３４.html":                                "554456348334",
		"554456348334 https://M.1688.COM/offer/554456348334.html":                        "554456348334",
		"https://detail.1688.com/offer/1.html https://m.1688.com/offer/1.html?offerId=2": "1",
	} {
		if got, err := ParseOfferRef(text); err != nil || got != want {
			t.Errorf("%q gives %q, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]OfferRefReason{
		"":                               OfferRefEmpty,
		" 　 ":                            OfferRefEmpty,
		"abc":                            OfferRefNoID,
		"0":                              OfferRefNoID,
		"买 3 件":                          OfferRefNoID,
		"https://detail.1688.com/":       OfferRefNoID,
		"https://qr.1688.com/s/aBcD1234": OfferRefNoID,
		"https://detail.1688.com/offer/99999999999999999999.html":                                                  OfferRefNoID,
		"https://detail.tmall.com/item.htm?id=554456348334":                                                        OfferRefHost,
		"https://detail.1688.com.evil.com/offer/554456348334.html":                                                 OfferRefHost,
		"https://evil1688.com/offer/554456348334.html":                                                             OfferRefHost,
		"https://detail.1688.com@evil.com/offer/554456348334.html":                                                 OfferRefHost,
		"https://evil.com/?u=https://detail.1688.com/offer/554456348334.html":                                      OfferRefHost,
		"detail.tmall.com/item.htm?id=554456348334":                                                                OfferRefHost,
		"554456348334 和 612345678901":                                                                              OfferRefAmbiguous,
		"https://m.1688.com/offer/554456348334.html\nhttps://m.1688.com/offer/612345678901.html":                   OfferRefAmbiguous,
		"https://m.1688.com/x?offerId=554456348334&offerid=612345678901":                                           OfferRefAmbiguous,
		"https://winport.m.1688.com/page/index.html?offerIds=554456348334,612345678901":                            OfferRefAmbiguous,
		"https://login.1688.com/member/jump.htm?target=https%3A%2F%2Fdetail.tmall.com%2Foffer%2F554456348334.html": OfferRefNoID,
	} {
		got, err := ParseOfferRef(text)
		var ref *OfferRefError
		if !errors.As(err, &ref) || ref.Reason != want {
			t.Errorf("%q gives %q, %v; want reason %s", text, got, err, want)
		}
	}
}

func TestParseOfferLinkKeepsTheSKU(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]OfferLink{
		"https://detail.1688.com/offer/554456348334.html?spm=a261y&skuId=3332085412530":                                    {"554456348334", "3332085412530"},
		"https://detail.1688.com/offer/554456348334.html?sku_id=3332085412530#x":                                           {"554456348334", "3332085412530"},
		"https://detail.m.1688.com/page/index.html?offerId=554456348334&skuId=3332085412530":                               {"554456348334", "3332085412530"},
		"https://detail.1688.com/offer/554456348334.html?skuId=":                                                           {"554456348334", ""},
		"https://detail.1688.com/offer/554456348334.html?skuId=abc":                                                        {"554456348334", ""},
		"https://detail.1688.com/offer/1.html?skuId=7 https://m.1688.com/offer/1.html?skuId=8":                             {"1", ""},
		"https://login.1688.com/jump.htm?target=https%3A%2F%2Fdetail.1688.com%2Foffer%2F554456348334.html%3FskuId%3D33320": {"554456348334", "33320"},
		"554456348334": {"554456348334", ""},
	} {
		if got, err := ParseOfferLink(text); err != nil || got != want {
			t.Errorf("%q gives %v, %v; want %v", text, got, err, want)
		}
	}
}

func FuzzParseOfferRef(f *testing.F) {
	for _, seed := range []string{"https://detail.1688.com/offer/1.html", "５５４４５６３４８３３４", "m.1688.com/?offerId=5", "http://[::1", "https://1688.com/%zz", "款号 554456348334"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := ParseOfferRef(text)
		var ref *OfferRefError
		if err != nil {
			if !errors.As(err, &ref) || id != "" {
				t.Fatalf("%q gives %q and an error of type %T", text, id, err)
			}
			return
		}
		if !id.Numeric() || len(id) > 19 {
			t.Fatalf("%q gives %q, which is no id", text, id)
		}
		if again, err := ParseOfferRef(string(id)); err != nil || again != id {
			t.Fatalf("%q gives %q, which gives %q, %v", text, id, again, err)
		}
	})
}
