// The runs that the tests look at, made by the real program, and `covmap view` that serves them.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

function run(covmap, args) {
  const done = spawnSync(covmap, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${covmap} ${args.join(' ')}: ${done.status}\n${done.stderr}`);
}

/// Two runs of the sample: now, and before Alizé had 4G. The same people live there.
export function make_runs(covmap, sample, work) {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const earlier = join(work, 'earlier');
  cpSync(sample, earlier, { recursive: true });
  for (const name of readdirSync(join(earlier, 'supply'))) if (/ALZ_4G/.test(name)) rmSync(join(earlier, 'supply', name));
  const make = (job, folder, formats) => run(covmap, ['run', job, '-o', join(work, folder), '--set', `output.formats=${JSON.stringify(formats)}`, '--progress', 'none']);
  make(join(sample, 'job.toml'), 'now', ['csv', 'gpkg', 'html']);
  make(join(earlier, 'job.toml'), 'before', ['csv', 'gpkg', 'pmtiles']);
  return { now: join(work, 'now'), before: join(work, 'before') };
}

/// Starts `covmap view` and waits for its address; `stop` ends it.
export function view(covmap, folder, ...options) {
  const child = spawn(covmap, ['view', folder, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (part) => {
      said += part;
      const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(said);
      if (address) resolve({ url: address[0], stop: () => new Promise((ended) => { child.on('exit', ended); child.kill('SIGTERM'); }) });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new Error(`covmap view ended with ${code}: ${said}`)));
  });
}

function fields(line) {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map((match) => match[1].replace(/^"|"$/g, '').replaceAll('""', '"'));
}

/// A CSV of a run as objects of texts.
export function csv(path) {
  return parse_csv(readFileSync(path, 'utf8'));
}

export function parse_csv(text) {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== '');
  const names = fields(head + ',');
  return lines.map((line) => { const values = fields(line + ','); return Object.fromEntries(names.map((name, index) => [name, values[index]])); });
}
