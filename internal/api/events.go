package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/live"
)

const (
	eventsID  = "events"
	heartbeat = 25 * time.Second
)

var errNoEvents = fault.Define(fault.Unavailable, "events.off",
	fault.ZH("实时通知未启用", "请手动刷新页面"), fault.EN("Live events are not available", "Reload the page by hand"))

// Hears tells whether an event is for the person of the request, by what it names.
type Hears func(ctx context.Context, sc db.Scope, data json.RawMessage) bool

// Topic lets pages receive the events of a topic, those that hears takes. Topics
// that are not registered reach nobody.
func (a *API) Topic(topic string, hears Hears) {
	if a.topics[topic] != nil {
		panic("api: topic registered twice: " + topic)
	}
	a.topics[topic] = hears
}

func (a *API) hears(ctx context.Context, sc db.Scope, e live.Event) bool {
	if e.Topic == live.Reload {
		return true
	}
	hears := a.topics[e.Topic]
	return hears != nil && hears(ctx, sc, e.Data)
}

// mountEvents serves the event stream of an account set (Server-Sent Events),
// which has no typed input and output, since it never ends.
func (a *API) mountEvents() {
	route := Route{Path: "/events", ID: eventsID, Summary: "Stream events", Tag: "events", Permission: Member, Slow: true}
	route.Description = "Server-Sent Events of the account set: event is the topic (task, preorder, sale, shop; reload when events were missed), data is JSON with an id. Read again what an event names. Only events of what the person may see are sent."
	op := operation(http.MethodGet, route)
	op.Parameters = append(op.Parameters, &huma.Param{Name: "accountSet", In: "query", Description: "Instead of the header, which an EventSource cannot send", Schema: &huma.Schema{Type: huma.TypeString}})
	op.Responses = map[string]*huma.Response{"200": {Description: "The stream", Content: map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: huma.TypeString}}}}}
	a.doc.AddOperation(op)
	a.routes = append(a.routes, RouteInfo{Method: http.MethodGet, Path: Base + route.Path, ID: route.ID, Permission: route.Permission})
	a.mux.Handle("GET "+Base+route.Path, a.serve(http.MethodGet, route, a.stream))
}

// stream sends the events of the set until the client goes, the program ends or
// the person's access does.
func (a *API) stream(ctx context.Context, sc db.Scope, w http.ResponseWriter, r *http.Request, _ []byte) error {
	if a.opts.Live == nil {
		return errNoEvents
	}
	out := http.NewResponseController(w)
	_ = out.SetWriteDeadline(time.Time{}) // longer than any answer
	sub := a.opts.Live.Subscribe(sc.Tenant)
	defer sub.Close()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	if _, err := fmt.Fprint(w, ": open\n\n"); err != nil {
		return nil
	}
	tick := time.NewTicker(heartbeat)
	defer tick.Stop()
	for {
		if out.Flush() != nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return nil
		case e, open := <-sub.C:
			if !open {
				return nil
			}
			if !a.hears(ctx, sc, e) {
				continue
			}
			if _, err := fmt.Fprintf(w, "event: %s\ndata: %s\n\n", e.Topic, e.Data); err != nil {
				return nil
			}
		case <-tick.C:
			// A session that was revoked must not go on listening, and what the
			// person may see is read anew.
			if a.admit(w, r, http.MethodGet, Route{ID: eventsID, Permission: Member}) != nil {
				return nil
			}
			if _, err := fmt.Fprint(w, ": still here\n\n"); err != nil {
				return nil
			}
		}
	}
}
