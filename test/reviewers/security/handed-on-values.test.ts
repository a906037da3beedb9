import { describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks } from '../check-table.ts';
import type { Tree } from '../../support/change-from-trees.ts';

async function told(files: Tree, before: Tree = {}): Promise<string[]> {
  const change = { old: before, new: files };
  const { reports } = await runChecks(security, change, { only: ['handed-on-values'] });
  return reports.map(({ rule, location, explanation }) => {
    const other = /line (\d+) of (\S+)/.exec(explanation);
    return `${rule} ${location?.path ?? ''}:${location?.startLine ?? ''} ${other?.[2] ?? ''}:${other?.[1] ?? ''}`;
  });
}

const ROUTE = (body: string, imports = "const { Users } = require('../data/users');"): string =>
  `const express = require('express');\n${imports}\nconst router = express.Router();\nconst users = new Users();\nrouter.get('/', (req, res) => {\n${body}\n});\n`;
const FIND =
  "class Users {\n  find(name) {\n    return db.query(`select * from u where n = '${name}'`);\n  }\n}\nmodule.exports = { Users };\n";
const FOUND = ['sql-injection data/users.js:3 routes/a.js:6'];

describe('scripts: what a route hands to a function of another file', () => {
  test.each<readonly [string, string, string, readonly string[]]>([
    ['a method of an object made here', ROUTE('users.find(req.query.name);'), FIND, FOUND],
    ['by a name', ROUTE('const { name } = req.query; users.find(name);'), FIND, FOUND],
    ['turned into a number before', ROUTE('users.find(Number(req.query.name));'), FIND, []],
    [
      'turned into a number there',
      ROUTE('users.find(req.query.name);'),
      FIND.replace('(name) {', '(given) { const name = Number(given);'),
      [],
    ],
    [
      'compared with a list before',
      ROUTE("if (!['a', 'b'].includes(req.query.name)) return;\nusers.find(req.query.name);"),
      FIND,
      [],
    ],
    [
      'compared with a list there',
      ROUTE('users.find(req.query.name);'),
      FIND.replace('return', "if (!['a'].includes(name)) return;\n return"),
      [],
    ],
    ['another argument', ROUTE('users.find("x", req.query.name);'), FIND, []],
    ['what no request brings', ROUTE('users.find(config.name);'), FIND, []],
    [
      'bound apart from the statement',
      ROUTE('users.find(req.query.name);'),
      "class Users { find(name) { return db.query('select 1 where n = ?', [name]); } }\nmodule.exports = { Users };",
      [],
    ],
    ['two methods of one name', ROUTE('users.find(req.query.name);'), `${FIND}class Other { find(x) {} }\n`, FOUND],
    [
      'another class of the file',
      ROUTE('users.find(req.query.name);', "const { Other: Users } = require('../data/users');"),
      `${FIND}class Other { find(x) {} }\n`,
      [],
    ],
    ['what only asks about it', ROUTE('users.isKnown(req.query.name);'), FIND.replace('find', 'isKnown'), []],
    ['a class of a package', ROUTE('users.find(req.query.name);', "const { Users } = require('users');"), FIND, []],
    [
      'a function by its name',
      ROUTE('find(req.query.name);', "import { find } from '../data/users.js';"),
      'export function find(name) {\n  return 1 +\n    db.query("select * from u where n = \'" + name + "\'");\n}\n',
      FOUND,
    ],
    [
      'a module by its name',
      ROUTE('store.find(req.query.name);', "import * as store from '../data/users';"),
      'export const find = async (name) => {\n  await 1;\n  return db.query("select * from u where n = \'" + name + "\'");\n};\n',
      FOUND,
    ],
    [
      'a name of its own in the route',
      ROUTE('const find = (x) => x; find(req.query.name);', "import { find } from '../data/users.js';"),
      'export function find(name) { return db.query("select * from u where n = \'" + name + "\'"); }\n',
      [],
    ],
    [
      'the file that multer wrote',
      ROUTE('move(req.file.path);', "import { move } from '../data/users.js';"),
      "import fs from 'fs';\nexport function move(path) { fs.unlinkSync(path); }\n",
      [],
    ],
    [
      'a path of the request',
      ROUTE('move(req.query.path);', "import { move } from '../data/users.js';"),
      "import fs from 'fs';\nexport function move(path) {\n fs.unlinkSync(path); }\n",
      ['path-traversal data/users.js:3 routes/a.js:6'],
    ],
    [
      'a path that something looked at',
      ROUTE('move(req.query.path);', "import { move } from '../data/users.js';"),
      "import fs from 'fs';\nexport function move(path) {\n if (!files.isPathInside(root, path)) throw new Error();\n fs.unlinkSync(path); }\n",
      [],
    ],
    [
      'a path that is only compared',
      ROUTE('inside(req.query.path);', "import { inside } from '../data/users.js';"),
      "import path from 'path';\nexport function inside(p) { return path.resolve('/a', p).startsWith('/a/'); }\n",
      [],
    ],
  ])('%s', async (_, route, dao, expected) => {
    expect(await told({ 'routes/a.js': route, 'data/users.js': dao })).toEqual(expected);
  });
});

