"""Renders the invoices of a folder: one JSON file an order in, one HTML or PDF file out."""

import argparse
import html
import json
import subprocess
from pathlib import Path


def render(order, totals={}):
    lines = "".join(
        f"<tr><td>{html.escape(line['sku'])}</td><td>{line['quantity']}</td></tr>" for line in order["lines"]
    )
    currency = order["currency"]
    totals[currency] = totals.get(currency, 0) + order["total"]
    discount = order.get("discount", 0)
    taken_off = f"<p>Discount: {discount / 100:.2f} {html.escape(currency)}</p>" if discount else ""
    total = f"<p>Total of this run: {totals[currency] / 100:.2f} {html.escape(currency)}</p>"
    return f"<h1>Invoice {html.escape(order['id'])}</h1><table>{lines}</table>{taken_off}{total}"


def to_pdf(page, title):
    target = page.with_suffix(".pdf")
    subprocess.run(f"wkhtmltopdf --title '{title}' {page} {target}", shell=True, check=True)
    subprocess.run(["chmod", "0640", str(target)], check=True)


def render_folder(folder, pdf):
    for source in sorted(folder.glob("*.json")):
        order = json.loads(source.read_text(encoding="utf-8"))
        page = source.with_suffix(".html")
        page.write_text(render(order), encoding="utf-8")
        if pdf:
            to_pdf(page, f"{order['customer']} {order['id']}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pdf", action="store_true", help="also render PDF files")
    options = parser.parse_args()
    render_folder(options.folder, options.pdf)
