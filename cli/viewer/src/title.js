import { counted_units, lang, said, semicolon, t } from './i18n.js';
import { asked_basemap } from './basemap.js';
import { gains_text, other_run } from './compare.js';
import { amount, date, decimal, people } from './numbers.js';
import { left_of } from './legend.js';
import { asks } from './state.js';
import { find_service, level_text, nature_text, service_text } from './services.js';

export const indicator_of = ({ page, state }) => page.indicators.find((item) => item.name === state.indicator);

/// Whether few is good of what the map shows.
export const is_low_good = (app) => app.state.view !== 'operator' && Boolean(indicator_of(app)?.low_is_good);

export const attribute_of = ({ page, state }) => page.attributes.find((item) => item.name === state.attribute);

export function what_text(app) {
  return app.state.measure === 'area' ? t('measure_area') : said(attribute_of(app)?.label);
}

/// A label inside a sentence: its first letter small, unless the word is an abbreviation.
function inside_sentence(label) {
  return /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

/// What is counted, after a number: people, or what the job calls it.
export function noun_of(attribute, value) {
  if (attribute?.unit !== 'persons' && attribute?.name !== 'population') return inside_sentence(said(attribute?.label));
  const shown = people(value, lang());
  return t(shown === '1' || (shown === '0' && lang() === 'fr') ? 'person' : 'people');
}

/// «312 personnes», «1 person», «12,4 km²», «40 logements»
function counted(app, value) {
  const number = amount(app.state, value);
  if (app.state.measure === 'area') return number;
  return number + ' ' + noun_of(attribute_of(app), value);
}

/// «Alizé, 4G, internet, bonne (BC) ou mieux»
function operator_text({ page, state }) {
  const name = page.operators.find((item) => item.code === state.operator)?.name || state.operator;
  const level = state.level ? t('level_least', { level: level_text(state.level) }) : '';
  return [name, service_text(page, find_service(page, state.service)), level].filter(Boolean).join(', ');
}

function with_nature(what, natures) {
  const told = [...new Set(natures)].filter(Boolean).join(', ');
  return told ? t('of_nature', { what, nature: told }) : what;
}

/// What is asked: an indicator or an operator's offer, with its nature where that is not a claim.
function asked_text(app) {
  if (app.state.view === 'operator') return with_nature(operator_text(app), app.rows.map((row) => nature_text(row.nature)));
  const indicator = indicator_of(app);
  return indicator ? with_nature(said(indicator.label), [said(indicator.nature)]) : what_text(app);
}

/// What the map shows, in few words.
export function map_title(app) {
  const what = asked_text(app);
  if (app.state.view === 'operator') return t('title_operator', { what });
  return app.state.view === 'compare' ? t('title_compare', { what, name: other_run(app.page) }) : what;
}

/// «3 communes»
function places_text({ page, unit }, count) {
  return decimal(count, 0, lang()) + ' ' + counted_units(page.units.find((item) => item.unit === unit), count);
}

/// Sums of the rows: how many are left in how many territories, for how many it is unknown, and where nothing is known.
export function sums_of(rows, low_is_good) {
  const sums = { left: 0, places: 0, unknown: 0, whole: 0, untold: 0 };
  for (const { figure } of rows) {
    const left = left_of(figure, low_is_good) ?? null;
    if (left === null) {
      ++sums.untold;
      continue;
    }
    sums.left += left;
    sums.places += left > 0 ? 1 : 0;
    sums.unknown += figure.unknown ?? 0;
    sums.whole += figure.whole;
  }
  return sums;
}

/// How many are left, where: «sans 4G : 312 personnes dans 3 communes ; inconnu pour 20 personnes».
function left_text(app) {
  const sums = sums_of(app.rows, is_low_good(app));
  const what = is_low_good(app) ? asked_text(app) : t('title_without', { what: asked_text(app) });
  const unknown = [sums.unknown > 0 && t('title_unknown', { n: counted(app, sums.unknown) }),
    sums.untold > 0 && t('title_unknown_places', { places: places_text(app, sums.untold) })].filter(Boolean);
  const is_known = sums.untold < app.rows.length && !(sums.left === 0 && sums.unknown > 0 && sums.unknown >= sums.whole);
  if (!is_known) return t('title_only_unknown', { what, unknown: unknown.join(semicolon()) });
  const known = t(sums.places > 0 ? 'title_left' : 'title_nobody', { what, n: counted(app, sums.left), places: places_text(app, sums.places) });
  return [known, ...unknown].join(semicolon());
}

/// The second line of the title; it says where the map does not show everything.
export function left_title(app) {
  const { state, rows, everything } = app;
  if (rows.length === 0 || !asks(state)) return '';
  if (state.view === 'compare') return gains_text(app, is_low_good(app));
  return everything ? left_text(app) : t('in_view', { text: left_text(app) });
}

/// The attribution begins with the note in the run's language: the page says it once, in the visitor's.
export function without_note(attribution, notes) {
  const note = notes.find((text) => text !== '' && attribution.startsWith(text));
  return note === undefined ? attribution : attribution.slice(note.length).replace(/^\.?\s*/, '');
}

/// Always in sight: as claimed, date, population, attribution.
export function credit_parts({ page }) {
  const basemap = asked_basemap();
  return {
    note: said(page.note), date: page.date ? t('state_of', { date: date(page.date, lang()) }) : '',
    population: page.population_source ? t('population_from', { source: page.population_source }) : '',
    attribution: without_note(page.attribution ?? '', Object.values(page.note ?? {})), basemap: basemap?.credit ? t('basemap_from', basemap) : '',
  };
}
