// Package posting holds the tests and the benchmark that drive stock and finance
// together, as the documents above them do: no other package below those may
// import both.
package posting
