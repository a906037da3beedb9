#!/usr/bin/env bash
# Convert uploaded scans to PDF, several at a time.
set -euo pipefail

inbox=${1:-/srv/scans/inbox}
outbox=${2:-/srv/scans/outbox}
jobs=${JOBS:-4}

mkdir -p "$outbox"
export OUTBOX=$outbox

find "$inbox" -maxdepth 1 -type f -name '*.tif' -print0 |
  xargs -0 -r -P "$jobs" -n 1 \
    bash -c 'name=$(basename "$1" .tif); tiff2pdf -o "$OUTBOX/$name.pdf" "$1"' convert

echo "converted files are in $outbox"
