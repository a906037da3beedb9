import picomatch from 'picomatch';
import { isRegular } from '../local/git/modes.ts';
import type { NoiseSide, NoiseSubject } from './noise-subject.ts';

/** Folders that hold other people's code, as GitHub's linguist knows them, and scripts that tools bring along. */
const VENDORED = picomatch(
  [
    '**/{node_modules,bower_components,jspm_packages,web_modules,elm-stuff,.yarn/releases,.yarn/plugins,.yarn/sdks,.yarn/unplugged}/**',
    '**/{vendor,vendors,_vendor,_vendored,third_party,third-party,thirdparty,3rdparty,Godeps/_workspace,Pods,Carthage,extern,externals}/**',
    '**/{site-packages,.venv,virtualenv,.bundle,deps/v8}/**',
    '**/{gradlew,gradlew.bat,mvnw,mvnw.cmd,.pnp.cjs,.pnp.loader.mjs}',
    '**/gradle/wrapper/**',
    '**/.mvn/wrapper/**',
  ],
  { dot: true },
);
const MINIFIABLE = picomatch('**/*.{js,mjs,cjs,css}', { dot: true, nocase: true });
/** A migration is run against real data whoever wrote it, so it is always reviewed. */
const MIGRATION = picomatch('**/{migrations,migrate}/**', { dot: true, nocase: true });

const GENERATED = /(?:^|[^\w@])@generated\b|\bcode generated\b.*\bdo not edit\b|<auto-?generated\b/i;
const HEADER_LINES = 10;
const HEADER_COLUMNS = 300;
/** Linguist's measure of minified code: more than 110 characters a line on average. One long line alone proves nothing. */
const MINIFIED_AVERAGE = 110;
const MINIFIED_LEAST = 1000;

/**
 * What a file was at the base already, and still is: vendored, minified or generated. A file that is new, empty, a link or binary there, or
 * that stops being it, was nothing of the kind.
 */
export function baseNoise(subject: NoiseSubject): 'vendored' | 'minified' | 'generated' | null {
  const { status, oldPath, newPath, oldMode, newMode, binary, old } = subject;
  const isGone = status === 'D';
  // Whoever copies or adds a file chose its folder and its words.
  if (!(status === 'M' || status === 'R' || isGone) || binary) return null;
  if (!isRegular(oldMode) || !(isGone || isRegular(newMode))) return null;
  if (old === null ? !isMoved(subject) : old.text.trim() === '') return null;
  if (VENDORED(oldPath) && (isGone || VENDORED(newPath))) return 'vendored';
  if (old === null) return null;
  const sides = isGone ? [old] : [old, subject.new];
  if (MINIFIABLE(oldPath) && MINIFIABLE(newPath) && sides.every(looksMinified)) return 'minified';
  if (!MIGRATION(oldPath) && !MIGRATION(newPath) && sides.every(looksGenerated)) return 'generated';
  return null;
}

/** Nothing of it is shown because nothing of it changes. */
function isMoved({ old, new: now }: NoiseSubject): boolean {
  return old === null && now === null;
}

function looksMinified(side: NoiseSide | null): boolean {
  // A piece from the middle says nothing about the rest.
  if (side === null || !side.fromStart || side.text.length < MINIFIED_LEAST) return false;
  const { text } = side;
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at + 1 < text.length; at = text.indexOf('\n', at + 1)) lines += 1;
  return text.length / lines > MINIFIED_AVERAGE;
}

/** The marker counts in the first lines only: further down it is a word like any other. */
function looksGenerated(side: NoiseSide | null): boolean {
  if (side === null || !side.fromStart) return false;
  const header = side.text.slice(0, HEADER_LINES * HEADER_COLUMNS).split('\n', HEADER_LINES);
  return header.some((line) => GENERATED.test(line.slice(0, HEADER_COLUMNS)));
}
