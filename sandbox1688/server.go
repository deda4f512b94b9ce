package sandbox1688

import (
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Server is a running sandbox, made by New or Open. All methods are safe for concurrent use.
type Server struct {
	cfg  Config
	log  *slog.Logger
	mux  *http.ServeMux
	apis map[string]*api
	pics pictures
	done chan struct{} // closed by Close; ends held calls
	once sync.Once
	// keeper is nil unless the state is kept in a file.
	keeper  *keeper
	courier courier
	// heard is told of every event; nil when nobody listens.
	heard func(event)

	mu      sync.Mutex // guards everything below
	touched bool       // since the state was last saved
	*state
}

// state is everything a reset throws away.
type state struct {
	switches Switches
	offset   time.Duration // sandbox clock minus Config.Now
	apps     map[string]*app
	accounts []*Account // in seed order
	markets  []Market
	cat      *catalogue
	auth     authority
	faults   faultList
	requests requestLog
	counts   map[string]*apiCount
	pre      preOrders
	sales    orders
	push     pushQueue
	due      deadlines
	// nextAddress is the id of the next receiver somebody adds.
	nextAddress int64
	planned     uint64 // counts deadlines
	calls       uint64 // numbers request ids
}

// app is a registered application.
type app struct {
	Key    string `json:"appKey"`
	Secret string `json:"appSecret"`
	// RedirectDomains are the hosts redirect_uri may lead to; empty allows all.
	RedirectDomains []string `json:"redirectDomains,omitempty"`
	// Denied are the APIs the app is not entitled to, as patterns such as
	// "com.alibaba.trade:*".
	Denied []string `json:"denied,omitempty"`
	// PushURL is the address messages are posted to; empty: the app hears nothing.
	PushURL string `json:"pushUrl,omitempty"`
	// PushTopics are the topics it has subscribed to, as patterns such as
	// "ORDER_BUYER_VIEW_*"; empty for all.
	PushTopics []string `json:"pushTopics,omitempty"`

	tokens float64 // of the rate limit's bucket
	filled time.Time
}

// New starts a sandbox with the content of cfg.Seed.
func New(cfg Config) *Server {
	fill(&cfg.AppKey, defaultAppKey)
	fill(&cfg.AppSecret, defaultAppSecret)
	cfg.PublicURL = strings.TrimRight(cfg.PublicURL, "/")
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Seed == nil {
		cfg.Seed = DefaultSeed()
	}
	s := &Server{cfg: cfg, log: cfg.Logger, apis: apiTable(), done: make(chan struct{}), courier: newCourier()}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	s.state = s.fresh(nil)
	s.mux = s.routes()
	if cfg.PushURL != "" {
		s.startCourier()
	}
	return s
}

// fresh is the state of a sandbox just started, in place of a former one or of none.
func (s *Server) fresh(former *state) *state {
	st := &state{
		switches: s.cfg.Switches.withDefaults(),
		apps:     map[string]*app{s.cfg.AppKey: {Key: s.cfg.AppKey, Secret: s.cfg.AppSecret, PushURL: s.cfg.PushURL}},
		markets:  append([]Market(nil), s.cfg.Seed.Markets...),
		cat:      newCatalogue(),
		auth:     newAuthority(s.cfg.AppSecret),
		counts:   map[string]*apiCount{},
		pre:      newPreOrders(),
		sales:    newOrders(),
		push:     s.newPushQueue(former),
		calls:    s.firstCall(),
	}
	st.setNumbers(s.freshNumbers(former))
	for _, a := range s.cfg.Seed.Accounts {
		st.accounts = append(st.accounts, a.clone())
	}
	for i := range s.cfg.Seed.Offers {
		if err := st.cat.add(s.cfg.Seed.Offers[i].clone(), s.cfg.Now()); err != nil {
			// A seed is written by the programmer who starts the sandbox.
			panic("sandbox1688: seed offer " + s.cfg.Seed.Offers[i].Subject + ": " + err.Error())
		}
	}
	return st
}

// Close ends calls that a fault holds and the delivery of messages, and writes the state
// of a server made by Open. The server may still be asked afterwards; a second Close
// writes what that changed.
func (s *Server) Close() error {
	s.once.Do(func() {
		s.mu.Lock() // nobody is just about to start the courier
		close(s.done)
		s.mu.Unlock()
	})
	s.courier.work.Wait()
	s.courier.idle()
	if s.keeper == nil {
		return nil
	}
	s.keeper.loop.Wait()
	return s.keeper.keep()
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBodyBytes)
	s.mux.ServeHTTP(w, r)
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("/openapi/", s.gateway)
	mux.HandleFunc("GET /oauth/authorize", s.authorizePage)
	mux.HandleFunc("POST /oauth/authorize", s.authorizeAnswer)
	mux.HandleFunc("GET /preorder/{id}", s.cashierPage)
	mux.HandleFunc("POST /preorder/{id}/confirm", s.cashierConfirm)
	mux.HandleFunc("POST /preorder/{id}/pay", s.cashierPay)
	mux.HandleFunc("GET /preorder/{id}/qr.png", s.cashierQR)
	mux.HandleFunc("GET "+cashierPath, s.checkoutPage)
	mux.HandleFunc("POST "+cashierPath, s.checkoutAnswer)
	mux.HandleFunc("GET /img/", s.pics.serve)
	mux.HandleFunc("GET /console", s.consolePage)
	mux.Handle("GET /console/static/", http.StripPrefix("/console/static/", staticFiles()))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/console", http.StatusFound)
	})
	s.controlRoutes(mux)
	return mux
}

// now is the sandbox clock. The caller holds s.mu.
func (s *Server) now() time.Time { return s.cfg.Now().Add(s.offset).UTC() }

// settle lets everything happen that is due by the sandbox clock and returns it.
// The caller holds s.mu.
func (s *Server) settle() time.Time {
	s.touched = true // whoever settles may change something next
	now := s.now()
	s.runDue(now)
	if len(s.push.ready) > 0 {
		s.courier.wake()
	}
	return now
}

// base is the address pages and pictures are reached under.
func (s *Server) base(r *http.Request) string {
	if s.cfg.PublicURL != "" {
		return s.cfg.PublicURL
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}

// account finds by login id; nil when there is none. The caller holds s.mu.
func (s *state) account(loginID string) *Account {
	for _, a := range s.accounts {
		if a.LoginID == loginID {
			return a
		}
	}
	return nil
}

func (s *state) market(code string) bool {
	for _, m := range s.markets {
		if m.Code == code {
			return true
		}
	}
	return s.switches.AnyMarket
}
