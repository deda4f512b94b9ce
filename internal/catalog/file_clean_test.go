package catalog_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
	"github.com/huotong/huotong/internal/party"
)

const day = 24 * time.Hour

// store is a world that keeps uploads in a folder, with the service behind it.
type store struct {
	*apitest.World
	svc *catalog.Service
	dir string
}

func newStore(t *testing.T) *store {
	t.Helper()
	s := &store{dir: t.TempDir()}
	s.World = apitest.New(t, func(w *apitest.World) {
		p := party.New(w.DB)
		p.Register(w.API)
		s.svc = catalog.New(w.DB, p, s.dir)
		s.svc.Register(w.API)
	})
	return s
}

func (s *store) upload(t *testing.T, p *apitest.Person, content []byte) string {
	t.Helper()
	id := p.Do(t, http.MethodPost, "/files", content, apitest.Header("Content-Type", "image/png")).Want(t, http.StatusCreated, "").Text("id")
	s.date(t, s.path(p.Set, content))
	return id
}

// path is where the content of a set lies.
func (s *store) path(set db.ID, content []byte) string {
	sum := sha256.Sum256(content)
	hash := hex.EncodeToString(sum[:])
	return filepath.Join(s.dir, set.String(), hash[:2], hash)
}

// date gives a file the time of the world's clock.
func (s *store) date(t *testing.T, path string) {
	t.Helper()
	if err := os.Chtimes(path, s.Clock.Now(), s.Clock.Now()); err != nil {
		t.Fatal(err)
	}
}

func (s *store) clean(t *testing.T) {
	t.Helper()
	for _, sc := range []db.Scope{s.Scope(), s.OtherScope()} {
		if err := s.svc.CleanFiles(t.Context(), sc); err != nil {
			t.Fatal(err)
		}
	}
}

func there(path string) bool {
	_, err := os.Stat(path)
	return !errors.Is(err, fs.ErrNotExist)
}

func (s *store) product(t *testing.T, p *apitest.Person, code string, more map[string]any) *apitest.Answer {
	t.Helper()
	body := map[string]any{"code": code, "name": "台灯", "unit": "件"}
	maps.Copy(body, more)
	return p.Do(t, http.MethodPost, "/products", body).Want(t, http.StatusCreated, "")
}

func TestUploadsThatNothingNamesGo(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	unused, shown, onSKU, linked := pngOf(t, 1, 1), pngOf(t, 2, 1), pngOf(t, 3, 1), pngOf(t, 4, 1)
	kept, dropped := []byte("说明书"), []byte("旧说明书")
	gone := s.upload(t, s.Owner, unused)
	ofProduct := s.upload(t, s.Owner, shown)
	byAddress := s.upload(t, s.Owner, onSKU)
	asLink := s.upload(t, s.Owner, linked)
	s.upload(t, s.Other, unused) // the same content, in use in another set
	first := s.product(t, s.Owner, "L1", map[string]any{
		"pictures": []any{map[string]any{"fileId": ofProduct}, map[string]any{"url": "/api/v1/files/" + asLink}}, "skus": []any{map[string]any{"picture": "/api/v1/files/" + byAddress}},
	}).Text("id")
	s.product(t, s.Other, "L1", map[string]any{"pictures": []any{map[string]any{"fileId": s.upload(t, s.Other, unused)}}})
	attach := func(content []byte) string {
		id := s.Owner.Do(t, http.MethodPost, "/products/"+first+"/attachments?name=a.txt", content, apitest.Header("Content-Type", "text/plain")).Want(t, http.StatusCreated, "").Text("id")
		s.date(t, s.path(s.A.ID, content))
		return "/products/" + first + "/attachments/" + id
	}
	stays := attach(kept)
	s.Owner.Do(t, http.MethodDelete, attach(dropped), nil).Want(t, http.StatusNoContent, "")

	bytesOf := map[string]string{"unused": s.path(s.A.ID, unused), "dropped": s.path(s.A.ID, dropped)}
	s.clean(t)
	s.Owner.Get(t, "/files/"+gone).Want(t, http.StatusOK, "") // somebody may be filling in a product with it

	s.Clock.Advance(8 * day)
	s.Owner.SignIn(t)
	s.Other.SignIn(t)
	s.clean(t)
	s.Owner.Get(t, "/files/"+gone).Want(t, http.StatusNotFound, "file.not_found")
	for name, path := range bytesOf {
		if !there(path) {
			t.Errorf("the bytes of what is %s went with their row: a backup taken just now lacks them", name)
		}
	}
	s.Clock.Advance(8 * day)
	s.Owner.SignIn(t)
	s.Other.SignIn(t)
	s.clean(t)
	for name, path := range bytesOf {
		if there(path) {
			t.Errorf("the bytes of what is %s are still there", name)
		}
	}
	for _, id := range []string{ofProduct, byAddress, asLink} {
		s.Owner.Get(t, "/files/"+id).Want(t, http.StatusOK, "")
	}
	s.Owner.Get(t, stays).Want(t, http.StatusOK, "")
	if !there(s.path(s.B.ID, unused)) {
		t.Error("the upload of another set went")
	}

	// What is forgotten cannot be named any more.
	for field, more := range map[string]map[string]any{
		"pictures[0].fileId": {"pictures": []any{map[string]any{"fileId": gone}}},
		"skus[0].picture":    {"skus": []any{map[string]any{"picture": "/api/v1/files/" + gone}}},
	} {
		body := map[string]any{"code": "L2", "name": "台灯", "unit": "件"}
		maps.Copy(body, more)
		if got := s.Owner.Do(t, http.MethodPost, "/products", body).Want(t, http.StatusUnprocessableEntity, "input.fields").Fields(); len(got) != 1 || got[0] != field+" file.not_found" {
			t.Errorf("%s: %v", field, got)
		}
	}

	// A product takes along what was its own.
	s.Owner.Do(t, http.MethodDelete, "/products/"+first, nil).Want(t, http.StatusNoContent, "")
	s.clean(t)
	s.Clock.Advance(8 * day)
	s.clean(t)
	for _, content := range [][]byte{shown, onSKU, linked, kept} {
		if there(s.path(s.A.ID, content)) {
			t.Errorf("%d bytes of a deleted product are still there", len(content))
		}
	}
}

