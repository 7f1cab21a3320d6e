import { percent } from './numbers.js';

/// What one figure of a territory is called in the tables and tiles.
export function columns_of(indicator, measure, attribute) {
  const what = measure === 'area' ? 'area_km2' : attribute;
  const base = indicator + '_' + what;
  return { whole: what, meets: base, not: base + '_not', unknown: base + '_unk', share: base + '_pct', lo: base + '_lo', hi: base + '_hi',
    gained: base + '_gained', lost: base + '_lost' };
}

/// The class of a share: a number from 0, 'empty' (nobody there) or 'unknown' (null, or more than half unknown).
export function class_of(classes, figure) {
  if (figure.whole === null || figure.whole === undefined) return 'unknown';
  if (figure.whole === 0) return 'empty';
  if (figure.share === null || figure.share === undefined || 2 * (figure.unknown ?? 0) > figure.whole) return 'unknown';
  let step = 0;
  while (step + 1 < classes.length && figure.share >= classes[step + 1].from) ++step;
  return step;
}

/// Differences of two runs in points: orange for worse, purple for better (PuOr, safe for the colour-blind).
export const kDifferences = [
  { from: -Infinity, colour: '#b35806' }, { from: -10, colour: '#e08214' }, { from: -1, colour: '#fdb863' },
  { from: 0, colour: '#f7f7f7', same: true }, { from: 0.000001, colour: '#b2abd2' }, { from: 1, colour: '#8073ac' }, { from: 10, colour: '#542788' },
];

export function difference_class(before, now) {
  if (before === null || before === undefined || now === null || now === undefined) return 'unknown';
  const points = Math.round((now - before) * 100) / 100;
  if (points === 0) return 3;
  if (points < 0) return points <= -10 ? 0 : points <= -1 ? 1 : 2;
  return points >= 10 ? 6 : points >= 1 ? 5 : 4;
}

export function difference_label(step, lang) {
  const fr = lang === 'fr';
  const labels = fr
    ? ['baisse de 10 points ou plus', 'baisse de 1 à 10 points', 'baisse de moins de 1 point', 'sans changement',
      'hausse de moins de 1 point', 'hausse de 1 à 10 points', 'hausse de 10 points ou plus']
    : ['10 points or more lower', '1 to 10 points lower', 'less than 1 point lower', 'no change',
      'less than 1 point higher', '1 to 10 points higher', '10 points or more higher'];
  return labels[step];
}

/// How many are left of an indicator: those who fail it (where low is good: those who meet it).
export function left_of(figure, low_is_good) {
  if (figure.whole === null || figure.whole === undefined) return null;
  return low_is_good ? figure.meets ?? figure.whole - (figure.not ?? 0) - (figure.unknown ?? 0) : figure.not;
}

export function share_text(figure, lang) {
  return percent(figure.share, lang);
}

/// Classes for a share in the colours that fit: turned round where low is good.
export function classes_for(page, view, indicator) {
  if (view === 'compare') return kDifferences;
  return view === 'indicator' && indicator?.low_is_good ? page.legend.share_low : page.legend.share;
}
