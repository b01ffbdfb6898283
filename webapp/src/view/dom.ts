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
