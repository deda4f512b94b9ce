package app

import (
	"context"
	"os"
	"path/filepath"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/migrate"
)

type openapiCmd struct{}

// Run prints the description of the API. It needs no settings and no running
// server: the routes are registered over a database that is thrown away.
func (c *openapiCmd) Run(ctx context.Context, r *runtime) error {
	dir, err := os.MkdirTemp("", "huotong-openapi-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	d, err := db.Open(ctx, filepath.Join(dir, "huotong.db"), db.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	if _, err := migrate.Up(ctx, d); err != nil {
		return err
	}
	cfg := &Config{Data: dir, PublicURL: "http://localhost:8168"}
	// The version is left out, so that the committed description changes with the API only.
	s, err := newServer(ctx, cfg, d, r.logger("text"), "")
	if err != nil {
		return err
	}
	defer s.hub.Close()
	b, err := s.api.Document()
	if err != nil {
		return err
	}
	_, err = r.Out.Write(append(b, '\n'))
	return err
}
