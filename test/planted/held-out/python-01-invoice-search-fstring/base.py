import sqlite3

from flask import Blueprint, current_app, g, jsonify

bp = Blueprint("invoices", __name__, url_prefix="/invoices")


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(current_app.config["DATABASE"])
        g.db.row_factory = sqlite3.Row
    return g.db


@bp.get("/")
def list_invoices():
    rows = get_db().execute("SELECT id, customer, amount FROM invoices ORDER BY id").fetchall()
    return jsonify([dict(row) for row in rows])


@bp.get("/<int:invoice_id>")
def get_invoice(invoice_id):
    row = get_db().execute("SELECT * FROM invoices WHERE id = ?", (invoice_id,)).fetchone()
    if row is None:
        return jsonify(error="not found"), 404
    return jsonify(dict(row))
