package suggest

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/search"
)

const (
	monthsOfYear = 12
	minMonth     = 100     // 1 %, so that no month is divided by nothing
	maxMonth     = 100_000 // ten times the average month
)

// Months is what each month of the year sells, of an average month, in 1/10,000.
type Months [monthsOfYear]int64

// Season says how the demand of goods changes over the year: of categories with what is
// below them, or of all goods.
type Season struct {
	ID         db.ID
	Name       string
	Months     Months
	AllGoods   bool
	Categories []db.ID
	UpdatedAt  db.Time
	Version    int64
}

// check finds what is wrong with a season; one of all goods names no category.
func (s *Season) check() error {
	var f fault.Fields
	s.Name = check.Required(&f, "name", s.Name, maxSpanName)
	for i, m := range s.Months {
		if m < minMonth || m > maxMonth {
			f.Add("monthsBps["+strconv.Itoa(i)+"]", ErrFactor.With("min", minMonth/100, "max", maxMonth/100))
		}
	}
	slices.Sort(s.Categories)
	s.Categories = slices.Compact(s.Categories)
	if s.AllGoods {
		s.Categories = nil
	} else if len(s.Categories) == 0 {
		f.Add("categoryIds", fault.ErrRequired)
	}
	return f.Err()
}

func (s *Season) state() map[string]any {
	out := map[string]any{"name": s.Name, "monthsBps": s.Months}
	if s.AllGoods {
		out["allGoods"] = true
	} else {
		out["categoryIds"] = s.Categories
	}
	return out
}

const seasonColumns = `s.id, s.name, s.all_goods, s.months, s.updated_at, s.version`

// scanSeason reads a season without its categories.
func scanSeason(rows *sql.Rows) (SeasonRow, error) {
	var s SeasonRow
	var months []byte
	if err := rows.Scan(&s.ID, &s.Name, &s.AllGoods, &months, &s.UpdatedAt, &s.Version); err != nil {
		return s, err
	}
	return s, json.Unmarshal(months, &s.Months)
}

// SeasonRow is a Season with the names of its categories, in the order of the ids.
type SeasonRow struct {
	Season
	CategoryNames []string
}

// SeasonFilter narrows the list of seasons. Zero values mean not given.
type SeasonFilter struct{ CategoryID db.ID }

func (f *SeasonFilter) query(tx *db.Tx, q string) api.List {
	l := api.List{
		Columns: seasonColumns, From: "demand_season s", Where: []string{"s.tenant_id = ?"}, Args: []any{tx.Tenant},
		Sorts: map[string]string{"name": "s.name", "updatedAt": "s.updated_at"}, Default: "name", Tie: "s.id",
	}
	if f.CategoryID != 0 {
		l.And("EXISTS (SELECT 1 FROM demand_season_category x WHERE x.tenant_id = ? AND x.season_id = s.id AND x.category_id = ?)", tx.Tenant, f.CategoryID)
	}
	cond, args := search.Contains(tx.Engine(), q, "s.name")
	l.And(cond, args...)
	return l
}

// seasonsTx gives one page of the seasons under a list, with their categories.
func seasonsTx(ctx context.Context, tx *db.Tx, q api.ListQuery, l api.List) (api.Page[SeasonRow], error) {
	page, err := api.RunList(ctx, tx, q, l, scanSeason)
	if err != nil {
		return page, err
	}
	byID := map[db.ID]*SeasonRow{}
	for i := range page.Items {
		byID[page.Items[i].ID] = &page.Items[i]
	}
	err = tx.Each(ctx, `SELECT x.season_id, x.category_id, c.name FROM demand_season_category x JOIN category c ON c.tenant_id = ? AND c.id = x.category_id WHERE x.tenant_id = ? ORDER BY x.category_id`,
		[]any{tx.Tenant, tx.Tenant}, func(rows *sql.Rows) error {
			var season, category db.ID
			var name string
			err := rows.Scan(&season, &category, &name)
			if s := byID[season]; s != nil {
				s.Categories, s.CategoryNames = append(s.Categories, category), append(s.CategoryNames, name)
			}
			return err
		})
	if err != nil {
		return page, fmt.Errorf("read the categories of seasons: %w", err)
	}
	return page, nil
}

// Seasons gives one page of the seasons.
func (s *Service) Seasons(ctx context.Context, sc db.Scope, q api.ListQuery, f SeasonFilter) (api.Page[SeasonRow], error) {
	var page api.Page[SeasonRow]
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		page, err = seasonsTx(ctx, tx, q, f.query(tx, q.Q))
		return err
	})
	return page, err
}

// Season reads one season.
func (s *Service) Season(ctx context.Context, sc db.Scope, id db.ID) (*SeasonRow, error) {
	var row *SeasonRow
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		row, err = seasonTx(ctx, tx, id)
		return err
	})
	return row, err
}

