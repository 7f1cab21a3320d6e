import { h } from './dom.js';
import { lang, t } from './i18n.js';
import { decimal } from './numbers.js';

const kShown = 12;

/// Small letters without accents, hyphens and apostrophes as spaces: «L'Aubraie» is «l aubraie».
function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').replace(/[-'’\s]+/g, ' ').trim();
}

/// «46.6, -4.2» or «46,6 ; -4,2» → { lat, lon }, or null.
export function coordinates(text) {
  const match = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text) ??
    /^\s*(-?\d{1,2}(?:[.,]\d+)?)\s*(?:;|,?\s+)\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$/.exec(text);
  if (!match) return null;
  const [lat, lon] = [match[1], match[2]].map((part) => Number(part.replace(',', '.')));
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
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

/// The answers to a text: { label, go }, best first.
function answers_to(app, text, unit_label) {
  const at = coordinates(text);
  if (at) return [{ label: t('coordinates', at), go: () => app.go_place(at) }];
  app.index ??= search_index([...app.territories.values()].flat());
  return matches(app.index, text).map((place) => (
    { label: place.name + ' (' + place.code + ')' + (place.unit === app.page.unit ? '' : ', ' + unit_label(place.unit)), go: () => app.go_territory(place) }));
}

function count_text(count) {
  if (count === 0) return t('search_none');
  return t(count > kShown ? 'search_some' : 'search_count', { n: decimal(count, 0, lang()), m: kShown });
}

/// The search field and its list of answers, which closes when it is left.
export function search_form(app, unit_label) {
  const results = h('ul', { id: 'search-results', class: 'results', onpointerdown: (event) => event.preventDefault() });
  const input = h('input', { id: 'search', type: 'search', autocomplete: 'off', 'aria-controls': 'search-results' });
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
    const [first] = list();
    if (first) pick(first);
    else if (input.value.trim() !== '') results.replaceChildren(h('li', {}, t('search_none')));
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
