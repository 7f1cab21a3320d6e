import { counted_units, lang, said, said_well, semicolon, t } from './i18n.js';
import { asked_basemap } from './basemap.js';
import { gains_text, other_run } from './compare.js';
import { whole_row } from './data.js';
import { figure_of } from './figures.js';
import { amount, date, decimal, people, percent, rounded, rounded_range } from './numbers.js';
import { left_of } from './legend.js';
import { asks, shows_indicator } from './state.js';
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

/// A label that says itself that it is of people: «People of 65 and over».
const kPeople = /^(people|persons|personnes|habitants|inhabitants)\b/i;

/// What is counted, after a number: people, of whom only those of a part where `among` says so, or what the job calls it.
export function noun_of(attribute, value, among = false) {
  const label = said(attribute?.label);
  const is_of_people = attribute?.unit === 'persons' || attribute?.name === 'population';
  if (!is_of_people && !(among && /^people\b/i.test(attribute?.unit ?? ''))) return inside_sentence(label);
  if (among && kPeople.test(label)) return inside_sentence(label);
  const shown = people(value, lang());
  const noun = t(shown === '1' || (shown === '0' && lang() === 'fr') ? 'person' : 'people');
  return among ? t('people_of', { noun, label }) : noun;
}

/// Whether an attribute counts a part of the people that the run counts first: the old, the poor.
export const is_part_of_all = ({ page }, attribute) => page.attributes.length > 1 && attribute !== page.attributes[0] && attribute?.name !== 'population';

/// What those who are left behind have not: both, in plain words.
export function left_lack({ page }) {
  const [covered, near] = ['covered', 'near'].map((key) => said_well(page.indicators.find((item) => item.name === page.left_behind[key])?.label_not));
  return covered && near ? t('left_lack', { covered, near }) : '';
}

/// An operator and what of it is shown: { name: «Alizé», offer: «4G, internet, bonne (BC) ou mieux» }.
function operator_offer({ page, state }) {
  const name = page.operators.find((item) => item.code === state.operator)?.name || state.operator;
  const level = state.level ? t('level_least', { level: level_text(state.level) }) : '';
  return { name, offer: [service_text(page, find_service(page, state.service)), level].filter(Boolean).join(', ') };
}

function operator_text(app) {
  const { name, offer } = operator_offer(app);
  return [name, offer].filter(Boolean).join(', ');
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
  return app.state.view === 'compare' ? t('title_compare', { what, name: other_run(app.page) }) : what;
}

/// What the line under the sentence says: the nature of an indicator stands in the sentence already.
export const subtitle = (app) => (app.state.view === 'left' && app.state.indicator === app.page.left_behind.both ? t('view_left') : shows_indicator(app.state) && indicator_of(app) ? said(indicator_of(app).label) : map_title(app));

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

/// What those who are left have: «no 4G at all», «nothing from Alizé (4G, data)». Empty where there are no such words.
function lack_text(app) {
  if (app.state.view === 'left' && app.state.indicator === app.page.left_behind.both) return left_lack(app) || said(indicator_of(app)?.label_not);
  if (app.state.view !== 'operator') return said(indicator_of(app)?.label_not);
  return t('nothing_from', operator_offer(app));
}

/// Whose word it is, as a text and its parts: { key, year, detail, would } of «according to a model of 2018, radius 4 km».
function basis_of(app) {
  const nature = app.state.view === 'operator' ? nature_text(app.rows.find((row) => row.nature)?.nature) : said(indicator_of(app)?.nature);
  if (!nature) return { key: app.state.view === 'operator' ? 'basis_operator' : 'basis_claimed' };
  const [first, ...detail] = nature.split(', ');
  const key = ['modelled', 'measured', 'planned'].find((word) => first === t('nature_' + word));
  if (!key) return { key: 'basis_other', nature };
  return { key: 'basis_' + key, year: (app.page.date ?? '').slice(0, 4), detail: detail.length > 0 ? ', ' + detail.join(', ') : '', would: key === 'modelled' || key === 'planned' };
}

