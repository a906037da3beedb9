#!/bin/sh
# Compress rotated logs of all tenants and record their checksums.
set -eu

LOG_ROOT=${LOG_ROOT:-/var/log/tenants}
MANIFEST=${MANIFEST:-/var/lib/log-archive/manifest}

export MANIFEST
: >>"$MANIFEST"

if [ ! -d "$LOG_ROOT" ]; then
  echo "no log directory: $LOG_ROOT" >&2
  exit 1
fi

find "$LOG_ROOT" -type f -name '*.log.[0-9]*' ! -name '*.gz' -mtime +1 \
  -exec sh -c 'sha256sum {} >>"$MANIFEST" && gzip -9 {}' \;

find "$LOG_ROOT" -type f -name '*.gz' -mtime +90 -delete
