import { h } from './dom.js';
import { t } from './i18n.js';

/// Small letters without accents, hyphens and apostrophes as spaces: «L'Aubraie» is «l aubraie».
export function folded(text) {
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

/// At most `limit` territories: the code first, then names that begin so, then names with a word that begins so.
export function matches(index, text, limit = 12) {
  const wanted = folded(text);
  if (wanted === '') return [];
  const ranked = [];
  for (const entry of index) {
    const rank = entry.code === wanted ? 0 : entry.folded === wanted ? 1 : entry.folded.startsWith(wanted) ? 2
      : entry.folded.includes(' ' + wanted) ? 3 : entry.code.startsWith(wanted) ? 4 : -1;
    if (rank >= 0) ranked.push({ rank, entry });
  }
  return ranked.sort((a, b) => a.rank - b.rank || (a.entry.folded < b.entry.folded ? -1 : a.entry.folded > b.entry.folded ? 1 : 0)).slice(0, limit).map((item) => item.entry);
}

export function search_index(page, search) {
  const smallest = search.rows.map((row) => ({ unit: page.unit, code: folded(row[0]), folded: folded(row[1]), row, box: row.slice(5, 9) }));
  const parents = Object.entries(search.parents ?? {}).flatMap(([unit, rows]) => rows.filter((row) => row[0] !== '')
    .map((row) => ({ unit, code: folded(row[0]), folded: folded(row[1] ?? ''), row, box: row.slice(4, 8) })));
  return [...smallest, ...parents];
}

/// The search field and its list of answers.
export function search_form(app, unit_label) {
  const results = h('ul', { id: 'search-results', class: 'results' });
  const input = h('input', { id: 'search', type: 'search', autocomplete: 'off', 'aria-controls': 'search-results' });
  const answer = () => {
    const place = coordinates(input.value);
    const found = place ? [] : matches(app.index, input.value);
    const button = (label, onclick) => h('li', {}, h('button', { type: 'button', onclick: () => (results.replaceChildren(), onclick()) }, label));
    const items = place
      ? [button(t('coordinates', place), () => app.go_place(place))]
      : found.map((entry) => button(entry.row[1] + ' (' + entry.row[0] + ')' + (entry.unit === app.page.unit ? '' : ', ' + unit_label(entry.unit)), () => app.go_territory(entry)));
    results.replaceChildren(...items);
    app.tell(input.value.trim() === '' ? '' : items.length === 0 ? t('search_none') : t('search_count', { n: items.length }));
    return items;
  };
  const submit = (event) => {
    event.preventDefault();
    const items = answer();
    if (items.length === 1) items[0].firstChild.click();
    else if (items.length === 0 && input.value.trim() !== '') results.replaceChildren(h('li', {}, t('search_none')));
  };
  input.addEventListener('input', answer);
  const leave = (event) => {
    if (event.key !== 'Escape' || results.children.length === 0) return;
    results.replaceChildren();
    input.focus();
  };
  return h('form', { role: 'search', onsubmit: submit, onkeydown: leave }, h('label', { for: 'search' }, t('search')),
    h('div', { class: 'row' }, input, h('button', { type: 'submit' }, t('search_go'))), results);
}
