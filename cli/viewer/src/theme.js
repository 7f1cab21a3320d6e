/// Light or dark, as the visitor's system asks; paper is light.
const asked = globalThis.matchMedia?.('(prefers-color-scheme: dark)');
let on_paper = false;

export const is_dark = () => !on_paper && Boolean(asked?.matches);

/// The colour of an entry of the legend now.
export const shade = (swatch) => (is_dark() ? swatch.dark : swatch.colour);

/// While a page is made for the printer.
export function use_paper(yes) {
  on_paper = yes;
}

export function watch_theme(change) {
  asked?.addEventListener('change', change);
}

/// What lies around and over the classes.
export function ground() {
  return is_dark()
    ? { sea: '#05090c', land: '#12181e', border: '#4a5762', parent: '#8b98a4', coast: '#1d2931', text: '#eef3f7', halo: 'rgba(8,12,16,0.9)', picked: '#ffffff', case: '#0b1014' }
    : { sea: '#d5e0e9', land: '#ffffff', border: '#a9b3bc', parent: '#5d6b78', coast: '#b3c3cf', text: '#1b2630', halo: 'rgba(255,255,255,0.92)', picked: '#111111', case: '#ffffff' };
}
