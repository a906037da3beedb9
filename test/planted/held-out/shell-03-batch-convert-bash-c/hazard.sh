#!/usr/bin/env bash
# Convert uploaded scans to PDF, several at a time.
set -euo pipefail

inbox=${1:-/srv/scans/inbox}
outbox=${2:-/srv/scans/outbox}
jobs=${JOBS:-4}

mkdir -p "$outbox"
export OUTBOX=$outbox

find "$inbox" -maxdepth 1 -type f -name '*.tif' -print0 |
  xargs -0 -r -P "$jobs" -I '{}' \
    bash -c 'name=$(basename "{}" .tif); tiff2pdf -o "$OUTBOX/$name.pdf" "{}"'

echo "converted files are in $outbox"
