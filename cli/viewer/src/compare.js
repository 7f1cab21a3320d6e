import { lang, said, t } from './i18n.js';
import { amount, date } from './numbers.js';

/// The other run by its name and its date.
export function other_run(page) {
  const { name, date: day } = page.compare;
  return day ? t('run_of', { name, date: date(day, lang()) }) : name;
}

/// Points of share between the two runs.
export function change_of({ figure, before }) {
  const [old, now] = [before?.share ?? null, figure.share];
  return old === null || now === null ? null : Math.round((now - old) * 100) / 100;
}

/// Who is better off, net: more who meet it, or fewer where low is good.
export function net_gain({ figure, before }, low_is_good) {
  const [old, now] = [before?.meets ?? null, figure.meets];
  if (old === null || now === null) return null;
  return low_is_good ? old - now : now - old;
}

/// The net change as two amounts, one of them 0.
export function gain_and_loss(net) {
  return net === null ? [null, null] : [Math.max(0, net), Math.max(0, -net)];
}

/// Gains and losses in view, each territory's counted net, or why there are none.
export function gains_text(app, low_is_good) {
  const { page, state, rows, unit, everything } = app;
  if (!page.compare.same_people) return t('compare_shares', { name: other_run(page) });
  const known = rows.map((row) => net_gain(row, low_is_good)).filter((net) => net !== null);
  if (known.length === 0) return t('compare_unknown', { name: other_run(page) });
  const [gain, loss] = [0, 1].map((side) => known.reduce((sum, net) => sum + gain_and_loss(net)[side], 0));
  const signed = (sign, value) => (value > 0 ? sign : '') + amount(state, value);
  const text = t('compare_people', { gain: signed('+', gain), loss: signed('\u2212', loss), name: other_run(page), unit: said(page.units.find((item) => item.unit === unit)?.label) });
  return everything ? text : t('in_view', { text });
}

/// A class of differences in words, from the largest fall to the largest rise.
export function difference_text(step) {
  return t(['fall_10', 'fall_1', 'fall_0', 'no_change', 'rise_0', 'rise_1', 'rise_10'][step]);
}
