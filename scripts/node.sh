#!/usr/bin/env bash
# Installs the page's packages exactly as web/package-lock.json names them. They
# bring a Node of their own, so the one on the machine only has to run npm.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null; then
	echo "npm is missing. Install Node 20 or newer (https://nodejs.org)." >&2
	exit 1
fi
installed=web/node_modules/.installed-lock.json
if ! cmp -s web/package-lock.json "$installed"; then
	npm --prefix web ci --no-audit --no-fund
	cp web/package-lock.json "$installed"
fi
touch "$installed" # make compares times, and a fresh clone changes those only
