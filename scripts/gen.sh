#!/usr/bin/env bash
# Writes what is generated from the Go code: docs/api/openapi.json and from it
# docs/api/routes.txt. With --check nothing is written, and a difference fails.
set -euo pipefail
cd "$(dirname "$0")/.."

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
# Built as `make build` does, so that one filled cache serves both.
CGO_ENABLED=0 go run -trimpath -buildvcs=false ./cmd/huotong openapi >"$fresh/openapi.json"
node scripts/routes.mjs <"$fresh/openapi.json" >"$fresh/routes.txt"

if [[ ${1:-} == --check ]]; then
	for file in "$fresh"/*; do
		if ! diff -u "docs/api/${file##*/}" "$file" | head -n 40; then
			echo "docs/api/${file##*/} is not up to date: run 'make gen' and commit it." >&2
			exit 1
		fi
	done
	exit
fi
mkdir -p docs/api
cp "$fresh"/* docs/api/
