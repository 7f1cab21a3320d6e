/// What one figure of a territory is called in the tables and tiles.
export function columns_of(indicator, measure, attribute) {
  const what = measure === 'area' ? 'area_km2' : attribute;
  const base = indicator + '_' + what;
  return { whole: what, meets: base, not: base + '_not', unknown: base + '_unk', share: base + '_pct', lo: base + '_lo', hi: base + '_hi',
    known: base + '_known_pct', gained: base + '_gained', lost: base + '_lost', newly_known: base + '_newly_known', no_longer_known: base + '_no_longer_known' };
}

/// How many are left of an indicator: those who fail it (where low is good: those who meet it).
export function left_of(figure, low_is_good) {
  if (figure.whole === null || figure.whole === undefined) return null;
  return low_is_good ? figure.meets ?? figure.whole - (figure.not ?? 0) - (figure.unknown ?? 0) : figure.not;
}

/// Differences of two runs in points: orange for worse, purple for better (PuOr, safe for the colour-blind).
const kDifferences = [
  { colour: '#b35806', dark: '#ffb55c' }, { colour: '#e08214', dark: '#d9872a' }, { colour: '#fdb863', dark: '#8a5a1e' }, { colour: '#f7f7f7', dark: '#262e36' },
  { colour: '#b2abd2', dark: '#5b5490' }, { colour: '#8073ac', dark: '#9489cc' }, { colour: '#542788', dark: '#cbbfff' },
];

/// Where low is good a rise is for the worse.
const kDifferencesLow = [...kDifferences].reverse();

/// What was mostly unknown before and no longer is, or the reverse: neither a rise nor a fall. Their hatches are always drawn.
export const kKnowledge = { newly_known: { colour: '#cfe3df', dark: '#3d5650' }, no_longer_known: { colour: '#86a8a1', dark: '#6c8f88' } };

const is_mostly_unknown = ({ whole, unknown }) => 2 * (unknown ?? 0) >= whole;

/// The class of a territory of two runs: of its change in points, or what has become known or unknown.
export function difference_class({ figure, before }, points) {
  if (points === null) return 'unknown';
  const [was, is] = [before, figure].map(is_mostly_unknown);
  if (was || is) return was && is ? 'unknown' : was ? 'newly_known' : 'no_longer_known';
  if (points === 0) return 3;
  if (points < 0) return points <= -10 ? 0 : points <= -1 ? 1 : 2;
  return points >= 10 ? 6 : points >= 1 ? 5 : 4;
}

/// Classes of the view: those of who is missing, or of changes, turned round where low is good.
export function classes_for(page, view, indicator) {
  if (view === 'compare') return indicator?.low_is_good ? kDifferencesLow : kDifferences;
  return page.legend.missing;
}
