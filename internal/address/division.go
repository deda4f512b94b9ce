package address

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/channel"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/open1688"
)

// divisionLife is how long what was read of the divisions is taken as it stands. They
// change a few times a year.
const divisionLife = 90 * 24 * time.Hour

// Division is a province, a city, a district or a town as 1688 knows it.
type Division struct {
	Code   string // of GB/T 2260: six digits down to the district, nine for a town
	Parent string // empty for a province
	Name   string
	Post   string // postcode
}

// isTown tells towns, whose codes are longer than those of what they lie in.
func (d *Division) isTown() bool { return len(d.Code) > 6 }

// ErrCodeUnknown has the parameter code.
var ErrCodeUnknown = fault.Define(fault.NotFound, "address.code_not_found",
	fault.ZH("1688 的地址库里没有区划编码 {code}", "重新选择省、市、区县"),
	fault.EN("1688 knows no division with the code {code}", "Choose province, city and district again"))

// ErrCodesUnasked is the answer to a code that 1688 was not asked for, since it knew too
// many of those before it not.
var ErrCodesUnasked = fault.Define(fault.Invalid, "address.codes_unasked",
	fault.ZH("前面已有太多 1688 不认识的区划编码，编码 {code} 没有再查", "先改正其它行的编码，再导入一次"),
	fault.EN("1688 did not know too many codes before this one, so {code} was not asked for", "Correct the codes of the other rows, then import again"))

// maxUnknown is how many codes 1688 may know nothing of before it is not asked any more:
// each takes a turn away from orders.
const maxUnknown = 50

// atlas answers questions about the divisions: from memory, from the database, from
// 1688. It serves one request and is not safe for concurrent use.
type atlas struct {
	s       *Service
	sc      db.Scope
	by      Asker
	account db.ID // found when 1688 is asked for the first time

	known   map[string]*Division   // by code
	unknown map[string]bool        // codes that 1688 has been asked for in vain
	below   map[string][]*Division // what lies in one, by its code; only those that were opened
}

func (s *Service) atlas(sc db.Scope, by Asker) *atlas {
	return &atlas{s: s, sc: sc, by: by, known: map[string]*Division{}, unknown: map[string]bool{}, below: map[string][]*Division{}}
}

// keep remembers what was read.
func (a *atlas) keep(list ...*Division) {
	for _, d := range list {
		a.known[d.Code] = d
	}
}

// ask calls 1688 with the account of the atlas. One that nobody named and that turns
// out to have lost its authorisation gives way to the next.
func (a *atlas) ask(ctx context.Context, fn func(context.Context, *open1688.Client, open1688.Token) error) error {
	for {
		if a.account == 0 {
			account, err := a.s.find(ctx, a.sc, a.by)
			if err != nil {
				return err
			}
			a.account = account
		}
		err := a.s.accounts.Call(ctx, a.sc, a.account, fn)
		if a.by.Account != 0 || !errors.Is(err, channel.ErrAuthorisation) {
			return err
		}
		a.account = 0
	}
}

// open makes sure that below holds what lies in the divisions; the provinces lie in
// the one without a code. The codes must be of divisions that are known.
func (a *atlas) open(ctx context.Context, codes ...string) error {
	codes = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(codes))), func(code string) bool {
		_, opened := a.below[code]
		return opened
	})
	if len(codes) == 0 {
		return nil
	}
	fresh, stale, err := a.openedIn(ctx, codes)
	if err != nil {
		return err
	}
	for _, code := range codes {
		list, ok := fresh[code]
		if !ok {
			if list, err = a.openOn1688(ctx, code); err != nil {
				old, had := stale[code]
				if !had {
					return err
				}
				a.s.log.WarnContext(ctx, "divisions could not be read anew, the old ones serve", "code", code, "err", err)
				list = old
			}
		}
		a.below[code] = list
		a.keep(list...)
	}
	return nil
}

