import assert from 'node:assert/strict';
import { test } from 'node:test';
import { from_hash, kDefaults, settled, to_hash, views_of } from '../src/state.js';

const page = {
  language: 'fr', indicators: [{ name: 'any' }, { name: 'good' }], attributes: [{ name: 'population' }], operators: [{ code: '1' }, { code: '2' }],
  services: [{ technology: '3G', service: 'data', kind: 'mobile', vintage: '', levels: [] }, { technology: '4G', service: 'data', kind: 'mobile', vintage: '', levels: ['TBC', 'BC'] }], zones: [{ name: 'no_4g' }], compare: null,
};

test('a link restores what was chosen', () => {
  const state = settled({ ...kDefaults, view: 'operator', operator: '2', level: 'BC', service: '4G data', show: ['areas', 'squares', 'place:mairies'], off: ['grey'],
    zone: 12, patterns: true, lang: 'en', tab: 'zones', at: { lat: 46.5, lon: -4.25 }, territory: '0A027', map: { zoom: 9.5, lat: 46.25, lon: -4.125 } }, page);
  assert.deepEqual(settled(from_hash(to_hash(state)), page), state);
});

test('what is as at first is left out of the link', () => {
  const first = settled(kDefaults, page);
  assert.equal(to_hash(first, first), '#');
  assert.equal(first.service, '4G data');
});

test('a link with words that this run does not know falls back', () => {
  const state = settled(from_hash('#view=compare&indicator=nope&lang=xx&map=a/b/c&at=1&measure=volume'), page);
  assert.equal(state.view, 'indicator');
  assert.equal(state.indicator, 'any');
  assert.equal(state.lang, 'fr');
  assert.equal(state.map, null);
  assert.equal(state.at, null);
  assert.equal(state.measure, 'people');
});

const asking = { ...page, indicators: [{ name: 'voice', generation: -1 }, { name: 'any_4g', generation: 4 }, { name: 'any_5g', generation: 5 }], zones: [{ name: 'slow', fails: 'any_4g' }, { name: 'mute', fails: 'voice' }] };

test('a run opens on what its first zones fail, else on the newest generation', () => {
  assert.equal(settled(kDefaults, asking).indicator, 'any_4g');
  assert.equal(settled(kDefaults, { ...asking, zones: [] }).indicator, 'any_5g');
});

test('zones are of the indicator in view, and a link to zones is one to their indicator', () => {
  assert.equal(settled({ ...kDefaults, indicator: 'voice' }, asking).zones, 'mute');
  assert.equal(settled({ ...kDefaults, zones: 'mute' }, asking).indicator, 'voice');
  assert.equal(settled({ ...kDefaults, indicator: 'any_5g' }, asking).zones, 'slow');
});

test('circles take the place of colours', () => {
  assert.deepEqual(settled({ ...kDefaults, show: ['areas', 'circles', 'zones'] }, page).show, ['circles', 'zones']);
});

test('a run without people counts area', () => {
  assert.equal(settled(kDefaults, { ...page, attributes: [] }).measure, 'area');
});

test('a run without indicators opens on its operators, and one without both on its territories', () => {
  assert.equal(settled(kDefaults, { ...page, indicators: [] }).view, 'operator');
  assert.deepEqual(views_of({ ...page, indicators: [], operators: [], compare: { name: 'before' } }), ['indicator']);
});
