import { lang } from './i18n.js';

const NNBSP = '\u202f';
const NBSP = '\u00a0';

function grouped(digits, language) {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, language === 'fr' ? NNBSP : ',');
}

/// 1234.5 → «1 234,5» or «1,234.5», with at most `decimals` of them.
export function decimal(value, decimals, language) {
  if (value === null || value === undefined) return '–';
  const [whole, part = ''] = Math.abs(value).toFixed(decimals).split('.');
  const tail = part === '' ? '' : (language === 'fr' ? ',' : '.') + part;
  const sign = value < 0 && Number(whole + '.' + (part || 0)) !== 0 ? '\u2212' : '';
  return sign + grouped(whole, language) + tail;
}

/// People are whole; 1 where there is some.
export function people(value, language) {
  if (value === null || value === undefined) return '–';
  const whole = Math.round(value);
  return decimal(whole === 0 && value > 0 ? 1 : whole, 0, language);
}

const three_digits = (value) => {
  const step = 10 ** (Math.floor(Math.log10(value)) - 2);
  return Math.round(value / step) * step;
};

/// Three significant digits from 1,000 on, and millions as such: «2 340», «3,73» { text, is_millions }.
export function rounded(value, language) {
  if (!(value >= 999.5)) return { text: people(value, language), is_millions: false };
  const near = three_digits(value);
  if (near < 1e6) return { text: decimal(near, 0, language), is_millions: false };
  const digits = 2 - Math.floor(Math.log10(near / 1e6));
  return { text: decimal(near / 1e6, Math.max(0, digits), language), is_millions: true };
}

/// «(3,40 à 4,02)» in the unit of `of`.
export function rounded_range(least, most, of, language) {
  const millions = rounded(of, language).is_millions;
  const show = (value) => (millions ? decimal(value / 1e6, 2, language) : value < 999.5 ? people(value, language) : decimal(three_digits(value), 0, language));
  return '(' + show(least) + (language === 'fr' ? ' à ' : '–') + show(most) + ')';
}

/// 96.1 → «96,1 %»; never 100 while somebody is missing, nor 0 while somebody is served.
export function percent(value, language, decimals = 1) {
  if (value === null || value === undefined) return '–';
  const step = 10 ** -decimals;
  let shown = Number(value.toFixed(decimals));
  if (shown >= 100 && value < 100) shown = 100 - step;
  if (shown <= 0 && value > 0) shown = step;
  const digits = shown === 0 || shown === 100 ? 0 : decimals;
  return decimal(shown, digits, language) + (language === 'fr' ? NNBSP + '%' : '%');
}

/// A difference of shares in points, with its sign: «+1,2».
export function points(value, language) {
  if (value === null || value === undefined) return '–';
  const sign = value > 0 ? '+' : '';
  return sign + decimal(value, Math.abs(value) < 0.1 && value !== 0 ? 2 : 1, language);
}

export function square_km(value, language) {
  if (value === null || value === undefined) return '–';
  return decimal(value, value < 10 ? 2 : value < 1000 ? 1 : 0, language) + NBSP + 'km²';
}

/// What the map counts, as a text.
export function amount(state, value) {
  return state.measure === 'area' ? square_km(value, lang()) : people(value, lang());
}

/// 500 → «500 m», 2000 → «2 km».
export function length(metres, language) {
  return metres < 1000 ? decimal(metres, 0, language) + NBSP + 'm' : decimal(metres / 1000, metres % 1000 === 0 ? 0 : 1, language) + NBSP + 'km';
}

/// 2024-12-31 → «31 décembre 2024» or «31 December 2024».
export function date(text, language) {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text ?? '');
  if (!match) return text ?? '';
  const day = new Date(Date.UTC(+match[1], +match[2] - 1, +match[3]));
  return day.toLocaleDateString(language === 'fr' ? 'fr-FR' : 'en-GB', { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' });
}
