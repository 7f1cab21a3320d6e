import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inside, tile_of } from '../src/place.js';
import { coordinates, matches, search_index } from '../src/search.js';

const index = search_index([['0A027', 'Saint-Ys'], ['00102', 'Saint-Écume'], ['0A001', "L'Étang-Vieux"], ['0A002', 'Œuf-en-Val'], ['', '']].map(([code, name]) => ({ code, name })));
const codes = (text) => matches(index, text).map((place) => place.code);

test('a commune is found without its accents, hyphens and capitals', () => {
  assert.deepEqual(codes('saint ecume'), ['00102']);
  assert.deepEqual(codes('ETANG'), ['0A001']);
  assert.deepEqual(codes('oeuf'), ['0A002']);
  assert.deepEqual(codes('saint'), ['00102', '0A027']);
});

test('a commune is found by its code', () => {
  assert.deepEqual(codes('0a027'), ['0A027']);
  assert.deepEqual(codes('zzz'), []);
  assert.deepEqual(codes(' '), []);
});

test('coordinates are latitude, longitude, with a point or a comma', () => {
  const here = { lat: 46.58, lon: -4.27, swapped: false };
  assert.deepEqual(coordinates('46.58, -4.27'), [here]);
  assert.deepEqual(coordinates('46,58 ; -4,27'), [here]);
  assert.deepEqual(coordinates('Saint-Ys'), []);
  assert.deepEqual(coordinates('146, 100'), []);
});

test('coordinates the other way round are read so where that alone lies on the map, or can lie anywhere', () => {
  const map = [[-5, 42, 8, 51], [55, -22, 56, -20]];
  const there = { lat: 46.58, lon: -4.27, swapped: true };
  assert.deepEqual(coordinates('-4.27, 46.58', map), [there]);
  assert.deepEqual(coordinates('55.5, -21', map), [{ lat: -21, lon: 55.5, swapped: true }]);
  assert.deepEqual(coordinates('146, 4'), [{ lat: 4, lon: 146, swapped: true }]);
  assert.deepEqual(coordinates('-4.27, 46.58'), [{ lat: -4.27, lon: 46.58, swapped: false }]);
});

test('a place has its tile, and lies inside a ring but not in its hole', () => {
  assert.deepEqual(tile_of(0, 0, 1), { x: 1, y: 1, u: 0, v: 0 });
  const ring = (a, b) => [[a, a], [b, a], [b, b], [a, b], [a, a]].map(([x, y]) => ({ x, y }));
  assert.equal(inside([ring(0, 10), ring(4, 6)], 2, 2), true);
  assert.equal(inside([ring(0, 10), ring(4, 6)], 5, 5), false);
});
