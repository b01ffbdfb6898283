/** The element of the page with that id; its absence is a fault of the page's. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id);
  if (!element) throw new Error(`No element #${id}`);
  return element as T;
}

/** A new element with text in it. Text from the server comes through here, and so is never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  text = "",
): HTMLElementTagNameMap[K] {
  const created = document.createElement(name);
  created.className = className;
  created.textContent = text;
  return created;
}

/** Buttons stay focusable while they cannot be used, so that a keyboard's place on the page is not lost. */
export function setUsable(button: HTMLButtonElement, usable: boolean): void {
  button.setAttribute("aria-disabled", String(!usable));
}

export function onUse(button: HTMLButtonElement, action: () => void): void {
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") action();
  });
}

const clock = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

export function showTime(target: HTMLTimeElement, when: Date): void {
  target.dateTime = when.toISOString();
  target.textContent = clock.format(when);
}

const shortClock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

/** Hours and minutes. */
export function shortTime(when: number): string {
  return shortClock.format(when);
}

/** `1:05` */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `1.4 MB` */
export function size(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  const [value, unit] = bytes < 999_500 ? [bytes / 1000, "kB"] : [bytes / 1_000_000, "MB"];
  return `${value.toLocaleString(undefined, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

const SVG = "http://www.w3.org/2000/svg";

export function svgElement<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Record<string, string | number> = {},
): SVGElementTagNameMap[K] {
  const created = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) created.setAttribute(attribute, String(value));
  return created;
}

/** One of the page's icons, `#icon-<name>`. What it means must be said beside it. */
export function icon(name: string): SVGSVGElement {
  const svg = svgElement("svg", { class: "icon", "aria-hidden": "true" });
  svg.append(svgElement("use", { href: `#icon-${name}` }));
  return svg;
}

export function setIcon(button: HTMLElement, name: string): void {
  button.querySelector("use")?.setAttribute("href", `#icon-${name}`);
}

/** A round button with an icon and a name. */
export function iconButton(name: string, label: string, action: () => void): HTMLButtonElement {
  const button = element("button", "round");
  button.type = "button";
  button.setAttribute("aria-label", label);
  button.title = label;
  button.append(icon(name));
  button.addEventListener("click", action);
  return button;
}

/** The letter on a guest's door. */
export function monogram(username: string): string {
  return (username.match(/[A-Za-z0-9]/)?.[0] ?? "?").toUpperCase();
}
