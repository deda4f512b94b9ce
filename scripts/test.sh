#!/usr/bin/env bash
# Runs every test: what `make test` does. The Go tests on SQLite wait more than they work,
# for jobs of killed programs; the page is tested meanwhile, and what that printed comes
# after them.
set -euo pipefail
cd "$(dirname "$0")/.."
export MAKEFLAGS=--no-print-directory

begin() {
	since=$SECONDS
	printf '\n== make %s\n' "$1"
}
end() {
	printf '== %s passed in %d s\n' "$1" $((SECONDS - since))
}

mkdir -p bin
begin test-sqlite
make test-web >bin/test-web.log 2>&1 &
page=$!
trap 'kill "$page" 2>/dev/null || true' EXIT
make test-sqlite
end test-sqlite
begin test-web
wait "$page" || {
	cat bin/test-web.log
	echo "== test-web FAILED"
	exit 1
}
tail -n 12 bin/test-web.log
end test-web
for target in test-postgres e2e; do
	begin "$target"
	make "$target"
	end "$target"
done
