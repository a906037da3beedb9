#!/bin/bash
# Keep the newest releases and delete the rest.

releases_dir=${RELEASES_DIR:-/srv/app/releases}
keep=${KEEP:-5}

case $keep in
  '' | *[!0-9]*)
    echo "KEEP must be a number" >&2
    exit 64
    ;;
esac

current=$(readlink -f /srv/app/current)
cd "$releases_dir" || exit 1

find . -mindepth 1 -maxdepth 1 -type d -printf '%T@ %P\n' |
  sort -rn |
  tail -n "+$((keep + 1))" |
  while read -r _ name; do
    if [[ $(readlink -f "$name") != "$current" ]]; then
      echo "removing $name"
      rm -rf -- "./$name"
    fi
  done
