import assert from 'node:assert/strict';
import { test } from 'node:test';
import { class_expression, class_of, is_doubtful } from '../src/classes.js';
import { classes_for, difference_class, left_of } from '../src/legend.js';

const legend = { missing: [0, 0, 1, 2, 5, 10, 20, 50].map((from) => ({ from })), unknown_pct: 50, doubt_pct: 10 };
const of = (left, unknown = 0, whole = 100) => class_of(legend, { whole, left, unknown });

test('who is missing falls in the class whose lower end is reached; nobody has a class of its own', () => {
  assert.deepEqual([0, 1e-6, 0.99, 1, 2, 19.99, 20, 50, 100].map((left) => of(left)), [0, 1, 1, 2, 3, 5, 6, 7, 7]);
  assert.equal(of(4e-13), 0);
});

test('nobody, null, half unknown and kept back have classes of their own', () => {
  assert.equal(of(0, 0, 0), 'empty');
  assert.equal(of(null, 0, null), 'unknown');
  assert.equal(of(30, 50), 'unknown');
  assert.equal(of(30, 49.9), 6);
  assert.equal(class_of(legend, { whole: 0, left: null, unknown: 0, secret: true }), 'secret');
});

test('from a tenth of unknown on a hatch lies over the colour', () => {
  assert.deepEqual([9.9, 10, 49].map((unknown) => is_doubtful(legend, { whole: 100, unknown })), [false, true, true]);
});

test('the map asks the same in the same order', () => {
  const value = (step) => `class ${step}`;
  const expression = class_expression({ ...legend, missing: legend.missing.slice(0, 3) }, { whole: ['get', 'p'], left: ['get', 'n'], unknown: ['get', 'u'] }, value);
  assert.deepEqual(expression, ['case', false, 'class secret', ['==', ['get', 'p'], null], 'class unknown', ['==', ['get', 'p'], 0], 'class empty',
    ['any', ['==', ['get', 'n'], null], ['>=', ['*', 100, ['get', 'u']], ['*', 50, ['get', 'p']]]], 'class unknown', ['<', ['get', 'n'], 5e-7], 'class 0',
    ['step', ['/', ['*', 100, ['get', 'n']], ['get', 'p']], 'class 1', 1, 'class 2']]);
});

const known = { whole: 100, unknown: 10 };
const unknown = { whole: 100, unknown: 60 };

test('a change of a hundredth of a point is a change', () => {
  const both = { figure: known, before: known };
  assert.deepEqual([0, 0.01, -0.01, -10, 10].map((points) => difference_class(both, points)), [3, 4, 2, 0, 6]);
  assert.equal(difference_class(both, null), 'unknown');
});

test('what was mostly unknown, or has become so, has classes of its own', () => {
  assert.equal(difference_class({ figure: known, before: unknown }, 80), 'newly_known');
  assert.equal(difference_class({ figure: unknown, before: known }, -80), 'no_longer_known');
  assert.equal(difference_class({ figure: unknown, before: unknown }, 5), 'unknown');
});

test('where low is good a rise has the colour of a fall', () => {
  const [good, low] = [false, true].map((low_is_good) => classes_for({}, 'compare', { low_is_good }));
  assert.equal(low.at(-1).colour, good[0].colour);
  assert.equal(low[3].colour, good[3].colour);
});

test('where low is good, those who meet it are left', () => {
  const figure = { whole: 10, meets: 3, not: 6, unknown: 1 };
  assert.equal(left_of(figure, false), 6);
  assert.equal(left_of(figure, true), 3);
  assert.equal(left_of({ whole: null }, false), null);
});
