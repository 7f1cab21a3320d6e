import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { decimal, people, square_km } from './numbers.js';

const kPage = 50;

/// «1 373 ; 38,7 km²»
export function zone_amount(app, zone, row) {
  const value = zone.attribute ? row[zone.attribute] : null;
  const label = app.page.attributes.find((item) => item.name === zone.attribute)?.label;
  const count = value === null || value === undefined ? (row.secret ? t('zone_secret') : '–') : people(value, lang()) + ' ' + said(label).toLowerCase();
  return t('zone_line', { n: count, area: square_km(row.area_km2, lang()) });
}

function details(app, zone, row) {
  const white = zone.attribute ? row[zone.attribute + '_white'] : null;
  const parts = [];
  if (white !== null && white !== undefined) parts.push(t('zone_white_part', { n: people(white, lang()) }));
  if (row.served_km !== null && row.served_km !== undefined) parts.push(t('zone_served', { n: decimal(row.served_km, 1, lang()) }));
  return parts.join(', ');
}

function zone_item(app, zone, row) {
  const current = app.zone_rank === row.rank;
  return h('li', { value: row.rank, class: current ? 'current' : null },
    h('button', { type: 'button', class: 'link', id: 'zone-' + row.rank, 'aria-current': current ? 'true' : null, onclick: () => app.go_zone(zone.name, row.rank) }, row.name),
    h('br'), zone_amount(app, zone, row), h('br'), h('span', { class: 'note' }, details(app, zone, row)));
}

/// The list of zones by rank: all that the map shows of them, without the map.
export function zones_panel(app) {
  const { page, state, zone_list } = app;
  if (page.zones.length === 0) return [h('h2', {}, t('tab_zones')), h('p', {}, t('zones_none'))];
  const zone = page.zones.find((item) => item.name === state.zones);
  const choice = h('select', { id: 'zone-set', onchange: (event) => app.set({ zones: event.target.value }) },
    page.zones.map((item) => h('option', { value: item.name }, said(item.label))));
  choice.value = state.zones;
  const head = [h('h2', { id: 'zones-title', tabindex: '-1' }, said(zone.label)), h('p', { class: 'field' }, h('label', { for: 'zone-set' }, t('zones_set')), choice)];
  if (!zone_list) return [...head, h('p', {}, t('loading'))];
  const shown = zone_list.slice(0, app.zones_shown);
  const rest = zone_list.length - shown.length;
  return [
    ...head, h('p', {}, t('zones_intro', { n: decimal(zone_list.length, 0, lang()) })),
    h('ol', { class: 'zones' }, shown.map((row) => zone_item(app, zone, row))),
    rest > 0 ? h('button', { type: 'button', id: 'zones-more', onclick: () => app.more_zones(kPage) }, t('zones_more', { n: Math.min(kPage, rest) })) : null,
  ];
}

export const kFirstZones = kPage;
