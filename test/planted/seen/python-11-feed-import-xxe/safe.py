from decimal import Decimal

from flask import Flask, jsonify, request
from lxml import etree

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 5 * 1024 * 1024


def parse_feed(data: bytes):
    parser = etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True)
    root = etree.fromstring(data, parser=parser)
    for item in root.iterfind("product"):
        yield {
            "sku": item.findtext("sku", "").strip(),
            "title": item.findtext("title", "").strip(),
            "price": str(Decimal(item.findtext("price", "0"))),
        }


@app.post("/suppliers/<int:supplier_id>/feed")
def import_feed(supplier_id):
    try:
        products = list(parse_feed(request.get_data()))
    except (etree.XMLSyntaxError, ArithmeticError):
        return jsonify(error="feed is not readable"), 400
    return jsonify(supplier=supplier_id, products=products)
