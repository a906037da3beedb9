import type { Side } from '../../schemas/location.ts';
import type { Content, Contents, ReadWant, SecretScanner } from '../forge.ts';
import type { KnownSecrets } from '../redact/known/known-secrets.ts';
import { standsIn } from './inspect/find-text.ts';
import { blankAll, blankSecrets, isOfPlaceholder, secretLines, type SecretLines } from '../redact/blank-secrets.ts';

/** Contents from which every secret is blanked before anybody sees them. A file is searched once; only places are kept. */
export class RedactedContents implements Contents {
  readonly #raw: Contents;
  readonly #scanner: SecretScanner;
  readonly #secrets: KnownSecrets;
  /** Paths of files without secrets, which nearly all are. */
  readonly #clean: Readonly<Record<Side, Set<string>>> = { old: new Set(), new: new Set() };
  /** The others by side and path; null where the file could not be searched. */
  readonly #known = new Map<string, Promise<SecretLines | null>>();
  /** Texts in which nothing of a known secret stood, and how much was known then: all checks read the same files, and each search is dear. */
  readonly #untouched = new Map<string, number>();

  /** @param secrets what any file of the change gave away: it is blanked in the others too */
  constructor(raw: Contents, scanner: SecretScanner, secrets: KnownSecrets) {
    this.#raw = raw;
    this.#scanner = scanner;
    this.#secrets = secrets;
  }

  /** Takes over what a search of the whole file found; null where it could not be searched. */
  remember(path: string, side: Side, secrets: SecretLines | null): void {
    this.#untouched.delete(`${side} ${path}`);
    if (secrets?.size === 0) this.#clean[side].add(path);
    else this.#known.set(`${side} ${path}`, Promise.resolve(secrets));
  }

  async read(path: string, side: Side, want?: ReadWant): Promise<Content> {
    const content = await this.#raw.read(path, side);
    // The first bytes of a binary file were not searched, so they stay on this side.
    if (content.kind === 'absent') return { kind: 'absent', why: content.why, reason: content.reason };
    if (content.text === '') return content;
    const key = `${side} ${path}`;
    if (this.#clean[side].has(path)) return { kind: 'text', text: this.#scrub(key, content.text) };
    const known = this.#known.get(key);
    if (known === undefined && want !== undefined && !mayHold(content.text, want)) return WITHOUT;
    const search = known ?? this.#search(path, content.text);
    this.#known.set(key, search);
    const secrets = await search;
    if (secrets === null) return { kind: 'text', text: blankAll(content.text) };
    return { kind: 'text', text: this.#scrub(key, blankSecrets(content.text, secrets)) };
  }

  /** @param key names the text: what stands at a path of one side never changes */
  #scrub(key: string, text: string): string {
    const { learned } = this.#secrets;
    if (this.#untouched.get(key) === learned) return text;
    const scrubbed = this.#secrets.scrub(text);
    if (scrubbed === text) this.#untouched.set(key, learned);
    return scrubbed;
  }

  list(side: Side): Promise<readonly string[] | null> {
    return this.#raw.list(side);
  }

  async #search(path: string, text: string): Promise<SecretLines | null> {
    const [scan] = await this.#scanner.scan([{ path, text }]);
    return scan?.kind === 'scanned' ? secretLines(text.split('\n'), scan.spans) : null;
  }
}

const WITHOUT: Content = { kind: 'absent', why: 'without', reason: 'it holds nothing of what it was read for' };

/** Whether the redacted text may hold one of the texts: what is blanked holds nothing that did not stand there but the placeholders. */
function mayHold(raw: string, { holding, wholeWord = false, beside }: ReadWant): boolean {
  return holding.some((text) => isOfPlaceholder(text) || standsIn(raw, text, wholeWord, beside));
}
