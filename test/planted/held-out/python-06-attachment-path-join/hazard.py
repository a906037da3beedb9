import mimetypes
import os

from flask import Blueprint, abort, request, send_file

bp = Blueprint("attachments", __name__)
BASE_DIR = os.path.realpath("/srv/helpdesk/attachments")


def locate(ticket_id: int, name: str) -> str:
    folder = os.path.join(BASE_DIR, str(ticket_id))
    return os.path.join(folder, name)


@bp.get("/tickets/<int:ticket_id>/attachment")
def download(ticket_id):
    name = request.args.get("file") or abort(400)
    path = locate(ticket_id, name)
    if not os.path.isfile(path):
        abort(404)
    kind, _ = mimetypes.guess_type(path)
    return send_file(path, mimetype=kind, as_attachment=True)
