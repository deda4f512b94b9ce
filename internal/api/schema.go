package api

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/dec"
)

// describe makes the OpenAPI document that registering fills.
func (a *API) describe() {
	registry := huma.NewMapRegistry("#/components/schemas/", a.naming.name)
	for t, alias := range map[reflect.Type]reflect.Type{
		reflect.TypeFor[db.ID]():        reflect.TypeFor[idSchema](),
		reflect.TypeFor[db.Date]():      reflect.TypeFor[dateSchema](),
		reflect.TypeFor[db.Time]():      reflect.TypeFor[timeSchema](),
		reflect.TypeFor[dec.Amount]():   reflect.TypeFor[amountSchema](),
		reflect.TypeFor[dec.Price]():    reflect.TypeFor[priceSchema](),
		reflect.TypeFor[dec.Quantity](): reflect.TypeFor[quantitySchema](),
		reflect.TypeFor[dec.Cost]():     reflect.TypeFor[costSchema](),
	} {
		registry.RegisterTypeAlias(t, alias)
	}
	text := func(s string) *huma.Schema { return &huma.Schema{Type: huma.TypeString, Description: s} }
	a.doc = &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info:    &huma.Info{Title: "Huotong 货通", Version: a.opts.Version, Description: introduction},
		Components: &huma.Components{
			Schemas: registry,
			SecuritySchemes: map[string]*huma.SecurityScheme{
				"session": {Type: "apiKey", In: "cookie", Name: CookieName, Description: "A person's session, opened by POST /api/v1/login"},
				"token":   {Type: "http", Scheme: "bearer", BearerFormat: "ht_…", Description: "An API token, bound to one account set"},
			},
			Parameters: map[string]*huma.Param{
				"AccountSet":     {Name: setHeader, In: "header", Description: "The account set to work in; may be left out by tokens and by people with one set", Schema: text("id")},
				"IdempotencyKey": {Name: keyHeader, In: "header", Description: "Up to 100 printable ASCII characters: the same key and body give the same answer again and never a second effect", Schema: text("key")},
			},
		},
	}
}

const introduction = `Everything the page does goes through this API.

**Who.** A program sends ` + "`Authorization: Bearer ht_…`" + `; the token belongs to one account set. A browser has a session cookie and names the set in ` + "`X-Account-Set`" + `.

**Values.** Ids and decimals are strings, business dates ` + "`2026-11-22`" + `, instants RFC 3339 in UTC. An absent optional value is left out.

**Lists** take q, page, pageSize, sort and filters, and answer items, page, pageSize, total, totalIsLowerBound.

**Writes** take an Idempotency-Key. Updates carry the version that was read; a stale one is refused with ` + "`version.stale`" + `.

**Errors** are application/problem+json with a stable code, Chinese and English text, and one entry per wrong input.`

// naming gives schemas names that are unique across packages.
type naming struct{ route string }

// use notes the route that is being described, for types without a name.
func (n *naming) use(routeID string) { n.route = camel(routeID) }

// platform packages keep bare type names; a domain's types carry its name.
var platform = []string{"api", "tenant", "doc", "jobs", "jobshttp", "live", "db"}

func (n *naming) name(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Name() == "" {
		hint = camel(hint)
		return n.route + strings.TrimPrefix(hint, n.route)
	}
	return typeName(t.PkgPath(), t.Name())
}

// typeName turns "Page[example.com/internal/catalog.Product]" into CatalogProductPage.
func typeName(pkg, name string) string {
	if i := strings.IndexByte(name, '['); i > 0 {
		var args strings.Builder
		for arg := range strings.SplitSeq(strings.TrimSuffix(name[i+1:], "]"), ",") {
			arg = strings.TrimLeft(arg, "[]*")
			dot := strings.LastIndexByte(arg, '.')
			if dot < 0 {
				args.WriteString(camel(arg))
				continue
			}
			args.WriteString(typeName(arg[:dot], arg[dot+1:]))
		}
		return args.String() + camel(name[:i])
	}
	base, name := path.Base(pkg), camel(name)
	if slices.Contains(platform, base) || strings.HasPrefix(name, camel(base)) {
		return name
	}
	return camel(base) + name
}

func camel(s string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(s, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}

// The schemas of values that are text in JSON. Pattern and format are written as
// extensions, which huma's validator passes by: input.go reads the values itself
// and knows better what is wrong with them.
type (
	idSchema       struct{}
	dateSchema     struct{}
	timeSchema     struct{}
	amountSchema   struct{}
	priceSchema    struct{}
	quantitySchema struct{}
	costSchema     struct{}
)

// What thousands of fields share is made once.
var (
	idText       = textSchema(map[string]any{"pattern": `^[1-9]\d{0,18}$`}, "Id", "301512034816000001")
	dateText     = textSchema(map[string]any{"format": "date"}, "Business date", "2026-11-22")
	timeText     = textSchema(map[string]any{"format": "date-time"}, "Instant, UTC", "2026-11-22T08:30:00Z")
	amountText   = decimalSchema("10", "2", "Amount in yuan, two decimals", "128.50")
	priceText    = decimalSchema("9", "4", "Unit price in yuan, up to four decimals", "3.25")
	quantityText = decimalSchema("9", "4", "Quantity, up to four decimals", "12")
	costText     = decimalSchema("10", "6", "Cost in yuan, up to six decimals", "3.141593")
)

func textSchema(more map[string]any, description, example string) huma.Schema {
	return huma.Schema{Type: huma.TypeString, Extensions: more, Description: description, Examples: []any{example}}
}

func decimalSchema(whole, places, description, example string) huma.Schema {
	return textSchema(map[string]any{"pattern": `^-?\d{1,` + whole + `}(\.\d{1,` + places + `})?$`, "format": "decimal"}, description, example)
}

// Schema describes an id.
func (idSchema) Schema(huma.Registry) *huma.Schema { return new(idText) }

// Schema describes a business date.
func (dateSchema) Schema(huma.Registry) *huma.Schema { return new(dateText) }

// Schema describes an instant.
func (timeSchema) Schema(huma.Registry) *huma.Schema { return new(timeText) }

// Schema describes an amount.
func (amountSchema) Schema(huma.Registry) *huma.Schema { return new(amountText) }

// Schema describes a unit price.
func (priceSchema) Schema(huma.Registry) *huma.Schema { return new(priceText) }

// Schema describes a quantity.
func (quantitySchema) Schema(huma.Registry) *huma.Schema { return new(quantityText) }

// Schema describes a cost.
func (costSchema) Schema(huma.Registry) *huma.Schema { return new(costText) }
