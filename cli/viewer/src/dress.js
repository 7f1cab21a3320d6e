import { by_share, is_white, left_expression, operator_colour, square_colour, square_filter, zone_filter } from './paint.js';
import { classes_for, columns_of, left_of } from './legend.js';
import { figure_of } from './figures.js';
import { pattern } from './patterns.js';
import { whole_row } from './data.js';

export const colour_of = (app, classes, step) => (typeof step === 'number' ? classes[step].colour : app.page.legend[step]);

function indicator_of(app) {
  return app.page.indicators.find((item) => item.name === app.state.indicator);
}

/// A circle of the reference amount has this radius in pixels: the total left, shared among an eighth of the unit's territories.
export function circle_scale(app, unit) {
  const figure = figure_of(whole_row(app.page), app.state.indicator, app.state.measure, app.state.attribute);
  const total = left_of(figure, indicator_of(app)?.low_is_good) ?? 0;
  const count = unit === app.page.unit ? app.search.rows.length : app.search.parents[unit]?.length ?? 1;
  const narrow = matchMedia('(max-width: 760px)').matches;
  return { reference: total / Math.max(1, count / 8), radius: narrow ? 12 : 24 };
}

function images(app, classes) {
  const { map } = app;
  for (const step of [...classes.keys(), 'unknown', 'empty', 'none']) {
    const image = step === 'none' ? pattern('empty', '#ffffff') : pattern(step, colour_of(app, classes, step));
    const id = step === 'none' ? 'none' : 'class-' + step;
    if (map.hasImage(id)) map.updateImage(id, image);
    else map.addImage(id, image);
  }
}

/// Hatches of the classes: the unknown ones always, the others where patterns are asked for.
function hatch(app, classes) {
  const hatched = (step) => (step === 'unknown' || app.state.patterns || app.printing ? 'class-' + step : 'none');
  const { state } = app;
  if (state.view === 'indicator') return by_share(classes, state.measure, columns_of(state.indicator, state.measure, state.attribute), hatched);
  const codes = new Map();
  for (const row of app.rows) codes.set(hatched(row.step), [...(codes.get(hatched(row.step)) ?? []), row.code]);
  const cases = [...codes].flatMap(([image, list]) => [list, image]);
  return cases.length > 0 ? ['match', ['get', 'code'], ...cases, 'none'] : 'none';
}

function show(map, id, visible) {
  if (map.getLayer(id)) map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none');
}

function dress_areas(app, classes) {
  const { map, state, ranges } = app;
  const shown = state.show.includes('areas');
  const names = columns_of(state.indicator, state.measure, state.attribute);
  const fill = state.view === 'indicator' && state.indicator !== ''
    ? by_share(classes, state.measure, names, (step) => colour_of(app, classes, step))
    : ['to-color', ['coalesce', ['feature-state', 'colour'], '#f4f4f4']];
  for (const { unit } of ranges) {
    show(map, 'fill-' + unit, shown);
    show(map, 'hatch-' + unit, shown);
    map.setPaintProperty('fill-' + unit, 'fill-color', fill);
    map.setPaintProperty('fill-' + unit, 'fill-opacity', map.getLayer('basemap') ? 0.75 : 1);
    map.setPaintProperty('line-' + unit, 'line-color', state.view === 'compare' || !shown ? '#77828c' : '#ffffff');
    map.setPaintProperty('hatch-' + unit, 'fill-pattern', state.indicator === '' ? 'none' : hatch(app, classes));
  }
}

function dress_squares(app, classes) {
  const { map, state } = app;
  const visible = state.show.includes('squares') && state.view !== 'compare';
  show(map, 'squares', visible);
  if (!map.getLayer('squares') || !visible) return;
  const unknown = app.page.legend.unknown;
  const filter = state.view === 'operator' ? ['has', 'op_' + state.operator] : square_filter(state, indicator_of(app)?.low_is_good);
  map.setFilter('squares', ['all', filter]);
  map.setPaintProperty('squares', 'fill-color', state.view === 'operator'
    ? operator_colour(state.operator, unknown)
    : square_colour(classes, state, (step) => colour_of(app, classes, step)));
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
    if (map.getLayer('zone-fill-' + zone.name))
      map.setPaintProperty('zone-fill-' + zone.name, 'fill-color', ['case', is_white(attribute), '#ffffff', '#8c8c8c']);
  }
}

function dress_points(app) {
  const { map, state, page, ranges } = app;
  const low = indicator_of(app)?.low_is_good;
  const left = left_expression(columns_of(state.indicator, state.measure, state.attribute), low);
  for (const { unit } of ranges) {
    const scale = circle_scale(app, unit);
    const visible = state.show.includes('circles') && state.view === 'indicator' && state.measure === 'people' && scale.reference > 0;
    show(map, 'circle-' + unit, visible);
    if (!visible) continue;
    map.setFilter('circle-' + unit, ['>', left, 0]);
    map.setPaintProperty('circle-' + unit, 'circle-radius', ['min', 60, ['*', scale.radius, ['sqrt', ['/', left, scale.reference]]]]);
  }
  for (const place of page.places) show(map, 'place-' + place.name, state.show.includes('place:' + place.name));
  show(map, 'sites', state.show.includes('sites'));
}

/// Puts the state on the map. Cheap enough to do whole at every change.
export function dress(app) {
  if (!app.map) return;
  const classes = classes_for(app.page, app.state.view, indicator_of(app));
  images(app, classes);
  dress_areas(app, classes);
  dress_squares(app, classes);
  dress_zones(app);
  dress_points(app);
  for (const layer of ['selected-case', 'selected'])
    if (app.map.getLayer(layer)) app.map.setFilter(layer, app.state.territory ? ['==', ['get', 'code'], app.state.territory] : ['literal', false]);
}

/// Colours of the views that live in tables: each shown territory carries its own.
export function colour_rows(app, unit) {
  if (app.state.view === 'indicator') return;
  const classes = classes_for(app.page, app.state.view, indicator_of(app));
  for (const row of app.rows)
    app.map.setFeatureState({ source: 'run', sourceLayer: unit, id: row.code }, { colour: colour_of(app, classes, row.step) });
}
