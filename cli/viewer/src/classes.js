/// The rule of the classes, written once and applied to two things: to numbers for tables, to map expressions for tiles.
function class_by(on, { whole, share, unknown, secret = false }, classes, value) {
  return on.choose(
    [[secret, value('secret')], [on.missing(whole), value('unknown')], [on.zero(whole), value('empty')],
      [on.either(on.missing(share), on.most(unknown, whole)), value('unknown')]],
    on.step(share, classes, value));
}

const on_numbers = {
  missing: (value) => value === null || value === undefined,
  zero: (value) => value === 0,
  either: (a, b) => a || b,
  most: (part, whole) => 2 * (part ?? 0) > whole,
  choose: (cases, otherwise) => cases.find(([holds]) => holds)?.[1] ?? otherwise,
  step: (share, classes, value) => value(Math.max(0, classes.findLastIndex((entry) => share >= entry.from))),
};

const on_tiles = {
  missing: (value) => value[0] === 'get' && ['==', value, null],  // what is computed is there
  zero: (value) => ['==', value, 0],
  either: (a, b) => ['any', a, b],
  most: (part, whole) => ['>', ['*', 2, part], whole],
  choose: (cases, otherwise) => ['case', ...cases.flat(), otherwise],
  step: (share, classes, value) => ['step', share, ...classes.flatMap((entry, step) => (step === 0 ? [value(0)] : [entry.from, value(step)]))],
};

/// The class of a figure: a number from 0; 'secret' (kept back), 'unknown' (null, or more than half unknown) or 'empty' (nobody there).
export function class_of(classes, figure) {
  return class_by(on_numbers, figure, classes, (step) => step);
}

/// The same as an expression of the map, whose figure is made of expressions; value(class) is what it gives.
export function class_expression(classes, figure, value) {
  return class_by(on_tiles, figure, classes, value);
}
