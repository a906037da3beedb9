import base64
import binascii
import pickle as serializer

from django.http import JsonResponse
from django.views.decorators.http import require_GET

COOKIE = "wizard_state"


def encode_state(state: dict) -> str:
    return base64.urlsafe_b64encode(serializer.dumps(state)).decode()


def decode_state(value: str) -> dict:
    payload = base64.urlsafe_b64decode(value)
    return serializer.loads(payload)


@require_GET
def wizard_resume(request):
    try:
        state = decode_state(request.COOKIES.get(COOKIE, ""))
    except (binascii.Error, serializer.UnpicklingError, EOFError):
        state = {"step": 1}
    response = JsonResponse({"step": state["step"]})
    response.set_cookie(COOKIE, encode_state(state), httponly=True, secure=True)
    return response
