import { h } from './dom.js';
import { lang, t } from './i18n.js';
import { decimal } from './numbers.js';

const kShown = 12;

/// Small letters without accents, hyphens and apostrophes as spaces: «L'Aubraie» is «l aubraie».
function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').replace(/[-'’\s]+/g, ' ').trim();
}

const kPair = [/^\s*([-−]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([-−]?\d{1,3}(?:\.\d+)?)\s*$/, /^\s*([-−]?\d{1,3}(?:[.,]\d+)?)\s*(?:;|,?\s+)\s*([-−]?\d{1,3}(?:[.,]\d+)?)\s*$/];

/// «46.6, -4.2» or «46,6 ; -4,2» → the places it can mean, latitude first or longitude first: [{ lat, lon, swapped }]. The one that lies in one
/// of the boxes comes first; where one does and the other does not, it is the only one.
export function coordinates(text, boxes = []) {
  const match = kPair.map((pair) => pair.exec(text)).find(Boolean);
  if (!match) return [];
  const [a, b] = [match[1], match[2]].map((part) => Number(part.replace(',', '.').replace('−', '-')));
  const places = [{ lat: a, lon: b, swapped: false }, { lat: b, lon: a, swapped: true }].filter(({ lat, lon }) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180);
  const within = places.filter(({ lat, lon }) => boxes.some(([west, south, east, north]) => lon >= west && lon <= east && lat >= south && lat <= north));
  return within.length > 0 ? within : places.slice(0, 1);
}

/// Territories that match: the code first, then names that begin so, then names with a word that begins so.
export function matches(index, text) {
  const wanted = folded(text);
  if (wanted === '') return [];
  const ranked = [];
  for (const entry of index) {
    const rank = entry.code === wanted ? 0 : entry.folded === wanted ? 1 : entry.folded.startsWith(wanted) ? 2
      : entry.folded.includes(' ' + wanted) ? 3 : entry.code.startsWith(wanted) ? 4 : -1;
    if (rank >= 0) ranked.push({ rank, entry });
  }
  return ranked.sort((a, b) => a.rank - b.rank || (a.entry.folded < b.entry.folded ? -1 : a.entry.folded > b.entry.folded ? 1 : 0)).map((item) => item.entry.place);
}

/// What is compared with what a visitor types; the blank parent cannot be found.
export function search_index(places) {
  return places.filter((place) => place.code !== '').map((place) => ({ code: folded(place.code), folded: folded(place.name), place }));
}

/// «Saint-Denis (93066), Seine-Saint-Denis»: with its first parent, so that homonyms are told apart.
function territory_label({ page, territories }, place, unit_label) {
  const label = place.name + ' (' + place.code + ')';
  if (place.unit !== page.unit) return label + ', ' + unit_label(place.unit);
  const unit = page.units[1]?.unit;
  const parent = place.parent ? territories.get(unit)?.find((item) => item.code === place.parent) : null;
  return parent ? label + ', ' + (parent.name || unit_label(unit) + ' ' + parent.code) : label;
}

/// The answers to a text: { label, go, name }, best first.
function answers_to(app, text, unit_label) {
  const boxes = [app.page.bounds, ...(app.page.elsewhere ?? []).map((part) => part.box)].filter(Boolean);
  const places = coordinates(text, boxes);
  if (places.length > 0) return places.map((at) => ({ label: t(at.swapped ? 'coordinates_swapped' : 'coordinates', at), go: () => app.go_place(at), name: folded(text) }));
  app.index ??= search_index([...app.territories.values()].flat());
  return matches(app.index, text).map((place) => ({ label: territory_label(app, place, unit_label), go: () => app.go_territory(place), name: folded(place.name), code: folded(place.code) }));
}

/// Whether what was typed is the name of several: then the visitor chooses.
function is_ambiguous(answers, text) {
  const wanted = folded(text);
  return answers[0]?.code !== wanted && answers.filter(({ name }) => name === wanted).length > 1;
}

function count_text(count) {
  if (count === 0) return t('search_none');
  return t(count > kShown ? 'search_some' : 'search_count', { n: decimal(count, 0, lang()), m: kShown });
}

/// The search field and its list of answers, which closes when it is left.
export function search_form(app, unit_label) {
  const results = h('ul', { id: 'search-results', class: 'results', onpointerdown: (event) => event.preventDefault() });
  const input = h('input', { id: 'search', type: 'search', autocomplete: 'off', placeholder: t('search'), 'aria-controls': 'search-results' });
  const close = () => results.replaceChildren();
  const pick = (answer) => (close(), answer.go());
  const list = () => {
    const answers = answers_to(app, input.value, unit_label);
    results.replaceChildren(...answers.slice(0, kShown).map((answer) => h('li', {}, h('button', { type: 'button', onclick: () => pick(answer) }, answer.label))));
    app.tell(input.value.trim() === '' ? '' : count_text(answers.length));
    return answers;
  };
  const submit = (event) => {
    event.preventDefault();
    const answers = list();
    if (is_ambiguous(answers, input.value)) return app.tell(t('search_choose', { n: decimal(answers.length, 0, lang()) }), true);
    if (answers.length > 0) return pick(answers[0]);
    if (input.value.trim() !== '') results.replaceChildren(h('li', {}, t('search_none')));
  };
  const escape = (event) => {
    if (event.key !== 'Escape' || results.children.length === 0) return;
    close();
    input.focus();
  };
  const form = h('form', { role: 'search', onsubmit: submit, onkeydown: escape, onfocusout: (event) => { if (!form.contains(event.relatedTarget)) close(); } },
    h('label', { for: 'search' }, t('search')), h('div', { class: 'row' }, input, h('button', { type: 'submit' }, t('search_go'))), results);
  input.addEventListener('input', list);
  return form;
}
