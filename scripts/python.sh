#!/usr/bin/env bash
# Makes .venv hold exactly the pinned packages; does nothing when it already does.
#   scripts/python.sh run    requirements.txt
#   scripts/python.sh dev    requirements-dev.txt as well
set -euo pipefail
cd "$(dirname "$0")/.."
wanted=${1:?run or dev}
venv=.venv

found_python() {
  local candidate
  for candidate in "${PYTHON:-python3.11}" /usr/bin/python3.11 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
}

digest_of() {
  cat scripts/python.sh "$@" | sha256sum | cut -d' ' -f1
}

case "$wanted" in
  run) files=(requirements.txt) ;;
  dev) files=(requirements.txt requirements-dev.txt) ;;
  *) echo "scripts/python.sh: run or dev, not $wanted" >&2; exit 2 ;;
esac
digest=$(digest_of "${files[@]}")
fresh() { [ "$(cat "$venv/.installed-$wanted" 2>/dev/null)" = "$digest" ] && "$venv/bin/python" -c '' 2>/dev/null; }
fresh && exit 0

# two commands in one folder wait for each other
exec 9<scripts/python.sh
flock 9
fresh && exit 0

if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
  python=$(found_python)
  if [ -z "$python" ] || ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    scripts/debian-packages.sh python3.11 python3.11-venv
    python=$(found_python)
  fi
  echo "建立 Python 环境 Making the Python environment in $venv"
  rm -rf "$venv"
  "$python" -m venv "$venv"
fi
echo "安装依赖 Installing the pinned packages (${files[*]})"
# the pins are complete, so nothing beyond them may come in
if ! "$venv/bin/python" -m pip install -qq --disable-pip-version-check --no-deps -r "${files[-1]}"; then
  echo "依赖安装失败：请检查网络或 pip 的设置后再执行同一命令。" >&2
  echo "The packages could not be installed: check the network or pip's settings, then run the same command again." >&2
  exit 1
fi
problems=$("$venv/bin/python" -m pip check --disable-pip-version-check 2>&1) || {
  printf '%s\n' "$problems" >&2
  echo "requirements 文件不完整：把上面列出的包也固定版本写入。" >&2
  echo "The requirements are not complete: pin the packages named above as well." >&2
  exit 1
}
[ "$wanted" = run ] || digest_of requirements.txt >"$venv/.installed-run"
echo "$digest" >"$venv/.installed-$wanted"
