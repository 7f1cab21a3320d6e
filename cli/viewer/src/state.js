import { find_service, service_key } from './services.js';

/// What the link holds. Everything the visitor chose; the page's own defaults are left out of the link.
export const kDefaults = {
  view: 'indicator', indicator: '', measure: 'people', attribute: '', operator: '', service: '', level: '',
  show: ['areas', 'zones'], off: [], zones: '', zone: null, patterns: false, lang: '', tab: 'map', at: null, territory: '', map: null,
};

const kLists = ['show', 'off'];
const kTexts = ['view', 'indicator', 'measure', 'attribute', 'operator', 'service', 'level', 'zones', 'lang', 'tab', 'territory'];

function numbers(text, count) {
  const parts = text.split('/').map(Number);
  return parts.length === count && parts.every(Number.isFinite) ? parts : null;
}

/// State → «#view=…»: short, readable, in a fixed order.
export function to_hash(state, defaults = kDefaults) {
  const parts = [];
  const put = (key, value) => parts.push(key + '=' + encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%2C', ','));
  if (state.map) put('map', [state.map.zoom.toFixed(2), state.map.lat.toFixed(5), state.map.lon.toFixed(5)].join('/'));
  for (const key of kTexts) if (state[key] !== defaults[key]) put(key, state[key]);
  for (const key of kLists) if (state[key].join() !== defaults[key].join()) put(key, state[key].join());
  if (state.zone !== null) put('zone', state.zone);
  if (state.patterns) put('patterns', '1');
  if (state.at) put('at', state.at.lat.toFixed(6) + '/' + state.at.lon.toFixed(6));
  return '#' + parts.join('&');
}

/// A place as precise as a link holds it: a link's view is the view that it was copied from.
export function as_in_links(at) {
  return { lat: Number(at.lat.toFixed(6)), lon: Number(at.lon.toFixed(6)) };
}

/// «#view=…» → state; what cannot be read falls back to the defaults.
export function from_hash(hash, defaults = kDefaults) {
  const state = { ...defaults };
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  for (const key of kTexts) if (given.has(key)) state[key] = given.get(key);
  for (const key of kLists) if (given.has(key)) state[key] = given.get(key).split(',').filter(Boolean);
  state.patterns = given.get('patterns') === '1';
  const zone = Number(given.get('zone'));
  if (Number.isInteger(zone) && zone > 0) state.zone = zone;
  const map = numbers(given.get('map') ?? '', 3);
  if (map) state.map = { zoom: map[0], lat: map[1], lon: map[2] };
  const at = numbers(given.get('at') ?? '', 2);
  if (at) state.at = { lat: at[0], lon: at[1] };
  return state;
}

/// At first the stretches of lines and what tests say are shown too; a run that asks first of all who is left behind opens on that.
export function defaults_of(page) {
  const findings = [...(page.lines ?? []).map(({ name }) => 'lines:' + name), ...(page.measurements ?? []).filter(({ zones }) => zones > 0).map(({ name }) => 'tests:' + name)];
  const left = page.left_behind;
  const is_first = left && (page.zones.length === 0 || page.zones[0].name === left.zones);
  return { ...kDefaults, show: [...kDefaults.show, ...findings], view: is_first ? 'left' : kDefaults.view };
}

/// What those who are left behind are made of: uncovered and far from help, and each alone.
export const parts_of = ({ left_behind: left }) => (left ? [left.both, left.covered, left.near] : []);

/// Views that show an indicator of this run, as its tiles have it.
export const shows_indicator = ({ view }) => view === 'indicator' || view === 'left';

/// What the map of this run can show; nothing but territories where it has neither indicators nor operators.
export function views_of(page) {
  const views = [page.indicators.length > 0 && 'indicator', page.left_behind && 'left', page.operators.length > 0 && page.services.length > 0 && 'operator',
    page.compare && page.indicators.length > 0 && 'compare'].filter(Boolean);
  return views.length > 0 ? views : ['indicator'];
}

/// Whether anything is asked of the run: without indicators and operators there are territories only.
export const asks = (state) => state.view === 'operator' || state.indicator !== '';

/// What a run is about: the indicator that its first zones fail, else the first of the newest generation.
function first_indicator(page) {
  const fails = page.indicators.find((item) => item.name === page.zones[0]?.fails);
  const newest = Math.max(...page.indicators.map((item) => item.generation ?? -1));
  return (fails ?? page.indicators.find((item) => (item.generation ?? -1) === newest))?.name ?? '';
}

/// The indicator that a link names, by itself or by its zones.
function settled_indicator({ indicator, zones }, page) {
  const names = page.indicators.map((item) => item.name);
  if (names.includes(indicator)) return indicator;
  const fails = indicator === '' ? page.zones.find((item) => item.name === zones)?.fails : '';
  return names.includes(fails) ? fails : first_indicator(page);
}

/// A link that names another indicator than those of the view is one to that indicator.
function settled_view({ view, indicator }, page) {
  const is_other = view === 'left' && page.indicators.some((item) => item.name === indicator) && !parts_of(page).includes(indicator);
  return is_other ? 'indicator' : view;
}

/// Zones of the indicator in view, where there are some; those who are left behind have their own.
function settled_zones({ zones, view }, indicator, page) {
  if (view === 'left' && page.left_behind.zones) return page.left_behind.zones;
  const known = page.zones.filter((item) => item.fails === indicator);
  const list = (known.length > 0 ? known : page.zones).map((item) => item.name);
  return list.includes(zones) ? zones : list[0] ?? '';
}

/// Choices that this run does not have become its first ones.
export function settled(state, page) {
  const one = (value, list) => (list.includes(value) ? value : list[0] ?? '');
  const next = { ...state };
  next.view = one(settled_view(state, page), views_of(page));
  next.indicator = next.view === 'left' ? one(state.indicator, parts_of(page)) : settled_indicator(state, page);
  if (state.show.includes('circles')) next.show = state.show.filter((name) => name !== 'areas');
  next.attribute = one(state.attribute || (next.view === 'left' ? page.left_behind.attribute : ''), page.attributes.map((item) => item.name));
  next.operator = one(state.operator, page.operators.map((item) => item.code));
  const services = page.services.map(service_key);
  next.service = services.includes(state.service) ? state.service : services.find((key) => key.startsWith('4G')) ?? services[0] ?? '';
  next.level = one(state.level, ['', ...(find_service(page, next.service)?.levels ?? [])]);
  next.zones = next.view === 'operator' ? one(state.zones, page.zones.map((item) => item.name)) : settled_zones(next, next.indicator, page);
  next.lang = one(state.lang, page.language === 'en' ? ['en', 'fr'] : ['fr', 'en']);
  next.measure = next.attribute === '' ? 'area' : next.view === 'left' ? 'people' : one(state.measure, ['people', 'area']);
  return next;
}
