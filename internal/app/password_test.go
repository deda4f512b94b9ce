package app

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/fault"
	"github.com/huotong/huotong/internal/tenant"
)

// A person who forgot the password, and tried until the waiting began, gets in
// again with the one that is printed.
func TestPasswordIsGivenAnew(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	if code, _, errs := i.run(t.Context(), "migrate"); code != exitOK {
		t.Fatalf("migrate: exit %d, %q", code, errs)
	}
	began := time.Now()
	d := i.open(t, db.Options{Now: func() time.Time { return began }}) // the waiting does not end by itself
	people := tenant.New(d, tenant.Options{})
	if _, err := people.Register(t.Context(), db.System("test"), tenant.NewPerson{Login: "Wang", Name: "王老板", Password: "the-old-one-1"}, true); err != nil {
		t.Fatal(err)
	}
	for range 7 {
		_, _ = people.Login(t.Context(), tenant.Client{IP: "10.0.0.1"}, "wang", "wrong")
	}
	if _, err := people.Login(t.Context(), tenant.Client{IP: "10.0.0.1"}, "wang", "the-old-one-1"); fault.As(err) == nil || fault.As(err).Code != tenant.ErrThrottled.Code {
		t.Fatalf("the tries are not throttled: %v", err)
	}

	code, out, errs := i.run(t.Context(), "password", "wang")
	if code != exitOK {
		t.Fatalf("exit %d: %s", code, errs)
	}
	printed := regexp.MustCompile(`signs in with (\S+) from`).FindStringSubmatch(out)
	if printed == nil {
		t.Fatalf("no password in %q", out)
	}
	if _, err := people.Login(t.Context(), tenant.Client{IP: "10.0.0.1"}, "wang", printed[1]); err != nil {
		t.Errorf("the new password: %v", err)
	}
	if _, err := people.Login(t.Context(), tenant.Client{IP: "10.0.0.1"}, "wang", "the-old-one-1"); err == nil {
		t.Error("the old password still works")
	}
}

func TestPasswordOfNobody(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	if code, _, errs := i.run(t.Context(), "migrate"); code != exitOK {
		t.Fatalf("migrate: exit %d, %q", code, errs)
	}
	if code, _, errs := i.run(t.Context(), "password", "nobody"); code != exitFailure || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, "nobody") {
		t.Errorf("exit %d, %q", code, errs)
	}
}
