#!/usr/bin/env fish
# Removes the previews of branches that are merged.

set -l host preview@web3.intern
set -l root /srv/previews

git fetch --prune --quiet
or exit 1

set -l branches (git branch -r --merged origin/main --format '%(refname:lstrip=3)')

for branch in $branches
    contains -- $branch main HEAD release
    and continue

    echo "merged: $branch"
end

echo (count $branches) branches were looked at
