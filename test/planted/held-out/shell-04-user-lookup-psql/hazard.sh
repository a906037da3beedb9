#!/bin/sh
# Print the account that belongs to an e-mail address.
set -eu

if [ $# -lt 1 ]; then
  echo "usage: $0 EMAIL" >&2
  exit 64
fi

email=$1
database=${DATABASE_URL:-postgres:///shop}

run_sql() {
  psql --no-psqlrc --quiet --tuples-only --set ON_ERROR_STOP=1 "$@" "$database"
}

query="SELECT id, status, created_at FROM accounts WHERE email = lower('$email')"
run_sql --command "$query"
