import { h } from './dom.js';
import { csv_text, download } from './csv.js';
import { counted_units, lang, said, t } from './i18n.js';
import { points, percent } from './numbers.js';
import { left_of } from './legend.js';
import { amount } from './sheet.js';
import { map_title, what_text } from './title.js';

const kShown = 100;

function sorted(app) {
  const low = app.page.indicators.find((item) => item.name === app.state.indicator)?.low_is_good && app.state.view === 'indicator';
  const key = (row) => (app.state.view === 'compare' ? -Math.abs((row.figure.share ?? 0) - (row.before?.share ?? row.figure.share ?? 0)) : -(left_of(row.figure, low) ?? -1));
  return [...app.rows].sort((a, b) => key(a) - key(b) || (a.code < b.code ? -1 : 1));
}

const change = (row) => (row.before?.share === null || row.before?.share === undefined || row.figure.share === null ? null : Math.round((row.figure.share - row.before.share) * 100) / 100);
const gained = (row) => (row.before && row.before.meets !== null && row.figure.meets !== null ? row.figure.meets - row.before.meets : null);

function cells(app, row) {
  if (app.state.view === 'compare') {
    const difference = app.page.compare.same_people ? gained(row) : undefined;
    const people_cells = difference === undefined ? [] : [amount(app.state, difference === null ? null : Math.max(0, difference)), amount(app.state, difference === null ? null : Math.max(0, -difference))];
    return [percent(row.before?.share, lang()), percent(row.figure.share, lang()), points(change(row), lang()), ...people_cells];
  }
  const { figure } = row;
  return [...[figure.whole, figure.meets, figure.not, figure.unknown].map((value) => amount(app.state, value)), percent(figure.share, lang())];
}

function heads(app) {
  const whole = what_text(app);
  if (app.state.view === 'compare') return [t('before'), t('now'), t('change'), ...(app.page.compare.same_people ? [t('gain'), t('loss')] : [])];
  return [whole, t('served'), t('not_served'), t('unknown'), t('share')];
}

/// The visible table in full, numbers as in the run's own tables.
export function save_csv(app) {
  const { state } = app;
  const name = state.measure === 'area' ? 'area_km2' : state.attribute;
  const header = state.view === 'compare' ? ['code', 'name', 'before_pct', 'now_pct', 'change_points', ...(app.page.compare.same_people ? ['gained', 'lost'] : [])]
    : ['code', 'name', name, 'meets', 'not', 'unknown', 'pct'];
  const fixed = (value) => (value === null || value === undefined ? null : Number(value.toFixed(8)));
  const lines = sorted(app).map((row) => {
    if (state.view !== 'compare') return [row.code, row.name, ...['whole', 'meets', 'not', 'unknown', 'share'].map((key) => fixed(row.figure[key]))];
    const difference = gained(row);
    const both = app.page.compare.same_people ? [fixed(difference === null ? null : Math.max(0, difference)), fixed(difference === null ? null : Math.max(0, -difference))] : [];
    return [row.code, row.name, row.before?.share ?? null, row.figure.share, change(row), ...both];
  });
  const what = state.view === 'operator' ? [state.operator, state.service, state.level] : [state.view === 'compare' ? 'change' : null, state.indicator];
  download([app.page.name, app.unit, ...what, name].filter(Boolean).join('-').replace(/[^\w.-]+/g, '_') + '.csv', csv_text(header, lines));
}

/// The figures of the map as a table.
export function table_panel(app) {
  const unit = app.page.units.find((item) => item.unit === app.unit);
  const rows = sorted(app);
  const shown = rows.slice(0, kShown);
  const caption = t('table_caption', { what: map_title(app), unit: said(unit?.label) });
  const body = shown.map((row) => h('tr', { 'data-code': row.code }, h('th', { scope: 'row' },
    app.unit === app.page.unit ? h('button', { type: 'button', class: 'link', onclick: () => app.go_code(row.code) }, row.name || row.code) : row.name || row.code || '–'),
  cells(app, row).map((text) => h('td', {}, text))));
  return [
    h('h2', { id: 'table-title', tabindex: '-1' }, t('tab_table')),
    app.state.view === 'compare' ? h('p', {}, gains_text(app)) : null,
    h('p', {}, h('button', { type: 'button', id: 'download', onclick: () => save_csv(app) }, t('download'))),
    h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'table-caption' },
      h('table', { class: 'figures', id: 'figures' }, h('caption', { id: 'table-caption' }, caption),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, counted_units(unit, 1)), heads(app).map((text) => h('th', { scope: 'col' }, text)))),
        h('tbody', {}, body))),
    h('p', { class: 'note' }, rows.length > kShown ? t('table_first', { n: kShown, m: rows.length }) : t('table_rows', { n: rows.length })),
  ];
}

/// Gains and losses of people in view, or why there are none.
export function gains_text(app) {
  if (!app.page.compare.same_people) return t('compare_shares');
  const differences = app.rows.map(gained).filter((value) => value !== null);
  const sum = (sign) => differences.reduce((total, value) => total + Math.max(0, sign * value), 0);
  return t('compare_people', { gain: amount(app.state, sum(1)), loss: amount(app.state, sum(-1)), name: app.page.compare.name });
}
