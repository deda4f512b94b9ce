package sandbox1688

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// division is a province, a city, a district or a town.
type division struct {
	code, name, post, parent string
	children                 []string // codes, ascending
}

//go:embed divisions.txt
var divisionText string

// divisions is the tree by code; provinces are the children of the pseudo division
// without a code (assumption U25). It is a part of the real one.
var divisions = sync.OnceValue(func() map[string]*division {
	tree := map[string]*division{"": {}}
	add := func(code, parent, name, post string) {
		if post == "" {
			post = tree[parent].post
		}
		tree[code] = &division{code: code, name: name, post: post, parent: parent}
		tree[parent].children = append(tree[parent].children, code)
	}
	for line := range strings.Lines(divisionText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		head, parts, _ := strings.Cut(line, "|")
		fields := append(strings.Fields(head), "", "")
		code := fields[0]
		if fields[1] != "" {
			parent := code[:2] + "0000"
			if code == parent {
				parent = ""
			}
			add(code, parent, fields[1], fields[2])
		}
		for part := range strings.FieldsSeq(parts) {
			name, post, _ := strings.Cut(strings.TrimLeft(part, "0123456789"), "=")
			suffix := part[:strings.Index(part, name)]
			full := code + suffix
			if len(suffix) == 2 {
				full = code[:4] + suffix
			}
			add(full, code, name, post)
		}
	}
	for _, d := range tree {
		slices.Sort(d.children)
	}
	return tree
})

// addressable tells whether an address may end here: at a district, or at a city that
// has none but towns.
func (d *division) addressable() bool {
	switch {
	case len(d.code) != 6 || strings.HasSuffix(d.code, "0000"):
		return false
	case strings.HasSuffix(d.code, "00"):
		return len(d.children) > 0 && len(d.children[0]) > 6
	}
	return true
}

// child finds by name. A province may be written with or without its kind (北京市).
func (d *division) child(name string) *division {
	for _, code := range d.children {
		c := divisions()[code]
		if c.name == name || (d.code == "" && strings.TrimSuffix(strings.TrimSuffix(name, "市"), "省") == strings.TrimSuffix(c.name, "省")) {
			return c
		}
	}
	return nil
}

// locate finds the place an address in words means: area is empty in a city without
// districts. Nil when the words are not the tree's.
func locate(province, city, area string) *division {
	d := divisions()[""]
	for _, name := range []string{province, city, area} {
		if name == "" && d.addressable() {
			continue
		}
		if d = d.child(name); d == nil {
			return nil
		}
	}
	if !d.addressable() {
		return nil
	}
	return d
}

// names are those of a district and what it lies in, the largest first; of a city
// without districts there are two.
func (d *division) names() []string {
	var list []string
	for ; d.code != ""; d = divisions()[d.parent] {
		list = append(list, d.name)
	}
	slices.Reverse(list)
	return list
}

// in writes the division's names into an address.
func (d *division) in(a *Address) {
	names := append(d.names(), "")
	a.Province, a.City, a.Area, a.AreaCode = names[0], names[1], names[2], d.code
	fill(&a.Post, d.post)
}
