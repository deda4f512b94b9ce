#!/usr/bin/env bash
# Builds a Go tool at a fixed version: tool.sh <package> <version> <file>.
# The version is in the file name, so a new one is built when the pin moves.
set -euo pipefail
package=$1 version=$2 file=$3

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
echo "Building ${package##*/} $version (once, a few minutes)" >&2
# GOFLAGS and a workspace of the caller must not leak into another module.
GOBIN=$dir GOFLAGS= GOWORK=off go install "$package@$version"
mkdir -p "$(dirname "$file")"
mv "$dir/${package##*/}" "$file"