// An upload that comes again counts as made now.
func TestAnUploadThatComesAgainStays(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	content := pngOf(t, 5, 5)
	id := s.upload(t, s.Owner, content)
	s.Clock.Advance(6 * day)
	if again := s.upload(t, s.Owner, content); again != id {
		t.Errorf("uploaded again as %s, first as %s", again, id)
	}
	s.Clock.Advance(2 * day)
	s.clean(t)
	s.Owner.Get(t, "/files/"+id).Want(t, http.StatusOK, "")
	if n := len(s.Owner.Get(t, "/audit?entity=picture").Want(t, http.StatusOK, "").At("items").([]any)); n != 1 {
		t.Errorf("%d lines about one upload", n)
	}
}

func TestBytesWithoutARowGo(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	write := func(set db.ID, name string) string {
		path := filepath.Join(s.dir, set.String(), name[:2], name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		s.date(t, path)
		return path
	}
	hash := func(fill string) string { return hex.EncodeToString([]byte(fill + "0123456789012345678901234567890")) }
	stray, broken := write(s.A.ID, hash("a")), write(s.A.ID, ".upload-123")
	foreign, strange := write(s.DB.NewID(), hash("b")), write(s.A.ID, "notes.txt")
	s.Clock.Advance(6 * day)
	fresh, begun := write(s.A.ID, hash("c")), write(s.A.ID, ".upload-456")
	s.clean(t)
	if !there(stray) || !there(broken) {
		t.Error("bytes went within a week")
	}
	s.Clock.Advance(2 * day)
	s.clean(t)
	for path, want := range map[string]bool{stray: false, broken: false, foreign: true, strange: true, fresh: true, begun: true} {
		if there(path) != want {
			t.Errorf("%s is there: %v, want %v", path, !want, want)
		}
	}
}

// The bytes of an upload under way may go before its row is there: it brings them again.
func TestAnUploadUnderWayLosesNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	content := pngOf(t, 7, 7)
	path := s.path(s.A.ID, content)
	locked, release, cleaned := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() { // as CleanFiles does it
		cleaned <- s.DB.InTx(t.Context(), s.Scope(), func(ctx context.Context, tx *db.Tx) error {
			if tx.Engine() == db.Postgres {
				if _, err := tx.Exec(ctx, `LOCK TABLE stored_file IN SHARE ROW EXCLUSIVE MODE`); err != nil {
					return err
				}
			}
			close(locked)
			<-release
			return os.Remove(path)
		})
	}()
	<-locked
	uploaded := make(chan error, 1)
	var f *catalog.File
	go func() {
		var err error
		f, err = s.svc.Upload(t.Context(), s.Scope(), content)
		uploaded <- err
	}()
	for !there(path) {
		time.Sleep(time.Millisecond)
	}
	close(release)
	if err := errors.Join(<-cleaned, <-uploaded); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.svc.OpenFile(t.Context(), s.Scope(), f.ID); err != nil {
		t.Errorf("the upload cannot be opened: %v", err)
	}
}

