import { h } from './dom.js';
import { colon, lang, said, semicolon, t } from './i18n.js';
import { amount, decimal, people, percent, square_km } from './numbers.js';
import { figure_of } from './figures.js';
import { whole_row } from './data.js';
import { bars } from './bars.js';
import { indicator_of, what_text } from './title.js';
import { read_zones } from './zone_list.js';
import { zone_amount } from './zones.js';

function range_text(figure) {
  if (figure.lo === null || figure.hi === null) return '–';
  return figure.lo === figure.hi ? percent(figure.lo, lang()) : t('range_text', { lo: percent(figure.lo, lang()), hi: percent(figure.hi, lang()) });
}

/// Gross gains and losses, where the run asked for them, and what has become known or unknown.
function since_text(state, indicator, figure) {
  if (!indicator.since || figure.gained === null) return null;
  const doubt = ['newly_known', 'no_longer_known'].filter((key) => figure[key] > 0).map((key) => t('compare_' + key, { n: amount(state, figure[key]) }));
  return h('span', { class: 'range' }, [t('since', { gained: amount(state, figure.gained), lost: amount(state, figure.lost) }), ...doubt].join(semicolon()));
}

function indicator_table(app, row) {
  const { page, state } = app;
  if (page.indicators.length === 0) return null;
  const rows = page.indicators.map((indicator) => {
    const figure = figure_of(row, indicator.name, state.measure, state.attribute);
    return h('tr', { 'data-indicator': indicator.name, class: indicator.name === state.indicator ? 'current' : null },
      h('th', { scope: 'row' }, said(indicator.label), since_text(state, indicator, figure)), h('td', {}, amount(state, figure.meets)), h('td', {}, amount(state, figure.not)),
      h('td', {}, amount(state, figure.unknown)), h('td', {}, percent(figure.share, lang()), h('span', { class: 'range' }, range_text(figure))));
  });
  const heads = ['indicator', 'served', 'not_served', 'unknown', 'share'].map((key) => h('th', { scope: 'col' }, t(key)));
  heads.at(-1).append(h('span', { class: 'range' }, t('range')));
  const table = h('table', { class: 'figures' }, h('caption', {}, t('indicators') + ' – ' + what_text(app)), h('thead', {}, h('tr', {}, heads)), h('tbody', {}, rows));
  return [h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('indicators') }, table), h('p', { class: 'note' }, t('range_note'))];
}

/// «Lot», or «département 46»
const parent_name = (label, name, code) => name || said(label) + ' ' + code;

/// The territory beside its parents and the whole, for the indicator in view.
function against(app, row, parents) {
  const { page, state } = app;
  const line = (name, of) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, percent(figure_of(of, state.indicator, state.measure, state.attribute).share, lang())));
  const indicator = indicator_of(app);
  if (!indicator) return null;
  const above = parents.filter((parent) => parent.row).map((parent) => line(parent_name(parent.label, parent.row.name, parent.row.code), parent.row));
  return h('table', {}, h('caption', {}, t('against') + ' – ' + said(indicator.label)), h('tbody', {}, line(row.name || row.code, row), above, line(t('whole'), whole_row(page))));
}

function sheet_zones(app) {
  const { page, sheet } = app;
  const item_of = (zone, item) => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go_zone(zone.name, item.rank) }, item.name), ' ', zone_amount(app, zone, item));
  const lists = page.zones.map((zone, index) => {
    const rows = sheet.zones[index];
    const list = rows === null ? h('p', {}, t('failed', { what: zone.file })) : rows.length > 0 ? h('ul', {}, rows.map((item) => item_of(zone, item))) : h('p', {}, t('zones_none'));
    return [h('h4', {}, said(zone.label)), list];
  });
  return lists.length === 0 ? null : [h('h3', {}, t('zones_of')), lists];
}

function counts_line({ page }, row) {
  const counts = page.attributes.map((attribute) => said(attribute.label) + colon() + people(row[attribute.name], lang()));
  const official = row[page.attributes[0]?.name + '_ref'] ?? null;
  return h('p', {}, [...counts, square_km(row.area_km2, lang())].join(semicolon()), official !== null ? [h('br'), t('official', { n: decimal(official, 0, lang()) })] : null);
}

/// The second part of the panel: the commune's sheet.
export function sheet_panel(app) {
  const { page, sheet } = app;
  if (app.sheet_reading) return h('p', {}, t('sheet_loading'));
  if (!sheet) return null;
  const { row } = sheet;
  const parents = page.units.slice(1).filter(({ unit }) => row[unit]).map(({ unit, label }) => parent_name(label, row[unit + '_name'], row[unit])).join(' › ');
  return h('section', { 'aria-labelledby': 'sheet-title', class: 'sheet' },
    h('h2', { id: 'sheet-title', tabindex: '-1' }, t('sheet', { name: row.name || row.code, code: row.code })),
    h('p', { class: 'note' }, parents), counts_line(app, row), app.beside?.sheet_left(app, row), app.beside?.sheet_access(app, row, sheet.operators), indicator_table(app, row), bars(app, sheet.operators), app.beside?.sheet_tests(app, sheet.tests), against(app, row, sheet.parents), sheet_zones(app));
}

/// Everything that the sheet shows of one territory, or null. Zones that cannot be read are null, and the rest stands.
export async function read_sheet(app, code) {
  const { page, tables } = app;
  await app.names;
  const place = app.territories.get(page.unit).find((item) => item.code === code);
  if (!place) return null;
  const part = await tables.part(page.unit, place.parent);
  const row = part.by_code.get(code);
  if (!row) return null;
  const parents = await Promise.all(page.units.slice(1).map(async ({ unit, label }) => (
    { label, row: row[unit] ? (await tables.part(unit, '')).by_code.get(row[unit]) : null })));
  const zones = await Promise.all(page.zones.map((zone) => read_zones(page, zone).then((list) => list.reaching(code), () => null)));
  const tests = new Map([...part.tests].map(([table, rows]) => [table, rows.filter((item) => item.code === code)]));
  return { row, operators: part.operators.get(code) ?? [], parents, zones, tests };
}
