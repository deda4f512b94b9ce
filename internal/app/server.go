package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/huotong/huotong/docs/guide"
	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/approval"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/currency"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/migrate"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/inbox"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/paying"
	"github.com/huotong/huotong/internal/placing"
	"github.com/huotong/huotong/internal/platform"
	"github.com/huotong/huotong/internal/preorder"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/report"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/secret"
	"github.com/huotong/huotong/internal/sourcing"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/suggest"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/wms"
	"github.com/huotong/huotong/open1688"
	"github.com/huotong/huotong/web"
)

// server is the whole program on an open database.
type server struct {
	cfg     *Config
	version string
	log     *slog.Logger
	watch   *watch
	db      *db.DB
	hub     *live.Hub
	api     *api.API
	runner  *jobs.Runner
	tenants *tenant.Service
	box     *secret.Box
	domains
}

// domains are the services of the business.
type domains struct {
	party     *party.Service
	approvals *approval.Service
	currency  *currency.Service
	purchases *purchase.Service
	catalog   *catalog.Service
	stock     *stock.Service
	finance   *finance.Service
	sales     *sale.Service
	shops     *channel.Service
	preorders *preorder.Service
	addresses *address.Service
	sources   *sourcing.Service
	platform  *platform.Service
	paying    *paying.Service
	placing   *placing.Service
	inbox     *inbox.Service
	suggest   *suggest.Service
	wms       *wms.Service
	reports   *report.Service
}

// open takes the database for work: it holds the data folder against a second
// process and migrates. close lets go of both.
func (c *Config) open(ctx context.Context) (d *db.DB, closeAll func(), err error) {
	release, err := c.lock()
	if err != nil {
		return nil, nil, err
	}
	d, err = c.connect(ctx)
	if err != nil {
		release()
		return nil, nil, err
	}
	closeAll = func() {
		_ = d.Close()
		release()
	}
	if _, err := migrate.Up(ctx, d); err != nil {
		closeAll()
		return nil, nil, err
	}
	return d, closeAll, nil
}

// look opens the database to read it, beside a working server too: it makes and
// migrates nothing, and refuses a schema other than this program's.
func (c *Config) look(ctx context.Context) (*db.DB, error) {
	if !c.Postgres() {
		if _, err := os.Stat(c.DatabaseAddress()); errors.Is(err, fs.ErrNotExist) {
			return nil, c.noDatabase(c.DatabaseAddress() + " does not exist yet")
		}
	}
	d, err := c.connect(ctx)
	if err != nil {
		return nil, err
	}
	switch st, e := migrate.Of(ctx, d); {
	case e != nil:
		err = e
	case st.Current == 0:
		err = c.noDatabase("the database is empty")
	case st.Current < st.Latest:
		err = &SettingError{c.databaseSetting(), fmt.Sprintf("the database is at version %d, this program works with %d", st.Current, st.Latest), "stop the server that works on it, then run huotong migrate or start this program's serve"}
	case st.Current > st.Latest:
		err = &SettingError{c.databaseSetting(), fmt.Sprintf("the database is at version %d, this program works with %d", st.Current, st.Latest), "use the newer program"}
	}
	if err != nil {
		_ = d.Close()
		return nil, err
	}
	return d, nil
}

// noDatabaseError says that nothing has been set up yet.
type noDatabaseError struct{ *SettingError }

func (c *Config) noDatabase(problem string) error {
	return &noDatabaseError{&SettingError{c.databaseSetting(), problem, "start huotong serve, or run huotong migrate, to make it; or correct the setting"}}
}

