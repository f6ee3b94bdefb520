// How a booking, a class or closed time becomes a block in a column.
export function eventOf(one, icons) {
  const event = { id: one.id, start: one.starts, end: one.ends, resourceId: one.employee, extendedProps: { ...one, icons: (one.icons || []).map((name) => icons[name]) } };
  if (one.kind === "closed") return { ...event, id: undefined, display: "background", extendedProps: {} };
  if (one.kind === "gap") return { ...event, id: undefined, display: "background", classNames: ["k-gap"], extendedProps: { kind: "gap", name: one.name } };
  return {
    ...event,
    title: one.name,
    classNames: [...one.css],
    editable: Boolean(one.movable || one.resizable),
    startEditable: Boolean(one.movable),
    durationEditable: Boolean(one.resizable),
  };
}

const SVG = "http://www.w3.org/2000/svg";

function iconOf(sprite, { icon, text, css }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `ki ${css || ""}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", text);
  const title = document.createElementNS(SVG, "title");
  title.append(text);
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#i-${icon}`);
  svg.append(title, use);
  return svg;
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// The block is a link to the booking: a keyboard and a reader need nothing else. Texts go in as text, never as HTML.
export const contentOf = (sprite) => ({ event }) => {
  const one = event.extendedProps;
  if (!one.kind) return event.id === "{select}" ? undefined : { domNodes: [] };
  if (one.kind === "gap") return { domNodes: [element("span", "", one.name)] };
  const text = document.createElement("small");
  text.append([one.clock, one.text].filter(Boolean).join(" "));
  const end = element("span", "end", ...one.icons.map((icon) => iconOf(sprite, icon)));
  const head = element("span", "k-ev-n", element("span", "", one.name), end);
  const block = element(one.url ? "a" : "span", "k-ev", head, text);
  if (one.url) {
    block.href = one.url;
    block.draggable = false;
    block.dataset.key = one.id;
  }
  return { domNodes: [block] };
};
