import { Router } from "express";
import { pool } from "../db/pool";
import { requireTenant } from "../middleware/tenant";

export const orders = Router();

orders.use(requireTenant);

orders.get("/", async (req, res, next) => {
  const { status = "open", limit } = req.query as Record<string, string | undefined>;
  const max = Math.min(Number(limit) || 50, 200);
  const tenantId = res.locals.tenantId;

  try {
    const where = `tenant_id = $1 AND status = '${status}'`;
    const { rows } = await pool.query(
      `SELECT id, total, placed_at FROM orders WHERE ${where} ORDER BY placed_at DESC LIMIT $2`,
      [tenantId, max],
    );
    res.json({ items: rows, limit: max });
  } catch (err) {
    next(err);
  }
});
