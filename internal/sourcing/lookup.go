package sourcing

import (
	"context"
	"errors"
	"strings"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/open1688"
)

// Faults of looking offers up.
var (
	// ErrOfferGone has the parameter id.
	ErrOfferGone = fault.Define(fault.NotFound, "source.offer_gone",
		fault.ZH("1688 上没有商品 {id}，它已下架或删除", "核对链接；商品没了就换一个货源"),
		fault.EN("1688 has no offer {id}: it was taken down or deleted", "Check the link; if the offer is gone, choose another source"))
	// ErrOfferClosed has the parameters id and message.
	ErrOfferClosed = fault.Define(fault.Conflict, "source.offer_closed",
		fault.ZH("1688 不让这个采购账号查看商品 {id}：{message}", "换一个采购账号再试；不在跨境和分销货盘里的商品，买过一次后就能查到"),
		fault.EN("1688 does not show offer {id} to this buyer account: {message}", "Try another account; an offer outside the cross-border and distribution pools is shown once something was bought from its seller"))
	// ErrNoSeller has the parameter id.
	ErrNoSeller = fault.Define(fault.Conflict, "source.no_seller",
		fault.ZH("1688 没有说明商品 {id} 是谁卖的", "先手工添加货源并选好供应商，再匹配；或换一个采购账号读取"),
		fault.EN("1688 does not tell who sells offer {id}", "Add the source by hand with its supplier, then match it; or look it up with another buyer account"))
	// ErrOfferNotSeen has the parameter id.
	ErrOfferNotSeen = fault.Define(fault.Conflict, "source.offer_not_seen",
		fault.ZH("还没有读取过 1688 商品 {id}", "先读取商品，再选规格"), fault.EN("Offer {id} has not been looked up yet", "Look it up first, then choose a spec"))
)

// language is that of the translations that the cross-border API adds; nobody reads them.
const language = "en"

// codeMissing is what the cross-border API says of an offer that is not there (reference §4.1.4).
const codeMissing = "SP0056"

// LookUp asks 1688 for an offer with a buyer account, and keeps what it says. An offer
// that 1688 does not have any more is ErrOfferGone, which is kept too; one that the
// account may not look at is ErrOfferClosed.
func (s *Service) LookUp(ctx context.Context, sc db.Scope, account db.ID, id int64) (*Offer, error) {
	if _, err := s.shops.Account(ctx, sc, channel.Buy, account); err != nil {
		return nil, err
	}
	o, asked := s.ask(ctx, sc, account, id)
	gone := errors.Is(asked, ErrOfferGone)
	if asked != nil && !gone {
		return nil, asked
	}
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if gone {
			return markGoneTx(ctx, tx, []int64{id})
		}
		return writeOffersTx(ctx, tx, []*Offer{o})
	})
	if err != nil {
		return nil, err
	}
	return o, asked
}

// A way to look an offer up, the one that tells most first.
type look func(context.Context, *open1688.Client, open1688.Token, open1688.ID, func(string) string) (*Offer, error)

var looks = []look{
	func(ctx context.Context, c *open1688.Client, token open1688.Token, id open1688.ID, picture func(string) string) (*Offer, error) {
		d, _, err := c.Product.GetCrossDetail(ctx, token, id, language)
		if err != nil {
			return nil, err
		}
		return fromCross(d, picture), nil
	},
	func(ctx context.Context, c *open1688.Client, token open1688.Token, id open1688.ID, picture func(string) string) (*Offer, error) {
		p, _, err := c.Product.GetDistributed(ctx, token, id)
		if err != nil {
			return nil, err
		}
		return fromProduct(p, picture), nil
	},
	func(ctx context.Context, c *open1688.Client, token open1688.Token, id open1688.ID, picture func(string) string) (*Offer, error) {
		p, _, err := c.Product.GetTraded(ctx, token, id)
		if err != nil {
			return nil, err
		}
		return fromProduct(p, picture), nil
	},
}

