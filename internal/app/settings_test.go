package app

import (
	"context"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/secret"
)

// refusedStart wants the start to end with one line that names the setting, says
// what is wrong and how to mend it, and gives no secret away.
func refusedStart(t *testing.T, setting, mend, hidden string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second) // should it start after all
	defer cancel()
	code, out, errs := program(ctx, args...)
	if code == exitOK || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, setting) || !strings.Contains(errs, mend) {
		t.Errorf("%q ended with %d, want one line with %q and %q: %s%s", args, code, setting, mend, out, errs)
	}
	if hidden != "" && strings.Contains(errs, hidden) {
		t.Errorf("%q gives the password away: %s", args, errs)
	}
}

func TestEveryWrongSettingIsNamed(t *testing.T) {
	t.Parallel()
	taken, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = taken.Close() })
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("not a folder"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := t.TempDir()
	if err := os.WriteFile(filepath.Join(broken, "huotong.db"), []byte(strings.Repeat("not a database ", 300)), 0o600); err != nil {
		t.Fatal(err)
	}
	badKey := t.TempDir()
	if err := os.WriteFile(filepath.Join(badKey, secretKeyFile), []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ command, flag, value, setting, mend string }{
		{"serve", "addr", "8168", "HUOTONG_ADDR", "127.0.0.1:8168"},
		{"serve", "addr", taken.Addr().String(), "HUOTONG_ADDR", "choose another"},
		{"serve", "public-url", "erp.example.com", "HUOTONG_PUBLIC_URL", "https://erp.example.com"},
		{"serve", "data", filepath.Join(file, "data"), "HUOTONG_DATA", "choose a folder"},
		{"serve", "data", broken, "HUOTONG_DATA", "backup"},
		{"serve", "data", badKey, "HUOTONG_SECRET_KEY", "restore the file"},
		{"serve", "database-url", "mysql://root@localhost/erp", "HUOTONG_DATABASE_URL", "postgres://"},
		{"serve", "database-url", "postgres://a:secret@[::1/x", "HUOTONG_DATABASE_URL", "postgres://"},
		{"serve", "secret-key", "short", "HUOTONG_SECRET_KEY", "openssl rand"},
		{"serve", "secret-key", strings.Repeat("k", 32) + ",old", "HUOTONG_SECRET_KEY", "openssl rand"},
		{"serve", "1688-gateway", "gw.open.1688.com", "HUOTONG_1688_GATEWAY", "https://gw.open.1688.com/openapi"},
		{"serve", "1688-authorize", "auth", "HUOTONG_1688_AUTHORIZE", "https://auth.1688.com"},
		{"serve", "1688-app-key", "77", "HUOTONG_1688_APP_SECRET", "set both"},
		{"serve", "1688-app-secret", "x", "HUOTONG_1688_APP_KEY", "set both"},
		{"serve", "1688-rate", "-1", "HUOTONG_1688_RATE", "calls per second"},
		{"serve", "1688-rate", "ten", "HUOTONG_1688_RATE", "--1688-rate"},
		{"serve", "trusted-proxies", "10.0.0.0/8,proxy", "HUOTONG_TRUSTED_PROXIES", "127.0.0.1"},
		{"serve", "log-format", "xml", "HUOTONG_LOG", "json"},
		{"demo", "sandbox-addr", "8169", "HUOTONG_SANDBOX_ADDR", "127.0.0.1:8169"},
		{"demo", "sandbox-addr", taken.Addr().String(), "HUOTONG_SANDBOX_ADDR", "choose another"},
		{"demo", "sandbox-url", "192.168.1.5", "HUOTONG_SANDBOX_URL", "http://192.168.1.5:8169"},
	} {
		args := []string{c.command, "--" + c.flag + "=" + c.value}
		if c.flag != "data" {
			args = append(args, "--data="+filepath.Join(t.TempDir(), "data"))
		}
		if c.flag != "addr" {
			args = append(args, "--addr=127.0.0.1:0")
		}
		refusedStart(t, c.setting, c.mend, "secret@", args...)
	}
	// All that are wrong are told at once.
	if _, _, errs := program(t.Context(), "serve", "--addr=x", "--secret-key=y", "--1688-app-key=77"); strings.Count(errs, "\n") != 3 {
		t.Errorf("three wrong settings give %s", errs)
	}
}

