import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answer_text, licensed_at } from '../src/here.js';
import { ZoneList } from '../src/zone_list.js';
import { kFirstZones, window_around } from '../src/zones.js';

const answer = (meets, unknown) => answer_text({ any_area_pct: meets, any_area_unk_pct: unknown }, { name: 'any' });

test('where something is unknown the answer is never a plain no', () => {
  assert.equal(answer(0, 0), 'non');
  assert.equal(answer(0, 30), 'en partie inconnu (30\u202f% de la surface), non ailleurs');
  assert.equal(answer(40, 20), 'en partie (40\u202f% de la surface), inconnu sur 20\u202f%');
  assert.equal(answer(40, 0), 'en partie (40\u202f% de la surface)');
  assert.equal(answer(10, 60), 'inconnu');
  assert.equal(answer(100, 0), 'oui');
});

const zone = { attribute: 'population' };
const columns = [{ name: 'rank' }, { name: 'population' }];
const file = { rows: [[1, 30], [2, 20]], box: [[0, 0, 1, 1], [1, 1, 2, 2]], territories: { '01001': [2] } };

test('zones are found by rank and by territory; who is left outside them is scattered', () => {
  const list = new ZoneList(zone, columns, file);
  assert.deepEqual(list.reaching('01001'), [{ rank: 2, population: 20, box: [1, 1, 2, 2] }]);
  assert.deepEqual(list.between(1, 50).map((row) => row.rank), [1, 2]);
  assert.deepEqual(list.scattered(60), { count: 10, with_secret: false });
  assert.deepEqual(new ZoneList(zone, columns, { ...file, rows: [[1, 30], [2, null]] }).scattered(60), { count: 30, with_secret: true });
});

test('the list opens around a rank, however far it is', () => {
  assert.deepEqual(window_around(kFirstZones, 3), kFirstZones);
  assert.deepEqual(window_around(kFirstZones, 12000), { from: 11991, to: 12040 });
});

test('operators of a place are those licensed where its territory lies', () => {
  const places = ['a', 'b', 'c'].map((code) => ({ code }));
  const app = { page: { unit: 'commune', operators: [{ code: '1' }, { code: '2' }], markets: [['1', '2'], ['2']], market_of: [[2, 0], [1, 1]] }, territories: new Map([['commune', places]]) };
  assert.deepEqual(['a', 'b', 'c', ''].map((code) => licensed_at(app, code).length), [2, 2, 1, 2]);
});
