import { class_expression, doubt_expression } from './classes.js';
import { columns_of } from './legend.js';
import { shade } from './theme.js';

const get = (name) => ['get', name];
const amount = (name) => ['coalesce', get(name), 0];
const is_secret = ['boolean', get('secret'), false];

/// How many are left, from the columns of areas and of label points.
export function left_expression(names, low_is_good) {
  if (!low_is_good) return get(names.not);
  return ['max', 0, ['-', amount(names.whole), ['+', amount(names.not), amount(names.unknown)]]];
}

function territory_figure(state, low_is_good) {
  const names = columns_of(state.indicator, state.measure, state.attribute);
  return { whole: get(names.whole), left: left_expression(names, low_is_good), unknown: amount(names.unknown) };
}

/// value(class), and over the colour of a class value('doubt') where much is unknown, if `doubt` is asked for.
function classed(legend, figure, value, doubt) {
  const over = (step) => (doubt && typeof step === 'number' ? ['case', doubt_expression(legend, figure), value('doubt'), value(step)] : value(step));
  return class_expression(legend, figure, over);
}

/// The class of a territory from its columns in the tiles.
export function territory_class(legend, state, low_is_good, value, doubt = false) {
  return classed(legend, territory_figure(state, low_is_good), value, doubt);
}

/// Territories that the switches dim: those with nobody left, and those that are mostly unknown.
export function is_dimmed(legend, state, low_is_good) {
  return territory_class(legend, state, low_is_good, (step) => (step === 'unknown' && state.off.includes('unknown')) || (step === 0 && state.off.includes('served')));
}

/// What a square holds: its people, or its area in percents. Areas are told also where people are kept back.
function square_figure(state, low_is_good = false) {
  const names = columns_of(state.indicator, 'people', state.attribute);
  const base = state.indicator + '_area';
  const figure = state.measure === 'area' ? { whole: ['literal', 100], meets: amount(base + '_pct'), unknown: amount(base + '_unk_pct'), secret: false }
    : { whole: amount(state.attribute), meets: amount(names.meets), unknown: amount(names.unknown), secret: is_secret };
  return { ...figure, left: low_is_good ? figure.meets : ['max', 0, ['-', figure.whole, ['+', figure.meets, figure.unknown]]] };
}

export function square_class(legend, state, low_is_good, value, doubt = false) {
  return classed(legend, square_figure(state, low_is_good), value, doubt);
}

/// Which squares the switches leave; those whose people are kept back stay.
export function square_filter(state, low_is_good) {
  const { whole, meets, unknown, secret } = square_figure(state);
  const off = (name) => state.off.includes(name);
  const is_unknown = ['>=', ['*', 2, unknown], whole];
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

export function zone_colour(attribute, legend) {
  const [secret, unknown, white, grey] = ['secret', 'empty', 'zone_white', 'zone_grey'].map((key) => shade(legend[key]));
  return ['case', is_secret, secret, ['==', get(attribute), null], unknown, is_white(attribute), white, grey];
}

const kNearZoom = 9;
const kLargestZones = 100;

/// Zones that the switches leave; of those kept back nobody knows whether they are white or grey. Far away the largest alone.
export function zone_filter(state, attribute) {
  const near = ['any', ['>=', ['zoom'], kNearZoom], ['<=', ['coalesce', get('rank'), 1e9], kLargestZones]];
  const [white, grey] = ['white', 'grey'].map((name) => !state.off.includes(name));
  if (!white && !grey) return ['literal', false];
  return white && grey ? near : ['all', near, ['any', is_secret, white ? is_white(attribute) : ['!', is_white(attribute)]]];
}
