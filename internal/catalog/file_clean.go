package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

const (
	// keepUnused is how long an upload may wait for the product it is for, and how long
	// the bytes of a forgotten one stay: a backup of the database that is a little older
	// than that of the files still finds all it names.
	keepUnused = 7 * 24 * time.Hour
	cleanEvery = 24 * time.Hour
	// cleanChunk is how many bytes are judged under one lock, which uploads wait for.
	cleanChunk = 200
)

// cleanFiles is done once a day: uploads that nothing names any more go.
type cleanFiles struct{}

// Kind names the job; it is a wire format.
func (cleanFiles) Kind() string { return "catalog.clean_files" }

// RegisterJobs adds the schedule that cleans up uploads; running it twice takes nothing
// more. sets lists the account sets.
func (s *Service) RegisterJobs(r *jobs.Registry, sets func(context.Context) ([]db.ID, error)) {
	jobs.Handle(r, func(ctx context.Context, sc db.Scope, _ jobs.Job[cleanFiles]) error {
		return jobs.EachSet(ctx, sc, sets, s.CleanFiles)
	}, jobs.Policy{Timeout: time.Hour}) // many files in many sets
	r.Every(cleanEvery, cleanFiles{})
}

// unused is the condition that no picture, attachment or SKU names a stored file. SKUs,
// and pictures that came in by their address, name it by that.
const unused = `NOT EXISTS (SELECT 1 FROM product_picture p WHERE p.tenant_id = ? AND p.file_id = stored_file.id)
	AND NOT EXISTS (SELECT 1 FROM product_attachment a WHERE a.tenant_id = ? AND a.file_id = stored_file.id)
	AND '` + filePrefix + `' || stored_file.id NOT IN (
		SELECT picture FROM sku WHERE tenant_id = ? AND picture LIKE '` + filePrefix + `%'
		UNION ALL SELECT url FROM product_picture WHERE tenant_id = ? AND file_id IS NULL AND url LIKE '` + filePrefix + `%')`

// CleanFiles forgets the uploads of the account set that nothing has named for a week,
// and removes bytes a week after their row went, or that never had one. An upload under
// way loses nothing; see noteFile.
func (s *Service) CleanFiles(ctx context.Context, sc db.Scope) error {
	now := s.db.Now()
	if err := s.forgetUnused(ctx, sc, now); err != nil {
		return fmt.Errorf("forget unused uploads: %w", err)
	}
	if err := s.removeStray(ctx, sc, now.Add(-keepUnused)); err != nil {
		return fmt.Errorf("remove the bytes of forgotten uploads: %w", err)
	}
	return nil
}

func (s *Service) forgetUnused(ctx context.Context, sc db.Scope, now time.Time) error {
	var gone []*File
	err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var ids []db.ID
		t := tx.Tenant
		// Locked first and judged again: whoever names one just now holds it, and has
		// named it when the lock is ours.
		err := tx.Each(ctx, `SELECT id FROM stored_file WHERE tenant_id = ? AND created_at < ? AND `+unused+tx.ForUpdate(),
			[]any{t, db.At(now.Add(-keepUnused)), t, t, t, t}, func(rows *sql.Rows) error {
				var id db.ID
				err := rows.Scan(&id)
				ids = append(ids, id)
				return err
			})
		if err != nil {
			return err
		}
		gone = nil
		return db.EachIn(ctx, tx, `DELETE FROM stored_file WHERE tenant_id = ? AND `+unused+` AND id IN ({in}) RETURNING hash`, []any{t, t, t, t, t}, ids, func(rows *sql.Rows) error {
			f := &File{tenant: t}
			err := rows.Scan(&f.hash)
			gone = append(gone, f)
			return err
		})
	})
	if err != nil {
		return err
	}
	for _, f := range gone {
		// From now on the bytes are waste; when the time cannot be set they go sooner.
		_ = os.Chtimes(s.files.path(f), now, now)
	}
	return nil
}

// removeStray removes the bytes of the set that lie there unchanged since before and
// have no row, also what uploads that broke off have left.
func (s *Service) removeStray(ctx context.Context, sc db.Scope, before time.Time) error {
	old, broken, err := s.files.old(sc.Tenant, before)
	if err != nil {
		return err
	}
	for _, path := range broken {
		if err := remove(path); err != nil {
			return err
		}
	}
	for part := range slices.Chunk(old, cleanChunk) {
		stray, err := s.without(ctx, sc, part)
		if err != nil || len(stray) == 0 {
			if err != nil {
				return err
			}
			continue
		}
		if err := s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
			if tx.Engine() == db.Postgres { // holds up uploads, and nothing else
				if _, err := tx.Exec(ctx, `LOCK TABLE stored_file IN SHARE ROW EXCLUSIVE MODE`); err != nil {
					return err
				}
			}
			stray, err := withoutTx(ctx, tx, stray)
			if err != nil {
				return err
			}
			for _, f := range stray {
				if err := remove(s.files.path(f)); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// without gives those of the files that have no row.
func (s *Service) without(ctx context.Context, sc db.Scope, files []*File) ([]*File, error) {
	var out []*File
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		var err error
		out, err = withoutTx(ctx, tx, files)
		return err
	})
	return out, err
}

func withoutTx(ctx context.Context, tx *db.Tx, files []*File) ([]*File, error) {
	hashes := make([]string, len(files))
	for i, f := range files {
		hashes[i] = f.hash
	}
	known := map[string]bool{}
	err := db.EachIn(ctx, tx, `SELECT hash FROM stored_file WHERE tenant_id = ? AND hash IN ({in})`, []any{tx.Tenant}, hashes, func(rows *sql.Rows) error {
		var hash string
		err := rows.Scan(&hash)
		known[hash] = true
		return err
	})
	return slices.DeleteFunc(slices.Clone(files), func(f *File) bool { return known[f.hash] }), err
}

// remove removes a file that may have gone by itself.
func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// old gives what lies in the folder of an account set unchanged since before: kept files,
// and the paths of uploads that broke off.
func (s *fileStore) old(set db.ID, before time.Time) (files []*File, broken []string, err error) {
	err = filepath.WalkDir(filepath.Join(s.dir, set.String()), func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) { // nothing was uploaded yet, or it went just now
			return nil
		}
		if err != nil || !e.Type().IsRegular() {
			return err
		}
		info, err := e.Info()
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !info.ModTime().Before(before):
		case strings.HasPrefix(e.Name(), uploading):
			broken = append(broken, path)
		case len(e.Name()) == hashLength:
			files = append(files, &File{tenant: set, hash: e.Name()})
		}
		return nil
	})
	return files, broken, err
}
