// Checks bundles as verify.py does, written from the formats alone (RFC 8785, RFC 9162, C2SP notes)
// and not from that program. Reads commands from standard input, one path a line; answers each with
// `ok` or `fault: …`. Node 18 or newer, nothing but its own modules.
import { createHash, createHmac, createPublicKey, verify as verifies } from "node:crypto";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { inflateRawSync } from "node:zlib";

const NAMES = ["README.txt", "checkpoints.txt", "events.ndjson", "files.json", "history.pdf", "keys.txt",
  "proofs.json", "texts.json", "verify.py"];
const HEX64 = /^[0-9a-f]{64}$/;
const sha = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const need = (holds, says) => { if (!holds) throw new Error(says); };
const isObject = (x) => typeof x === "object" && x !== null && !Array.isArray(x);
const isSeq = (x) => Number.isSafeInteger(x) && !Object.is(x, -0);
const has = (o, name) => Object.prototype.hasOwnProperty.call(o, name);
const keysAre = (o, names) => isObject(o) && Object.keys(o).sort().join("\0") === [...names].sort().join("\0");
const strict = (raw) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);

function canonical(x) {
  if (x === null || typeof x === "boolean") return String(x);
  if (typeof x === "number") { need(isSeq(x), "a number"); return String(x); }
  if (typeof x === "string") { need(!/[\uD800-\uDFFF]/u.test(x), "a surrogate"); return JSON.stringify(x); }
  if (Array.isArray(x)) return `[${x.map(canonical).join(",")}]`;
  const names = Object.keys(x).sort();
  need(names.every((name) => /^[ -~]*$/.test(name)), "a name");
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(x[name])}`).join(",")}}`;
}

function json(raw) {
  const text = strict(raw);
  const said = JSON.parse(text);
  need(canonical(said) === text, "JSON that is not canonical");
  return said;
}

function unzip(raw) {
  let end = raw.length - 22;
  while (end >= 0 && raw.readUInt32LE(end) !== 0x06054b50) end -= 1;
  need(end >= 0, "no zip");
  const found = new Map();
  let at = raw.readUInt32LE(end + 16);
  for (let count = raw.readUInt16LE(end + 10); count > 0; count -= 1) {
    need(raw.readUInt32LE(at) === 0x02014b50, "no entry");
    const [method, packed] = [raw.readUInt16LE(at + 10), raw.readUInt32LE(at + 20)];
    const [n, extra, comment] = [28, 30, 32].map((offset) => raw.readUInt16LE(at + offset));
    const local = raw.readUInt32LE(at + 42);
    const name = raw.toString("utf8", at + 46, at + 46 + n);
    const start = local + 30 + raw.readUInt16LE(local + 26) + raw.readUInt16LE(local + 28);
    const body = raw.subarray(start, start + packed);
    need(!found.has(name), "a name twice");
    found.set(name, method === 8 ? inflateRawSync(body) : body);
    at += 46 + n + extra + comment;
  }
  return found;
}

function keysOf(raw) {
  const lines = strict(raw).split("\n");
  need(lines.pop() === "", "keys end without a line");
  const found = new Map();
  for (const line of lines) {
    const match = /^([^+]+)\+([^+]*)\+([A-Za-z0-9+/]{44})$/.exec(line);
    need(match, "a key");
    const key = Buffer.from(match[3], "base64");
    need(key.length === 33 && key[0] === 1 && key.toString("base64") === match[3], "a key's bytes");
    need(sha(match[1], "\n", key).subarray(0, 4).toString("hex") === match[2], "a key's number");
    const der = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), key.subarray(1)]);
    found.set(`${match[1]}+${match[2]}`, createPublicKey({ key: der, format: "der", type: "spki" }));
  }
  return found;
}

