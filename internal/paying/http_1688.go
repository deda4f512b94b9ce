package paying

import (
	"context"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// PermAccounts lets people say how buyer accounts pay.
var PermAccounts = api.DefinePermission("pay_account.update", "设置采购账号的付款账户", "Say how buyer accounts pay", "purchase", tenant.RoleAccount)

type payLinkBody struct {
	URL    string     `json:"url,omitempty" doc:"The page of 1688; needs the buyer's logged-in browser. Empty when none of the orders can be paid"`
	Orders []string   `json:"orders" nullable:"false" doc:"What it pays for, by number on 1688"`
	Amount dec.Amount `json:"amount"`
	Failed []string   `json:"failed" nullable:"false" doc:"Orders that 1688 does not let be paid there"`
}

type payLinksOutput struct {
	Body struct {
		Links []payLinkBody `json:"links" nullable:"false"`
	}
}

type withholdInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Channel string `json:"channel,omitempty" enum:"alipay,shegou" doc:"1688 tries shegou (诚e赊), then alipay when left out"`
	}
}

type bookInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version       int64   `json:"version"`
		FundAccountID db.ID   `json:"fundAccountId,omitempty" doc:"That of the buyer account when left out"`
		Date          db.Date `json:"date,omitempty" doc:"The day the money moved when left out"`
		Anyway        bool    `json:"anyway,omitempty" doc:"Although the order seems paid already"`
	}
}

type dismissInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		Version int64  `json:"version"`
		Reason  string `json:"reason" maxLength:"500"`
	}
}

// PayAccount is how a buyer account pays.
type PayAccount struct {
	ID              db.ID    `json:"id" doc:"The buyer account"`
	Name            string   `json:"name"`
	FundAccountID   db.ID    `json:"fundAccountId,omitempty" doc:"That its payments leave"`
	FundAccountName string   `json:"fundAccountName,omitempty" builtin:"fund"`
	CrossBorder     bool     `json:"crossBorder" doc:"Pays with 跨境宝"`
	Agreements      []string `json:"agreements" nullable:"false" doc:"Channels that pay without password, as 1688 said last"`
	ReadAt          *db.Time `json:"readAt,omitempty"`
	Version         int64    `json:"version"`
}

func newPayAccount(a *Account) PayAccount {
	return PayAccount{a.BuyerAccountID, a.Name, a.FundAccountID, a.FundName, a.CrossBorder, append([]string{}, a.Agreements...), timeOf(a.ReadAt), a.Version}
}

type payAccountsOutput struct {
	Body struct {
		Items []PayAccount `json:"items" nullable:"false"`
	}
}

type payAccountInput struct {
	ID   db.ID `path:"id"`
	Body struct {
		FundAccountID db.ID `json:"fundAccountId,omitempty"`
		CrossBorder   bool  `json:"crossBorder,omitempty"`
		Version       int64 `json:"version"`
	}
}

type agreementsOutput struct {
	Body struct {
		Items    []PayAccount `json:"items" nullable:"false"`
		SignURLs []string     `json:"signUrls" nullable:"false" doc:"Where agreements that are not open yet are signed"`
	}
}

type paySettingBody struct {
	RiseBPS    int64      `json:"riseBps" minimum:"0" maximum:"10000" doc:"In 1/10,000 of what was approved"`
	RiseAmount dec.Amount `json:"riseAmount"`
	Version    int64      `json:"version"`
}

type paySettingOutput struct{ Body paySettingBody }

