"""Translate upstream carrier codes into our shipment states."""

from enum import Enum


class State(str, Enum):
    CREATED = "created"
    IN_TRANSIT = "in_transit"
    DELIVERED = "delivered"
    RETURNED = "returned"
    LOST = "lost"


CARRIER_CODES = {
    "CRE": State.CREATED,
    "PUP": State.IN_TRANSIT,
    "HUB": State.IN_TRANSIT,
    "DLV": State.DELIVERED,
}


def translate(code: str) -> State:
    try:
        return CARRIER_CODES[code.strip().upper()]
    except KeyError:
        raise ValueError(f"unknown carrier code: {code!r}") from None
