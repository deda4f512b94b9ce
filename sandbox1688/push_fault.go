package sandbox1688

import (
	"path"
	"slices"
)

// Kinds of faults of messages. Their Fault.API is a pattern over the topic, their
// Fault.Account the one the message is about.
const (
	FaultPushDuplicate    = "pushDuplicate"    // comes once more, Millis after it was acknowledged
	FaultPushDisorder     = "pushDisorder"     // comes after a later one has, or Millis late (0: 5 s) when none comes
	FaultPushLoss         = "pushLoss"         // never comes, but can be fetched
	FaultPushDelay        = "pushDelay"        // comes Millis late
	FaultPushForged       = "pushForged"       // one delivery has a wrong signature
	FaultPushUnknownOrder = "pushUnknownOrder" // one more comes, about an order that does not exist
)

var pushFaultKinds = []string{
	FaultPushDuplicate, FaultPushDisorder, FaultPushLoss, FaultPushDelay, FaultPushForged, FaultPushUnknownOrder,
}

// drawBirth is the fault a new message meets, nil when none does. One that is about no
// order meets none about orders.
func (l *faultList) drawBirth(m *message, ofOrder bool) *Fault {
	return l.strike(func(f *Fault) bool {
		return f.Kind != FaultPushForged && (ofOrder || f.Kind != FaultPushUnknownOrder) && f.concerns(m)
	})
}

// drawDelivery is the fault a delivery meets.
func (l *faultList) drawDelivery(m *message) *Fault {
	return l.strike(func(f *Fault) bool { return f.Kind == FaultPushForged && f.concerns(m) })
}

// concerns says whether a fault of messages is for this one.
func (f *Fault) concerns(m *message) bool {
	return slices.Contains(pushFaultKinds, f.Kind) && (f.API == "" || fits(f.API, m.Topic)) && (f.Account == "" || f.Account == m.Account)
}

// fits says whether a text fits a pattern (shell style).
func fits(pattern, text string) bool {
	ok, err := path.Match(pattern, text)
	return ok && err == nil
}
