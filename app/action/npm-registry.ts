import { z } from 'zod';
import { runProcess } from '../../processes/run-process.ts';
import { describeCause } from '../../schemas/problem.ts';

const ANSWER_MS = 15_000;
const Address = z.url({ protocol: /^https?$/ });

/** Where npm on this machine fetches packages from; throws with a sentence for people where there is no npm. */
export async function npmRegistry(): Promise<string> {
  const refused = (why: string) => new Error(`npm on this machine does not say where packages come from: ${why}`);
  const { code, stdout, timedOut } = await runProcess('npm', ['config', 'get', 'registry'], {
    timeoutMs: ANSWER_MS,
    leashed: true,
  }).catch((error: unknown) => {
    throw refused(describeCause(error));
  });
  const address = Address.safeParse(stdout.trim());
  if (code === 0 && address.success) return address.data;
  throw refused(
    timedOut
      ? 'it does not answer'
      : code === 0
        ? `it answers ${JSON.stringify(stdout.trim().slice(0, 100))}`
        : `it ends with code ${code ?? 'none'}`,
  );
}

/** The address of a package's archive in a registry. */
export function archiveUrl(registry: string, { package: name, version }: { package: string; version: string }): string {
  return `${registry.replace(/(?<!\/)\/+$/, '')}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
}
