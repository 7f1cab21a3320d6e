import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { decimal } from './numbers.js';
import { classes_for, difference_label } from './legend.js';
import { circle_scale, colour_of } from './dress.js';
import { kTechnologies } from './paint.js';
import { swatch } from './patterns.js';
import { what_text } from './title.js';

const line = (mark, text) => h('li', {}, mark, h('span', {}, text));

function dot(colour, size, kind = '') {
  const mark = h('span', { class: 'mark ' + kind, 'aria-hidden': 'true' });
  mark.style.width = mark.style.height = size + 'px';
  mark.style.background = colour;
  return mark;
}

/// 1, 2 or 5 and zeros, at most `value`.
export function round_down(value) {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map((factor) => factor * power).find((number) => number <= value);
}

function circles(app) {
  const { state, unit } = app;
  if (!(state.show.includes('circles') && state.view === 'indicator' && state.measure === 'people')) return null;
  const scale = circle_scale(app, unit);
  const count = Math.max(1, round_down(scale.reference));
  if (!(scale.reference > 0)) return null;
  const radius = Math.min(60, scale.radius * Math.sqrt(count / scale.reference));
  const indicator = app.page.indicators.find((item) => item.name === state.indicator);
  const text = { n: decimal(count, 0, lang()), what: what_text(app).toLowerCase() };
  return line(dot('rgba(213,94,0,0.5)', 2 * radius, 'round'), t(indicator?.low_is_good ? 'circle_low' : 'circle', text));
}

function classes(app) {
  const { state, page } = app;
  const indicator = page.indicators.find((item) => item.name === state.indicator);
  const list = classes_for(page, state.view, indicator);
  const label = (entry, step) => (state.view === 'compare' ? difference_label(step, lang()) : said(entry.label));
  const rows = list.map((entry, step) => line(swatch(step, entry.colour, state.patterns || app.printing), label(entry, step)));
  const rest = state.view === 'compare' ? ['unknown'] : ['empty', 'unknown'];
  return [...rows, ...rest.map((step) => line(swatch(step, colour_of(app, list, step), step === 'unknown' || state.patterns || app.printing), t(step)))];
}

/// The classes with their words, then whatever else the map shows.
export function legend_view(app, id = 'legend-title') {
  const { state, page } = app;
  const zones = state.show.includes('zones') && page.zones.length > 0
    ? [line(dot('#ffffff', 16, 'framed'), t('zone_white')), line(dot('#8c8c8c', 16, 'framed'), t('zone_grey'))] : [];
  const places = page.places.filter((place) => state.show.includes('place:' + place.name)).map((place) => line(dot('#0072b2', 10, 'round'), said(place.label)));
  const sites = page.sites && state.show.includes('sites') ? [line(dot('#cc79a7', 10, 'round'), t('show_sites'))] : [];
  const squares = state.view === 'operator' && state.show.includes('squares')
    ? [h('li', { class: 'head' }, t('show_squares')), ...kTechnologies.map(({ prefix, colour }) => line(swatch('empty', colour, false), prefix === 'none' ? t('nothing_here') : prefix))] : [];
  return h('section', { class: 'legend', 'aria-labelledby': id }, h('h3', { id }, t('legend')),
    h('ul', {}, classes(app), circles(app), zones, places, sites, squares));
}
