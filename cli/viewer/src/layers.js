import { kTownTiles, kTownZoom } from './towns.js';

/// Which unit is drawn at which zooms: the smallest one that the tiles hold there.
export function unit_ranges(units, vector_layers) {
  const held = new Map(vector_layers.map((layer) => [layer.id, layer]));
  let upper = 24;
  const ranges = [];
  for (const { unit } of units) {
    const layer = held.get(unit);
    if (!layer || (layer.minzoom ?? 0) >= upper) continue;
    ranges.push({ unit, from: layer.minzoom ?? 0, to: upper });
    upper = layer.minzoom ?? 0;
  }
  if (ranges.length > 0) ranges.at(-1).from = 0;
  return ranges;
}

export function unit_at(ranges, zoom) {
  return (ranges.find((range) => zoom >= range.from) ?? ranges.at(-1))?.unit;
}

const source = { source: 'run' };
const hidden = { layout: { visibility: 'none' } };

function area_layers(ranges) {
  return ranges.flatMap(({ unit, from, to }) => [
    { id: 'fill-' + unit, type: 'fill', ...source, 'source-layer': unit, minzoom: from, maxzoom: to, paint: { 'fill-color': '#eeeeee' } },
    { id: 'hatch-' + unit, type: 'fill', ...source, 'source-layer': unit, minzoom: from, maxzoom: to, ...hidden, paint: {} },
  ]);
}

function square_layers() {
  const layer = { type: 'fill', ...source, 'source-layer': 'coverage', ...hidden };
  return [{ id: 'squares', ...layer, paint: { 'fill-color': '#eeeeee', 'fill-antialias': false } }, { id: 'hatch-squares', ...layer, paint: {} }];
}

/// The land below everything, and around it where it ends.
function land_layers(units, held) {
  const unit = [...units].reverse().find((item) => held.has(item.unit))?.unit;
  if (!unit) return [];
  const layer = { ...source, 'source-layer': unit };
  return [{ id: 'coast', type: 'line', ...layer, paint: { 'line-width': 7, 'line-blur': 5 } }, { id: 'land', type: 'fill', ...layer, paint: { 'fill-antialias': false } }];
}

function border_layers(ranges, units, held) {
  const smallest = ranges.filter(({ unit }) => unit === units[0].unit).map(({ unit, from, to }) => (
    { id: 'line-' + unit, type: 'line', ...source, 'source-layer': unit, minzoom: from, maxzoom: to,
      paint: { 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.3, 12, 1.2] } }));
  const parents = units.slice(1).filter(({ unit }) => held.has(unit)).map(({ unit }, index) => (
    { id: 'parent-' + unit, type: 'line', ...source, 'source-layer': unit,
      paint: { 'line-width': 0.7 + 0.4 * index } }));
  return [...smallest, ...parents];
}

/// The layers of the tiles that a background of the page has: its areas, its lines.
export function grounds_of(context, vector_layers) {
  const held = new Set(vector_layers.map((layer) => layer.id));
  return (context ?? []).flatMap((entry) => ['', '_lines'].map((ending) => ({ ...entry, layer: entry.layer + ending }))).filter(({ layer }) => held.has(layer));
}

/// Water, roads and the like: quiet, over the classes and under borders, zones and names.
function ground_layers(grounds) {
  const width = ['interpolate', ['linear'], ['zoom'], 6, 0.4, 12, 1.6];
  const areas = grounds.map(({ layer }) => ({ id: 'ground-fill-' + layer, type: 'fill', ...source, 'source-layer': layer, filter: ['==', ['geometry-type'], 'Polygon'], paint: {} }));
  const lines = grounds.map(({ layer, dashed }) => ({ id: 'ground-line-' + layer, type: 'line', ...source, 'source-layer': layer, filter: ['==', ['geometry-type'], 'LineString'],
    layout: { 'line-join': 'round' }, paint: { 'line-width': width, ...(dashed ? { 'line-dasharray': [4, 2] } : {}) } }));
  return [...areas, ...lines];
}

const text = (size) => ({ 'text-font': ['sans-serif'], 'text-size': size, 'text-max-width': 8 });

