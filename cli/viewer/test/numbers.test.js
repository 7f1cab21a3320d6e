import assert from 'node:assert/strict';
import { test } from 'node:test';
import { date, decimal, length, people, percent, points, rounded, rounded_range } from '../src/numbers.js';

test('French numbers have a comma, thin spaces between thousands and before the sign', () => {
  assert.equal(decimal(1234.5, 1, 'fr'), '1\u202f234,5');
  assert.equal(percent(96.1, 'fr'), '96,1\u202f%');
  assert.equal(percent(96.1, 'en'), '96.1%');
});

test('a share is never 100 while somebody is missing, nor 0 while somebody is served', () => {
  assert.equal(percent(99.99, 'en'), '99.9%');
  assert.equal(percent(0.01, 'en'), '0.1%');
  assert.equal(percent(100, 'fr'), '100\u202f%');
  assert.equal(percent(0, 'fr'), '0\u202f%');
  assert.equal(percent(99.99, 'fr', 0), '99\u202f%');
});

test('some people are at least one person, and null is a dash', () => {
  assert.equal(people(0.2, 'fr'), '1');
  assert.equal(people(0, 'fr'), '0');
  assert.equal(people(null, 'fr'), '–');
  assert.equal(percent(null, 'fr'), '–');
});

test('differences carry their sign', () => {
  assert.equal(points(1.25, 'fr'), '+1,3');
  assert.equal(points(-1.2, 'en'), '\u22121.2');
  assert.equal(points(0, 'en'), '0.0');
});

test('dates are written out', () => {
  assert.equal(date('2024-12-31', 'fr'), '31 décembre 2024');
  assert.equal(date('2024-12-31', 'en'), '31 December 2024');
  assert.equal(date('', 'en'), '');
});

test('a side of a square is in metres or kilometres', () => {
  assert.equal(length(200, 'fr'), '200\u00a0m');
  assert.equal(length(2000, 'fr'), '2\u00a0km');
  assert.equal(length(1600, 'fr'), '1,6\u00a0km');
});

test('a sentence has three significant digits from a thousand on, and millions as such', () => {
  const texts = [0.2, 442.4, 999.4, 2339.7, 41089, 3730043, 12345678].map((value) => rounded(value, 'en').text);
  assert.deepEqual(texts, ['1', '442', '999', '2,340', '41,100', '3.73', '12.3']);
  assert.equal(rounded(999600, 'fr').text, '1,00');
  assert.equal(rounded_range(3400000, 4020000, 3730043, 'en'), '(3.40–4.02)');
  assert.equal(rounded_range(1701, 3322, 2340, 'fr'), '(1\u202f700 à 3\u202f320)');
});
