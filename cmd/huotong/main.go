// Command huotong is the whole program: the server with its page, the jobs, the
// 1688 sandbox and the tools around them.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // business dates need time zones, which not every machine has

	"github.com/huotong/huotong/internal/app"
)

// version is set when the program is built.
var version = "dev"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := app.Run(ctx, os.Args[1:], app.Streams{Out: os.Stdout, Err: os.Stderr}, version)
	stop()
	os.Exit(code)
}
