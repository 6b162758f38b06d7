// SPDX-License-Identifier: GPL-3.0-or-later
// Two queues, because there are two kinds of work: what is paid for and must happen once, and what is free and may be
// repeated until it works.
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { randomUUID } from "node:crypto";

export const GENERATIONS = "ideogram-generation"; // one job, one paid request
export const DELIVERIES = "ideogram-delivery"; // download, store, fire the callback

export function connect() {
  // null: while Redis is away commands wait instead of failing. Workers ask for it.
  return new Redis(process.env.REDIS_URL ?? "redis://127.0.0.1:6379", { maxRetriesPerRequest: null });
}

export function openQueues(redis) {
  return {
    generations: new Queue(GENERATIONS, { connection: redis }),
    deliveries: new Queue(DELIVERIES, { connection: redis }),
  };
}

// order: { prompt, model, style, aspectRatio, seed, campaign, metadata, callbackUrl }
// Whoever may queue twice (a double click, a script run again) names an id of their own: the second is ignored.
export function queueGeneration(generations, order, id = randomUUID()) {
  // attempts: 1. Three attempts around a paid request can pay three times.
  return generations.add("generate", { ...order, attempt: 1 }, { jobId: id, attempts: 1 });
}

// attempts: as many as it takes; nothing in there costs anything.
export function queueDelivery(deliveries, delivery) {
  return deliveries.add("deliver", delivery, {
    jobId: delivery.messageId, // the same outcome is handed over once
    attempts: 8,
    backoff: { type: "exponential", delay: Number(process.env.CALLBACK_RETRY_MS ?? 5000), jitter: 0.2 },
  });
}
