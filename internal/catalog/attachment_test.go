package catalog_test

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/api/apitest"
	"github.com/huotong/huotong/internal/catalog"
	"github.com/huotong/huotong/internal/tenant"
)

func TestAttachmentsOfAProduct(t *testing.T) {
	t.Parallel()
	w := httpWorld(t)
	product := func(p *apitest.Person, code string) string {
		return p.Do(t, http.MethodPost, "/products", map[string]any{"code": code, "name": "台灯", "unit": "件"}).Want(t, http.StatusCreated, "").Text("id")
	}
	id, second, theirs := product(w.Owner, "L1"), product(w.Owner, "L2"), product(w.Other, "L1")
	kind := apitest.Header("Content-Type", "application/pdf")
	path := "/products/" + id + "/attachments"
	page := []byte("<html><script>alert(1)</script>")

	// Any kind, under its own name, the folders before it left out.
	made := w.Owner.Do(t, http.MethodPost, path+"?name=C%3A%5C%E8%B5%84%E6%96%99%5C%E8%AF%B4%E6%98%8E%20%E4%B9%A6%3B%22a.html", page, apitest.Header("Content-Type", "text/html")).Want(t, http.StatusCreated, "")
	if made.Text("name") != `说明 书;"a.html` || made.At("size") != len(page) {
		t.Fatalf("made %s", made.Body)
	}
	one := path + "/" + made.Text("id")
	got := w.Owner.Get(t, one).Want(t, http.StatusOK, "")
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
		"Content-Disposition": "attachment; filename*=UTF-8''%E8%AF%B4%E6%98%8E%20%E4%B9%A6%3B%22a.html",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if !bytes.Equal(got.Body, page) {
		t.Errorf("came back as %q", got.Body)
	}
	// A picture is one file with that of the product's pictures; it too is only saved.
	picture := pngOf(t, 40, 30)
	upload := w.Owner.Do(t, http.MethodPost, "/files", picture, apitest.Header("Content-Type", "image/png")).Want(t, http.StatusCreated, "")
	w.Owner.Do(t, http.MethodPost, path+"?name=a.png", picture, kind).Want(t, http.StatusCreated, "")
	w.Owner.Get(t, "/files/"+upload.Text("id")).Want(t, http.StatusOK, "")
	list := w.Member(t, "viewer", tenant.RoleViewer).Get(t, path).Want(t, http.StatusOK, "")
	if list.Text("items", 0, "id") != made.Text("id") || list.Text("items", 1, "name") != "a.png" || list.Text("items", 2, "id") != "" {
		t.Errorf("listed %s", list.Body)
	}
	// Adding disturbs nobody's edit, and is told in the product's history.
	if v := w.Owner.Get(t, "/products/"+id).At("version"); v != 1 {
		t.Errorf("version %v", v)
	}
	if h := w.Owner.Get(t, "/products/"+id+"/history"); h.Text("items", 0, "after", "attachments", 0) != "a.png" || h.Text("items", 0, "actorName") == "" {
		t.Errorf("history %s", h.Body)
	}

	// What is wrong is refused.
	send := func(name string, content any) *apitest.Answer {
		return w.Owner.Do(t, http.MethodPost, path+"?name="+name, content, kind)
	}
	send("a.pdf", []byte{}).Want(t, http.StatusUnprocessableEntity, "file.empty")
	for _, name := range []string{"", "a%2F", "a%0Ab.pdf", "invoice%E2%80%AEfdp.exe", strings.Repeat("a", 201)} {
		send(name, page).Want(t, http.StatusUnprocessableEntity, "input.fields")
	}
	send("a.bin", make([]byte, catalog.MaxAttachment+1)).Want(t, http.StatusRequestEntityTooLarge, "")

	// Of this set, of this product, for those who may.
	w.Other.Get(t, path).Want(t, http.StatusNotFound, "product.not_found")
	w.Other.Get(t, one).Want(t, http.StatusNotFound, "product.not_found")
	w.Other.Get(t, "/products/"+theirs+"/attachments/"+made.Text("id")).Want(t, http.StatusNotFound, "attachment.not_found")
	w.Other.Do(t, http.MethodDelete, "/products/"+theirs+"/attachments/"+made.Text("id"), nil).Want(t, http.StatusNotFound, "attachment.not_found")
	w.Owner.Get(t, "/products/"+second+"/attachments/"+made.Text("id")).Want(t, http.StatusNotFound, "attachment.not_found")
	w.Member(t, "viewer2", tenant.RoleViewer).Do(t, http.MethodDelete, one, nil).Want(t, http.StatusForbidden, "forbidden")

	// Gone, though the same content of another product stays.
	other := w.Owner.Do(t, http.MethodPost, "/products/"+second+"/attachments?name=b.html", page, kind).Want(t, http.StatusCreated, "").Text("id")
	w.Owner.Do(t, http.MethodDelete, one, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, one).Want(t, http.StatusNotFound, "attachment.not_found")
	w.Owner.Do(t, http.MethodDelete, one, nil).Want(t, http.StatusNotFound, "attachment.not_found")
	w.Owner.Get(t, "/products/"+second+"/attachments/"+other).Want(t, http.StatusOK, "")
	if h := w.Owner.Get(t, "/products/"+id+"/history"); h.Text("items", 0, "before", "attachments", 0) != made.Text("name") {
		t.Errorf("history %s", h.Body)
	}
	// A product goes with what is attached to it.
	w.Owner.Do(t, http.MethodDelete, "/products/"+second, nil).Want(t, http.StatusNoContent, "")
	w.Owner.Get(t, "/products/"+second+"/attachments").Want(t, http.StatusNotFound, "product.not_found")
}

func TestAProductHasOnlySoManyAttachments(t *testing.T) {
	t.Parallel()
	b := setup(t)
	saved, err := b.svc.CreateProduct(t.Context(), b.sc, catalog.ProductInput{Code: "L1", Name: "台灯", Unit: "件"}, catalog.SaveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range catalog.MaxAttachments {
		if _, err := b.svc.Attach(t.Context(), b.sc, saved.Product.ID, fmt.Sprintf("%d.txt", i), []byte("一样的")); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.svc.Attach(t.Context(), b.sc, saved.Product.ID, "more.txt", []byte("x")); !errors.Is(err, catalog.ErrAttachmentsFull) {
		t.Errorf("one more: %v", err)
	}
}

// What is kept as an attachment is no picture of a product.
func TestAnAttachmentIsNoPicture(t *testing.T) {
	t.Parallel()
	b := setup(t)
	saved, err := b.svc.CreateProduct(t.Context(), b.sc, catalog.ProductInput{Code: "L1", Name: "台灯", Unit: "件"}, catalog.SaveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := b.svc.Attach(t.Context(), b.sc, saved.Product.ID, "a.svg", []byte("<svg/>"))
	if err != nil {
		t.Fatal(err)
	}
	_, f, _, err := b.svc.OpenAttachment(t.Context(), b.sc, saved.Product.ID, a.ID)
	if err != nil || f.ContentType != "application/octet-stream" {
		t.Fatalf("%+v, %v", f, err)
	}
	if _, _, err := b.svc.OpenFile(t.Context(), b.sc, f.ID); !errors.Is(err, catalog.ErrFileNotFound) {
		t.Errorf("opened as a picture: %v", err)
	}
	in := catalog.ProductInput{Code: "L2", Name: "台灯", Unit: "件", Pictures: []catalog.PictureInput{{FileID: f.ID}}}
	if _, err := b.svc.CreateProduct(t.Context(), b.sc, in, catalog.SaveOptions{}); err == nil {
		t.Error("taken as a picture of a product")
	}
}
