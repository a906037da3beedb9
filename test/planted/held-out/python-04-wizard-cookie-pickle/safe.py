import base64
import binascii
import json

from django.http import JsonResponse
from django.views.decorators.http import require_GET

COOKIE = "wizard_state"


def encode_state(state: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


def decode_state(value: str) -> dict:
    payload = base64.urlsafe_b64decode(value)
    return {"step": int(json.loads(payload)["step"])}


@require_GET
def wizard_resume(request):
    try:
        state = decode_state(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, ValueError, KeyError, TypeError):
        state = {"step": 1}
    response = JsonResponse({"step": state["step"]})
    response.set_cookie(COOKIE, encode_state(state), httponly=True, secure=True)
    return response