test('told at the end that the change touches, and not where it touches neither', async () => {
  const files = { 'routes/a.js': ROUTE('users.find(req.query.name);'), 'data/users.js': FIND };
  expect(await told(files, { 'data/users.js': FIND })).toEqual(['sql-injection routes/a.js:6 data/users.js:3']);
  expect(await told(files, { 'routes/a.js': files['routes/a.js'] })).toEqual(FOUND);
  const besides = { ...files, 'data/users.js': `${FIND}// more\n`, 'routes/a.js': `${files['routes/a.js']}// more\n` };
  expect(await told(besides, files)).toEqual([]);
});

test('the handler behind the value is not quoted', async () => {
  const files = { 'routes/a.js': ROUTE('users.find(req.query.name, () => {\n\n});'), 'data/users.js': FIND };
  const change = { old: { 'data/users.js': FIND }, new: files };
  const { reports } = await runChecks(security, change, { only: ['handed-on-values'] });
  expect(reports.map(({ evidence, location }) => [evidence, location?.endLine])).toEqual([
    ['users.find(req.query.name', 6],
  ]);
});

test('what a request sends as an object is still known for it in the other file', async () => {
  const dao =
    'class Users {\n  find(name) {\n    const usersCol = db.collection("u"); return usersCol.findOne({ name: name });\n  }\n}\nmodule.exports = { Users };\n';
  const files = { 'routes/a.js': ROUTE('users.find(req.body.name);'), 'data/users.js': dao };
  expect(await told(files)).toEqual(['query-injection data/users.js:3 routes/a.js:6']);
});

test('TypeScript: a service that the constructor takes', async () => {
  const controller =
    "import { Controller, Get, Query } from '@nestjs/common';\nimport { UsersService } from './users.service';\n@Controller()\nexport class UsersController {\n  constructor(private readonly users: UsersService) {}\n  @Get()\n  find(@Query('name') name: string) {\n    return this.users.find(name);\n  }\n}\n";
  const service =
    "export class UsersService {\n  constructor(private db: Db) {}\n  find(name: string) {\n    return this.db.query(`select * from u where n = '${name}'`);\n  }\n}\n";
  const files = { 'src/users.controller.ts': controller, 'src/users.service.ts': service };
  expect(await told(files)).toEqual(['sql-injection src/users.service.ts:4 src/users.controller.ts:8']);
  const narrow = { ...files, 'src/users.service.ts': service.replace('name: string', 'name: number') };
  expect(await told(narrow)).toEqual([]);
});

