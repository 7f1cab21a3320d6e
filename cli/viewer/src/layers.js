import { kZoneOpacity } from './paint.js';

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

function border_layers(ranges, units, held) {
  const small_first = ranges.map(({ unit, from, to }) => (
    { id: 'line-' + unit, type: 'line', ...source, 'source-layer': unit, minzoom: from, maxzoom: to,
      paint: { 'line-color': '#ffffff', 'line-width': ['interpolate', ['linear'], ['zoom'], 6, 0.4, 12, 1.4] } }));
  const parents = units.slice(1).filter(({ unit }) => held.has(unit)).map(({ unit }, index) => (
    { id: 'parent-' + unit, type: 'line', ...source, 'source-layer': unit,
      paint: { 'line-color': '#202020', 'line-width': 0.6 + 0.5 * index } }));
  return [...small_first, ...parents];
}

/// Many at low zooms: there they must not hide what they lie on.
const by_zoom = (country, commune) => ['interpolate', ['linear'], ['zoom'], 7, country, 11, commune];

function zone_layers(zones) {
  const dark = '#111111';
  return zones.flatMap(({ name, layer }) => {
    const base = { ...source, 'source-layer': layer, ...hidden };
    return [
      { id: 'zone-fill-' + name, type: 'fill', ...base, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': '#ffffff', 'fill-opacity': kZoneOpacity } },
      { id: 'zone-case-' + name, type: 'line', ...base, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': '#ffffff', 'line-width': by_zoom(0.6, 3.5) } },
      { id: 'zone-line-' + name, type: 'line', ...base, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': dark, 'line-width': by_zoom(0.2, 1.5) } },
      { id: 'zone-point-' + name, type: 'circle', ...base, filter: ['==', ['geometry-type'], 'Point'],
        paint: { 'circle-color': '#ffffff', 'circle-radius': by_zoom(0.5, 2.5), 'circle-stroke-color': dark, 'circle-stroke-width': by_zoom(0.3, 1) } },
    ];
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

function label_layers(ranges, attribute) {
  return ranges.map(({ unit, from, to }) => (
    { id: 'label-' + unit, type: 'symbol', ...source, 'source-layer': unit + '_label', minzoom: from, maxzoom: to,
      layout: { 'text-field': ['coalesce', ['get', 'name'], ''], 'text-font': ['sans-serif'], 'text-size': ['interpolate', ['linear'], ['zoom'], 5, 11, 12, 15],
        'text-max-width': 8, ...(attribute ? { 'symbol-sort-key': ['-', 0, ['coalesce', ['get', attribute], 0]] } : {}) },
      paint: { 'text-color': '#111111', 'text-halo-color': 'rgba(255,255,255,0.9)', 'text-halo-width': 1.6 } }));
}

/// The whole style: nothing but the run's own tiles, unless a basemap was asked for. Text is drawn with the visitor's fonts.
export function style_of(page, ranges, vector_layers, tiles, basemap) {
  const held = new Set(vector_layers.map((layer) => layer.id));
  const picked = (colour, width) => ({ type: 'line', ...source, filter: ['literal', false], paint: { 'line-color': colour, 'line-width': width } });
  const unit = page.unit;
  const selected = held.has(unit) ? [{ id: 'selected-case', 'source-layer': unit, ...picked('#ffffff', 8) }, { id: 'selected', 'source-layer': unit, ...picked('#111111', 3) }] : [];
  return {
    version: 8,
    sources: {
      run: { type: 'vector', url: 'pmtiles://' + tiles, promoteId: Object.fromEntries(page.units.map((item) => [item.unit, 'code'])) },
      ...(basemap ? { basemap: { type: 'raster', tiles: [basemap], tileSize: 256 } } : {}),
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': '#eef1f4' } },
      ...(basemap ? [{ id: 'basemap', type: 'raster', source: 'basemap' }] : []),
      ...area_layers(ranges), ...(held.has('coverage') ? square_layers() : []), ...border_layers(ranges, page.units, held),
      ...zone_layers(page.zones.filter((zone) => held.has(zone.layer))), ...selected,
      ...point_layers(ranges, page.places.filter((place) => held.has(place.name)), page.sites && held.has('sites')),
      ...label_layers(ranges, page.attributes[0]?.name),
    ],
  };
}
