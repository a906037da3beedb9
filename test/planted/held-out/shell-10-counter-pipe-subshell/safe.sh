#!/usr/bin/env bash
# Check that the links in the documentation answer.
set -eu

docs=${1:-docs}
broken=0

list_links() {
  grep -rhoE 'https://[^ )>"]+' --include='*.md' -- "$1" | sort -u
}

probe() {
  curl --head --silent --fail --location --max-time 10 --output /dev/null -- "$1"
}

while read -r link; do
  if ! probe "$link"; then
    echo "broken: $link"
    broken=$((broken + 1))
  fi
done < <(list_links "$docs")

if [[ $broken -gt 0 ]]; then
  echo "$broken links do not answer" >&2
  exit 1
fi
echo "all links answer"
