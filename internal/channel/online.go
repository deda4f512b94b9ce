package channel

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

// OfferPublished is the state of an offer that can be bought (reference §4.1.7).
const OfferPublished = "published"

// OnlineSKU is a SKU as it is online, or an offer without SKUs.
type OnlineSKU struct {
	ID            db.ID // of the line in the match list
	ShopID        db.ID
	OfferID       open1688.ID
	PlatformSKUID open1688.ID // empty for an offer without SKUs
	SpecID        string      // empty for an offer without SKUs
	OfferState    string      // OfferPublished, or another of reference §4.1.7
	Title         string
	OfferCode     string // 货号
	Code          string // 单品货号; of an offer without SKUs its 货号
	Name          string // specifications, "红色 / XL"
	Picture       string
	Price         *dec.Price // nil when the offer shows none
	RetailPrice   *dec.Price
	Stock         int64
	MinOrder      int64 // smallest quantity of the offer in one order
	Online        bool  // still there at the last reading, and on sale
	SKUID         db.ID // the pair; zero when unmatched
}

const onlineColumns = `o.id, o.shop_id, o.offer_id, o.sku_ref, d.spec_id, f.state, f.title, f.code, o.code, d.name, d.picture, f.picture,
	d.price, d.retail_price, d.stock, f.min_order, o.online, r.sku_id`

// onlineFrom joins the line with its detail, offer and pair; its arguments are
// three times the tenant.
const onlineFrom = `online_sku o
	JOIN online_sku_detail d ON d.tenant_id = ? AND d.id = o.id
	JOIN online_offer f ON f.tenant_id = ? AND f.shop_id = o.shop_id AND f.offer_id = o.offer_id
	LEFT JOIN online_pair r ON r.tenant_id = ? AND r.line_id = o.id`

func (k *OnlineSKU) scan(rows *sql.Rows, more ...any) error {
	var (
		offer, ref    int64
		picture       string
		price, retail sql.Null[dec.Price]
	)
	err := rows.Scan(append([]any{
		&k.ID, &k.ShopID, &offer, &ref, &k.SpecID, &k.OfferState, &k.Title, &k.OfferCode, &k.Code, &k.Name, &k.Picture, &picture,
		&price, &retail, &k.Stock, &k.MinOrder, &k.Online, &k.SKUID,
	}, more...)...)
	if err != nil {
		return err
	}
	k.OfferID = open1688.IDFromInt64(offer)
	if ref != 0 {
		k.PlatformSKUID = open1688.IDFromInt64(ref)
	}
	if k.Picture == "" {
		k.Picture = picture
	}
	if price.Valid {
		k.Price = &price.V
	}
	if retail.Valid {
		k.RetailPrice = &retail.V
	}
	return nil
}

// OnlineSKUsTx gives the online SKU that each SKU is matched with in the shop; of
// several the best: on sale, in stock, read last. Unmatched SKUs are absent.
func (s *Service) OnlineSKUsTx(ctx context.Context, tx *db.Tx, shop db.ID, skus []db.ID) (map[db.ID]OnlineSKU, error) {
	out := make(map[db.ID]OnlineSKU, len(skus))
	err := db.EachIn(ctx, tx, `SELECT `+onlineColumns+` FROM `+onlineFrom+`
		WHERE o.tenant_id = ? AND o.shop_id = ? AND o.id IN (SELECT p.line_id FROM online_pair p WHERE p.tenant_id = ? AND p.sku_id IN ({in})) ORDER BY o.id`,
		[]any{tx.Tenant, tx.Tenant, tx.Tenant, tx.Tenant, shop, tx.Tenant}, skus, func(rows *sql.Rows) error {
			var k OnlineSKU
			if err := k.scan(rows); err != nil {
				return err
			}
			if have, taken := out[k.SKUID]; !taken || k.betterThan(&have) {
				out[k.SKUID] = k
			}
			return nil
		})
	if err != nil {
		return nil, fmt.Errorf("read online SKUs: %w", err)
	}
	return out, nil
}

// betterThan says which of two pairs of one SKU an order should use.
func (k *OnlineSKU) betterThan(o *OnlineSKU) bool {
	if k.Online != o.Online {
		return k.Online
	}
	if (k.Stock > 0) != (o.Stock > 0) {
		return k.Stock > 0
	}
	return k.ID > o.ID
}
