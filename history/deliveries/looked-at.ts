import type Database from 'better-sqlite3';

/** Heads of pull requests that a run has looked at to its end: a late delivery of the same head is no reason for another. */
export class LookedAt {
  readonly #has: Database.Statement;
  readonly #add: Database.Statement;
  readonly #forget: Database.Statement;

  constructor(db: Database.Database) {
    this.#has = db.prepare('SELECT 1 FROM looked_at WHERE lane = @lane AND head = @head');
    this.#add = db.prepare(
      'INSERT INTO looked_at (lane, head, at) VALUES (@lane, @head, @at) ON CONFLICT DO UPDATE SET at = excluded.at',
    );
    this.#forget = db.prepare('DELETE FROM looked_at WHERE at < @time');
  }

  has(lane: string, head: string): boolean {
    return this.#has.get({ lane, head }) !== undefined;
  }

  add(lane: string, head: string, at: number): void {
    this.#add.run({ lane, head, at });
  }

  forgetBefore(time: number): void {
    this.#forget.run({ time });
  }
}
