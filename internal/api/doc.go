// Package api is the HTTP edge: it describes every route in an OpenAPI document,
// finds out who asks and for which account set, checks permission, reads and
// validates the input, remembers idempotency keys, calls the domain and turns
// whatever happens into JSON or problem+json.
//
// A domain registers its routes with Get, Post, Put and Delete:
//
//	var permRead = api.DefinePermission("product.read", "查看商品", "See products", "product")
//
//	api.Get(a, api.Route{Path: "/products/{id}", ID: "get-product", Summary: "Get a product", Tag: "products", Permission: permRead},
//		func(ctx context.Context, sc db.Scope, in *struct{ ID db.ID `path:"id"` }) (*productOutput, error) { … })
//
// Inputs carry the tags of huma: path, query, header (with enum, default, minimum,
// maxLength …) and a field Body for JSON or RawBody []byte for anything else.
// Outputs have Body, and may have Status and header fields. Schemas and their
// validation are huma's; reading the input is ours, because parameters of our
// number and id types must be read as text, every problem needs its fault code
// and path, and all of them are to be reported together (ADR 0014).
//
// The HTTP of tenant and doc, which are below this package, lives here too.
package api
