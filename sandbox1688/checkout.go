package sandbox1688

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// cashierPath is where links to pay orders lead (§4.8.1).
const cashierPath = "/order/cashier.htm"

// buyerCookie names who is logged in at the cashier: the link is worth nothing without
// the buyer's own session.
const buyerCookie = "sandbox1688_buyer"

// checkoutView is what the cashier page of orders shows.
type checkoutView struct {
	IDs      string // as in the link, parted by semicolons
	Message  string
	Buyer    string
	Buyers   []Account // to log in as, when nobody is
	Orders   []checkoutOrder
	Payable  int
	Total    yuan // of the payable ones
	Methods  []checkoutMethod
	Finished bool // nothing is left to pay
}

type checkoutOrder struct {
	ID                     int64
	Seller, State, Problem string
	Lines                  []cashierLine
	Goods, Discount, Post  yuan
	Total                  yuan
	Payable, Paid          bool
}

type checkoutMethod struct{ Value, Name, Text string }

// orderIDs reads the ids out of a raw query: the link parts them by semicolons, which
// the standard library takes for parameters of their own.
func orderIDs(text string) []int64 {
	var ids []int64
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == ',' }) {
		if id, err := strconv.ParseInt(part, 10, 64); err == nil && len(ids) < maxPayOrders {
			ids = append(ids, id)
		}
	}
	return ids
}

// rawQuery is a parameter of a query that may hold semicolons.
func rawQuery(query, name string) string {
	for pair := range strings.SplitSeq(query, "&") {
		if key, value, _ := strings.Cut(pair, "="); key == name {
			if text, err := url.QueryUnescape(value); err == nil {
				return text
			}
		}
	}
	return ""
}

// buyerOf is who is logged in; empty for nobody.
func buyerOf(r *http.Request) string {
	c, err := r.Cookie(buyerCookie)
	if err != nil {
		return ""
	}
	login, err := url.QueryUnescape(c.Value)
	if err != nil {
		return ""
	}
	return login
}

func logIn(w http.ResponseWriter, login string) {
	http.SetCookie(w, &http.Cookie{ //nolint:gosec // the sandbox speaks plain HTTP, Secure would lose the cookie
		Name: buyerCookie, Value: url.QueryEscape(login), Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: 24 * 3600,
	})
}

// checkoutPage shows the orders of a link to their buyer. sandbox_login logs in at
// once, so that tests need no browser.
func (s *Server) checkoutPage(w http.ResponseWriter, r *http.Request) {
	ids := orderIDs(rawQuery(r.URL.RawQuery, "orderId"))
	login := buyerOf(r)
	if as := rawQuery(r.URL.RawQuery, "sandbox_login"); as != "" {
		login = as
		logIn(w, as)
	}
	s.mu.Lock()
	s.settle()
	view := s.checkoutView(ids, login)
	s.mu.Unlock()
	render(w, http.StatusOK, "checkout.html", view)
}

// checkoutAnswer logs in, out, or pays. What worked redirects, so that reloading the
// page does not repeat it.
func (s *Server) checkoutAnswer(w http.ResponseWriter, r *http.Request) {
	ids, login := orderIDs(r.PostFormValue("orderId")), buyerOf(r)
	switch r.PostFormValue("action") {
	case "login":
		logIn(w, r.PostFormValue("login"))
	case "logout":
		http.SetCookie(w, &http.Cookie{Name: buyerCookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: -1}) //nolint:gosec // as in logIn
	default:
		s.mu.Lock()
		failed := s.checkout(ids, login, r.PostFormValue("method"), s.settle())
		view := s.checkoutView(ids, login)
		s.mu.Unlock()
		if page, ok := errors.AsType[pageError](failed); ok {
			view.Message = page.Chinese
			render(w, http.StatusConflict, "checkout.html", view)
			return
		}
	}
	http.Redirect(w, r, cashierPath+"?orderId="+joinIDs(ids), http.StatusSeeOther)
}

func joinIDs(ids []int64) string {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(texts, ";")
}

// Refusals of the cashier of orders.
var (
	errNotLoggedIn = pageError{"login_needed", "请先登录", "nobody is logged in"}
	errNothingDue  = pageError{"nothing_due", "没有可以支付的订单", "none of the orders can be paid"}
	errNoCredit    = pageError{"credit_short", "诚e赊额度不足", "the credit does not suffice"}
)

// checkout pays those of the orders that can be paid.
func (s *Server) checkout(ids []int64, login, method string, now time.Time) error {
	buyer := s.account(login)
	if buyer == nil {
		return errNotLoggedIn
	}
	var due []*order
	var sum int64
	for _, id := range ids {
		if o := s.sales.byID[id]; s.unpayable(o, login, len(ids) > 1) == nil {
			due, sum = append(due, o), sum+o.total()
		}
	}
	switch {
	case len(due) == 0:
		return errNothingDue
	case method == channelShegou && buyer.Payment.ready(channelShegou, sum) != paySuccessed:
		return errNoCredit
	}
	for _, o := range due {
		if err := s.payOrder(o, method, now); err != nil {
			return err
		}
		if method == channelShegou {
			buyer.spend(o, channelShegou)
		}
	}
	return nil
}

// checkoutView builds the view under the lock. Who is not the buyer sees nothing of
// an order.
func (s *Server) checkoutView(ids []int64, login string) checkoutView {
	v := checkoutView{IDs: joinIDs(ids)}
	buyer := s.account(login)
	if buyer == nil {
		for _, seller := range []bool{false, true} {
			for _, a := range s.accounts {
				if a.Seller == seller {
					v.Buyers = append(v.Buyers, *a)
				}
			}
		}
		return v
	}
	v.Buyer = login
	for _, id := range ids {
		o := s.sales.byID[id]
		r := s.unpayable(o, login, len(ids) > 1)
		line := checkoutOrder{ID: id, Payable: r == nil}
		if r != nil {
			line.Problem = r.text
		}
		if o != nil && o.Buyer == login {
			s.fillCheckout(&line, o)
		}
		if line.Payable {
			v.Payable++
			v.Total += line.Total
		}
		v.Orders = append(v.Orders, line)
	}
	v.Finished = v.Payable == 0
	v.Methods = []checkoutMethod{{"alipay", "支付宝", "手机支付宝 APP 付款"}, {"bank", "银行转账", "网银或柜台转账"}}
	if buyer.Payment.Shegou.open() {
		v.Methods = append(v.Methods, checkoutMethod{channelShegou, "诚e赊", "可用额度 ¥" + fixedYuan(buyer.Payment.Credit)})
	}
	if buyer.Payment.CrossBorder {
		v.Methods = append(v.Methods, checkoutMethod{methodKuajing, "跨境宝", "跨境收款资金付款"})
	}
	return v
}

func (s *Server) fillCheckout(line *checkoutOrder, o *order) {
	line.Seller, line.State, line.Paid = o.Seller, statusTexts[o.Status], !o.Paid.IsZero()
	if a := s.account(o.Seller); a != nil {
		line.Seller = a.Company
	}
	line.Goods, line.Discount, line.Post, line.Total = yuan(o.goods()), yuan(o.discount()), yuan(o.Shipping), yuan(o.total())
	for _, l := range o.Lines {
		line.Lines = append(line.Lines, cashierLine{
			Title: l.Title, Spec: l.spec(), Picture: l.Picture, Unit: l.Unit, Amount: l.Amount, Price: yuan(l.unit().Fen()), Sum: yuan(l.gross() + l.Discount),
		})
	}
}
