import type { SideHazard } from '../../changed-code/sides/judgement.ts';
import { pageLine, type Page } from '../../changed-code/markup/page.ts';
import type { Tag } from '../../changed-code/markup/tags.ts';

/** Hosts of this machine itself, and names that stand for another one. */
const OWN_MACHINE =
  /^http:\/\/(?:localhost|127\.|\[::1\]|0\.0\.0\.0|[\w.-]{1,60}\.(?:local|test|localhost|example)(?=[:/?#]|$)|example\.)/i;

const valueOf = ({ attributes }: Tag, name: string): string | null =>
  attributes.find((one) => one.name.toLowerCase() === name)?.value ?? null;

/** Whether the browser compares what it gets with what was meant. */
const hasDigest = ({ attributes }: Tag): boolean => attributes.some(({ name }) => /integrity$/i.test(name));

/** What markup itself gives away: programs loaded, and passwords sent, so that everybody on the way can change or read them. */
export function plainMarkup(page: Page): SideHazard[] {
  const { tags, text } = page;
  const at = (tag: Tag): Pick<SideHazard, 'lines' | 'identity'> => ({
    lines: [pageLine(text, tag.start)],
    identity: text.slice(tag.start, tag.end).replaceAll(/\s+/g, ''),
  });
  return tags.flatMap((tag, index): SideHazard[] => {
    if (tag.kind !== 'open') return [];
    const name = tag.name.toLowerCase();
    const source = valueOf(tag, 'src') ?? '';
    if (name === 'script' && /^http:\/\//i.test(source) && !OWN_MACHINE.test(source))
      return [plainScript(at(tag), source)];
    if (name === 'script' && /^(?:https:)?\/\/[\w-]/i.test(source) && !hasDigest(tag))
      return [foreignScript(at(tag), source)];
    if (name !== 'form') return [];
    const end = tags.findIndex(
      (one, place) => place > index && one.kind === 'close' && one.name.toLowerCase() === 'form',
    );
    const inside = tags.slice(index, end === -1 ? undefined : end);
    const asks = inside.some((one) => one.kind === 'open' && (valueOf(one, 'type') ?? '').toLowerCase() === 'password');
    if (!asks) return [];
    const action = valueOf(tag, 'action') ?? '';
    if (/^http:\/\//i.test(action) && !OWN_MACHINE.test(action))
      return [plainPassword(at(tag), `sent to \`${action}\` without TLS`)];
    return (valueOf(tag, 'method') ?? '').toLowerCase() === 'get'
      ? [plainPassword(at(tag), 'put into the address of the next page, which logs and histories keep')]
      : [];
  });
}

function plainScript(place: Pick<SideHazard, 'lines' | 'identity'>, source: string): SideHazard {
  return {
    ...place,
    rule: 'downloaded-code',
    title: 'A script is loaded without TLS',
    explanation:
      'Whoever stands between the browser and that host decides what runs in this page. Load it by `https:`.',
    failureScenario: {
      description: `Somebody in the same network answers for \`${source.slice(0, 100)}\`: their script runs in the page.`,
    },
    severity: 'warning',
    confidence: 750,
  };
}

/** Pages load from elsewhere every day: it is told where all is told. */
function foreignScript(place: Pick<SideHazard, 'lines' | 'identity'>, source: string): SideHazard {
  return {
    ...place,
    rule: 'downloaded-code',
    title: 'A script of another host runs in this page',
    explanation: 'That host decides what runs here, today and later. An `integrity` says which script is meant.',
    failureScenario: {
      description: `\`${source.slice(0, 100)}\` is changed where it lies: the change runs in the page.`,
    },
    severity: 'suggestion',
    confidence: 150,
  };
}

function plainPassword(place: Pick<SideHazard, 'lines' | 'identity'>, how: string): SideHazard {
  return {
    ...place,
    rule: 'unencrypted-data',
    title: 'A password can be read on its way',
    explanation: `It is ${how}. Send it by \`post\` and \`https:\`.`,
    failureScenario: { description: 'Somebody signs in: the password stands where others can read it.' },
    severity: 'warning',
    confidence: 700,
  };
}
