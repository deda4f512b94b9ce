package address

import (
	"context"
	"fmt"
	"slices"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

// Save makes an address, or replaces the one with the id when its version is still the
// one given. Its place is checked against the divisions before anything is written;
// what is wrong comes as field faults, all of it at once.
func (s *Service) Save(ctx context.Context, sc db.Scope, by Asker, in Address) (*Address, error) {
	if in.ID != 0 { // one that is not there comes before what is wrong in it
		if _, err := s.Address(ctx, sc, in.ID); err != nil {
			return nil, err
		}
	}
	var wrong fault.Fields
	in.check(&wrong)
	if err := s.complete(ctx, sc, by, &in, &wrong); err != nil {
		return nil, err
	}
	var out *Address
	err := s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		a := in
		var before *Address
		if a.ID != 0 {
			var err error
			if before, err = getTx(ctx, tx, a.ID, tx.ForUpdate()); err != nil {
				return err
			}
			if before.Version != a.Version {
				return fault.ErrStale
			}
		}
		f := wrong
		if err := nameTaken(ctx, tx, &a, &f); err != nil {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		out = &a
		if before == nil {
			return insertTx(ctx, tx, []*Address{&a})
		}
		if before.Active && !a.Active {
			if err := mayStop(ctx, tx, before); err != nil {
				return err
			}
		}
		return updateTx(ctx, tx, before, &a)
	})
	if db.IsDuplicate(err) { // somebody else has just used the name
		var f fault.Fields
		f.Add("name", ErrNameTaken.With("name", in.Name))
		return nil, f.Err()
	}
	return out, err
}

// complete checks the place of an address and takes the postcode of its division when
// none was given. While 1688 cannot be asked, what is wrong besides is told first.
func (s *Service) complete(ctx context.Context, sc db.Scope, by Asker, a *Address, wrong *fault.Fields) error {
	if err := s.read(ctx, sc, func(context.Context, *db.Tx) error { return nil }); err != nil {
		return err
	}
	err := s.atlas(sc, by).locate(ctx, &placed{Place: &a.Place, wrong: wrong})
	if err != nil && wrong.Len() > 0 {
		return wrong.Err()
	}
	if a.Postcode == "" {
		a.Postcode = a.Post
	}
	return err
}

// mayStop refuses to switch off an address that is that of a warehouse.
func mayStop(ctx context.Context, tx *db.Tx, a *Address) error {
	serves, err := servesTx(ctx, tx, a.ID)
	if err == nil && serves {
		err = ErrInUse.With("name", a.Name)
	}
	return err
}

// Address reads one address.
func (s *Service) Address(ctx context.Context, sc db.Scope, id db.ID) (*Address, error) {
	var a *Address
	err := s.read(ctx, sc, func(ctx context.Context, tx *db.Tx) (err error) {
		a, err = getTx(ctx, tx, id, "")
		return err
	})
	return a, err
}

// SetActive switches an address on or off, as a batch action does: the version is not
// asked for. One that is that of a warehouse stays on (ErrInUse).
func (s *Service) SetActive(ctx context.Context, sc db.Scope, id db.ID, active bool) error {
	return s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		before, err := getTx(ctx, tx, id, tx.ForUpdate())
		if err != nil || before.Active == active {
			return err
		}
		if !active {
			if err := mayStop(ctx, tx, before); err != nil {
				return err
			}
		}
		a := *before
		a.Active = active
		return updateTx(ctx, tx, before, &a)
	})
}

// Delete removes an address that no warehouse has and nothing refers to.
func (s *Service) Delete(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.write(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		a, err := getTx(ctx, tx, id, tx.ForUpdate())
		if err != nil {
			return err
		}
		if err := mayStop(ctx, tx, a); err != nil {
			return err
		}
		for _, used := range s.usage {
			ids, err := used(ctx, tx, []db.ID{id})
			if err != nil {
				return err
			}
			if slices.Contains(ids, id) {
				return ErrUsed.With("name", a.Name)
			}
		}
		if err := search.DeleteTx(ctx, tx, searchKind, []db.ID{id}); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "DELETE FROM receiving_address WHERE tenant_id = ? AND id = ?", tx.Tenant, id); err != nil {
			return fmt.Errorf("delete receiving address: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entity, EntityID: id, EntityNo: a.Name, Before: a.state()})
	})
}