// newServer builds the program of its parts. Nothing runs yet.
func newServer(ctx context.Context, cfg *Config, d *db.DB, log *slog.Logger, version string) (*server, error) {
	if err := cfg.makeData(); err != nil { // pictures and the secret key live there, whatever the database
		return nil, err
	}
	box, err := cfg.box()
	if err != nil {
		return nil, err
	}
	if err := cfg.checkKeys(ctx, d, box); err != nil {
		return nil, err
	}
	s := &server{cfg: cfg, version: version, log: log, watch: newWatch(), db: d, box: box, hub: live.New(ctx, d, log), tenants: tenant.New(d, tenant.Options{})}
	if err := s.build(box); err != nil {
		return nil, err
	}
	s.api = api.New(api.Options{DB: d, Tenants: s.tenants, Live: s.hub, Log: log, PublicURL: cfg.PublicURL, Version: version, TrustedProxies: cfg.proxies})
	reg := &jobs.Registry{}
	s.register(s.api, reg)
	s.expose(reg.Kinds())
	if s.runner, err = jobs.New(ctx, d, reg, jobs.Config{Log: log, Observe: s.watch.worked}); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *server) build(box *secret.Box) error {
	var client *open1688.Client
	if s.cfg.AppKey != "" {
		var err error
		client, err = open1688.New(open1688.Config{
			GatewayURL: s.cfg.Gateway, AuthorizeURL: s.cfg.Authorize, AppKey: s.cfg.AppKey, AppSecret: open1688.NewSecret(s.cfg.AppSecret),
			Limiter: s.cfg.limiter(s.db), Observe: s.watch.called, Now: s.db.Now,
		})
		if err != nil {
			return fmt.Errorf("1688 client: %w", err)
		}
	}
	d := &s.domains
	d.party = party.New(s.db)
	d.catalog = catalog.New(s.db, d.party, filepath.Join(s.cfg.Data, "files"))
	d.finance = finance.New(s.db, d.party)
	d.stock = stock.New(s.db, d.catalog, d.finance)
	d.sales = sale.New(s.db, d.party, d.catalog, d.stock, d.finance)
	d.shops = channel.New(channel.Options{DB: s.db, Catalog: d.catalog, Tenants: s.tenants, Client: client, Box: box, PublicURL: s.cfg.PublicURL, PictureBase: s.cfg.pictureBase(), Log: s.log})
	d.preorders = preorder.New(s.db, d.sales, d.shops, d.catalog, d.finance, s.log, preorder.Timing{})
	d.addresses = address.New(s.db, d.shops, s.log)
	d.inbox = inbox.New(inbox.Options{
		DB: s.db, Accounts: d.shops, Sets: s.tenants.SetIDs, Client: client, Secret: open1688.NewSecret(s.cfg.AppSecret), PublicURL: s.cfg.PublicURL,
		KeepDays: s.cfg.MessageDays, Observe: s.watch.received, Log: s.log,
	})
	d.sources = sourcing.New(s.db, d.party, d.catalog, d.shops)
	d.reports = report.New(s.db, d.stock, d.finance)
	d.approvals = approval.New(s.db)
	d.currency = currency.New(s.db)
	d.purchases = purchase.New(s.db, d.party, d.catalog, d.stock, d.finance)
	d.purchases.Connect(d.shops)
	d.purchases.ConnectReceivers(d.addresses)
	d.platform = platform.New(s.db, d.party, d.purchases, d.sources, d.shops, s.log)
	d.purchases.ConnectPlatform(d.platform)
	d.paying = paying.New(s.db, d.party, d.purchases, d.finance, d.platform, d.shops, s.log)
	d.platform.Listen(d.inbox)
	d.placing = placing.New(placing.Options{
		DB: s.db, Catalog: d.catalog, Purchases: d.purchases, Platform: d.platform, Sources: d.sources, Addresses: d.addresses, Accounts: d.shops, Log: s.log,
	})
	d.suggest = suggest.New(s.db, d.party, d.catalog, d.sources, d.purchases, d.shops, s.log)
	d.wms = wms.New(wms.Options{DB: s.db, Catalog: d.catalog, Purchases: d.purchases, Platform: d.platform, Box: box, Log: s.log})
	d.sales.Connect(d.shops, d.preorders)
	d.shops.Connect(d.preorders)
	d.catalog.UsedBy(sale.UsedSKUsTx)
	d.catalog.UsedBy(stock.UsedSKUsTx)
	d.catalog.UsedBy(purchase.UsedSKUsTx)
	d.catalog.UsedBy(purchase.UsedSKUsOfReceiptsTx)
	d.party.UsedBy(sale.UsedCustomersTx)
	d.party.UsedBy(finance.UsedCustomersTx)
	d.party.UsedBySupplier(purchase.UsedSuppliersTx)
	d.party.UsedBySupplier(purchase.UsedSuppliersOfReceiptsTx)
	d.party.UsedBySupplier(purchase.UsedSuppliersOfCostsTx)
	d.party.UsedBySupplier(finance.UsedSuppliersTx)
	return nil
}

