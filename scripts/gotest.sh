#!/usr/bin/env bash
# Runs the Go tests with the race detector: gotest.sh sqlite|postgres [go test flags]
#
# On SQLite all packages are tested. On PostgreSQL only those whose tests open a
# database, and never from the cache, which knows nothing of a server's state.
# The full log is kept in bin/test-<engine>.log.
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
export HUOTONG_TEST_ENGINE=$engine CGO_ENABLED=1 TZ=Asia/Shanghai
# Lint has run vet already, with more analysers.
test=(go test -race -vet=off -timeout 20m)
case $engine in
sqlite)
	packages=(./...)
	;;
postgres)
	test=(scripts/postgres.sh --quick "${test[@]}" -count=1)
	mapfile -t packages < <(go list -test -f '{{if .ForTest}}{{.ForTest}} {{.Deps}}{{end}}' ./... |
		grep -F /internal/db/dbtest | cut -d ' ' -f 1 | sort -u)
	if [[ ${#packages[@]} == 0 ]]; then
		echo "No package's tests open a database; that cannot be right." >&2
		exit 1
	fi
	;;
*)
	echo "usage: gotest.sh sqlite|postgres [go test flags]" >&2
	exit 2
	;;
esac

mkdir -p bin
log=bin/test-$engine.log
set +e
"${test[@]}" "$@" "${packages[@]}" 2>&1 | tee "$log" | grep -v 'no test files'
status=${PIPESTATUS[0]}
set -e

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
