import { is_dimmed, left_expression, operator_class, square_class, square_filter, territory_class, zone_colour, zone_filter } from './paint.js';
import { classes_for, columns_of, kKnowledge, left_of } from './legend.js';
import { is_doubtful } from './classes.js';
import { figure_of } from './figures.js';
import { clear_pattern, pattern } from './patterns.js';
import { asks, shows_indicator } from './state.js';
import { grounds_of } from './layers.js';
import { ground, shade } from './theme.js';
import { indicator_of, is_low_good } from './title.js';
import { whole_row } from './data.js';

const kDim = 0.15;
export const kLargest = 60;

export const shown_classes = (app) => classes_for(app.page, app.state.view, indicator_of(app));

/// The entry of the legend for a class.
export function swatch_of({ page }, classes, step) {
  return typeof step === 'number' ? classes[step] : kKnowledge[step] ?? page.legend[step];
}

export const colour_of = (app, classes, step) => shade(swatch_of(app, classes, step));

/// A circle of the reference amount has this radius in pixels: the total left, shared among an eighth of the unit's territories.
export function circle_scale(app, unit) {
  const figure = figure_of(whole_row(app.page), app.state.indicator, app.state.measure, app.state.attribute);
  const total = left_of(figure, indicator_of(app)?.low_is_good) ?? 0;
  const count = app.territories.get(unit)?.length ?? 0;
  const narrow = matchMedia('(max-width: 760px)').matches;
  return { reference: count === 0 ? 0 : total / Math.max(1, count / 8), radius: narrow ? 12 : 24 };
}

/// Circles are smaller where the unit has just come in sight, and grow over three zooms.
const kSmall = 0.4;
const kGrowth = 3;

export function circle_factor({ ranges }, unit, zoom) {
  const { from } = ranges.find((range) => range.unit === unit);
  return Math.min(1, kSmall + ((1 - kSmall) * Math.max(0, zoom - from)) / kGrowth);
}

/// Whether circles can say anything: of people who are left under an indicator.
export function shows_circles({ state }) {
  return state.show.includes('circles') && shows_indicator(state) && state.indicator !== '' && state.measure === 'people';
}

/// The set of zones that the map shows: one of the indicator in view; of an operator, one that asks for it alone.
export function shown_zones({ page, state }) {
  if (!state.show.includes('zones')) return null;
  const zone = page.zones.find((item) => item.name === state.zones);
  const asked = page.indicators.find((item) => item.name === zone?.fails);
  if (state.view === 'left') return zone?.name === page.left_behind.zones ? zone : null;
  const fits = state.view === 'operator' ? asked?.of.join() === state.operator : zone?.fails === state.indicator;
  return zone && fits ? zone : null;
}

const kStepsBack = 0.5;

/// Where zones are seen from near, the classes step back.
export function faintness(app) {
  if (!app.map || !shown_zones(app) || app.state.show.includes('squares')) return 1;
  return app.map.getZoom() >= 9 ? kStepsBack : 1;
}

const is_coloured_by_tiles = ({ state }) => shows_indicator(state) && state.indicator !== '';

const shows_squares = (app) => app.state.show.includes('squares') && (app.state.view === 'operator' || is_coloured_by_tiles(app));

/// The hatches of the classes of now, where the map does not have them yet.
function images(app, classes) {
  const { map } = app;
  app.hatches ??= new Map();
  for (const step of [...classes.keys(), ...Object.keys(kKnowledge), 'unknown', 'doubt', 'empty', 'secret', 'measured', 'none']) {
    const image = step === 'none' ? clear_pattern() : pattern(step, colour_of(app, classes, step));
    const id = step === 'none' ? 'none' : 'class-' + step;
    if (app.hatches.get(id) === image) continue;
    if (map.hasImage(id)) map.updateImage(id, image);
    else map.addImage(id, image);
    app.hatches.set(id, image);
  }
}

const kHatched = ['empty', 'newly_known', 'no_longer_known'];

/// The hatch of a class: the unknown one unless switched off, that of nobody's land always; the others where patterns are asked for.
function hatch_of({ state }, step) {
  const is_hatched = ['unknown', 'doubt'].includes(step) ? !state.off.includes('unknown') : state.patterns || kHatched.includes(step);
  return is_hatched ? 'class-' + step : 'none';
}

