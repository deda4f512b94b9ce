package api

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/live"
	"github.com/huotong/huotong/internal/tenant"
)

// Base is the path in front of every route.
const Base = "/api/v1"

// Options are the settings of New.
type Options struct {
	DB      *db.DB
	Tenants *tenant.Service
	Log     *slog.Logger // nil discards
	// PublicURL is where people reach this server, "https://erp.example.com". It
	// makes invitation links, marks the cookie secure and counts as own origin.
	PublicURL string
	Version   string // of the program, shown in the description
	// TrustedProxies may name the client in X-Forwarded-For.
	TrustedProxies []netip.Prefix
	// Live feeds the event stream; nil switches it off.
	Live *live.Hub
	// Ready are further checks of /readyz besides the database.
	Ready []func(context.Context) error
}

// API collects the routes and serves them. Register everything before Handler.
type API struct {
	opts    Options
	db      *db.DB
	tenants *tenant.Service
	log     *slog.Logger
	mux     *http.ServeMux
	doc     *huma.OpenAPI // huma describes and checks, serve.go serves
	naming  naming
	routes  []RouteInfo
	metrics *metrics
	origin  *http.CrossOriginProtection
	flights flights
	topics  map[string]Hears
	names   map[string]NamesFunc // of ids in the audit log, by field
	started time.Time

	specOnce sync.Once
	spec     []byte
}

// New makes an API with the routes of people, account sets, settings and the
// audit log; domains add theirs.
func New(o Options) *API {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &API{opts: o, db: o.DB, tenants: o.Tenants, log: o.Log, mux: http.NewServeMux(), metrics: newMetrics(), started: o.DB.Now(), topics: map[string]Hears{}, names: map[string]NamesFunc{}}
	a.origin = http.NewCrossOriginProtection()
	if o.PublicURL != "" {
		// A wrong address is refused by the configuration; here it only means no extra trust.
		_ = a.origin.AddTrustedOrigin(o.PublicURL)
	}
	a.describe()
	a.mountOwn()
	return a
}

// Handler serves the API, its description and reference page, health and metrics.
// It answers /api/, /healthz, /readyz and /metrics; everything else is not found.
func (a *API) Handler() http.Handler { return a.edge(a.mux) }

// Document is the OpenAPI description as indented JSON, the same for the same program.
func (a *API) Document() ([]byte, error) {
	return json.MarshalIndent(a.doc, "", "  ")
}
