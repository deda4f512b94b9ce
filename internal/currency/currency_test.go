package currency_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

const path = "/settings/currencies"

func setup(t *testing.T) *apitest.World {
	t.Helper()
	return apitest.New(t, func(w *apitest.World) { currency.New(w.DB).Register(w.API) })
}

// of is what the list says of a currency, after its code.
func of(t *testing.T, p *apitest.Person, code string) (active bool, rate, date string) {
	t.Helper()
	a := p.Get(t, path).Want(t, http.StatusOK, "")
	for i := range currency.All {
		if a.Text("items", i, "code") == code {
			return a.At("items", i, "active") == true, a.Text("items", i, "rate"), a.Text("items", i, "date")
		}
	}
	t.Fatalf("no %s in %s", code, a.Body)
	return false, "", ""
}

func TestRatesHoldFromTheirDayOn(t *testing.T) {
	t.Parallel()
	w := setup(t)
	set := func(date, rate string) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPut, path+"/USD/rates/"+date, map[string]any{"rate": rate, "note": "中行折算价"})
	}
	set("2026-11-01", "712").Want(t, http.StatusConflict, "currency.inactive")
	w.Owner.Do(t, http.MethodPut, path+"/USD", map[string]any{"active": true, "version": 0}).Want(t, http.StatusOK, "")
	w.Owner.Do(t, http.MethodPut, path+"/USD", map[string]any{"active": false, "version": 0}).Want(t, http.StatusConflict, "version.stale")
	for date, rate := range map[string]string{"2026-11-01": "712", "2026-11-10": "710.355", "2027-01-01": "700"} {
		set(date, rate).Want(t, http.StatusOK, "")
	}
	set("2026-11-10", "710.36").Want(t, http.StatusOK, "") // instead of what stood there
	for day, want := range map[string]string{"2026-11-01": "712", "2026-11-09": "712", "2026-11-10": "710.36", "2026-12-31": "710.36", "2027-06-01": "700"} {
		if got := w.Owner.Get(t, path+"/USD/rate?date="+day).Want(t, http.StatusOK, "").Text("rate"); !strings.HasPrefix(got, want) {
			t.Errorf("on %s it is worth %s, want %s", day, got, want)
		}
	}
	w.Owner.Get(t, path+"/USD/rate?date=2026-10-31").Want(t, http.StatusNotFound, "currency.no_rate")
	// The clock of the test stands in November 2026.
	if active, rate, date := of(t, w.Owner, "USD"); !active || !strings.HasPrefix(rate, "710.36") || date != "2026-11-10" {
		t.Errorf("listed as %v %s of %s", active, rate, date)
	}
	if list := w.Owner.Get(t, path+"/USD/rates").Want(t, http.StatusOK, ""); list.At("total") != 3 || list.Text("items", 0, "date") != "2027-01-01" || list.Text("items", 1, "setByName") == "" {
		t.Errorf("rates %s", list.Body)
	}
	w.Owner.Do(t, http.MethodDelete, path+"/USD/rates/2026-11-10", nil).Want(t, http.StatusNoContent, "")
	w.Owner.Do(t, http.MethodDelete, path+"/USD/rates/2026-11-10", nil).Want(t, http.StatusNotFound, "currency.no_rate")
	if _, rate, date := of(t, w.Owner, "USD"); !strings.HasPrefix(rate, "712") || date != "2026-11-01" {
		t.Errorf("without the rate of the 10th it is %s of %s", rate, date)
	}
	// Another set keeps its own.
	if active, _, date := of(t, w.Other, "USD"); active || date != "" {
		t.Error("another set sees the currency of this one")
	}
	if list := w.Other.Get(t, path+"/USD/rates").Want(t, http.StatusOK, ""); list.At("total") != 0 {
		t.Errorf("another set sees %s", list.Body)
	}
	w.Other.Get(t, path+"/USD/rate?date=2026-11-10").Want(t, http.StatusNotFound, "currency.no_rate")
}

func TestRatesThatAreNone(t *testing.T) {
	t.Parallel()
	w := setup(t)
	w.Owner.Do(t, http.MethodPut, path+"/VND", map[string]any{"active": true, "version": 0}).Want(t, http.StatusOK, "")
	for rate, want := range map[string]string{"0": "rate decimal.not_positive", "-1": "rate decimal.not_positive", "1000000.000001": "rate decimal.out_of_range"} {
		if got := w.Owner.Do(t, http.MethodPut, path+"/VND/rates/2026-11-01", map[string]any{"rate": rate}).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); !slices.Equal(got, []string{want}) {
			t.Errorf("%s gives %q, want %q", rate, got, want)
		}
	}
	w.Owner.Do(t, http.MethodPut, path+"/VND/rates/2026-11-31", map[string]any{"rate": "1"}).Want(t, http.StatusNotFound, "not_found")
	w.Owner.Do(t, http.MethodPut, path+"/CNY", map[string]any{"active": true, "version": 0}).Want(t, http.StatusConflict, "currency.base")
	w.Owner.Do(t, http.MethodPut, path+"/XYZ", map[string]any{"active": true, "version": 0}).Want(t, http.StatusNotFound, "currency.unknown")
	w.Owner.Do(t, http.MethodPut, path+"/VND/rates/2026-11-01", map[string]any{"rate": "0.0277"}).Want(t, http.StatusOK, "")
	w.Member(t, "buyer", tenant.RolePurchaser).Do(t, http.MethodPut, path+"/VND/rates/2026-11-01", map[string]any{"rate": "1"}).Want(t, http.StatusForbidden, "forbidden")
	err := w.DB.View(t.Context(), w.Scope(), func(ctx context.Context, tx *db.Tx) error {
		if r, err := currency.RateTx(ctx, tx, currency.Base, "2026-11-01"); err != nil || r.Rate.String() != "100" {
			t.Errorf("100 yuan are worth %s: %v", r.Rate, err)
		}
		_, err := currency.RateTx(ctx, tx, "VND", "2026-10-31")
		return err
	})
	if !errors.Is(err, currency.ErrNoRate) {
		t.Errorf("before the first rate it gives %v", err)
	}
}
