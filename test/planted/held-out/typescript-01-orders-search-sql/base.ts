import { Router } from "express";
import { pool } from "../db/pool";
import { requireTenant } from "../middleware/tenant";

export const orders = Router();

orders.use(requireTenant);

orders.get("/", async (req, res, next) => {
  const { limit } = req.query as Record<string, string | undefined>;
  const max = Math.min(Number(limit) || 50, 200);
  const tenantId = res.locals.tenantId;

  try {
    const { rows } = await pool.query(
      "SELECT id, total, placed_at FROM orders WHERE tenant_id = $1 ORDER BY placed_at DESC LIMIT $2",
      [tenantId, max],
    );
    res.json({ items: rows, limit: max });
  } catch (err) {
    next(err);
  }
});
