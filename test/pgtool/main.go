// Command pgtool does for the test scripts what they need from a PostgreSQL
// server, so that they need no client packages:
//
//	pgtool ping URL          prints the server's version; fails unless databases may be created there
//	pgtool create URL NAME   creates a database and prints its address
//	pgtool drop URL NAME     drops it, disconnecting whoever is in it
package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/jackc/pgx/v5"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pgtool:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) < 2 || len(args) < 3 && args[0] != "ping" {
		return errors.New("usage: pgtool ping URL | create URL NAME | drop URL NAME")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, args[1])
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	switch args[0] {
	case "ping":
		var version string
		var may bool
		err := conn.QueryRow(ctx, `SELECT current_setting('server_version'), rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user`).Scan(&version, &may)
		if err != nil {
			return err
		}
		if !may {
			return errors.New("this user may not create databases")
		}
		fmt.Println(version)
		return nil
	case "create":
		if _, err := conn.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{args[2]}.Sanitize()); err != nil {
			return err
		}
		u, err := url.Parse(args[1])
		if err != nil {
			return err
		}
		u.Path = "/" + args[2]
		fmt.Println(u)
		return nil
	case "drop":
		_, err := conn.Exec(ctx, "DROP DATABASE IF EXISTS "+pgx.Identifier{args[2]}.Sanitize()+" WITH (FORCE)")
		return err
	default:
		return fmt.Errorf("unknown command %q", args[0])
	}
}
