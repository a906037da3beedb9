import json
from typing import Any

from redis.asyncio import Redis

from profiles.repository import load_profile

redis = Redis(host="cache", decode_responses=True)
TTL = 300


async def read_cache(user_id: int) -> dict[str, Any] | None:
    raw = await redis.get(f"profile:{user_id}")
    return json.loads(raw) if raw else None


async def write_cache(user_id: int, profile: dict[str, Any]) -> None:
    await redis.set(f"profile:{user_id}", json.dumps(profile), ex=TTL)


async def get_profile(user_id: int) -> dict[str, Any]:
    profile = await load_profile(user_id)
    await write_cache(user_id, profile)
    return profile


async def forget_profile(user_id: int) -> None:
    await redis.delete(f"profile:{user_id}")
