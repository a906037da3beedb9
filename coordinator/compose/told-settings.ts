import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { IgnoreDirective } from '../../schemas/ignore-directive.ts';
import type { Review } from '../../schemas/review.ts';
import { ALWAYS_ON, cappedSeverity, fitsRule, settingOf } from '../../schemas/rule-settings.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { holdsFor, isAbout } from '../calibrate/silence-by-directive.ts';

/**
 * What made this review see less, or tried to: every entry of `rules`, also one that took nothing, and directives in the code. An entry that
 * fits no rule of this review switches nothing off; whoever reads the configuration says so.
 */
export function toldSettings(input: CoordinatorInput): Pick<Review, 'ruleSettings' | 'directives'> {
  const [settings, directives] = [settingsOf(input), directivesOf(input)];
  return {
    ...(settings.length === 0 ? {} : { ruleSettings: settings }),
    ...(directives.length === 0 ? {} : { directives }),
  };
}

function settingsOf({ policy: { rules = {} }, reports }: CoordinatorInput): NonNullable<Review['ruleSettings']> {
  const findings = reports.flatMap((report) => report.findings);
  const isKnown = (glob: string): boolean =>
    findings.some(({ rule }) => fitsRule(glob, rule)) ||
    reports.some(({ reviewer, rules: own }) =>
      own === null ? glob.startsWith(`${reviewer}/`) : own.some((rule) => fitsRule(glob, rule)),
    );
  return Object.entries(rules)
    .filter(([glob]) => !ALWAYS_ON.includes(glob) && isKnown(glob))
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([glob, level]) => ({
      rules: glob,
      level,
      findings: findings.filter(
        ({ rule, severity }) =>
          settingOf(rule, rules)?.glob === glob && (level === 'off' || cappedSeverity(severity, level) !== severity),
      ).length,
    }));
}

/** What silenced something, what the change writes or what findings stand under: the rest stood there before and did nothing. */
function directivesOf({ changeSet, reports }: CoordinatorInput): NonNullable<Review['directives']> {
  const findings = reports.flatMap((report) => report.findings);
  return (changeSet.directives ?? []).flatMap((directive) => {
    const under = findings.filter(({ rule, location }) => isAbout(directive, rule, location));
    const silenced = under.filter((finding) => holdsFor(directive, finding)).length;
    const isTold = under.length > 0 || (directive.state !== 'stood' && isWritten(directive, changeSet));
    if (!isTold) return [];
    const { path, line, rules, reason, state, note } = directive;
    const heard = state === 'stood' && silenced === 0;
    return [
      { path, line, rules, reason, state, note: heard ? 'the change touches the function around it' : note, silenced },
    ];
  });
}

function isWritten(
  { path, line, covers: [first, last] }: IgnoreDirective,
  { files }: CoordinatorInput['changeSet'],
): boolean {
  const file = files.find(({ newPath }) => newPath === path);
  return (file?.hunks ?? []).some(({ lines }) =>
    lines.some(
      ({ kind, newLine }) =>
        kind === 'added' && newLine !== null && (newLine === line || (newLine >= first && newLine <= last)),
    ),
  );
}
