import type { ChildProcess } from 'node:child_process';
import { onTestFinished } from 'vitest';

/** A process that ends with the test that started it, also when the test fails before it comes to that. */
export function endWithTest<T extends ChildProcess>(child: T): T {
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}
