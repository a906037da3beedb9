import { environmentHazards } from '../settings/environment.ts';
import type { PipelineSetting } from './pipeline-setting.ts';

/** Names of variables by which a program, an option of a runtime or a place of packages is chosen. */
const CHOOSES =
  /^(?:PATH|SHELL|EDITOR|PAGER|IFS|ENV|BASH_\w{1,40}|CC|CXX|LD|AR|LD_\w{1,40}|DYLD_\w{1,40}|GIT_\w{1,40}|\w{0,60}(?:WRAPPER|LINKER|RUNNER|COMMAND|CMD|EXEC|EXECUTABLE|HOOK|PRELOAD|REQUIRE|STARTUP|OPTS?|OPTIONS|ARGS|PATH|INDEX|REGISTRY|MIRROR|PROXY|URL|HOST|TOOLCHAIN|SHELL|CONFIG|HOME))$/i;
/** Words, numbers, options of a compiler: nothing that a shell computes, and no address. */
const VALUE = /^(?!.*(?:\$\(|`|:\/\/|\.\.))[^\n]{0,300}$/;

/** Whether a variable of a job only tells its programs how to work: it loads, chooses and switches off nothing that is known. */
export function isPlainVariable({ keys, value, line }: PipelineSetting): boolean {
  const name = keys.filter((key) => key !== '#').at(-1) ?? '';
  if (CHOOSES.test(name) || !VALUE.test(value)) return false;
  return environmentHazards({ name, value }, { line, path: '', isProduction: false }).length === 0;
}