function notesOf(raw, keys) {
  let rest = strict(raw);
  const notes = [];
  const shape = /^([^\n]+)\n(0|[1-9][0-9]{0,14})\n([A-Za-z0-9+/]{43}=)\n\n((?:— [^ \n]+ [A-Za-z0-9+/]+=*\n)+)\n/;
  while (rest) {
    const match = shape.exec(rest);
    need(match, "a note");
    rest = rest.slice(match[0].length);
    const root = Buffer.from(match[3], "base64");
    need(root.toString("base64") === match[3], "a root");
    const text = Buffer.from(`${match[1]}\n${match[2]}\n${match[3]}\n`);
    let known = 0;
    for (const line of match[4].split("\n").slice(0, -1)) {
      const [, name, written] = line.split(" ");
      const signature = Buffer.from(written, "base64");
      need(signature.toString("base64") === written, "a signature's base64");
      const key = keys.get(`${name}+${signature.subarray(0, 4).toString("hex")}`);
      if (!key) continue;
      need(verifies(null, text, key, signature.subarray(4)), "a signature");
      known += 1;
    }
    need(known, "a note that nobody known signed");
    notes.push({ origin: match[1], size: Number(match[2]), root });
  }
  return notes;
}

const node = (left, right) => sha(Buffer.of(1), left, right);
const split = (size) => { let k = 1; while (k * 2 < size) k *= 2; return k; };
const proofOf = (list) => {
  need(Array.isArray(list) && list.every((x) => typeof x === "string" && HEX64.test(x)), "a proof");
  return list.map((x) => Buffer.from(x, "hex"));
};

// By the definitions of RFC 9162, 2.1.3.1 and 2.1.4.1, read backwards: the last hash is the top one.
function rootWith(leaf, at, size, proof) {
  if (size === 1) { need(proof.length === 0, "a proof too long"); return leaf; }
  need(proof.length > 0, "a proof too short");
  const [k, top, below] = [split(size), proof[proof.length - 1], proof.slice(0, -1)];
  return at < k ? node(rootWith(leaf, at, k, below), top) : node(top, rootWith(leaf, at - k, size - k, below));
}

function rootsWith(old, size, proof, oldRoot, whole) {
  if (old === size) {
    if (whole) { need(proof.length === 0, "a proof too long"); return [oldRoot, oldRoot]; }
    need(proof.length === 1, "a proof's length");
    return [proof[0], proof[0]];
  }
  need(proof.length > 0, "a proof too short");
  const [k, top, below] = [split(size), proof[proof.length - 1], proof.slice(0, -1)];
  if (old <= k) {
    const [before, after] = rootsWith(old, k, below, oldRoot, whole);
    return [before, node(after, top)];
  }
  const [before, after] = rootsWith(old - k, size - k, below, oldRoot, false);
  return [node(top, before), node(top, after)];
}

