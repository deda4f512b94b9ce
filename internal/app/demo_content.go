package app

import (
	"context"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/sandbox1688"
)

// fillDemo gives an empty database a person, an account set and a shop worth
// looking at, all through the services. A database with people in it is left alone.
func (s *server) fillDemo(ctx context.Context, _ *sandbox1688.Server) error {
	empty, err := s.tenants.SetupNeeded(ctx)
	if err != nil || !empty {
		return err
	}
	person, err := s.tenants.Register(ctx, db.System("demo"), tenant.NewPerson{Login: demoLogin, Name: "王老板", Password: demoPassword}, true)
	if err != nil {
		return err
	}
	sc := db.Scope{Actor: db.Actor{Kind: "user", UserID: person, Name: "王老板"}}
	set, err := s.tenants.CreateSet(ctx, sc, tenant.SetInput{
		Name: "云裳服饰（演示）", StartDate: db.Date(s.db.Now().AddDate(0, -2, 0).Format(time.DateOnly)), Industry: "apparel",
		CostingScope: tenant.CostingSet, Modules: []string{tenant.ModuleSell1688},
	})
	if err != nil {
		return err
	}
	sc.Tenant = set.ID
	return nil
}
