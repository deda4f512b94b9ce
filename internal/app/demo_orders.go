package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/tenant"
)

// demoOffer is an offer of the sandbox.
type demoOffer struct {
	ID     int64  `json:"id"`
	Seller string `json:"seller"`
	SKUs   []struct {
		ID int64 `json:"skuId"`
	} `json:"skus"`
}

// sandbox asks the control API of the demo's sandbox, which plays the others on 1688.
func (d *demo) sandbox(ctx context.Context, method, path string, body, into any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	rq, err := http.NewRequestWithContext(ctx, method, strings.TrimSuffix(d.cfg.Gateway, "/openapi")+"/control/"+path, bytes.NewReader(text))
	if err != nil {
		return err
	}
	client := &http.Client{Timeout: 10 * time.Second}
	a, err := client.Do(rq)
	if err != nil {
		return fmt.Errorf("ask the sandbox: %w", err)
	}
	defer func() { _ = a.Body.Close() }()
	if a.StatusCode >= http.StatusMultipleChoices {
		return fmt.Errorf("ask the sandbox for %s: %s", path, a.Status)
	}
	if err := json.NewDecoder(a.Body).Decode(into); err != nil {
		return fmt.Errorf("ask the sandbox for %s: %w", path, err)
	}
	return nil
}

// buyByHand places an order on the web site of 1688: so many of each spec of an offer.
func (d *demo) buyByHand(ctx context.Context, number string, amounts ...int) (order string, err error) {
	o, err := d.offer(ctx, number)
	if err != nil {
		return "", err
	}
	var items []map[string]any
	for i, n := range amounts {
		item := map[string]any{"offerId": o.ID, "buyAmount": n}
		if len(o.SKUs) > 0 {
			item["skuId"] = o.SKUs[i].ID
		}
		items = append(items, item)
	}
	var made struct {
		ID string `json:"id"`
	}
	err = d.sandbox(ctx, http.MethodPost, "orders", map[string]any{"seller": o.Seller, "buyer": demoBuyer, "shippingFee": 800, "items": items}, &made)
	return made.ID, err
}

// orderByHand has orders made on the web site of 1688. Of two the purchase orders were made:
// one is on its way, the other waits to be shipped. The others wait to be adopted: one is
// not paid and was made cheaper by its seller, of one a refund is asked for, and the parcel
// of one could not be handed over.
func (d *demo) orderByHand(ctx context.Context) error {
	act := func(order, action string, body map[string]any) error {
		return d.sandbox(ctx, http.MethodPost, "orders/"+order+"/"+action, body, &struct{}{})
	}
	tape, err := d.buyByHand(ctx, "WC-T01", 72, 36, 12)
	if err != nil {
		return err
	}
	signs, err := d.buyByHand(ctx, "WC-T03", 40, 20)
	if err != nil {
		return err
	}
	glue, err := d.buyByHand(ctx, "WC-T11", 50, 100, 50)
	if err != nil {
		return err
	}
	more, err := d.buyByHand(ctx, "WC-T01", 36)
	if err != nil {
		return err
	}
	doubtful, err := d.buyByHand(ctx, "WC-T03", 20)
	if err != nil {
		return err
	}
	refused, err := d.buyByHand(ctx, "WC-T11", 100)
	if err != nil {
		return err
	}
	err = errors.Join(
		act(more, "pay", nil), act(doubtful, "pay", nil), act(doubtful, "ask-refund", nil),
		act(refused, "pay", nil), act(refused, "ship", map[string]any{"cpCode": "YTO", "mailNo": "YT8800123456789"}), act(refused, "trace", map[string]any{"status": "FAILED"}),
		act(tape, "pay", nil), act(tape, "ship", map[string]any{"cpCode": "ZTO", "mailNo": "75800123456789"}),
		act(tape, "trace", map[string]any{"status": "ACCEPT"}), act(tape, "trace", map[string]any{"status": "TRANSPORT"}), act(signs, "pay", nil),
	)
	if err != nil {
		return err
	}
	if err := d.platform.Read(ctx, d.scope, d.buyer.ID, tape, signs, glue, more, doubtful, refused); err != nil {
		return err
	}
	if err := act(glue, "change-price", map[string]any{"shippingFee": 500, "discount": -600}); err != nil {
		return err
	}
	if err := d.platform.Read(ctx, d.scope, d.buyer.ID, glue); err != nil {
		return err
	}
	for _, number := range []string{tape, more} {
		page, err := d.platform.List(ctx, d.scope, api.ListQuery{}, platform.Filter{Numbers: []string{number}, Within: tenant.Everything})
		if err != nil || len(page.Items) != 1 {
			return errors.Join(err, fmt.Errorf("the order %s of the sandbox is not here", number))
		}
		o, err := d.platform.Make(ctx, d.scope, page.Items[0].ID, platform.MakeInput{Within: tenant.Everything})
		if err != nil {
			return err
		}
		if _, err = d.purchases.Submit(ctx, d.scope, o.ID, o.Version); err != nil {
			return err
		}
	}
	return nil
}
