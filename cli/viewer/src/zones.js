import { h } from './dom.js';
import { figure_of } from './figures.js';
import { whole_row } from './data.js';
import { left_of } from './legend.js';
import { lang, said, t } from './i18n.js';
import { decimal, people, square_km } from './numbers.js';
import { is_part_of_all, noun_of } from './title.js';

const kPage = 50;

export const kFirstZones = { from: 1, to: kPage };

/// The part of the list that holds a rank: the one in view, or one around it.
export function window_around(shown, rank) {
  if (rank >= shown.from && rank <= shown.to) return shown;
  const from = Math.max(1, rank - 9);
  return { from, to: from + kPage - 1 };
}

function counted(app, zone, value) {
  const attribute = app.page.attributes.find((item) => item.name === zone.attribute);
  return people(value, lang()) + ' ' + noun_of(attribute, value, is_part_of_all(app, attribute));
}

/// «1 373 personnes ; 38,7 km²»
export function zone_amount(app, zone, row) {
  const area = square_km(row.area_km2, lang());
  if (!zone.attribute) return area;
  const value = row[zone.attribute];
  return t('zone_line', { n: row.secret ? t('secret') : value === null ? t('unknown') : counted(app, zone, value), area });
}

function details(zone, row) {
  const white = zone.attribute ? row[zone.attribute + '_white'] : null;
  const parts = [];
  if (white !== null && white !== undefined) parts.push(t('zone_white_part', { n: people(white, lang()) }));
  const outside = zone.attribute ? row[zone.attribute + '_outside'] : null;
  if (outside >= 0.5) parts.push(t('zone_outside', { n: people(outside, lang()) }));
  if (row.served_km !== null && row.served_km !== undefined) parts.push(t('zone_served', { n: decimal(row.served_km, 1, lang()) }));
  return parts.join(', ');
}

function zone_item(app, zone, row) {
  const current = app.state.zone === row.rank;
  return h('li', { value: row.rank, class: current ? 'current' : null },
    h('button', { type: 'button', class: 'link', id: 'zone-' + row.rank, 'aria-current': current ? 'true' : null, onclick: () => app.go_zone(zone.name, row.rank) }, row.name),
    h('br'), zone_amount(app, zone, row), h('br'), h('span', { class: 'note' }, details(zone, row)));
}

/// People who are left and live in no zone.
function scattered(app, zone) {
  const low = app.page.indicators.find((item) => item.name === zone.fails)?.low_is_good;
  const { count, with_secret } = app.zone_list.scattered(left_of(figure_of(whole_row(app.page), zone.fails, 'people', zone.attribute), low));
  return count > 1e-6 ? h('p', {}, t(with_secret ? 'zones_scattered_secret' : 'zones_scattered', { n: counted(app, zone, count) })) : null;
}

function more(app, id, word, count, to) {
  return count > 0 ? h('button', { type: 'button', id, onclick: () => app.show_zones(to) }, t(word, { n: Math.min(kPage, count) })) : null;
}

/// The list of zones by rank: all that the map shows of them, without the map.
export function zones_panel(app) {
  const { page, state, zone_list, zone_window: { from, to } } = app;
  if (page.zones.length === 0) return [h('h2', {}, t('tab_zones')), h('p', {}, t('zones_none'))];
  const zone = page.zones.find((item) => item.name === state.zones);
  const choice = h('select', { id: 'zone-set', onchange: (event) => app.pick_zones(event.target.value) },
    page.zones.map((item) => h('option', { value: item.name }, said(item.label))));
  choice.value = state.zones;
  const head = [h('h2', { id: 'zones-title', tabindex: '-1' }, said(zone.label)), h('p', { class: 'field' }, h('label', { for: 'zone-set' }, t('zones_set')), choice)];
  if (!zone_list) return [...head, h('p', {}, t('loading'))];
  return [
    ...head, h('p', {}, t('zones_intro', { n: decimal(zone_list.length, 0, lang()) })), scattered(app, zone),
    more(app, 'zones-before', 'zones_less', from - 1, { from: Math.max(1, from - kPage), to }),
    h('ol', { class: 'zones' }, zone_list.between(from, to).map((row) => zone_item(app, zone, row))),
    more(app, 'zones-more', 'zones_more', zone_list.length - to, { from, to: to + kPage }),
  ];
}
