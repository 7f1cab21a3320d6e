import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { town_tile, kTownTiles, kTownZoom } from '../src/towns.js';

const towns = [['Œuf-en-Val', 2.35, 48.85], ['Port-du-Sud', 55.45, -20.88]];

function read(zoom, x, y) {
  const url = kTownTiles.replace('{z}', zoom).replace('{x}', x).replace('{y}', y);
  return new VectorTile(new PbfReader(town_tile(towns, url))).layers.towns;
}

test('a tile holds its towns alone, with name and rank, where they lie', () => {
  const [x, y] = [32, 22];
  const layer = read(kTownZoom, x, y);
  assert.equal(layer.length, 1);
  assert.deepEqual({ ...layer.feature(0).properties }, { name: 'Œuf-en-Val', rank: 0 });
  const [lon, lat] = layer.feature(0).toGeoJSON(x, y, kTownZoom).geometry.coordinates;
  assert.ok(Math.hypot((lon - 2.35) * 73, (lat - 48.85) * 111) < 0.08, 'within 80 m');
});

test('the whole world holds all, a tile without towns nothing', () => {
  const layer = read(0, 0, 0);
  assert.deepEqual([0, 1].map((index) => layer.feature(index).properties.rank), [0, 1]);
  assert.deepEqual([0, 1].map((index) => layer.feature(index).properties.name), towns.map(([name]) => name));
  assert.equal(read(kTownZoom, 0, 0), undefined);
});
