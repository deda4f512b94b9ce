package app

import (
	"cmp"
	"context"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/huotong/huotong/internal/db"
	"github.com/huotong/huotong/internal/db/dbtest"
	"github.com/huotong/huotong/internal/secret"
)

// startWithin ends a start that is not refused as it should be. It leaves time for the
// migrations of a new database under the race detector, beside other tests.
const startWithin = 5 * time.Minute

// refusedStart wants the start to end with one line that names the setting, says
// what is wrong and how to mend it, and gives no secret away.
func refusedStart(t *testing.T, setting, mend, hidden string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startWithin)
	defer cancel()
	code, out, errs := program(ctx, args...)
	if code == exitOK || out != "" || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, setting) || !strings.Contains(errs, mend) {
		t.Errorf("%q ended with %d, want one line with %q and %q: %s%s", args, code, setting, mend, out, errs)
	}
	if hidden != "" && strings.Contains(errs, hidden) {
		t.Errorf("%q gives the password away: %s", args, errs)
	}
}

// takenAddr is an address that something listens on until the test ends.
func takenAddr(t *testing.T) string {
	t.Helper()
	ln, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = ln.Close() })
	return ln.Addr().String()
}

func TestEveryWrongSettingIsNamed(t *testing.T) {
	t.Parallel()
	taken := takenAddr(t)
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
	for _, c := range []struct {
		command, flag, value, mend string
		setting                    string // the flag, unless another is wrong
	}{
		{"serve", "addr", "8168", "127.0.0.1:8168", ""},
		{"serve", "addr", taken, "choose another", ""},
		{"serve", "public-url", "erp.example.com", "https://erp.example.com", ""},
		{"serve", "data", filepath.Join(file, "data"), "choose a folder", ""},
		{"serve", "data", broken, "backup", ""},
		{"serve", "data", badKey, "restore the file", "HUOTONG_SECRET_KEY"},
		{"serve", "database-url", "mysql://root@localhost/erp", "postgres://", ""},
		{"serve", "database-url", "huotong.db", "leave it out for SQLite", ""},
		{"serve", "database-url", "postgres://a:secret@[::1/x", "postgres://", ""},
		{"serve", "database-url", "postgres://a:secret@localhost:port/x", "postgres://user:password@host:5432/name", ""},
		{"verify", "database-url", "mysql://root@localhost/erp", "postgres://", ""},
		{"serve", "secret-key", "short", "openssl rand", ""},
		{"serve", "secret-key", strings.Repeat("k", 32) + ",old", "openssl rand", ""},
		{"serve", "1688-gateway", "gw.open.1688.com", "https://gw.open.1688.com/openapi", ""},
		{"serve", "1688-authorize", "auth", "https://auth.1688.com", ""},
		{"serve", "1688-app-key", "77", "set both", "--1688-app-key and HUOTONG_1688_APP_SECRET: "},
		{"serve", "1688-app-secret", "x", "set both", "HUOTONG_1688_APP_KEY and --1688-app-secret: "},
		{"serve", "1688-rate", "-1", "calls per second", ""},
		{"serve", "1688-rate", "ten", "int", ""},
		{"serve", "1688-message-days", "-1", "such as 30", ""},
		{"serve", "trusted-proxies", "10.0.0.0/8,proxy", "127.0.0.1", ""},
		{"serve", "log-format", "xml", "json", "--log-format must be"},
		{"demo", "sandbox-addr", "8169", "127.0.0.1:8169", ""},
		{"demo", "sandbox-addr", taken, "choose another", ""},
		{"demo", "sandbox-url", "192.168.1.5", "http://192.168.1.5:8169", ""},
	} {
		args := []string{c.command, "--" + c.flag + "=" + c.value}
		if c.flag != "data" {
			args = append(args, "--data="+filepath.Join(t.TempDir(), "data"))
		}
		if c.flag != "addr" {
			args = append(args, "--addr=127.0.0.1:0")
		}
		refusedStart(t, cmp.Or(c.setting, "huotong: --"+c.flag+": "), c.mend, "secret@", args...)
	}
	if made, _ := filepath.Glob(filepath.Join(badKey, "*.db")); made != nil {
		t.Errorf("a key that is none was found after %q was made", made)
	}
	// All that are wrong are told at once.
	if _, _, errs := program(t.Context(), "serve", "--addr=x", "--secret-key=y", "--1688-app-key=77"); strings.Count(errs, "\n") != 3 {
		t.Errorf("three wrong settings give %s", errs)
	}
}

// A program started beside another by mistake has not migrated the other's database when it
// finds the port taken.
func TestATakenPortLeavesTheDatabaseAlone(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	refusedStart(t, "--addr: ", "choose another", "", slices.Concat([]string{"serve"}, i.args, []string{"--addr", takenAddr(t)})...)
	if code, _, errs := i.run(t.Context(), "verify"); code != exitFailure || !strings.Contains(errs, "huotong migrate") {
		t.Errorf("the start on a taken port touched the database: verify ends with %d: %s", code, errs)
	}
}

