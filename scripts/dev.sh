#!/usr/bin/env bash
# The working set-up: the demo server, built again and restarted when Go or SQL
# files change, and Vite in front of it with live reload of the page.
set -euo pipefail
cd "$(dirname "$0")/.."

air=$PWD/.tools/air-v1.67.4
if [[ ! -x $air ]]; then
	scripts/tool.sh github.com/air-verse/air v1.67.4 "$air"
fi
export HUOTONG_ADDR=${HUOTONG_ADDR:-127.0.0.1:8168}
HUOTONG_PUBLIC_URL=http://$HUOTONG_ADDR npm --prefix web run dev &
trap 'kill $!' EXIT
"$air" --tmp_dir bin/air --misc.clean_on_exit true \
	--build.cmd 'go build -buildvcs=false -o bin/air/huotong ./cmd/huotong' \
	--build.entrypoint bin/air/huotong --build.args_bin demo \
	--build.include_dir cmd,internal,open1688,sandbox1688 --build.include_ext go,sql \
	--build.send_interrupt true --build.kill_delay 3s
