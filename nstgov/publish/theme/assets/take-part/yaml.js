/* A record as YAML that every reader understands in one way only: any text whatever comes back as it was.
   Values are texts, numbers, yes or no, arrays, and Maps (which keep their order, also with names like "2026"). */

const SPECIAL = /^(?:null|true|false|yes|no|on|off|y|n|nan|inf)$/i;
const PLAIN =
  /^(?:\p{L}[\p{L}\p{M}\p{N}_'’(),./-]*(?: [\p{L}\p{N}_'’(),./-][\p{L}\p{M}\p{N}_'’(),./-]*)*|\d{4}-\d\d-\d\d|(?=.*[a-df])[0-9a-f]{64})$/u;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/* What a file must not hold openly: controls, signs that no screen shows, and signs that turn the direction. */
const HIDDEN_SIGNS =
  "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b" +
  "\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0e\\ufeff\\uffa0\\ufff0-\\ufffb" +
  "\\u{1bca0}-\\u{1bca3}\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e0fff}";
const HIDDEN = new RegExp("[" + HIDDEN_SIGNS + "]", "gu");
/* Besides: what YAML cannot hold as it is. */
const ESCAPED = new RegExp('[\\\\"\\t\\n\\ufffe\\uffff' + HIDDEN_SIGNS + "]|[\\u{1fffe}-\\u{10ffff}]", "gu");
const CONFLICT = /^[ \t]*(?:<{7}|>{7}|\|{7}|={7})/m;
const LONELY = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/* A text as people mean it: composed letters, plain line ends, nothing that cannot be seen, no blanks at its ends. */
export function clean(text) {
  const plain = text.replace(/\r\n?/g, "\n").replace(LONELY, "").replace(HIDDEN, "");
  return plain
    .normalize("NFC")
    .replace(/[ \t\u00a0]+$/gm, "")
    .trim();
}

export function hasHidden(text) {
  return text.replace(/\r\n?/g, "\n").search(HIDDEN) >= 0;
}

export function yamlOf(record) {
  return lines(record).join("\n") + "\n";
}

/* The line by which an editor finds the schema of the record at a path, as `nstgov.author.editor_schemas` writes it. */
export function schemaLine(path, kind) {
  return "# yaml-language-server: $schema=" + "../".repeat(path.split("/").length - 1) + "schemas/" + kind + ".json\n";
}

function lines(map) {
  const found = [];
  for (const [key, value] of map) found.push(...entry(scalar(String(key)) + ":", value));
  return found;
}

/* A key, or the dash of a list, with what belongs to it. */
function entry(start, value) {
  if (value instanceof Map) return [start, ...indented(lines(value))];
  if (Array.isArray(value)) return sequence(start, value);
  if (typeof value === "string" && isBlock(value)) return block(start, value);
  return [start + " " + scalar(value)];
}

function sequence(start, items) {
  const flow = items.every(isId) ? "[" + items.join(", ") + "]" : "";
  if (flow && flow.length < 90) return [start + " " + flow];
  const found = [start];
  for (const item of items) {
    if (item instanceof Map) {
      const [first, ...rest] = lines(item);
      found.push("  - " + first, ...indented(indented(rest)));
    } else found.push("  - " + scalar(item));
  }
  return found;
}

function isId(item) {
  return typeof item === "string" && ID.test(item) && !SPECIAL.test(item) && /^[a-z]/.test(item);
}

/* A text of several lines stands in a block where nothing in it could be misread there. */
function isBlock(text) {
  const body = text.replace(/\n$/, "");
  if (!body.includes("\n") || /^\s/.test(body) || body.endsWith("\n")) return false;
  return !CONFLICT.test(body) && !/[^\S\n]$/m.test(body) && !body.replace(/[\n"\\]/g, "").match(ESCAPED);
}

function block(start, text) {
  const whole = text.endsWith("\n");
  const body = (whole ? text.slice(0, -1) : text).split("\n");
  return [start + (whole ? " |" : " |-"), ...indented(body)];
}

function indented(all) {
  return all.map((line) => (line === "" ? "" : "  " + line));
}

export function scalar(value) {
  if (typeof value !== "string") return String(value);
  const text = value.replace(LONELY, "\ufffd");
  if (PLAIN.test(text) && !SPECIAL.test(text) && !text.match(ESCAPED) && text.length < 300) return text;
  return '"' + text.replace(ESCAPED, escaped) + '"';
}

function escaped(sign) {
  const known = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t" }[sign];
  if (known) return known;
  const code = sign.codePointAt(0);
  if (code > 0xffff)
    return code >= 0xe0000 || (code & 0xfffe) === 0xfffe || code < 0x1fffe ? "\\U" + hex(code, 8) : sign;
  return code > 0xff ? "\\u" + hex(code, 4) : "\\x" + hex(code, 2);
}

function hex(code, width) {
  return code.toString(16).padStart(width, "0");
}
