#!/usr/bin/env bash
# Runs a command with a PostgreSQL server for tests: postgres.sh [--quick|--plain] <command>...
#
# HUOTONG_TEST_POSTGRES_URL names an administrator's connection. Without it, the
# local server is used when it answers; otherwise a private cluster is started from
# Debian's packages in a temporary folder and removed at the end. Where the packages
# are missing they are installed, given root. A private cluster is preferred to a local
# server that answers with --quick, where it never waits for the disk and is in memory when
# there is room, and with --plain, where it has a quarter of the memory for its buffers, as
# the manual of PostgreSQL advises, and its own settings for the rest, so that figures do not
# depend on somebody's.
set -euo pipefail
cd "$(dirname "$0")/.."

mode=
if [[ ${1:-} == --quick || ${1:-} == --plain ]]; then
	mode=$1
	shift
fi
mkdir -p bin
CGO_ENABLED=0 go build -trimpath -buildvcs=false -o bin/pgtool ./test/pgtool

# Debian keeps initdb and pg_ctl out of PATH, in a folder per version.
find_bin() {
	if command -v pg_ctl >/dev/null; then
		dirname "$(command -v pg_ctl)"
		return
	fi
	find /usr/lib/postgresql -path '*/bin/pg_ctl' 2>/dev/null | sort -V | tail -n 1 | xargs -r dirname
}
pg=$(find_bin)
if [[ -n ${HUOTONG_TEST_POSTGRES_URL:-} || -z $mode || -z $pg ]]; then
	export HUOTONG_TEST_POSTGRES_URL=${HUOTONG_TEST_POSTGRES_URL:-postgres://postgres@127.0.0.1:5432/postgres?sslmode=disable}
	if version=$(bin/pgtool ping "$HUOTONG_TEST_POSTGRES_URL" 2>/dev/null); then
		echo "Using the PostgreSQL $version that answers" >&2
		exec "$@"
	fi
fi
if [[ -z $pg ]]; then
	scripts/apt.sh "The tests need PostgreSQL 14 or newer, or HUOTONG_TEST_POSTGRES_URL naming a server where databases may be created." postgresql
	pg=$(find_bin)
fi

# The server refuses to run as root.
run_as=()
if [[ $mode == --quick ]]; then
	data=$(scripts/tmp.sh)
else
	data=$(mktemp -d)
	chmod 755 "$data"
fi
if [[ $(id -u) == 0 ]]; then
	run_as=(runuser -u postgres --)
	chown postgres "$data"
fi
stop() {
	(cd / && "${run_as[@]}" "$pg/pg_ctl" -D "$data/cluster" -m immediate stop >/dev/null 2>&1) || true
	rm -rf "$data"
}
trap stop EXIT

(cd / && "${run_as[@]}" "$pg/initdb" -D "$data/cluster" -U postgres -A trust -E UTF8 --no-locale --no-sync >/dev/null)
options="-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200"
if [[ $mode == --plain ]]; then
	options+=" -c shared_buffers=$(awk '/^MemTotal:/ {print int($2 / 4)}' /proc/meminfo)kB"
else
	# Nothing here has to outlive the tests, so nothing waits for the disk.
	options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=256MB"
fi
for _ in {1..10}; do
	port=$((20000 + RANDOM % 20000))
	if (cd / && "${run_as[@]}" "$pg/pg_ctl" -D "$data/cluster" -l "$data/log" -w -o "$options -c port=$port" start >/dev/null 2>&1); then
		export HUOTONG_TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres?sslmode=disable"
		break
	fi
	port=
done
if [[ -z $port ]]; then
	echo "PostgreSQL does not start:" >&2
	cat "$data/log" >&2 || true
	exit 1
fi
echo "Started a private PostgreSQL $(bin/pgtool ping "$HUOTONG_TEST_POSTGRES_URL") on port $port" >&2
"$@"
