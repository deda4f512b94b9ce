package app

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/sandbox1688"
)

// runDemo starts the demo in the folder, with a sandbox of its own, looks at its
// shops, and stops both.
func runDemo(t *testing.T, dir string) []*channel.Shop {
	t.Helper()
	box := httptest.NewServer(sandbox1688.New(sandbox1688.Config{AppKey: demoAppKey, AppSecret: demoAppSecret}))
	defer box.Close()
	cfg := &Config{Addr: "127.0.0.1:8168", Data: dir, Gateway: box.URL + "/openapi", Authorize: box.URL + "/oauth/authorize", AppKey: demoAppKey, AppSecret: demoAppSecret}
	if err := cfg.Check(); err != nil {
		t.Fatal(err)
	}
	d, closeAll, err := cfg.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll()
	s, err := newServer(t.Context(), cfg, d, slog.New(slog.DiscardHandler), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer s.hub.Close()
	if err := s.runner.Start(context.WithoutCancel(t.Context())); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.runner.Stop(t.Context()); err != nil {
			t.Error(err)
		}
	}()
	if err := s.fillDemo(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	sets, err := s.tenants.SetIDs(t.Context())
	if err != nil || len(sets) != 1 {
		t.Fatalf("account sets: %v, %v", sets, err)
	}
	sc := db.System("test")
	sc.Tenant = sets[0]
	shops, err := s.shops.Shops(t.Context(), sc, tenant.Limit{All: true})
	if err != nil {
		t.Fatal(err)
	}
	return shops
}

// The sandbox forgets its tokens when it stops: a demo that is started again has
// its shop authorised again.
func TestDemoIsStartedAgain(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, start := range []string{"first", "second"} {
		shops := runDemo(t, dir)
		if len(shops) != 1 || !shops[0].Authorised() || shops[0].Market == "" {
			t.Fatalf("after the %s start: %+v", start, shops)
		}
	}
}
