import { h } from './dom.js';
import { colon, lang, said, semicolon, t } from './i18n.js';
import { decimal, people, percent, square_km } from './numbers.js';
import { figure_of } from './figures.js';
import { whole_row } from './data.js';
import { bars } from './bars.js';
import { zone_amount } from './zones.js';

export function amount(state, value) {
  return state.measure === 'area' ? square_km(value, lang()) : people(value, lang());
}

function range_text(figure) {
  if (figure.lo === null || figure.hi === null) return '–';
  return figure.lo === figure.hi ? percent(figure.lo, lang()) : t('range_text', { lo: percent(figure.lo, lang()), hi: percent(figure.hi, lang()) });
}

/// Gross gains and losses, where the run asked for them.
function since_text(state, indicator, figure) {
  if (!indicator.since || figure.gained === null) return null;
  return h('span', { class: 'range' }, t('since', { gained: amount(state, figure.gained), lost: amount(state, figure.lost) }));
}

function indicator_table(app, row) {
  const { page, state } = app;
  const rows = page.indicators.map((indicator) => {
    const figure = figure_of(row, indicator.name, state.measure, state.attribute);
    return h('tr', { 'data-indicator': indicator.name, class: indicator.name === state.indicator ? 'current' : null },
      h('th', { scope: 'row' }, said(indicator.label), since_text(state, indicator, figure)), h('td', {}, amount(state, figure.meets)), h('td', {}, amount(state, figure.not)),
      h('td', {}, amount(state, figure.unknown)), h('td', {}, percent(figure.share, lang()), h('span', { class: 'range' }, range_text(figure))));
  });
  const heads = ['indicator', 'served', 'not_served', 'unknown', 'share'].map((key) => h('th', { scope: 'col' }, t(key)));
  heads.at(-1).append(h('span', { class: 'range' }, t('range')));
  const what = state.measure === 'area' ? t('measure_area') : said(page.attributes.find((item) => item.name === state.attribute)?.label);
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': t('indicators') },
    h('table', { class: 'figures' }, h('caption', {}, t('indicators') + ' – ' + what), h('thead', {}, h('tr', {}, heads)), h('tbody', {}, rows)));
}

/// The territory beside its parents and the whole, for the indicator in view.
function against(app, row, parents) {
  const { page, state } = app;
  const line = (name, of) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, percent(figure_of(of, state.indicator, state.measure, state.attribute).share, lang())));
  const indicator = page.indicators.find((item) => item.name === state.indicator);
  if (!indicator) return null;
  const above = parents.filter((parent) => parent.row).map((parent) => line(parent.row.name || parent.row.code || said(parent.label), parent.row));
  return h('table', {}, h('caption', {}, t('against') + ' – ' + said(indicator.label)), h('tbody', {}, line(row.name || row.code, row), above, line(t('whole'), whole_row(page))));
}

function sheet_zones(app, row) {
  const { page } = app;
  const lists = page.zones.map((zone, index) => {
    const rows = app.sheet.zones[index];
    const items = rows.map((item) => h('li', {}, h('button', { type: 'button', class: 'link', onclick: () => app.go_zone(zone.name, item.rank) }, item.name), ' ', zone_amount(app, zone, item)));
    return [h('h4', {}, said(zone.label)), items.length > 0 ? h('ul', {}, items) : h('p', {}, t('zones_none'))];
  });
  return lists.length === 0 ? null : [h('h3', {}, t('zones_of')), lists];
}

/// The second part of the panel: the commune's sheet.
export function sheet_panel(app) {
  const { state, page, sheet } = app;
  if (!sheet?.row) return null;
  const { row } = sheet;
  const parents = page.units.slice(1).map(({ unit }) => row[unit + '_name'] || row[unit]).filter(Boolean).join(' › ');
  const counts = page.attributes.map((attribute) => said(attribute.label) + colon() + people(row[attribute.name], lang()));
  const official = row[page.attributes[0]?.name + '_ref'];
  return h('section', { 'aria-labelledby': 'sheet-title', class: 'sheet' },
    h('h2', { id: 'sheet-title', tabindex: '-1' }, t('sheet', { name: row.name || row.code, code: row.code })),
    h('p', { class: 'note' }, parents),
    h('p', {}, [...counts, square_km(row.area_km2, lang())].join(semicolon()), official !== null && official !== undefined ? h('br') : null,
      official !== null && official !== undefined ? t('official', { n: decimal(official, 0, lang()) }) : null),
    indicator_table(app, row), h('p', { class: 'note' }, t('range_note')),
    bars(app, sheet.operators), against(app, row, sheet.parents), sheet_zones(app, row));
}

/// Everything that the sheet shows of one territory.
export async function read_sheet(app, code) {
  const { page, tables, search } = app;
  const place = search.rows.find((row) => row[0] === code);
  if (!place) return null;
  const part = await tables.part(page.unit, place[2]);
  const row = part.by_code.get(code);
  if (!row) return null;
  const parents = await Promise.all(page.units.slice(1).map(async ({ unit, label }) => (
    { label, row: row[unit] ? (await tables.part(unit, '')).by_code.get(row[unit]) : null })));
  const zones = await Promise.all(page.zones.map((zone) => app.zones_reaching(zone, code)));
  return { row, operators: part.operators.get(code) ?? [], parents, zones };
}
