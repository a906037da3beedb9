import type { SarifMessage, SarifResult, SarifRule, SarifRun } from './sarif-log.ts';

/** The rule a result speaks of: its name, and the tool's description of it where the file carries one. */
export interface ResolvedRule {
  readonly id: string;
  readonly rule: SarifRule | null;
}

/** Finds a result's rule: by component and index as CodeQL writes it, by index, or by name (`CA1000/1` is a case of `CA1000`). */
export function resolveRule(run: SarifRun, result: SarifResult): ResolvedRule {
  const id = result.ruleId ?? result.rule?.id ?? null;
  const extension = run.tool.extensions?.[result.rule?.toolComponent?.index ?? -1];
  const components = [...(extension === undefined ? [] : [extension]), run.tool.driver, ...(run.tool.extensions ?? [])];
  const index = result.rule?.index ?? result.ruleIndex ?? -1;
  const byIndex = (extension ?? run.tool.driver).rules?.[index] ?? null;
  if (byIndex !== null && (id === null || isCaseOf(id, byIndex.id))) return { id: id ?? byIndex.id, rule: byIndex };
  const byName = components
    .flatMap((component) => component.rules ?? [])
    .find((rule) => id !== null && isCaseOf(id, rule.id));
  return { id: id ?? 'finding', rule: byName ?? null };
}

/**
 * The text of a message: its own, or the one its `id` names in the rule or in the tool, with `{0}` filled in from the
 * arguments, `{{` as `{`, and links to places (`[input](1)`) as their words.
 */
export function messageText(run: SarifRun, message: SarifMessage, rule: SarifRule | null): string {
  const named = message.id === null || message.id === undefined ? null : message.id;
  const looked =
    named === null ? null : (rule?.messageStrings?.[named] ?? run.tool.driver.globalMessageStrings?.[named] ?? null);
  const text = message.text ?? message.markdown ?? looked?.text ?? looked?.markdown ?? named ?? '';
  const values = message.arguments ?? [];
  const filled =
    values.length === 0 && looked === null
      ? text
      : text.replace(/\{\{|\}\}|\{(\d+)\}/g, (whole, index: string | undefined) =>
          index === undefined ? whole.charAt(0) : (values[Number(index)] ?? whole),
        );
  return filled.replace(/\[([^\][]*)\]\(\d+\)/g, '$1').trim();
}

function isCaseOf(id: string, ruleId: string): boolean {
  return id === ruleId || id.startsWith(`${ruleId}/`);
}
