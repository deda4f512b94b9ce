package catalog_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/huotong/huotong/internal/api"
	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/tenant"
)

func pngOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t *testing.T, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// webpOf is the head of a WebP file of 640 × 480, as far as it is looked at.
func webpOf(kind string) []byte {
	b := make([]byte, 64)
	copy(b, "RIFF\x38\x00\x00\x00WEBP"+kind)
	switch kind {
	case "VP8X":
		copy(b[24:], "\x7f\x02\x00\xdf\x01\x00")
	case "VP8L":
		b[20] = 0x2f
		binary.LittleEndian.PutUint32(b[21:], 639|479<<14)
	case "VP8 ":
		copy(b[23:], "\x9d\x01\x2a\x80\x02\xe0\x01")
	}
	return b
}

func TestUploadTellsPicturesByTheirContent(t *testing.T) {
	t.Parallel()
	b := setup(t)
	good := map[string][]byte{"image/png": pngOf(t, 640, 480), "image/jpeg": jpegOf(t, 640, 480), "image/webp": webpOf("VP8X")}
	for kind, content := range good {
		f, err := b.svc.Upload(t.Context(), b.sc, content)
		if err != nil || f.ContentType != kind || f.Width != 640 || f.Height != 480 {
			t.Errorf("%s: %+v, %v", kind, f, err)
			continue
		}
		again, err := b.svc.Upload(t.Context(), b.sc, content)
		if err != nil || again.ID != f.ID {
			t.Errorf("%s again: %+v, %v", kind, again, err)
		}
		_, got, err := b.svc.OpenFile(t.Context(), b.sc, f.ID)
		if err != nil || !bytes.Equal(got, content) {
			t.Errorf("%s comes back with %d bytes, %v", kind, len(got), err)
		}
	}
	for _, kind := range []string{"VP8L", "VP8 "} {
		if f, err := b.svc.Upload(t.Context(), b.sc, webpOf(kind)); err != nil || f.Width != 640 || f.Height != 480 {
			t.Errorf("%s: %+v, %v", kind, f, err)
		}
	}
	for name, content := range map[string][]byte{
		"nothing": nil, "page": []byte("<html><script>alert(1)</script>"), "drawing": []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`),
		"half a picture": pngOf(t, 9, 9)[:12], "webp without a picture": webpOf("ICCP"), "too wide": pngOf(t, 12001, 1),
	} {
		if f, err := b.svc.Upload(t.Context(), b.sc, content); err == nil {
			t.Errorf("%s was taken as %+v", name, f)
		}
	}
}

func TestFilesOverHTTP(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	w := httpWorldIn(t, dir)
	picture, kind := pngOf(t, 750, 750), apitest.Header("Content-Type", "image/png")
	up := w.Owner.Do(t, http.MethodPost, "/files", picture, kind).Want(t, http.StatusCreated, "")
	url := up.Text("url")[len(api.Base):]

	got := w.Owner.Get(t, url).Want(t, http.StatusOK, "")
	if !bytes.Equal(got.Body, picture) || got.Header.Get("Content-Type") != "image/png" || got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("served with %v", got.Header)
	}
	bare := *w.Owner
	bare.Set = 0 // an <img> cannot name the account set
	bare.Get(t, url).Want(t, http.StatusOK, "")
	w.Member(t, "viewer", tenant.RoleViewer).Get(t, url).Want(t, http.StatusOK, "")
	w.Other.Get(t, url).Want(t, http.StatusNotFound, "file.not_found")
	w.Anybody().Get(t, url).Want(t, http.StatusUnauthorized, "auth.required")
	w.Owner.WithToken(t, catalog.PermRead).Get(t, url).Want(t, http.StatusOK, "")
	w.Owner.Get(t, "/files/1").Want(t, http.StatusNotFound, "file.not_found")

	w.Owner.Do(t, http.MethodPost, "/files", "<html>", kind).Want(t, http.StatusUnprocessableEntity, "file.format")
	w.Owner.Do(t, http.MethodPost, "/files", picture, apitest.Header("Content-Type", "text/html")).Want(t, http.StatusUnsupportedMediaType, "")
	w.Owner.Do(t, http.MethodPost, "/files", make([]byte, catalog.MaxFile+1), kind).Want(t, http.StatusRequestEntityTooLarge, "")
	w.Member(t, "viewer2", tenant.RoleViewer).Do(t, http.MethodPost, "/files", picture, kind).Want(t, http.StatusForbidden, "forbidden")

	made := w.Owner.Do(t, http.MethodPost, "/products", map[string]any{"name": "有图", "unit": "件", "pictures": []any{
		map[string]any{"url": "https://a.example/1.jpg"}, map[string]any{"fileId": up.Text("id")},
	}}).Want(t, http.StatusCreated, "")
	if made.Text("pictures", 1, "url") != up.Text("url") {
		t.Errorf("pictures %s", made.Body)
	}
	swapped := w.Owner.Do(t, http.MethodPut, "/products/"+made.Text("id"), map[string]any{"code": made.Text("code"), "name": "有图", "unit": "件", "version": 1, "pictures": []any{
		map[string]any{"fileId": up.Text("id")}, map[string]any{"url": "https://a.example/1.jpg"},
	}}).Want(t, http.StatusOK, "")
	if list := w.Owner.Get(t, "/products?hasPicture=true"); list.Text("items", 0, "picture") != up.Text("url") || swapped.Text("pictures", 0, "fileId") != up.Text("id") {
		t.Errorf("the main picture is not the first: %s", list.Body)
	}
	w.Other.Do(t, http.MethodPost, "/products", map[string]any{"name": "x", "unit": "件", "pictures": []any{map[string]any{"fileId": up.Text("id")}}}).Want(t, http.StatusUnprocessableEntity, "input.fields")

	if err := os.RemoveAll(filepath.Join(dir, w.A.ID.String())); err != nil {
		t.Fatal(err)
	}
	w.Owner.Get(t, url).Want(t, http.StatusNotFound, "file.not_found")
	w.Owner.Do(t, http.MethodPost, "/files", picture, kind).Want(t, http.StatusCreated, "") // mends it
	w.Owner.Get(t, url).Want(t, http.StatusOK, "")
}

// FuzzUpload makes sure that no content upsets the reading of picture heads.
func FuzzUpload(f *testing.F) {
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8L"))
	f.Add(webpOf("VP8 "))
	f.Add([]byte("\xff\xd8\xff\xe0"))
	f.Add([]byte("\x89PNG\r\n\x1a\n"))
	b := setup(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := b.svc.Upload(t.Context(), b.sc, content)
		if err == nil && (file.Width < 1 || file.Height < 1 || file.ID == db.ID(0)) {
			t.Errorf("taken as %+v", file)
		}
	})
}
