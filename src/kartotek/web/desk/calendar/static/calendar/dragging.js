// What was dragged is sent as minutes by the clock on the wall; the server says what came of it, or asks.
const minutes = (delta) => (delta.days || 0) * 1440 + Math.round((delta.seconds || 0) / 60);

async function send(one, values) {
  const refused = () => document.body.dispatchEvent(new CustomEvent("k-days-refused"));
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const failed = (event) => { if (event.detail.xhr.status >= 400) refused(); };
  document.body.addEventListener("htmx:afterRequest", failed, { once: true });
  await window.htmx.ajax("POST", one.drag, { target: "#k-dialogs", swap: "innerHTML", values: { version: one.version, ...filled } });
}

export function onDrop({ event, delta, newResource }) {
  const one = event.extendedProps;
  send(one, { minutes: minutes(delta) || undefined, employee: newResource?.id });
}

export function onResize({ event, endDelta }) {
  send(event.extendedProps, { end_minutes: minutes(endDelta) });
}

// Free time that was dragged over becomes a booking there.
export const onSelect = (data) => ({ startStr, resource }) => {
  const [on, clock] = startStr.split("T");
  const query = new URLSearchParams({ on, at: clock.slice(0, 5), employee: resource?.id ?? data.employee ?? "" });
  location.href = `${data.new}?${query}`;
};