func TestDatabaseThatCannotBeUsedIsNamed(t *testing.T) {
	t.Parallel()
	closed, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := closed.Addr().String()
	_ = closed.Close()
	serve := func(address string) []string {
		return []string{"serve", "--addr=127.0.0.1:0", "--data=" + filepath.Join(t.TempDir(), "data"), "--secret-key=" + strings.Repeat("k", 32), "--database-url=" + address}
	}
	refusedStart(t, "HUOTONG_DATABASE_URL: no PostgreSQL answers at "+nobody, "start it", "tops3cret", serve("postgres://huotong:tops3cret@"+nobody+"/huotong?sslmode=disable")...)
	// What answers but is no PostgreSQL.
	other, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	go func() {
		for {
			conn, err := other.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Write([]byte("220 mail.example.com ready\r\n"))
			_ = conn.Close()
		}
	}()
	refusedStart(t, "HUOTONG_DATABASE_URL: ", "postgres://user:password@host:5432/name", "tops3cret", serve("postgres://huotong:tops3cret@"+other.Addr().String()+"/huotong?sslmode=disable&password=tops3cret")...)
	if dbtest.Engine(t) != db.Postgres {
		return
	}
	u, err := url.Parse(dbtest.EmptyAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	there := *u
	there.Path = "/no_such_database"
	refusedStart(t, "HUOTONG_DATABASE_URL", "createdb", "", serve(there.String())...)
	there = *u
	there.User = url.UserPassword("no_such_user", "tops3cret")
	refusedStart(t, "HUOTONG_DATABASE_URL", "user", "tops3cret", serve(there.String())...)
}

func TestAnotherSecretKeyStopsTheStart(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	first, second := strings.Repeat("k", 32), strings.Repeat("n", 32)
	with := func(command, key string) []string {
		args := append([]string{command}, i.args...)
		for n, a := range args {
			if a == first {
				args[n] = key
			}
		}
		return args
	}
	i.serve(t)()
	refusedStart(t, "HUOTONG_SECRET_KEY", "the new one, a comma, and the old one", second, with("serve", second)...)
	if code, out, _ := program(t.Context(), with("doctor", second)...); code != exitFailure || !strings.Contains(out, "HUOTONG_SECRET_KEY") {
		t.Errorf("doctor with another key: %d %s", code, out)
	}

	// The key is changed by putting a new one in front; when nothing is sealed with
	// the old one any more it can be taken away.
	changed := *i
	changed.args = with("", second+","+first)[1:]
	changed.serve(t)()
	only := *i
	only.args = with("", second)[1:]
	only.serve(t)()
	refusedStart(t, "HUOTONG_SECRET_KEY", "the new one, a comma, and the old one", "", with("serve", first)...)
}

// A key that still seals a shop's token is needed, whatever key came after it.
func TestAKeyInUseIsNotForgotten(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	first, second := strings.Repeat("k", 32), strings.Repeat("n", 32)
	i.serve(t)()
	cfg := &Config{Data: i.data, SecretKey: first}
	for n, a := range i.args {
		if a == "--database-url" {
			cfg.DatabaseURL = i.args[n+1]
		}
	}
	d, err := cfg.look(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	box, err := secret.NewBox(secret.Text(first))
	if err != nil {
		t.Fatal(err)
	}
	err = d.InTx(t.Context(), db.Scope{Tenant: 1}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, created_at) VALUES (1, 'x', '2026-01-01', 'other', 'set', ?, ?, ?)`, false, false, tx.Now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO shop (tenant_id, id, member_id, login_id, name, state, access_token, access_expires_at, refreshed_at, authorized_at, created_at, updated_at) VALUES (1, 2, 'b2b-1', 'x', 'x', 'valid', ?, ?, ?, ?, ?, ?)`,
			box.Seal("shop.token", 1, "token"), tx.Now, tx.Now, tx.Now, tx.Now, tx.Now)
		return err
	})
	_ = d.Close()
	if err != nil {
		t.Fatal(err)
	}
	changed := *i
	changed.args = append([]string{}, i.args...)
	for n, a := range changed.args {
		if a == first {
			changed.args[n] = second + "," + first
		}
	}
	changed.serve(t)()
	for n, a := range changed.args {
		if a == second+","+first {
			changed.args[n] = second
		}
	}
	refusedStart(t, "HUOTONG_SECRET_KEY", "a comma", "", append([]string{"serve"}, changed.args...)...)

	// When the old one is lost its tokens are given up, and the start is free.
	if code, out, errs := program(t.Context(), append([]string{"lostkey"}, changed.args...)...); code != exitOK || !strings.Contains(out, "1 lost keys given up; 1 shops must be authorised again") {
		t.Errorf("lostkey ended with %d: %s%s", code, out, errs)
	}
	changed.serve(t)
}
