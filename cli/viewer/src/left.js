import { figure_of } from './figures.js';
import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { decimal, people, percent } from './numbers.js';
import { swatch } from './patterns.js';
import { parts_of } from './state.js';
import { shade } from './theme.js';
import { is_part_of_all, left_lack, noun_of, sums_of } from './title.js';
import { zone_amount } from './zones.js';

const kFirst = 5;

/// Those who fail a part among whole rows of a table: { left, unknown, whole, … }.
const sums_of_part = (rows, part, attribute) => sums_of(rows.map((row) => ({ figure: figure_of(row, part, 'people', attribute) })), false);

/// Whom the figures count: those chosen, and everybody beside them.
function counted({ page, state }) {
  const chosen = page.attributes.find((item) => item.name === state.attribute) ?? page.attributes[0];
  return chosen === page.attributes[0] ? [chosen] : [chosen, page.attributes[0]];
}

function part_text(app, part) {
  const { page } = app;
  if (part === page.left_behind.both) return h('strong', {}, t('left_both'));
  const indicator = page.indicators.find((item) => item.name === part);
  return said(indicator?.label_not) || said(indicator?.label);
}

function unknown_text({ page }, unknown) {
  return unknown > 0 ? h('span', { class: 'range' }, swatch('unknown', shade(page.legend.unknown), true), ' ', t('left_unknown', { n: people(unknown, lang()) })) : null;
}

/// What they lack, a row a part: both at once, then each alone. `pick`: a part is chosen for the map.
function parts_table(app, rows, pick = null) {
  const { page, state } = app;
  const attributes = counted(app);
  const cells = (part) => attributes.map(({ name }) => {
    const sums = sums_of_part(rows, part, name);
    const share = sums.whole > 0 ? percent((100 * sums.left) / sums.whole, lang()) : '–';
    return h('td', { 'data-attribute': name }, people(sums.left, lang()), h('span', { class: 'range' }, share), unknown_text(app, sums.unknown));
  });
  const head = (part) => {
    if (!pick) return part_text(app, part);
    const radio = h('input', { type: 'radio', name: 'part', id: 'part-' + part, checked: state.indicator === part, onchange: () => pick(part) });
    return h('label', { class: 'part' }, radio, h('span', {}, part_text(app, part)));
  };
  const lines = parts_of(page).map((part) => h('tr', { 'data-part': part, class: state.indicator === part && pick ? 'current' : null }, h('th', { scope: 'row' }, head(part)), cells(part)));
  const heads = [h('td', {}), ...attributes.map(({ label }) => h('th', { scope: 'col' }, said(label)))];
  return h('table', { class: 'figures parts', role: pick ? 'radiogroup' : null, 'aria-label': t('left_parts') }, h('caption', {}, t('left_parts')), h('thead', {}, h('tr', {}, heads)), h('tbody', {}, lines));
}

/// One number first: how many lack both.
function first_number(app) {
  const { page, rows, everything } = app;
  const [attribute] = counted(app);
  const sums = sums_of_part(rows.map((row) => row.source), page.left_behind.both, attribute.name);
  const noun = (value) => noun_of(attribute, value, is_part_of_all(app, attribute));
  const share = sums.whole > 0 ? t('left_share', { share: percent((100 * sums.left) / sums.whole, lang()), whole: people(sums.whole, lang()) + ' ' + noun(sums.whole) }) : '';
  return [h('p', { class: 'big', id: 'left-number' }, h('strong', {}, people(sums.left, lang())), ' ', noun(sums.left)),
    h('p', {}, t('left_lacking', { lack: left_lack(app) })), h('p', { class: 'note' }, [share, everything ? '' : t('left_view')].filter(Boolean).join(' – '))];
}

/// The zones of the most of them, as a list to begin with.
function first_zones(app) {
  const { page, zone_list: list } = app;
  const zone = page.zones.find((item) => item.name === page.left_behind.zones);
  if (!zone || list?.zone !== zone) return null;
  if (list.length === 0) return [h('h3', {}, t('left_first')), h('p', {}, t('left_no_zones'))];
  const item = (row) => h('li', { value: row.rank }, h('button', { type: 'button', class: 'link', onclick: () => app.go_zone(zone.name, row.rank) }, row.name), h('br'), zone_amount(app, zone, row));
  const all = list.length > kFirst ? h('p', {}, h('button', { type: 'button', id: 'left-zones', onclick: () => app.set({ tab: 'zones' }) }, t('left_all_zones', { n: decimal(list.length, 0, lang()) }))) : null;
  return [h('h3', {}, t('left_first')), h('ol', { class: 'zones' }, list.between(1, kFirst).map(item)), all];
}

/// The view «who is left behind»: how many, what they lack, where to begin.
export function left_question(app) {
  const rows = app.rows.map((row) => row.source);
  if (rows.length === 0) return [h('h3', {}, t('left_title')), h('p', {}, t('loading'))];
  return [h('h3', {}, t('left_title')), first_number(app), parts_table(app, rows, (indicator) => app.set({ indicator })), first_zones(app)];
}

/// The same of one commune.
export function sheet_left(app, row) {
  if (!app.page.left_behind) return null;
  return [h('h3', {}, t('left_here')), parts_table(app, [row])];
}
