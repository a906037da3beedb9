import argparse
import csv
import sys
from collections import Counter


def read_counts(stream) -> tuple[Counter, int]:
    counts: Counter = Counter()
    total = 0
    for row in csv.DictReader(stream):
        counts[row["category"]] += 1
        total += 1
    return counts, total


def main() -> int:
    parser = argparse.ArgumentParser(description="Summarise a ticket export")
    parser.add_argument("--top", type=int, default=10)
    args = parser.parse_args()

    counts, total = read_counts(sys.stdin)
    if not total:
        print("no rows", file=sys.stderr)
        return 1
    for name, count in counts.most_common(args.top):
        print("%-20s %6d" % (name, count))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