// Whoever set a variable is told of the variable, whoever gave a flag of the flag.
func TestAWrongVariableIsNamed(t *testing.T) {
	data := "--data=" + filepath.Join(t.TempDir(), "data")
	for _, c := range []struct{ variable, value, line, mend string }{
		{"HUOTONG_DATABASE_URL", "mysql://root@localhost/erp", "HUOTONG_DATABASE_URL: starts with", "leave it out for SQLite"},
		{"HUOTONG_ADDR", "8168", "HUOTONG_ADDR: ", "127.0.0.1:8168"},
		{"HUOTONG_1688_RATE", "ten", "HUOTONG_1688_RATE: expected", "int"},
		{"HUOTONG_1688_RATE", "-1", "HUOTONG_1688_RATE: is negative", "calls per second"},
		{"HUOTONG_LOG", "xml", "HUOTONG_LOG must be", "json"},
	} {
		t.Run(c.variable+"="+c.value, func(t *testing.T) {
			t.Setenv(c.variable, c.value)
			refusedStart(t, "huotong: "+c.line, c.mend, "--"+strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(c.variable, "HUOTONG_"), "_", "-")), "serve", data)
		})
	}
	t.Setenv("HUOTONG_DATABASE_URL", "postgres://localhost/erp")
	refusedStart(t, "huotong: --database-url: starts with", "leave it out for SQLite", "HUOTONG_DATABASE_URL", "serve", data, "--database-url=mysql://x")
	if code, out, _ := program(t.Context(), "doctor", data, "--database-url=mysql://x"); code != exitFailure || !strings.Contains(out, "--database-url: starts with") {
		t.Errorf("doctor: %d %s", code, out)
	}
}

func TestDatabaseThatCannotBeUsedIsNamed(t *testing.T) {
	t.Parallel()
	const nobody = "127.0.0.1:1" // listens there
	serve := func(address string) []string {
		return []string{"serve", "--addr=127.0.0.1:0", "--data=" + filepath.Join(t.TempDir(), "data"), "--secret-key=" + strings.Repeat("k", 32), "--database-url=" + address}
	}
	refusedStart(t, "--database-url: no PostgreSQL answers at "+nobody, "start it", "tops3cret", serve("postgres://huotong:tops3cret@"+nobody+"/huotong?sslmode=disable")...)
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
			_, _ = conn.Read(make([]byte, 1024)) // closed with something unread, the answer would be lost
			_, _ = conn.Write([]byte("220 mail.example.com ready\r\n"))
			_ = conn.Close()
		}
	}()
	refusedStart(t, "--database-url: ", "postgres://user:password@host:5432/name", "tops3cret", serve("postgres://huotong:tops3cret@"+other.Addr().String()+"/huotong?sslmode=disable&password=tops3cret")...)
	if dbtest.Engine(t) != db.Postgres {
		return
	}
	u, err := url.Parse(dbtest.EmptyAddress(t))
	if err != nil {
		t.Fatal(err)
	}
	there := *u
	there.Path = "/no_such_database"
	refusedStart(t, "--database-url", "createdb", "", serve(there.String())...)
	there = *u
	there.User = url.UserPassword("no_such_user", "tops3cret")
	refusedStart(t, "--database-url", "user", "tops3cret", serve(there.String())...)
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
	refusedStart(t, "--secret-key", "the new one, a comma, and the old one", second, with("serve", second)...)
	if code, out, _ := program(t.Context(), with("doctor", second)...); code != exitFailure || !strings.Contains(out, "--secret-key") {
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
	refusedStart(t, "--secret-key", "the new one, a comma, and the old one", "", with("serve", first)...)
}

// A key that still seals a shop's token is needed, whatever key came after it.
func TestAKeyInUseIsNotForgotten(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	first, second := strings.Repeat("k", 32), strings.Repeat("n", 32)
	i.serve(t)()
	box, err := secret.NewBox(secret.Text(first))
	if err != nil {
		t.Fatal(err)
	}
	err = i.open(t, db.Options{}).InTx(t.Context(), db.Scope{Tenant: 1}, func(ctx context.Context, tx *db.Tx) error {
		if _, err := tx.Exec(ctx, `INSERT INTO account_set (tenant_id, name, start_date, industry, costing_scope, stock_review, tax_accounted, created_at) VALUES (1, 'x', '2026-01-01', 'other', 'set', ?, ?, ?)`, false, false, tx.Now); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO shop (tenant_id, id, member_id, login_id, name, state, access_token, access_expires_at, refreshed_at, authorized_at, created_at, updated_at) VALUES (1, 2, 'b2b-1', 'x', 'x', 'valid', ?, ?, ?, ?, ?, ?)`,
			box.Seal("shop.token", 1, "token"), tx.Now, tx.Now, tx.Now, tx.Now, tx.Now)
		return err
	})
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
	refusedStart(t, "--secret-key", "a comma", "", append([]string{"serve"}, changed.args...)...)

	// When the old one is lost its tokens are given up, and the start is free.
	if code, out, errs := program(t.Context(), append([]string{"lostkey"}, changed.args...)...); code != exitOK || !strings.Contains(out, "1 lost keys given up; 1 shops must be authorised again, 0 signing secrets of a WMS made anew") {
		t.Errorf("lostkey ended with %d: %s%s", code, out, errs)
	}
	changed.serve(t)
}

// A mark that is damaged says nothing against the key: the shops keep their tokens.
func TestADamagedMarkCostsNoToken(t *testing.T) {
	t.Parallel()
	i := newInstallation(t)
	i.serve(t)()
	err := i.open(t, db.Options{}).InTx(t.Context(), db.System("test"), func(ctx context.Context, tx *db.Tx) error {
		_, err := tx.Exec(ctx, `UPDATE secret_key SET sealed = sealed || 'x'`)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	refusedStart(t, "--secret-key", "huotong lostkey", "", append([]string{"serve"}, i.args...)...)
	if code, out, errs := i.run(t.Context(), "lostkey"); code != exitOK || !strings.Contains(out, "0 lost keys given up; 0 shops must be authorised again, 0 signing secrets of a WMS made anew") {
		t.Errorf("lostkey ended with %d: %s%s", code, out, errs)
	}
	i.serve(t)
}
