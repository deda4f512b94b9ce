package address

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
	"github.com/huotong/huotong/open1688"
)

// maxText is how long a text may be that is to be taken apart.
const maxText = 500

// ErrUnreadable has the parameter message, as 1688 worded it.
var ErrUnreadable = fault.Define(fault.Invalid, "address.unreadable",
	fault.ZH("1688 看不懂这段地址：{message}", "写上完整的省、市、区县，例如“浙江省杭州市滨江区网商路699号 王小明 13800000000”；或在下面逐项填写"),
	fault.EN("1688 cannot read this address: {message}", "Name province, city and district in full, as in 浙江省杭州市滨江区网商路699号 王小明 13800000000; or fill in the fields below"))

// Parsed is what 1688 made of a text, with what is wrong or missing in it.
type Parsed struct {
	Address
	Problems []fault.Field
}

// Parse takes an address in words apart. What 1688 cannot read is a problem of the
// field "text"; what it read and is not right comes with the answer, for a person to
// mend.
func (s *Service) Parse(ctx context.Context, sc db.Scope, by Asker, text string) (*Parsed, error) {
	if err := s.read(ctx, sc, func(context.Context, *db.Tx) error { return nil }); err != nil {
		return nil, err
	}
	var f fault.Fields
	if text = check.Text(&f, "text", text, maxText); text == "" {
		f.Add("text", fault.ErrRequired)
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	a := s.atlas(sc, by)
	var said *open1688.ParsedAddress
	err := a.ask(ctx, func(ctx context.Context, c *open1688.Client, token open1688.Token) (err error) {
		said, _, err = c.Address.Parse(ctx, token, strings.Join(strings.Fields(text), " "))
		return err
	})
	if e, ok := errors.AsType[*open1688.Error](err); ok && e.Kind == open1688.KindBusiness && !e.Retryable() {
		f.Add("text", ErrUnreadable.With("message", firstOf(e.Message, e.Code)).Because(err))
		return nil, f.Err()
	}
	if err != nil {
		return nil, channel.Explain(err)
	}
	out := &Parsed{Address: Address{
		Kind: Receive1688, Country: China, Contact: clean(said.FullName), Mobile: plainMobile(said.Mobile), Phone: clean(said.Phone), Postcode: clean(said.PostCode), Line1: clean(said.Address), Active: true,
	}}
	out.Place = placeOf(said.AddressCode, said.AddressCodeText)
	var wrong fault.Fields
	if err := a.locate(ctx, &placed{Place: &out.Place, wrong: &wrong}); err != nil {
		return nil, err
	}
	if wrong.Len() == 0 {
		if err := a.townOf(ctx, &out.Address); err != nil {
			return nil, err
		}
	}
	out.checkNumbers(&wrong)
	if out.Contact == "" {
		wrong.Add("contact", fault.ErrRequired)
	}
	if out.Line1 == "" {
		wrong.Add("line1", fault.ErrRequired)
	}
	if out.Postcode == "" {
		out.Postcode = out.Post
	}
	if e := fault.As(wrong.Err()); e != nil {
		out.Problems = e.Fields
	}
	return out, nil
}

// townOf takes the town off the beginning of the street, where people write it.
func (a *atlas) townOf(ctx context.Context, out *Address) error {
	if err := a.open(ctx, out.DivisionCode); err != nil {
		return err
	}
	var town *Division
	for _, d := range a.below[out.DivisionCode] {
		if d.isTown() && strings.HasPrefix(out.Line1, d.Name) && (town == nil || len(d.Name) > len(town.Name)) {
			town = d
		}
	}
	if town == nil {
		return nil
	}
	if rest := strings.TrimSpace(strings.TrimPrefix(out.Line1, town.Name)); rest != "" {
		out.Town, out.TownCode, out.Line1 = town.Name, town.Code, rest
	}
	return nil
}

// placeOf makes a place of what 1688 says: the code counts; without one the names,
// which stand with blanks between them.
func placeOf(code, text string) Place {
	if code = strings.TrimSpace(code); code != "" {
		return Place{DivisionCode: code}
	}
	parts := append(strings.Fields(text), "", "", "")
	return Place{Province: parts[0], City: parts[1], District: parts[2]}
}

// clean is a text of the platform on one line.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// EntryState tells how an entry of an address book stands to what is here.
type EntryState string

// The states of an entry.
const (
	EntryNew     EntryState = "new"
	EntryHere    EntryState = "here"    // there is an address that says the same
	EntryChanged EntryState = "changed" // it was taken over, and says something else on 1688 now
)

// Entry is an entry of an account's address book on 1688.
type Entry struct {
	PlatformID string
	Default    bool // of the account
	State      EntryState
	AddressID  db.ID // what it is here; zero for a new one
	Address    Address
	Problems   []fault.Field // why it cannot be taken over as it is
}

// Entries reads the address book of an account on 1688 and tells what of it is here.
func (s *Service) Entries(ctx context.Context, sc db.Scope, by Asker) ([]*Entry, error) {
	account, err := s.find(ctx, sc, by)
	if err != nil {
		return nil, err
	}
	list, err := s.bookOf(ctx, sc, Asker{Account: account, Reach: by.Reach})
	if err != nil {
		return nil, err
	}
	return list, s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) error { return judgeTx(ctx, tx, account, list, "") })
}

