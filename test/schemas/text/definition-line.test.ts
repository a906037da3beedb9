import { expect, test } from 'vitest';
import { definedName, looksLikeDefinition } from '../../../schemas/text/definition-line.ts';

test.for<[line: string, name: string]>([
  ['export async function load(id: string): Promise<void> {', 'load'],
  ['  const handler = async (request) => {', 'handler'],
  ['export class Store extends Base {', 'Store'],
  ['  async read(path: string): Promise<string> {', 'read'],
  ['  onError: (cause) => {', 'onError'],
  ['def fetch(self, url, *, timeout=None):', 'fetch'],
  ['func (s *Server) Handle(w http.ResponseWriter, r *http.Request) {', 'Handle'],
  ['    public static <T> List<T> sorted(List<T> all) {', 'sorted'],
  ['    public override string ToText(int indent)', 'ToText'],
  ['  def self.open(path)', 'open'],
  ['pub(crate) fn parse(input: &str) -> Result<Ast> {', 'parse'],
  ['    fun close(): Unit {', 'close'],
  ['    public function rows(array $ids): array', 'rows'],
  ['interface Options {', 'Options'],
])('%s defines %s', ([line, name]) => {
  expect(definedName(line)).toBe(name);
  if (line.trimEnd().endsWith(')')) return;
  expect(looksLikeDefinition(line, name)).toBe(true);
});

test.for([
  'const limit = 5;',
  '  return load(id);',
  '  if (ready(x)) {',
  '  } catch (error) {',
  'load(id);',
  '  value = compute(1)',
  '// function gone() {',
  'import { a } from "./function.ts";',
  "test('reads a file', () => {",
  '',
])('%s defines nothing', (line) => {
  expect(definedName(line)).toBeNull();
});
