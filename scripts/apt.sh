#!/usr/bin/env bash
# Installs Debian packages for the tests when that is possible: as root with
# apt-get. Otherwise says what to install, and why, and fails.
# usage: apt.sh <why> <package>...
set -euo pipefail
why=$1
shift

if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
	echo "$why Please install: $* (names as in Debian)." >&2
	exit 1
fi
echo "$why Installing $*" >&2
export DEBIAN_FRONTEND=noninteractive
{
	apt-get update -q
	apt-get install -q -y --no-install-recommends "$@"
} >&2 </dev/null
