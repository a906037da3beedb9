#!/usr/bin/env bash
# Convert uploaded scans to PDF, several at a time.
set -euo pipefail

inbox=${1:-/srv/scans/inbox}
outbox=${2:-/srv/scans/outbox}

mkdir -p "$outbox"

for scan in "$inbox"/*.tif; do
  [[ -f $scan ]] || continue
  tiff2pdf -o "$outbox/$(basename "$scan" .tif).pdf" "$scan"
done

echo "converted files are in $outbox"