/// «3.4–4.0» million: what the squares do not settle, of the whole run alone, and where one would see it.
function range_of(app, sums) {
  const { state, everything, page } = app;
  if (!shows_indicator(state) || !everything) return '';
  const { lo, hi, whole, unknown } = figure_of(whole_row(page), state.indicator, state.measure, state.attribute);
  if (lo === null || hi === null || !(whole > 0)) return '';
  const shares = is_low_good(app) ? [lo, hi] : [100 - hi, 100 - lo];
  const [least, most] = [(whole * shares[0]) / 100, Math.max(sums.left, (whole * shares[1]) / 100 - (unknown ?? 0))];
  if (most - least < 0.01 * sums.left) return '';
  return ' ' + rounded_range(least, most, sums.left, lang());
}

/// «2 340 personnes», «2 340»: rounded as the sentence says it; millions want a «de» before a noun in French.
function counted_roughly(app, value, noun = '') {
  if (app.state.measure === 'area') return amount(app.state, value);
  const { text, is_millions } = rounded(value, lang());
  return text + (is_millions ? t(noun ? 'millions_of' : 'millions') : '') + (noun && ' ' + noun);
}

/// Names of a few territories of which there is no figure, or how many.
function untold_text(app, rows) {
  const named = rows.length <= 3 && rows.every((row) => row.name);
  return t('title_unknown_places', { places: named ? rows.map((row) => row.name).join(', ') : places_text(app, rows.length) });
}

/// Who is left, according to whom, where, and for how many nobody knows.
function left_text(app) {
  const low = is_low_good(app);
  const sums = sums_of(app.rows, low);
  const { key, would, ...basis } = basis_of(app);
  const unknown = [sums.unknown > 0 && t('title_unknown', { n: counted_roughly(app, sums.unknown) }),
    sums.untold > 0 && untold_text(app, app.rows.filter((row) => (left_of(row.figure, low) ?? null) === null))].filter(Boolean);
  const by = t(key, basis);
  const end = (text) => [text, ...unknown].join(semicolon());
  const lack = lack_text(app);
  const label = asked_text(app);
  const is_known = sums.untold < app.rows.length && !(sums.left === 0 && sums.unknown > 0 && sums.unknown >= sums.whole);
  if (!is_known) return t('title_only_unknown', { what: label, unknown: unknown.join(semicolon()) });
  if (sums.left === 0) return end(t('title_nobody', { by, label }));
  const one = app.state.measure !== 'area' && (lang() === 'fr' ? sums.left < 1.5 : Math.round(sums.left) <= 1);
  const verb = t((would ? 'would_have' : 'have') + (one ? '_one' : ''));
  const n = (would ? t('roughly') : '') + counted_roughly(app, sums.left, noun_of(attribute_of(app), sums.left, is_part_of_all(app, attribute_of(app)))) + range_of(app, sums);
  const places = places_text(app, sums.places);
  if (lack) return end(t('title_left', { by, n, verb, lack, places }));
  return end(t(low ? 'title_concerned' : 'title_fail', { by, n, label, places }));
}

/// The sentence of the title; it says where the map does not show everything.
export function left_title(app) {
  const { state, rows, everything } = app;
  if (rows.length === 0 || !asks(state)) return '';
  if (state.view === 'compare') return gains_text(app, is_low_good(app));
  return everything ? left_text(app) : t('in_view', { text: inside_sentence(left_text(app)) });
}

/// Of how many it is known, where that is not so of a tenth or more.
export function known_text(app) {
  const { unknown, whole } = sums_of(app.rows, is_low_good(app));
  return app.state.view !== 'compare' && whole > 0 && unknown >= whole / 10 ? t('known_for', { share: percent(100 - (100 * unknown) / whole, lang()) }) : '';
}

/// What the colours of the map are a share of.
export function legend_head(app) {
  if (app.state.view === 'compare') return t('legend_change');
  const lack = lack_text(app);
  const what = app.state.measure === 'area' ? t('of_area') : noun_of(attribute_of(app), 2, is_part_of_all(app, attribute_of(app)));
  if (!lack) return t(is_low_good(app) ? 'legend_concerned' : 'legend_without', { what: inside_sentence(what), label: asked_text(app) });
  return t(app.state.measure === 'area' ? 'legend_lack_area' : 'legend_lack', { what, lack });
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
