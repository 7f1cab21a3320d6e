import { counted_units, lang, said, semicolon, t } from './i18n.js';
import { date, decimal, people, square_km } from './numbers.js';
import { left_of } from './legend.js';

export function what_text(app) {
  return app.state.measure === 'area' ? t('measure_area') : said(app.page.attributes.find((item) => item.name === app.state.attribute)?.label);
}

export function service_text(service) {
  const [technology, ...rest] = service.split(' ');
  const use = rest.join(' ');
  return technology + ' ' + (use === 'voice' || use === 'data' ? t(use) : use);
}

function counted(app, value) {
  if (app.state.measure === 'area') return square_km(value, lang());
  const attribute = app.page.attributes.find((item) => item.name === app.state.attribute);
  const fr = lang() === 'fr';
  const person = Math.round(value) <= 1;
  const noun = attribute?.unit === 'persons' || attribute?.name === 'population' ? (fr ? (person ? 'personne' : 'personnes') : person ? 'person' : 'people') : said(attribute?.label).toLowerCase();
  return people(value, lang()) + ' ' + noun;
}

/// What the map shows, in few words.
export function map_title(app) {
  const { state, page } = app;
  if (state.view === 'operator') {
    const name = page.operators.find((item) => item.code === state.operator)?.name || state.operator;
    return t('title_operator', { operator: name, service: service_text(state.service) + (state.level ? ' ' + t('level_least', { level: state.level }) : '') });
  }
  const indicator = page.indicators.find((item) => item.name === state.indicator);
  if (state.view === 'compare') return t('title_compare', { what: said(indicator?.label), name: page.compare.name });
  return said(indicator?.label);
}

/// How many are left, where: «sans 4G : 312 personnes dans 3 communes ; inconnu pour 20 personnes».
export function left_title(app) {
  const { state, page, rows, unit } = app;
  const indicator = page.indicators.find((item) => item.name === state.indicator);
  const low = state.view === 'indicator' && indicator?.low_is_good;
  let [left, unknown, places] = [0, 0, 0];
  for (const row of rows) {
    const here = left_of(row.figure, low) ?? 0;
    left += here;
    unknown += row.figure.unknown ?? 0;
    if (here > 0) ++places;
  }
  const of = page.units.find((item) => item.unit === unit);
  const name = state.view === 'operator'
    ? map_title(app).replace(/\s?:.*$/, '')
    : map_title(app);
  const what = low ? name : t('title_without', { what: name });
  const text = t('title_left', { what, n: counted(app, left), places: decimal(places, 0, lang()) + ' ' + counted_units(of, places) });
  return unknown > 0 ? text + semicolon() + t('title_unknown', { n: counted(app, unknown) }) : text;
}

/// The attribution begins with the note in the run's language: the page says it once, in the visitor's.
function notes_of(page) {
  return new RegExp('^(' + Object.values(page.note ?? {}).map((note) => note.replace(/[^\\p{L}\\s,]/gu, '.')).join('|') + ')\\.\\s*', 'u');
}

/// Always in sight: as claimed, date, population, attribution.
export function credit_parts(app) {
  const { page } = app;
  return {
    note: said(page.note), date: page.date ? t('state_of', { date: date(page.date, lang()) }) : '',
    population: page.population_source ? t('population_from', { source: page.population_source }) : '', attribution: (page.attribution ?? '').replace(notes_of(page), ''),
  };
}
