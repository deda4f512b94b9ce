// Package live tells open pages what has changed, so that they read it again.
// Events are hints: they may be lost when a process dies, never anything else.
package live

import (
	"encoding/json"
	"sync"

	"github.com/huotong/huotong/internal/db"
)

// Event is sent to pages. Data is JSON with at least an "id".
type Event struct {
	Topic string
	Data  json.RawMessage
}

// Reload is the topic of the event after which a page reads everything again,
// because events were lost: it read too slowly, or the database was away.
const Reload = "reload"

// hubs holds the hub of each open database, so that a transaction finds its own.
var hubs sync.Map // of *db.DB → *Hub

// PublishTx sends an event to the pages of tx's account set once tx has
// committed, in every process. Without a Hub on tx's database it does nothing.
func PublishTx(tx *db.Tx, topic string, data any) {
	h, ok := hubs.Load(tx.DB())
	if !ok {
		return
	}
	body, err := json.Marshal(data)
	if err != nil {
		panic("live: " + topic + ": " + err.Error()) // a type that cannot be JSON is a programmer's mistake
	}
	tenant := tx.Tenant
	tx.AfterCommit(func() { h.(*Hub).publish(tenant, Event{Topic: topic, Data: body}) })
}
