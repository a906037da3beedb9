import type Database from 'better-sqlite3';

/** Every column but the payload, under its name in the schema. */
const COLUMNS = `sequence, id, event, installation, repository, lane, kind, head, version, label, fresh, state, passing, note, attempts,
  received_at AS receivedAt, due_at AS dueAt`;

const ADD = `
INSERT INTO deliveries (id, digest, event, installation, repository, lane, kind, head, version, label, fresh, payload, state, attempts,
  received_at, due_at)
VALUES (@id, @digest, @event, @installation, @repository, @lane, @kind, @head, @version, @label, @fresh, @payload, 'queued', 0, @now, @now)
ON CONFLICT (id) DO UPDATE SET digest = @digest, payload = @payload, state = 'queued', passing = 0, attempts = 0, due_at = @now,
  finished_at = NULL`;

/** What ends no longer needs its payload. */
const END = 'note = @note, payload = NULL, finished_at = @now';

type Name =
  | 'add'
  | 'find'
  | 'isKnownBody'
  | 'payload'
  | 'waiting'
  | 'depth'
  | 'depthOf'
  | 'start'
  | 'finish'
  | 'handBack'
  | 'move'
  | 'recover'
  | 'refuseInstallation'
  | 'passing'
  | 'forget'
  | 'probe';

/** The statements of the table of deliveries, prepared once. */
export function deliveryStatements(db: Database.Database): Readonly<Record<Name, Database.Statement>> {
  return {
    add: db.prepare(ADD),
    find: db.prepare(`SELECT ${COLUMNS} FROM deliveries WHERE id = @id`),
    isKnownBody: db.prepare("SELECT 1 FROM deliveries WHERE digest = @digest AND state <> 'failed'"),
    payload: db.prepare('SELECT payload FROM deliveries WHERE id = @id').pluck(),
    waiting: db.prepare(`SELECT ${COLUMNS} FROM deliveries WHERE state = 'queued' ORDER BY sequence`),
    depth: db.prepare("SELECT count(*) FROM deliveries WHERE state = 'queued'").pluck(),
    depthOf: db
      .prepare("SELECT count(*) FROM deliveries WHERE state = 'queued' AND installation = @installation")
      .pluck(),
    start: db.prepare("UPDATE deliveries SET state = 'running', attempts = attempts + 1 WHERE id = @id"),
    finish: db.prepare(`UPDATE deliveries SET state = @state, ${END} WHERE id = @id`),
    handBack: db.prepare(
      `UPDATE deliveries SET state = 'queued', note = @note, due_at = @due, attempts = max(0, attempts - @uncounted)
       WHERE id = @id`,
    ),
    move: db.prepare(
      `UPDATE deliveries SET state = 'queued', kind = 'review', fresh = 1, lane = @lane, head = @head,
         attempts = max(0, attempts - 1) WHERE id = @id`,
    ),
    recover: db
      .prepare("UPDATE deliveries SET state = 'queued', note = @note WHERE state = 'running' RETURNING id")
      .pluck(),
    refuseInstallation: db.prepare(
      `UPDATE deliveries SET state = 'refused', ${END} WHERE installation = @installation AND state = 'queued'`,
    ),
    passing: db.prepare('UPDATE deliveries SET passing = 1 WHERE id = @id'),
    forget: db.prepare('DELETE FROM deliveries WHERE finished_at < @time'),
    probe: db.prepare('DELETE FROM deliveries WHERE sequence < 0'),
  };
}