// bookOf reads an address book and checks what is in it.
func (s *Service) bookOf(ctx context.Context, sc db.Scope, by Asker) ([]*Entry, error) {
	var book []open1688.ReceiveAddress
	a := s.atlas(sc, by)
	err := a.ask(ctx, func(ctx context.Context, c *open1688.Client, token open1688.Token) (err error) {
		book, _, err = c.Address.List(ctx, token)
		return err
	})
	if err != nil {
		return nil, channel.Explain(err)
	}
	list := make([]*Entry, 0, len(book))
	wrong := make([]fault.Fields, len(book))
	places := make([]*placed, 0, len(book))
	for i, b := range book {
		e := &Entry{PlatformID: b.ID.String(), Default: b.Default, State: EntryNew, Address: Address{
			Kind: Receive1688, Country: China, Contact: clean(b.FullName), Mobile: plainMobile(b.MobilePhone), Phone: clean(b.Phone), Postcode: clean(b.Post), Line1: clean(b.Address), Active: true,
		}}
		e.Address.Place = placeOf(b.AddressCode, b.AddressCodeText)
		e.Address.Town = clean(b.TownName)
		list = append(list, e)
		places = append(places, &placed{Place: &e.Address.Place, wrong: &wrong[i]})
	}
	if err := a.locate(ctx, places...); err != nil {
		return nil, err
	}
	for i, e := range list {
		e.Address.Name = nameOf(&e.Address)
		e.Address.check(&wrong[i])
		if e.Address.Postcode == "" {
			e.Address.Postcode = e.Address.Post
		}
		if f := fault.As(wrong[i].Err()); f != nil {
			e.Problems = f.Fields
		}
	}
	return list, nil
}

