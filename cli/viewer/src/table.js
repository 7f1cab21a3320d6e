import { h, select } from './dom.js';
import { csv_text, download } from './csv.js';
import { change_of, changes_of, kChanges, tells_people } from './compare.js';
import { counted_units, lang, said, t } from './i18n.js';
import { amount, decimal, points, percent } from './numbers.js';
import { left_of } from './legend.js';
import { is_low_good, left_title, map_title, what_text } from './title.js';

const kShown = 100;

const is_compared = (app) => app.state.view === 'compare';

/// The most who are left, or the largest change, first.
function sorted(app) {
  const low = is_low_good(app);
  const key = (row) => (is_compared(app) ? -Math.abs(change_of(row) ?? 0) : -(left_of(row.figure, low) ?? -1));
  return [...app.rows].sort((a, b) => key(a) - key(b) || (a.code < b.code ? -1 : 1));
}

/// What became of its people, net.
function net_changes(app, row, keys) {
  const changes = changes_of(row, is_low_good(app));
  return keys.map((key) => changes?.[key] ?? null);
}

/// Gained and lost, and what became known or unknown where that is so of somebody; none where people are not counted.
function shown_changes(app) {
  if (!tells_people(app)) return [];
  const all = app.rows.map((row) => changes_of(row, is_low_good(app)));
  return kChanges.filter((key) => ['gained', 'lost'].includes(key) || all.some((changes) => changes?.[key] > 0));
}

const kFigures = ['whole', 'meets', 'not', 'unknown', 'share'];

function cells(app, row, changes) {
  const { figure, before } = row;
  if (is_compared(app)) return [percent(before?.share, lang()), percent(figure.share, lang()), points(change_of(row), lang()), ...net_changes(app, row, changes).map((value) => amount(app.state, value))];
  return [...kFigures.slice(0, 4).map((key) => amount(app.state, figure[key])), percent(figure.share, lang())];
}

function heads(app, changes) {
  if (is_compared(app)) return [t('before'), t('now'), t('change'), ...changes.map((key) => t('net_' + key))];
  return [what_text(app), t('served'), t('not_served'), t('unknown'), t('share')];
}

const fixed = (value) => (value === null || value === undefined ? null : Number(value.toFixed(8)));

/// The visible table in full, numbers as in the run's own tables.
function save_csv(app) {
  const { state } = app;
  const name = state.measure === 'area' ? 'area_km2' : state.attribute;
  const header = ['code', 'name', ...(is_compared(app) ? ['before_pct', 'now_pct', 'change_points', ...(tells_people(app) ? kChanges.map((key) => key + '_net') : [])] : [name, 'meets', 'not', 'unknown', 'pct'])];
  const values = (row) => (is_compared(app) ? [row.before?.share ?? null, row.figure.share, change_of(row), ...net_changes(app, row, tells_people(app) ? kChanges : []).map(fixed)] : kFigures.map((key) => fixed(row.figure[key])));
  const what = state.view === 'operator' ? [state.operator, state.service, state.level] : [is_compared(app) ? 'change' : null, state.indicator];
  const file = [app.page.name, app.unit, ...what, name].filter(Boolean).join('-').replace(/[^\w.-]+/g, '_') + '.csv';
  download(file, csv_text(header, sorted(app).map((row) => [row.code, row.name, ...values(row)])));
}

function table_row(app, row, changes) {
  const name = row.name || row.code || '–';
  const head = app.unit === app.page.unit ? h('button', { type: 'button', class: 'link', onclick: () => app.go_code(row.code) }, name) : name;
  return h('tr', { 'data-code': row.code }, h('th', { scope: 'row' }, head), cells(app, row, changes).map((text) => h('td', {}, text)));
}

function pages(app, count) {
  const from = app.table_from;
  const button = (id, at, is_there) => (is_there ? [h('button', { type: 'button', id, onclick: () => app.show_rows(at) }, t(id.replace('-', '_'))), ' '] : null);
  const text = count > kShown ? t('table_part', { from: from + 1, to: Math.min(count, from + kShown), n: decimal(count, 0, lang()) }) : t('table_rows', { n: count });
  return [h('p', { class: 'note' }, text), h('p', {}, button('table-previous', from - kShown, from > 0), button('table-next', from + kShown, from + kShown < count))];
}

/// Without a map the visitor says by what the table goes.
function unit_choice(app) {
  if (app.map || app.page.units.length < 2) return null;
  return select('table-unit', t('table_unit'), app.page.units.map((item) => ({ value: item.unit, label: said(item.label) })), app.unit, app.show_unit);
}

/// The figures of the map as a table.
export function table_panel(app) {
  const unit = app.page.units.find((item) => item.unit === app.unit);
  const rows = sorted(app);
  const changes = is_compared(app) ? shown_changes(app) : [];
  const caption = t(app.everything ? 'table_caption' : 'table_caption_view', { what: map_title(app), unit: said(unit?.label) });
  return [
    h('h2', { id: 'table-title', tabindex: '-1' }, t('tab_table')), unit_choice(app),
    is_compared(app) ? [h('p', {}, left_title(app)), tells_people(app) ? h('p', { class: 'note' }, t('compare_note')) : null] : null,
    h('p', {}, h('button', { type: 'button', id: 'download', onclick: () => save_csv(app) }, t('download'))),
    h('div', { id: 'table-box', class: 'scroll', tabindex: '0', role: 'region', 'aria-labelledby': 'table-caption' },
      h('table', { class: 'figures', id: 'figures' }, h('caption', { id: 'table-caption' }, caption),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, counted_units(unit, 1)), heads(app, changes).map((text) => h('th', { scope: 'col' }, text)))),
        h('tbody', {}, rows.slice(app.table_from, app.table_from + kShown).map((row) => table_row(app, row, changes))))),
    pages(app, rows.length),
  ];
}
