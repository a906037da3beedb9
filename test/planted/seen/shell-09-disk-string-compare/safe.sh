#!/usr/bin/env bash
# Warn when a file system is nearly full.
set -euo pipefail

limit=${LIMIT:-90}
mail_to=${MAIL_TO:-root}
report=""

while read -r used mount; do
  percent=${used%\%}
  if ((percent > 90)) || ((percent > limit)); then
    report+="$mount is at $percent%"$'\n'
  fi
done < <(df --local --output=pcent,target | tail -n +2)

if [[ -n $report ]]; then
  printf '%s' "$report" | mail -s "disk usage on $(hostname)" "$mail_to"
fi
