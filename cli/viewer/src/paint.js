import { columns_of } from './legend.js';

const get = (name) => ['get', name];
const amount = (name) => ['coalesce', get(name), 0];

/// One value a class: «unknown», «empty», then by share. The rule of legend.class_of() as an expression on tiles.
export function by_share(classes, measure, names, value) {
  const share = get(names.share);
  const most_unknown = ['>', ['*', 2, amount(names.unknown)], get(names.whole)];
  const unknown = measure === 'area'
    ? ['any', ['!', ['has', names.share]], ['all', ['has', names.whole], most_unknown]]
    : ['any', ['!', ['has', names.whole]], ['all', ['>', get(names.whole), 0], ['any', ['!', ['has', names.share]], most_unknown]]];
  const empty = ['all', ['has', names.whole], ['==', get(names.whole), 0]];
  const steps = classes.flatMap((entry, step) => (step === 0 ? [value(0)] : [entry.from, value(step)]));
  return ['case', unknown, value('unknown'), empty, value('empty'), ['step', share, ...steps]];
}

/// How many are left, from the few columns of the label points.
export function left_expression(names, low_is_good) {
  if (!low_is_good) return amount(names.not);
  return ['max', 0, ['-', amount(names.whole), amount(names.not), amount(names.unknown)]];
}

/// Where most of a square is: shares of its people, or of its area.
function square_share(state) {
  if (state.measure === 'area') {
    const base = state.indicator + '_area';
    return { whole: 100, meets: amount(base + '_pct'), unknown: amount(base + '_unk_pct') };
  }
  const names = columns_of(state.indicator, 'people', state.attribute);
  return { whole: amount(state.attribute), meets: amount(names.meets), unknown: amount(names.unknown) };
}

export function square_colour(classes, state, value) {
  const { whole, meets, unknown } = square_share(state);
  const steps = classes.flatMap((entry, step) => (step === 0 ? [value(0)] : [entry.from, value(step)]));
  const known = ['step', ['/', ['*', 100, meets], ['max', whole, 1e-9]], ...steps];
  return ['case', ['<=', whole, 0], value('empty'), ['>', ['*', 2, unknown], whole], value('unknown'), known];
}

/// Which squares the switches leave.
export function square_filter(state, low_is_good) {
  const { whole, meets, unknown } = square_share(state);
  const off = (name) => state.off.includes(name);
  const is_unknown = ['>', ['*', 2, unknown], whole];
  const half = ['>=', ['*', 2, meets], whole];
  const served = low_is_good ? ['!', half] : half;
  const keep = ['all'];
  if (off('unknown')) keep.push(['!', is_unknown]);
  if (off('served')) keep.push(['!', ['all', ['!', is_unknown], served]]);
  if (off('white') && off('grey')) keep.push(['any', is_unknown, served]);
  return keep.length === 1 ? ['literal', true] : keep;
}

export const kTechnologies = [
  { prefix: '5G', colour: '#fde725' }, { prefix: '4G', colour: '#4ac16d' }, { prefix: '3G', colour: '#277f8e' },
  { prefix: '2G3G', colour: '#365c8d' }, { prefix: '2G', colour: '#46327e' }, { prefix: 'none', colour: '#440154' },
];

export function operator_colour(operator, unknown) {
  const text = ['coalesce', get('op_' + operator), 'unknown'];
  const cases = kTechnologies.flatMap(({ prefix, colour }) => {
    const word = ['slice', ['concat', text, ' '], 0, prefix.length + 1];
    return [['==', word, prefix + ' '], colour];
  });
  return ['case', ...cases, ['==', text, 'unknown'], unknown, '#a0da39'];
}

export function is_white(attribute) {
  return ['>=', ['*', 2, amount(attribute + '_white')], amount(attribute)];
}

export function zone_filter(state, attribute) {
  const keep = ['all'];
  if (state.off.includes('white')) keep.push(['!', is_white(attribute)]);
  if (state.off.includes('grey')) keep.push(is_white(attribute));
  return keep.length === 1 ? ['literal', true] : keep;
}
