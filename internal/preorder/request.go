package preorder

import (
	"crypto/rand"
	"strings"

	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

// request is what an attempt sends, kept with it so that the log shows it.
type request struct {
	Market    string                 `json:"market"`
	PostFee   open1688.Fen           `json:"postFee"`
	TotalFee  open1688.Fen           `json:"totalFee"`
	Remark    string                 `json:"remark"`
	Logistics open1688.LogisticsType `json:"logistics"`
	Items     []item                 `json:"items"`
}

// item is a line as 1688 is told of it.
type item struct {
	OfferID  open1688.ID  `json:"offerId"`
	SKUID    open1688.ID  `json:"skuId,omitempty"`
	Quantity int64        `json:"quantity"`
	Price    open1688.Fen `json:"price"` // per piece
	Note     string       `json:"note,omitempty"`
	Label    string       `json:"label"` // our SKU code, for messages
}

func (r *request) api() open1688.PreOrderRequest {
	out := open1688.PreOrderRequest{MarketName: r.Market, PostFee: r.PostFee, Remark: r.Remark, TotalFee: &r.TotalFee, LogisticsType: r.Logistics}
	for _, it := range r.Items {
		out.Items = append(out.Items, open1688.PreOrderItem{OfferID: it.OfferID, SKUID: it.SKUID, BuyAmount: it.Quantity, AuctionPrice: it.Price, Remark: it.Note})
	}
	return out
}

// addPriced adds items for pieces that cost amount together. 1688 wants one unit
// price in whole fen per item, so an amount that does not divide becomes two
// items a fen apart, and the bill adds up exactly.
func (r *request) addPriced(it item, pieces int64, amount dec.Amount) {
	each, rest := amount.Fen()/pieces, amount.Fen()%pieces
	if pieces > rest {
		low := it
		low.Quantity, low.Price = pieces-rest, open1688.Fen(each)
		r.Items = append(r.Items, low)
	}
	if rest > 0 {
		high := it
		high.Quantity, high.Price = rest, open1688.Fen(each+1)
		r.Items = append(r.Items, high)
	}
	r.TotalFee += open1688.Fen(amount.Fen())
}

// tokenLetters leave out what people misread.
const tokenLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// newToken draws the mark that finds an attempt again: # and ten letters.
func newToken() string {
	b := make([]byte, 10)
	_, _ = rand.Read(b) // never fails
	for i := range b {
		b[i] = tokenLetters[int(b[i])%len(tokenLetters)]
	}
	return "#" + string(b)
}

// maxRemark keeps the remark within what the platform is assumed to take.
const maxRemark = 200

// remark puts the token in front, where it is never cut off.
func remark(token, saleNo, note string) string {
	text := []rune(strings.TrimSpace(token + " " + saleNo + " " + strings.Join(strings.Fields(note), " ")))
	return string(text[:min(len(text), maxRemark)])
}

// carries tells whether a remark on 1688 is that of the attempt.
func carries(remark, token string) bool { return strings.Contains(remark, token) }

func fenText(f open1688.Fen) string { return dec.AmountFromFen(int64(f)).String() }

// total is what the customer is asked for.
func (r *request) total() dec.Amount { return dec.AmountFromFen(int64(r.TotalFee + r.PostFee)) }
