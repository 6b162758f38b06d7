// SPDX-License-Identifier: GPL-3.0-or-later
// node worker.js: works on both queues until SIGTERM or Ctrl+C. As many of them as you like, on as many machines.
import { Worker } from "bullmq";
import { readSecrets } from "./callback.js";
import { deliver } from "./delivery.js";
import { generationProcessor } from "./generation.js";
import { log } from "./log.js";
import { weaknessOf } from "./paid-ledger.js";
import { connect, DELIVERIES, GENERATIONS, openQueues } from "./queues.js";

const IN_FLIGHT = 10; // Ideogram's limit for a whole organisation

await readSecrets(); // better now than after the first paid picture
const redis = connect();
redis.on("error", (error) => log("trouble", { message: error.message }));
const queues = openQueues(redis);
const weakness = await weaknessOf(redis);
if (weakness) log("warning", { message: weakness });
await queues.generations.setGlobalConcurrency(IN_FLIGHT);

const lockMs = Number(process.env.WORKER_LOCK_MS ?? 30_000);
const options = {
  connection: redis,
  concurrency: IN_FLIGHT,
  lockDuration: lockMs,
  stalledInterval: lockMs,
  maxStalledCount: 1000, // running a job again is safe here: paid-ledger.js sees to it, and the outcome gets told
};
const workers = [
  new Worker(GENERATIONS, generationProcessor({ redis, ...queues }), options),
  new Worker(DELIVERIES, deliver, options),
];
for (const worker of workers) {
  worker.on("completed", (job) => log("done", { queue: worker.name, job: job.id }));
  worker.on("failed", (job, error) => log("failed", { queue: worker.name, job: job?.id, message: error.message }));
  worker.on("error", (error) => log("trouble", { queue: worker.name, message: error.message }));
}
await Promise.all(workers.map((worker) => worker.waitUntilReady()));
log("ready");

// Takes nothing new and waits for what is in flight: a paid request has up to three minutes, so give it them
// (terminationGracePeriodSeconds: 200). Whoever kills it earlier gets "unknown" for what was on its way.
let isStopping = false;
async function stop() {
  if (isStopping) process.exit(130);
  isStopping = true;
  log("stopping");
  await Promise.all(workers.map((worker) => worker.close()));
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
  await redis.quit();
  log("stopped");
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
