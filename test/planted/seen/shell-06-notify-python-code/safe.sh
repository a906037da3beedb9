#!/usr/bin/env bash
# Post the result of a build to the team chat.
set -euo pipefail

: "${CHAT_WEBHOOK:?}" "${BUILD_STATUS:?}"

author=$(git log -1 --format=%an)
message=$(git log -1 --format=%s)

payload=$(python3 -c '
import json, sys
print(json.dumps({"text": sys.argv[1]}))
' "$BUILD_STATUS: $message ($author)")

curl --fail --silent --show-error \
  --header 'Content-Type: application/json' \
  --data "$payload" \
  "$CHAT_WEBHOOK"
