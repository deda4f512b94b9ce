#!/usr/bin/env bash
# Runs the browser tests of test/e2e against bin/huotong: e2e.sh sqlite|postgres ...
# The first engine gets all of them; the others the journeys alone: what pages look like
# and how they speak of refusals is the same on every engine, and tested by Go on each.
# Another argument to node --test can be given in E2E_FLAGS, for example
# E2E_FLAGS=--test-name-pattern=login.
set -euo pipefail
cd "$(dirname "$0")/.."

CHROMIUM_PATH=$(scripts/chromium.sh)
export CHROMIUM_PATH
# The page's packages bring the Node that Playwright is tested with.
node=node
if [[ -x web/node_modules/.bin/node ]]; then
	node=web/node_modules/.bin/node
fi
# Two files at a time, as there are two cores at least: each has a server and a browser of its own.
# What they keep and throw away is in memory where there is room.
TMPDIR=$(scripts/tmp.sh)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
run=("$node" --test --test-concurrency=2 --test-timeout=1800000 --test-reporter=spec)
if [[ -n ${E2E_FLAGS:-} ]]; then
	run+=("$E2E_FLAGS")
fi

# The longest first, so that none is left alone at the end.
longest=(test/e2e/{everypage-desktop,everypage-phone,selling,buying1688,buying}.test.mjs)
files=("${longest[@]}")
for file in test/e2e/*.test.mjs; do
	[[ " ${longest[*]} " == *" $file "* ]] || files+=("$file")
done
for engine; do
	export HUOTONG_TEST_ENGINE=$engine TZ=Asia/Shanghai
	echo "== Browser tests on $engine"
	case $engine in
	sqlite) "${run[@]}" "${files[@]}" ;;
	postgres) scripts/postgres.sh --quick "${run[@]}" "${files[@]}" ;;
	*)
		echo "usage: e2e.sh sqlite|postgres ..." >&2
		exit 2
		;;
	esac
	echo "Browser tests on $engine passed, $SECONDS s so far"
	files=(test/e2e/{selling,buying1688,buying,start}.test.mjs)
done
