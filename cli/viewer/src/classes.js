/// Of decimals that were added or taken apart the noise is smaller, and the least that a run counts is twice as large.
const kNobody = 5e-7;

/// The rule of the classes, written once and applied to two things: to numbers for tables, to map expressions for tiles.
function class_by(on, { whole, left, unknown, secret = false }, legend, value) {
  return on.choose(
    [[secret, value('secret')], [on.missing(whole), value('unknown')], [on.zero(whole), value('empty')],
      [on.either(on.missing(left), on.reaches(unknown, legend.unknown_pct, whole)), value('unknown')], [on.none(left), value(0)]],
    on.step(left, whole, legend.missing, value));
}

const on_numbers = {
  missing: (value) => value === null || value === undefined,
  zero: (value) => value === 0,
  none: (left) => left < kNobody,
  either: (a, b) => a || b,
  reaches: (part, percent, whole) => 100 * (part ?? 0) >= percent * whole,
  choose: (cases, otherwise) => cases.find(([holds]) => holds)?.[1] ?? otherwise,
  step: (left, whole, classes, value) => value(Math.max(1, classes.findLastIndex((entry) => (100 * left) / whole >= entry.from))),
};

const on_tiles = {
  missing: (value) => value[0] === 'get' && ['==', value, null],  // what is computed is there
  zero: (value) => ['==', value, 0],
  none: (left) => ['<', left, kNobody],
  either: (a, b) => ['any', a, b],
  reaches: (part, percent, whole) => ['>=', ['*', 100, part], ['*', percent, whole]],
  choose: (cases, otherwise) => ['case', ...cases.flat(), otherwise],
  step: (left, whole, classes, value) => ['step', ['/', ['*', 100, left], whole], ...classes.flatMap((entry, step) => (step === 0 ? [] : step === 1 ? [value(1)] : [entry.from, value(step)]))],
};

/// The class of a figure { whole, left, unknown }: a number from 0, which is nobody left; 'secret' (kept back), 'unknown' (null, or unknown for
/// half and more) or 'empty' (nobody lives there).
export function class_of(legend, figure) {
  return class_by(on_numbers, figure, legend, (step) => step);
}

/// The same as an expression of the map, whose figure is made of expressions; value(class) is what it gives.
export function class_expression(legend, figure, value) {
  return class_by(on_tiles, figure, legend, value);
}

/// Whether so much is unknown that a hatch lies over the colour.
export const is_doubtful = (legend, { whole, unknown }) => whole > 0 && on_numbers.reaches(unknown, legend.doubt_pct, whole);

export const doubt_expression = (legend, { whole, unknown }) => on_tiles.reaches(unknown, legend.doubt_pct, whole);
