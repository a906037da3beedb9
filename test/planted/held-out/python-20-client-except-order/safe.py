import logging
import time

import requests

log = logging.getLogger(__name__)


class TrackerError(Exception):
    pass


class TrackerRateLimited(TrackerError):
    def __init__(self, retry_after: float) -> None:
        super().__init__(f"retry after {retry_after}s")
        self.retry_after = retry_after


def post_issue(session: requests.Session, base_url: str, issue: dict) -> dict:
    response = session.post(f"{base_url}/issues", json=issue, timeout=10)
    if response.status_code == 429:
        raise TrackerRateLimited(float(response.headers.get("Retry-After", 1)))
    if not response.ok:
        raise TrackerError(f"tracker answered {response.status_code}")
    return response.json()


def create_issue(session: requests.Session, base_url: str, issue: dict) -> dict | None:
    try:
        return post_issue(session, base_url, issue)
    except TrackerRateLimited as exc:
        time.sleep(exc.retry_after)
        return post_issue(session, base_url, issue)
    except TrackerError:
        log.exception("issue was not created")
        return None