describe('Python: what a view hands to a function of another module', () => {
  const view = (imports: string, call: string): string =>
    `from flask import Flask, request\n${imports}\napp = Flask(__name__)\n@app.route('/')\ndef show():\n    ${call}\n`;
  const helper = "import os\n\ndef run(name, quiet=False):\n    os.system('ls ' + name)\n";
  const found = ['command-injection app/tools.py:4 app/views.py:6'];
  test.each<readonly [string, string, string, readonly string[]]>([
    ['by its name', view('from .tools import run', "run(request.args['n'])"), helper, found],
    ['of a module', view('from . import tools', "tools.run(request.args['n'])"), helper, found],
    [
      'under the name of a parameter',
      view('from app.tools import run', "run(quiet=True, name=request.args['n'])"),
      helper,
      found,
    ],
    [
      'quoted there',
      view('from .tools import run', "run(request.args['n'])"),
      helper.replace('+ name', '+ shlex.quote(name)').replace('import os', 'import os, shlex'),
      [],
    ],
    ['a number', view('from .tools import run', "run(int(request.args['n']))"), helper, []],
    ['of a package', view('from tools import run', "run(request.args['n'])"), helper, found],
    ['of elsewhere', view('from other.tools import run', "run(request.args['n'])"), helper, []],
  ])('%s', async (_, caller, text, expected) => {
    expect(await told({ 'app/views.py': caller, 'app/tools.py': text })).toEqual(expected);
  });
});

describe('Java: what a controller hands to a service', () => {
  const controller = (call: string): string =>
    `package a.web;\nimport a.core.Users;\nimport org.springframework.web.bind.annotation.*;\n@RestController\nclass Web {\n  private final Users users;\n  @GetMapping("/")\n  String find(@RequestParam String name, @RequestParam int id) {\n    return ${call};\n  }\n}\n`;
  const service =
    'package a.core;\npublic class Users {\n  public String find(String name) {\n    return jdbc.queryForObject("select x from u where n = \'" + name + "\'", String.class);\n  }\n}\n';
  test.each<readonly [string, string, Tree, readonly string[]]>([
    [
      'a class',
      controller('users.find(name)'),
      { 'src/a/core/Users.java': service },
      ['sql-injection src/a/core/Users.java:4 src/a/web/Web.java:9'],
    ],
    ['a number', controller('users.find(id)'), { 'src/a/core/Users.java': service }, []],
    ['a class of elsewhere', controller('users.find(name)'), { 'src/b/core/Users.java': service }, []],
    [
      'the only implementation of an interface',
      controller('users.find(name)'),
      {
        'src/a/core/Users.java': 'package a.core;\npublic interface Users {\n  String find(String name);\n}\n',
        'src/a/core/UsersImpl.java': service.replace('class Users', 'class UsersImpl implements Users'),
      },
      ['sql-injection src/a/core/UsersImpl.java:4 src/a/web/Web.java:9'],
    ],
    [
      'a method that the controller inherits',
      controller('find(name)').replace('class Web', 'class Web extends Users').replace('String find(', 'String show('),
      { 'src/a/core/Users.java': service },
      ['sql-injection src/a/core/Users.java:4 src/a/web/Web.java:9'],
    ],
    [
      'a method of its own under that name',
      controller('find(name)').replace('class Web', 'class Web extends Users'),
      { 'src/a/core/Users.java': service },
      [],
    ],
    [
      'a file by its name',
      controller('users.find(name)'),
      {
        'src/a/core/Users.java':
          'package a.core;\nimport java.io.File;\npublic class Users {\n  public void find(String name) throws IOException {\n    new File("/srv", name).createNewFile();\n  }\n}\n',
      },
      ['path-traversal src/a/core/Users.java:5 src/a/web/Web.java:9'],
    ],
    [
      'a digest of the value',
      controller('users.find(name)'),
      {
        'src/a/core/Users.java':
          'package a.core;\npublic class Users {\n  public String find(String name) {\n    digest.update(name.getBytes());\n    return "";\n  }\n}\n',
      },
      [],
    ],
    [
      'a resolver that is no path',
      controller('users.find(name)'),
      {
        'src/a/core/Users.java':
          'package a.core;\npublic class Users {\n  public String find(String name) {\n    return resolver.resolve("a", name);\n  }\n}\n',
      },
      [],
    ],
  ])('%s', async (_, caller, files, expected) => {
    expect(await told({ 'src/a/web/Web.java': caller, ...files })).toEqual(expected);
  });
});
