import { class_of, classes_for, columns_of, difference_class } from './legend.js';
import { service_key } from './state.js';

/// The figure of one row under an indicator.
export function figure_of(row, indicator, measure, attribute) {
  const names = columns_of(indicator, measure, attribute);
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, row?.[name] ?? null]));
}

/// The figure of one operator: covered at `level` or better, by its rows of <unit>_operators.
export function operator_figure(rows, page, state) {
  const service = page.services.find((item) => service_key(item) === state.service);
  const levels = state.level === '' ? null : service.levels.slice(0, service.levels.indexOf(state.level) + 1);
  const mine = rows.filter((row) => row.operator === state.operator && row.technology === service.technology && row.service === service.service);
  const name = state.measure === 'area' ? 'area_km2' : state.attribute;
  const figure = { whole: null, meets: 0, not: 0, unknown: 0, share: null, lo: null, hi: null };
  if (mine.length === 0) return figure;
  for (const row of mine) {
    const value = row[name];
    if (value === null || value === undefined) return { ...figure, meets: null, not: null, unknown: null };
    figure.whole = (figure.whole ?? 0) + value;
    const state_of = row.level === 'unknown' ? 'unknown' : row.level === 'none' || (levels && !levels.includes(row.level)) ? 'not' : 'meets';
    figure[state_of] += value;
  }
  if (figure.whole > 0) figure.share = honest_share(figure.meets, figure.whole);
  return figure;
}

/// Two decimals, never 100 while somebody is missing nor 0 while somebody is served.
export function honest_share(part, whole) {
  const share = Math.round((10000 * part) / whole) / 100;
  if (share >= 100 && part < whole - 5e-7) return 99.99;
  if (share <= 0 && part > 0) return 0.01;
  return Math.min(share, 100);
}

/// Rows of the unit that the map shows, each with its figure, class and, if compared, its figure before.
export async function shown_rows(app, places) {
  const { state, page, tables } = app;
  const parents = places.unit === page.unit ? [...new Set(places.list.map((place) => place.parent))] : [''];
  const indicator = page.indicators.find((item) => item.name === state.indicator);
  const classes = classes_for(page, state.view, indicator);
  const wanted = new Set(places.list.map((place) => place.code));
  const parts = await Promise.all(parents.map((parent) => tables.part(places.unit, parent)));
  const earlier = state.view === 'compare' ? await Promise.all(parents.map((parent) => tables.before(places.unit, parent))) : [];
  return parts.flatMap((part, index) => part.rows.filter((row) => wanted.has(row.code)).map((row) => {
    const figure = state.view === 'operator'
      ? operator_figure(part.operators.get(row.code) ?? [], page, state)
      : figure_of(row, state.indicator, state.measure, state.attribute);
    const old = earlier[index]?.by_code.get(row.code);
    const before = old ? figure_of(old, state.indicator, state.measure, state.attribute) : null;
    const step = state.view === 'compare' ? difference_class(before?.share, figure.share) : class_of(classes, figure);
    return { code: row.code, name: row.name, figure, before, step };
  }));
}
