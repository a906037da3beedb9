from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Subscription:
    plan: str
    seats: int
    country: str


PRICES = {"free": Decimal("0"), "team": Decimal("8"), "business": Decimal("15")}


def monthly_price(subscription: Subscription) -> Decimal:
    price = PRICES[subscription.plan] * subscription.seats
    return price.quantize(Decimal("0.01"))


def yearly_price(subscription: Subscription) -> Decimal:
    return monthly_price(subscription) * 10