func (s *server) register(a *api.API, reg *jobs.Registry) {
	s.party.Register(a)
	s.catalog.Register(a)
	s.stock.Register(a)
	s.finance.Register(a)
	s.sales.Register(a)
	s.approvals.Register(a)
	s.currency.Register(a)
	s.purchases.Register(a)
	s.shops.Register(a)
	s.preorders.Register(a)
	s.addresses.Register(a)
	s.sources.Register(a)
	s.inbox.Register(a)
	s.platform.Register(a)
	s.suggest.Register(a)
	s.paying.Register(a)
	s.placing.Register(a)
	s.wms.Register(a)
	s.reports.Register(a)
	s.registerSubjects(a)
	s.registerUpkeep(a, reg)
	s.catalog.RegisterJobs(reg, s.tenants.SetIDs)
	s.shops.RegisterJobs(reg)
	s.preorders.RegisterJobs(reg, s.tenants.SetIDs)
	s.sources.RegisterJobs(reg)
	s.inbox.RegisterJobs(reg)
	s.platform.RegisterJobs(reg, s.tenants.SetIDs)
	s.suggest.RegisterJobs(reg, s.tenants.SetIDs)
	s.placing.RegisterJobs(reg, s.tenants.SetIDs)
	s.wms.RegisterJobs(reg, s.tenants.SetIDs)
	s.paying.RegisterJobs(reg, s.tenants.SetIDs)
}

// handler is everything the server answers.
func (s *server) handler() http.Handler {
	backend, page, back, help, pushed := s.api.Handler(), web.Handler(), s.shops.Callback(), guide.Handler(), s.inbox.Receive()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch p := r.URL.Path; {
		case strings.HasPrefix(p, "/api/"), p == "/healthz", p == "/readyz", p == "/metrics":
			backend.ServeHTTP(w, r)
		case p == channel.CallbackPath:
			back.ServeHTTP(w, r)
		case p == inbox.Path:
			pushed.ServeHTTP(w, r)
		case strings.HasPrefix(p, guide.Prefix):
			help.ServeHTTP(w, r)
		default:
			page.ServeHTTP(w, r)
		}
	})
}

const stopJobsWithin = 15 * time.Second

// listen opens the server's port. It comes before the database is opened, so that a program
// whose port is another's has not migrated that one's database by the time it stops.
func (c *Config) listen(ctx context.Context) (net.Listener, error) {
	return listen(ctx, "HUOTONG_ADDR", c.Addr)
}

// run serves until the context ends, then lets requests and jobs under way finish.
// ready is called once the jobs run.
func (s *server) run(ctx context.Context, ln net.Listener, ready func()) error {
	if err := s.keepKeys(ctx); err != nil {
		return err
	}
	// Jobs outlive the signal until they are stopped below.
	if err := s.runner.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start jobs: %w", err)
	}
	ready()
	err := serveHTTP(ctx, ln, s.handler(), s.log, s.hub.Close)
	s.inbox.Close()
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopJobsWithin)
	defer cancel()
	return errors.Join(err, s.runner.Stop(stop))
}