/// Solid, with a casing of a pixel and a half on both sides, so that zones stand on every class and in grey.
function zone_layers(zones) {
  return zones.flatMap(({ name, layer }) => {
    const base = { ...source, 'source-layer': layer, ...hidden };
    const area = { ...base, filter: ['==', ['geometry-type'], 'Polygon'] };
    return [
      { id: 'zone-case-' + name, type: 'line', ...area, paint: { 'line-width': ['interpolate', ['linear'], ['zoom'], 7, 3, 11, 5] } },
      { id: 'zone-fill-' + name, type: 'fill', ...area, paint: { 'fill-antialias': false } },
      { id: 'zone-line-' + name, type: 'line', ...area, paint: { 'line-width': 0.8 } },
      { id: 'zone-point-' + name, type: 'circle', ...base, filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-radius': ['interpolate', ['linear'], ['zoom'], 7, 2, 11, 4], 'circle-stroke-width': 1.5 } },
    ];
  });
}

/// How many people live in a zone, where there is room: before the names, which give way.
function count_layers(zones) {
  return zones.filter((zone) => zone.attribute).map(({ name, layer, attribute }) => (
    { id: 'zone-count-' + name, type: 'symbol', ...source, 'source-layer': layer, minzoom: 9, filter: ['==', ['geometry-type'], 'Polygon'],
      layout: { ...hidden.layout, ...text(12), 'text-field': ['to-string', ['round', ['get', attribute]]], 'text-padding': 1, 'symbol-sort-key': ['coalesce', ['get', 'rank'], 0] }, paint: { 'text-halo-width': 1.2 } }));
}

/// Stretches of lines that lack something, over the zones, with a casing.
function line_layers(lines) {
  return lines.flatMap(({ name, layer }) => {
    const base = { type: 'line', ...source, 'source-layer': layer, layout: { ...hidden.layout, 'line-join': 'round', 'line-cap': 'round' } };
    const width = (near, far) => ({ 'line-width': ['interpolate', ['linear'], ['zoom'], 6, far, 12, near] });
    return [{ id: 'lines-case-' + name, ...base, paint: width(9, 4) }, { id: 'lines-' + name, ...base, paint: width(5, 2) }];
  });
}

/// Where tests contradict the map: hatched, what lies below shows through.
function test_layers(measurements) {
  return measurements.flatMap(({ name, layer }) => {
    const base = { ...source, 'source-layer': layer, ...hidden };
    return [{ id: 'tests-fill-' + name, type: 'fill', ...base, paint: {} }, { id: 'tests-line-' + name, type: 'line', ...base, paint: { 'line-width': 2 } },
      { id: 'tests-point-' + name, type: 'circle', ...base, paint: { 'circle-radius': 4, 'circle-stroke-width': 1.5 } }];
  });
}

function point_layers(ranges, places, sites) {
  const dot = (id, layer, colour) => (
    { id, type: 'circle', ...source, 'source-layer': layer, ...hidden,
      paint: { 'circle-color': colour, 'circle-radius': ['interpolate', ['linear'], ['zoom'], 6, 2, 12, 5], 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1 } });
  const circles = ranges.map(({ unit, from, to }) => (
    { id: 'circle-' + unit, type: 'circle', ...source, 'source-layer': unit + '_label', minzoom: from, maxzoom: to,
      paint: { 'circle-color': '#d55e00', 'circle-opacity': 0.45, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 1.2 } }));
  return [...(sites ? [dot('sites', 'sites', '#cc79a7')] : []), ...places.map(({ name }) => dot('place-' + name, name, '#0072b2')), ...circles];
}

function label_layers(ranges, attribute, smallest) {
  return ranges.map(({ unit, from, to }) => (
    { id: 'label-' + unit, type: 'symbol', ...source, 'source-layer': unit + '_label', minzoom: from, maxzoom: to,
      layout: { ...text(['interpolate', ['linear'], ['zoom'], 5, 11, 12, 14]), 'text-field': ['coalesce', ['get', 'name'], ''],
        'text-padding': ['interpolate', ['linear'], ['zoom'], 7, 16, 9, 10, 12, 3], ...(attribute ? { 'symbol-sort-key': ['-', 0, ['coalesce', ['get', attribute], 0]] } : {}) },
      paint: { 'text-halo-width': 1.6, 'text-opacity': unit === smallest ? 1 : 0.75 } }));
}

/// Where parents are shown the largest towns say where one is.
function town_layers(ranges, smallest) {
  const own = ranges.find((range) => range.unit === smallest);
  if (!own || own.from === 0) return [];
  return [{ id: 'towns', type: 'symbol', source: 'towns', 'source-layer': 'towns', maxzoom: own.from,
    layout: { ...text(12), 'text-field': ['get', 'name'], 'text-padding': 6, 'symbol-sort-key': ['get', 'rank'] }, paint: { 'text-halo-width': 1.8 } }];
}

/// The whole style: nothing but the run's own tiles, unless a basemap was asked for. Text is drawn with the visitor's fonts.
export function style_of(page, ranges, vector_layers, tiles, basemap) {
  const held = new Set(vector_layers.map((layer) => layer.id));
  const picked = (colour, width) => ({ type: 'line', ...source, filter: ['literal', false], paint: { 'line-color': colour, 'line-width': width } });
  const unit = page.unit;
  const zones = page.zones.filter((zone) => held.has(zone.layer));
  const selected = held.has(unit) ? [{ id: 'selected-case', 'source-layer': unit, ...picked('#ffffff', 8) }, { id: 'selected', 'source-layer': unit, ...picked('#111111', 3) }] : [];
  return {
    version: 8,
    sources: {
      run: { type: 'vector', url: 'pmtiles://' + tiles, promoteId: Object.fromEntries(page.units.map((item) => [item.unit, 'code'])) },
      towns: { type: 'vector', tiles: [kTownTiles], maxzoom: kTownZoom },
      ...(basemap ? { basemap: { type: 'raster', tiles: [basemap], tileSize: 256 } } : {}),
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': '#eef1f4' } },
      ...(basemap ? [{ id: 'basemap', type: 'raster', source: 'basemap' }] : []),
      ...(basemap ? [] : land_layers(page.units, held)), ...area_layers(ranges), ...(held.has('coverage') ? square_layers() : []), ...ground_layers(grounds_of(page.context, vector_layers)), ...border_layers(ranges, page.units, held),
      ...zone_layers(zones), ...test_layers((page.measurements ?? []).filter((entry) => held.has(entry.layer))),
      ...line_layers((page.lines ?? []).filter((entry) => held.has(entry.layer))), ...selected,
      ...point_layers(ranges, page.places.filter((place) => held.has(place.name)), page.sites && held.has('sites')),
      ...label_layers(ranges, page.attributes[0]?.name, page.unit), ...town_layers(ranges, page.unit), ...count_layers(zones),
    ],
  };
}
