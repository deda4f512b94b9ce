package world

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/live"
)

// Serve opens the API over the world and gives a client signed in as its owner.
func (w *World) Serve(tb testing.TB) *Client {
	tb.Helper()
	hub := live.New(tb.Context(), w.DB, nil)
	tb.Cleanup(hub.Close)
	a := api.New(api.Options{DB: w.DB, Tenants: w.Tenants, Live: hub, PublicURL: "http://127.0.0.1", Version: "test"})
	w.Catalog.Register(a)
	w.Shops.Register(a)
	w.Sales.Register(a)
	server := httptest.NewServer(a.Handler())
	tb.Cleanup(server.Close)
	c := NewClient(tb, server.URL+"/api/v1")
	c.Must(tb, http.MethodPost, "/login", map[string]any{"login": "owner", "password": "correct horse"}, nil)
	return c.In(w.Set.ID.String())
}
