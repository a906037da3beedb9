import sqlite3

from flask import Blueprint, current_app, g, jsonify, request

bp = Blueprint("invoices", __name__, url_prefix="/invoices")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


@bp.get("/")
def list_invoices():
    customer = request.args.get("customer", "")
    clause = f"WHERE customer LIKE '%{customer}%'" if customer else ""
    query = f"SELECT id, customer, amount FROM invoices {clause} ORDER BY id"
    rows = get_db().execute(query).fetchall()
    return jsonify([dict(row) for row in rows])


@bp.get("/<int:invoice_id>")
def get_invoice(invoice_id):
    row = get_db().execute("SELECT * FROM invoices WHERE id = ?", (invoice_id,)).fetchone()
    if row is None:
        return jsonify(error="not found"), 404
    return jsonify(dict(row))
