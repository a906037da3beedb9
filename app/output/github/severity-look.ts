import type { Severity } from '../../../schemas/severity.ts';

/** The alerts that GitHub draws, each with a colour and a mark of its own, and reads aloud by its name. */
export type Alert = 'CAUTION' | 'WARNING' | 'IMPORTANT' | 'NOTE' | 'TIP';

const ALERTS: Readonly<Record<Severity, Alert>> = { critical: 'CAUTION', warning: 'WARNING', suggestion: 'TIP' };
const DOTS: Readonly<Record<Severity, string>> = { critical: '🔴', warning: '🟠', suggestion: '🔵' };

/** Finished lines of Markdown as an alert. */
export function alert(kind: Alert, lines: readonly string[]): string {
  return [`[!${kind}]`, ...lines].map((line) => `> ${line}`.trimEnd()).join('\n');
}

/** A finding's heading: an alert says how grave it is; where its name is another word than ours, that stands there, too. */
export function severityAlert(severity: Severity, title: string): string {
  const said = severity === 'warning' ? '' : `${severity === 'critical' ? 'Critical' : 'Suggestion'}: `;
  return alert(ALERTS[severity], [`${said}**${title}**`]);
}

/** In a list: a dot to see, a word to read. */
export function severityDot(severity: Severity): string {
  return `${DOTS[severity]} **${severity}**`;
}
