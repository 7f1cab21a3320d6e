// Builds the page anew from its sources and its lockfile, and holds the result against the committed one:  node rebuild.mjs VIEWER_FOLDER WORK_FOLDER
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

const [viewer, work] = process.argv.slice(2);

function files_of(folder, below = '') {
  return readdirSync(join(folder, below)).sort().flatMap((name) => {
    const path = join(below, name);
    return statSync(join(folder, path)).isDirectory() ? files_of(folder, path) : [path];
  });
}

function npm(...args) {
  const done = spawnSync('npm', args, { cwd: work, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`npm ${args.join(' ')}\n${done.stdout}${done.stderr}`);
}

rmSync(work, { recursive: true, force: true });
cpSync(viewer, work, { recursive: true, filter: (path) => !['node_modules', 'dist'].includes(basename(path)) });
npm('ci', '--no-audit', '--no-fund');
npm('run', 'build');
npm('test');
const [committed, built] = [join(viewer, 'dist'), join(work, 'dist')];
const names = [...new Set([...files_of(committed), ...files_of(built)])].sort();
const differ = names.filter((name) => {
  try {
    return !readFileSync(join(committed, name)).equals(readFileSync(join(built, name)));
  } catch {
    return true;
  }
});
for (const name of differ) console.error(`${name} differs from what cli/viewer builds: run npm ci && npm run build there`);
console.log(`${names.length} files, ${differ.length} differ`);
process.exitCode = differ.length === 0 ? 0 : 1;
