package app

import (
	"errors"
	"testing"
)

func TestSandboxRefusesAnAddressNothingCanBePostedTo(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"localhost:8000/push", "ftp://localhost/push", "http://"} {
		err := (&sandboxCmd{Addr: "nowhere", PushURL: address}).Run(t.Context(), &runtime{})
		var wrong *SettingError
		if !errors.As(err, &wrong) || wrong.Setting != "--push-url" {
			t.Errorf("%s: %v", address, err)
		}
	}
}
