import { class_of } from './classes.js';
import { judged_change } from './compare.js';
import { columns_of, difference_class, left_of } from './legend.js';
import { find_service, is_of_service } from './services.js';
import { is_low_good } from './title.js';

/// The figure of one row under an indicator.
export function figure_of(row, indicator, measure, attribute) {
  const names = columns_of(indicator, measure, attribute);
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, row?.[name] ?? null]));
}

const kNoFigure = { whole: null, meets: null, not: null, unknown: null, share: null, lo: null, hi: null };

/// The figure of one operator: covered at `level` or better, by its rows of <unit>_operators. Where it has none it is not on the market,
/// or is a fixed one that serves nobody: all of the territory's `row` are not served, as the rows of its parents count them.
export function operator_figure(rows, page, state, row) {
  const service = find_service(page, state.service);
  const name = state.measure === 'area' ? 'area_km2' : state.attribute;
  const whole = row?.[name] ?? null;
  if (whole === null) return kNoFigure;
  const mine = rows.filter((item) => item.operator === state.operator && is_of_service(item, service));
  const levels = state.level === '' ? null : service.levels.slice(0, service.levels.indexOf(state.level) + 1);
  const figure = { ...kNoFigure, whole, meets: 0, not: mine.length === 0 ? whole : 0, unknown: 0 };
  for (const item of mine) {
    const state_of = item.level === 'unknown' ? 'unknown' : item.level === 'none' || (levels && !levels.includes(item.level)) ? 'not' : 'meets';
    figure[state_of] += item[name] ?? 0;
  }
  if (whole > 0) figure.share = honest_share(figure.meets, whole);
  return { ...figure, nature: mine.map((item) => item.nature).find((nature) => nature && nature !== 'claimed') };
}

/// Two decimals, never 100 while somebody is missing nor 0 while somebody is served.
export function honest_share(part, whole) {
  const share = Math.round((10000 * part) / whole) / 100;
  if (share >= 100 && part < whole - 5e-7) return 99.99;
  if (share <= 0 && part > 0) return 0.01;
  return Math.min(share, 100);
}

/// Rows of the unit that the map shows, each with its figure, class, the whole row of its table and, if compared, its figure before.
export async function shown_rows(app, { unit, list }) {
  const { state, page, tables } = app;
  const { indicator, measure, attribute } = state;
  const parents = unit === page.unit ? [...new Set(list.map((place) => place.parent))] : [''];
  const low = is_low_good(app);
  const wanted = new Set(list.map((place) => place.code));
  const parts = await Promise.all(parents.map((parent) => tables.part(unit, parent)));
  tables.forget_beyond(parents.length);
  const earlier = state.view === 'compare' ? await tables.before(unit, list) : new Map();
  return parts.flatMap((part) => part.rows.filter((row) => wanted.has(row.code)).map((row) => {
    const { nature, ...figure } = state.view === 'operator' ? operator_figure(part.operators.get(row.code) ?? [], page, state, row) : figure_of(row, indicator, measure, attribute);
    const old = earlier.get(row.code);
    const before = old ? figure_of(old, indicator, measure, attribute) : null;
    const step = state.view === 'compare' ? difference_class({ figure, before }, judged_change({ figure, before })) : class_of(page.legend, { ...figure, left: left_of(figure, low) });
    return { code: row.code, name: row.name, figure, before, step, nature, source: row };
  }));
}
