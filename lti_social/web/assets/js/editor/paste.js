// Pasted HTML, before the editor reads it. The security policy makes inline styles mute, so what
// they meant is lost to the editor, and each one would be reported as a violation.

/** Without styles and scripts; the tags alone say what is kept. */
export function cleaned(html) {
  return html
    .replace(/<(style|script)\b[^]*?<\/\1>/gi, "")
    // Google Docs wraps all it copies in a <b> that says it is not bold.
    .replace(/<b\b[^>]*font-weight:\s*normal[^>]*>/gi, "<span>")
    .replace(/<[^>]+>/g, (tag) => tag.replace(/\s(style|on\w+)=("[^"]*"|'[^']*'|[^\s>]*)/gi, ""));
}
