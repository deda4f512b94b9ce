package platform

import (
	"context"
	"errors"
	"slices"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/open1688"
)

// Listen has messages about orders read what 1688 says of these. What a message says is
// not believed; so of several about one order the newest is enough, except where one
// names several orders.
func (s *Service) Listen(messages *inbox.Service) {
	messages.Handle(inbox.Subscriber{Name: "platform", Latest: true, Do: s.heard, Topics: []string{
		open1688.TopicPurchaseMade, open1688.TopicPurchasePaid, open1688.TopicPurchaseStepPaid, open1688.TopicPurchasePriceChanged,
		open1688.TopicPurchasePartlySent, open1688.TopicPurchaseSent, open1688.TopicPurchaseReceived, open1688.TopicPurchaseDone,
		open1688.TopicPurchaseBuyerClosed, open1688.TopicPurchaseSellerClosed, open1688.TopicPurchasePlatformClosed,
		open1688.TopicPurchaseMemo, open1688.TopicPurchaseAddressChanged, open1688.TopicPurchaseRefundInSale, open1688.TopicPurchaseRefundAfterSale,
	}})
	messages.Handle(inbox.Subscriber{Name: "platform.several", Do: s.heard, Topics: []string{
		open1688.TopicBatchPaid, open1688.TopicBuyerTrace, open1688.TopicMailNoChanged,
	}})
}

// about are the orders that a message names.
type about struct {
	OrderID open1688.ID          `json:"orderId"`
	Trace   lines                `json:"OrderLogisticsTracingModel"`
	MailNo  lines                `json:"MailNoChangeModel"`
	Paid    []open1688.BatchPaid `json:"batchPay"`
}

type lines struct {
	Lines []open1688.TraceLine `json:"orderLogsItems"`
}

func (a *about) orders() []string {
	ids := []open1688.ID{a.OrderID}
	for _, list := range []lines{a.Trace, a.MailNo} {
		for _, l := range list.Lines {
			ids = append(ids, l.OrderID)
		}
	}
	for _, p := range a.Paid {
		ids = append(ids, p.OrderID)
	}
	var out []string
	for _, id := range ids {
		if id.Numeric() && !slices.Contains(out, id.String()) {
			out = append(out, id.String())
		}
	}
	return out
}

// heard reads the orders that a message is about; it is the Do of a subscriber. Orders
// of accounts that do not buy here are no business of ours.
func (s *Service) heard(ctx context.Context, sc db.Scope, m inbox.Message) error {
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := s.shops.BuyerTx(ctx, tx, m.Account)
		return err
	})
	if errors.Is(err, channel.ErrShopNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	a, err := inbox.Decode[about](m)
	if err != nil {
		return err
	}
	return channel.Explain(s.Read(ctx, sc, m.Account, a.orders()...))
}
