import { z } from 'zod';
import { makeVisible } from '../output/text/visible.ts';

/** As much of a story as tells a person what is dismissed; the newest run's telling comes last. */
const Story = z.object({
  chapters: z
    .array(
      z.object({
        finding: z
          .object({ severity: z.string(), title: z.string(), location: z.object({ path: z.string() }).nullable() })
          .nullish(),
      }),
    )
    .min(1),
});
const LONGEST_QUOTE = 200;

/** What the finding says and where: words of others, quoted, so that they cannot pass for ours. */
export function whatItSays(json: string): string {
  const { chapters } = Story.parse(JSON.parse(json));
  const { finding } = chapters.findLast((chapter) => chapter.finding !== undefined && chapter.finding !== null) ?? {};
  if (finding === undefined || finding === null) return 'nothing of it is recorded here';
  const quote = (text: string) => JSON.stringify(makeVisible(text).slice(0, LONGEST_QUOTE));
  const place = finding.location === null ? '' : ` in ${quote(finding.location.path)}`;
  return `${finding.severity}: ${quote(finding.title)}${place}`;
}
