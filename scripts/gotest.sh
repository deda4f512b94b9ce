#!/usr/bin/env bash
# Runs all Go tests: gotest.sh sqlite|postgres [go test flags]
#
# The race detector watches on PostgreSQL, where transactions run side by side and its
# price is paid by our code alone; SQLite is compiled Go too and becomes ten times slower
# under it. So on SQLite it watches what is particular to it: the one writer, and the
# jobs, which wait for it most. Nothing is taken from the cache on PostgreSQL, which
# knows nothing of a server's state. The full log is kept in bin/test-<engine>.log.
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1
shift

# The race detector links with a C compiler.
cc=$(go env CC)
if ! command -v "${cc%% *}" >/dev/null; then
	scripts/apt.sh "The race detector needs a C compiler." gcc libc6-dev
fi

# Where most users' machines stand, so that what works in UTC only is found.
export HUOTONG_TEST_ENGINE=$engine TZ=Asia/Shanghai
# Lint has run vet already, with more analysers. The soak test waits more than it works:
# it begins first, beside two others.
test=(go test -vet=off -timeout 20m -p 3)
packages=(./test/soak ./...)
# Databases are made in memory where there is room; what the compiler puts aside is not.
export GOTMPDIR=${GOTMPDIR:-${TMPDIR:-/tmp}}
TMPDIR=$(scripts/tmp.sh)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
mkdir -p bin
log=bin/test-$engine.log
: >"$log"

run() {
	"$@" 2>&1 | tee -a "$log" | grep -v 'no test files'
	return "${PIPESTATUS[0]}"
}

status=0
case $engine in
sqlite)
	CGO_ENABLED=0 run "${test[@]}" "$@" "${packages[@]}" || status=$?
	CGO_ENABLED=1 run "${test[@]}" -race "$@" ./internal/db ./internal/jobs || status=$?
	;;
postgres)
	CGO_ENABLED=1 run scripts/postgres.sh --quick "${test[@]}" -race -count=1 "$@" "${packages[@]}" || status=$?
	;;
*)
	echo "usage: gotest.sh sqlite|postgres [go test flags]" >&2
	exit 2
	;;
esac

passed=$(grep -c '^ok ' "$log" || true)
mapfile -t failed < <(sed -n 's/^FAIL\t\([^ \t]*\).*/\1/p' "$log" | sort -u)
echo
echo "Go tests on $engine: $passed packages passed, ${#failed[@]} failed, in $SECONDS s"
if [[ ${#failed[@]} -gt 0 ]]; then
	printf '  failed: %s\n' "${failed[@]}"
fi
if [[ $passed == 0 ]]; then
	status=1
fi
exit "$status"
