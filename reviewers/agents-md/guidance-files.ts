import type { Side } from '../../schemas/location.ts';
import type { CheckContext } from '../reviewer.ts';

const GUIDANCE = /(?:^|\/)(?:AGENTS|CLAUDE)\.md$/;
const NOT_OURS =
  /(?:^|\/)(?:node_modules|vendor|third_party|fixtures?|__fixtures__|testdata|examples?|templates?|_template)\//i;

/** Instructions for coding assistants, as they are on one side of the change. */
export interface GuidanceFile {
  readonly path: string;
  readonly lines: readonly string[];
}

export function isGuidance(path: string): boolean {
  return GUIDANCE.test(path) && !NOT_OURS.test(path);
}

/** All guidance of one side; null, with a gap, where the change does not carry the tree. */
export async function guidanceAt(context: CheckContext, side: Side): Promise<readonly GuidanceFile[] | null> {
  const paths = await context.list(side);
  if (paths === null) {
    context.unavailable({ reason: 'what the guidance says needs the whole tree' });
    return null;
  }
  const files: GuidanceFile[] = [];
  for (const path of paths.filter(isGuidance)) {
    const content = await context.read(path, side);
    if (content.kind === 'text')
      files.push({ path, lines: content.text.split('\n').map((line) => line.replace(/\r$/, '')) });
    // A link to the other file of the two is common and says nothing new.
    else if (content.why !== 'refused') context.unavailable({ path, reason: content.reason });
  }
  return files;
}

/** Whether a file's guidance is for a path: it lies beside it or above. */
export function covers(guidance: string, path: string): boolean {
  const folder = guidance.slice(0, guidance.lastIndexOf('/') + 1);
  return path.startsWith(folder);
}
