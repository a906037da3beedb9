#!/usr/bin/env bash
set -euo pipefail

usage() {
  echo "usage: $0 ENVIRONMENT [HELM OPTIONS...]" >&2
  exit 64
}

[[ $# -ge 1 ]] || usage
environment=$1
shift

case "$environment" in
  staging | production) ;;
  *) usage ;;
esac

cmd=(helm upgrade --install shop ./chart --namespace "shop-$environment" --wait)
for option in "$@"; do
  cmd+=("$option")
done

echo "running: ${cmd[*]}"
"${cmd[@]}"
