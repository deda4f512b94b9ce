#!/usr/bin/env bash
# Runs every fuzz target for a while: fuzz.sh [time, default 30s]. What is found
# is written to the package's testdata/fuzz and fails `make test` until mended.
set -euo pipefail
cd "$(dirname "$0")/.."
time=${1:-30s}

git ls-files --cached --others --exclude-standard '*_test.go' | xargs grep -Ho '^func Fuzz[A-Za-z0-9_]*' |
	while IFS=: read -r file func; do
		target=${func#func }
		echo "== $target in $(dirname "$file")"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "./$(dirname "$file")" </dev/null
	done
