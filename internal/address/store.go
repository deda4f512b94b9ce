package address

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// searchKind is the kind of addresses in the search index; entity is what the audit
// log calls them.
const (
	searchKind = "address"
	entity     = "receiving_address"
)

const addressColumns = `r.id, r.kind, r.name, r.company, r.contact, r.country, r.province, r.city, r.district, r.town, r.division_code, r.town_code, r.postcode,
	r.mobile, r.phone, r.fax, r.email, r.line1, r.line2, r.door_number, r.detail, r.note, r.active, r.created_at, r.updated_at, r.version`

func (a *Address) fields() []any {
	return []any{
		&a.ID, &a.Kind, &a.Name, &a.Company, &a.Contact, &a.Country, &a.Province, &a.City, &a.District, &a.Town, &a.DivisionCode, &a.TownCode, &a.Postcode,
		&a.Mobile, &a.Phone, &a.Fax, &a.Email, &a.Line1, &a.Line2, &a.Door, &a.Detail, &a.Note, &a.Active, &a.CreatedAt, &a.UpdatedAt, &a.Version,
	}
}

// getTx reads an address; lock is empty or tx.ForUpdate().
func getTx(ctx context.Context, tx *db.Tx, id db.ID, lock string) (*Address, error) {
	var a Address
	found, err := tx.Row(ctx, "SELECT "+addressColumns+" FROM receiving_address r WHERE r.tenant_id = ? AND r.id = ?"+lock, []any{tx.Tenant, id}, a.fields()...)
	if err != nil {
		return nil, fmt.Errorf("read receiving address: %w", err)
	}
	if !found {
		return nil, ErrNotFound
	}
	return &a, nil
}

// AddressesTx gives the addresses with the ids; unknown ids are absent.
func (s *Service) AddressesTx(ctx context.Context, tx *db.Tx, ids []db.ID) (map[db.ID]*Address, error) {
	out := make(map[db.ID]*Address, len(ids))
	err := db.EachIn(ctx, tx, "SELECT "+addressColumns+" FROM receiving_address r WHERE r.tenant_id = ? AND r.id IN ({in})", []any{tx.Tenant}, ids, func(rows *sql.Rows) error {
		var a Address
		err := rows.Scan(a.fields()...)
		out[a.ID] = &a
		return err
	})
	return out, err
}

// AddressTx gives one address, or ErrNotFound.
func (s *Service) AddressTx(ctx context.Context, tx *db.Tx, id db.ID) (*Address, error) {
	return getTx(ctx, tx, id, "")
}

// ownersTx tells which addresses have the names; those nobody has are absent.
func ownersTx(ctx context.Context, tx *db.Tx, names []string) (map[string]db.ID, error) {
	out := map[string]db.ID{}
	err := db.EachIn(ctx, tx, "SELECT name, id FROM receiving_address WHERE tenant_id = ? AND name IN ({in})", []any{tx.Tenant}, names, func(rows *sql.Rows) error {
		var (
			name string
			id   db.ID
		)
		err := rows.Scan(&name, &id)
		out[name] = id
		return err
	})
	return out, err
}

const insertChunk = 200

// insertTx makes addresses, with their audit lines, in a few statements however many
// there are.
func insertTx(ctx context.Context, tx *db.Tx, list []*Address) error {
	for part := range slices.Chunk(list, insertChunk) {
		var (
			args    []any
			docs    []search.Doc
			changes []doc.Change
		)
		for _, a := range part {
			a.ID, a.CreatedAt, a.UpdatedAt, a.Version = tx.NewID(), tx.Now, tx.Now, 1
			args = append(args, tx.Tenant, a.ID, string(a.Kind), a.Name, a.Company, a.Contact, a.Country, a.Province, a.City, a.District, a.Town, a.DivisionCode, a.TownCode, a.Postcode,
				a.Mobile, a.Phone, a.Fax, a.Email, a.Line1, a.Line2, a.Door, a.Detail, a.Note, a.Active, tx.Now, tx.Now)
			docs = append(docs, a.searchDoc())
			changes = append(changes, doc.Change{Action: "create", Entity: entity, EntityID: a.ID, EntityNo: a.Name, After: a.state()})
		}
		if _, err := tx.Exec(ctx, `INSERT INTO receiving_address (tenant_id, id, kind, name, company, contact, country, province, city, district, town, division_code, town_code, postcode,
			mobile, phone, fax, email, line1, line2, door_number, detail, note, active, created_at, updated_at) VALUES `+db.Tuples(len(part), 26), args...); err != nil {
			return fmt.Errorf("insert receiving addresses: %w", err)
		}
		if err := search.PutTx(ctx, tx, searchKind, docs); err != nil {
			return err
		}
		if err := doc.AuditTx(ctx, tx, changes...); err != nil {
			return err
		}
	}
	return nil
}

// updateTx writes an address over what it was, which has been read under a lock. One
// that says something else than before loses its entries in address books.
func updateTx(ctx context.Context, tx *db.Tx, before, a *Address) error {
	a.CreatedAt, a.UpdatedAt, a.Version = before.CreatedAt, tx.Now, before.Version+1
	if _, err := tx.Exec(ctx, `UPDATE receiving_address SET kind = ?, name = ?, company = ?, contact = ?, country = ?, province = ?, city = ?, district = ?, town = ?, division_code = ?, town_code = ?,
		postcode = ?, mobile = ?, phone = ?, fax = ?, email = ?, line1 = ?, line2 = ?, door_number = ?, detail = ?, note = ?, active = ?, updated_at = ?, version = ? WHERE tenant_id = ? AND id = ?`,
		string(a.Kind), a.Name, a.Company, a.Contact, a.Country, a.Province, a.City, a.District, a.Town, a.DivisionCode, a.TownCode,
		a.Postcode, a.Mobile, a.Phone, a.Fax, a.Email, a.Line1, a.Line2, a.Door, a.Detail, a.Note, a.Active, tx.Now, a.Version, tx.Tenant, a.ID); err != nil {
		return fmt.Errorf("update receiving address: %w", err)
	}
	if a.sent() != before.sent() {
		if _, err := tx.Exec(ctx, `DELETE FROM receiving_address_account WHERE tenant_id = ? AND address_id = ?`, tx.Tenant, a.ID); err != nil {
			return fmt.Errorf("forget entries of address books: %w", err)
		}
	}
	if err := search.PutTx(ctx, tx, searchKind, []search.Doc{a.searchDoc()}); err != nil {
		return err
	}
	return doc.AuditTx(ctx, tx, doc.Change{Action: "update", Entity: entity, EntityID: a.ID, EntityNo: a.Name, Before: before.state(), After: a.state()})
}

// servesTx tells whether an address is that of a warehouse.
func servesTx(ctx context.Context, tx *db.Tx, id db.ID) (bool, error) {
	var one int
	found, err := tx.Row(ctx, `SELECT 1 FROM warehouse_address WHERE tenant_id = ? AND address_id = ? LIMIT 1`, []any{tx.Tenant, id}, &one)
	if err != nil {
		return false, fmt.Errorf("look for warehouses of an address: %w", err)
	}
	return found, nil
}

// nameTaken notes a name that another address has.
func nameTaken(ctx context.Context, tx *db.Tx, a *Address, f *fault.Fields) error {
	if a.Name == "" {
		return nil
	}
	owners, err := ownersTx(ctx, tx, []string{a.Name})
	if id, taken := owners[a.Name]; taken && id != a.ID {
		f.Add("name", ErrNameTaken.With("name", a.Name))
	}
	return err
}
