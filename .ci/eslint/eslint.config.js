// What is wrong whatever the style: names that nobody made, variables that nobody reads, comparisons that surprise.
const browser = ["document", "window", "navigator", "location", "history", "localStorage", "fetch", "URL", "URLSearchParams", "Blob", "Image",
  "requestAnimationFrame", "cancelAnimationFrame", "matchMedia", "getComputedStyle", "devicePixelRatio", "innerWidth", "innerHeight",
  "ResizeObserver", "IntersectionObserver", "MutationObserver", "CustomEvent", "Event", "HTMLElement", "Node", "performance", "Intl",
  "addEventListener", "removeEventListener", "print", "atob", "btoa", "AbortController", "DOMParser", "Worker", "crypto", "CSS",
  "ImageData", "OffscreenCanvas", "Response", "Request", "DecompressionStream", "TextDecoder", "TextEncoder", "setTimeout",
  "clearTimeout", "setInterval", "clearInterval", "console", "queueMicrotask", "structuredClone",
  "dispatchEvent", "HTMLCanvasElement"];
const node = ["process", "Buffer", "__dirname", "setImmediate"];
const globals = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

const rules = {
  "array-callback-return": "error",
  "constructor-super": "error",
  eqeqeq: "error",
  "no-const-assign": "error",
  "no-constant-condition": "error",
  "no-dupe-args": "error",
  "no-dupe-else-if": "error",
  "no-dupe-keys": "error",
  "no-duplicate-case": "error",
  "no-duplicate-imports": "error",
  "no-empty": "error",
  "no-eval": "error",
  "no-fallthrough": "error",
  "no-func-assign": "error",
  "no-implicit-globals": "error",
  "no-import-assign": "error",
  "no-invalid-regexp": "error",
  "no-loss-of-precision": "error",
  "no-redeclare": "error",
  "no-self-assign": "error",
  "no-self-compare": "error",
  "no-shadow-restricted-names": "error",
  "no-sparse-arrays": "error",
  "no-undef": "error",
  "no-unreachable": "error",
  "no-unsafe-finally": "error",
  "no-unsafe-negation": "error",
  "no-unsafe-optional-chaining": "error",
  "no-unused-vars": "error",
  "no-useless-catch": "error",
  "no-var": "error",
  "prefer-const": "error",
  "require-yield": "error",
  "use-isnan": "error",
  "valid-typeof": "error",
};

export default [
  { files: ["cli/viewer/src/**/*.js"], languageOptions: { globals: globals(browser) }, rules },
  { files: ["cli/viewer/test/**/*.js", "cli/viewer/vite.config.js"], languageOptions: { globals: globals([...browser, ...node]) }, rules },
  { files: ["tests/**/*.mjs"], languageOptions: { globals: globals([...browser, ...node]) }, rules },
];
