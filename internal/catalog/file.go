package catalog

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the formats taken
	_ "image/png"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// MaxFile is how large an upload may be, in bytes.
const MaxFile = 5 << 20

// anyType is the content type of what is no picture: browsers save it and never
// run or draw it.
const anyType = "application/octet-stream"

// maxSide bounds the width and height of a picture, so that showing it cannot
// exhaust a phone's memory.
const maxSide = 12_000

// Faults of uploads.
var (
	// ErrPictureFormat is the answer to what is no picture we show.
	ErrPictureFormat = fault.Define(fault.Invalid, "file.format",
		fault.ZH("不是有效的图片", "请上传 JPEG、PNG 或 WebP 图片"), fault.EN("This is not a valid picture", "Upload a JPEG, PNG or WebP picture"))
	// ErrPictureSize has the parameter max.
	ErrPictureSize = fault.Define(fault.Invalid, "file.picture_size",
		fault.ZH("图片太大，宽和高最多 {max} 像素", "缩小后再上传"), fault.EN("The picture is too large, at most {max} pixels wide and high", "Scale it down and upload it again"))
)

// File is an upload.
type File struct {
	ID          db.ID  `json:"id"`
	URL         string `json:"url" doc:"Where it is served, to members of the account set"`
	ContentType string `json:"contentType" enum:"image/jpeg,image/png,image/webp"`
	Size        int64  `json:"size" doc:"Bytes"`
	Width       int64  `json:"width" doc:"Pixels"`
	Height      int64  `json:"height" doc:"Pixels"`

	hash   string
	tenant db.ID
}

// fileURL is where an upload is served.
func fileURL(id db.ID) string { return filePrefix + id.String() }

// Upload keeps a picture. Its kind is told from the content, never from a name or
// header. The same content uploaded again is the same file.
func (s *Service) Upload(ctx context.Context, sc db.Scope, content []byte) (*File, error) {
	f, err := inspect(content)
	if err != nil {
		return nil, err
	}
	f.tenant = sc.Tenant
	if err := s.files.put(f, content); err != nil {
		return nil, fmt.Errorf("keep the upload: %w", err)
	}
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		made, err := s.noteFile(ctx, tx, f, content)
		if err != nil || !made {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: actionCreate, Entity: entityPicture, EntityID: f.ID, After: f})
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

// noteFile gives a kept file its row, or finds the one of the same content, which
// counts as made now: it was wanted just now. It says whether the row is new.
//
// The bytes were put before the transaction, which is short so, and are put once more
// in it: CleanFiles may have taken them in between, and cannot while the row is held.
// A row without bytes would be a broken picture, bytes without a row are only waste.
func (s *Service) noteFile(ctx context.Context, tx *db.Tx, f *File, content []byte) (made bool, err error) {
	id := tx.NewID()
	if _, err := tx.Row(ctx, `INSERT INTO stored_file (tenant_id, id, hash, content_type, size, width, height, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (tenant_id, hash) DO UPDATE SET created_at = excluded.created_at RETURNING id`,
		[]any{tx.Tenant, id, f.hash, f.ContentType, f.Size, f.Width, f.Height, tx.Now}, &f.ID); err != nil {
		return false, err
	}
	if err := s.files.put(f, content); err != nil {
		return false, fmt.Errorf("keep the upload: %w", err)
	}
	f.URL = fileURL(f.ID)
	return f.ID == id, nil
}

// inspect tells what kind of picture the content is.
func inspect(content []byte) (*File, error) {
	f := plainFile(content)
	if w, h, ok := webpSize(content); ok {
		f.ContentType, f.Width, f.Height = "image/webp", w, h
	} else {
		cfg, format, err := image.DecodeConfig(bytes.NewReader(content))
		if err != nil {
			return nil, ErrPictureFormat.Because(err)
		}
		f.ContentType, f.Width, f.Height = "image/"+format, int64(cfg.Width), int64(cfg.Height)
	}
	if f.Width < 1 || f.Height < 1 {
		return nil, ErrPictureFormat
	}
	if f.Width > maxSide || f.Height > maxSide {
		return nil, ErrPictureSize.With("max", maxSide)
	}
	return f, nil
}

