'use strict';

const path = require('node:path');
const { promisify } = require('node:util');
const { execFile: run } = require('node:child_process');
const { findRepository } = require('../store/repositories');

const runAsync = promisify(run);
const ROOT = process.env.REPO_ROOT || '/srv/repos';

async function branchLog(req, res) {
  const { branch, count } = req.body;
  const repo = await findRepository(req.params.id, req.user.id);
  if (!repo || typeof branch !== 'string') {
    return res.status(404).json({ error: 'not found' });
  }

  const cwd = path.join(ROOT, repo.dirName);
  const depth = Math.min(Number.parseInt(count, 10) || 20, 100);
  const args = ['log', '--oneline', '-n', String(depth), '--end-of-options', branch, '--'];
  const { stdout } = await runAsync('git', args, { cwd, timeout: 10_000 });

  return res.json({ commits: stdout.split('\n').filter(Boolean) });
}

module.exports = { branchLog };
