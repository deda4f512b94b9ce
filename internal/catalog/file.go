package catalog

import "github.com/huotong/huotong/internal/db"

// fileURL is where an upload is served.
func fileURL(id db.ID) string { return filePrefix + id.String() }
