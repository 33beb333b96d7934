#!/usr/bin/env bash
# Makes sure the tests find PostgreSQL, Chromium and Chinese fonts; only CI=true insists on all of them.
set -euo pipefail
cd "$(dirname "$0")/.."

needed=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || needed+=(postgresql)
command -v chromium >/dev/null || command -v google-chrome >/dev/null || needed+=(chromium)
[ -n "$(fc-list :lang=zh-cn family 2>/dev/null | head -n 1)" ] || needed+=(fontconfig fonts-noto-cjk)
[ ${#needed[@]} -gt 0 ] || exit 0

if ! scripts/debian-packages.sh "${needed[@]}"; then
  [ "${CI:-}" != true ] || exit 1
  echo "继续执行：缺少上述组件的测试将被跳过。 Going on: tests that need the missing packages are skipped." >&2
fi
