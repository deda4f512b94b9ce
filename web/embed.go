//go:build ui

package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// dist returns the files Vite built.
func dist() (fs.FS, bool) {
	files, err := fs.Sub(built, "dist")
	return files, err == nil
}
