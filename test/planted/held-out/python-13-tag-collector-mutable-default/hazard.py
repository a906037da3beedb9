from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Host:
    name: str
    environment: str
    labels: dict[str, str] = field(default_factory=dict)


def collect_tags(host: Host, tags: list[str] = []) -> list[str]:
    tags.append(f"env:{host.environment}")
    tags.extend(f"{key}:{value}" for key, value in sorted(host.labels.items()))
    return tags


def tag_index(hosts: Iterable[Host]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for host in hosts:
        for tag in collect_tags(host):
            index.setdefault(tag, []).append(host.name)
    return index
