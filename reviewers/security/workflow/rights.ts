import type { YamlPlace } from '../configuration/yaml-place.ts';
import { insertedIn, parseExpression, expressionsBelow, pathOf } from './expression.ts';
import type { Job, Workflow } from './workflow.ts';

/** What a job may do beside reading. */
export interface Rights {
  /** Its token may write; null where neither job nor workflow says: the repository's settings do. */
  readonly writes: boolean | null;
  /** It is handed secrets beside its own token. */
  readonly hasSecrets: boolean;
}

/** The rights of a job, as the workflow states them. */
export function rightsOf({ place: workflow }: Workflow, job: Job): Rights {
  const stated = [job.place, workflow].map((one) => one.at('permissions')).find(({ exists }) => exists);
  const environments = [job.place, workflow.at('env')];
  return {
    writes: stated === undefined ? null : canWrite(stated),
    hasSecrets: environments.some((one) => one.texts.some(({ words }) => namesSecret(words))),
  };
}

/** Whether permissions let the token write anything. */
function canWrite(permissions: YamlPlace): boolean {
  return permissions.words === 'write-all' || permissions.items.some(({ words }) => words === 'write');
}

/** Whether a text inserts a secret other than the job's own token. */
export function namesSecret(text: string): boolean {
  return insertedIn(text).some(({ source }) => {
    const expression = parseExpression(source);
    return (
      expression !== null &&
      [...expressionsBelow(expression)].some((part) => /^secrets(?:$|\.(?!github_token$))/.test(pathOf(part)))
    );
  });
}

/** Whether a job can do harm that outlasts it. */
export function isPowerful({ writes, hasSecrets }: Rights): boolean {
  return writes !== false || hasSecrets;
}
