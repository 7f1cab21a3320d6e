// Holds tiles of the real program against other people's readers, and our reader against other people's tiles:
//   node run.mjs COVMAP JOB MVT_READER WORK_FOLDER
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as fixtures from '@mapbox/mvt-fixtures';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { archive_of } from './archive.mjs';
import { layers_by_gdal } from './gdal.mjs';

const [covmap, job, mvt_reader, work] = process.argv.slice(2);
const made = join(work, 'run');
let archive;

before(async () => {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  execFileSync(covmap, ['run', job, '-o', made, '--set', 'output.formats=["csv","pmtiles","mbtiles"]', '--progress', 'none'], { stdio: 'pipe' });
  archive = await archive_of(join(made, 'tiles.pmtiles'));
});

test('every tile reads, and its rings are outlines and holes', () => {
  assert.deepEqual(archive.findings.faults, []);
  assert.ok(archive.findings.tiles > 50);
});

test('at every zoom the people of the squares, and of the territories, are all people', () => {
  const [head, row] = readFileSync(join(made, 'all.csv'), 'utf8').split(/\r?\n/).map((line) => line.split(','));
  const published = (name) => Number(row[head.indexOf(name)]);
  const { totals } = archive.metadata.covmap;
  const { counts } = archive.findings;
  assert.deepEqual(Object.keys(totals).sort(), ['population', 'seniors']);
  let sums = 0;
  for (const attribute of Object.keys(totals)) {
    assert.ok(Math.abs(published(attribute) - Number(totals[attribute])) < 1e-5, `${attribute}: ${totals[attribute]} in the tiles`);
    for (const layer of Object.keys(counts).filter((name) => name === 'coverage' || name.endsWith('_label'))) {
      for (const [zoom, { sums: of }] of Object.entries(counts[layer])) {
        assert.ok(Math.abs(of[attribute] - published(attribute)) < 1e-5, `${layer} at zoom ${zoom}: ${of[attribute]} ${attribute}`);
        ++sums;
      }
    }
  }
  assert.ok(sums > 40, `${sums} sums`);
  for (let zoom = 0; zoom <= archive.header.maxZoom; ++zoom) assert.ok(counts.coverage[zoom], `squares at zoom ${zoom}`);
});

test('GDAL opens both archives and finds the same layers', async () => {
  const [pmtiles, mbtiles] = await layers_by_gdal(join(made, 'tiles.pmtiles'), join(made, 'tiles.mbtiles'));
  assert.deepEqual(Object.keys(pmtiles).sort(), archive.metadata.vector_layers.filter((layer) => layer.maxzoom === archive.header.maxZoom).map((layer) => layer.id).sort());
  assert.deepEqual(pmtiles, mbtiles);
  assert.ok(pmtiles.commune.fields.includes('any_4g_population_pct'));
});

/// As our reader tells a tile, by @mapbox/vector-tile.
function expected(bytes) {
  const tile = new VectorTile(new PbfReader(bytes));
  return Object.values(tile.layers).map((layer) => ({ name: layer.name, version: layer.version, extent: layer.extent,
    features: Array.from({ length: layer.length }, (_, index) => { const { type, properties } = layer.feature(index); return { type, properties: { ...properties } }; }) }));
}

/// That library keeps no layer without features.
const bare = (layers) => layers.filter((layer) => layer.features.length > 0).map((layer) => ({ ...layer, features: layer.features.map(({ type, properties }) => ({ type, properties })) }));

/// Called valid there, but promises more points than it has, which the specification does not allow.
const kPromisesTooMuch = '057';

test('the samples of other people read as they should, and broken ones are errors', () => {
  const samples = [];
  fixtures.each((sample) => samples.push(sample));
  const paths = samples.map((sample) => join(work, `${sample.id}.mvt`));
  samples.forEach((sample, index) => writeFileSync(paths[index], sample.buffer));
  const read = execFileSync(mvt_reader, paths, { encoding: 'utf8' }).trim().split('\n').map((line) => JSON.parse(line));
  assert.equal(read.length, samples.length);
  let [right, refused] = [0, 0];
  samples.forEach(({ id, buffer, validity, description }, index) => {
    const { layers, error } = read[index];
    if (id === kPromisesTooMuch) {
      assert.match(error, /promises more points/);
    } else if (validity.v2) {
      assert.equal(error, undefined, `${id}: ${description}`);
      assert.deepEqual(bare(layers), expected(buffer), `${id}: ${description}`);
      ++right;
    } else if (validity.error === 'fatal') {
      assert.notEqual(error, undefined, `${id}: ${description}`);
      ++refused;
    }
  });
  assert.ok(right >= 40 && refused >= 15, `${right} read, ${refused} refused`);
});
