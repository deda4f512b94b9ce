package preorder

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/open1688"
)

// itemsTx turns the lines of the sale into items of the shop's offers. All SKUs
// that have none are named together.
func (s *Service) itemsTx(ctx context.Context, tx *db.Tx, p *Preorder, src *sale.PreorderSource, r *request) error {
	ids := make([]db.ID, 0, len(src.Lines))
	for _, l := range src.Lines {
		ids = append(ids, l.SKUID)
	}
	skus, err := s.catalog.SKUsTx(ctx, tx, ids)
	if err != nil {
		return err
	}
	online, err := s.shops.OnlineSKUsTx(ctx, tx, p.ShopID, ids)
	if err != nil {
		return err
	}
	var unmatched, broken, free []string
	for i, l := range src.Lines {
		code := ids[i].String()
		if k := skus[l.SKUID]; k != nil {
			code = k.Code
		}
		o, matched := online[l.SKUID]
		pieces, whole := l.BaseQuantity.Int()
		switch {
		case !matched:
			unmatched = append(unmatched, code)
		case !whole || pieces <= 0:
			broken = append(broken, fmt.Sprintf("%s (%s)", code, l.BaseQuantity))
		case l.Amount.Fen() < pieces: // less than a fen for some of them
			free = append(free, code)
		default:
			r.addPriced(item{OfferID: o.OfferID, SKUID: o.PlatformSKUID, Note: l.Note, Label: code}, pieces, l.Amount)
		}
	}
	if len(unmatched) > 0 {
		return ErrNotMatched.With("skus", strings.Join(unmatched, "、"))
	}
	if len(broken) > 0 {
		return ErrWholePieces.With("skus", strings.Join(broken, "、"))
	}
	if r.total() <= 0 && r.PostFee == 0 {
		return ErrNothingToBill
	}
	if len(free) > 0 {
		return ErrZeroPrice.With("skus", strings.Join(free, "、"))
	}
	return nil
}

// leftTx is what the customer still owes for a sale: what is open of it, less
// what is open the other way round from its returns.
func (s *Service) leftTx(ctx context.Context, tx *db.Tx, src *sale.PreorderSource) (dec.Amount, error) {
	open, err := s.finance.OpenTx(ctx, tx, append([]db.ID{src.SaleID}, src.Returns...))
	if err != nil {
		return 0, err
	}
	var left dec.Amount
	for _, amount := range open {
		left = left.Add(amount)
	}
	return max(left, 0), nil
}

// toBill brings the lines of a sale and its fee down to what is left to pay, to
// the fen, and gives the fee. What was paid already covers the fee first, so that the
// goods keep the price the customer knows, as far as that goes. Lines that came back
// as a whole are left out.
func toBill(src *sale.PreorderSource, left dec.Amount) (fee dec.Amount) {
	src.Lines = slices.DeleteFunc(src.Lines, func(l sale.PreorderLine) bool { return l.BaseQuantity == 0 })
	weights := make([]int64, len(src.Lines))
	fee = src.CustomerFee
	owed := fee
	for i, l := range src.Lines {
		weights[i] = l.Amount.Fen()
		owed = owed.Add(l.Amount)
	}
	paid := max(owed.Sub(left), 0)
	fromFee := min(paid, fee)
	for i, share := range paid.Sub(fromFee).Split(weights) {
		src.Lines[i].Amount = src.Lines[i].Amount.Sub(share)
	}
	return fee.Sub(fromFee)
}

