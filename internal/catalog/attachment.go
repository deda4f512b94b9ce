package catalog

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/doc"
	"github.com/huotong/huotong/internal/fault"
)

// The limits of attachments.
const (
	MaxAttachment  = 20 << 20 // bytes of one
	MaxAttachments = 30       // of a product
)

// Faults of attachments.
var (
	// ErrAttachmentNotFound is the answer to an attachment the product does not have.
	ErrAttachmentNotFound = fault.Define(fault.NotFound, "attachment.not_found",
		fault.ZH("找不到这个附件", "它可能已被删除；请刷新"), fault.EN("Attachment not found", "It may have been deleted; reload"))
	// ErrAttachmentsFull has the parameter max.
	ErrAttachmentsFull = fault.Define(fault.Conflict, "attachment.too_many",
		fault.ZH("一个商品最多 {max} 个附件", "先删除不用的附件，或把几个文件打成一个压缩包"),
		fault.EN("A product has at most {max} attachments", "Delete some first, or pack several files into one archive"))
	// ErrFileEmpty refuses a file without content.
	ErrFileEmpty = fault.Define(fault.Invalid, "file.empty",
		fault.ZH("文件是空的", "检查文件后重新选择"), fault.EN("The file is empty", "Check it and choose it again"))
)

// Attachment is a file that belongs to a product.
type Attachment struct {
	ID        db.ID   `json:"id"`
	Name      string  `json:"name" doc:"As it was uploaded"`
	Size      int64   `json:"size" doc:"Bytes"`
	CreatedAt db.Time `json:"createdAt"`
}

// attached is how the audit log tells of attachments, in the history of the product.
type attached struct {
	Attachments []string `json:"attachments"`
}

// Attachments lists what is attached to a product, in the order it came.
func (s *Service) Attachments(ctx context.Context, sc db.Scope, product db.ID) ([]Attachment, error) {
	var list []Attachment
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := productCode(ctx, tx, product, ""); err != nil {
			return err
		}
		return tx.Each(ctx, `SELECT a.id, a.name, a.created_at, f.size FROM product_attachment a JOIN stored_file f ON f.tenant_id = a.tenant_id AND f.id = a.file_id
			WHERE a.tenant_id = ? AND f.tenant_id = ? AND a.product_id = ? ORDER BY a.id`, []any{tx.Tenant, tx.Tenant, product}, func(rows *sql.Rows) error {
			var a Attachment
			err := rows.Scan(&a.ID, &a.Name, &a.CreatedAt, &a.Size)
			list = append(list, a)
			return err
		})
	})
	return list, err
}

// Attach adds a file of any kind to a product under the name it has on the disk of
// whoever sends it. The product's version stays: an edit under way is not disturbed.
func (s *Service) Attach(ctx context.Context, sc db.Scope, product db.ID, name string, content []byte) (*Attachment, error) {
	var problems fault.Fields
	// Some programs send the folders too.
	name = check.Required(&problems, "name", name[strings.LastIndexAny(name, `/\`)+1:], check.MaxName)
	if !check.CleanCode(name) { // a name that reads backwards could pass for another kind of file
		problems.Add("name", check.ErrCharacter)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if len(content) == 0 {
		return nil, ErrFileEmpty
	}
	// What is a good picture is kept as one, so that the same content is one file
	// whichever way it comes in.
	f, err := inspect(content)
	if err != nil {
		f = plainFile(content)
	}
	f.tenant = sc.Tenant
	if err := s.files.put(f, content); err != nil {
		return nil, fmt.Errorf("keep the attachment: %w", err)
	}
	var a *Attachment
	err = s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		code, err := productCode(ctx, tx, product, tx.ForUpdate())
		if err != nil {
			return err
		}
		var count int64
		if _, err := tx.Row(ctx, `SELECT COUNT(*) FROM product_attachment WHERE tenant_id = ? AND product_id = ?`, []any{tx.Tenant, product}, &count); err != nil {
			return err
		}
		if count >= MaxAttachments {
			return ErrAttachmentsFull.With("max", MaxAttachments)
		}
		if _, err := s.noteFile(ctx, tx, f, content); err != nil {
			return err
		}
		a = &Attachment{ID: tx.NewID(), Name: name, Size: f.Size, CreatedAt: tx.Now}
		if _, err := tx.Exec(ctx, `INSERT INTO product_attachment (tenant_id, id, product_id, file_id, name, created_at) VALUES (?, ?, ?, ?, ?, ?)`,
			tx.Tenant, a.ID, product, f.ID, name, tx.Now); err != nil {
			return err
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: actionUpdate, Entity: entityProduct, EntityID: product, EntityNo: code, Before: attached{}, After: attached{[]string{name}}})
	})
	return a, err
}

// OpenAttachment gives an attachment of a product and its content.
func (s *Service) OpenAttachment(ctx context.Context, sc db.Scope, product, id db.ID) (*Attachment, *File, []byte, error) {
	a, f := &Attachment{ID: id}, &File{tenant: sc.Tenant}
	err := s.db.View(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		if _, err := productCode(ctx, tx, product, ""); err != nil {
			return err
		}
		found, err := tx.Row(ctx, `SELECT a.name, a.created_at, f.id, f.hash, f.content_type, f.size FROM product_attachment a JOIN stored_file f ON f.tenant_id = a.tenant_id AND f.id = a.file_id
			WHERE a.tenant_id = ? AND f.tenant_id = ? AND a.product_id = ? AND a.id = ?`, []any{tx.Tenant, tx.Tenant, product, id}, &a.Name, &a.CreatedAt, &f.ID, &f.hash, &f.ContentType, &f.Size)
		if err == nil && !found {
			err = ErrAttachmentNotFound
		}
		return err
	})
	if err != nil {
		return nil, nil, nil, err
	}
	a.Size = f.Size
	content, err := s.files.get(f)
	return a, f, content, err
}

// DeleteAttachment takes a file off a product. Its bytes are left to CleanFiles: the same
// content may be used elsewhere, or be on its way in just now.
func (s *Service) DeleteAttachment(ctx context.Context, sc db.Scope, product, id db.ID) error {
	return s.db.InTx(ctx, sc, func(ctx context.Context, tx *db.Tx) error {
		code, err := productCode(ctx, tx, product, tx.ForUpdate())
		if err != nil {
			return err
		}
		var name string
		found, err := tx.Row(ctx, `DELETE FROM product_attachment WHERE tenant_id = ? AND product_id = ? AND id = ? RETURNING name`, []any{tx.Tenant, product, id}, &name)
		if err != nil {
			return err
		}
		if !found {
			return ErrAttachmentNotFound
		}
		return doc.AuditTx(ctx, tx, doc.Change{Action: actionUpdate, Entity: entityProduct, EntityID: product, EntityNo: code, Before: attached{[]string{name}}, After: attached{}})
	})
}

// productCode gives the code of a product, or ErrProductNotFound; lock is empty or
// tx.ForUpdate().
func productCode(ctx context.Context, tx *db.Tx, id db.ID, lock string) (code string, err error) {
	found, err := tx.Row(ctx, `SELECT code FROM product WHERE tenant_id = ? AND id = ?`+lock, []any{tx.Tenant, id}, &code)
	if err == nil && !found {
		err = ErrProductNotFound
	}
	return code, err
}
