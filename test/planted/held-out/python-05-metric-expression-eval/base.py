import logging

from flask import Flask, jsonify, request

app = Flask(__name__)
log = logging.getLogger(__name__)
ALERTS: dict[str, dict] = {}


def parse_threshold(text):
    return float(text)


@app.put("/alerts/<name>")
def put_alert(name):
    payload = request.get_json()
    try:
        threshold = parse_threshold(payload["threshold"])
    except (KeyError, SyntaxError, TypeError, ValueError):
        return jsonify(error="threshold is not readable"), 400

    ALERTS[name] = {"threshold": threshold, "channel": payload.get("channel", "ops")}
    log.info("alert stored")
    return jsonify(ALERTS[name])
