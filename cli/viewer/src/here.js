import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { length, people, percent } from './numbers.js';
import { offer_text } from './services.js';

function coordinates_text(at) {
  return at.lat.toFixed(5) + ', ' + at.lon.toFixed(5);
}

/// Operators licensed where a territory lies; of an unknown one, all that the square tells of.
export function licensed_at({ page, territories }, code) {
  const index = code ? (territories.get(page.unit) ?? []).findIndex((item) => item.code === code) : -1;
  let end = 0;
  const market = index < 0 ? undefined : (page.market_of ?? []).find(([count]) => index < (end += count))?.[1];
  return market === undefined ? page.operators : page.operators.filter((item) => page.markets[market].includes(item.code));
}

function operators_here(app, square, code_of_territory) {
  const { page } = app;
  const is_told = page.operators.some(({ code }) => square['op_' + code] !== undefined);
  const told = is_told ? licensed_at(app, code_of_territory) : [];
  if (told.length === 0) return square.level > 0 ? h('p', { class: 'note' }, t('here_coarse', { side: length(2 ** square.level * page.square_m, lang()) })) : null;
  const rows = told.map(({ code, name }) => {
    const offer = square['op_' + code] ?? 'unknown';
    const kind = ['none', 'unknown'].includes(offer) ? offer : 'some';
    return h('tr', {}, h('th', { scope: 'row' }, name || code), h('td', { class: 'level ' + kind, 'data-operator': code }, offer_text(offer)));
  });
  return [h('table', { class: 'here-operators' }, h('caption', {}, t('here_operators')), h('tbody', {}, rows)), h('p', { class: 'note' }, t('here_square'))];
}

/// Whether an indicator is met in a square: by the parts of its area.
export function answer_text(square, indicator) {
  const [meets, unknown] = [square[indicator.name + '_area_pct'] ?? 0, square[indicator.name + '_area_unk_pct'] ?? 0];
  if (unknown >= 50) return t('unknown');
  if (meets >= 100) return t('yes');
  const key = unknown === 0 ? (meets === 0 ? 'no' : 'partly') : meets === 0 ? 'not_unknown' : 'partly_unknown';
  return t(key, { n: percent(meets, lang(), 0), unknown: percent(unknown, lang(), 0) });
}

function indicators_here(page, square) {
  const rows = page.indicators.map((indicator) => h('tr', {}, h('th', { scope: 'row' }, said(indicator.label)), h('td', {}, answer_text(square, indicator))));
  return rows.length === 0 ? null : h('table', {}, h('caption', {}, t('indicators')), h('tbody', {}, rows));
}

function zones_here(page, zones, go_zone) {
  const rows = page.zones.map((zone) => {
    const found = zones[zone.name];
    const rank = found?.rank;
    const text = found ? [found.name ?? '', rank !== undefined && rank !== null ? h('button', { type: 'button', class: 'small', onclick: () => go_zone(zone.name, rank) }, t('zone_of', { n: rank })) : null] : t('here_no_zone');
    return h('tr', {}, h('th', { scope: 'row' }, said(zone.label)), h('td', {}, text));
  });
  return rows.length === 0 ? null : h('table', {}, h('caption', {}, t('here_zone')), h('tbody', {}, rows));
}

function people_here(square, attribute) {
  if (!square || !attribute) return null;
  const n = square.secret ? t('secret') : people(square[attribute.name] ?? 0, lang());
  return h('p', { class: 'note' }, t('here_people', { what: said(attribute.label), n }));
}

/// The panel's first part: what is at the very place.
export function here_panel(app) {
  const { page, state, found } = app;
  const head = h('h2', { id: 'here-title', tabindex: '-1' }, t('here'));
  if (!state.at) return [head, h('p', {}, t(state.territory ? 'here_off_map' : 'here_start'))];
  const where = (name) => h('p', { class: 'where' }, name ? h('strong', {}, name) : null, ' ', coordinates_text(state.at));
  if (app.reading) return [head, where(), h('p', {}, t('here_loading'))];
  if (!app.tiles) return [head, where()];
  if (!found) return [head, where(), h('p', {}, t('here_outside'))];
  const { square, territory, zones } = found;
  return [
    head, where(territory?.name), square ? [operators_here(app, square, territory?.code), indicators_here(page, square)] : null, zones_here(page, zones, app.go_zone), app.beside?.findings_here(app, found),
    people_here(square, page.attributes.find((item) => item.name === state.attribute)),
  ];
}

/// One sentence for those who hear the page.
export function here_summary(app) {
  const { found } = app;
  if (!found) return t('here_outside');
  const told = found.square ? licensed_at(app, found.territory?.code).filter(({ code }) => found.square['op_' + code] !== undefined) : [];
  const offers = told.map(({ code, name }) => (name || code) + ' ' + offer_text(found.square['op_' + code]));
  return [t('here'), found.territory?.name ?? '', ...offers].filter(Boolean).join('. ');
}
