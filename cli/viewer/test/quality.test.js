import assert from 'node:assert/strict';
import { test } from 'node:test';
import { use_language } from '../src/i18n.js';
import { by_category, quality_value } from '../src/quality.js';

globalThis.document ??= { documentElement: {} };

test('a value has the decimals of its unit, and what was not evaluated says so', () => {
  use_language('fr');
  assert.equal(quality_value({ value: 1.3, unit: '%' }), '1,30\u00a0%');
  assert.equal(quality_value({ value: 181, unit: 'd' }), '181\u00a0j');
  assert.equal(quality_value({ value: null, unit: 'm' }), 'non évalué');
  use_language('en');
  assert.equal(quality_value({ value: 1234, unit: '' }), '1,234');
  assert.equal(quality_value({ value: 0, unit: '%' }), '0.00\u00a0%');
  assert.equal(quality_value({ value: null, unit: '' }), 'not evaluated');
});

test('lines keep their order within their category; an older run has none', () => {
  const lines = [{ category: 'a', scope: '1' }, { category: 'b', scope: '2' }, { category: 'a', scope: '3' }];
  assert.deepEqual(by_category(lines).map(([category, own]) => [category, own.map(({ scope }) => scope)]), [['a', ['1', '3']], ['b', ['2']]]);
  assert.deepEqual(by_category(undefined), []);
});
