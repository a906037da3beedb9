import type { ChangeSet, SkippedInput } from '../../schemas/change-set.ts';
import type { SecretScanner } from '../forge.ts';
import { blankAll, blankSecrets, secretLines } from '../redact/blank-secrets.ts';
import type { KnownSecrets } from '../redact/known/known-secrets.ts';
import type { RawSource } from './raw-source.ts';
import { notSearched } from './redact-files.ts';

interface RedactedMessages extends Pick<ChangeSet, 'label' | 'title' | 'body' | 'commits'> {
  readonly skipped: readonly SkippedInput[];
}

/** The scanner's rules may go by file name; a message has none of its own. */
const PATH = 'commit-message.txt';

/** Label (a branch's name), title, body and commit messages without secrets: those that the scanner finds, and those that the files gave away. */
export async function redactMessages(
  { facts, describe }: Pick<RawSource, 'describe'> & { readonly facts: Pick<RawSource['facts'], 'commits' | 'label'> },
  scanner: SecretScanner,
  known: KnownSecrets,
): Promise<RedactedMessages> {
  const skipped: SkippedInput[] = [];
  const redact = async (texts: readonly Message[]): Promise<Message[]> => {
    const blanked = await redactTexts(texts.map(joined), scanner, skipped);
    return blanked.map((text) => split(known.scrub(known.withoutLiterals(text))));
  };
  const messages = await redact(facts.commits);
  const commits = facts.commits.map(({ id }, index) => ({ id, ...(messages[index] ?? EMPTY) }));
  const { title, body } = describe(commits);
  const [own = EMPTY] = await redact([{ subject: title, body }]);
  return {
    label: known.scrub(await redactLabel(facts.label, scanner)),
    title: own.subject,
    body: own.body,
    commits,
    skipped,
  };
}

/** By its label a change is known again, so one that cannot be searched stays: it is the operator's own word, or a number of GitHub's. */
async function redactLabel(label: string, scanner: SecretScanner): Promise<string> {
  const [scan] = label === '' ? [] : await scanner.scan([{ path: PATH, text: label }]);
  const secrets = scan?.kind === 'scanned' ? secretLines([label], scan.spans) : null;
  return secrets === null ? label : blankSecrets(label, secrets);
}

interface Message {
  readonly subject: string;
  readonly body: string;
}

const EMPTY: Message = { subject: '', body: '' };

function joined({ subject, body }: Message): string {
  return `${subject}\n\n${body}`;
}

/** A subject has no line breaks, and redaction keeps them all. */
function split(text: string): Message {
  const end = text.indexOf('\n');
  return { subject: text.slice(0, end), body: text.slice(end + 2) };
}

/** Texts without the secrets that the scanner finds; one that could not be searched is blanked whole and named in `skipped`. */
export async function redactTexts(
  texts: readonly string[],
  scanner: SecretScanner,
  skipped: SkippedInput[],
): Promise<string[]> {
  const wanted = texts.filter((text) => text.trim() !== '');
  if (wanted.length === 0) return [...texts];
  const scans = await scanner.scan(wanted.map((text) => ({ path: PATH, text })));
  let next = 0;
  return texts.map((text) => {
    if (text.trim() === '') return text;
    const scan = scans[next++] ?? { kind: 'failed', reason: 'the scanner gave no answer' };
    const secrets = scan.kind === 'scanned' ? secretLines(text.split('\n'), scan.spans) : null;
    if (secrets !== null) return blankSecrets(text, secrets);
    skipped.push(notSearched('a title or commit message', scan));
    return blankAll(text);
  });
}
