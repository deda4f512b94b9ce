package sandbox1688

import "time"

// numbers are the ids that come next, one counter for each kind. An ERP keeps the
// ids it was given longer than a sandbox may live, so a number must not come twice:
// a sandbox that starts anew, or is reset, starts its counters from the time, and
// one that goes on from a file never falls behind the time, since the ids of the
// last seconds before a crash may be missing in the file.
type numbers struct {
	Offer        int64 `json:"offer"`
	SKU          int64 `json:"sku"`
	PreOrder     int64 `json:"preOrder"`
	PreOrderLine int64 `json:"preOrderLine"`
	Order        int64 `json:"order"` // middle part of the order id
	Parcel       int64 `json:"parcel"`
	Address      int64 `json:"address"` // of receivers
	Secret       int64 `json:"secret"`  // the codes and tokens issued
	Token        int   `json:"token"`   // the control API's numbers of tokens and faults
	Fault        int   `json:"fault"`
}

// firstNumbers have the size of ids in the platform's samples.
func firstNumbers() numbers {
	return numbers{Offer: 612_345_678_901, SKU: 4_412_345_678_901, PreOrder: 880_000_012_345, PreOrderLine: 990_000_001, Order: 123, Address: 7_560_954_849}
}

// numbersEpoch is when the counters that follow the time stood at firstNumbers.
var numbersEpoch = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// numbersAt follows the real clock faster than a sandbox can use numbers up. Ids stay
// below 2^53, which scripts in a browser can hold, and order ids have 19 digits.
func numbersAt(t time.Time) numbers {
	n, since := firstNumbers(), max(t.Sub(numbersEpoch), 0)
	for _, counter := range []*int64{&n.Offer, &n.SKU, &n.PreOrder, &n.PreOrderLine, &n.Secret, &n.Address} {
		*counter += since.Microseconds()
	}
	n.Order += since.Milliseconds()
	n.Parcel += since.Milliseconds()
	return n
}

// atLeast takes the higher one of each counter.
func (n numbers) atLeast(m numbers) numbers {
	return numbers{
		Offer: max(n.Offer, m.Offer), SKU: max(n.SKU, m.SKU), PreOrder: max(n.PreOrder, m.PreOrder), PreOrderLine: max(n.PreOrderLine, m.PreOrderLine),
		Order: max(n.Order, m.Order), Parcel: max(n.Parcel, m.Parcel), Address: max(n.Address, m.Address), Secret: max(n.Secret, m.Secret), Token: max(n.Token, m.Token), Fault: max(n.Fault, m.Fault),
	}
}

// freshNumbers are those of a sandbox that follows former, the state it replaces, or
// nothing.
func (s *Server) freshNumbers(former *state) numbers {
	if s.cfg.RepeatIDs {
		return firstNumbers()
	}
	n := numbersAt(time.Now()) // the real clock: a sandbox clock may be set back
	if former != nil {
		n = n.atLeast(former.numbers())
	}
	return n
}

// firstCall is where the numbers of request ids start.
func (s *Server) firstCall() uint64 {
	if s.cfg.RepeatIDs {
		return 0
	}
	return uint64(max(time.Since(numbersEpoch), 0).Microseconds()) //nolint:gosec // never negative
}

func (s *state) numbers() numbers {
	return numbers{
		Offer: s.cat.nextID, SKU: s.cat.nextSKU, PreOrder: s.pre.nextID, PreOrderLine: s.pre.nextItem, Order: s.sales.next, Parcel: s.sales.parcels, Address: s.nextAddress,
		Secret: s.auth.issued, Token: s.auth.lastID, Fault: s.faults.last,
	}
}

func (s *state) setNumbers(n numbers) {
	s.cat.nextID, s.cat.nextSKU = n.Offer, n.SKU
	s.pre.nextID, s.pre.nextItem = n.PreOrder, n.PreOrderLine
	s.sales.next, s.sales.parcels, s.nextAddress = n.Order, n.Parcel, n.Address
	s.auth.issued, s.auth.lastID, s.faults.last = n.Secret, n.Token, n.Fault
}
