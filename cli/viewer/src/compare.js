import { lang, said, semicolon, t } from './i18n.js';
import { amount, date } from './numbers.js';

/// The other run by its name and its date.
export function other_run(page) {
  const { name, date: day } = page.compare;
  return day ? t('run_of', { name, date: date(day, lang()) }) : name;
}

/// Without the noise of adding decimals: a person has six of them, a km² eight.
const exact = (value) => Math.round(value * 1e8) / 1e8;

/// Points of share between the two runs.
export function change_of({ figure, before }) {
  const [old, now] = [before?.share ?? null, figure.share];
  return old === null || now === null ? null : Math.round((now - old) * 100) / 100;
}

const known_share = ({ known, unknown, whole }) => known ?? (whole > 0 ? 100 - (100 * (unknown ?? 0)) / whole : 100);

/// Points of share but for what has only become known, or unknown. Each share is rounded, so that a hundredth of what is left is none.
export function judged_change(row) {
  const points = change_of(row);
  if (points === null) return null;
  const known = known_share(row.figure) - known_share(row.before);
  if (Math.abs(known) < 0.005) return points;
  const left = points > 0 ? Math.max(0, points - Math.max(0, known)) : Math.min(0, points + Math.max(0, -known));
  return Math.abs(left) < 0.015 ? 0 : Math.round(left * 100) / 100;
}

/// What became of the people of a territory between the runs, net, as `covmap diff` judges it: from unknown to known and back is neither
/// gain nor loss. Null where one of the runs does not say.
export function changes_of({ figure, before }, low_is_good) {
  if ((before?.meets ?? null) === null || figure.meets === null) return null;
  const [risen, known] = [figure.meets - before.meets, (before.unknown ?? 0) - (figure.unknown ?? 0)];
  const [newly_known, no_longer_known] = [known, -known].map((value) => exact(Math.max(0, value)));
  const [more, fewer] = [risen - newly_known, -risen - no_longer_known].map((value) => exact(Math.max(0, value)));
  return { gained: low_is_good ? fewer : more, lost: low_is_good ? more : fewer, newly_known, no_longer_known };
}

export const kChanges = ['gained', 'lost', 'newly_known', 'no_longer_known'];

/// Whether what is shown may be counted: the same people, the same markets, and territories that add up the same ones.
export function tells_people({ page, unit }) {
  const { same_people, market, same_scope } = page.compare;
  return same_people && !market && (same_scope || unit === page.unit);
}

/// «Dune Télécom in brume-2025 alone»
function market_text(page) {
  const { here, there } = page.compare.market;
  const parts = [[here, page.name], [there, other_run(page)]].filter(([names]) => names.length > 0)
    .map(([names, name]) => t('market_only', { operators: names.join(', '), name }));
  return parts.length > 0 ? parts.join(semicolon()) : t('market_elsewhere');
}

/// Why gains and losses are not counted.
function untold_text({ page }) {
  const name = other_run(page);
  if (!page.compare.same_people) return t('compare_shares', { name });
  return page.compare.market ? t('compare_market', { name, market: market_text(page) }) : t('compare_scope', { name });
}

/// Gains and losses in view, each territory's counted net, or why there are none.
export function gains_text(app, low_is_good) {
  const { page, state, rows, unit, everything } = app;
  if (!tells_people(app)) return untold_text(app);
  const known = rows.map((row) => changes_of(row, low_is_good)).filter(Boolean);
  if (known.length === 0) return t('compare_unknown', { name: other_run(page) });
  const sum = Object.fromEntries(kChanges.map((key) => [key, exact(known.reduce((total, changes) => total + changes[key], 0))]));
  const signed = (sign, value) => (value > 0 ? sign : '') + amount(state, value);
  const values = { gain: signed('+', sum.gained), loss: signed('\u2212', sum.lost), name: other_run(page), unit: said(page.units.find((item) => item.unit === unit)?.label) };
  const doubt = ['newly_known', 'no_longer_known'].filter((key) => sum[key] > 0).map((key) => t('compare_' + key, { n: amount(state, sum[key]) }));
  const text = [t('compare_people', values), ...doubt].join(semicolon());
  return everything ? text : t('in_view', { text });
}

/// A class of differences in words, from the largest fall to the largest rise.
export function difference_text(step) {
  return t(['fall_10', 'fall_1', 'fall_0', 'no_change', 'rise_0', 'rise_1', 'rise_10'][step]);
}
