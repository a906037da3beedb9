import fcntl
import os
import subprocess
from pathlib import Path

LOCK = Path("/run/lock/deploy.lock")


def run_migrations(release: Path) -> int:
    """Run the migrations of a release under the host lock and return their number."""
    descriptor = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    applied = 0
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for script in sorted((release / "migrations").glob("*.py")):
            subprocess.run(["python3", str(script)], check=True)
            applied += 1
        return applied
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def main() -> None:
    release = Path(os.environ.get("RELEASE_DIR", "/srv/app/current"))
    print(f"{run_migrations(release)} migrations applied")


if __name__ == "__main__":
    main()
