import { h } from './dom.js';
import { colon, lang, t } from './i18n.js';
import { people, percent, square_km } from './numbers.js';
import { service_text } from './services.js';
import { noun_of } from './title.js';

const kNamed = 3;

/// Maps that end before what is published does: first those that are unknown beyond, the largest first.
export function partial_maps({ partial_maps: maps }) {
  return [...(maps ?? [])].sort((a, b) => b.unknown - a.unknown || b.outside / b.total - a.outside / a.total);
}

const number_text = ({ measure }, value) => (measure === 'area_km2' ? square_km(value, lang()) : people(value, lang()));

/// «14 769 personnes», «12 km²»
function counted(page, map, value) {
  const number = number_text(map, value);
  return map.measure === 'area_km2' ? number : number + ' ' + noun_of(page.attributes.find((item) => item.name === map.measure), value);
}

const name_of = (page, code) => page.operators.find((item) => item.code === code)?.name || code;

/// «Alizé, 5G, internet»
const map_text = (page, map) => [name_of(page, map.operator), service_text(page, map)].join(', ');

/// «Alizé 5G, Boréal 3G et 2 autres»
function named(page, maps) {
  const names = [...new Set(maps.map((map) => name_of(page, map.operator) + ' ' + map.technology))];
  const more = names.length - kNamed;
  return names.slice(0, kNamed).join(', ') + (more > 0 ? ' ' + t('partial_more', { n: more }) : '');
}

/// One line of what the maps leave out: of several the most that one does. Empty where every map reaches everywhere.
export function partial_line(page) {
  const maps = partial_maps(page);
  if (maps.length === 0) return '';
  const told = maps.filter((map) => map.unknown === maps[0].unknown);
  const largest = told.reduce((most, map) => (map.outside > most.outside ? map : most));
  const key = (told[0].unknown ? 'partial_unknown' : 'partial_not') + (told.length > 1 ? '_each' : '');
  return t(key, { maps: named(page, told), n: counted(page, largest, largest.outside) });
}

function item_text(page, map) {
  const values = { n: counted(page, map, map.outside), total: number_text(map, map.total), share: percent((100 * map.outside) / map.total, lang()) };
  return t(map.unknown ? 'partial_item_unknown' : 'partial_item_not', values);
}

/// The line under the title leads to what there is to say.
export function partial_link(app) {
  const line = partial_line(app.page);
  const go = () => {
    app.set({ tab: 'about' });
    document.getElementById('partial-title').focus();
  };
  return line ? h('button', { type: 'button', class: 'link', id: 'partial', onclick: go }, line) : null;
}

/// Which maps end where, how many people lie beyond them, and what can be done.
export function partial_panel({ page }, id = 'partial-title') {
  const maps = partial_maps(page);
  if (maps.length === 0) return null;
  const remedies = ['unknown', 'not'].filter((key) => maps.some((map) => map.unknown === (key === 'unknown')));
  return h('section', { class: 'partial', 'aria-labelledby': id },
    h('h3', { id, tabindex: '-1' }, t('partial')), h('p', {}, t('partial_intro')),
    h('ul', {}, maps.map((map) => h('li', {}, h('strong', {}, map_text(page, map)), colon(), item_text(page, map)))),
    remedies.map((key) => h('p', { class: 'note' }, t('partial_remedy_' + key))));
}
