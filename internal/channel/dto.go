package channel

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/open1688"
)

type shopBody struct {
	ID               db.ID     `json:"id"`
	Name             string    `json:"name" doc:"店铺名称"`
	LoginID          string    `json:"loginId" doc:"登录账户"`
	MemberID         string    `json:"memberId"`
	Company          string    `json:"company,omitempty"`
	Market           string    `json:"market,omitempty" doc:"Code of the bound market; needed for pre-orders"`
	MarketName       string    `json:"marketName,omitempty" doc:"市场名称"`
	Department       string    `json:"department,omitempty" doc:"核算部门"`
	WarehouseID      db.ID     `json:"warehouseId,omitempty" doc:"What its sales documents sell from when they name no warehouse"`
	ReleaseAccountID db.ID     `json:"releaseAccountId,omitempty" doc:"The fund account that 1688 pays out to; the default of Alipay when left out"`
	State            ShopState `json:"state" enum:"valid,expiring,expired,revoked"`
	Enabled          bool      `json:"enabled"`
	Preorders        bool      `json:"preorders" doc:"Pre-orders can be made: authorised, enabled, market bound"`
	AccessExpiresAt  db.Time   `json:"accessExpiresAt" doc:"End of the present token, which is refreshed by itself"`
	RefreshExpiresAt *db.Time  `json:"refreshExpiresAt,omitempty" doc:"End of the authorisation"`
	EndsInDays       *int64    `json:"endsInDays,omitempty" doc:"While it is expiring: in how many days, a begun one counted"`
	RefreshedAt      db.Time   `json:"refreshedAt"`
	AuthorizedBy     string    `json:"authorizedBy"`
	AuthorizedAt     db.Time   `json:"authorizedAt"`
	CreatedAt        db.Time   `json:"createdAt"`
	Version          int64     `json:"version"`
}

func newShopBody(p *Shop) shopBody {
	b := shopBody{
		ID: p.ID, Name: p.Name, LoginID: p.LoginID, MemberID: p.MemberID, Company: p.Company, Market: p.Market, MarketName: p.MarketName, Department: p.Department, WarehouseID: p.WarehouseID, ReleaseAccountID: p.ReleaseAccountID,
		State: p.State, Enabled: p.Enabled, Preorders: p.Authorised() && p.Market != "", AccessExpiresAt: p.AccessExpiresAt, RefreshedAt: p.RefreshedAt,
		AuthorizedBy: p.AuthorizedBy, AuthorizedAt: p.AuthorizedAt, CreatedAt: p.CreatedAt, Version: p.Version,
	}
	if !p.RefreshExpiresAt.IsZero() {
		b.RefreshExpiresAt = &p.RefreshExpiresAt
	}
	if p.State == ShopExpiring {
		b.EndsInDays = &p.EndsIn
	}
	return b
}

type shopLogBody struct {
	ID   db.ID       `json:"id"`
	At   db.Time     `json:"at"`
	By   string      `json:"by,omitempty"`
	Bad  bool        `json:"bad" doc:"Something went wrong"`
	Said *api.Reason `json:"said"`
}

type downloadBody struct {
	ID         db.ID         `json:"id"`
	ShopID     db.ID         `json:"shopId"`
	TaskID     db.ID         `json:"taskId" doc:"Its progress"`
	Mode       DownloadMode  `json:"mode" enum:"create,online_only"`
	Asked      int           `json:"asked" doc:"Number of offers asked for by id; 0 means all online offers"`
	State      DownloadState `json:"state" enum:"running,paused,succeeded,failed,cancelled"`
	Total      int64         `json:"total"`
	Added      int64         `json:"added"`
	Changed    int64         `json:"changed"`
	Unchanged  int64         `json:"unchanged"`
	Delisted   int64         `json:"delisted" doc:"Offers no longer online"`
	Failed     int64         `json:"failed"`
	Products   int64         `json:"products" doc:"Products made"`
	Issues     int64         `json:"issues" doc:"Lines to read"`
	Reason     *api.Reason   `json:"reason,omitempty" doc:"Why it failed or waits"`
	StartedBy  string        `json:"startedBy"`
	CreatedAt  db.Time       `json:"createdAt"`
	UpdatedAt  db.Time       `json:"updatedAt"`
	FinishedAt *db.Time      `json:"finishedAt,omitempty"`
}

func newDownloadBody(ctx context.Context, d *Download) downloadBody {
	b := downloadBody{
		ID: d.ID, ShopID: d.ShopID, TaskID: d.TaskID, Mode: d.Mode, Asked: len(d.Asked), State: d.State, Total: d.Total, Added: d.Added, Changed: d.Changed,
		Unchanged: d.Unchanged, Delisted: d.Delisted, Failed: d.Failed, Products: d.Products, Issues: d.Issues, Reason: api.NewReason(ctx, d.Reason), StartedBy: d.StartedBy,
		CreatedAt: d.CreatedAt, UpdatedAt: d.UpdatedAt,
	}
	if !d.FinishedAt.IsZero() {
		b.FinishedAt = &d.FinishedAt
	}
	return b
}

