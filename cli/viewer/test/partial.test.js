import assert from 'node:assert/strict';
import { test } from 'node:test';
import { use_language } from '../src/i18n.js';
import { partial_line, partial_maps } from '../src/partial.js';

globalThis.document ??= { documentElement: {} };

const map = (operator, technology, outside, unknown) => ({ operator, technology, service: 'data', kind: 'mobile', vintage: '', measure: 'population', total: 1000, outside, unknown });
const page = (...maps) => ({ partial_maps: maps, operators: [{ code: '1', name: 'Alizé' }], attributes: [{ name: 'population', unit: 'persons' }], services: [] });
const plain = (text) => text.replace(/[\u202f\u00a0]/g, ' ');

test('a run whose maps reach everywhere says nothing', () => {
  assert.equal(partial_line(page()), '');
  assert.equal(partial_line({}), '');
});

test('the line names the operator, its technology and how many are unknown by it', () => {
  use_language('fr');
  assert.equal(plain(partial_line(page(map('1', '5G', 438.4, true)))), 'Carte partielle (Alizé 5G) : inconnu pour 438 personnes hors de cette carte');
  use_language('en');
  assert.equal(partial_line(page(map('2', '3G', 1, false))), 'A map that may be incomplete (2 3G): 1 person beyond it, counted as not covered');
});

test('of several the most is told, and what is unknown comes before what counts as not covered', () => {
  use_language('en');
  const several = page(map('1', '3G', 30, false), map('1', '4G', 200, true), map('2', '5G', 400, true), map('1', '5G', 300, true), map('3', '5G', 250, true));
  assert.equal(partial_line(several), 'Partial maps (2 5G, Alizé 5G, 3 5G and 1 more): unknown for up to 400 people each');
  assert.deepEqual(partial_maps(several).map(({ outside }) => outside), [400, 300, 250, 200, 30]);
});