// register1688 adds the routes of paying on 1688, of booking what was paid there, and of
// how accounts pay.
func (s *Service) register1688(a *api.API) {
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: tag, Permission: p}
	}
	links := route("/payment-requests/actions/pay-links", "pay-link-payment-requests", "Get the pages of 1688 on which approved requests of one buyer account are paid", PermPay)
	links.Slow = true
	links.Description = "One page for up to 100 orders, 30 with 跨境宝. Asking pays nothing: what is paid is seen in the orders."
	api.Post(a, links, func(ctx context.Context, sc db.Scope, in *api.SeenInput) (*payLinksOutput, error) {
		ids := make([]Seen, len(in.Body.Documents))
		for i, d := range in.Body.Documents {
			ids[i] = Seen(d)
		}
		list, err := s.PayLinks(ctx, sc, ids, api.DataScope(ctx))
		out := &payLinksOutput{}
		for _, l := range list {
			out.Body.Links = append(out.Body.Links, payLinkBody{l.URL, append([]string{}, l.Orders...), l.Amount, append([]string{}, l.Failed...)})
		}
		return out, err
	})
	withhold := route("/payment-requests/{id}/pay-without-password", "withhold-payment-request", "Have 1688 take the money by agreement, without password", PermPay)
	withhold.Slow = true
	api.Post(a, withhold, func(ctx context.Context, sc db.Scope, in *withholdInput) (*requestOutput, error) {
		if err := s.PayWithoutPassword(ctx, sc, in.ID, in.Body.Version, in.Body.Channel, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		return s.show(ctx, sc, in.ID)
	})
	check := route("/payment-requests/{id}/check-payment", "check-payment-request", "Ask 1688 now whether the orders are paid", PermRead)
	check.Slow = true
	api.Post(a, check, func(ctx context.Context, sc db.Scope, in *requestIDInput) (*requestOutput, error) {
		if err := s.Visible(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		if err := s.CheckNow(ctx, sc, in.ID); err != nil {
			return nil, err
		}
		return s.show(ctx, sc, in.ID)
	})
	book := route("/order-payments/{id}/book", "book-order-payment", "Book money that is held", PermPay)
	book.Status = 204
	api.Post(a, book, func(ctx context.Context, sc db.Scope, in *bookInput) (*struct{}, error) {
		if err := s.moneySeen(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		return nil, s.Book(ctx, sc, in.ID, in.Body.Version, Booking{in.Body.FundAccountID, in.Body.Date, in.Body.Anyway})
	})
	dismiss := route("/order-payments/{id}/dismiss", "dismiss-order-payment", "Put held money aside, with the reason why it is not booked here", PermPay)
	dismiss.Status = 204
	api.Post(a, dismiss, func(ctx context.Context, sc db.Scope, in *dismissInput) (*struct{}, error) {
		if err := s.moneySeen(ctx, sc, in.ID, api.DataScope(ctx)); err != nil {
			return nil, err
		}
		return nil, s.Dismiss(ctx, sc, in.ID, in.Body.Version, in.Body.Reason)
	})
	s.registerAccounts(a, route)
}

func (s *Service) registerAccounts(a *api.API, route func(path, id, summary string, p api.Permission) api.Route) {
	items := func(ctx context.Context, sc db.Scope) ([]PayAccount, error) {
		list, err := s.Accounts(ctx, sc, api.DataScope(ctx).Shops)
		out := make([]PayAccount, 0, len(list))
		for i := range list {
			out = append(out, newPayAccount(&list[i]))
		}
		return out, err
	}
	api.Get(a, route("/pay-accounts", "list-pay-accounts", "List how buyer accounts pay", PermRead), func(ctx context.Context, sc db.Scope, _ *struct{}) (*payAccountsOutput, error) {
		out := &payAccountsOutput{}
		var err error
		out.Body.Items, err = items(ctx, sc)
		return out, err
	})
	api.Put(a, route("/pay-accounts/{id}", "set-pay-account", "Say which fund account the payments of a buyer account leave", PermAccounts), func(ctx context.Context, sc db.Scope, in *payAccountInput) (*payAccountsOutput, error) {
		if !api.DataScope(ctx).Shops.Allows(in.ID) {
			return nil, channel.ErrShopNotFound
		}
		if err := s.SetAccount(ctx, sc, Account{BuyerAccountID: in.ID, FundAccountID: in.Body.FundAccountID, CrossBorder: in.Body.CrossBorder, Version: in.Body.Version}); err != nil {
			return nil, err
		}
		out := &payAccountsOutput{}
		var err error
		out.Body.Items, err = items(ctx, sc)
		return out, err
	})
	api.Post(a, route("/pay-accounts/{id}/read-agreements", "read-pay-agreements", "Ask 1688 by which channels an account pays without password", PermRead), func(ctx context.Context, sc db.Scope, in *requestIDInput) (*agreementsOutput, error) {
		if !api.DataScope(ctx).Shops.Allows(in.ID) {
			return nil, channel.ErrShopNotFound
		}
		urls, err := s.ReadAgreements(ctx, sc, in.ID)
		if err != nil {
			return nil, err
		}
		out := &agreementsOutput{}
		out.Body.SignURLs = append([]string{}, urls...)
		out.Body.Items, err = items(ctx, sc)
		return out, err
	})
	shown := func(ctx context.Context, sc db.Scope) (*paySettingOutput, error) {
		v, err := s.Setting(ctx, sc)
		if err != nil {
			return nil, err
		}
		return &paySettingOutput{paySettingBody{v.RiseBPS, v.RiseAmount, v.Version}}, nil
	}
	api.Get(a, route("/settings/payments", "get-payment-settings", "Get how far prices may rise after the approval of a payment", api.PermSettingsRead), func(ctx context.Context, sc db.Scope, _ *struct{}) (*paySettingOutput, error) {
		return shown(ctx, sc)
	})
	api.Put(a, route("/settings/payments", "set-payment-settings", "Say how far prices may rise after the approval of a payment", api.PermSettingsUpdate), func(ctx context.Context, sc db.Scope, in *struct{ Body paySettingBody }) (*paySettingOutput, error) {
		if err := s.SetSetting(ctx, sc, Setting(in.Body)); err != nil {
			return nil, err
		}
		return shown(ctx, sc)
	})
}
