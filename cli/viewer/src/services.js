import { said, t } from './i18n.js';

/// Rows of two services are never added: technology, use, mobile or fixed, and vintage make one.
export function service_key({ technology, service, kind, vintage }) {
  return [technology, service, kind === 'mobile' ? '' : kind, vintage].filter(Boolean).join(' ');
}

/// Whether a row of <unit>_operators is of the service; a run of one kind or without vintages has no such columns.
export function is_of_service(row, { technology, service, kind, vintage }) {
  return row.technology === technology && row.service === service && (row.kind ?? kind) === kind && (row.vintage ?? '') === (vintage ?? '');
}

export const find_service = (page, key) => page.services.find((item) => service_key(item) === key);

const use_text = (use) => (use === 'voice' || use === 'data' ? t(use) : said(use));

/// «4G, internet»; kind and vintage only where another service would read the same.
export function service_text(page, service) {
  const twins = page.services.filter((item) => item.technology === service.technology && item.service === service.service);
  const differs = (key) => twins.some((item) => item[key] !== service[key]);
  const kind = differs('kind') ? t(service.kind === 'fixed' ? 'kind_fixed' : 'kind_mobile') : '';
  return [service.technology, use_text(service.service), kind, differs('vintage') ? service.vintage : ''].filter(Boolean).join(', ');
}

const kLevels = { TBC: 'level_very_good', BC: 'level_good', CL: 'level_limited', covered: 'level_covered', none: 'level_none', unknown: 'unknown' };

/// A level in the words of the printed sheet.
export function level_text(level) {
  return kLevels[level] ? t(kLevels[level]) : level;
}

/// «4G BC», the best that an operator offers in a square, in words.
export function offer_text(offer) {
  if (offer === 'none' || offer === 'unknown' || offer === undefined) return level_text(offer ?? 'unknown');
  const [technology, ...level] = offer.split(' ');
  return [technology, level_text(level.join(' '))].filter(Boolean).join(', ');
}

/// Told where it is not what the operator claims.
export function nature_text(nature) {
  return ['modelled', 'measured', 'planned'].includes(nature) ? t('nature_' + nature) : '';
}