function check(path) {
  const zip = unzip(readFileSync(path));
  need([...zip.keys()].sort().join() === [...NAMES, "manifest.json"].sort().join(), "other files");
  const manifest = json(zip.get("manifest.json"));
  need(keysAre(manifest, ["chain", "code", "events", "files", "format", "head", "sealed"]), "manifest");
  need(manifest.format === "bangvang-history-1" && keysAre(manifest.files, NAMES), "manifest");
  need(["chain", "code", "head"].every((name) => typeof manifest[name] === "string"), "manifest");
  for (const name of NAMES) need(manifest.files[name] === sha(zip.get(name)).toString("hex"), name);

  const bytes = zip.get("events.ndjson");
  const [events, entries] = [[], []];
  let before = Buffer.alloc(32);
  for (let start = 0; start < bytes.length;) {
    const stop = bytes.indexOf(10, start);
    need(stop >= 0, "half a line");
    const line = bytes.subarray(start, stop);
    const event = json(line);
    need(keysAre(event, ["actor", "at", "chain", "facts", "kind", "seq", "texts", "v"]), "an event");
    need(event.actor === null || typeof event.actor === "string", "an actor");
    need(["at", "chain", "kind"].every((name) => typeof event[name] === "string"), "an event");
    need(isObject(event.facts) && isObject(event.texts) && event.v === 1, "an event");
    need(event.seq === events.length + 1 && event.chain === manifest.chain, "another event");
    before = sha(before, line);
    events.push(event);
    entries.push(before);
    start = stop + 1;
  }
  need(events.length > 0 && manifest.events === events.length, "how many");
  need(manifest.head === before.toString("hex"), "the head");
  need(has(events[0].facts, "code") && events[0].facts.code === manifest.code, "the code");

  const kept = json(zip.get("texts.json"));
  need(keysAre(kept, events.filter((e) => Object.keys(e.texts).length).map((e) => String(e.seq))), "texts");
  for (const event of events) {
    const names = Object.keys(event.texts);
    if (!names.length) continue;
    const beside = kept[String(event.seq)];
    need(keysAre(beside, names), "texts of an event");
    for (const name of names) {
      const text = beside[name];
      if (keysAre(text, ["erased"])) {
        const by = isSeq(text.erased) ? events[text.erased - 1] : undefined;
        need(by && by.kind === "texts.erased" && Array.isArray(by.facts.texts), "an erasure");
        const place = canonical({ name, seq: event.seq });
        need(by.facts.texts.some((one) => canonical(one) === place), "an erasure of another");
        continue;
      }
      need(keysAre(text, ["salt", "text"]) && typeof text.text === "string", "a text");
      need(typeof text.salt === "string" && /^[0-9a-f]{32}$/.test(text.salt), "a salt");
      const digest = createHmac("sha256", Buffer.from(text.salt, "hex")).update(text.text).digest("hex");
      need(digest === event.texts[name], "another text");
    }
  }
  const listed = events.filter((e) => e.kind === "attachment.added").map((e) => ({
    name: kept[String(e.seq)]?.name?.text ?? null, seq: e.seq,
    sha256: e.facts.sha256 ?? null, size: e.facts.size ?? null,
  }));
  need(canonical(json(zip.get("files.json"))) === canonical(listed), "files");

  const notes = notesOf(zip.get("checkpoints.txt"), keysOf(zip.get("keys.txt")));
  const proofs = json(zip.get("proofs.json"));
  need(keysAre(proofs, ["consistency", "inclusion"]), "proofs");
  need(Array.isArray(proofs.inclusion) && Array.isArray(proofs.consistency), "proofs");
  need(isSeq(manifest.sealed) && manifest.sealed >= 0 && manifest.sealed <= events.length, "sealed");
  need(proofs.inclusion.length === manifest.sealed, "proofs of events");
  need(proofs.consistency.length === Math.max(0, notes.length - 1), "proofs of notes");
  need(notes.length || !manifest.sealed, "no note");
  const newest = notes[notes.length - 1];
  proofs.inclusion.forEach((one, index) => {
    need(keysAre(one, ["position", "proof", "seq"]) && one.seq === index + 1, "a proof");
    need(isSeq(one.position) && one.position >= 0 && one.position < newest.size, "a position");
    need(index === 0 || one.position > proofs.inclusion[index - 1].position, "the order");
    const leaf = sha(Buffer.of(0), entries[index]);
    need(rootWith(leaf, one.position, newest.size, proofOf(one.proof)).equals(newest.root), "the root");
  });
  proofs.consistency.forEach((one, index) => {
    const old = notes[index];
    need(keysAre(one, ["new", "old", "proof"]) && one.old === old.size && one.new === newest.size, "notes");
    need(old.origin === newest.origin && old.size > 0 && old.size <= newest.size, "another log");
    const [was, is] = rootsWith(old.size, newest.size, proofOf(one.proof), old.root, true);
    need(was.equals(old.root) && is.equals(newest.root), "another past");
  });
}

for await (const path of createInterface({ input: process.stdin })) {
  try {
    check(path);
    console.log("ok");
  } catch (fault) {
    console.log(`fault: ${fault.message.split("\n")[0]}`);
  }
}