// openedIn reads from the database what lies in the divisions that were opened before,
// those that were opened long ago apart.
func (a *atlas) openedIn(ctx context.Context, codes []string) (fresh, stale map[string][]*Division, err error) {
	err = a.s.db.View(ctx, a.sc, func(ctx context.Context, tx *db.Tx) error {
		fresh, stale = map[string][]*Division{}, map[string][]*Division{}
		return db.EachIn(ctx, tx, `SELECT p.code, p.opened_at, COALESCE(d.code, ''), COALESCE(d.name, ''), COALESCE(d.post, '')
			FROM platform_division p LEFT JOIN platform_division d ON d.parent_code = p.code
			WHERE p.opened_at IS NOT NULL AND p.code IN ({in}) ORDER BY p.code, d.code`, nil, codes, func(rows *sql.Rows) error {
			var (
				d      Division
				opened db.Time
			)
			if err := rows.Scan(&d.Parent, &opened, &d.Code, &d.Name, &d.Post); err != nil {
				return err
			}
			into := fresh
			if opened.Before(a.fresh()) {
				into = stale
			}
			list := into[d.Parent]
			if d.Code != "" {
				list = append(list, &d)
			}
			into[d.Parent] = list
			return nil
		})
	})
	return fresh, stale, err
}

// openOn1688 asks 1688 what lies in a division and keeps it for everybody.
func (a *atlas) openOn1688(ctx context.Context, code string) ([]*Division, error) {
	var list []*Division
	err := a.ask(ctx, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		found, _, err := c.Address.ListDivisions(ctx, token, code)
		list = nil
		for _, f := range found {
			if d := (&Division{Code: f.Code, Parent: code, Name: strings.TrimSpace(f.Name), Post: f.Post}); d.Code != "" && d.Name != "" {
				list = append(list, d)
			}
		}
		return err
	})
	if err != nil {
		return nil, channel.Explain(err)
	}
	slices.SortFunc(list, func(x, y *Division) int { return strings.Compare(x.Code, y.Code) })
	return list, a.s.db.InTx(ctx, a.sc, func(ctx context.Context, tx *db.Tx) error {
		opened := Division{Code: code}
		if d := a.known[code]; d != nil {
			opened = *d
		}
		return storeTx(ctx, tx, &opened, list)
	})
}

// storeTx writes what lies in a division over what was kept of it.
func storeTx(ctx context.Context, tx *db.Tx, opened *Division, list []*Division) error {
	const head = `INSERT INTO platform_division (code, parent_code, name, post, read_at, opened_at) VALUES `
	if err := lockDivisionsTx(ctx, tx, opened, list); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, head+db.Tuples(1, 6)+` ON CONFLICT (code) DO UPDATE SET read_at = excluded.read_at, opened_at = excluded.opened_at`,
		opened.Code, opened.parent(), opened.Name, opened.Post, tx.Now, tx.Now)
	if err != nil {
		return fmt.Errorf("keep a division: %w", err)
	}
	for part := range slices.Chunk(list, 200) {
		var args []any
		for _, d := range part {
			args = append(args, d.Code, d.parent(), d.Name, d.Post, tx.Now, db.Time{})
		}
		if _, err := tx.Exec(ctx, head+db.Tuples(len(part), 6)+` ON CONFLICT (code) DO UPDATE SET parent_code = excluded.parent_code, name = excluded.name,
			post = excluded.post, read_at = excluded.read_at`, args...); err != nil {
			return fmt.Errorf("keep divisions: %w", err)
		}
	}
	if len(list) == 0 {
		return nil // nothing in it, or 1688 stumbled: what was known of it stays
	}
	if _, err := tx.Exec(ctx, `DELETE FROM platform_division WHERE parent_code = ? AND read_at < ?`, opened.Code, tx.Now); err != nil {
		return fmt.Errorf("forget divisions: %w", err)
	}
	return nil
}

// parent is the parent's code as stored: NULL only for what the provinces lie in.
func (d *Division) parent() any {
	if d.Code == "" {
		return nil
	}
	return d.Parent
}

// lockDivisionsTx takes the rows that are there in the order of their codes, so that
// two account sets that read the same at once cannot wait for each other.
func lockDivisionsTx(ctx context.Context, tx *db.Tx, opened *Division, list []*Division) error {
	codes := []string{opened.Code}
	for _, d := range list {
		codes = append(codes, d.Code)
	}
	return db.EachIn(ctx, tx, `SELECT code FROM platform_division WHERE code IN ({in}) ORDER BY code`+tx.ForUpdate(), nil, codes, func(*sql.Rows) error { return nil })
}

