#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests: CHROMIUM_PATH, or one of
# the usual names in PATH. Where there is none, Debian's is installed, given
# root, with a font that has Chinese characters.
set -euo pipefail
cd "$(dirname "$0")/.."

find_chromium() {
	local name
	for name in "${CHROMIUM_PATH:-}" chromium chromium-browser google-chrome google-chrome-stable; do
		if [[ -n $name ]] && command -v "$name"; then
			return
		fi
	done
	name='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
	if [[ -x $name ]]; then
		echo "$name"
	fi
}

browser=$(find_chromium)
if [[ -z $browser ]]; then
	scripts/apt.sh "The browser tests need Chromium, or CHROMIUM_PATH naming one." chromium
	browser=$(find_chromium)
fi
if command -v fc-list >/dev/null && [[ -z $(fc-list :lang=zh-cn family) ]]; then
	scripts/apt.sh "Screenshots need a font with Chinese characters." fonts-noto-cjk >&2 ||
		echo "Going on without: the pictures will show boxes." >&2
fi
"$browser" --version >&2
echo "$browser"
