package app

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/replenish"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
)

// findSources lets the shop buy: garments from a factory beyond 1688, packing material
// on 1688. One list of links is matched and saved, one waits to be looked over.
func (d *demo) findSources(ctx context.Context) error {
	for _, k := range d.skus[:min(len(d.skus), lastBest+1)] {
		price, err := k.Price.MulRatio(55, 100)
		if err != nil {
			return err
		}
		in := sourcing.Input{SKUID: k.ID, SupplierID: d.suppliers[0], Minimum: 20, LeadDays: 7, Price: &price, Reach: tenant.Limit{All: true}}
		if _, err := d.sources.Create(ctx, d.scope, in); err != nil {
			return err
		}
	}
	plain := func(code string) []catalog.SKUInput { return []catalog.SKUInput{{Code: code}} }
	for _, p := range []catalog.ProductInput{
		{Code: "BZ-02", Name: "警示语胶带", Attributes: []string{"颜色"}, SKUs: []catalog.SKUInput{{Code: "BZ-02-R", Values: []string{"红色"}}, {Code: "BZ-02-B", Values: []string{"天蓝色"}}}},
		{Code: "BZ-03", Name: "双面胶", SKUs: plain("BZ-03")},
		{Code: "BZ-04", Name: "美纹纸", SKUs: plain("BZ-04")},
		{Code: "BZ-01", Name: "封箱胶带", Attributes: []string{"规格"}, SKUs: []catalog.SKUInput{
			{Code: "BZ-01-100", Values: []string{"4.5cm×100y"}}, {Code: "BZ-01-150", Values: []string{"4.5cm×150y"}}, {Code: "BZ-01-55", Values: []string{"5.5cm×100y"}},
		}},
	} {
		p.Unit = "卷"
		if _, err := d.catalog.CreateProduct(ctx, d.scope, p, catalog.SaveOptions{}); err != nil {
			return err
		}
	}
	links := map[string]string{}
	for _, number := range []string{"WC-T01", "WC-T03", "WC-T11"} {
		var err error
		if links[number], err = d.offerLink(ctx, number); err != nil {
			return err
		}
	}
	rows := func(link string, codes ...string) (out []sourcing.Row) {
		for _, code := range codes {
			out = append(out, sourcing.Row{Code: code, Link: link})
		}
		return out
	}
	run, err := d.matchRun(ctx, d.buyer, rows(links["WC-T01"], "BZ-01-100", "BZ-01-150", "BZ-01-55"))
	if err != nil {
		return err
	}
	if _, err := d.sources.SaveRun(ctx, d.scope, run.ID, tenant.Limit{All: true}); err != nil {
		return err
	}
	open := append(rows(links["WC-T03"], "BZ-02-R", "BZ-02-B"), rows(links["WC-T11"], "BZ-03")...) // none of its three widths is meant
	_, err = d.matchRun(ctx, d.buyer, append(open, rows("https://detail.1688.com/offer/599999999999.html", "BZ-04")...))
	return err
}

// restock makes rules and works out what to buy: some of the garments, packing material
// that was never there. Of most SKUs nobody knows where to buy them, which it tells.
func (d *demo) restock(ctx context.Context) error {
	all := tenant.Limit{All: true}
	rule := func(sku, warehouse db.ID, c suggest.Content) error {
		_, err := d.suggest.SaveRule(ctx, d.scope, suggest.Rule{SKUID: sku, WarehouseID: warehouse, Content: c}, all)
		return err
	}
	if err := rule(0, 0, suggest.Content{Model: replenish.ModelCover, CoverDays: 14, Note: "先按备货天数，重要的单独设置"}); err != nil {
		return err
	}
	if err := rule(d.skus[lastBest].ID, d.warehouse, suggest.Content{Model: replenish.ModelPeriodic, Target: replenish.TargetFill, ServiceBPS: 9800}); err != nil {
		return err
	}
	if err := rule(d.skus[0].ID, d.warehouse, suggest.Content{Model: suggest.ModelNone, Note: "清仓，不再补货"}); err != nil {
		return err
	}
	page, err := d.catalog.SKUs(ctx, d.scope, api.ListQuery{Q: "BZ-01", PageSize: 10, Sort: "code"}, catalog.SKUFilter{})
	if err != nil {
		return err
	}
	for _, k := range page.Items {
		if err := rule(k.ID, d.warehouse, suggest.Content{Model: replenish.ModelMinMax, Min: dec.QuantityFromInt(48), Max: dec.QuantityFromInt(60)}); err != nil {
			return err
		}
	}
	run, err := d.suggest.StartRun(ctx, d.scope)
	for err == nil && run.State == suggest.RunRunning {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		_, run, err = d.suggest.Runs(ctx, d.scope)
	}
	return err
}

// matchRun looks the offers of the rows up.
func (d *demo) matchRun(ctx context.Context, account *channel.Shop, rows []sourcing.Row) (*sourcing.Run, error) {
	all := tenant.Limit{All: true}
	run, err := d.sources.StartRun(ctx, d.scope, sourcing.RunInput{AccountID: account.ID, Origin: sourcing.OriginList, Rows: rows, Reach: all})
	for err == nil && run.State == sourcing.RunRunning {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
		run, err = d.sources.Run(ctx, d.scope, run.ID, all)
	}
	return run, err
}

// offerLink is the address of the sandbox's offer that has the number, as a buyer who
// found it on 1688 would copy it.
func (d *demo) offerLink(ctx context.Context, number string) (string, error) {
	o, err := d.offer(ctx, number)
	if err != nil {
		return "", err
	}
	return "https://detail.1688.com/offer/" + strconv.FormatInt(o.ID, 10) + ".html", nil
}

// offer is the sandbox's offer that has the number.
func (d *demo) offer(ctx context.Context, number string) (*demoOffer, error) {
	var found struct {
		Offers []demoOffer `json:"offers"`
	}
	if err := d.sandbox(ctx, http.MethodGet, "offers?q="+url.QueryEscape(number), nil, &found); err != nil {
		return nil, err
	}
	if len(found.Offers) == 0 {
		return nil, fmt.Errorf("the sandbox has no offer %s", number)
	}
	return &found.Offers[0], nil
}
