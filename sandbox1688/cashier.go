package sandbox1688

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/http"
	"strconv"
	"time"

	qrcode "github.com/skip2/go-qrcode"
)

// scanCookie names the session of somebody who scans codes. The first session
// that opens a code holds it.
const scanCookie = "sandbox1688_scanner"

// cashierView is what the scan-and-pay page shows.
type cashierView struct {
	ID                      int64
	State                   string // waiting, ordered, paid, refused
	Message                 string
	Seller, Contact         string
	Lines                   []cashierLine
	Goods, Post, Adjust     yuan
	Total                   yuan
	PickUp                  bool
	Remark, Market          string
	Expires                 time.Time
	OrderID                 int64
	Buyer, Receiver, PayWay string
	PaidAt                  time.Time
	Buyers                  []Account
	Now                     time.Time
}

type cashierLine struct {
	Title, Spec, Picture, Unit, Remark string
	Amount                             int64
	Price, Sum                         yuan
}

// session returns the scanner's session, made when there is none yet.
func session(w http.ResponseWriter, r *http.Request) string {
	if c, err := r.Cookie(scanCookie); err == nil && len(c.Value) >= 16 && len(c.Value) <= 64 {
		return c.Value
	}
	value := rand.Text()
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // the sandbox speaks plain HTTP, Secure would lose the cookie
		Name: scanCookie, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: 365 * 24 * 3600,
	})
	return value
}

func pathID(r *http.Request) int64 {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// cashierPage is what detailUrl points at. Opening it is the scan: it locks the
// code. HEAD does not lock, so that link checkers do no harm.
func (s *Server) cashierPage(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return
	}
	s.cashierStep(w, r, nil)
}

// cashierConfirm makes the formal order.
func (s *Server) cashierConfirm(w http.ResponseWriter, r *http.Request) {
	s.cashierStep(w, r, func(p *preOrder, now time.Time) error { return s.confirm(p, r.PostFormValue("buyer"), now) })
}

// cashierPay pays it.
func (s *Server) cashierPay(w http.ResponseWriter, r *http.Request) {
	s.cashierStep(w, r, func(p *preOrder, now time.Time) error { return s.payPreOrder(p, r.PostFormValue("method"), now) })
}

// cashierStep scans, then does the step, then shows where the pre-order stands. A
// step that worked redirects, so that reloading the page does not repeat it.
func (s *Server) cashierStep(w http.ResponseWriter, r *http.Request, step func(*preOrder, time.Time) error) {
	who := session(w, r)
	id := pathID(r)
	if step != nil {
		_ = r.PostFormValue("") // read the body before the lock is taken
	}
	s.mu.Lock()
	now := s.settle()
	p, err := s.scan(id, who, now)
	if err == nil && step != nil {
		err = step(p, now)
	}
	view := s.cashierView(p, err, now)
	s.mu.Unlock()
	if err == nil && step != nil {
		http.Redirect(w, r, "/preorder/"+strconv.FormatInt(id, 10), http.StatusSeeOther)
		return
	}
	render(w, cashierStatus(err), "cashier.html", view)
}

func cashierStatus(err error) int {
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, errPreOrderUnknown):
		return http.StatusNotFound
	case errors.Is(err, errScannedByOther):
		return http.StatusForbidden
	case errors.Is(err, errPreOrderExpired):
		return http.StatusGone
	default:
		return http.StatusConflict
	}
}

// cashierView builds the view under the lock. Who does not hold the code sees
// nothing of the bill.
func (s *Server) cashierView(p *preOrder, err error, now time.Time) cashierView {
	v := cashierView{State: "refused", Now: now}
	if page, ok := errors.AsType[pageError](err); ok {
		v.Message = page.Chinese
	}
	if p == nil {
		return v
	}
	v.ID = p.ID
	if seller := s.account(p.Seller); seller != nil {
		v.Seller, v.Contact = seller.Company, seller.Mobile
	}
	if errors.Is(err, errScannedByOther) || errors.Is(err, errPreOrderExpired) {
		return v
	}
	v.Goods, v.Post, v.Adjust, v.Total = yuan(p.TotalFee), yuan(p.PostFee), yuan(p.AdjustFee), yuan(p.actual())
	v.PickUp, v.Remark, v.Market, v.Expires, v.OrderID, v.Buyer = p.LogisticsType == logisticsPickUp, p.Remark, p.Market, p.Expires, p.OrderID, p.Buyer
	v.State = []string{"waiting", "ordered", "paid"}[p.Status]
	for _, l := range p.Items {
		line := cashierLine{Title: l.Title, Spec: l.spec(), Picture: l.Picture, Unit: l.Unit, Remark: l.Remark, Amount: l.Amount, Price: yuan(l.Price), Sum: yuan(l.Price * l.Amount)}
		v.Lines = append(v.Lines, line)
	}
	if o := s.sales.byID[p.OrderID]; o != nil {
		v.PayWay, v.PaidAt = o.PayWay.Text, o.Paid
		if buyer := s.account(p.Buyer); buyer != nil && !v.PickUp {
			a := buyer.Address
			v.Receiver = buyer.Contact + " " + buyer.Mobile + " " + a.Province + a.City + a.Area + a.Street
		}
	}
	for _, seller := range []bool{false, true} { // sellers may buy too, but come last
		for _, a := range s.accounts {
			if a.LoginID != p.Seller && a.Seller == seller {
				v.Buyers = append(v.Buyers, *a)
			}
		}
	}
	return v
}

// cashierQR draws the code of detailUrl. It does not scan it.
func (s *Server) cashierQR(w http.ResponseWriter, r *http.Request) {
	id := pathID(r)
	s.mu.Lock()
	known := s.pre.byID[id] != nil
	s.mu.Unlock()
	if !known {
		http.NotFound(w, r)
		return
	}
	png, err := qrcode.Encode(detailURL(s.base(r), id), qrcode.Medium, 320)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	w.Header().Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(png))
}
