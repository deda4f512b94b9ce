package app

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/huotong/huotong/internal/address"
	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
	"github.com/huotong/huotong/internal/finance"
	"github.com/huotong/huotong/internal/party"
	"github.com/huotong/huotong/internal/purchase"
	"github.com/huotong/huotong/internal/sale"
	"github.com/huotong/huotong/internal/stock"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/internal/trade"
	"github.com/huotong/huotong/open1688"
)

// The accounts that the demo sells and buys with, among those the sandbox has.
const (
	demoSeller = "云裳服饰批发"
	demoBuyer  = "海西贸易采购"
)

// demo makes the content of an empty database, all through the services.
type demo struct {
	*server
	scope     db.Scope
	today     time.Time
	random    *rand.Rand // the same shop every time
	warehouse db.ID
	customers []db.ID
	suppliers []db.ID
	buyer     *channel.Shop // the account that buys
	cash      db.ID
	skus      []catalog.SKURow
	left      map[int]int64 // what there still is of the SKUs that sell best, by their place in skus
}

// Of the SKUs these sell every day until little is left, so that there is something to
// buy; nothing else sells them.
const firstBest, lastBest = 6, 8

func sellsBest(i int) bool { return i >= firstBest && i <= lastBest }

// fillDemo gives an empty database a person, an account set and a shop worth
// looking at: a month of trade, one customer who owes, one code to be paid. In a
// database that has people the shop is authorised again when the sandbox is anew and
// does not know its tokens.
func (s *server) fillDemo(ctx context.Context, anew bool) error {
	empty, err := s.tenants.SetupNeeded(ctx)
	if err != nil {
		return err
	}
	if !empty {
		if !anew {
			return nil
		}
		return s.reauthoriseDemo(ctx)
	}
	d := &demo{server: s, random: rand.New(rand.NewPCG(1688, 2026)), left: map[int]int64{}} //nolint:gosec // made-up trade, no secrets
	for _, step := range []func(context.Context) error{d.makeSet, d.openShop, d.meetParties, d.receiveAt, d.stockUp, d.oweSuppliers, d.buy, d.trade, d.findSources, d.orderByHand, d.restock} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (d *demo) makeSet(ctx context.Context) error {
	person, err := d.tenants.Register(ctx, db.System("demo"), tenant.NewPerson{Login: demoLogin, Name: "王老板", Password: demoPassword}, true)
	if err != nil {
		return err
	}
	sc := db.Scope{Actor: db.Actor{Kind: "user", UserID: person, Name: "王老板"}}
	d.today = d.db.Now()
	set, err := d.tenants.CreateSet(ctx, sc, tenant.SetInput{
		Name: "云裳服饰（演示）", StartDate: db.Date(d.today.AddDate(0, -2, 0).Format(time.DateOnly)), Industry: "apparel",
		CostingScope: tenant.CostingSet, Modules: []string{tenant.ModuleSell1688, tenant.ModuleBuy1688},
	})
	if err != nil {
		return err
	}
	sc.Tenant = set.ID
	d.scope = sc
	d.today = d.today.In(set.Zone)
	return nil
}

// openShop authorises the shop on the sandbox's page, binds its market and
// downloads all its offers.
func (d *demo) openShop(ctx context.Context) error {
	done, err := d.authoriseDemo(ctx, d.scope, demoSeller, channel.Wish{Purpose: channel.Sell, ThenDownload: true})
	if err != nil {
		return err
	}
	if _, err := d.shops.UpdateShop(ctx, d.scope, done.Shop.ID, channel.ShopInput{
		Name: done.Shop.Name, Market: open1688.MarketDaXiangCheng, Department: "四季青档口", Enabled: true, Version: done.Shop.Version,
	}); err != nil {
		return err
	}
	for {
		got, err := d.shops.Download(ctx, d.scope, done.Download.ID)
		if err != nil {
			return err
		}
		if got.State != channel.DownloadRunning {
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// authoriseDemo walks through the sandbox's page as the owner of the account would.
func (s *server) authoriseDemo(ctx context.Context, sc db.Scope, login string, wish channel.Wish) (*channel.Authorized, error) {
	page, err := s.shops.Begin(ctx, sc, wish)
	if err != nil {
		return nil, err
	}
	rq, err := http.NewRequestWithContext(ctx, http.MethodGet, page+"&sandbox_login="+url.QueryEscape(login), nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	a, err := client.Do(rq)
	if err != nil {
		return nil, fmt.Errorf("open the sandbox's authorise page: %w", err)
	}
	_ = a.Body.Close()
	back, err := a.Location()
	if err != nil {
		return nil, fmt.Errorf("the sandbox's authorise page answered %s: %w", a.Status, err)
	}
	return s.shops.Complete(ctx, sc, back.Query())
}

// receiveAt authorises the buyer, takes its address book over, and gives the warehouse
// the first of its addresses.
func (d *demo) receiveAt(ctx context.Context) error {
	done, err := d.authoriseDemo(ctx, d.scope, demoBuyer, channel.Wish{Purpose: channel.Buy})
	if err != nil {
		return err
	}
	d.buyer = done.Shop
	by := address.Asker{Account: done.Shop.ID, Reach: tenant.Everything.Shops}
	book, err := d.addresses.Entries(ctx, d.scope, by)
	if err != nil {
		return err
	}
	var ids []string
	for _, e := range book {
		ids = append(ids, e.PlatformID)
	}
	taken, err := d.addresses.Adopt(ctx, d.scope, by, ids)
	if err != nil || len(taken) == 0 {
		return err
	}
	var warehouse *stock.Warehouse
	err = d.db.View(ctx, d.scope, func(ctx context.Context, tx *db.Tx) error {
		warehouse, err = d.stock.DefaultWarehouseTx(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	return d.addresses.SetOfWarehouse(ctx, d.scope, tenant.Everything.Warehouses, warehouse.ID, taken[0].AddressID)
}

// reauthoriseDemo lets the accounts of the demo in again, as the owner of their account
// set would.
func (s *server) reauthoriseDemo(ctx context.Context) error {
	sets, err := s.tenants.SetIDs(ctx)
	if err != nil {
		return err
	}
	for _, id := range sets {
		sc := db.System("demo")
		sc.Tenant = id
		wishes := map[string]channel.Purpose{}
		for login, purpose := range map[string]channel.Purpose{demoSeller: channel.Sell, demoBuyer: channel.Buy} {
			list, err := s.shops.Accounts(ctx, sc, purpose, tenant.Everything.Shops)
			if err == nil && slices.ContainsFunc(list, func(p *channel.Shop) bool { return p.LoginID == login }) { // an error: it is switched off in this set
				wishes[login] = purpose
			}
		}
		if len(wishes) == 0 {
			continue
		}
		members, err := s.tenants.Members(ctx, sc)
		if err != nil {
			return err
		}
		owner := slices.IndexFunc(members, func(m tenant.Member) bool { return m.Owner && m.Active })
		if owner < 0 {
			continue // nobody could do it by hand either
		}
		sc.Actor = db.Actor{Kind: "user", UserID: members[owner].PersonID, Name: members[owner].Name}
		for login, purpose := range wishes {
			if _, err := s.authoriseDemo(ctx, sc, login, channel.Wish{Purpose: purpose}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *demo) meetParties(ctx context.Context) error {
	var levels party.Levels
	err := d.db.View(ctx, d.scope, func(ctx context.Context, tx *db.Tx) (err error) {
		if levels, err = d.party.LevelsTx(ctx, tx); err != nil {
			return err
		}
		walkIn, err := d.party.WalkInTx(ctx, tx)
		d.customers = []db.ID{walkIn}
		return err
	})
	if err != nil {
		return err
	}
	for _, c := range []party.Customer{
		{Card: party.Card{Name: "阿芳精品女装", Contact: "李芳", Phone: "13800000002", Address: "长沙市芙蓉区五一大道56号"}, LevelID: levels.Wholesale(), CreditLimit: dec.MustAmount("20000")},
		{Card: party.Card{Name: "小王服装店", Contact: "王小明", Phone: "13800000001", Address: "宁波市海曙区中山东路100号"}, LevelID: levels.Wholesale()},
		{Card: party.Card{Name: "海西贸易", Contact: "陈静", Phone: "13800000004", Address: "厦门市思明区鹭江道200号"}, LevelID: levels.Wholesale(), CreditLimit: dec.MustAmount("50000")},
	} {
		c.Active = true
		saved, err := d.party.SaveCustomer(ctx, d.scope, c)
		if err != nil {
			return err
		}
		d.customers = append(d.customers, saved.ID)
	}
	for _, v := range []party.Supplier{
		{Card: party.Card{Name: "虎门织里制衣厂", Contact: "赵厂长", Phone: "13800000011", Address: "东莞市虎门镇富民路8号"}, Terms: party.TermsShare, PrepaidShare: dec.MustQuantity("30")},
		{Card: party.Card{Name: "河间车灯配件", Contact: "孙丽", Phone: "13800000012", Address: "沧州市河间市工业园"}, Terms: party.TermsCredit, CreditDays: 30},
	} {
		v.Active = true
		saved, err := d.party.SaveSupplier(ctx, d.scope, v)
		if err != nil {
			return err
		}
		d.suppliers = append(d.suppliers, saved.ID)
	}
	return nil
}

// buy enters purchase orders: one of which a part has come, with a cost that came after it, one that is awaited, one
// that is not submitted yet.
func (d *demo) buy(ctx context.Context) error {
	price := func(v string) *dec.Price { p := dec.MustPrice(v); return &p }
	order := func(supplier, from int, mode purchase.Mode, change func(*purchase.Input)) (*purchase.Order, error) {
		in := purchase.Input{SupplierID: d.suppliers[supplier], Within: tenant.Everything}
		for i, p := range []string{"21.5", "18", "32.8"} {
			in.Lines = append(in.Lines, trade.LineInput{SKUID: d.skus[(from+i)%len(d.skus)].ID, Quantity: dec.MustQuantity("20"), Price: price(p)})
		}
		change(&in)
		return d.purchases.Create(ctx, d.scope, in, mode)
	}
	first, err := order(0, 0, purchase.ModeSubmit, func(in *purchase.Input) {
		in.Freight, in.References = dec.MustAmount("45"), []purchase.Reference{{Kind: purchase.RefTracking, Value: "SF1680000000001"}}
	})
	if err != nil {
		return err
	}
	in := purchase.ReceiptInput{OrderID: first.ID, Waybill: "SF1680000000001", Within: tenant.Everything}
	for i := range first.Lines[:2] {
		l := &first.Lines[i]
		in.Lines = append(in.Lines, purchase.ReceiptLineInput{LineInput: trade.LineInput{SKUID: l.SKUID, Quantity: l.Quantity, SourceLineID: l.ID}})
	}
	came, err := d.purchases.Receive(ctx, d.scope, in, true)
	if err != nil {
		return err
	}
	if _, err := d.purchases.AddCost(ctx, d.scope, purchase.CostInput{
		Kind: purchase.CostHandling, SupplierID: d.suppliers[1], Amount: dec.MustAmount("18.60"), BillNo: "ZX-1107", Note: "卸货费", ReceiptIDs: []db.ID{came.ID}, Within: tenant.Everything,
	}); err != nil {
		return err
	}
	if _, err := order(1, 3, purchase.ModeSubmit, func(in *purchase.Input) { in.Note = "月底前到货" }); err != nil {
		return err
	}
	_, err = order(0, 6, purchase.ModeDraft, func(*purchase.Input) {})
	return err
}

// oweSuppliers enters what was owed before the books began, pays a part of it, and
// another supplier in advance.
func (d *demo) oweSuppliers(ctx context.Context) error {
	owed, err := d.finance.OpenOpeningPayable(ctx, d.scope, finance.OpeningPayable{SupplierID: d.suppliers[0], Amount: dec.MustAmount("12600"), Note: "秋装尾款"})
	if err != nil {
		return err
	}
	if _, err := d.finance.OpenOpeningPayable(ctx, d.scope, finance.OpeningPayable{SupplierID: d.suppliers[0], Amount: dec.MustAmount("-380"), Note: "退回次品"}); err != nil {
		return err
	}
	return d.db.InTx(ctx, d.scope, func(ctx context.Context, tx *db.Tx) error {
		bank, err := d.finance.DefaultFundAccountTx(ctx, tx, finance.FundBank)
		if err != nil {
			return err
		}
		for _, p := range []finance.Payment{
			{SupplierID: d.suppliers[0], Amount: dec.MustAmount("5000"), Allocations: []finance.Allocation{{DocID: owed.DocID, Amount: dec.MustAmount("5000")}}},
			{SupplierID: d.suppliers[1], Amount: dec.MustAmount("800"), Note: "车灯定金"},
		} {
			p.FundAccountID = bank.ID
			if _, _, err := d.finance.PayTx(ctx, tx, p); err != nil {
				return err
			}
		}
		return nil
	})
}

// stockUp enters opening stock for most SKUs: some are left short on purpose.
func (d *demo) stockUp(ctx context.Context) error {
	err := d.db.View(ctx, d.scope, func(ctx context.Context, tx *db.Tx) error {
		w, err := d.stock.DefaultWarehouseTx(ctx, tx)
		if err != nil {
			return err
		}
		fund, err := d.finance.DefaultFundAccountTx(ctx, tx, finance.FundCash)
		if err != nil {
			return err
		}
		d.warehouse, d.cash = w.ID, fund.ID
		return nil
	})
	if err != nil {
		return err
	}
	var wholesale db.ID
	err = d.db.View(ctx, d.scope, func(ctx context.Context, tx *db.Tx) error {
		levels, err := d.party.LevelsTx(ctx, tx)
		wholesale = levels.Wholesale()
		return err
	})
	if err != nil {
		return err
	}
	page, err := d.catalog.SKUs(ctx, d.scope, api.ListQuery{PageSize: 200, Sort: "code"}, catalog.SKUFilter{LevelID: wholesale})
	if err != nil {
		return err
	}
	in := stock.DocumentInput{Kind: stock.KindOpening, Date: db.Date(d.today.AddDate(0, -1, -5).Format(time.DateOnly)), Note: "盘点建账"}
	for i, k := range page.Items {
		if k.Price == nil || *k.Price == 0 || i%9 == 8 {
			continue
		}
		pieces := int64(30 + d.random.IntN(170))
		if sellsBest(len(d.skus)) {
			d.left[len(d.skus)] = pieces
		}
		d.skus = append(d.skus, k)
		price, err := k.Price.MulRatio(62, 100)
		if err != nil {
			return err
		}
		q, c := dec.QuantityFromInt(pieces), dec.Cost(price)
		in.Lines = append(in.Lines, stock.LineInput{WarehouseID: d.warehouse, SKUID: k.ID, Quantity: &q, UnitCost: &c})
	}
	_, err = d.stock.CreateDocument(ctx, d.scope, in, true)
	return err
}

// trade writes a month of sales documents; the last one waits for its payment code
// to be scanned.
func (d *demo) trade(ctx context.Context) error {
	no := false
	for back := 29; back >= 0; back-- {
		for i := range 1 + d.random.IntN(3) {
			in := d.sale(back)
			if i == 0 {
				in.Lines = append(in.Lines, d.best(back)...)
			}
			in.WantsPreorder = &no
			if d.random.IntN(3) > 0 {
				in.FundAccountID = d.cash
				quote, _, err := d.sales.Quote(ctx, d.scope, in)
				if err != nil {
					return err
				}
				in.PaidNow = quote.Total
			}
			if _, err := d.sales.Create(ctx, d.scope, in, sale.ModePost); err != nil {
				return err
			}
		}
	}
	last := d.sale(0)
	last.CustomerID, last.CustomerFee, last.Note = d.customers[1], dec.MustAmount("12"), "发德邦"
	var err error
	if last.Lines, err = d.orderable(ctx); err != nil {
		return err
	}
	_, err = d.sales.Create(ctx, d.scope, last, sale.ModePost)
	return err
}

// orderable gives lines that 1688 takes: on sale, in stock, no minimum to speak of.
func (d *demo) orderable(ctx context.Context) ([]sale.LineInput, error) {
	shops, err := d.shops.Shops(ctx, d.scope, tenant.Limit{All: true})
	if err != nil {
		return nil, err
	}
	var ids []db.ID
	for _, k := range d.skus {
		ids = append(ids, k.ID)
	}
	var lines []sale.LineInput
	err = d.db.View(ctx, d.scope, func(ctx context.Context, tx *db.Tx) error {
		online, err := d.shops.OnlineSKUsTx(ctx, tx, shops[0].ID, ids)
		if err != nil {
			return err
		}
		lines = nil
		for _, id := range ids {
			if o, ok := online[id]; ok && o.Online && o.MinOrder <= 3 && o.Stock >= 50 && len(lines) < 3 {
				lines = append(lines, sale.LineInput{SKUID: id, Quantity: dec.QuantityFromInt(3)})
			}
		}
		return nil
	})
	return lines, err
}

func (d *demo) sale(daysBack int) sale.Input {
	in := sale.Input{
		Kind: sale.KindIssue, Date: db.Date(d.today.AddDate(0, 0, -daysBack).Format(time.DateOnly)), CustomerID: d.customers[d.random.IntN(len(d.customers))],
		Warehouses: tenant.Limit{All: true}, Shops: tenant.Limit{All: true},
	}
	taken := map[int]bool{}
	for range 2 + d.random.IntN(4) {
		i := d.random.IntN(len(d.skus))
		if taken[i] || sellsBest(i) {
			continue
		}
		taken[i] = true
		in.Lines = append(in.Lines, sale.LineInput{SKUID: d.skus[i].ID, Quantity: dec.QuantityFromInt(int64(1 + d.random.IntN(4)))})
	}
	return in
}

// best is what is sold of the best SKUs on a day, so that today a few pieces are left.
func (d *demo) best(daysBack int) (lines []sale.LineInput) {
	for i := firstBest; i <= lastBest; i++ {
		pieces := (d.left[i] - 4) / int64(daysBack+1)
		if pieces > 0 {
			d.left[i] -= pieces
			lines = append(lines, sale.LineInput{SKUID: d.skus[i].ID, Quantity: dec.QuantityFromInt(pieces)})
		}
	}
	return lines
}
