package sourcing

import "slices"

// refind finds the spec of a source in its offer as it is now: by its ids, else by its
// attribute values. at is -1 for an offer without specs. found is false when a person
// has to say which spec it is.
//
// The spec id is the offer's own and made anew when a seller rebuilds the specs, while
// the SKU id is unique on 1688; where the two lead to different specs, the values decide.
func refind(x *Source, o *Offer) (at int, found bool) {
	if x.SpecID == "" && x.PlatformSKUID == 0 {
		return -1, len(o.Specs) == 0
	}
	bySpec, bySKU := -1, -1
	for i := range o.Specs {
		k := &o.Specs[i]
		if x.SpecID != "" && k.SpecID == x.SpecID {
			bySpec = i
		}
		if x.PlatformSKUID != 0 && k.SKUID == x.PlatformSKUID {
			bySKU = i
		}
	}
	switch {
	case bySpec >= 0 && (bySKU < 0 || bySKU == bySpec):
		return bySpec, true
	case bySpec < 0 && bySKU >= 0:
		return bySKU, true
	case bySpec >= 0: // two different ones
		if sameValues(x.Attributes, o.Specs[bySKU].Values) {
			return bySKU, true
		}
		if sameValues(x.Attributes, o.Specs[bySpec].Values) {
			return bySpec, true
		}
		return -1, false
	}
	at = only(o.Specs, func(k *Spec) bool { return sameValues(x.Attributes, k.Values) })
	return at, at >= 0
}

// sameValues compares attribute values as people mean them, in any order.
func sameValues(a, b []Value) bool {
	x, y := bareValues(texts(a)), bareValues(texts(b))
	return len(x) > 0 && slices.Equal(x, y)
}

// take gives the source a spec of an offer; at is -1 for an offer without. What the
// offer asks for becomes the source's own, to be changed by people.
func (x *Source) take(o *Offer, at int) {
	x.refresh(o, at)
	x.LinkSKUID, x.Minimum, x.Multiple = 0, o.MOQ, o.Lot
	code := o.Code
	if at >= 0 && o.Specs[at].Code != "" {
		code = o.Specs[at].Code
	}
	if code != "" {
		x.Code = code
	}
}

// refresh gives the source what its offer says now of the spec.
func (x *Source) refresh(o *Offer, at int) {
	x.OfferID, x.Title, x.Picture, x.State = o.ID, o.Title, o.Picture, StateActive
	x.SpecID, x.PlatformSKUID, x.Spec, x.Attributes = "", 0, "", nil
	if at >= 0 {
		k := &o.Specs[at]
		x.SpecID, x.PlatformSKUID, x.Spec, x.Attributes = k.SpecID, k.SKUID, specText(k.Values), k.Values
		if k.Picture != "" {
			x.Picture = k.Picture
		}
	}
	if o.Unit != "" {
		x.Unit = o.Unit
	}
	if o.State != OfferOn {
		x.State = StateGone
	}
	if p := o.PriceFor(at, o.least()); p != nil {
		price := *p
		x.Price = &price
	}
}
