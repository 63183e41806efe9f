#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Plays the run that README.md records ("## A run") with the thoth-msg of the PATH, and compares what is printed. It needs no
# more than a bare Debian has, so that it can be played wherever a package was installed.
#
# Usage: tests/package/recorded_run.sh [README]
set -eu

readme=${1:-$(dirname "$0")/../../README.md}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The first console block of the section.
# shellcheck disable=SC2016  # the backticks are Markdown's
sed -n '/^## A run$/,/^## /p' "$readme" | sed -n '/^```console$/,/^```$/p' | sed '/^```/d' >"$work/recorded"
if ! grep -q '^\$ ' "$work/recorded"; then
  echo "recorded_run: $readme records no run" >&2
  exit 1
fi
{
  echo 'exec 2>&1'
  sed -n 's/^\$ //p' "$work/recorded" | while IFS= read -r line; do
    printf 'cat <<"SHOWN"\n$ %s\nSHOWN\n%s\n' "$line" "$line"
  done
} >"$work/commands"

# What a run takes is another figure each time.
without_times() { sed -E 's/[0-9]+\.[0-9]+ s/N s/' "$1"; }

unset KAFKA_BOOTSTRAP_SERVERS THOTH_MSG_CATALOG
mkdir "$work/folder"
(cd "$work/folder" && thoth-msg dev-broker -- sh -e "$work/commands") >"$work/printed" || {
  echo "recorded_run: a command failed; what was printed:" >&2
  cat "$work/printed" >&2
  exit 1
}
without_times "$work/recorded" >"$work/expected"
without_times "$work/printed" >"$work/actual"
diff -u "$work/expected" "$work/actual"
thoth-msg --version
echo "recorded_run: what $readme records was printed"
