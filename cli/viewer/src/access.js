import { figure_of } from './figures.js';
import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { decimal, length, people, percent } from './numbers.js';
import { swatch } from './patterns.js';
import { shade } from './theme.js';
import { noun_of, what_text } from './title.js';

/// «2,4 km», «350 m»
function distance(km) {
  return km < 1 ? length(Math.round(km * 1000), lang()) : decimal(km, 1, lang()) + '\u00a0km';
}

/// How many of a territory are near, farther, or in neither that is known: by its rows of <unit>_operators. Null where there is none: nobody is
/// near, and of whom that is not known is not told.
export function band_of(rows, access, technology, counted) {
  const mine = rows.filter((row) => row.operator === access && row.technology === technology && (row.kind ?? access) === access);
  if (mine.length === 0) return null;
  const sum = (levels) => mine.filter((row) => levels.includes(row.level)).reduce((total, row) => total + (row[counted] ?? 0), 0);
  return { near: sum(['covered']), far: sum(['none']), unknown: sum(['unknown']) };
}

const kParts = { near: 'access_near', far: 'access_far', unknown: 'unknown' };

function bar(parts) {
  const box = h('div', { class: 'bands', 'aria-hidden': 'true' });
  for (const { key, share } of parts) {
    const piece = h('span', { class: key });
    piece.style.width = share + '%';
    box.append(piece);
  }
  return box;
}

/// The same by an indicator, where one asks just that.
function band_asked({ page, state }, access, technology, row) {
  const left = page.left_behind;
  if (left?.access !== access || left.technology !== technology) return null;
  const { meets, not, unknown } = figure_of(row, left.near, state.measure, state.attribute);
  return meets === null || not === null ? null : { near: meets, far: not, unknown: unknown ?? 0 };
}

function band(app, access, { km, technology }, row, operators) {
  const { page, state } = app;
  const head = h('strong', {}, t('access_within', { km: length(km * 1000, lang()) }));
  const found = band_asked(app, access.name, technology, row) ?? band_of(operators, access.name, technology, state.measure === 'area' ? 'area_km2' : state.attribute);
  if (!found) return h('li', { 'data-km': String(km) }, head, h('p', { class: 'note' }, t('access_nobody')));
  const whole = found.near + found.far + found.unknown;
  const parts = Object.entries(found).filter(([, value]) => value > 0).map(([key, value]) => ({ key, share: value === whole ? 100 : (100 * value) / whole }));
  const mark = (key) => (key === 'unknown' ? swatch('unknown', shade(page.legend.unknown), true) : h('span', { class: 'dot ' + key, 'aria-hidden': 'true' }));
  const words = parts.map(({ key, share }) => h('li', { 'data-part': key }, mark(key), t(kParts[key]) + ' ' + percent(share, lang())));
  return h('li', { 'data-km': String(km) }, head, bar(parts), h('ul', { class: 'levels' }, words.length > 0 ? words : h('li', {}, '–')));
}

function distances(app, access, row) {
  const [mean, median, p90] = ['mean', 'median', 'p90'].map((figure) => row[access.name + '_' + figure + '_km'] ?? null);
  const unknown = row[access.name + '_km_unk'] ?? 0;
  const [attribute] = app.page.attributes;
  return [
    mean === null ? h('p', {}, t('access_none')) : [h('p', { class: 'big' }, h('strong', {}, distance(mean)), ' ', t('access_mean')), h('p', {}, t('access_quantiles', { median: distance(median), p90: distance(p90) }))],
    unknown > 0 ? h('p', { class: 'note' }, swatch('unknown', shade(app.page.legend.unknown), true), ' ', t('access_unknown', { n: people(unknown, lang()) + ' ' + noun_of(attribute, unknown) })) : null,
  ];
}

/// How far the places of each list are from a commune's people, and how many are near.
export function sheet_access(app, row, operators) {
  return (app.page.access ?? []).map((access) => h('section', { class: 'access', 'data-access': access.name },
    h('h3', {}, t('access_title', { label: said(access.label) })), distances(app, access, row),
    h('h4', {}, t('access_bands', { label: said(access.label), what: what_text(app) })), h('ul', { class: 'operators' }, access.bands.map((item) => band(app, access, item, row, operators)))));
}
