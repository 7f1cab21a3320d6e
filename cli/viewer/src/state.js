/// What the link holds. Everything the visitor chose; the page's own defaults are left out of the link.
export const kDefaults = {
  view: 'indicator', indicator: '', measure: 'people', attribute: '', operator: '', service: '', level: '',
  show: ['areas', 'circles', 'zones'], off: [], zones: '', patterns: false, lang: '', tab: 'map', at: null, territory: '', map: null,
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
  const map = numbers(given.get('map') ?? '', 3);
  if (map) state.map = { zoom: map[0], lat: map[1], lon: map[2] };
  const at = numbers(given.get('at') ?? '', 2);
  if (at) state.at = { lat: at[0], lon: at[1] };
  return state;
}

/// Choices that this run does not have become its first ones.
export function settled(state, page) {
  const one = (value, list, key) => (list.some((item) => item[key] === value) ? value : list[0]?.[key] ?? '');
  const next = { ...state };
  next.indicator = one(state.indicator, page.indicators, 'name');
  next.attribute = one(state.attribute, page.attributes, 'name');
  next.operator = one(state.operator, page.operators, 'code');
  const services = page.services.map((s) => ({ key: service_key(s) }));
  const mobile = services.find((s) => s.key.startsWith('4G'))?.key;
  next.service = services.some((s) => s.key === state.service) ? state.service : mobile ?? services[0]?.key ?? '';
  const levels = page.services.find((s) => service_key(s) === next.service)?.levels ?? [];
  next.level = levels.includes(state.level) ? state.level : '';
  next.zones = one(state.zones, page.zones, 'name');
  next.lang = ['fr', 'en'].includes(state.lang) ? state.lang : page.language === 'en' ? 'en' : 'fr';
  if (next.attribute === '') next.measure = 'area';
  if (!['people', 'area'].includes(next.measure)) next.measure = 'people';
  const views = ['indicator', page.operators.length > 0 && 'operator', page.compare && 'compare'];
  if (!views.includes(next.view)) next.view = 'indicator';
  return next;
}

export const service_key = (service) => service.technology + ' ' + service.service;
