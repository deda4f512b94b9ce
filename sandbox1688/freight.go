package sandbox1688

import (
	"errors"
	"fmt"
	"slices"
)

// Values of Offer.Freight besides the ids of templates.
const (
	FreightFree      = 0  // the seller bears it
	FreightDescribed = -1 // the offer's text says what it costs; nothing can compute it
)

// What a freight template charges by.
const (
	ChargeByWeight = 0 // units are grams
	ChargeByCount  = 1 // units are pieces
	ChargeByVolume = 2 // units are cubic centimetres
)

// FreightTemplate is a seller's rule for what sending costs.
type FreightTemplate struct {
	ID         int64  `json:"id"`
	Name       string `json:"name"`
	ChargeType int    `json:"chargeType"`
	// Rates are tried in turn; the last one is for all other provinces.
	Rates []FreightRate `json:"rates"`
	// FreeOver is from how much (fen) of the template's goods on it is free; 0: never.
	FreeOver int64 `json:"freeOver,omitempty"`
}

// FreightRate is the price for some provinces: so much for the first units, so much
// for each further begun step.
type FreightRate struct {
	Provinces []string `json:"provinces,omitempty"` // codes such as 650000; none: everywhere
	FirstUnit int64    `json:"firstUnit"`
	FirstFee  int64    `json:"firstFee"` // fen
	NextUnit  int64    `json:"nextUnit"`
	NextFee   int64    `json:"nextFee"` // fen
}

// fee is what so many units cost (§4.3).
func (r *FreightRate) fee(units int64) int64 {
	if units <= r.FirstUnit {
		return r.FirstFee
	}
	steps := (units-r.FirstUnit-1)/r.NextUnit + 1
	if r.NextFee > 0 && steps > (maxPostFee-r.FirstFee)/r.NextFee {
		return maxPostFee
	}
	return r.FirstFee + steps*r.NextFee
}

// rate is the one for a division.
func (t *FreightTemplate) rate(code string) *FreightRate {
	for i := range t.Rates {
		r := &t.Rates[i]
		if len(r.Provinces) == 0 || slices.Contains(r.Provinces, provinceOf(code)) {
			return r
		}
	}
	return &t.Rates[len(t.Rates)-1]
}

func provinceOf(code string) string { return code[:min(2, len(code))] + "0000" }

// units is how much of what the template charges by one piece of the offer has.
func (t *FreightTemplate) units(o *Offer) int64 {
	switch t.ChargeType {
	case ChargeByWeight:
		return o.grams()
	case ChargeByVolume:
		return o.Length * o.Width * o.Height
	}
	return 1
}

// grams is the weight of one piece, rounded up.
func (o *Offer) grams() int64 {
	tenths, err := scaled(o.Weight, 4)
	if err != nil {
		return 0
	}
	return (max(tenths, 0) + 9) / 10
}

func (t *FreightTemplate) check() error {
	if t.ID < 1 || t.Name == "" || t.ChargeType < ChargeByWeight || t.ChargeType > ChargeByVolume || len(t.Rates) == 0 || t.FreeOver < 0 {
		return errors.New("a freight template needs id, name, chargeType 0 to 2 and rates")
	}
	for i, r := range t.Rates {
		if r.FirstUnit < 1 || r.NextUnit < 1 || r.FirstFee < 0 || r.NextFee < 0 || r.FirstFee > maxPostFee || r.NextFee > maxPostFee {
			return fmt.Errorf("rates[%d]: units must be 1 or more, fees 0 or more", i)
		}
		if last := i == len(t.Rates)-1; last != (len(r.Provinces) == 0) {
			return fmt.Errorf("rates[%d]: the last rate and only that is for all other provinces", i)
		}
	}
	return nil
}

// template finds the one an offer of the seller is sent by; nil when the freight is
// free or only described.
func (a *Account) template(o *Offer) *FreightTemplate {
	for i := range a.Freight {
		if a.Freight[i].ID == o.Freight {
			return &a.Freight[i]
		}
	}
	return nil
}

// freightOf is what sending the lines of one seller to a division costs: each template
// charges for all that is sent by it. Offers whose freight nothing can compute are
// told apart.
func freightOf(seller *Account, lines []priced, code string) (fen int64, described []int64) {
	for _, l := range lines {
		if l.offer.Freight != FreightFree && seller.template(l.offer) == nil && !slices.Contains(described, l.offer.ID) {
			described = append(described, l.offer.ID)
		}
	}
	for i := range seller.Freight {
		t := &seller.Freight[i]
		var units, goods int64
		used := false
		for _, l := range lines {
			if l.offer.Freight == t.ID {
				units, goods, used = units+t.units(l.offer)*l.amount, goods+l.sum, true
			}
		}
		if used && (t.FreeOver == 0 || goods < t.FreeOver) {
			fen = min(fen+t.rate(code).fee(units), maxPostFee)
		}
	}
	return fen, described
}

// checkTemplate refuses a template the seller does not have.
func (s *Server) checkTemplate(o *Offer) error {
	if a := s.account(o.Seller); o.Freight == FreightFree || o.Freight == FreightDescribed || (a != nil && a.template(o) != nil) {
		return nil
	}
	return badInput("the seller has no freight template %d", o.Freight)
}
