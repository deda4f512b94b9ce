// Package tenant owns account sets and who may do what in them: people, roles,
// memberships, sessions, invitations, API tokens, preferences and settings.
//
// An account set (账套) is the tenant of everything else; its id is the tenant_id
// of every row in it. People exist once and may belong to several sets. What a
// person may do in a set is the union of the permissions of their roles there; an
// API token may do a subset of that.
//
// Invariants: a set always has an active owner; nobody gives away permissions they
// do not hold; secrets (passwords, session and API tokens, invitations) are stored
// as hashes only. Every change writes an audit line. The HTTP of this package is
// in api, which is one level above.
package tenant