// diagnose turns a refusal of 1688 into one that says what would make it pass.
// The codes of the platform are not published, so the facts decide: the offers are
// read as they are now and compared with what was asked for.
func (s *Service) diagnose(ctx context.Context, sc db.Scope, p *Preorder, a *Attempt, cause error) *fault.Error {
	if ours := fault.As(cause); ours != nil { // the shop is not authorised, disabled, or there is no app
		return ours
	}
	code, message := platformSays(cause)
	switch {
	case open1688.IsPermission(cause):
		return ErrPermission.With("message", message)
	case open1688.IsUsageExhausted(cause):
		return ErrUsage.With("message", message)
	case retryLater(cause):
		return ErrUnreachable
	}
	offers, err := s.liveOffers(ctx, sc, p.ShopID, a)
	if err != nil {
		s.log.InfoContext(ctx, "offers of a refused pre-order cannot be read", "tenant", sc.Tenant, "doc", p.ID, "err", err)
		return ErrPlatform.With("code", code, "message", message)
	}
	if why := compare(a.request.Items, offers); why != nil {
		return why
	}
	switch {
	case mentions(code+" "+message, "市场", "market"):
		return ErrMarketRefused.With("market", a.request.Market, "message", message)
	case mentions(code+" "+message, "价格", "单价", "price"):
		return ErrPriceLimits.With("skus", prices(a.request.Items), "message", message)
	}
	return ErrPlatform.With("code", code, "message", message)
}

func mentions(text string, words ...string) bool {
	text = strings.ToLower(text)
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// liveOffers reads the offers of an attempt as 1688 has them now; an offer that
// is gone is absent.
func (s *Service) liveOffers(ctx context.Context, sc db.Scope, shop db.ID, a *Attempt) (map[open1688.ID]*open1688.Product, error) {
	var ids []open1688.ID
	seen := map[open1688.ID]bool{}
	for _, it := range a.request.Items {
		if !seen[it.OfferID] {
			seen[it.OfferID] = true
			ids = append(ids, it.OfferID)
		}
	}
	out := map[open1688.ID]*open1688.Product{}
	err := s.shops.Call(ctx, sc, shop, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		for len(ids) > 0 {
			n := min(len(ids), 20)
			list, _, err := c.Product.ListByID(ctx, token, ids[:n])
			if err != nil {
				return err
			}
			for i := range list {
				out[list[i].ProductID] = &list[i]
			}
			ids = ids[n:]
		}
		return nil
	})
	return out, err
}

// compare finds why the offers cannot take the items, all of one reason together.
func compare(items []item, offers map[open1688.ID]*open1688.Product) *fault.Error {
	var offline, below, short []string
	perOffer := map[open1688.ID]int64{}
	type skuKey struct{ offer, sku open1688.ID }
	perSKU := map[skuKey]int64{}
	labels := map[skuKey]string{}
	for _, it := range items {
		perOffer[it.OfferID] += it.Quantity
		perSKU[skuKey{it.OfferID, it.SKUID}] += it.Quantity
		labels[skuKey{it.OfferID, it.SKUID}] = it.Label
	}
	for _, it := range items {
		o := offers[it.OfferID]
		n, ok := perOffer[it.OfferID]
		if !ok {
			continue // this offer has been judged
		}
		delete(perOffer, it.OfferID)
		if o == nil || o.Status != channel.OfferPublished {
			offline = append(offline, offerName(it, o))
			continue
		}
		if least := minOrder(o); n < least {
			below = append(below, fmt.Sprintf("%s %d < %d", offerName(it, o), n, least))
		}
	}
	for _, it := range items {
		k := skuKey{it.OfferID, it.SKUID}
		want, ok := perSKU[k]
		o := offers[it.OfferID]
		if !ok || o == nil {
			continue
		}
		delete(perSKU, k)
		have, found := onlineStock(o, it.SKUID)
		if !found {
			offline = append(offline, labels[k])
		} else if have < want {
			short = append(short, fmt.Sprintf("%s %d > %d", labels[k], want, have))
		}
	}
	switch {
	case len(offline) > 0:
		return ErrOffline.With("offers", strings.Join(offline, "、"))
	case len(below) > 0:
		return ErrBelowMinimum.With("offers", strings.Join(below, "、"))
	case len(short) > 0:
		return ErrOnlineStock.With("skus", strings.Join(short, "、"))
	}
	return nil
}

func offerName(it item, o *open1688.Product) string {
	if o == nil || o.Subject == "" {
		return it.Label
	}
	name := []rune(o.Subject)
	if len(name) > 20 {
		name = append(name[:20], '…')
	}
	return string(name)
}

func prices(items []item) string {
	var list []string
	for _, it := range items {
		list = append(list, it.Label+" "+fenText(it.Price))
	}
	return strings.Join(list, "、")
}
