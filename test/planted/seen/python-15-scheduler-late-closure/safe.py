import logging
import sched
import time
from collections.abc import Callable

log = logging.getLogger(__name__)


class Scheduler:
    def __init__(self) -> None:
        self._queue = sched.scheduler(time.monotonic, time.sleep)
        self._callbacks: list[Callable[[], None]] = []

    def load(self, jobs: dict[str, Callable[[], None]]) -> None:
        for name, job in jobs.items():

            def run(name=name, job=job) -> None:
                log.info("running %s", name)
                job()

            self._callbacks.append(run)

    def start(self, interval: float, rounds: int) -> None:
        for turn in range(rounds):
            for callback in self._callbacks:
                self._queue.enter(turn * interval, 1, callback)
        self._queue.run()
