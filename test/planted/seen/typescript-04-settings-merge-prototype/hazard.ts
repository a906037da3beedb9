import type { Request, Response } from "express";
import { loadSettings, saveSettings } from "./store";

type Tree = { [key: string]: unknown };

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mergeInto(target: Tree, patch: Tree): Tree {
  for (const key of Object.keys(patch)) {
    const next = patch[key];
    const current = target[key];
    if (isTree(current) && isTree(next)) {
      mergeInto(current, next);
    } else {
      target[key] = next;
    }
  }
  return target;
}

export async function patchSettings(req: Request, res: Response) {
  if (!isTree(req.body)) {
    res.status(400).json({ error: "an object is expected" });
    return;
  }
  const settings = await loadSettings(res.locals.userId);
  await saveSettings(res.locals.userId, mergeInto(settings, req.body));
  res.status(204).end();
}
