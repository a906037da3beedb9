import fc from 'fast-check';
import { annotationKey } from '../../../forge/github/checks/own-check-runs.ts';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import type { Annotation, PlannedPublication } from '../../../schemas/publication.ts';
import type { Pull } from '../../support/github/state.ts';
import { comment, planned, publication, type Scene } from './publishing-scene.ts';

/** What a publication has in it. */
export interface Story {
  /** Comments that GitHub takes on their lines, only on the file, and nowhere but in the review's text. */
  readonly lines: number;
  readonly files: number;
  readonly bodies: number;
  /** Whether an earlier review has comments that are to be edited and answered. */
  readonly hasPast: boolean;
  readonly annotations: number;
}

export const anyStory: fc.Arbitrary<Story> = fc.record({
  lines: fc.integer({ min: 0, max: 3 }),
  files: fc.integer({ min: 0, max: 2 }),
  bodies: fc.integer({ min: 0, max: 2 }),
  hasPast: fc.boolean(),
  annotations: fc.constantFrom(0, 1, 60),
});

const PAST = publication(99);

/** A pull request for a story, with its past. */
export async function storyOf(
  scene: Scene,
  story: Story,
): Promise<{ readonly pull: Pull; readonly plan: PlannedPublication }> {
  const pull = scene.blank();
  const { head } = scene;
  const several = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index));
  const comments = [
    ...several(story.lines, (index) => comment(head, `lines-${index}`, { line: 17 + index })),
    ...several(story.files, (index) => comment(head, `file-${index}`, { line: 10 + index })),
    ...several(story.bodies, (index) => comment(head, `body-${index}`, { path: 'same.ts' })),
  ];
  const base = planned(head, comments, { check: checkOf(story.annotations) });
  return { pull, plan: story.hasPast ? { ...base, ...(await past(scene, pull)) } : base };
}

function checkOf(annotations: number): PlannedPublication['check'] {
  const all = Array.from({ length: annotations }, (_, index): Annotation => ({
    path: 'a.ts',
    startLine: index + 1,
    endLine: index + 1,
    level: 'notice',
    title: `Note ${index}`,
    message: 'Note.',
  }));
  return {
    name: 'Docket',
    conclusion: 'success',
    title: 'Minor issues',
    summary: 'Some.',
    annotations: all,
  };
}

/** An earlier review with two comments: one is fixed by now, to the other somebody objected. */
async function past(scene: Scene, pull: Pull): Promise<Pick<PlannedPublication, 'updates' | 'replies'>> {
  const earlier = [comment('0'.repeat(40), 'past-1', { line: 1 }), comment('0'.repeat(40), 'past-2', { line: 2 })];
  await scene.publish(pull, { ...planned(scene.head, earlier, { check: null }), summary: null }, { publication: PAST });
  const [fixed, disputed] = scene.threads(pull);
  const [old] = earlier;
  const [first, second] = [fixed?.comments[0], disputed?.comments[0]];
  if (fixed === undefined || first === undefined || second === undefined || old === undefined)
    throw new Error('There is no past.');
  const mark = { ...old.mark, publication: PAST, state: 'fixed' as const };
  return {
    updates: [{ thread: fixed.nodeId, comment: first.id, body: 'Fixed.', mark, resolve: true }],
    replies: [
      { comment: second.id, body: 'It stands.', mark: { kind: 'reply', to: 'disagreement:past-2', breakGlass: null } },
    ],
  };
}

/** Everything of ours that people see on the pull request, twice where it is there twice. */
export function told(scene: Scene, pull: Pull) {
  const all = scene.threads(pull).flatMap((thread) => thread.comments);
  const run = scene.github.state.checkRuns.at(-1);
  return {
    pending: scene.github.state.reviews.filter((one) => one.pull === pull && one.state === 'PENDING').length,
    reviews: scene.reviews(pull).length,
    said: scene.said(pull).filter((one) => !one.startsWith('past')),
    texts: all
      .map(({ body }) => readMarker(body).rest)
      .filter((text) => text === 'Fixed.' || text === 'It stands.')
      .toSorted(),
    summaries: scene.summaries(pull),
    check: [run?.status, run?.conclusion, run?.title],
    annotations: run?.annotations.map((one) =>
      annotationKey({
        path: one.path,
        startLine: one.start_line,
        endLine: one.end_line,
        level: one.annotation_level,
        title: one.title ?? '',
        message: one.message,
      }),
    ).length,
    open: scene.github.state.checkRuns.filter((one) => one.status !== 'completed').length,
  };
}

/** What is to be told of a story, however often it was interrupted. */
export function expectedOf({ lines, files, bodies, hasPast, annotations }: Story): ReturnType<typeof told> {
  const names = (count: number, name: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => name(index));
  const comments = lines + files + bodies;
  return {
    pending: 0,
    reviews: (comments > 0 ? 1 : 0) + (hasPast ? 1 : 0),
    said: [
      ...names(lines, (index) => `lines-${index}:${17 + index}`),
      ...names(files, (index) => `file-${index}:file`),
      ...names(bodies, (index) => `body-${index}:body`),
    ].toSorted(),
    texts: hasPast ? ['Fixed.', 'It stands.'] : [],
    summaries: [`Summary of ${comments}`],
    check: ['completed', 'success', 'Minor issues'],
    annotations,
    open: 0,
  };
}
