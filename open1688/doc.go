// Package open1688 is a typed client for the open platform of 1688.com
// (gateway gw.open.1688.com): signing, OAuth, own products, orders, shipping,
// pre-orders with QR payment and push messages.
//
// A [Client] is built once per application (app key and secret) and is safe for
// concurrent use. Its services follow the namespaces of the platform; every
// method names the official API it calls, takes the context, the access token
// of the shop and a request struct, and returns the typed reply, the raw
// [Response] and an error:
//
//	client, err := open1688.New(open1688.Config{AppKey: key, AppSecret: open1688.NewSecret(secret)})
//	page, _, err := client.Product.List(ctx, token, open1688.ProductListRequest{PageSize: 20})
//
// # Units
//
// The platform mixes yuan and cents, sometimes within one object. The two are
// the types [Yuan] (exact decimal text) and [Fen] (whole cents), which the
// compiler does not let anyone mix up. No money or quantity passes through a
// float. Ids have up to 19 digits and more; [ID] keeps their text. [Time] reads
// the three date notations of the platform.
//
// # Decoding
//
// Replies are read by [Decode], which takes a number for a string, "true" for
// true and so on, keeps every unknown field in the Extra of its object, and
// never lets one odd field spoil the rest. Money is the exception: an amount
// that is not a whole number of cents where cents are due is an error.
// encoding/json alone does not give these guarantees for the types here.
//
// # Errors and repeating
//
// Every failure is an [*Error]. [Error.Unknown] says that a write may have been
// carried out although no answer came; find out before trying again, as the
// platform has no protection against a second pre-order. Reads are repeated by
// the client with growing pauses; writes never are.
package open1688