// An upload that somebody names just now is not forgotten.
func TestWhatIsBeingNamedStays(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	id := s.upload(t, s.Owner, pngOf(t, 9, 9))
	s.Clock.Advance(8 * day)
	cleaned := make(chan error, 1)
	sc := s.Scope()
	sc.OnFirstCommit = &db.FirstCommit{Do: func(context.Context, *db.Tx) error { // the product is written, not committed
		go func() { cleaned <- s.svc.CleanFiles(context.WithoutCancel(t.Context()), s.Scope()) }()
		select {
		case err := <-cleaned:
			cleaned <- err
		case <-time.After(300 * time.Millisecond): // it waits
		}
		return nil
	}}
	in := catalog.ProductInput{Code: "L1", Name: "台灯", Unit: "件", SKUs: []catalog.SKUInput{{Picture: "/api/v1/files/" + id}}}
	if _, err := s.svc.CreateProduct(t.Context(), sc, in, catalog.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	if err := <-cleaned; err != nil {
		t.Fatal(err)
	}
	file, _ := db.ParseID(id)
	if _, _, err := s.svc.OpenFile(t.Context(), s.Scope(), file); err != nil {
		t.Errorf("the picture of the SKU: %v", err)
	}
}

// A sheet from another account set brings no pictures that this one does not have.
func TestImportedPicturesAreOfTheSet(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	theirs, own := s.upload(t, s.Other, pngOf(t, 1, 2)), s.upload(t, s.Owner, pngOf(t, 2, 1))
	titles := []string{"商品代码", "商品名称", "单位", "图片地址"}
	row := func(code, id string) []any { return []any{code, "台灯", "件", "/api/v1/files/" + id} }
	s.Owner.Do(t, http.MethodPost, "/products/import", workbook(t, titles, row("L1", theirs), row("L2", own)), xlsxType).Want(t, http.StatusOK, "")
	list := s.Owner.Get(t, "/products?sort=code").Want(t, http.StatusOK, "")
	if list.Text("items", 0, "picture") != "" || list.Text("items", 1, "picture") != "/api/v1/files/"+own {
		t.Errorf("imported %s", list.Body)
	}
	s.Clock.Advance(8 * day)
	s.clean(t)
	s.Owner.SignIn(t)
	s.Owner.Get(t, "/files/"+own).Want(t, http.StatusOK, "")
}

// cleanFiles is the job as it lies in the database.
type cleanFiles struct{}

func (cleanFiles) Kind() string { return "catalog.clean_files" }

// The job cleans every set, and one that cannot be cleaned keeps no other waiting.
func TestTheJobCleansEverySet(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	reg := &jobs.Registry{}
	s.svc.RegisterJobs(reg, func(context.Context) ([]db.ID, error) { return []db.ID{s.A.ID, s.B.ID}, nil })
	a, b := pngOf(t, 1, 1), pngOf(t, 2, 2)
	s.upload(t, s.Owner, a)
	s.upload(t, s.Other, b)
	s.Clock.Advance(8 * day)
	if err := os.RemoveAll(filepath.Join(s.dir, s.A.ID.String())); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, s.A.ID.String()), nil, 0o600); err != nil { // no folder
		t.Fatal(err)
	}
	if err := s.DB.InTx(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		return jobs.EnqueueTx(ctx, tx, cleanFiles{}, jobs.Options{})
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := jobs.RunDue(t.Context(), s.DB, reg); err != nil {
		t.Fatal(err)
	}
	for _, sc := range []db.Scope{s.Scope(), s.OtherScope()} {
		if err := s.DB.View(t.Context(), sc, func(ctx context.Context, tx *db.Tx) error {
			var n int64
			_, err := tx.Row(ctx, `SELECT COUNT(*) FROM stored_file WHERE tenant_id = ?`, []any{tx.Tenant}, &n)
			if n != 0 {
				t.Errorf("%d uploads are left", n)
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
}