type issueBody struct {
	OfferID string      `json:"offerId"`
	Kind    string      `json:"kind" enum:"failed,refused,notice" doc:"failed: not read; refused: read, but no product made; notice: worth knowing"`
	Title   string      `json:"title,omitempty"`
	Said    *api.Reason `json:"said"`
	At      db.Time     `json:"at"`
}

type lineBody struct {
	ID          db.ID      `json:"id"`
	ShopID      db.ID      `json:"shopId"`
	ShopName    string     `json:"shopName"`
	State       string     `json:"state" enum:"matched,unmatched" doc:"匹配关系"`
	How         string     `json:"how,omitempty" enum:"auto,manual,download" doc:"How it was matched"`
	Note        string     `json:"note,omitempty" enum:"ambiguous,specs_changed,product_deleted" doc:"Why it is unmatched"`
	Plain       bool       `json:"plain" doc:"An offer without SKUs, which pairs with a plain product"`
	OfferID     string     `json:"offerId"`
	OfferCode   string     `json:"offerCode,omitempty" doc:"货号"`
	OfferTitle  string     `json:"offerTitle" doc:"平台商品名称"`
	OfferState  string     `json:"offerState" example:"published" doc:"As 1688 words it"`
	Online      bool       `json:"online" doc:"On sale at the last download"`
	OnlineSKUID string     `json:"onlineSkuId,omitempty" doc:"skuId on 1688"`
	OnlineCode  string     `json:"onlineCode,omitempty" doc:"单品货号"`
	OnlineName  string     `json:"onlineName,omitempty" doc:"平台SKU名称"`
	Picture     string     `json:"picture,omitempty"`
	Price       *dec.Price `json:"price,omitempty"`
	RetailPrice *dec.Price `json:"retailPrice,omitempty"`
	Stock       int64      `json:"stock" doc:"Online stock"`
	MinOrder    int64      `json:"minOrder" doc:"最小起订量"`
	ProductID   db.ID      `json:"productId,omitzero"`
	ProductCode string     `json:"productCode,omitempty" doc:"系统商品代码"`
	ProductName string     `json:"productName,omitempty" doc:"系统商品名称"`
	SKUID       db.ID      `json:"skuId,omitzero"`
	SKUCode     string     `json:"skuCode,omitempty" doc:"系统SKU代码"`
	SKUName     string     `json:"skuName,omitempty" doc:"系统SKU名称"`
}

func newLineBody(l *Line) lineBody {
	b := lineBody{
		ID: l.ID, ShopID: l.ShopID, ShopName: l.ShopName, State: "unmatched", How: l.How, Note: l.Note, Plain: l.Plain, OfferID: l.OfferID.String(), OfferCode: l.OfferCode,
		OfferTitle: l.Title, OfferState: l.OfferState, Online: l.Online, OnlineSKUID: l.PlatformSKUID.String(), OnlineCode: l.Code, OnlineName: l.Name, Picture: l.Picture,
		Price: l.Price, RetailPrice: l.RetailPrice, Stock: l.Stock, MinOrder: l.MinOrder, ProductID: l.ProductID, ProductCode: l.ProductCode, ProductName: l.ProductName,
		SKUID: l.SKUID, SKUCode: l.SKUCode, SKUName: l.SKUName,
	}
	if l.SKUID != 0 {
		b.State = "matched"
	}
	return b
}

type suggestionBody struct {
	SKUID       db.ID    `json:"skuId"`
	SKUCode     string   `json:"skuCode"`
	SKUName     string   `json:"skuName,omitempty"`
	ProductID   db.ID    `json:"productId"`
	ProductCode string   `json:"productCode"`
	ProductName string   `json:"productName"`
	Picture     string   `json:"picture,omitempty"`
	Score       int      `json:"score" minimum:"1" maximum:"100" doc:"100 is certain"`
	Reasons     []Reason `json:"reasons" nullable:"false" doc:"code, barcode, similar_code, product_code, attributes, title, picture"`
}

func newSuggestionBody(g *Suggestion) suggestionBody {
	return suggestionBody{
		SKUID: g.SKU.ID, SKUCode: g.SKU.Code, SKUName: g.SKU.Spec, ProductID: g.SKU.ProductID, ProductCode: g.SKU.ProductCode, ProductName: g.SKU.ProductName,
		Picture: g.SKU.Picture, Score: g.Score, Reasons: g.Reasons,
	}
}

func newIssueBody(ctx context.Context, i *Issue) issueBody {
	b := issueBody{OfferID: i.OfferID.String(), Kind: i.Kind, Title: i.Title, Said: api.NewReason(ctx, i.Why), At: i.At}
	if i.OfferID == open1688.IDFromInt64(0) {
		b.OfferID = ""
	}
	return b
}

// pageBody turns the rows of a page into bodies.
func pageBody[T, B any](p api.Page[T], body func(*T) B) *api.PageOf[B] {
	out := &api.PageOf[B]{Body: api.Page[B]{Items: make([]B, 0, len(p.Items)), Page: p.Page, PageSize: p.PageSize, Total: p.Total, TotalIsLowerBound: p.TotalIsLowerBound}}
	for i := range p.Items {
		out.Body.Items = append(out.Body.Items, body(&p.Items[i]))
	}
	return out
}