func seasonTx(ctx context.Context, tx *db.Tx, id db.ID) (*SeasonRow, error) {
	var f SeasonFilter
	l := f.query(tx, "")
	l.And("s.id = ?", id)
	page, err := seasonsTx(ctx, tx, api.ListQuery{PageSize: 1}, l)
	if err != nil {
		return nil, err
	}
	if len(page.Items) == 0 {
		return nil, ErrSeasonNotFound
	}
	return &page.Items[0], nil
}

// SaveSeason makes a season, or replaces the one with the id when its version is still the
// one given. A category has one season, and so have all goods.
func (s *Service) SaveSeason(ctx context.Context, sc db.Scope, in Season) (*Season, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	var saved Season
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		n := in
		if err := lockStateTx(ctx, tx); err != nil { // two people must not give a category two seasons
			return err
		}
		change := doc.Change{Action: "create", Entity: entitySeason, EntityNo: n.Name}
		if in.ID == 0 {
			n.ID = tx.NewID()
		} else {
			old, err := seasonTx(ctx, tx, in.ID)
			if err != nil {
				return err
			}
			if old.Version != in.Version {
				return fault.ErrStale
			}
			change.Action, change.Before = "update", old.state()
		}
		n.UpdatedAt, n.Version = tx.Now, in.Version+1
		if err := n.freeTx(ctx, tx); err != nil {
			return err
		}
		if err := n.writeTx(ctx, tx); err != nil {
			return err
		}
		change.EntityID, change.After = n.ID, n.state()
		saved = n
		return doc.AuditTx(ctx, tx, change)
	})
	if err != nil {
		return nil, err
	}
	return &saved, nil
}

// freeTx refuses goods that are unknown or have a season already.
func (s *Season) freeTx(ctx context.Context, tx *db.Tx) error {
	var f fault.Fields
	if s.AllGoods {
		var name string
		found, err := tx.Row(ctx, `SELECT name FROM demand_season WHERE tenant_id = ? AND all_goods = TRUE AND id <> ?`, []any{tx.Tenant, s.ID}, &name)
		if err != nil {
			return fmt.Errorf("look for the season of all goods: %w", err)
		}
		if found {
			f.Add("allGoods", ErrSeasonTwice.With("name", name))
		}
		return f.Err()
	}
	known := 0
	args := []any{tx.Tenant, tx.Tenant, tx.Tenant}
	for _, id := range s.Categories {
		args = append(args, id)
	}
	err := tx.Each(ctx, `SELECT COALESCE(x.season_id, 0), COALESCE(s.name, '') FROM category c
		LEFT JOIN demand_season_category x ON x.tenant_id = ? AND x.category_id = c.id
		LEFT JOIN demand_season s ON s.tenant_id = ? AND s.id = x.season_id
		WHERE c.tenant_id = ? AND c.id IN `+db.Tuples(1, len(s.Categories)), args, func(rows *sql.Rows) error {
		var season db.ID
		var name string
		err := rows.Scan(&season, &name)
		known++
		if season != 0 && season != s.ID {
			f.Add("categoryIds", ErrSeasonTwice.With("name", name))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("look for the categories of a season: %w", err)
	}
	if known < len(s.Categories) {
		f.Add("categoryIds", fault.ErrNotFound.With("what", "category"))
	}
	return f.Err()
}

func (s *Season) writeTx(ctx context.Context, tx *db.Tx) error {
	months, err := json.Marshal(s.Months)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO demand_season (tenant_id, id, name, all_goods, months, created_at, updated_at, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, all_goods = excluded.all_goods, months = excluded.months, updated_at = excluded.updated_at, version = excluded.version`,
		tx.Tenant, s.ID, s.Name, s.AllGoods, string(months), tx.Now, tx.Now, s.Version); err != nil {
		return fmt.Errorf("write a season: %w", err)
	}
	if _, err := tx.Exec(ctx, `DELETE FROM demand_season_category WHERE tenant_id = ? AND season_id = ?`, tx.Tenant, s.ID); err != nil {
		return fmt.Errorf("clear the categories of a season: %w", err)
	}
	if len(s.Categories) == 0 {
		return nil
	}
	args := make([]any, 0, 3*len(s.Categories))
	for _, id := range s.Categories {
		args = append(args, tx.Tenant, id, s.ID)
	}
	if _, err := tx.Exec(ctx, `INSERT INTO demand_season_category (tenant_id, category_id, season_id) VALUES `+db.Tuples(len(s.Categories), 3), args...); err != nil {
		return fmt.Errorf("write the categories of a season: %w", err)
	}
	return nil
}

// DeleteSeason deletes a season.
func (s *Service) DeleteSeason(ctx context.Context, sc db.Scope, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if err := lockStateTx(ctx, tx); err != nil {
			return err
		}
		old, err := seasonTx(ctx, tx, id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `DELETE FROM demand_season WHERE tenant_id = ? AND id = ?`, tx.Tenant, id); err != nil {
			return fmt.Errorf("delete a season: %w", err)
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: "delete", Entity: entitySeason, EntityID: id, EntityNo: old.Name, Before: old.state()})
	})
}
