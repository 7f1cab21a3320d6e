import assert from 'node:assert/strict';
import { test } from 'node:test';
import { csv_text } from '../src/csv.js';

test('CSV begins with a byte order mark, ends lines with CRLF and doubles quotes', () => {
  const text = csv_text(['code', 'name'], [['01001', 'L\'Abergement, "le" Petit'], ['2', null]]);
  assert.equal(text, '\ufeffcode,name\r\n01001,"L\'Abergement, ""le"" Petit"\r\n2,\r\n');
});

test('numbers are printed with a point, zero is not empty', () => {
  assert.equal(csv_text(['n'], [[0], [1.5]]), '\ufeffn\r\n0\r\n1.5\r\n');
});
