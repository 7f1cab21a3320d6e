import { kWords } from './words.js';

let language = 'fr';

export function use_language(lang) {
  language = lang;
  document.documentElement.lang = lang;
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

/// «commune» or «communes», in both languages by the usual rule.
export function counted_units(label, count) {
  const word = said(label);
  if (language === 'fr' ? count < 2 : count === 1) return word;
  return /[A-Z]{2,}$|s$|x$/.test(word) ? word : word + 's';
}

/// «: » as each language sets it.
export const colon = () => (language === 'fr' ? '\u00a0: ' : ': ');
export const semicolon = () => (language === 'fr' ? '\u00a0; ' : '; ');