// nameOf makes a name for an address that nobody has given one: who, and where.
func nameOf(a *Address) string {
	name := joined(a.Contact, firstOf(a.District, a.City, a.Province))
	if name == "" {
		name = a.Line1
	}
	for utf8.RuneCountInString(name) > 40 {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name
}

// judgeTx tells of each entry what it is here. Whoever acts on it locks the addresses.
func judgeTx(ctx context.Context, tx *db.Tx, account db.ID, list []*Entry, lock string) error {
	taken, err := takenTx(ctx, tx, account, lock)
	if err != nil {
		return err
	}
	var codes []string
	for _, e := range list {
		codes = append(codes, e.Address.DivisionCode)
	}
	alike := map[string]db.ID{}
	err = db.EachIn(ctx, tx, "SELECT "+addressColumns+" FROM receiving_address r WHERE r.tenant_id = ? AND r.division_code IN ({in}) ORDER BY r.id"+lock, []any{tx.Tenant}, distinct(codes), func(rows *sql.Rows) error {
		var a Address
		err := rows.Scan(a.fields()...)
		if _, first := alike[a.sent()]; !first {
			alike[a.sent()] = a.ID
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range list {
		id, here := alike[e.Address.sent()]
		switch before, known := taken[e.PlatformID]; {
		case known && before.sent() == e.Address.sent():
			e.State, e.AddressID = EntryHere, before.ID
		case known:
			e.State, e.AddressID = EntryChanged, before.ID
		case here:
			e.State, e.AddressID = EntryHere, id
		}
	}
	return nil
}

// takenTx gives the addresses that were taken over from an account's book, by the ids
// of their entries.
func takenTx(ctx context.Context, tx *db.Tx, account db.ID, lock string) (map[string]*Address, error) {
	out := map[string]*Address{}
	err := tx.Each(ctx, "SELECT l.platform_id, "+addressColumns+` FROM receiving_address_account l JOIN receiving_address r ON r.tenant_id = ? AND r.id = l.address_id
		WHERE l.tenant_id = ? AND l.shop_id = ? ORDER BY r.id`+lock, []any{tx.Tenant, tx.Tenant, account}, func(rows *sql.Rows) error {
		var (
			platform string
			a        Address
		)
		err := rows.Scan(append([]any{&platform}, a.fields()...)...)
		out[platform] = &a
		return err
	})
	return out, err
}

// Known is an address as an account has it in its book.
type Known struct {
	AccountID  db.ID
	Name       string // of the account
	PlatformID string
}

// knownTx gives the entries that say the same as addresses, by address, of the
// accounts within reach.
func knownTx(ctx context.Context, tx *db.Tx, reach tenant.Limit, addresses []db.ID) (map[db.ID][]Known, error) {
	out := map[db.ID][]Known{}
	cond, args := reach.Where("h.id")
	if cond != "" {
		cond = " AND " + cond
	}
	all := append([]any{tx.Tenant, tx.Tenant}, args...)
	err := db.EachIn(ctx, tx, `SELECT l.address_id, h.id, h.name, l.platform_id FROM receiving_address_account l JOIN shop h ON h.tenant_id = ? AND h.id = l.shop_id AND h.buys = TRUE AND h.removed_at IS NULL
		WHERE l.tenant_id = ?`+cond+` AND l.address_id IN ({in}) ORDER BY h.id`, all, addresses, func(rows *sql.Rows) error {
		var (
			address db.ID
			k       Known
		)
		err := rows.Scan(&address, &k.AccountID, &k.Name, &k.PlatformID)
		out[address] = append(out[address], k)
		return err
	})
	return out, err
}

// PlatformIDTx gives the id under which an account has the address in its book on
// 1688, as addressId takes it; "" when it has none that says the same.
func (s *Service) PlatformIDTx(ctx context.Context, tx *db.Tx, address, account db.ID) (string, error) {
	var id string
	if _, err := tx.Row(ctx, `SELECT platform_id FROM receiving_address_account WHERE tenant_id = ? AND address_id = ? AND shop_id = ?`, []any{tx.Tenant, address, account}, &id); err != nil {
		return "", fmt.Errorf("read the entry of an address book: %w", err)
	}
	return id, nil
}

// pickEntries gives the entries with the ids in the order asked, nil for those that
// are not in the book.
func pickEntries(list []*Entry, ids []string) []*Entry {
	out := make([]*Entry, 0, len(ids))
	for _, id := range ids {
		at := slices.IndexFunc(list, func(e *Entry) bool { return e.PlatformID == id })
		if at < 0 {
			out = append(out, nil)
			continue
		}
		out = append(out, list[at])
	}
	return out
}
