// The runs that the tests look at, made by the real program, and `covmap view` that serves them.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function run(covmap, args) {
  const done = spawnSync(covmap, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${covmap} ${args.join(' ')}: ${done.status}\n${done.stderr}`);
}

const kBare = `version = 1
name = "bare"
[[demand]]
source = "squares_1km.csv"
format = "grid-squares"
columns = { id = "GRD_ID" }
attributes = { population = "T" }
[[territory]]
unit = "commune"
source = "communes.gpkg"
layer = "communes"
columns = { code = "code", name = "nom" }
[[supply]]
source = "supply/2024_T4_couv_*_ALZ_4G*.gpkg"
format = "polygons"
columns = { operator = "operateur", technology = "techno", service = "usage", level = "niveau" }
levels = ["TBC", "BC", "CL"]
date = "2024-12-31"
[[market]]
operators = ["99901"]
aliases = { "99901" = ["ALZ"] }
[output]
language = "en"
`;

/// Alizé in two vintages, the older one modelled; small numbers are kept back.
const kTwice = kBare.replace('"bare"', '"twice"\npublish_min = { population = 300 }').replace('date = "2024-12-31"', 'date = "2024-12-31"\nvintage = "2024"').replace('[[market]]', `[[supply]]
source = "supply/2024_T4_couv_BOR.geojson"
format = "polygons"
operator = "99901"
columns = { technology = "techno", service = "usage", level = "niveau" }
levels = ["TBC", "BC", "CL"]
nature = "modelled"
vintage = "2023"
date = "2023-12-31"
[[indicator]]
name = "any_4g"
technology = ">=4G"
service = "data"
vintage = "2024"
operators = { min = 1 }
[[zones]]
name = "no_4g"
fails = "any_4g"
attribute = "population"
[[market]]`);

/// The sample's job that asks who is left behind, with the roads and the tests of two others.
function job_of_findings(sample) {
  const read = (name) => readFileSync(join(sample, name), 'utf8');
  const block = (text, name) => text.slice(text.indexOf(`[[${name}]]`), text.indexOf('[output]'));
  return read('job_help.toml').replace('[output]', block(read('job_roads.toml'), 'lines') + block(read('job_measurement.toml'), 'measurement') + '[output]');
}

/// Runs of the sample: now, and before Alizé had 4G, with the same people; one that asks nothing and has no parents, one with vintages,
/// one that does not say that Alizé’s maps speak everywhere: its 5G ends at the towns; one that asks who is left behind, with roads and tests.
export function make_runs(covmap, sample, work) {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const earlier = join(work, 'earlier');
  cpSync(sample, earlier, { recursive: true });
  for (const name of readdirSync(join(earlier, 'supply'))) if (/ALZ_4G/.test(name)) rmSync(join(earlier, 'supply', name));
  const make = (job, folder, formats) => run(covmap, ['run', job, '-o', join(work, folder), '--set', `output.formats=${JSON.stringify(formats)}`, '--progress', 'none']);
  make(join(sample, 'job.toml'), 'now', ['csv', 'gpkg', 'html']);
  make(join(earlier, 'job.toml'), 'before', ['csv', 'gpkg', 'pmtiles']);
  writeFileSync(join(earlier, 'partial.toml'), readFileSync(join(sample, 'job.toml'), 'utf8').replace(/^extent = "everywhere".*$/m, ''));
  for (const [name, job] of [['bare', kBare], ['twice', kTwice], ['findings', job_of_findings(sample)]]) {
    writeFileSync(join(earlier, `${name}.toml`), job);
    cpSync(join(sample, 'supply'), join(earlier, 'supply'), { recursive: true });
    make(join(earlier, `${name}.toml`), name, name === 'bare' ? ['html'] : ['csv', 'html']);
  }
  make(join(earlier, 'partial.toml'), 'partial', ['csv', 'html']);
  return Object.fromEntries(['now', 'before', 'bare', 'twice', 'partial', 'findings'].map((name) => [name, join(work, name)]));
}

/// Starts `covmap view` and waits for its address; `stop` ends it.
export function view(covmap, folder, ...options) {
  const child = spawn(covmap, ['view', folder, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  return new Promise((resolve, reject) => {
    const hear = (part) => {
      said += part;
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*(?=\n)/.exec(said);
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
