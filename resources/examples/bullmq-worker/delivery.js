// SPDX-License-Identifier: GPL-3.0-or-later
// A job of the free queue: bring the pictures home, then tell. Repeated until it works.
import { fireCallback } from "./callback.js";
import { LinkExpired, storePicture } from "./pictures.js";

export async function deliver(job) {
  const { order, outcome, jobId, messageId } = job.data;
  const stored = job.data.stored ?? (await store(job));
  if (!order.callbackUrl) return;
  const id = stored.isExpired ? `${messageId}_expired` : messageId;
  await fireCallback(order.callbackUrl, id, JSON.stringify(callbackBody(jobId, order, outcome, stored)));
}

// Remembered in the job, so that the next try tells exactly the same.
async function store(job) {
  const stored = { paths: [], isExpired: false };
  try {
    for (const [index, image] of (job.data.outcome.images ?? []).entries())
      stored.paths.push(await storePicture(image.url, `${job.data.messageId}-${index + 1}`));
  } catch (error) {
    if (!(error instanceof LinkExpired)) throw error;
    stored.isExpired = true;
  }
  await job.updateData({ ...job.data, stored });
  return stored;
}

// What Batchroom's listener takes at /webhooks/ideogram-callback; it sends the same form itself.
function callbackBody(jobId, order, outcome, stored) {
  const error = stored.isExpired
    ? { code: "expired", message: "It was made and charged, but its link expired before it was downloaded." }
    : outcome.kind === "failed" && { code: outcome.code, message: outcome.message };
  const event = error ? "ideogram.generation.failed" : "ideogram.generation.completed";
  return {
    type: event,
    timestamp: outcome.at,
    event,
    jobId,
    campaign: order.campaign ?? "",
    prompt: order.prompt,
    images: error ? [] : stored.paths,
    resolution: outcome.images?.[0].resolution,
    seed: outcome.images?.[0].seed,
    model: order.model ?? "V_2",
    ...(error && { error }),
    metadata: order.metadata ?? {},
  };
}
