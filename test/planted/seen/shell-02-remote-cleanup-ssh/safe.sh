#!/usr/bin/env bash
# Remove one old release on every web host.
set -euo pipefail

hosts_file=${HOSTS_FILE:-/etc/shop/web-hosts}
release=${1:?release name is required}

if [[ $release == */* || $release == .* ]]; then
  echo "release must be a plain name" >&2
  exit 64
fi

failed=0
while read -r host; do
  [[ -n $host ]] || continue
  echo "cleaning $release on $host"
  if ! ssh -n -o BatchMode=yes "deploy@$host" "rm -rf -- $(printf '%q' "/srv/releases/$release")"; then
    failed=$((failed + 1))
  fi
done <"$hosts_file"

exit "$((failed > 0))"
