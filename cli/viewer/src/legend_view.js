import { h } from './dom.js';
import { lang, said, t } from './i18n.js';
import { decimal } from './numbers.js';
import { is_doubtful } from './classes.js';
import { difference_text } from './compare.js';
import { kKnowledge } from './legend.js';
import { circle_factor, circle_scale, colour_of, faintness, kLargest, shown_classes, shown_zones, shows_circles } from './dress.js';
import { grounds_of } from './layers.js';
import { kOtherTechnology, kTechnologies } from './paint.js';
import { swatch } from './patterns.js';
import { asks, shows_indicator } from './state.js';
import { shade } from './theme.js';
import { attribute_of, indicator_of, legend_head, noun_of } from './title.js';

export const line = (mark, text) => h('li', {}, mark, h('span', {}, text));

function dot(colour, size, kind = '') {
  const mark = h('span', { class: 'mark ' + kind, 'aria-hidden': 'true' });
  mark.style.width = mark.style.height = size + 'px';
  mark.style.background = colour;
  return mark;
}

/// 1, 2 or 5 and zeros, at most `value`.
function round_down(value) {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return [5, 2, 1].map((factor) => factor * power).find((number) => number <= value);
}

function circles(app) {
  const scale = circle_scale(app, app.unit);
  if (!shows_circles(app) || !(scale.reference > 0)) return null;
  const count = Math.max(1, round_down(scale.reference));
  const radius = Math.min(kLargest, circle_factor(app, app.unit, app.map.getZoom()) * scale.radius * Math.sqrt(count / scale.reference));
  const text = { n: decimal(count, 0, lang()), what: noun_of(attribute_of(app), count) };
  return line(dot('rgba(213,94,0,0.5)', 2 * radius, 'round'), t(indicator_of(app)?.low_is_good ? 'circle_low' : 'circle', text));
}

/// Of what is not a class of the ramp, only what occurs in view.
function marks_of(app) {
  const { rows, state, page } = app;
  const has = (step) => rows.some((row) => row.step === step);
  if (state.view === 'compare') return [...Object.keys(kKnowledge), 'unknown', 'empty'].filter(has);
  const in_squares = state.show.includes('squares') && shows_indicator(state);
  const doubt = rows.some((row) => typeof row.step === 'number' && is_doubtful(page.legend, row.figure));
  return [(doubt || in_squares) && 'doubt', (has('unknown') || in_squares) && 'unknown', has('empty') && 'empty'].filter(Boolean);
}

function classes(app, hatched) {
  const { state, page } = app;
  const list = shown_classes(app);
  const faint = faintness(app);
  const label = (entry, step) => (state.view === 'compare' ? difference_text(step) : said(entry.label));
  const rows = list.map((entry, step) => line(swatch(step, colour_of(app, list, step), hatched, { faint }), label(entry, step)));
  const text = (step) => (page.legend[step] ? said(page.legend[step].label) : t(step));
  const under = { doubt: shade(page.legend.missing[3]) };
  return [h('li', { class: 'head' }, legend_head(app)), ...rows, ...marks_of(app).map((step) => line(swatch(step, colour_of(app, list, step), true, { under: under[step] }), text(step)))];
}

/// What the squares of one operator show, or where they are.
function operator_squares({ state, page, tiles, map }) {
  const head = (text) => [h('li', { class: 'head' }, text)];
  if (tiles.square_levels[tiles.max_zoom] !== 0) return head(t('squares_merged'));
  if (map.getZoom() < tiles.max_zoom) return head(t('squares_zoom'));
  const name = page.operators.find((item) => item.code === state.operator)?.name || state.operator;
  const technologies = new Set(page.services.map((service) => service.technology));
  const known = kTechnologies.filter(({ prefix }) => technologies.delete(prefix) || prefix === 'none');
  const lines = known.map(({ prefix, colour }) => line(swatch('empty', colour, false), prefix === 'none' ? t('level_none') : prefix));
  const other = technologies.size > 0 ? [line(swatch('empty', kOtherTechnology, false), t('other_technology'))] : [];
  return [...head(t('squares_operator', { operator: name })), ...lines, ...other, line(swatch('unknown', shade(page.legend.unknown), true), t('unknown'))];
}

function squares(app) {
  const { state, tiles } = app;
  if (!state.show.includes('squares') || !tiles.vector_layers.some((layer) => layer.id === 'coverage')) return [];
  return state.view === 'operator' ? operator_squares(app) : [];
}

/// What is kept back: squares and zones of fewer people than may be published.
function kept_back(app) {
  const { page, state } = app;
  const is_shown = shown_zones(app) || (state.show.includes('squares') && shows_indicator(state));
  return is_shown && Object.keys(page.publish_min ?? {}).length > 0 ? [line(swatch('secret', shade(page.legend.secret), state.patterns), t('secret'))] : [];
}

/// The zones as they are drawn: solid, with their casing.
function zones(app) {
  const zone = shown_zones(app);
  if (!zone) return [];
  const kinds = ['white', 'grey'].filter((kind) => zone[kind] && !app.state.off.includes(kind));
  const far = app.map && app.map.getZoom() < 9 && zone.rows > 100 ? [h('li', { class: 'note' }, t('zones_far'))] : [];
  return [h('li', { class: 'head' }, said(zone.label)), ...kinds.map((kind) => line(dot(shade(app.page.legend['zone_' + kind]), 16, 'cased'), said(app.page.legend['zone_' + kind].label))), ...far];
}

/// Whether territories or squares have the colours of classes.
const shows_classes = (state) => asks(state) && (state.show.includes('areas') || (state.show.includes('squares') && shows_indicator(state)));

/// The classes with their words, then whatever else the map shows.
export function legend_view(app, id = 'legend-title', hatched = app.state.patterns) {
  const { state, page } = app;
  const places = page.places.filter((place) => state.show.includes('place:' + place.name)).map((place) => line(dot('#0072b2', 10, 'round'), said(place.label)));
  const sites = page.sites && state.show.includes('sites') ? [line(dot('#cc79a7', 10, 'round'), t('show_sites'))] : [];
  const grounds = new Map(grounds_of(page.context, app.tiles.vector_layers).map((ground) => [ground.layer.replace(/_lines$/, ''), ground]));
  const around = [...grounds.values()].map((ground) => line(dot(shade(ground), 12), said(ground.label)));
  return h('section', { class: 'legend', 'aria-labelledby': id }, h('h3', { id }, t('legend')),
    h('ul', {}, shows_classes(state) ? classes(app, hatched) : null, circles(app), zones(app), app.beside?.findings_legend(app), kept_back(app), places, sites, squares(app), around));
}
