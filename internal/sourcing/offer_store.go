package sourcing

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/party"
)

const offerColumns = `f.offer_id, f.title, f.picture, f.seller_open_id, f.seller_login, f.seller_member, f.seller_name, f.code, f.unit, f.moq, f.lot, f.quote_type,
	f.mixed, f.mix_amount, f.mix_number, f.stock, f.tiers, f.attributes, f.specs, f.state, f.status, f.read_at`

func (o *Offer) scan(rows *sql.Rows) error {
	var tiers, attributes, specs string
	err := rows.Scan(&o.ID, &o.Title, &o.Picture, &o.Seller.OpenID, &o.Seller.LoginID, &o.Seller.MemberID, &o.Seller.Name, &o.Code, &o.Unit, &o.MOQ, &o.Lot, &o.QuoteType,
		&o.Mixed, &o.MixAmount, &o.MixNumber, &o.Stock, &tiers, &attributes, &specs, &o.State, &o.Status, &o.ReadAt)
	if err != nil {
		return err
	}
	if err := fromJSON(tiers, &o.Tiers); err != nil {
		return err
	}
	if err := fromJSON(attributes, &o.Attributes); err != nil {
		return err
	}
	return fromJSON(specs, &o.Specs)
}

// offersTx gives what was seen of offers; those never looked up are absent.
func offersTx(ctx context.Context, tx *db.Tx, ids []int64) (map[int64]*Offer, error) {
	out := make(map[int64]*Offer, len(ids))
	err := db.EachIn(ctx, tx, `SELECT `+offerColumns+` FROM offer_seen f WHERE f.tenant_id = ? AND f.offer_id IN ({in})`, []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		o := &Offer{}
		if err := o.scan(rows); err != nil {
			return err
		}
		out[o.ID] = o
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read offers: %w", err)
	}
	return out, nil
}

// OffersTx gives offers as they were looked up last; those never looked up are absent.
func (s *Service) OffersTx(ctx context.Context, tx *db.Tx, ids []int64) (map[int64]*Offer, error) {
	return offersTx(ctx, tx, ids)
}

// writeOffersTx keeps what was seen of offers.
func writeOffersTx(ctx context.Context, tx *db.Tx, list []*Offer) error {
	var args []any
	for _, o := range list {
		o.ReadAt = tx.Now
		args = append(args, tx.Tenant, o.ID, o.Title, o.Picture, o.Seller.OpenID, o.Seller.LoginID, o.Seller.MemberID, o.Seller.Name, o.Code, o.Unit, o.MOQ, o.Lot,
			int64(o.QuoteType), o.Mixed, o.MixAmount, o.MixNumber, o.Stock, jsonText(o.Tiers), jsonText(o.Attributes), jsonText(o.Specs), string(o.State), o.Status, o.ReadAt)
	}
	_, err := db.Insert(ctx, tx, `INSERT INTO offer_seen (tenant_id, offer_id, title, picture, seller_open_id, seller_login, seller_member, seller_name, code, unit, moq, lot,
			quote_type, mixed, mix_amount, mix_number, stock, tiers, attributes, specs, state, status, read_at) VALUES`, 23, args,
		`ON CONFLICT (tenant_id, offer_id) DO UPDATE SET title = excluded.title, picture = excluded.picture, seller_open_id = excluded.seller_open_id,
			seller_login = CASE WHEN excluded.seller_login = '' THEN offer_seen.seller_login ELSE excluded.seller_login END, seller_member = excluded.seller_member, seller_name = excluded.seller_name, code = excluded.code,
			unit = excluded.unit, moq = excluded.moq, lot = excluded.lot, quote_type = excluded.quote_type, mixed = excluded.mixed, mix_amount = excluded.mix_amount,
			mix_number = excluded.mix_number, stock = excluded.stock, tiers = excluded.tiers, attributes = excluded.attributes, specs = excluded.specs, state = excluded.state,
			status = excluded.status, read_at = excluded.read_at`)
	if err != nil {
		return fmt.Errorf("write offers: %w", err)
	}
	return nil
}

// markGoneTx notes that 1688 does not have offers any more; what was seen of them stays.
func markGoneTx(ctx context.Context, tx *db.Tx, ids []int64) error {
	_, err := db.ExecIn(ctx, tx, `UPDATE offer_seen SET state = 'gone', read_at = ? WHERE tenant_id = ? AND offer_id IN ({in})`, []any{tx.Now, tx.Tenant}, ids)
	return err
}

// knowSuppliersTx tells offers who their sellers are here.
func (s *Service) knowSuppliersTx(ctx context.Context, tx *db.Tx, list []*Offer) error {
	sellers := make([]party.Seller, len(list))
	for i, o := range list {
		sellers[i] = o.Seller
	}
	found, err := s.party.FindSellersTx(ctx, tx, sellers)
	if err != nil {
		return fmt.Errorf("find suppliers of offers: %w", err)
	}
	for i, o := range list {
		o.SupplierID = found[i]
	}
	return nil
}

// bindSellersTx is knowSuppliersTx that makes the suppliers who are not there yet, and
// has those there are learn the open id they lack. A seller is asked for once, however
// many offers it has.
func (s *Service) bindSellersTx(ctx context.Context, tx *db.Tx, list []*Offer) error {
	if err := s.knowSuppliersTx(ctx, tx, list); err != nil {
		return err
	}
	open := make([]party.Seller, len(list))
	for i, o := range list {
		open[i] = party.Seller{OpenID: o.Seller.OpenID}
	}
	byOpen, err := s.party.FindSellersTx(ctx, tx, open)
	if err != nil {
		return err
	}
	bound := map[party.Seller]db.ID{}
	for i, o := range list {
		if o.SupplierID != 0 && (o.Seller.OpenID == "" || byOpen[i] != 0) {
			continue
		}
		if !o.Seller.Known() {
			continue // the look-up did not say
		}
		if bound[o.Seller] == 0 {
			id, err := s.party.SellerSupplierTx(ctx, tx, o.Seller)
			if err != nil {
				return err
			}
			bound[o.Seller] = id
		}
		o.SupplierID = bound[o.Seller]
	}
	return nil
}