// load reads divisions from the database that were read since. What is not there is
// left to find.
func (a *atlas) load(ctx context.Context, since time.Time, codes ...string) error {
	if len(codes) == 0 {
		return nil
	}
	return a.s.db.View(ctx, a.sc, func(ctx context.Context, tx *db.Tx) error {
		return db.EachIn(ctx, tx, `SELECT code, COALESCE(parent_code, ''), name, post FROM platform_division WHERE read_at >= ? AND code <> '' AND code IN ({in})`,
			[]any{since.UnixMicro()}, codes, func(rows *sql.Rows) error {
				var d Division
				err := rows.Scan(&d.Code, &d.Parent, &d.Name, &d.Post)
				a.keep(&d)
				return err
			})
	})
}

// find gives the division with the code, or ErrCodeUnknown. The provinces must have
// been opened: 1688 says of them that they lie in a country of which nothing is known.
func (a *atlas) find(ctx context.Context, code string) (*Division, error) {
	switch d := a.known[code]; {
	case d != nil:
		return d, nil
	case a.unknown[code]:
		return nil, ErrCodeUnknown.With("code", code)
	}
	if err := a.load(ctx, a.fresh(), code); err != nil {
		return nil, err
	}
	if d := a.known[code]; d != nil {
		return d, nil
	}
	if len(a.unknown) >= maxUnknown {
		return nil, ErrCodesUnasked.With("code", code)
	}
	var d *Division
	err := a.ask(ctx, func(ctx context.Context, c *open1688.Client, token open1688.Token) error {
		found, _, err := c.Address.GetDivision(ctx, token, code)
		if err == nil {
			d = &Division{Code: code, Parent: found.ParentCode, Name: strings.TrimSpace(found.Name), Post: found.Post}
		}
		return err
	})
	if e, ok := errors.AsType[*open1688.Error](err); ok && e.Kind == open1688.KindBusiness && !e.Retryable() {
		a.unknown[code] = true
		return nil, ErrCodeUnknown.With("code", code).Because(err)
	}
	if err != nil {
		if old := a.load(ctx, time.UnixMicro(0), code); old == nil && a.known[code] != nil { // an old one serves while 1688 cannot be asked
			return a.known[code], nil
		}
		return nil, channel.Explain(err)
	}
	a.keep(d)
	return d, a.s.db.InTx(ctx, a.sc, func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `INSERT INTO platform_division (code, parent_code, name, post, read_at) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (code) DO UPDATE SET parent_code = excluded.parent_code, name = excluded.name, post = excluded.post, read_at = excluded.read_at`,
			d.Code, d.Parent, d.Name, d.Post, tx.Now)
		return err
	})
}

// fresh is since when what was read is taken as it stands.
func (a *atlas) fresh() time.Time { return a.s.db.Now().Add(-divisionLife) }

// maxDepth is how many divisions lie in each other: province, city, district, town.
const maxDepth = 4

// path gives a division with what it lies in, the province first, or ErrCodeUnknown.
func (a *atlas) path(ctx context.Context, code string) ([]*Division, error) {
	if err := a.open(ctx, ""); err != nil {
		return nil, err
	}
	var up []*Division
	for at := code; at != ""; {
		d, err := a.find(ctx, at)
		if err != nil && errors.Is(err, ErrCodeUnknown) || len(up) == maxDepth {
			return nil, ErrCodeUnknown.With("code", code).Because(err) // also what lies in something unknown
		}
		if err != nil {
			return nil, err
		}
		up, at = append(up, d), d.Parent
	}
	slices.Reverse(up)
	return up, nil
}

// ends tells whether an address may end at a division: a district, or a city that has
// none but towns.
func (a *atlas) ends(ctx context.Context, d *Division) (bool, error) {
	switch {
	case d.Parent == "" || d.isTown():
		return false, nil
	case !strings.HasSuffix(d.Code, "00"):
		return true, nil
	}
	if err := a.open(ctx, d.Code); err != nil {
		return false, err
	}
	list := a.below[d.Code]
	return len(list) > 0 && list[0].isTown(), nil
}

// Divisions lists what lies directly in the division with the code; without one the
// provinces. ErrCodeUnknown when 1688 has no such code.
func (s *Service) Divisions(ctx context.Context, sc db.Scope, by Asker, code string) ([]*Division, error) {
	if err := s.read(ctx, sc, func(context.Context, *db.Tx) error { return nil }); err != nil {
		return nil, err
	}
	a := s.atlas(sc, by)
	if code != "" {
		if _, err := a.path(ctx, code); err != nil {
			return nil, err
		}
	}
	if err := a.open(ctx, code); err != nil {
		return nil, err
	}
	return a.below[code], nil
}
