package currency

import (
	"context"
	"database/sql"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/tenant"
)

// Service serves the currencies of an account set.
type Service struct{ db *db.DB }

// New makes the service.
func New(d *db.DB) *Service { return &Service{db: d} }

// Body is a currency as listed.
type Body struct {
	Code    string   `json:"code" doc:"ISO 4217"`
	NameZH  string   `json:"nameZh"`
	NameEN  string   `json:"nameEn"`
	Active  bool     `json:"active"`
	Rate    dec.Cost `json:"rate,omitempty" doc:"Yuan for 100, as it holds today; 0 for none"`
	Date    db.Date  `json:"date,omitempty" doc:"From when on it holds"`
	Version int64    `json:"version"`
}

// RateBody is a rate as listed.
type RateBody struct {
	Date      db.Date  `json:"date" doc:"From when on it holds, until the next"`
	Rate      dec.Cost `json:"rate" doc:"Yuan for 100"`
	Note      string   `json:"note,omitempty" doc:"Where it comes from"`
	SetByName string   `json:"setByName,omitempty"`
	SetAt     db.Time  `json:"setAt"`
}

type listOutput struct {
	Body struct {
		Base  string `json:"base" doc:"The currency of the books"`
		Items []Body `json:"items" nullable:"false"`
	}
}

// CodeInput names a currency.
type CodeInput struct {
	Code string `path:"code" maxLength:"3"`
}

// DateInput names a currency and a day.
type DateInput struct {
	CodeInput
	Date db.Date `path:"date"`
}

type (
	switchInput struct {
		CodeInput
		Body struct {
			Active  bool  `json:"active"`
			Version int64 `json:"version"`
		}
	}
	ratesInput struct {
		CodeInput
		api.ListQuery
	}
	dayInput struct {
		CodeInput
		Date db.Date `query:"date" doc:"Today when left out"`
	}
	setInput struct {
		DateInput
		Body struct {
			Rate dec.Cost `json:"rate" doc:"Yuan for 100"`
			Note string   `json:"note,omitempty"`
		}
	}
	rateOutput struct{ Body RateBody }
)

// Register adds the routes of currencies.
func (s *Service) Register(a *api.API) {
	const one = "/settings/currencies/{code}"
	route := func(path, id, summary string, p api.Permission) api.Route {
		return api.Route{Path: path, ID: id, Summary: summary, Tag: "settings", Permission: p}
	}
	api.Get(a, route("/settings/currencies", "list-currencies", "List the currencies that can be kept, with today's rates", api.PermSettingsRead), func(ctx context.Context, sc db.Scope, _ *struct{}) (*listOutput, error) {
		return s.list(ctx, sc)
	})
	api.Put(a, route(one, "switch-currency", "Switch a currency on or off", api.PermSettingsUpdate), func(ctx context.Context, sc db.Scope, in *switchInput) (*listOutput, error) {
		err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return SwitchTx(ctx, tx, in.Code, in.Body.Active, in.Body.Version)
		})
		if err != nil {
			return nil, err
		}
		return s.list(ctx, sc)
	})
	api.Get(a, route(one+"/rates", "list-currency-rates", "List the rates of a currency", api.PermSettingsRead), s.rates)
	api.Get(a, route(one+"/rate", "get-currency-rate", "Get the rate that holds on a day", api.PermSettingsRead), func(ctx context.Context, sc db.Scope, in *dayInput) (*rateOutput, error) {
		return s.rate(ctx, sc, in.Code, in.Date)
	})
	api.Put(a, route(one+"/rates/{date}", "set-currency-rate", "Enter a rate from a day on", api.PermSettingsUpdate), func(ctx context.Context, sc db.Scope, in *setInput) (*rateOutput, error) {
		err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			return SetRateTx(ctx, tx, in.Code, in.Date, in.Body.Rate, in.Body.Note)
		})
		if err != nil {
			return nil, err
		}
		return s.rate(ctx, sc, in.Code, in.Date)
	})
	api.Delete(a, route(one+"/rates/{date}", "delete-currency-rate", "Take a rate back", api.PermSettingsUpdate), func(ctx context.Context, sc db.Scope, in *DateInput) (*struct{}, error) {
		return nil, s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return DeleteRateTx(ctx, tx, in.Code, in.Date) })
	})
}

func (s *Service) list(ctx context.Context, sc db.Scope) (*listOutput, error) {
	out := &listOutput{}
	out.Body.Base = Base
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		set, err := tenant.GetTx(ctx, tx)
		if err != nil {
			return err
		}
		all, err := ListTx(ctx, tx, set.Today(tx.Now))
		out.Body.Items = make([]Body, len(all))
		for i := range all {
			c := &all[i]
			out.Body.Items[i] = Body{c.Code, c.NameZH, c.NameEN, c.Active, c.Rate, c.Date, c.Version}
		}
		return err
	})
	return out, err
}

func (s *Service) rate(ctx context.Context, sc db.Scope, code string, day db.Date) (*rateOutput, error) {
	out := &rateOutput{}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if day == "" {
			set, err := tenant.GetTx(ctx, tx)
			if err != nil {
				return err
			}
			day = set.Today(tx.Now)
		}
		r, err := RateTx(ctx, tx, code, day)
		out.Body = RateBody(r)
		return err
	})
	return out, err
}

func (s *Service) rates(ctx context.Context, sc db.Scope, in *ratesInput) (*api.PageOf[RateBody], error) {
	k, err := find(in.Code)
	if err != nil {
		return nil, err
	}
	out := &api.PageOf[RateBody]{}
	err = s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		l := api.List{
			Columns: "r.date, r.rate, r.note, COALESCE(p.name, ''), r.set_at",
			From:    "currency_rate r LEFT JOIN member m ON m.tenant_id = ? AND m.person_id = r.set_by LEFT JOIN person p ON p.id = m.person_id",
			Where:   []string{"r.tenant_id = ? AND r.code = ?"}, Args: []any{tx.Tenant, tx.Tenant, k.Code},
			Sorts: map[string]string{"date": "r.date"}, Default: "-date", Tie: "r.date",
		}
		out.Body, err = api.RunList(ctx, tx, in.ListQuery, l, func(rows *sql.Rows) (RateBody, error) {
			var b RateBody
			err := rows.Scan(&b.Date, &b.Rate, &b.Note, &b.SetByName, &b.SetAt)
			return b, err
		})
		return err
	})
	return out, err
}
