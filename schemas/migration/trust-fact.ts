import { z } from 'zod';

/**
 * One thing that a statement of PostgreSQL does to who may do what. Names are in lower case and without quotes; `name` is what it is about, `on` the
 * table or function around it, `who` the roles, `words` what else it says.
 */
export const TrustFact = z.strictObject({
  kind: z.enum([
    /** `name`: the kind of thing; `on`: its name; `words`: privileges, none for all. */
    'grant',
    /** The same for what is made later. */
    'default-grant',
    /** `words`: what the role may. */
    'role',
    /** `words`: roles whose rights are handed on. */
    'membership',
    /** A password in clear; `on`: where it stands. */
    'password',
    /** `name`: `on`, `off`, `force`, `no-force`. */
    'row-security',
    /** `words`: the command, and `open` where every row is meant. */
    'policy',
    'policy-dropped',
    'table-dropped',
    /** `words`: the language, `definer`, `path` (its search path is set). */
    'function',
    'function-altered',
    /** A statement put together inside a function: `on`; `words`: `definer`, and the value. */
    'dynamic',
    /** What runs on the server's machine. */
    'program',
    'extension',
    'extension-dropped',
    /** A call of a function that is worth a look; `words`: its arguments that are fixed, `computed` where one is put together. */
    'call',
    'trigger-off',
    'trigger-on',
    'trigger-dropped',
    'trigger',
    /** `words`: the value; `on`: how far it reaches. */
    'setting',
    'invoker-off',
    /** A column's default that others can guess. */
    'guessable',
  ]),
  name: z.string(),
  on: z.string().default(''),
  who: z.array(z.string()).default([]),
  words: z.array(z.string()).default([]),
});
export type TrustFact = z.infer<typeof TrustFact>;
