/// One element: h('p', { class: 'x', onclick }, 'text', child). Null children and attributes are left out.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'selected') element[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/// A labelled <select>; options are { value, label }, under the head of their group where they have one.
export function select(id, label, options, value, onchange) {
  const box = h('select', { id, onchange: (event) => onchange(event.target.value) });
  const groups = new Map();
  for (const { value: of, label: text, group = '' } of options) {
    if (group && !groups.has(group)) box.append(groups.set(group, h('optgroup', { label: group })).get(group));
    (groups.get(group) ?? box).append(h('option', { value: of }, text));
  }
  box.value = value;
  return h('p', { class: 'field' }, h('label', { for: id }, label), box);
}

export function checkbox(id, label, checked, onchange) {
  const box = h('input', { type: 'checkbox', id, checked, onchange: (event) => onchange(event.target.checked) });
  return h('p', { class: 'check' }, box, h('label', { for: id }, label));
}
