import { is_dimmed, left_expression, operator_class, square_class, square_filter, territory_class, zone_colour, zone_filter } from './paint.js';
import { classes_for, columns_of, kKnowledge, kSecretColour, left_of } from './legend.js';
import { figure_of } from './figures.js';
import { pattern } from './patterns.js';
import { asks } from './state.js';
import { indicator_of } from './title.js';
import { whole_row } from './data.js';

const kDim = 0.15;
export const kLargest = 60;

export const shown_classes = (app) => classes_for(app.page, app.state.view, indicator_of(app));

export function colour_of(app, classes, step) {
  if (typeof step === 'number') return classes[step].colour;
  return step === 'secret' ? kSecretColour : kKnowledge[step] ?? app.page.legend[step];
}

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
  const no_colour = state.off.includes('white') && state.off.includes('grey');
  return state.show.includes('circles') && state.view === 'indicator' && state.indicator !== '' && state.measure === 'people' && !no_colour;
}

const is_coloured_by_tiles = ({ state }) => state.view === 'indicator' && state.indicator !== '';

const shows_squares = (app) => app.state.show.includes('squares') && (app.state.view === 'operator' || is_coloured_by_tiles(app));

/// The hatches of the classes of now, where the map does not have them yet.
function images(app, classes) {
  const { map } = app;
  app.hatches ??= new Map();
  for (const step of [...classes.keys(), ...Object.keys(kKnowledge), 'unknown', 'empty', 'secret', 'none']) {
    const image = step === 'none' ? pattern('empty', '#ffffff') : pattern(step, colour_of(app, classes, step));
    const id = step === 'none' ? 'none' : 'class-' + step;
    if (app.hatches.get(id) === image) continue;
    if (map.hasImage(id)) map.updateImage(id, image);
    else map.addImage(id, image);
    app.hatches.set(id, image);
  }
}

/// The hatch of a class: the unknown one always, unless switched off, so too of what became known; the others where patterns are asked for.
function hatch_of({ state }, step) {
  const is_hatched = step === 'unknown' ? !state.off.includes('unknown') : state.patterns || step in kKnowledge;
  return is_hatched ? 'class-' + step : 'none';
}

function hatch(app, classes) {
  if (is_coloured_by_tiles(app)) return territory_class(classes, app.state, (step) => hatch_of(app, step));
  if (!asks(app.state)) return 'none';
  const codes = new Map();
  for (const row of app.rows) {
    const image = hatch_of(app, row.step);
    if (image === 'none') continue;
    if (!codes.has(image)) codes.set(image, []);
    codes.get(image).push(row.code);
  }
  const cases = [...codes].flatMap(([image, list]) => [list, image]);
  return cases.length > 0 ? ['match', ['get', 'code'], ...cases, 'none'] : 'none';
}

function opacity(app, classes) {
  const { map, state } = app;
  const full = map.getLayer('basemap') ? 0.75 : 1;
  if (!state.off.includes('served') && !state.off.includes('unknown')) return full;
  const dimmed = is_coloured_by_tiles(app) ? is_dimmed(classes, state, indicator_of(app)?.low_is_good) : ['boolean', ['feature-state', 'dim'], false];
  return ['case', dimmed, kDim, full];
}

function show(map, id, visible) {
  if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none');
}

function dress_areas(app, classes) {
  const { map, state, ranges } = app;
  const shown = state.show.includes('areas');
  const fill = is_coloured_by_tiles(app) ? territory_class(classes, state, (step) => colour_of(app, classes, step))
    : ['to-color', ['coalesce', ['feature-state', 'colour'], '#f4f4f4']];
  const hatches = hatch(app, classes);
  const paint = { 'fill-color': fill, 'fill-opacity': opacity(app, classes) };
  for (const { unit } of ranges) {
    show(map, 'fill-' + unit, shown);
    show(map, 'hatch-' + unit, shown && hatches !== 'none');
    for (const [name, value] of Object.entries(paint)) map.setPaintProperty('fill-' + unit, name, value);
    map.setPaintProperty('line-' + unit, 'line-color', state.view === 'compare' || !shown || shows_squares(app) ? '#77828c' : '#ffffff');
    map.setPaintProperty('hatch-' + unit, 'fill-pattern', hatches);
  }
}

/// Squares tell their class; in the view of one operator its best technology there.
function dress_squares(app, classes) {
  const { map, state } = app;
  if (!map.getLayer('squares')) return;
  const by_operator = state.view === 'operator';
  const visible = shows_squares(app);
  show(map, 'squares', visible);
  show(map, 'hatch-squares', visible);
  if (!visible) return;
  const filter = by_operator ? ['has', 'op_' + state.operator] : square_filter(state, indicator_of(app).low_is_good);
  const unknown = app.page.legend.unknown;
  const colour = by_operator ? operator_class(state.operator, (step, of = unknown) => of) : square_class(classes, state, (step) => colour_of(app, classes, step));
  const hatches = by_operator ? operator_class(state.operator, (step) => (step === 'unknown' ? hatch_of(app, step) : 'none')) : square_class(classes, state, (step) => hatch_of(app, step));
  for (const id of ['squares', 'hatch-squares']) map.setFilter(id, ['all', filter]);
  map.setPaintProperty('squares', 'fill-color', colour);
  map.setPaintProperty('hatch-squares', 'fill-pattern', hatches);
}

function dress_zones(app) {
  const { map, state, page } = app;
  for (const zone of page.zones) {
    const visible = state.show.includes('zones') && zone.name === state.zones;
    const attribute = zone.attribute || 'area_km2';
    for (const part of ['fill', 'case', 'line', 'point']) {
      const id = 'zone-' + part + '-' + zone.name;
      if (!map.getLayer(id)) continue;
      show(map, id, visible);
      map.setFilter(id, ['all', ['==', ['geometry-type'], part === 'point' ? 'Point' : 'Polygon'], zone_filter(state, attribute)]);
    }
    if (map.getLayer('zone-fill-' + zone.name)) map.setPaintProperty('zone-fill-' + zone.name, 'fill-color', zone_colour(attribute, page.legend.unknown));
  }
}

function dress_points(app) {
  const { map, state, page, ranges } = app;
  const left = left_expression(columns_of(state.indicator, state.measure, state.attribute), indicator_of(app)?.low_is_good);
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
  dress_areas(app, classes);
  dress_squares(app, classes);
  dress_zones(app);
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
