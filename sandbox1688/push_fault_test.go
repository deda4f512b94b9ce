package sandbox1688

import (
	"maps"
	"strings"
	"testing"
)

// made sends made-up messages of a topic and returns their ids.
func (b *bench) made(topic string, n int) []string {
	b.t.Helper()
	var ids []string
	for range n {
		ids = append(ids, b.control("POST", "push", map[string]any{"type": topic, "account": buyerFang}).text("msgId"))
	}
	return ids
}

func arrived(list []answer) string {
	var ids []string
	for _, m := range list {
		ids = append(ids, m.text("msgId"))
	}
	return strings.Join(ids, " ")
}

func TestPushFaults(t *testing.T) {
	t.Parallel()
	b, in := pushing(t)
	b.token(buyerFang)
	fault := func(kind string, more map[string]any) {
		b.t.Helper()
		f := map[string]any{"kind": kind, "api": "ORDER_*", "account": buyerFang}
		maps.Copy(f, more)
		b.control("POST", "faults", f)
	}

	fault(FaultPushDuplicate, nil)
	b.made("LOGISTICS_X", 1) // another topic
	id := b.made("ORDER_X", 1)[0]
	b.quiet()
	if got := arrived(in.take()); strings.Count(got, id) != 2 || strings.Count(got, " ") != 2 {
		t.Errorf("duplicate: %s", got)
	}
	fault(FaultPushDuplicate, map[string]any{"millis": 60_000})
	id = b.made("ORDER_X", 1)[0]
	b.quiet()
	if got := arrived(in.take()); got != id {
		t.Errorf("first: %s", got)
	}
	b.advance("1m")
	b.quiet()
	if got := arrived(in.take()); got != id {
		t.Errorf("a minute later: %s", got)
	}

	// Held until the next one is there: their order is the other way round.
	fault(FaultPushDisorder, nil)
	first := b.made("ORDER_X", 1)[0]
	b.quiet()
	if got := arrived(in.take()); got != "" {
		t.Errorf("held: %s", got)
	}
	second := b.made("ORDER_Y", 1)[0]
	b.quiet()
	if got := arrived(in.take()); got != second+" "+first {
		t.Errorf("%s and %s came as %s", first, second, got)
	}
	fault(FaultPushDisorder, map[string]any{"millis": 7_000})
	id = b.made("ORDER_X", 1)[0]
	b.advance("6s")
	b.quiet()
	if got := arrived(in.take()); got != "" {
		t.Errorf("held: %s", got)
	}
	b.advance("1s")
	b.quiet()
	if got := arrived(in.take()); got != id {
		t.Errorf("nothing overtook it: %s", got)
	}

	fault(FaultPushLoss, nil)
	b.made("ORDER_X", 1)
	b.advance("1h")
	b.quiet()
	if got := arrived(in.take()); got != "" || b.stored() != "1" {
		t.Errorf("lost, but to be fetched: %s", got)
	}
	b.control("DELETE", "push", nil)

	fault(FaultPushDelay, map[string]any{"millis": 90_000})
	id = b.made("ORDER_X", 1)[0]
	b.advance("89s")
	b.quiet()
	if got := arrived(in.take()); got != "" {
		t.Errorf("early: %s", got)
	}
	b.advance("1s")
	b.quiet()
	if got := arrived(in.take()); got != id {
		t.Errorf("late: %s", got)
	}

	// The receiver refuses the wrong signature; the next delivery is right.
	fault(FaultPushForged, nil)
	in.answer(401)
	id = b.made("ORDER_X", 1)[0]
	b.quiet()
	in.mu.Lock()
	form := in.forms[0]
	in.forms = nil
	in.mu.Unlock()
	if form.Get(signatureParam) == sign("AbCdEf123456", "message"+form.Get("message")) || len(form.Get(signatureParam)) != 40 || !strings.Contains(form.Get("message"), id) {
		t.Errorf("rightly signed: %v", form)
	}
	b.advance("1m")
	b.quiet()
	if got := arrived(in.take()); got != id {
		t.Errorf("signed: %s", got)
	}

	// An order that does not exist, beside the message about the real one.
	fault(FaultPushUnknownOrder, nil)
	b.made("ORDER_X", 1) // about no order: not this one
	b.quiet()
	in.want("about no order", "ORDER_X")
	order := b.order()
	b.quiet()
	known, unknown := 0, 0
	for _, m := range in.want("both", "ORDER_BUYER_VIEW_BUYER_MAKE", "ORDER_BUYER_VIEW_BUYER_MAKE") {
		if got := m.text("data", "orderId"); got == order {
			known++
		} else if len(got) == 19 && b.tryControl("GET", "orders/"+got, nil).status == 404 {
			unknown++
		}
	}
	if known != 1 || unknown != 1 {
		t.Errorf("%d about the order, %d about none", known, unknown)
	}
	if n := b.control("GET", "faults", nil).len(); n != 0 {
		t.Errorf("%d faults left", n)
	}

	// Faults of calls and of messages do not use each other up.
	fault(FaultPushLoss, map[string]any{"api": ""})
	b.control("POST", "faults", map[string]any{"kind": FaultThrottle})
	b.call(buyerFang, apiBasic, nil).want("gw.QosAppFrequencyLimit", "error_code")
	b.made("X", 1)
	if b.stored() != "1" {
		t.Error("the call used the message's fault up")
	}
	if a := b.tryControl("POST", "faults", map[string]any{"kind": FaultPushDelay}); a.status != 400 {
		t.Errorf("a delay of nothing: %s", a.raw)
	}
}

func TestPushFaultsByProbabilityAreRepeatable(t *testing.T) {
	t.Parallel()
	run := func() string {
		b, _ := pushing(t)
		b.control("POST", "faults", map[string]any{"kind": FaultPushLoss, "probability": 0.3, "seed": 7})
		b.control("POST", "faults", map[string]any{"kind": FaultPushDelay, "millis": 1, "probability": 0.3, "seed": 8})
		b.made("X", 40)
		var met strings.Builder
		list := b.control("GET", "push?limit=1000", nil)
		for i := range list.len("messages") {
			met.WriteString(list.text("messages", i, "fault") + ".")
		}
		return met.String()
	}
	first, second := run(), run()
	if first != second || !strings.Contains(first, FaultPushLoss) || !strings.Contains(first, FaultPushDelay) || !strings.Contains(first, "..") {
		t.Errorf("runs %s and %s", first, second)
	}
}
