import type { LintExamples } from '../../rule-example.ts';
import { PYTHON_CLASS_EXAMPLES } from './python-class-examples.ts';

/** What ruff's rules flag: the lines that end in `# !`; and a neighbour that is right. */
export const PYTHON_EXAMPLES: LintExamples = {
  'undefined-name': {
    bad: 'def f():\n    return misspelt  # !\n',
    good: 'from x import *\nprint(misspelt, __file__, _("text"), xrange)\n',
  },
  'undefined-local': {
    bad: 'import a\ndef f():\n    print(a)  # !\n    a = 1\n    return a\n',
    good: 'a = 0\ndef f():\n    a = 1\n    print(a)\n',
  },
  'redefined-function': {
    bad: 'def test_a():\n    pass\ndef test_a():  # !\n    pass\n',
    good: 'try:\n    from a import f\nexcept ImportError:\n    def f():\n        pass\nclass C:\n    @property\n    def x(self): ...\n    @x.setter\n    def x(self, v): ...\n',
  },
  'format-mismatch': {
    bad: "a = '%s %s' % (1,)  # !\nb = '{} {}'.format(1)  # !\nc = '%d' % 'x'  # !\n",
    good: "a = '%s %s' % (1, 2)\nb = '{0} {0}'.format(1)\nc = '%s' % x_y_z if (x_y_z := 1) else ''\n",
  },
  'logging-arguments': {
    bad: "import logging\nlogging.info('%s %s', 1)  # !\n",
    good: "import logging\nlogging.info('%s', 1)\nlogging.info('100%')\n",
  },
  'repeated-key': { bad: "d = {\n    'a': 1,\n    'a': 2,  # !\n}\n", good: "d = {'a': 1, 'b': 1}\n" },
  'tuple-condition': { bad: "assert (1 == 2, 'no')  # !\n", good: "assert (1 == 2), 'no'\n" },
  'is-literal': {
    bad: "x = 'a'\nif x is 'a':  # !\n    pass\n",
    good: 'x = None\nif x is None or x is True:\n    pass\n',
  },
  'print-redirection': {
    bad: 'import sys\nprint >> sys.stderr, 1  # !\n',
    good: 'import sys\nprint(1, file=sys.stderr)\n',
  },
  'misplaced-statement': { bad: 'x = 1\nawait x  # !\n', good: 'async def f(x):\n    await x\n' },
  'raise-not-implemented': { bad: 'raise NotImplemented  # !\n', good: 'raise NotImplementedError\n' },
  'unary-increment': { bad: 'n = 1\n++n  # !\n', good: 'n = 1\nn += 1\nm = +n\n' },
  'mutable-default': {
    bad: 'def f(a=[]):  # !\n    return a\n',
    good: 'def f(a=None, b=()):\n    return a or [], b\n',
  },
  'mutable-contextvar-default': {
    bad: "from contextvars import ContextVar\nv = ContextVar('v', default=[])  # !\n",
    good: "from contextvars import ContextVar\nv = ContextVar('v', default=())\n",
  },
  'jump-in-finally': {
    bad: 'def f():\n    try:\n        g = 1\n    finally:\n        return 2  # !\n',
    good: 'def f():\n    try:\n        return 1\n    finally:\n        print()\n',
  },
  'pointless-comparison': { bad: 'x = 1\nx == 2  # !\n', good: 'x = 1\nassert x == 2\n' },
  'raise-literal': { bad: "raise 'no'  # !\n", good: "raise ValueError('no')\n" },
  'loop-variable-overrides-iterable': {
    bad: 'x = [1]\nfor x in x:  # !\n    print(x)\n',
    good: 'x = [1]\nfor i, x in enumerate(x):\n    print(x)\n',
  },
  'loop-variable-in-closure': {
    bad: 'fs = []\nfor i in range(3):\n    fs.append(lambda: i)  # !\n',
    good: 'fs = []\nfor i in range(3):\n    fs.append(lambda i=i: i)\n    print(sorted(fs, key=lambda f: (f, i)))\n',
  },
  'duplicate-except': {
    bad: 'try:\n    pass\nexcept ValueError:\n    pass\nexcept ValueError:  # !\n    pass\n',
    good: 'try:\n    pass\nexcept ValueError:\n    pass\nexcept KeyError:\n    pass\n',
  },
  'bad-except-clause': {
    bad: 'try:\n    pass\nexcept ValueError or KeyError:  # !\n    pass\n',
    good: 'try:\n    pass\nexcept (ValueError, KeyError):\n    pass\n',
  },
  'groupby-reused': {
    bad: 'import itertools\nfor k, g in itertools.groupby([1]):\n    for n in range(2):\n        print(list(g))  # !\n',
    good: 'import itertools\nfor k, g in itertools.groupby([1]):\n    print(list(g))\n',
  },
  'constant-comprehension-key': { bad: "d = {'k': v for v in [1]}  # !\n", good: 'd = {v: 1 for v in [1]}\n' },
  'bare-except': {
    bad: 'try:\n    pass\nexcept:  # !\n    pass\n',
    good: 'try:\n    pass\nexcept Exception:\n    pass\n',
  },
  'return-in-init': {
    bad: 'class C:\n    def __init__(self):\n        return 1  # !\n',
    good: 'class C:\n    def __init__(self):\n        return\n',
  },
  'bad-all': { bad: '__all__ = 3  # !\n', good: "__all__ = ['a']\na = 1\n" },
  'index-out-of-range': { bad: 'x = (1, 2)[5]  # !\n', good: 'x = (1, 2)[1]\n' },
  'repeated-keyword': { bad: "print(sep='', **{'sep': 1})  # !\n", good: "print(sep='', **{'end': 1})\n" },
  'strip-is-no-suffix': { bad: "x = 'a.json'.rstrip('.jsonn')  # !\n", good: "x = 'a.json'.rstrip('/')\n" },
  'bad-environment-name': { bad: 'import os\nx = os.getenv(3)  # !\n', good: "import os\nx = os.getenv('A')\n" },
  'singledispatch-method': {
    bad: 'from functools import singledispatch\nclass C:\n    @singledispatch  # !\n    def f(self, a):\n        pass\n',
    good: 'from functools import singledispatchmethod\nclass C:\n    @singledispatchmethod\n    def f(self, a):\n        pass\n',
  },
  'assert-on-string': { bad: "assert 'no'  # !\n", good: "assert 1 == 1, 'no'\n" },
  'nan-comparison': {
    bad: "x = 1.0\nif x == float('nan'):  # !\n    pass\n",
    good: 'import math\nif math.isnan(1.0):\n    pass\n',
  },
  'bad-open-mode': { bad: "f = open('a', 'rz')  # !\n", good: "f = open('a', 'rb+')\n" },
  'dangling-task': {
    bad: 'import asyncio\nasync def f():\n    asyncio.create_task(f())  # !\n',
    good: 'import asyncio\nasync def f():\n    task = asyncio.create_task(f())\n    await task\n',
  },
  'bad-index-type': { bad: "x = [1, 2]['a']  # !\n", good: "x = {'a': 1}['a']\n" },
  'blocking-call-in-async': {
    bad: 'import time\nasync def f():\n    time.sleep(1)  # !\n',
    good: 'import asyncio, time\nasync def f():\n    await asyncio.sleep(1)\ndef g():\n    time.sleep(1)\n',
  },
  ...PYTHON_CLASS_EXAMPLES,
};
