"""Renders the invoices of a folder: one JSON file an order in, one HTML file out."""

import html
import json
import sys
from pathlib import Path


def render(order):
    lines = "".join(
        f"<tr><td>{html.escape(line['sku'])}</td><td>{line['quantity']}</td></tr>" for line in order["lines"]
    )
    return f"<h1>Invoice {html.escape(order['id'])}</h1><table>{lines}</table>"


def render_folder(folder):
    for source in sorted(folder.glob("*.json")):
        order = json.loads(source.read_text(encoding="utf-8"))
        source.with_suffix(".html").write_text(render(order), encoding="utf-8")


if __name__ == "__main__":
    render_folder(Path(sys.argv[1]))
