// SPDX-License-Identifier: GPL-3.0-or-later
// One paid request, and what its answer means. Nothing in here sends anything twice.

const apiBase = (process.env.IDEOGRAM_API_BASE ?? "https://api.ideogram.ai").replace(/\/+$/, "");
const LONGEST_WAIT_MS = 180_000;

const now = () => new Date().toISOString();
const failed = (code, message) => ({ kind: "failed", code, message, at: now() });

// No trustworthy answer: it may have been charged or not. A person decides; nobody sends it again by himself.
export const unknown = (why) =>
  failed("unknown", `It was sent, but no trustworthy answer came back (${why}). It may have been charged.`);

// kind: "images"  paid, here they are
//       "failed"  { code, message }: rejected, withheld, unknown
//       "later"   not charged, try again     { afterMs }
//       "held"    not charged, nothing will work until a person acts: credit, key
export async function generate({ prompt, model = "V_2", style, aspectRatio, seed }) {
  try {
    const response = await fetch(`${apiBase}/generate`, {
      method: "POST",
      headers: {
        "Api-Key": process.env.IDEOGRAM_API_KEY ?? "",
        "Content-Type": "application/json",
        Connection: "close", // a kept one may be closing just now, and the request would get lost in it
      },
      body: JSON.stringify({
        image_request: {
          prompt,
          model,
          style_type: style,
          aspect_ratio: aspectRatio,
          seed,
          magic_prompt_option: "AUTO",
        },
      }),
      redirect: "manual", // fetch would post it again at the other address
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    return outcomeOf(response, await response.text());
  } catch (error) {
    if (neverLeft(error)) return { kind: "later", message: `Ideogram cannot be reached (${error.cause.message}).` };
    return unknown(error.cause?.message || error.message);
  }
}

function outcomeOf(response, text) {
  switch (response.status) {
    case 200:
      return imagesIn(text);
    case 429:
      return { kind: "later", message: "Ideogram is busy.", afterMs: secondsOf(response.headers.get("retry-after")) };
    case 401:
    case 402:
    case 403:
      return { kind: "held", message: `Ideogram answered ${response.status}: ${reasonIn(text)}` };
    case 400:
    case 404:
    case 413:
    case 422:
      return failed("rejected", `Ideogram refused it, nothing was charged: ${reasonIn(text)}`);
    default: // a 5xx too: the picture may have been made and charged
      return unknown(`status ${response.status}`);
  }
}

function imagesIn(text) {
  const answer = parsed(text);
  if (!Array.isArray(answer?.data) || answer.data.length === 0) return unknown("an answer without pictures");
  const images = answer.data.filter((image) => image?.url && image.is_image_safe !== false);
  if (images.length === 0) return failed("withheld", "Ideogram made it and kept it back as unsafe. It was charged.");
  return {
    kind: "images",
    at: now(),
    images: images.map(({ url, resolution, seed }) => ({ url, resolution, seed })),
  };
}

// Only what fails before there is a connection; everything else counts as sent.
function neverLeft({ cause }) {
  const causes = cause?.errors ?? [cause]; // of several addresses tried
  return causes.every(
    (one) =>
      one?.syscall === "connect" || one?.syscall === "getaddrinfo" || one?.code === "UND_ERR_CONNECT_TIMEOUT",
  );
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonIn(text) {
  const body = parsed(text);
  const reason = body?.message ?? body?.error ?? text;
  return String(typeof reason === "string" ? reason : JSON.stringify(reason)).slice(0, 300) || "no reason given";
}

function secondsOf(header) {
  const seconds = Number(header);
  return header && seconds >= 0 ? seconds * 1000 : undefined;
}
