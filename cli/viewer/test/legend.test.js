import assert from 'node:assert/strict';
import { test } from 'node:test';
import { class_expression, class_of } from '../src/classes.js';
import { classes_for, difference_class, left_of } from '../src/legend.js';

const classes = [0, 50, 80, 90, 95, 98, 99, 100].map((from) => ({ from }));
const of = (share, unknown = 0, whole = 100) => class_of(classes, { whole, share, unknown });

test('a share falls in the class whose lower end it has reached', () => {
  assert.deepEqual([0, 49.99, 50, 98.99, 99, 99.99, 100].map((share) => of(share)), [0, 0, 1, 5, 6, 6, 7]);
});

test('nobody, null, mostly unknown and kept back have classes of their own', () => {
  assert.equal(of(null, 0, 0), 'empty');
  assert.equal(of(null, 0, null), 'unknown');
  assert.equal(of(30, 51), 'unknown');
  assert.equal(of(30, 50), 0);
  assert.equal(class_of(classes, { whole: 0, share: null, unknown: 0, secret: true }), 'secret');
});

test('the map asks the same in the same order', () => {
  const value = (step) => `class ${step}`;
  const expression = class_expression(classes.slice(0, 2), { whole: ['get', 'p'], share: ['get', 's'], unknown: ['get', 'u'] }, value);
  assert.deepEqual(expression, ['case', false, 'class secret', ['==', ['get', 'p'], null], 'class unknown', ['==', ['get', 'p'], 0], 'class empty',
    ['any', ['==', ['get', 's'], null], ['>', ['*', 2, ['get', 'u']], ['get', 'p']]], 'class unknown', ['step', ['get', 's'], 'class 0', 50, 'class 1']]);
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
