import { class_expression } from './classes.js';
import { columns_of, kSecretColour } from './legend.js';

const get = (name) => ['get', name];
const amount = (name) => ['coalesce', get(name), 0];
const is_secret = ['boolean', get('secret'), false];

/// The class of a territory from its columns in the tiles.
export function territory_class(classes, state, value) {
  const names = columns_of(state.indicator, state.measure, state.attribute);
  return class_expression(classes, { whole: get(names.whole), share: get(names.share), unknown: amount(names.unknown) }, value);
}

/// Territories that the switches dim: those with nobody left, and those that are mostly unknown.
export function is_dimmed(classes, state, low_is_good) {
  const share = get(columns_of(state.indicator, state.measure, state.attribute).share);
  const unknown = territory_class(classes, state, (step) => step === 'unknown' && state.off.includes('unknown'));
  return ['any', unknown, state.off.includes('served') && ['==', share, low_is_good ? 0 : 100]];
}

/// How many are left, from the few columns of the label points.
export function left_expression(names, low_is_good) {
  if (!low_is_good) return amount(names.not);
  return ['max', 0, ['-', amount(names.whole), amount(names.not), amount(names.unknown)]];
}

/// What a square holds: its people, or its area in percents. Areas are told also where people are kept back.
function square_figure(state) {
  if (state.measure === 'area') {
    const base = state.indicator + '_area';
    return { whole: ['literal', 100], meets: amount(base + '_pct'), unknown: amount(base + '_unk_pct'), secret: false };
  }
  const names = columns_of(state.indicator, 'people', state.attribute);
  return { whole: amount(state.attribute), meets: amount(names.meets), unknown: amount(names.unknown), secret: is_secret };
}

export function square_class(classes, state, value) {
  const figure = square_figure(state);
  const part = ['min', 99.99, ['/', ['*', 100, figure.meets], figure.whole]];
  return class_expression(classes, { ...figure, share: ['case', ['>=', figure.meets, figure.whole], 100, part] }, value);
}

/// Which squares the switches leave; those whose people are kept back stay.
export function square_filter(state, low_is_good) {
  const { whole, meets, unknown, secret } = square_figure(state);
  const off = (name) => state.off.includes(name);
  const is_unknown = ['>', ['*', 2, unknown], whole];
  const half = ['>=', ['*', 2, meets], whole];
  const served = low_is_good ? ['!', half] : half;
  const keep = [];
  if (off('unknown')) keep.push(['!', is_unknown]);
  if (off('served')) keep.push(['any', is_unknown, ['!', served]]);
  if (off('white') && off('grey')) keep.push(['any', is_unknown, served]);
  return ['any', secret, ['all', ...keep]];
}

/// The best technology of a square: pinks, so that nobody reads them as shares.
export const kTechnologies = [
  { prefix: '5G', colour: '#7a0177' }, { prefix: '4G', colour: '#c51b8a' }, { prefix: '3G', colour: '#f768a1' },
  { prefix: '2G3G', colour: '#fa9fb5' }, { prefix: '2G', colour: '#fcc5c0' }, { prefix: 'none', colour: '#ffffff' },
];
export const kOtherTechnology = '#e7a54b';

export function operator_class(operator, value) {
  const text = ['coalesce', get('op_' + operator), 'unknown'];
  const cases = kTechnologies.flatMap(({ prefix, colour }) => {
    const word = ['slice', ['concat', text, ' '], 0, prefix.length + 1];
    return [['==', word, prefix + ' '], value(prefix, colour)];
  });
  return ['case', ...cases, ['==', text, 'unknown'], value('unknown'), value('other', kOtherTechnology)];
}

const is_white = (attribute) => ['>=', ['*', 2, amount(attribute + '_white')], amount(attribute)];

export function zone_colour(attribute, unknown) {
  return ['case', is_secret, kSecretColour, ['==', get(attribute), null], unknown, is_white(attribute), '#ffffff', '#8c8c8c'];
}

/// Thin, so that the classes below can still be read; what is kept back covers them.
export const kZoneOpacity = ['case', is_secret, 0.8, 0.3];

/// Zones that the switches leave; of those kept back nobody knows whether they are white or grey.
export function zone_filter(state, attribute) {
  const [white, grey] = ['white', 'grey'].map((name) => !state.off.includes(name));
  if (white && grey) return ['literal', true];
  if (!white && !grey) return ['literal', false];
  return ['any', is_secret, white ? is_white(attribute) : ['!', is_white(attribute)]];
}
