package jobs_test

import (
	"bufio"
	"context"
	"log/slog"
	"os"
	"os/exec"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/jobs"
)

// victimEnv makes the test program the process that gets killed.
const victimEnv = "HUOTONG_TEST_VICTIM"

func TestMain(m *testing.M) {
	// Where most users' machines stand: a due time must not depend on it.
	time.Local = time.FixedZone("CST", 8*3600)
	if address := os.Getenv(victimEnv); address != "" {
		victim(address)
		return
	}
	goleak.VerifyTestMain(m,
		// dbtest keeps its PostgreSQL connections for the whole program.
		goleak.IgnoreTopFunction("database/sql.(*DB).connectionOpener"),
		goleak.IgnoreTopFunction("database/sql.(*DB).connectionCleaner"))
}

// victim works jobs that never end, and says when it has one.
func victim(address string) {
	ctx := context.Background()
	d, err := db.Open(ctx, address, db.Options{})
	if err != nil {
		panic(err)
	}
	var reg jobs.Registry
	jobs.Handle(&reg, func(context.Context, db.Scope, jobs.Job[note]) error {
		if _, err := os.Stdout.WriteString("at work\n"); err != nil {
			panic(err)
		}
		select {}
	})
	r, err := jobs.New(ctx, d, &reg, jobs.Config{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		panic(err)
	}
	if err := r.Start(ctx); err != nil {
		panic(err)
	}
	select {}
}

func TestAKilledProcessLosesNoJob(t *testing.T) {
	t.Parallel()
	address := dbtest.Address(t)
	d, err := db.Open(t.Context(), address, db.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	enqueue(t, d, setA, note{N: 1}, jobs.Options{Lane: "x"})
	enqueue(t, d, setA, note{N: 2}, jobs.Options{Lane: "x"})

	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), victimEnv+"="+address)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "at work\n" {
		t.Fatalf("the victim said %q, %v", line, err)
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()

	got := make(chan jobs.Job[note], 2)
	var reg jobs.Registry
	jobs.Handle(&reg, func(_ context.Context, _ db.Scope, j jobs.Job[note]) error {
		got <- j
		return nil
	})
	started := time.Now()
	start(t, d, &reg, jobs.Config{})
	if j := <-got; j.Args.N != 1 || j.Attempt != 2 {
		t.Errorf("first job %d, attempt %d", j.Args.N, j.Attempt)
	}
	// The victim may have held the second too, on its way to waiting for its turn.
	if j := <-got; j.Args.N != 2 || j.Attempt > 2 {
		t.Errorf("second job %d, attempt %d", j.Args.N, j.Attempt)
	}
	if took := time.Since(started); took > time.Minute {
		t.Errorf("taken over after %s", took)
	}
	for _, j := range list(t, d, setA, jobs.Filter{}) {
		if j.Subject == "" && j.Attempt == 2 && len(j.Errors) != 1 {
			t.Errorf("the stop is not noted: %+v", j.Errors)
		}
	}
}
