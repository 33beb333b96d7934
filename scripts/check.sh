#!/usr/bin/env bash
# The static half of the gate: runs every check, says which failed, fails if one did.
set -uo pipefail
cd "$(dirname "$0")/.."
py=.venv/bin/python
failed=()

step() {
  local name=$1
  shift
  local output
  if output=$("$@" 2>&1); then
    echo "ok      $name"
  else
    echo "FAILED  $name"
    printf '%s\n' "$output"
    failed+=("$name")
  fi
}

step "format" "$py" -m ruff format --check .
step "lint" "$py" -m ruff check .
step "types" "$py" -m mypy
step "imports" "$py" -m scripts.imports
step "sizes" "$py" -m scripts.sizes
step "licences" "$py" -m scripts.licences

[ ${#failed[@]} -eq 0 ] || { echo "make check: ${failed[*]} failed" >&2; exit 1; }
