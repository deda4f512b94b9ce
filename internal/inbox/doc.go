// Package inbox takes the messages that 1688 pushes, and hands them to whoever
// subscribed.
//
// # Coming in
//
// A message is verified, stored under the platform's id, and only then acknowledged;
// those that arrive at the same time are stored by one statement. What is forged is
// counted and refused, never stored. What the platform could not deliver is fetched by
// a schedule, and confirmed after it was stored.
//
// # Passing on
//
// A message names a member of 1688. Each account of each set that is this member has it
// as a delivery of its own; one that no account is waits for an account to be
// authorised. Storing and passing on are two steps, since one transaction has one set:
// a process that is killed between them leaves a message that the next one passes on,
// and a delivery is unique for account and message.
//
// # Handling
//
// Each subscriber of the topic is given the message once, outside any transaction, in
// any order; a process that is killed gives it again, so subscribers must not mind. One
// that answers ErrLater, or fails, is asked again, ever more seldom; after a day a
// person is told. What concerns the whole account, such as an authorisation that ended,
// holds up all its messages until it is mended.
package inbox
