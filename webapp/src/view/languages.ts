/** The languages a guest can choose from; what is sent is the code. */
const CODES = [
  "ar", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "ms", "nl",
  "no", "pl", "pt", "ro", "ru", "sv", "sw", "th", "tr", "uk", "ur", "vi", "zh",
];

export function languages(): { code: string; name: string }[] {
  return CODES.map((code) => ({ code, name: nameOf(code, code) })).sort((a, b) => a.name.localeCompare(b.name));
}

/** A language in the reader's words; what is no code of one is somebody's own word for it. */
export function languageName(code: string): string {
  return /^[a-z]{2,3}$/.test(code) ? nameOf(code, navigator.language) : code;
}

function nameOf(code: string, inLanguage: string): string {
  try {
    const name = new Intl.DisplayNames([inLanguage, "en"], { type: "language" }).of(code) ?? code;
    return name.charAt(0).toLocaleUpperCase(inLanguage) + name.slice(1);
  } catch {
    return code;
  }
}
