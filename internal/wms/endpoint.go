package wms

import (
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"github.com/huotong/huotong/internal/check"
	"github.com/huotong/huotong/internal/fault"
)

// Faults of the address of a WMS.
var (
	// ErrEndpoint marks what is no address.
	ErrEndpoint = fault.Define(fault.Invalid, "wms.endpoint",
		fault.ZH("不是有效的接口地址", "填写完整的网址，如 https://wms.example.com/inbound；不要带用户名、密码和 #"),
		fault.EN("This is no usable address", "Give all of it, such as https://wms.example.com/inbound, without a user, a password or a #"))
	// ErrEndpointPlain marks an address over which anybody on the way could read and change.
	ErrEndpointPlain = fault.Define(fault.Invalid, "wms.endpoint_plain",
		fault.ZH("公网地址必须用 https", "把 http 改成 https；只有内网地址可以用 http"),
		fault.EN("An address outside the local network needs https", "Use https; http is for addresses of the local network only"))
)

const maxEndpoint = 500

// checkEndpoint cleans the address of a WMS. Whoever may change the settings runs this
// system, so addresses of the local network are as good as others.
func checkEndpoint(f *fault.Fields, path, text string) string {
	text = check.Required(f, path, text, maxEndpoint)
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.Opaque != "", u.User != nil, strings.Contains(text, "#"), strings.ContainsAny(u.Hostname(), " \t"):
		f.Add(path, ErrEndpoint)
	case u.Scheme == "http" && !local(u.Hostname()):
		f.Add(path, ErrEndpointPlain)
	}
	return text
}

// local tells names and numbers of the own machine and network.
func local(host string) bool {
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.IsLoopback() || addr.IsPrivate()
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	return !strings.Contains(host, ".") || slices.ContainsFunc([]string{".local", ".lan", ".internal", ".home.arpa", ".localhost"}, func(end string) bool { return strings.HasSuffix(host, end) })
}