// plainFile is content of which nothing is assumed.
func plainFile(content []byte) *File {
	sum := sha256.Sum256(content)
	return &File{ContentType: anyType, Size: int64(len(content)), hash: hex.EncodeToString(sum[:])}
}

// webpSize reads width and height from the head of a WebP file: a RIFF container
// whose first chunk is VP8X (extended), VP8L (lossless) or VP8 (lossy).
func webpSize(b []byte) (width, height int64, ok bool) {
	if len(b) < 30 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return 0, 0, false
	}
	little := func(from, bytes int) (v int64) {
		for i := range bytes {
			v |= int64(b[from+i]) << (8 * i)
		}
		return v
	}
	switch string(b[12:16]) {
	case "VP8X": // 24 bits each, less one
		return little(24, 3) + 1, little(27, 3) + 1, true
	case "VP8L": // a signature byte, then 14 bits each, less one
		bits := little(21, 4)
		return bits&0x3fff + 1, bits>>14&0x3fff + 1, b[20] == 0x2f
	case "VP8 ": // a frame tag and a start code, then 14 bits each
		return little(26, 2) & 0x3fff, little(28, 2) & 0x3fff, b[23] == 0x9d && b[24] == 0x01 && b[25] == 0x2a
	}
	return 0, 0, false
}

// OpenFile gives a picture and its content; what else is kept belongs to a record,
// which guards it. The person must belong to the set of
// the file; a set given in the scope, as tokens have, is the only one looked in.
// A picture's address has no room for the account set, hence no other way to
// tell it. ErrFileNotFound otherwise.
func (s *Service) OpenFile(ctx context.Context, sc db.Scope, id db.ID) (*File, []byte, error) {
	var f *File
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		sets := []db.ID{tx.Tenant}
		if tx.Tenant == 0 {
			var err error
			if sets, err = tenant.SetsOfTx(ctx, tx, tx.Actor.UserID); err != nil {
				return err
			}
		}
		return db.EachIn(ctx, tx, `SELECT tenant_id, hash, content_type, size, width, height FROM stored_file WHERE id = ? AND content_type <> ? AND tenant_id IN ({in})`, []any{id, anyType}, sets, func(rows *sql.Rows) error {
			f = &File{ID: id, URL: fileURL(id)}
			return rows.Scan(&f.tenant, &f.hash, &f.ContentType, &f.Size, &f.Width, &f.Height)
		})
	})
	if err != nil {
		return nil, nil, err
	}
	if f == nil {
		return nil, nil, ErrFileNotFound
	}
	content, err := s.files.get(f)
	return f, content, err
}

// fileStore keeps uploads in a folder, one below it per account set, under their
// content hash.
type fileStore struct{ dir string }

// uploading begins the names of files that are not complete; a complete one is named by
// its hash.
const (
	uploading  = ".upload-"
	hashLength = 2 * sha256.Size
)

func (s *fileStore) path(f *File) string {
	return filepath.Join(s.dir, f.tenant.String(), f.hash[:2], f.hash)
}

// put writes a file unless it is there. A file is complete once it has its name.
func (s *fileStore) put(f *File, content []byte) error {
	path := s.path(f)
	if info, err := os.Stat(path); err == nil && info.Size() == f.Size {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), uploading+"*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(content)
	if err == nil {
		err = tmp.Sync()
	}
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// get reads a file; ErrFileNotFound when its bytes are gone.
func (s *fileStore) get(f *File) ([]byte, error) {
	content, err := os.ReadFile(s.path(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrFileNotFound.Because(err)
	}
	return content, err
}
