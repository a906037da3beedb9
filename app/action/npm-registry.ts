import { execFile } from 'node:child_process';
import { z } from 'zod';

const ANSWER_MS = 15_000;
const Address = z.url({ protocol: /^https?$/ });

/** Where npm on this machine fetches packages from; throws with a sentence for people where there is no npm. */
export function npmRegistry(): Promise<string> {
  return new Promise((done, fail) => {
    execFile('npm', ['config', 'get', 'registry'], { timeout: ANSWER_MS }, (error, stdout) => {
      const address = Address.safeParse(stdout.trim());
      if (error === null && address.success) return done(address.data);
      const why =
        error === null ? `it answers ${JSON.stringify(stdout.trim().slice(0, 100))}` : error.message.split('\n')[0];
      fail(new Error(`npm on this machine does not say where packages come from: ${why}`));
    });
  });
}

/** The address of a package's archive in a registry. */
export function archiveUrl(registry: string, { package: name, version }: { package: string; version: string }): string {
  return `${registry.replace(/(?<!\/)\/+$/, '')}/${name}/-/${name.split('/').at(-1)}-${version}.tgz`;
}
