// SPDX-License-Identifier: GPL-3.0-or-later
// A job of the paid queue: sent at most once, then handed to the queue of deliveries, whatever came of it.
import { DelayedError, UnrecoverableError, WaitingError } from "bullmq";
import { generate, unknown } from "./ideogram.js";
import { log } from "./log.js";
import { begin, forget, keep } from "./paid-ledger.js";
import { queueDelivery } from "./queues.js";

export function generationProcessor({ redis, generations, deliveries }) {
  return async (job, token) => {
    const outcome = await outcomeOf(redis, job);
    if (outcome.kind === "later") {
      await job.moveToDelayed(Date.now() + pauseBefore(job, outcome), token);
      throw new DelayedError();
    }
    if (outcome.kind === "held") {
      await generations.pause();
      await job.moveToWait(token);
      log("held", { job: job.id, message: outcome.message, next: "mend that, then: node queue.js resume" });
      throw new WaitingError();
    }
    const { attempt, ...order } = job.data;
    const word = outcome.kind === "images" ? "completed" : outcome.code;
    await queueDelivery(deliveries, {
      jobId: job.id,
      messageId: `msg_${job.id}_${attempt}_${word}`, // equal over all tries to tell it
      order,
      outcome,
    });
    if (outcome.kind === "failed") throw new UnrecoverableError(`${outcome.code}: ${outcome.message}`);
    return { images: outcome.images.length };
  };
}

async function outcomeOf(redis, job) {
  const entry = await begin(redis, job);
  if (entry.answer) return entry.answer; // we died between the answer and the end of the job
  if (!entry.mayBeSent) return unknown("the worker stopped while it waited");
  log("sending", { job: job.id, attempt: job.data.attempt });
  const outcome = await generate(job.data);
  if (outcome.kind === "later" || outcome.kind === "held") await forget(redis, job);
  else await keep(redis, job, outcome);
  log("answered", { job: job.id, outcome: outcome.code ?? outcome.kind, message: outcome.message });
  return outcome;
}

// Full jitter, so that ten that were turned away do not come back together.
function pauseBefore(job, { afterMs = 0 }) {
  return afterMs + Math.random() * Math.min(60_000, 1000 * 2 ** job.attemptsStarted);
}
