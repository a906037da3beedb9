import { beforeAll, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks, type CheckTableResult } from '../check-table.ts';

/** Classes in which one method takes a value from a request and another one uses it. */
const TOLD: Readonly<Record<string, string>> = {
  'express.ts':
    "import type { Request } from 'express';\nimport fs from 'node:fs';\nexport class A {\n  file: string;\n  constructor(req: Request) {\n    this.file = req.params.file;\n  }\n  read() {\n    return fs.readFileSync('/data/' + this.file);\n  }\n}\n",
  'object.js':
    "import { exec } from 'node:child_process';\nexport const job = {\n  name: '',\n  take(req) { this.name = req.query.name; },\n  run() { exec(`ls ${this.name}`); },\n};\n",
  'inside.js':
    "import fs from 'node:fs';\nclass A {\n  take(req) { this.at = { file: req.query.file }; }\n  read() { return fs.readFileSync(this.at.file); }\n}\n",
  'django.py':
    "from django.views import View\nclass Show(View):\n    def get(self, request):\n        self.path = request.GET['path']\n        return self.answer()\n    def answer(self):\n        return open(self.path).read()\n",
  'flask_view.py':
    "from flask import request\nclass Show:\n    def prepare(self):\n        self.name = request.args['name']\n    def get(self):\n        return open('/data/' + self.name).read()\n",
  'A.php':
    "<?php\nclass A {\n  private string $name;\n  function __construct() { $this->name = $_GET['n']; }\n  function run() { system($this->name); }\n}\n",
  'A.java':
    'class A {\n  private String name;\n  A(HttpServletRequest request) { name = request.getParameter("n"); }\n  void run() throws Exception { Runtime.getRuntime().exec("ls " + this.name); }\n}\n',
  'A.kt':
    'class A {\n  var name: String = ""\n  fun take(call: ApplicationCall) { this.name = call.request.queryParameters["n"] }\n  fun run() { Runtime.getRuntime().exec(name) }\n}\n',
  'A.cs':
    'class A : Controller {\n  private string name;\n  public void Take() { this.name = Request.Query["n"]; }\n  public void Run() { Process.Start("sh", "-c " + name); }\n}\n',
  'a_controller.rb':
    'class AController < ApplicationController\n  before_action :take\n  def take\n    @name = params[:n]\n  end\n  def run\n    system("ls #{@name}")\n  end\nend\n',
};

/** The same where the value is made safe, checked where it is taken, a constant, or a local one of another method. */
const NOT_TOLD: Readonly<Record<string, string>> = {
  'number.ts':
    "import fs from 'node:fs';\nclass A {\n  take(req) { this.id = Number(req.params.id); }\n  read() { return fs.readFileSync(`/data/${this.id}`); }\n}\n",
  'checked.ts':
    "import fs from 'node:fs';\nclass A {\n  take(req) {\n    this.file = req.params.file;\n    if (!/^[a-z]+$/.test(this.file)) throw new Error('no');\n  }\n  read() { return fs.readFileSync('/data/' + this.file); }\n}\n",
  'base_name.py':
    "import os\nclass Show:\n    def take(self, request):\n        self.name = os.path.basename(request.GET['name'])\n    def get(self):\n        return open(os.path.join('/data', self.name)).read()\n",
  'other-class.js':
    "import fs from 'node:fs';\nclass A { take(req) { this.file = req.query.file; } }\nclass B {\n  constructor() { this.file = 'list.txt'; }\n  read() { return fs.readFileSync(this.file); }\n}\n",
  'Macro.java':
    'class Macro {\n  private String name;\n  void take(MacroRequest request) { name = (String) request.getParameter("n"); }\n  byte[] read() throws Exception { return Files.readAllBytes(Paths.get("/data", this.name)); }\n}\n',
  'Local.java':
    'class Local {\n  private String name = "a";\n  void take(HttpServletRequest request) { String name = request.getParameter("n"); log(name); }\n  byte[] read() throws Exception { return Files.readAllBytes(Paths.get("/data", this.name)); }\n}\n',
};

let found: CheckTableResult;
beforeAll(async () => {
  found = await runChecks(security, { old: {}, new: { ...TOLD, ...NOT_TOLD } }, { only: ['dangerous-sinks'] });
});

const told = (path: string) =>
  found.reports.filter(({ location, severity }) => location?.path === path && severity === 'critical');

test.for(Object.keys(TOLD))('a request that goes through a field reaches its sink: %s', (path) => {
  expect(told(path)).toHaveLength(1);
});

test.for(Object.keys(NOT_TOLD))('a field that is safe is not told: %s', (path) => {
  expect(told(path)).toEqual([]);
});
