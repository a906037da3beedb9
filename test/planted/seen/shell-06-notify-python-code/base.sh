#!/usr/bin/env bash
# Post the result of a build to the team chat.
set -euo pipefail

: "${CHAT_WEBHOOK:?}" "${BUILD_STATUS:?}"

author=$(git log -1 --format=%an)
message=$(git log -1 --format=%s)

echo "build $BUILD_STATUS: $message ($author)"
