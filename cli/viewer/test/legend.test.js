import assert from 'node:assert/strict';
import { test } from 'node:test';
import { honest_share, operator_figure } from '../src/figures.js';
import { class_of, difference_class, left_of } from '../src/legend.js';

const classes = [0, 50, 80, 90, 95, 98, 99, 100].map((from) => ({ from }));
const of = (share, unknown = 0, whole = 100) => class_of(classes, { whole, share, unknown });

test('a share falls in the class whose lower end it has reached', () => {
  assert.deepEqual([0, 49.99, 50, 98.99, 99, 99.99, 100].map((share) => of(share)), [0, 0, 1, 5, 6, 6, 7]);
});

test('nobody, null and mostly unknown have classes of their own', () => {
  assert.equal(of(null, 0, 0), 'empty');
  assert.equal(of(null, 0, null), 'unknown');
  assert.equal(of(30, 51), 'unknown');
  assert.equal(of(30, 50), 0);
});

test('a change of a hundredth of a point is a change', () => {
  assert.equal(difference_class(50, 50), 3);
  assert.equal(difference_class(50, 50.01), 4);
  assert.equal(difference_class(50, 49.99), 2);
  assert.equal(difference_class(50, 40), 0);
  assert.equal(difference_class(null, 40), 'unknown');
});

test('where low is good, those who meet it are left', () => {
  const figure = { whole: 10, meets: 3, not: 6, unknown: 1 };
  assert.equal(left_of(figure, false), 6);
  assert.equal(left_of(figure, true), 3);
  assert.equal(left_of({ whole: null }, false), null);
});

const row = (level, population) => ({ technology: '4G', service: 'data', operator: '1', level, population });
const page = { services: [{ technology: '4G', service: 'data', levels: ['TBC', 'BC', 'CL'] }] };
const state = { service: '4G data', operator: '1', measure: 'people', attribute: 'population', level: '' };

test('an operator covers by any of its levels, or from the one asked for', () => {
  const rows = [row('TBC', 60), row('CL', 20), row('none', 15), row('unknown', 5)];
  const any = operator_figure(rows, page, state);
  assert.deepEqual([any.whole, any.meets, any.not, any.unknown, any.share], [100, 80, 15, 5, 80]);
  const good = operator_figure(rows, page, { ...state, level: 'BC' });
  assert.deepEqual([good.meets, good.not, good.share], [60, 35, 60]);
});

test('an operator without rows here is unknown', () => {
  assert.equal(class_of(classes, operator_figure([], page, state)), 'unknown');
});

test('a share computed here keeps the rule of the tables', () => {
  assert.equal(honest_share(9999.999, 10000), 99.99);
  assert.equal(honest_share(0.001, 10000), 0.01);
  assert.equal(honest_share(0, 10), 0);
  assert.equal(honest_share(10, 10), 100);
});
