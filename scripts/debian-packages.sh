#!/usr/bin/env bash
# Makes sure Debian packages are there: installs what is missing as root, otherwise says what to ask for.
#   scripts/debian-packages.sh PACKAGE…
set -euo pipefail

missing=()
for package in "$@"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

if ! command -v apt-get >/dev/null; then
  echo "缺少组件，且本机没有 apt-get。请用本机的包管理器安装等价的组件：${missing[*]}" >&2
  echo "Components are missing and this machine has no apt-get. Install the equivalents of: ${missing[*]}" >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "缺少系统组件。请执行，或请管理员执行：" >&2
  echo "System packages are missing. Run this, or ask your administrator to:" >&2
  echo "    sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi

echo "安装系统组件 Installing Debian packages: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
wait_for_lock=(-o DPkg::Lock::Timeout=600)
install=(apt-get "${wait_for_lock[@]}" install -y -qq --no-install-recommends "${missing[@]}")
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt-get "${wait_for_lock[@]}" update -qq && "${install[@]}"; } >"$log" 2>&1; then
  tail -n 15 "$log" >&2
  echo "系统组件安装失败：${missing[*]}。请检查网络和软件源后重试。" >&2
  echo "Debian packages could not be installed: ${missing[*]}. Check the network and the package sources, then try again." >&2
  exit 1
fi
