package jobs_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/jobs"
)

// A set in which something fails keeps no other waiting, and is told of by its number.
func TestWhatFailsInOneSetKeepsNoOtherWaiting(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	var did []db.ID
	sets := func(context.Context) ([]db.ID, error) { return []db.ID{3, 4, 5}, nil }
	err := jobs.EachSet(t.Context(), db.System("test"), sets, func(_ context.Context, sc db.Scope) error {
		did = append(did, sc.Tenant)
		if sc.Tenant == 3 {
			return broken
		}
		return nil
	})
	if !slices.Equal(did, []db.ID{3, 4, 5}) {
		t.Errorf("worked in %v", did)
	}
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "account set 3") {
		t.Errorf("told %v", err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if err := jobs.EachSet(stopped, db.System("test"), sets, func(context.Context, db.Scope) error { t.Error("went on though it was stopped"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if err := jobs.EachSet(t.Context(), db.System("test"), func(context.Context) ([]db.ID, error) { return nil, broken }, nil); !errors.Is(err, broken) {
		t.Errorf("without a list of sets: %v", err)
	}
}
