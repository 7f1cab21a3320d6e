import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grounds_of, style_of } from '../src/layers.js';

const context = [{ layer: 'context_water', colour: '#b9d3e6', dark: '#1d3547' }, { layer: 'context_gone' }];
const vector_layers = [{ id: 'commune' }, { id: 'context_water' }, { id: 'context_water_lines' }, { id: 'zones_a' }];

test('of a background its areas and its lines are drawn, where the tiles hold them', () => {
  assert.deepEqual(grounds_of(context, vector_layers).map(({ layer }) => layer), ['context_water', 'context_water_lines']);
  assert.deepEqual(grounds_of(undefined, vector_layers), []);
});

test('a background lies over the classes and under borders, zones and names', () => {
  const page = { unit: 'commune', units: [{ unit: 'commune' }], zones: [{ name: 'a', layer: 'zones_a' }], places: [], attributes: [], context };
  const ids = style_of(page, [{ unit: 'commune', from: 0, to: 24 }], vector_layers, 'tiles.pmtiles').layers.map(({ id }) => id);
  const order = ['fill-commune', 'ground-fill-context_water', 'ground-line-context_water_lines', 'line-commune', 'zone-fill-a', 'label-commune'].map((id) => ids.indexOf(id));
  assert.deepEqual(order, [...order].sort((a, b) => a - b));
  assert.ok(order[0] >= 0);
});
