package sandbox1688

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Topics of an offer (§6.4). The seller's own are without RELATION_VIEW.
const (
	topicRelation       = "PRODUCT_RELATION_VIEW_"
	topicOfferExpire    = "PRODUCT_EXPIRE"
	topicOfferModify    = "PRODUCT_NEW_OR_MODIFY"
	topicOfferDelete    = "PRODUCT_DELETE"
	topicOfferRepost    = "PRODUCT_REPOST"
	topicOfferAudit     = "PRODUCT_AUDIT"
	topicOfferChange    = "PRODUCT_CHANGE"
	topicInventory      = "PRODUCT_PRODUCT_INVENTORY_CHANGE"
	topicOfferPrice     = "FENXIAO_PRICE_CHANGE"
	relationStatusStart = "PRODUCT_" // what status leaves out of the topic's name
)

// offerData is the payload of the topics that name offers, by states or by an action.
type offerData struct {
	ProductIDs  string `json:"productIds"` // a comma list
	MemberID    string `json:"memberId"`   // of the seller
	Status      string `json:"status,omitempty"`
	Action      string `json:"action,omitempty"`
	MsgSendTime string `json:"msgSendTime"`
}

// priceData is the payload of FENXIAO_PRICE_CHANGE.
type priceData struct {
	ProductID   any    `json:"productId"`
	MemberID    string `json:"memberId"`
	MsgSendTime string `json:"msgSendTime"`
}

// inventoryData is the payload of PRODUCT_PRODUCT_INVENTORY_CHANGE.
type inventoryData struct {
	List []inventoryChange `json:"OfferInventoryChangeList"`
}

// inventoryChange is one step: after it the offer and the SKU have what it says.
type inventoryChange struct {
	OfferID     any    `json:"offerId"`
	OfferOnSale int64  `json:"offerOnSale"`
	SkuID       any    `json:"skuId,omitempty"`
	SkuOnSale   *int64 `json:"skuOnSale,omitempty"`
	Quantity    int64  `json:"quantity"` // change of the whole offer by this step
	BizTime     string `json:"bizTime"`  // milliseconds as text
}

// offerChanged tells of what became of an offer: before is nil for a new one, after for
// one that is gone.
func (s *Server) offerChanged(before, after *Offer, now time.Time) {
	o := after
	if o == nil {
		o = before
	}
	topic, action := offerNews(before, after)
	if topic != "" {
		s.tellOffer(o, topic, action, now)
	}
	if before == nil || after == nil {
		return
	}
	if priceText(before) != priceText(after) {
		for _, login := range s.followers(o.ID) {
			s.tell(login, topicOfferPrice, 0, priceData{s.number(o.ID), s.memberID(o.Seller), sendTime(now)}, now)
		}
	}
	s.inventoryChanged(o, inventorySteps(before, after), now)
}

// offerNews is the topic, without RELATION_VIEW, and the action of a change; empty when
// nothing but the stock is another.
func offerNews(before, after *Offer) (topic, action string) {
	switch {
	case before == nil:
		return topicOfferModify, "new"
	case after == nil:
		return topicOfferDelete, "member_delete"
	case before.Status != after.Status:
		switch after.Status {
		case statusPublished:
			return topicOfferRepost, "repost"
		case statusAuditing:
			return topicOfferAudit, "audit"
		case statusMemberDeleted, statusDeleted:
			return topicOfferDelete, "member_delete"
		}
		return topicOfferExpire, "member_expired"
	case len(after.SKUs) > len(before.SKUs):
		return topicOfferModify, "sku_new"
	case len(after.SKUs) < len(before.SKUs):
		return topicOfferModify, "sku_delete"
	}
	was, is := withoutStock(before), withoutStock(after)
	switch {
	case reflect.DeepEqual(was, is):
		return "", ""
	case reflect.DeepEqual(was.SKUs, is.SKUs):
		return topicOfferModify, "modify"
	}
	return topicOfferModify, "sku_modify"
}

