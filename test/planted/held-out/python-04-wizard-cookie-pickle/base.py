import base64
import json

from django.http import JsonResponse
from django.views.decorators.http import require_GET

COOKIE = "wizard_state"


def encode_state(state: dict) -> str:
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


@require_GET
def wizard_start(request):
    response = JsonResponse({"step": 1})
    response.set_cookie(COOKIE, encode_state({"step": 1}), httponly=True, secure=True)
    return response
