import { z } from 'zod';

/** The machines that the Action runs on. Linux means glibc: what a runner of GitHub's and most containers have. */
export const Platform = z.enum(['linux-x64', 'linux-arm64', 'darwin-arm64']);
export type Platform = z.infer<typeof Platform>;

/** What this machine is; null where the Action has no database driver for it. */
export function platformOf(
  machine: { readonly os: string; readonly cpu: string; readonly libc: 'glibc' | 'other' } = thisMachine(),
): Platform | null {
  if (machine.os === 'linux' && machine.libc !== 'glibc') return null;
  return Platform.safeParse(`${machine.os}-${machine.cpu}`).data ?? null;
}

function thisMachine() {
  const report: unknown = process.report.getReport();
  const isGlibc =
    typeof report === 'object' &&
    report !== null &&
    'header' in report &&
    typeof report.header === 'object' &&
    report.header !== null &&
    'glibcVersionRuntime' in report.header;
  return { os: process.platform, cpu: process.arch, libc: isGlibc ? 'glibc' : 'other' } as const;
}
