package currency

import "github.com/huotong/huotong/internal/dec"

// Amount is an amount in yuan at a rate, half up to the fen.
func Amount(a dec.Amount, rate dec.Cost) (dec.Amount, error) {
	return a.MulRatio(int64(rate), int64(Par))
}

// Price is a price in yuan at a rate, half up to four decimals.
func Price(p dec.Price, rate dec.Cost) (dec.Price, error) {
	return p.MulRatio(int64(rate), int64(Par))
}
