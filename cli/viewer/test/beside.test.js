import assert from 'node:assert/strict';
import { test } from 'node:test';
import { band_of } from '../src/access.js';
import { use_language } from '../src/i18n.js';
import { lines_near } from '../src/place.js';
import { noun_of } from '../src/title.js';
import { defaults_of, from_hash, kDefaults, settled, shows_indicator, views_of } from '../src/state.js';

const rows = [
  { operator: 'help', technology: '2 KM', kind: 'help', level: 'covered', population: 30 }, { operator: 'help', technology: '2 KM', kind: 'help', level: 'none', population: 5 },
  { operator: 'help', technology: '2 KM', kind: 'help', level: 'unknown', population: 1.5 }, { operator: 'help', technology: '5 KM', kind: 'help', level: 'covered', population: 36.5 },
  { operator: '99901', technology: '4G', kind: 'mobile', level: 'BC', population: 20 },
];

test('near, farther and unknown are parts of one whole, and without a row nobody knows who is farther', () => {
  assert.deepEqual(band_of(rows, 'help', '2 KM', 'population'), { near: 30, far: 5, unknown: 1.5 });
  assert.deepEqual(band_of(rows, 'help', '5 KM', 'population'), { near: 36.5, far: 0, unknown: 0 });
  assert.equal(band_of(rows, 'schools', '5 KM', 'population'), null);
});

const page = {
  language: 'fr', indicators: [{ name: 'any_4g' }, { name: 'all_4g' }, { name: 'near_help' }, { name: 'included' }], attributes: [{ name: 'population' }, { name: 'seniors' }], operators: [], services: [],
  zones: [{ name: 'left_behind', fails: 'included' }], compare: null, lines: [{ name: 'roads' }], measurements: [{ name: 'tests', zones: 2 }, { name: 'ookla', zones: 0 }],
  left_behind: { both: 'included', covered: 'any_4g', near: 'near_help', access: 'help', attribute: 'seniors', zones: 'left_behind' },
};
const opened = (hash) => settled(from_hash(hash, defaults_of(page)), page);

test('a run that asks who is left behind opens on that, by the fragile, with what else was found', () => {
  const first = opened('');
  assert.deepEqual([first.view, first.indicator, first.attribute, first.measure, first.zones], ['left', 'included', 'seniors', 'people', 'left_behind']);
  assert.deepEqual(first.show, [...kDefaults.show, 'lines:roads', 'tests:tests']);
  assert.ok(shows_indicator(first));
  assert.deepEqual(views_of(page), ['indicator', 'left']);
});

test('of those left behind each part can be shown, and a link to another indicator is one to that', () => {
  assert.deepEqual([opened('#indicator=near_help').view, opened('#indicator=near_help').zones], ['left', 'left_behind']);
  assert.deepEqual([opened('#indicator=all_4g').view, opened('#indicator=all_4g').indicator], ['indicator', 'all_4g']);
  assert.equal(opened('#measure=area').measure, 'people');
  assert.equal(opened('#attribute=population').attribute, 'population');
  assert.equal(settled(kDefaults, { ...page, left_behind: null }).view, 'indicator');
});

test('a run whose first zones are of something else opens on them', () => {
  assert.equal(defaults_of({ ...page, zones: [{ name: 'no_4g', fails: 'any_4g' }, ...page.zones] }).view, 'indicator');
});

test('a line is found at a few pixels of a tile, and not beyond', () => {
  const feature = { type: 2, properties: { name: 'D1' }, loadGeometry: () => [[{ x: 0, y: 2048 }, { x: 4096, y: 2048 }]] };
  const layer = { length: 1, extent: 4096, feature: () => feature };
  assert.deepEqual(lines_near(layer, 0.5, 0.5 + 5 / 512).map(({ name }) => name), ['D1']);
  assert.deepEqual(lines_near(layer, 0.5, 0.5 + 7 / 512), []);
  assert.deepEqual(lines_near(undefined, 0.5, 0.5), []);
});

test('a part of the people is told as people of a kind, unless its label says that itself', () => {
  globalThis.document ??= { documentElement: {} };
  use_language('en');
  const label = (en) => ({ unit: 'persons', name: 'seniors', label: { fr: en, en } });
  assert.equal(noun_of(label('65 and over'), 12, true), 'people (65 and over)');
  assert.equal(noun_of(label('People of 65 and over'), 12, true), 'people of 65 and over');
  assert.equal(noun_of({ unit: 'people of 65 and over', name: 'seniors', label: { fr: '65 ans et plus', en: 'x' } }, 1, true), 'person (x)');
  assert.equal(noun_of(label('65 and over'), 12), 'people');
  assert.equal(noun_of({ unit: 'households', name: 'poor', label: { fr: 'Ménages', en: 'Households' } }, 12, true), 'households');
});
