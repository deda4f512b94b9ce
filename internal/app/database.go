package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/huotong/huotong/internal/db"
)

// connectWithin is how long a database server may take to answer the first time.
const connectWithin = 15 * time.Second

func (c *Config) connect(ctx context.Context) (*db.DB, error) {
	within, cancel := context.WithTimeout(ctx, connectWithin)
	defer cancel()
	d, err := db.Open(within, c.DatabaseAddress(), db.Options{})
	switch {
	case err == nil:
		return d, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case !c.Postgres():
		return nil, &SettingError{"HUOTONG_DATA", fmt.Sprintf("the SQLite file %s cannot be opened (%s)", c.DatabaseAddress(), oneLine(err)), "check that the folder may be read and written, or restore the file from your backup"}
	}
	return nil, c.refused(err)
}

// refused tells why a PostgreSQL server cannot be used. The driver's own text runs
// over lines and may repeat the address.
func (c *Config) refused(err error) error {
	wrong := func(problem, mend string) error { return &SettingError{"HUOTONG_DATABASE_URL", problem, mend} }
	const form = "use postgres://user:password@host:5432/name" //nolint:gosec // the words that stand for them
	cfg, parse := pgconn.ParseConfig(c.DatabaseURL)
	if parse != nil {
		return wrong("is not a valid postgres:// address", form)
	}
	server := net.JoinHostPort(cfg.Host, fmt.Sprint(cfg.Port))
	if strings.HasPrefix(cfg.Host, "/") {
		server = cfg.Host
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		switch pg.Code {
		case "28P01", "28000":
			return wrong(fmt.Sprintf("PostgreSQL at %s refuses the user %q with this password", server, cfg.User), "correct user and password, or let the server's pg_hba.conf admit them")
		case "3D000":
			return wrong(fmt.Sprintf("PostgreSQL at %s has no database %q", server, cfg.Database), "make it with createdb, or correct the name at the end of the address")
		}
		return wrong(fmt.Sprintf("PostgreSQL at %s refuses the connection (%s)", server, c.hush(cfg.Password, pg.Message)), "see the log of the PostgreSQL server")
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Op == "dial" || errors.Is(err, context.DeadlineExceeded) {
		return wrong("no PostgreSQL answers at "+server, "start it, or correct host and port; check the firewall between")
	}
	return wrong(fmt.Sprintf("what answers at %s cannot be used as PostgreSQL (%s)", server, c.hush(cfg.Password, oneLine(err))), form)
}

// hush takes the password out of a text of the driver or the server.
func (c *Config) hush(password, text string) string {
	text = strings.ReplaceAll(text, c.DatabaseURL, "…")
	if password != "" {
		text = strings.ReplaceAll(text, password, "***")
	}
	return text
}

func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }
