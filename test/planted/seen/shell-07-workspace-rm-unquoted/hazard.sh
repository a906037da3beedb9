#!/usr/bin/env bash
# Remove the build output of one project below the workspace.
set -euo pipefail

workspace=${WORKSPACE:-$HOME/workspace}
project=${1:?project name is required}
keep_cache=${KEEP_CACHE:-no}

if [[ $project == */* || $project == . || $project == .. ]]; then
  echo "project must be a plain name" >&2
  exit 64
fi

target=$workspace/$project/build
if [[ ! -d $target ]]; then
  echo "nothing to clean in $target"
  exit 0
fi

rm -rf $target
if [[ $keep_cache != yes ]]; then
  rm -rf -- "$workspace/$project/.cache"
fi
echo "cleaned $project"
