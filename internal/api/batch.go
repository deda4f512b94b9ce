package api

import (
	"context"

	"github.com/huotong/huotong/internal/db"
)

// BatchInput is the input of a batch action.
type BatchInput struct {
	Body struct {
		IDs []db.ID `json:"ids" minItems:"1" maxItems:"500"`
	}
}

// SeenInput is the input of a batch action on documents. Each is named with the
// version it was seen in, so that nobody acts on what has changed meanwhile.
type SeenInput struct {
	Body struct {
		Documents []Seen `json:"documents" minItems:"1" maxItems:"500"`
	}
}

// Seen is a document as somebody has it on the screen.
type Seen struct {
	ID      db.ID `json:"id"`
	Version int64 `json:"version" doc:"The version it was seen in"`
}

// BatchResult is the outcome for one id.
type BatchResult struct {
	ID      db.ID    `json:"id"`
	OK      bool     `json:"ok"`
	Problem *Problem `json:"problem,omitempty"`
}

// BatchResults is the body of a batch answer, one outcome per id in the order asked.
type BatchResults struct {
	Results []BatchResult `json:"results"`
}

// BatchOutput is the output of a batch action.
type BatchOutput struct{ Body BatchResults }

// Batch calls one for each distinct id and collects the outcomes: what fails does
// not stop the rest. one opens its own transaction. It returns an error only when
// the request itself has ended.
func Batch(ctx context.Context, ids []db.ID, one func(context.Context, db.ID) error) (*BatchOutput, error) {
	out := &BatchOutput{Body: BatchResults{Results: make([]BatchResult, 0, len(ids))}}
	done := make(map[db.ID]bool, len(ids))
	for _, id := range ids {
		if done[id] {
			continue
		}
		done[id] = true
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		result := BatchResult{ID: id, OK: true}
		if err := one(ctx, id); err != nil {
			result.OK, result.Problem = false, problemIn(ctx, err)
		}
		out.Body.Results = append(out.Body.Results, result)
	}
	return out, nil
}

// BatchSeen is Batch for documents; one is given the version too. Of a document
// named twice the first counts.
func BatchSeen(ctx context.Context, in *SeenInput, one func(context.Context, db.ID, int64) error) (*BatchOutput, error) {
	ids, versions := make([]db.ID, 0, len(in.Body.Documents)), make(map[db.ID]int64, len(in.Body.Documents))
	for _, d := range in.Body.Documents {
		ids = append(ids, d.ID)
		if _, twice := versions[d.ID]; !twice {
			versions[d.ID] = d.Version
		}
	}
	return Batch(ctx, ids, func(ctx context.Context, id db.ID) error { return one(ctx, id, versions[id]) })
}
