/**
 * The name under which a lockfile is known: the last part of its path. Bundler writes the lockfile of a manifest under any name (`Gemfile-rails-8-0`,
 * `gemfiles/rack_3.gemfile`) beside it, with `.lock` behind that name: they are all `Gemfile.lock`.
 */
export function lockfileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /^(?:Gemfile[.-][\w.-]{1,100}|[\w.-]{1,100}\.gemfile)\.lock$/.test(name) ? 'Gemfile.lock' : name;
}