/// The hatch of a row of the views that live in tables.
function row_hatch(app, row) {
  const is_doubt = typeof row.step === 'number' && app.state.view === 'operator' && is_doubtful(app.page.legend, row.figure);
  return hatch_of(app, is_doubt ? 'doubt' : row.step);
}

function hatch(app) {
  if (is_coloured_by_tiles(app)) return territory_class(app.page.legend, app.state, is_low_good(app), (step) => hatch_of(app, step), true);
  if (!asks(app.state)) return 'none';
  const codes = new Map();
  for (const row of app.rows) {
    const image = row_hatch(app, row);
    if (image === 'none') continue;
    if (!codes.has(image)) codes.set(image, []);
    codes.get(image).push(row.code);
  }
  const cases = [...codes].flatMap(([image, list]) => [list, image]);
  return cases.length > 0 ? ['match', ['get', 'code'], ...cases, 'none'] : 'none';
}

function opacity(app) {
  const { map, state, page } = app;
  const full = map.getLayer('basemap') ? 0.75 : 1;
  const is_switched = state.off.includes('served') || state.off.includes('unknown');
  const dimmed = is_coloured_by_tiles(app) ? is_dimmed(page.legend, state, is_low_good(app)) : ['boolean', ['feature-state', 'dim'], false];
  const of = (most) => (is_switched ? ['case', dimmed, kDim, most] : most);
  return shown_zones(app) && !state.show.includes('squares') ? ['step', ['zoom'], of(full), 9, of(full * kStepsBack)] : of(full);
}

export function show(map, id, visible) {
  if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none');
}

/// Background, borders and names.
function dress_ground({ map, ranges, page, tiles }) {
  const colours = ground();
  const paint = (id, name, colour) => { if (map.getLayer(id)) map.setPaintProperty(id, name, colour); };
  paint('background', 'background-color', colours.sea);
  paint('coast', 'line-color', colours.coast);
  paint('land', 'fill-color', colours.land);
  for (const { unit } of page.units) paint('parent-' + unit, 'line-color', colours.parent);
  paint('line-' + page.unit, 'line-color', colours.border);
  for (const drawn of grounds_of(page.context, tiles.vector_layers)) {
    paint('ground-fill-' + drawn.layer, 'fill-color', shade(drawn));
    paint('ground-line-' + drawn.layer, 'line-color', shade(drawn));
  }
  for (const id of [...ranges.map(({ unit }) => 'label-' + unit), 'towns']) {
    paint(id, 'text-color', colours.text);
    paint(id, 'text-halo-color', colours.halo);
  }
  paint('selected-case', 'line-color', colours.case);
  paint('selected', 'line-color', colours.picked);
}

function dress_areas(app, classes) {
  const { map, state, ranges, page } = app;
  const shown = state.show.includes('areas');
  const fill = is_coloured_by_tiles(app) ? territory_class(page.legend, state, is_low_good(app), (step) => colour_of(app, classes, step))
    : ['to-color', ['coalesce', ['feature-state', 'colour'], ground().land]];
  const hatches = hatch(app);
  const paint = { 'fill-color': shown ? fill : ground().land, 'fill-opacity': shown ? opacity(app) : 1 };
  for (const { unit } of ranges) {
    show(map, 'fill-' + unit, shown || !map.getLayer('basemap'));
    show(map, 'hatch-' + unit, shown && hatches !== 'none');
    for (const [name, value] of Object.entries(paint)) map.setPaintProperty('fill-' + unit, name, value);
    map.setPaintProperty('hatch-' + unit, 'fill-pattern', hatches);
  }
}

