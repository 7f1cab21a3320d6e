import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { decimal, people, percent } from './numbers.js';

export function coordinates_text(at) {
  return at.lat.toFixed(5) + ', ' + at.lon.toFixed(5);
}

function level_text(text) {
  if (text === undefined || text === 'unknown') return t('unknown');
  return text === 'none' ? t('nothing_here') : text;
}

function operators_here(page, square) {
  if (!page.operators.some(({ code }) => square['op_' + code] !== undefined)) {
    const side = 2 ** (square.level ?? 0);
    return side > 1 ? h('p', { class: 'note' }, t('here_coarse', { n: decimal(side, 0, lang()) })) : null;
  }
  const rows = page.operators.filter(({ code }) => square['op_' + code] !== undefined).map(({ code, name }) => {
    const text = square['op_' + code];
    const kind = text === 'none' ? 'none' : text === 'unknown' ? 'unknown' : 'some';
    return h('tr', {}, h('th', { scope: 'row' }, name || code), h('td', { class: 'level ' + kind, 'data-operator': code }, level_text(text)));
  });
  return [h('table', { class: 'here-operators' }, h('caption', {}, t('here_operators')), h('tbody', {}, rows)), h('p', { class: 'note' }, t('here_square'))];
}

export function answer_text(square, indicator) {
  const [meets, unknown] = [square[indicator.name + '_area_pct'] ?? 0, square[indicator.name + '_area_unk_pct'] ?? 0];
  if (unknown >= 50) return t('unknown');
  if (meets >= 100) return t('yes');
  return meets > 0 ? t('partly', { n: percent(meets, lang(), 0) }) : t('no');
}

function indicators_here(page, square) {
  const rows = page.indicators.map((indicator) => h('tr', {}, h('th', { scope: 'row' }, said(indicator.label)), h('td', {}, answer_text(square, indicator))));
  return h('table', {}, h('caption', {}, t('indicators')), h('tbody', {}, rows));
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

/// The panel's first part: what is at the very place.
export function here_panel(app) {
  const { page, state, found } = app;
  const head = h('h2', { id: 'here-title', tabindex: '-1' }, t('here'));
  if (!state.at) return [head, h('p', {}, t('here_start'))];
  const where = h('p', { class: 'where' }, coordinates_text(state.at));
  if (app.reading) return [head, where, h('p', {}, t('here_loading'))];
  if (!found) return [head, where, h('p', {}, t('here_outside'))];
  const name = found.territory?.name ?? '';
  const attribute = page.attributes.find((item) => item.name === state.attribute);
  const { square } = found;
  return [
    head, h('p', { class: 'where' }, name ? h('strong', {}, name) : null, ' ', coordinates_text(state.at)),
    square ? operators_here(page, square) : null,
    square ? indicators_here(page, square) : null,
    zones_here(page, found.zones, app.go_zone),
    square && attribute ? h('p', { class: 'note' }, t('here_people', { what: said(attribute.label), n: people(square[attribute.name] ?? 0, lang()) })) : null,
  ];
}

/// One sentence for those who hear the page.
export function here_summary(app) {
  const { found, page } = app;
  if (!found) return t('here_outside');
  const parts = [t('here'), found.territory?.name ?? ''];
  if (found.square) {
    for (const { code, name } of page.operators)
      if (found.square['op_' + code] !== undefined) parts.push((name || code) + ' ' + level_text(found.square['op_' + code]));
  }
  return parts.filter(Boolean).join('. ');
}
