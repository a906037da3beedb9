import type { SarifMessage, SarifResult, SarifRule, SarifRun } from './sarif-log.ts';

/** The rule a result speaks of: its name, and the tool's description of it where the file carries one. */
export interface ResolvedRule {
  readonly id: string;
  readonly rule: SarifRule | null;
}

type Reference = NonNullable<SarifResult['rule']>;
type Component = SarifRun['tool']['driver'];

/**
 * Finds a result's rule as SARIF 2.1.0 says it (3.52): by its GUID, by component and index, or by name, of which `CA1000/1` is a case of
 * `CA1000`. What the configuration of the run made of the rule (`ruleConfigurationOverrides`) is in the rule that is returned.
 */
export function resolveRule(run: SarifRun, result: SarifResult): ResolvedRule {
  const reference = {
    ...result.rule,
    id: result.ruleId ?? result.rule?.id,
    index: result.rule?.index ?? result.ruleIndex,
  };
  const rule = ruleOf(run, reference);
  const id = reference.id ?? (rule === null || rule.id === '' ? 'finding' : rule.id);
  return { id, rule: rule === null ? null : configured(run, rule) };
}

function ruleOf(run: SarifRun, { id, guid, index, toolComponent }: Reference): SarifRule | null {
  const { driver, extensions } = run.tool;
  const all = [driver, ...(extensions ?? [])];
  const named = componentOf(run, toolComponent ?? null);
  const rules = [...(named === null ? [] : [named]), ...all].flatMap((component) => component.rules ?? []);
  const byGuid = guid === null || guid === undefined ? undefined : rules.find((rule) => sameGuid(rule.guid, guid));
  if (byGuid !== undefined) return byGuid;
  const byIndex = (named ?? driver).rules?.[index ?? -1];
  const isUnnamed = id === null || id === undefined;
  if (byIndex !== undefined && (isUnnamed || isCaseOf(id, byIndex.id))) return byIndex;
  return rules.find((rule) => !isUnnamed && isCaseOf(id, rule.id)) ?? null;
}

/** The extension that a reference names, by index, GUID or name; null where it means the driver or nothing that is there. */
function componentOf(run: SarifRun, reference: Reference['toolComponent'] | null): Component | null {
  const extensions = run.tool.extensions ?? [];
  const byIndex = extensions[reference?.index ?? -1];
  if (byIndex !== undefined) return byIndex;
  const { guid, name } = reference ?? {};
  return (
    extensions.find((one) => sameGuid(one.guid, guid)) ??
    extensions.find((one) => name !== null && name !== undefined && one.name === name) ??
    null
  );
}

function configured(run: SarifRun, rule: SarifRule): SarifRule {
  const overrides = (run.invocations ?? []).flatMap((invocation) => invocation.ruleConfigurationOverrides ?? []);
  const found = overrides.find(({ descriptor }) => {
    return descriptor !== null && descriptor !== undefined && ruleOf(run, descriptor) === rule;
  });
  const level = found?.configuration?.level ?? null;
  return level === null ? rule : { ...rule, defaultConfiguration: { ...rule.defaultConfiguration, level } };
}

function sameGuid(one: string | null | undefined, other: string | null | undefined): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
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
  return ruleId !== '' && (id === ruleId || id.startsWith(`${ruleId}/`));
}
