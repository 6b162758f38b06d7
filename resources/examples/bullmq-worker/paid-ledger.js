// SPDX-License-Identifier: GPL-3.0-or-later
// What was sent and what came of it, written before the first byte leaves. It is the only thing that decides whether a
// paid request may be sent. BullMQ cannot: a job whose worker died is "stalled" and run again, whatever `attempts` says.
//
// Redis has to remember it over a crash of its own: `appendonly yes`, `appendfsync always`, `maxmemory-policy noeviction`.
import { randomUUID } from "node:crypto";

const keyOf = (job) => `ideogram-paid:${job.id}:${job.data.attempt}`;

// { mayBeSent: nobody began before us, answer: what came back, once that is known }
export async function begin(redis, job) {
  const token = randomUUID();
  await redis.hsetnx(keyOf(job), "sender", token);
  // Read back: a lost reply makes the client repeat hsetnx, and its second answer would be "somebody else was here".
  const [sender, answer] = await redis.hmget(keyOf(job), "sender", "answer");
  return { mayBeSent: sender === token, answer: answer && JSON.parse(answer) };
}

export async function answerOf(redis, job) {
  return JSON.parse(await redis.hget(keyOf(job), "answer"));
}

export function keep(redis, job, answer) {
  return redis.hset(keyOf(job), "answer", JSON.stringify(answer));
}

// Only when it is certain that nothing was charged.
export function forget(redis, job) {
  return redis.del(keyOf(job));
}

// Managed services often refuse CONFIG; then nothing is said.
export async function weaknessOf(redis) {
  const settings = await redis.config("GET", "append*").catch(() => []);
  const value = (name) => settings[settings.indexOf(name) + 1];
  if (settings.length === 0 || (value("appendonly") === "yes" && value("appendfsync") === "always")) return "";
  return "Redis may forget what was paid for when it crashes. Set: appendonly yes, appendfsync always.";
}
