package open1688

import "strings"

// imageBase serves the relative picture paths of the platform (reference §1.6).
const imageBase = "https://cbu01.alicdn.com/"

// ImageURL makes an https address of what the platform gives as a picture:
// relative paths, addresses without scheme, and plain http (reference §9, 25).
// The empty path stays empty.
func ImageURL(path string) string {
	switch {
	case path == "" || strings.HasPrefix(path, "https://"):
		return path
	case strings.HasPrefix(path, "http://"):
		return "https://" + strings.TrimPrefix(path, "http://")
	case strings.HasPrefix(path, "//"):
		return "https:" + path
	default:
		return imageBase + strings.TrimPrefix(path, "/")
	}
}
