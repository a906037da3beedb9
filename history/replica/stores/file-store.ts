import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { InfrastructureError, describeCause } from '../../../schemas/problem.ts';
import { newId } from '../../ids.ts';
import { EPOCHS, type ListedObject, type ObjectStore, type ReplicaSettings, type StoredObject } from '../store.ts';

const MANIFESTS = 'manifests';
const NUMBERED = /^HEAD\.(\d{12})\.json$/;
/** Older manifests are kept for people; nothing reads them. */
const KEPT_MANIFESTS = 50;

/**
 * A store in a folder of this host. The manifest is a row of numbered files, each made by link(2), which fails when the name is taken:
 * the compare-and-swap of file systems. Not for network file systems, where that promise is weak.
 */
export function openFileStore(folder: string): ObjectStore {
  return new FileStore(folder);
}

class FileStore implements ObjectStore {
  readonly url: string;
  readonly litestreamEnvironment = {};
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.url = `file://${folder}`;
  }

  async readHead(): Promise<StoredObject | null> {
    return this.#inWords(async () => {
      const newest = (await this.#numbers()).at(-1);
      if (newest === undefined) return null;
      return { bytes: await readFile(this.#manifest(newest)), version: String(newest) };
    });
  }

  async swapHead(bytes: Uint8Array, expected: string | null): Promise<'swapped' | 'lost'> {
    return this.#inWords(async () => {
      const numbers = await this.#numbers();
      const newest = numbers.at(-1) ?? 0;
      if (String(newest) !== (expected ?? '0')) return 'lost';
      await mkdir(join(this.#folder, MANIFESTS), { recursive: true, mode: 0o700 });
      const draft = join(this.#folder, MANIFESTS, `.draft-${newId()}`);
      await writeFile(draft, bytes, { mode: 0o600, flush: true });
      try {
        await link(draft, this.#manifest(newest + 1));
      } catch (error) {
        if (isCode(error, 'EEXIST')) return 'lost';
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
      for (const old of numbers.slice(0, -KEPT_MANIFESTS)) await rm(this.#manifest(old), { force: true });
      return 'swapped';
    });
  }

  async list(folder: string): Promise<readonly ListedObject[]> {
    return this.#inWords(async () => {
      const entries = await readdir(join(this.#folder, folder), { recursive: true, withFileTypes: true }).catch(
        (error: unknown) => {
          if (isCode(error, 'ENOENT')) return [];
          throw error;
        },
      );
      const found: ListedObject[] = [];
      for (const entry of entries) {
        if (!entry.isFile()) continue;
        const path = join(entry.parentPath, entry.name);
        const facts = await stat(path).catch(() => null);
        // Litestream may have compacted it away since.
        if (facts === null) continue;
        found.push({
          key: relative(this.#folder, path).split(sep).join('/'),
          size: facts.size,
          modifiedAt: facts.mtime,
        });
      }
      return found.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    await this.#inWords(async () => {
      for (const key of keys) await rm(join(this.#folder, key), { force: true });
      for (const folder of new Set(keys.map((key) => dirname(key)))) await this.#removeEmpty(folder);
    });
  }

  async tryConditionalWrites(key: string): Promise<{ readonly holds: boolean; readonly canDelete: boolean }> {
    return this.#inWords(async () => {
      const draft = join(this.#folder, key);
      const taken = `${draft}.taken`;
      await mkdir(dirname(draft), { recursive: true, mode: 0o700 });
      await writeFile(draft, '', { mode: 0o600 });
      await link(draft, taken);
      const holds = await link(draft, taken).then(
        () => false,
        (error: unknown) => isCode(error, 'EEXIST'),
      );
      await this.remove([key, `${key}.taken`]);
      return { holds, canDelete: true };
    });
  }

  /** The swap is made by links, which the file system itself refuses to make twice. */
  async holdsConditions(): Promise<boolean> {
    return true;
  }

  async clock(): Promise<null> {
    return null;
  }

  replicaOf(epoch: string): ReplicaSettings {
    return { type: 'file', path: join(this.#folder, EPOCHS, epoch) };
  }

  close(): void {}

  async #removeEmpty(folder: string): Promise<void> {
    for (let at = folder; at !== '.' && at !== EPOCHS; at = dirname(at)) {
      const left = await readdir(join(this.#folder, at)).catch(() => ['gone']);
      if (left.length > 0) return;
      await rm(join(this.#folder, at), { recursive: true, force: true });
    }
  }

  async #numbers(): Promise<number[]> {
    const names = await readdir(join(this.#folder, MANIFESTS)).catch((error: unknown) => {
      if (isCode(error, 'ENOENT')) return [];
      throw error;
    });
    return names
      .flatMap((name) => NUMBERED.exec(name)?.[1] ?? [])
      .map(Number)
      .toSorted((a, b) => a - b);
  }

  #manifest(number: number): string {
    return join(this.#folder, MANIFESTS, `HEAD.${String(number).padStart(12, '0')}.json`);
  }

  async #inWords<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (cause) {
      throw new InfrastructureError({
        what: `the store of the history cannot be used: ${describeCause(cause)}`,
        where: this.url,
        remedy: 'Make the folder readable and writable for the user that runs Docket.',
        cause,
      });
    }
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
