import { kWords, set } from './words.js';

let language = 'fr';

export function use_language(lang) {
  language = lang;
  document.documentElement.lang = lang;
}

/// Words of a script that is read later.
export function add_words(words) {
  Object.assign(kWords, words);
}

export const lang = () => language;

/// The words of a key in the language of the page; {name} is replaced.
export function t(key, values = {}) {
  const entry = kWords[key];
  if (!entry) throw new Error('no words for ' + key);
  return entry[language].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/// A label of the run: { fr, en } or a text.
export function said(label) {
  if (label === null || label === undefined) return '';
  return typeof label === 'string' ? label : label[language] || label.en || label.fr || '';
}

/// «commune» or «communes»: a unit of the page's list.
export function counted_units(unit, count) {
  const one = language === 'fr' ? count < 2 : count === 1;
  return said(one ? unit?.label : unit?.plural ?? unit?.label);
}

/// A label of the run inside a sentence of the page: in French its guillemets do not part from their words.
export const said_well = (label) => (language === 'fr' ? set(said(label)) : said(label));

/// «: » as each language sets it.
export const colon = () => (language === 'fr' ? '\u00a0: ' : ': ');
export const semicolon = () => (language === 'fr' ? '\u202f; ' : '; ');
