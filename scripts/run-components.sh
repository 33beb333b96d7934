#!/usr/bin/env bash
# Makes sure certificates have Chinese letters to be set in; where they cannot be installed the platform starts all the same.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -z "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ] || exit 0
scripts/debian-packages.sh fontconfig fonts-noto-cjk ||
  echo "继续启动：装上中文字体之前，生成不了电子证照。 Going on: no certificate can be set before the fonts are there." >&2
