import asyncio
import asyncio.subprocess as aproc
from pathlib import Path

from fastapi import APIRouter, HTTPException

router = APIRouter()
MEDIA_ROOT = Path("/var/lib/media")


async def convert(name: str, width: int) -> bytes:
    source = (MEDIA_ROOT / name).resolve()
    if not source.is_relative_to(MEDIA_ROOT) or not source.is_file():
        raise HTTPException(status_code=404)
    pipeline = 'convert "$1" -resize "$2" png:- | pngquant -'
    proc = await asyncio.create_subprocess_exec(
        "sh", "-c", pipeline, "thumb", str(source), str(width),
        stdout=aproc.PIPE,
    )
    out, _ = await proc.communicate()
    if proc.returncode != 0:
        raise HTTPException(status_code=422)
    return out


@router.get("/thumbs/{name}")
async def thumbnail(name: str, width: int = 320):
    data = await convert(name, min(max(width, 16), 2048))
    return {"bytes": len(data)}
