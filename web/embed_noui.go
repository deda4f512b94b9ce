//go:build !ui

package web

import "io/fs"

// dist reports that this program carries no page.
func dist() (fs.FS, bool) {
	return nil, false
}