// ask calls 1688 and writes nothing. Errors are faults, or the caller's own when it has
// hung up.
func (s *Service) ask(ctx context.Context, sc db.Scope, account db.ID, id int64) (*Offer, error) {
	var (
		o       *Offer
		refused []error
	)
	err := s.shops.Call(ctx, sc, account, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		o, refused = nil, nil
		for _, look := range looks {
			got, err := look(ctx, c, token, open1688.IDFromInt64(id), s.shops.Picture)
			if err == nil {
				o = got
				return s.learnLogin(ctx, sc, c, token, o)
			}
			if !refusal(err) {
				return err
			}
			if refused = append(refused, err); code(err) == codeMissing {
				return nil
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, channel.Explain(err)
	case o == nil:
		return nil, whyNot(id, refused)
	}
	o.ID = id
	return o, nil
}

// learnLogin asks for the login id of a seller that the cross-border API names by its
// open id alone, when no supplier has that yet: suppliers that people have entered are
// known by their login id. That 1688 does not tell is no failure.
func (s *Service) learnLogin(ctx context.Context, sc db.Scope, c *open1688.Client, token open1688.Token, o *Offer) error {
	if o.Seller.LoginID != "" || o.Seller.OpenID == "" {
		return nil
	}
	if login, asked := s.logins.Load(o.Seller.OpenID); asked {
		o.Seller.LoginID, _ = login.(string)
		return nil
	}
	var known db.ID
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		found, err := s.party.FindSellersTx(ctx, tx, []party.Seller{o.Seller})
		if err == nil {
			known = found[0]
		}
		return err
	})
	if err != nil || known != 0 {
		return err
	}
	p, _, err := c.Product.GetDistributed(ctx, token, open1688.IDFromInt64(o.ID))
	switch {
	case err == nil && p.SupplierLoginID != "":
		o.Seller.LoginID = clean(p.SupplierLoginID, 100)
		s.logins.Store(o.Seller.OpenID, o.Seller.LoginID)
	case err != nil && !refusal(err): // another offer of the seller may be shown
		return err
	}
	return nil
}

// refusal says whether 1688 answered that it will not show the offer this way, so that
// another way may.
func refusal(err error) bool {
	var e *open1688.Error
	if !errors.As(err, &e) {
		return false
	}
	return open1688.IsPermission(err) || e.Kind == open1688.KindBusiness && !e.Retryable()
}

func code(err error) string {
	if e, ok := errors.AsType[*open1688.Error](err); ok {
		return e.Code
	}
	return ""
}

// whyNot makes one fault of what each way answered.
func whyNot(id int64, refused []error) *fault.Error {
	var closed *open1688.Error
	for _, err := range refused {
		var e *open1688.Error
		if !errors.As(err, &e) || open1688.IsPermission(err) {
			continue
		}
		if e.Code == codeMissing || strings.Contains(e.Message, "不存在") || strings.Contains(e.Message, "已下架") || strings.Contains(e.Message, "已删除") {
			return ErrOfferGone.With("id", id).Because(err)
		}
		if closed == nil {
			closed = e
		}
	}
	if closed == nil { // the app may use none of the ways
		return fault.As(channel.Explain(refused[0]))
	}
	message := closed.Message
	if message == "" {
		message = closed.Code
	}
	return ErrOfferClosed.With("id", id, "message", message).Because(closed)
}

// parseLink reads what a person pasted as a link to an offer; problems are faults for
// the field it stood in.
func parseLink(text string) (offer, sku int64, problem *fault.Error) {
	link, err := open1688.ParseOfferLink(text)
	n, ok := link.OfferID.Int64()
	shown := clean(text, 80)
	var refused *open1688.OfferRefError
	switch {
	case errors.As(err, &refused) && refused.Reason == open1688.OfferRefEmpty:
		return 0, 0, fault.ErrRequired
	case errors.As(err, &refused) && refused.Reason == open1688.OfferRefHost:
		return 0, 0, channel.ErrOfferHost.With("text", shown)
	case errors.As(err, &refused) && refused.Reason == open1688.OfferRefAmbiguous:
		return 0, 0, channel.ErrOfferAmbiguous.With("text", shown)
	case err != nil, !ok, n <= 0:
		return 0, 0, channel.ErrOfferText.With("text", shown)
	}
	sku, _ = link.SKUID.Int64()
	return n, sku, nil
}