/// Squares tell their class; in the view of one operator its best technology there.
function dress_squares(app, classes) {
  const { map, state, page } = app;
  if (!map.getLayer('squares')) return;
  const by_operator = state.view === 'operator';
  const visible = shows_squares(app);
  show(map, 'squares', visible);
  show(map, 'hatch-squares', visible);
  if (!visible) return;
  const low = is_low_good(app);
  const filter = by_operator ? ['has', 'op_' + state.operator] : square_filter(state, low);
  const unknown = shade(page.legend.unknown);
  const colour = by_operator ? operator_class(state.operator, (step, of = unknown) => of) : square_class(page.legend, state, low, (step) => colour_of(app, classes, step));
  const hatches = by_operator ? operator_class(state.operator, (step) => (step === 'unknown' ? hatch_of(app, step) : 'none')) : square_class(page.legend, state, low, (step) => hatch_of(app, step), true);
  for (const id of ['squares', 'hatch-squares']) map.setFilter(id, ['all', filter]);
  map.setPaintProperty('squares', 'fill-color', colour);
  map.setPaintProperty('hatch-squares', 'fill-pattern', hatches);
}

const kZoneParts = { case: 'Polygon', fill: 'Polygon', line: 'Polygon', point: 'Point', count: 'Polygon' };

function dress_zones(app) {
  const { map, state, page } = app;
  const shown = shown_zones(app);
  for (const zone of page.zones) {
    const attribute = zone.attribute || 'area_km2';
    const colour = zone_colour(attribute, page.legend);
    const paint = { case: { 'line-color': ground().case }, fill: { 'fill-color': colour }, line: { 'line-color': colour }, point: { 'circle-color': colour, 'circle-stroke-color': ground().case },
      count: { 'text-color': ground().case, 'text-halo-color': colour } };
    for (const [part, kind] of Object.entries(kZoneParts)) {
      const id = 'zone-' + part + '-' + zone.name;
      if (!map.getLayer(id)) continue;
      show(map, id, zone === shown);
      const once = part === 'count' ? [['!', ['has', 'copy']]] : [];
      map.setFilter(id, ['all', ['==', ['geometry-type'], kind], zone_filter(state, attribute), ...once]);
      for (const [name, value] of Object.entries(paint[part])) map.setPaintProperty(id, name, value);
    }
  }
}

function dress_points(app) {
  const { map, state, page, ranges } = app;
  const left = ['coalesce', left_expression(columns_of(state.indicator, state.measure, state.attribute), is_low_good(app)), 0];
  for (const { unit, from } of ranges) {
    const scale = circle_scale(app, unit);
    const visible = shows_circles(app) && scale.reference > 0;
    show(map, 'circle-' + unit, visible);
    if (!visible) continue;
    map.setFilter('circle-' + unit, ['>', left, 0]);
    const radius = (factor) => ['min', kLargest, ['*', factor * scale.radius, ['sqrt', ['/', left, scale.reference]]]];
    map.setPaintProperty('circle-' + unit, 'circle-radius', ['interpolate', ['linear'], ['zoom'], from, radius(kSmall), from + kGrowth, radius(1)]);
  }
  for (const place of page.places) show(map, 'place-' + place.name, state.show.includes('place:' + place.name));
  show(map, 'sites', state.show.includes('sites'));
}

/// Puts the state on the map. Cheap enough to do whole at every change.
export function dress(app) {
  if (!app.map) return;
  const classes = shown_classes(app);
  images(app, classes);
  dress_ground(app);
  dress_areas(app, classes);
  dress_squares(app, classes);
  dress_zones(app);
  app.beside?.dress_findings(app);
  dress_points(app);
  for (const layer of ['selected-case', 'selected'])
    if (app.map.getLayer(layer)) app.map.setFilter(layer, app.state.territory ? ['==', ['get', 'code'], app.state.territory] : ['literal', false]);
}

/// Whether a switch dims a row of the views that live in tables.
function is_row_dimmed({ state }, row) {
  if (row.step === 'unknown') return state.off.includes('unknown');
  return state.view === 'operator' && state.off.includes('served') && row.figure.whole > 0 && row.figure.not === 0 && row.figure.unknown === 0;
}

/// Colours of the views that live in tables: each shown territory carries its own.
export function colour_rows(app, unit) {
  if (!app.map || is_coloured_by_tiles(app) || !asks(app.state)) return;
  const classes = shown_classes(app);
  for (const row of app.rows)
    app.map.setFeatureState({ source: 'run', sourceLayer: unit, id: row.code }, { colour: colour_of(app, classes, row.step), dim: is_row_dimmed(app, row) });
}