// withoutStock is the offer as far as a change of it is told in words.
func withoutStock(o *Offer) *Offer {
	c := o.clone()
	c.Stock, c.Modified = 0, time.Time{}
	for i := range c.SKUs {
		c.SKUs[i].Stock = 0
	}
	return c
}

// priceText is all that can be paid for an offer.
func priceText(o *Offer) string {
	var text strings.Builder
	fmt.Fprint(&text, o.Tiers)
	for i := range o.SKUs {
		fmt.Fprint(&text, " ", o.SKUs[i].ID, o.SKUs[i].Price, o.SKUs[i].Tiers)
	}
	return text.String()
}

// tellOffer tells the seller and those who have to do with the offer.
func (s *Server) tellOffer(o *Offer, topic, action string, now time.Time) {
	data := func(topic, action string) offerData {
		d := offerData{ProductIDs: decimal(o.ID, 0), MemberID: s.memberID(o.Seller), Action: action, MsgSendTime: sendTime(now)}
		if action == "" {
			d.Status = strings.TrimPrefix(topic, relationStatusStart)
		}
		return d
	}
	if topic != topicOfferRepost && topic != topicOfferAudit { // of which no seller's topic is known
		s.tell(o.Seller, topic, 0, data(topic, ""), now)
	}
	for _, login := range s.related(o) {
		stated, acted := topicRelation+topic, topicRelation+topicOfferChange
		s.tell(login, stated, 0, data(stated, ""), now)
		s.tell(login, acted, 0, data(acted, action), now)
	}
}

// related are the accounts that follow the offer or have bought it, but for its seller.
func (s *Server) related(o *Offer) []string {
	seen := map[string]bool{}
	for _, login := range s.followers(o.ID) {
		seen[login] = true
	}
	for _, id := range s.sales.bySeller[o.Seller] {
		bought := s.sales.byID[id]
		if !seen[bought.Buyer] && slices.ContainsFunc(bought.Lines, func(l orderLine) bool { return l.OfferID == o.ID }) {
			seen[bought.Buyer] = true
		}
	}
	delete(seen, o.Seller)
	return slices.Sorted(maps.Keys(seen))
}

// followers are the accounts that asked to hear of an offer (§4.1.5).
func (s *Server) followers(offerID int64) []string {
	var list []string
	for _, a := range s.accounts {
		if slices.Contains(a.Followed, offerID) {
			list = append(list, a.LoginID)
		}
	}
	return list
}

// inventorySteps are the changes of stock between two states of an offer.
func inventorySteps(before, after *Offer) []stockStep {
	if len(after.SKUs) == 0 {
		if by := after.Stock - before.Stock; by != 0 && len(before.SKUs) == 0 {
			return []stockStep{{0, after.Stock, by}}
		}
		return nil
	}
	var steps []stockStep
	for i := range after.SKUs {
		k, was := &after.SKUs[i], int64(0)
		if old := before.sku(k.ID); old != nil {
			was = old.Stock
		}
		if k.Stock != was {
			steps = append(steps, stockStep{k.ID, k.Stock, k.Stock - was})
		}
	}
	return steps
}

// stockStep is a change of the stock of a SKU, or of an offer without SKUs (0).
type stockStep struct{ skuID, onSale, by int64 }

// inventoryChanged tells those who follow the offer, which has the stock after the steps.
func (s *Server) inventoryChanged(o *Offer, steps []stockStep, now time.Time) {
	steps = slices.DeleteFunc(steps, func(step stockStep) bool { return step.by == 0 })
	followers := s.followers(o.ID)
	if len(steps) == 0 || len(followers) == 0 {
		return
	}
	left := o.stock()
	for _, step := range steps {
		left -= step.by
	}
	var data inventoryData
	for _, step := range steps {
		left += step.by
		c := inventoryChange{OfferID: s.number(o.ID), OfferOnSale: left, Quantity: step.by, BizTime: decimal(now.UnixMilli(), 0)}
		if step.skuID != 0 {
			c.SkuID, c.SkuOnSale = s.number(step.skuID), new(step.onSale)
		}
		data.List = append(data.List, c)
	}
	for _, login := range followers {
		s.tell(login, topicInventory, 0, data, now)
	}
}
