/// What one figure of a territory is called in the tables and tiles.
export function columns_of(indicator, measure, attribute) {
  const what = measure === 'area' ? 'area_km2' : attribute;
  const base = indicator + '_' + what;
  return { whole: what, meets: base, not: base + '_not', unknown: base + '_unk', share: base + '_pct', lo: base + '_lo', hi: base + '_hi',
    known: base + '_known_pct', gained: base + '_gained', lost: base + '_lost', newly_known: base + '_newly_known', no_longer_known: base + '_no_longer_known' };
}

/// Of what is kept back (publish_min): neither a share nor nobody.
export const kSecretColour = '#d8c9b2';

/// How many are left of an indicator: those who fail it (where low is good: those who meet it).
export function left_of(figure, low_is_good) {
  if (figure.whole === null || figure.whole === undefined) return null;
  return low_is_good ? figure.meets ?? figure.whole - (figure.not ?? 0) - (figure.unknown ?? 0) : figure.not;
}

/// Differences of two runs in points: orange for worse, purple for better (PuOr, safe for the colour-blind).
const kDifferences = [
  { from: -Infinity, colour: '#b35806' }, { from: -10, colour: '#e08214' }, { from: -1, colour: '#fdb863' }, { from: 0, colour: '#f7f7f7' },
  { from: 0.000001, colour: '#b2abd2' }, { from: 1, colour: '#8073ac' }, { from: 10, colour: '#542788' },
];

/// Where low is good a rise is for the worse.
const kDifferencesLow = kDifferences.map((entry, step) => ({ ...entry, colour: kDifferences.at(-1 - step).colour }));

/// What was mostly unknown before and no longer is, or the reverse: neither a rise nor a fall. Their hatches are always drawn.
export const kKnowledge = { newly_known: '#cfe3df', no_longer_known: '#86a8a1' };

const is_mostly_unknown = ({ whole, unknown }) => 2 * (unknown ?? 0) > whole;

/// The class of a territory of two runs: of its change in points, or what has become known or unknown.
export function difference_class({ figure, before }, points) {
  if (points === null) return 'unknown';
  const [was, is] = [before, figure].map(is_mostly_unknown);
  if (was || is) return was && is ? 'unknown' : was ? 'newly_known' : 'no_longer_known';
  if (points === 0) return 3;
  if (points < 0) return points <= -10 ? 0 : points <= -1 ? 1 : 2;
  return points >= 10 ? 6 : points >= 1 ? 5 : 4;
}

/// Classes of the view, in the colours that fit: turned round where low is good.
export function classes_for(page, view, indicator) {
  const low = view !== 'operator' && indicator?.low_is_good;
  if (view === 'compare') return low ? kDifferencesLow : kDifferences;
  return low ? page.legend.share_low : page.legend.share;
}
