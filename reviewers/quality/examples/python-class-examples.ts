import type { LintExamples } from '../../rule-example.ts';

/** Examples of the rules in `python-lints-classes.ts`: lines ending in `# !` are flagged, the neighbour is right. */
export const PYTHON_CLASS_EXAMPLES: LintExamples = {
  'unused-format-value': {
    bad: "a = '%(a)s' % {'a': 1, 'b': 2}  # !\nb = '{0}'.format(1, 2)  # !\nc = '{a}'.format(a=1, b=2)  # !\n",
    good: "a = '%(a)s' % {'a': 1}\nb = '{0}'.format(1)\n",
  },
  'constant-condition': {
    bad: 'def f(x):\n    if x or True:  # !\n        return 1\n\n\ndef g(x):\n    return x and not x  # !\n',
    good: 'def f(x, y):\n    if x or y:\n        return 1\n    return x and not y\n',
  },
  'bad-special-method': {
    bad: 'class A:\n    def __len__(self):\n        return -1  # !\n    def __eq__(self):  # !\n        return True\n',
    good: 'class A:\n    def __len__(self):\n        return 1\n    def __eq__(self, other):\n        return True\n',
  },
  'formatted-before-translation': {
    bad: "from gettext import gettext as _\ndef f(x):\n    return _(f'a {x}')  # !\n",
    good: "from gettext import gettext as _\ndef f(x):\n    return _('a %s') % x\n",
  },
  'version-slice': {
    bad: "import sys\nif sys.version[:3] >= '3.9':  # !\n    pass\n",
    good: 'import sys\nif sys.version_info >= (3, 9):\n    pass\n',
  },
  'import-shadowed-by-loop': {
    bad: 'import os\nfor os in [1]:  # !\n    print(os)\n',
    good: 'import os\nfor name in [1]:\n    print(os, name)\n',
  },
  'environment-replaced': { bad: 'import os\nos.environ = {}  # !\n', good: 'import os\nos.environ.clear()\n' },
  'pointless-expression': {
    bad: 'def f(x):\n    x  # !\n    return x\n',
    good: 'def f(x):\n    x.loaded  # reads it\n    return x + 1\n',
  },
  'flags-as-count': {
    bad: "import re\nx = re.sub('a', 'b', 'c', re.I)  # !\n",
    good: "import re\nx = re.sub('a', 'b', 'c', flags=re.I)\n",
  },
  'mutable-dataclass-default': {
    bad: 'from dataclasses import dataclass\n@dataclass\nclass A:\n    a: list = []  # !\n',
    good: 'from dataclasses import dataclass, field\n@dataclass\nclass A:\n    a: list = field(default_factory=list)\n',
  },
  'shared-dict-value': { bad: "x = dict.fromkeys('ab', [])  # !\n", good: "x = dict.fromkeys('ab', 0)\n" },
  'default-factory-keyword': {
    bad: 'from collections import defaultdict\nx = defaultdict(default_factory=list)  # !\n',
    good: 'from collections import defaultdict\nx = defaultdict(list)\n',
  },
  'same-branches': { bad: 'def f(x):\n    return 1 if x else 1  # !\n', good: 'def f(x):\n    return 1 if x else 2\n' },
  'assert-message': { bad: 'def f(x):\n    assert x, 5  # !\n', good: "def f(x):\n    assert x, 'five'\n" },
  'repeated-class-field': {
    bad: 'class A:\n    a: int = 1\n    b: int = 2\n    a: int = 3  # !\n',
    good: 'class A:\n    a: int = 1\n    b: int = 2\n',
  },
  'log-extra-clash': {
    bad: "import logging\nlogging.info('x', extra={'name': 1})  # !\n",
    good: "import logging\nlogging.info('x', extra={'user': 1})\n",
  },
  'unused-path-parameter': {
    bad: "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/x/{thing}')  # !\ndef h(other: int):\n    return other\n",
    good: "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/x/{thing}')\ndef h(thing: int):\n    return thing\n",
  },
  'accidental-tuple': { bad: 'x = 1,  # !\n', good: 'x = (1,)\n' },
  'self-assignment': {
    bad: 'def f(x):\n    x = x  # !\n    return x\n',
    good: 'str = str\ndef f(self, x):\n    self.x = x\n',
  },
  'repeated-target': {
    bad: 'def f():\n    a, a = 1, 2  # !\n    return a\n',
    good: 'def f():\n    a, b = 1, 2\n    return a, b\n',
  },
  'missing-raise': { bad: "def f():\n    ValueError('x')  # !\n", good: "def f():\n    raise ValueError('x')\n" },
  'super-without-call': {
    bad: 'class A(dict):\n    def f(self):\n        return super.get(1)  # !\n',
    good: 'class A(dict):\n    def f(self):\n        return super().get(1)\n',
  },
  'lock-of-its-own': {
    bad: 'import threading\nwith threading.Lock():  # !\n    pass\n',
    good: 'import threading\nlock = threading.Lock()\nwith lock:\n    pass\n',
  },
  'self-comparison': { bad: 'def f(x):\n    return x == x  # !\n', good: 'def f(x):\n    return x != x\n' },
  'repeated-base': { bad: 'class A: ...\nclass B(A, A): ...  # !\n', good: 'class A: ...\nclass B(A): ...\n' },
  'yield-in-init': {
    bad: 'class A:\n    def __init__(self):\n        yield 1  # !\n',
    good: 'class A:\n    def __iter__(self):\n        yield 1\n',
  },
  'undefined-export': { bad: "__all__ = ['a']  # !\n", good: "__all__ = ['a']\na = 1\n" },
  'raises-nothing': {
    bad: 'import pytest\ndef test_a():\n    with pytest.raises():  # !\n        print()\n',
    good: 'import pytest\ndef test_a():\n    with pytest.raises(ValueError):\n        print()\n',
  },
};
