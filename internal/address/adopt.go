package address

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
)

// ErrEntryNotFound has the parameter id, of an entry of the account's address book.
var ErrEntryNotFound = fault.Define(fault.NotFound, "address.entry_not_found",
	fault.ZH("这个账号在 1688 的收货地址里没有 {id}", "它可能刚被删除；重新获取一次"),
	fault.EN("The account's address book on 1688 has no {id}", "It may have just been deleted; fetch the book again"))

// AdoptState tells what became of an entry that was to be taken over.
type AdoptState string

// What becomes of an entry.
const (
	AdoptCreated AdoptState = "created" // an address was made
	AdoptUpdated AdoptState = "updated" // the address taken over earlier says what the entry says now
	AdoptLinked  AdoptState = "linked"  // an address said the same already; it knows the entry now
	AdoptRefused AdoptState = "refused" // it cannot be taken over: Problems say why
)

// Adopted is what became of one entry.
type Adopted struct {
	PlatformID string
	State      AdoptState
	AddressID  db.ID // zero for one that was refused
	Problems   []fault.Field
}

// Adopt takes entries of an account's address book on 1688 over as addresses. The book
// is read anew, so that what is made is what stands there; one that was taken over
// before is brought up to date. Entries that cannot be taken over do not stop the rest.
func (s *Service) Adopt(ctx context.Context, sc db.Scope, by Asker, ids []string) ([]Adopted, error) {
	account, err := s.find(ctx, sc, by)
	if err != nil {
		return nil, err
	}
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.Compact(ids)
	book, err := s.bookOf(ctx, sc, Asker{Account: account, Reach: by.Reach})
	if err != nil {
		return nil, err
	}
	entries := pickEntries(book, ids)
	var out []Adopted
	err = s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		out = make([]Adopted, len(ids))
		var good []*Entry
		for i, e := range entries {
			out[i] = Adopted{PlatformID: ids[i], State: AdoptRefused}
			switch {
			case e == nil:
				out[i].Problems = []fault.Field{{Path: "platformIds", Err: ErrEntryNotFound.With("id", ids[i])}}
			case len(e.Problems) > 0:
				out[i].Problems = e.Problems
			default:
				e.State, e.AddressID = EntryNew, 0 // the function may run twice
				good = append(good, e)
			}
		}
		if err := adoptTx(ctx, tx, account, good); err != nil {
			return err
		}
		for i, e := range entries {
			if e == nil || len(e.Problems) > 0 {
				continue
			}
			out[i].AddressID = e.AddressID
			out[i].State = map[EntryState]AdoptState{EntryNew: AdoptCreated, EntryHere: AdoptLinked, EntryChanged: AdoptUpdated}[e.State]
		}
		return nil
	})
	return out, err
}

func adoptTx(ctx context.Context, tx *db.Tx, account db.ID, list []*Entry) error {
	// What changed on 1688 comes first: its address says something else then, so that
	// another entry in the old words is not taken for it.
	if err := judgeTx(ctx, tx, account, list, tx.ForUpdate()); err != nil {
		return err
	}
	if err := bringOverTx(ctx, tx, list); err != nil {
		return err
	}
	var rest []*Entry
	for _, e := range list {
		if e.State != EntryChanged {
			e.State, e.AddressID = EntryNew, 0
			rest = append(rest, e)
		}
	}
	if err := judgeTx(ctx, tx, account, rest, tx.ForUpdate()); err != nil {
		return err
	}
	if err := makeTx(ctx, tx, rest); err != nil {
		return err
	}
	return linkTx(ctx, tx, account, list)
}

// makeTx makes addresses of the new entries.
func makeTx(ctx context.Context, tx *db.Tx, list []*Entry) error {
	var fresh []*Address
	var names []string
	for _, e := range list {
		if e.State == EntryNew {
			names = append(names, e.Address.Name)
		}
	}
	owners, err := ownersTx(ctx, tx, names)
	if err != nil {
		return err
	}
	made := map[string]*Address{} // by what they say: a book may hold the same twice
	var twice []*Entry
	for _, e := range list {
		if e.State != EntryNew {
			continue
		}
		if made[e.Address.sent()] != nil {
			twice = append(twice, e)
			continue
		}
		a := e.Address
		if _, taken := owners[a.Name]; taken {
			a.Name += " " + e.PlatformID
		}
		owners[a.Name] = 1
		made[a.sent()] = &a
		fresh = append(fresh, &a)
	}
	if err := insertTx(ctx, tx, fresh); err != nil {
		return err
	}
	for _, e := range list {
		if e.State == EntryNew {
			e.AddressID = made[e.Address.sent()].ID
		}
	}
	for _, e := range twice {
		e.State = EntryHere
	}
	return nil
}

// bringOverTx makes the addresses of changed entries say what their entries say now.
func bringOverTx(ctx context.Context, tx *db.Tx, list []*Entry) error {
	for _, e := range list {
		if e.State != EntryChanged {
			continue
		}
		before, err := getTx(ctx, tx, e.AddressID, tx.ForUpdate())
		if err != nil {
			return err
		}
		a := e.Address
		a.ID, a.Name, a.Company, a.Fax, a.Email, a.Note, a.Active = before.ID, before.Name, before.Company, before.Fax, before.Email, before.Note, before.Active
		if err := updateTx(ctx, tx, before, &a); err != nil {
			return err
		}
	}
	return nil
}

// linkTx notes under which ids an account has the addresses in its book. An address
// has one entry of an account: of several that say the same, the last.
func linkTx(ctx context.Context, tx *db.Tx, account db.ID, list []*Entry) error {
	entryOf := map[db.ID]string{}
	for _, e := range list {
		entryOf[e.AddressID] = e.PlatformID
	}
	var args []any
	for _, e := range list {
		if entryOf[e.AddressID] == e.PlatformID {
			args = append(args, tx.Tenant, e.AddressID, account, e.PlatformID, tx.Now)
		}
	}
	if len(args) == 0 {
		return nil
	}
	// What an entry was known as before may be another address.
	forget := []any{tx.Tenant, account}
	for i := 3; i < len(args); i += 5 {
		forget = append(forget, args[i])
	}
	if _, err := tx.Exec(ctx, `DELETE FROM receiving_address_account WHERE tenant_id = ? AND shop_id = ? AND platform_id IN `+db.Tuples(1, len(forget)-2), forget...); err != nil {
		return fmt.Errorf("forget entries of an address book: %w", err)
	}
	_, err := tx.Exec(ctx, `INSERT INTO receiving_address_account (tenant_id, address_id, shop_id, platform_id, read_at) VALUES `+db.Tuples(len(args)/5, 5)+`
		ON CONFLICT (tenant_id, address_id, shop_id) DO UPDATE SET platform_id = excluded.platform_id, read_at = excluded.read_at`, args...)
	if err != nil {
		return fmt.Errorf("note entries of an address book: %w", err)
	}
	return nil
}
